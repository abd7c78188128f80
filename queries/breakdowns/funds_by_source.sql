/*
title    = { zh = "资金：自述与逐项", en = "Money: declared against counted" }
question = { zh = "文件自述的金额，与逐笔列出的合计相差多少？", en = "By how much do the amounts a document declares differ from the rows it lists?" }
part     = "state"
caveat   = { zh = "同一次巡察、同一状态两种说法都有的才相比；结果中用的是逐项合计。自述带“余”“约”的是约数，差额是线索，不是结论。", en = "Only where both speak of one state in one inspection; the rows are what is used. Declared amounts may be round figures: the difference is a lead, not a verdict." }
evidence = ["funds"]
[columns]
unit_id = { zh = "单位编号", en = "Unit id" }
state = { zh = "状态", en = "State" }
counted = { zh = "逐项合计（元）", en = "Counted (yuan)" }
declared = { zh = "文件自述（元）", en = "Declared (yuan)" }
is_approximate = { zh = "自述为约数", en = "Declared roughly" }
places = { zh = "出处", en = "Places" }
value = { zh = "自述减逐项（元）", en = "Declared less counted (yuan)" }
*/
with declared as (
    select
        inspection_id, unit_id,
        case figure when 'funds_identified' then 'identified' when 'funds_recovered' then 'recovered' when 'funds_outstanding' then 'outstanding'
            when 'funds_surrendered' then 'surrendered' else 'loss_averted' end as state,
        sum(cast(value as decimal(18, 2)))                      as amount,
        max(case when is_approximate then 1 else 0 end)         as is_approximate,
        string_agg(concat(document_id, ' › ', locator), '；' order by document_id, locator) as places
    from figures_in_scope
    where figure in ('funds_identified', 'funds_recovered', 'funds_outstanding', 'funds_surrendered', 'loss_averted')
        and part_of is null and value is not null
    group by inspection_id, unit_id, figure
),
counted as (
    select
        inspection_id, state, sum(amount)                       as amount,
        case when count(*) <= 5 then string_agg(concat(document_id, ' › ', locator), '；' order by document_id, locator) else concat(cast(count(*) as varchar), ' › ', max(document_id)) end as places
    from funds_counted
    group by inspection_id, state
)
select
    declared.unit_id,
    declared.state,
    cast(sum(counted.amount) as decimal(18, 2))                 as counted,
    cast(sum(declared.amount) as decimal(18, 2))                as declared,
    max(declared.is_approximate) = 1                            as is_approximate,
    string_agg(concat(declared.places, '；', counted.places), '；' order by declared.inspection_id) as places,
    cast(sum(declared.amount) - sum(counted.amount) as decimal(18, 2)) as value
from declared
join counted on counted.inspection_id = declared.inspection_id and counted.state = declared.state
group by declared.unit_id, declared.state
order by unit_id, state
