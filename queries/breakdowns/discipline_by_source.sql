/*
title    = { zh = "处理处分：自述与逐项", en = "Discipline: declared against counted" }
question = { zh = "文件自述的处理处分数，与逐项列出的合计相差多少？", en = "By how much do the actions a document declares differ from the rows it lists?" }
part     = "counts"
caveat   = { zh = "同一次巡察、同一计数单位两种说法都有的才相比，人、人次、件、个单位互不相加；结果中用的是逐项合计。差额是线索，不是结论。", en = "Only where both speak in the same count of one inspection; persons, person-times, cases and units are never added. The rows are what is used: the difference is a lead, not a verdict." }
evidence = ["discipline"]
[columns]
unit_id = { zh = "单位编号", en = "Unit id" }
counts = { zh = "计数单位", en = "Counts" }
counted = { zh = "逐项合计", en = "Counted" }
declared = { zh = "文件自述", en = "Declared" }
places = { zh = "出处", en = "Places" }
value = { zh = "自述减逐项", en = "Declared less counted" }
*/
with declared as (
    select
        inspection_id, unit_id, counts, cast(sum(value) as bigint) as number,
        case when count(*) <= 5 then string_agg(concat(document_id, ' › ', locator), '；' order by document_id, locator) else concat(cast(count(*) as varchar), ' › ', max(document_id)) end as places
    from figures_in_scope
    where figure = 'discipline' and value is not null and part_of is null and term_class in ('action', 'unspecified', 'employment')
    group by inspection_id, unit_id, counts
),
counted as (
    select
        inspection_id, counts, cast(sum(number) as bigint)      as number,
        case when count(*) <= 5 then string_agg(concat(document_id, ' › ', locator), '；' order by document_id, locator) else concat(cast(count(*) as varchar), ' › ', max(document_id)) end as places
    from discipline_counted
    where part_of is null and term_class in ('action', 'unspecified', 'employment')
    group by inspection_id, counts
)
select
    declared.unit_id,
    declared.counts,
    cast(sum(counted.number) as bigint)                         as counted,
    cast(sum(declared.number) as bigint)                        as declared,
    string_agg(concat(declared.places, '；', counted.places), '；' order by declared.inspection_id) as places,
    cast(sum(declared.number) - sum(counted.number) as bigint)  as value
from declared
join counted on counted.inspection_id = declared.inspection_id and counted.counts = declared.counts
group by declared.unit_id, declared.counts
order by unit_id, counts
