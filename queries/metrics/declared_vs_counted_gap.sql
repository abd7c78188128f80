/*
title    = { zh = "申报与实列差异", en = "Declared against counted" }
question = { zh = "文件自称的问题数，与逐项列出的相差多少？", en = "By how much does the number of problems a document declares differ from those it lists?" }
group    = "disclosure"
unit     = "count"
better   = "neutral"
caveat   = { zh = "同一口径相比，申报数减实列数；正负都可能有正当原因，差异是线索，不是结论。总数自相矛盾的不计算。", en = "On one basis, declared less listed. Either sign may have good reasons: a lead, not a verdict. Contradictory totals are not computed." }
evidence = { problems = {} }
[columns]
unit_id  = { zh = "单位编号", en = "Unit id" }
basis    = { zh = "口径", en = "Basis" }
declared = { zh = "申报数", en = "Declared" }
counted  = { zh = "实列数", en = "Listed" }
reason   = { zh = "空值原因", en = "Why empty" }
value    = { zh = "申报减实列", en = "Declared less listed" }
*/
with declared as (
    select inspection_id, unit_id, basis, feedback_on, max(value) as total, count(distinct value) as totals
    from figures_in_scope
    where figure = 'total' and basis in ('feedback', 'item') and part_of is null
    group by inspection_id, unit_id, basis, feedback_on
),
counted as (
    select inspection_id, basis, count(*) as total from problems_in_scope group by inspection_id, basis
),
compared as (
    select declared.unit_id, declared.basis, declared.total as declared, declared.totals, counted.total as counted
    from declared
    join counted on counted.inspection_id = declared.inspection_id and counted.basis = declared.basis
    cross join chosen
    where chosen.basis is null or chosen.basis = declared.basis
    qualify row_number() over (
        partition by declared.unit_id
        order by declared.feedback_on desc nulls last, case declared.basis when 'item' then 0 else 1 end, declared.inspection_id) = 1
)
select
    units_in_scope.unit_id,
    basis,
    cast(case when totals = 1 then declared end as bigint)      as declared,
    counted,
    case when compared.unit_id is null then 'nothing_to_compare' when totals > 1 then 'totals_contradict' end as reason,
    cast(case when totals = 1 then declared - counted end as bigint) as value
from units_in_scope
left join compared on compared.unit_id = units_in_scope.unit_id
order by units_in_scope.unit_id
