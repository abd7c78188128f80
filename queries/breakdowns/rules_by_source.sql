/*
title    = { zh = "制度：自述与逐项", en = "Rules: declared against counted" }
question = { zh = "文件自述的制度数，与逐项列出的合计相差多少？", en = "By how much does the number of rules a document declares differ from the rows it lists?" }
part     = "action"
caveat   = { zh = "同一次巡察、同一方式两种说法都有的才相比；自述的合并数与逐项的新建、修订之和相比。结果中用的是逐项合计。差额是线索，不是结论。", en = "Only where both speak of one action in one inspection; a declared lump is compared with all rows that are new or revised. The rows are what is used: the difference is a lead, not a verdict." }
evidence = ["rules"]
[columns]
unit_id = { zh = "单位编号", en = "Unit id" }
action = { zh = "方式", en = "Action" }
counted = { zh = "逐项合计", en = "Counted" }
declared = { zh = "文件自述", en = "Declared" }
places = { zh = "出处", en = "Places" }
value = { zh = "自述减逐项", en = "Declared less counted" }
*/
with declared as (
    select
        inspection_id, unit_id,
        case figure when 'rules_new' then 'new' when 'rules_revised' then 'revised' when 'rules_new_or_revised' then 'new_or_revised'
            when 'rules_abolished' then 'abolished' else 'planned' end as action,
        cast(sum(value) as bigint)                              as number,
        string_agg(concat(document_id, ' › ', locator), '；' order by document_id, locator) as places
    from figures_in_scope
    where figure in ('rules_new', 'rules_revised', 'rules_new_or_revised', 'rules_abolished', 'rules_planned') and part_of is null and value is not null
    group by inspection_id, unit_id, figure
),
rows_of_action as (
    select inspection_id, action, number, document_id, locator from rules_counted where action <> 'new_or_revised'
    union all
    select inspection_id, 'new_or_revised' as action, number, document_id, locator from rules_counted where action in ('new', 'revised', 'new_or_revised')
),
counted as (
    select
        inspection_id, action, cast(sum(number) as bigint)      as number,
        case when count(*) <= 5 then string_agg(concat(document_id, ' › ', locator), '；' order by document_id, locator) else concat(cast(count(*) as varchar), ' › ', max(document_id)) end as places
    from rows_of_action
    group by inspection_id, action
)
select
    declared.unit_id,
    declared.action,
    cast(sum(counted.number) as bigint)                         as counted,
    cast(sum(declared.number) as bigint)                        as declared,
    string_agg(concat(declared.places, '；', counted.places), '；' order by declared.inspection_id) as places,
    cast(sum(declared.number) - sum(counted.number) as bigint)  as value
from declared
join counted on counted.inspection_id = declared.inspection_id and counted.action = declared.action
group by declared.unit_id, declared.action
order by unit_id, action
