/*
title    = { zh = "整改状态构成", en = "Status by basis" }
question = { zh = "各单位的问题分别处于什么状态？", en = "In what state are the problems of each unit?" }
part     = "status"
caveat   = { zh = "按口径分列，口径之间不相加；只有通报的单位列其所称数，总数中没有说明的列为不详。", en = "Each basis apart, never added; a unit with only a notice shows what it states, and the rest of its total as unknown." }
[columns]
unit_id = { zh = "单位编号", en = "Unit id" }
basis = { zh = "口径", en = "Basis" }
status = { zh = "状态", en = "Status" }
source = { zh = "来源", en = "Source" }
value = { zh = "问题数", en = "Problems" }
*/
with declared as (
    select
        unit_id, inspection_id, basis, figure, max(value) as value, count(distinct value) as statements,
        case when figure = 'completed' and max(standard) <> 'claimed' then 'claimed_only' else figure end as status
    from figures_in_scope
    cross join standard_in_scope
    where figure in ('total', 'completed', 'substantially_completed', 'in_progress', 'in_progress_or_substantially_completed', 'extended', 'not_completed')
        and basis in ('feedback', 'item') and part_of is null
        and not exists (
            select 1 from counted_completion
            where counted_completion.inspection_id = figures_in_scope.inspection_id and counted_completion.basis = figures_in_scope.basis)
    group by unit_id, inspection_id, basis, figure
),
said as (
    -- Said twice is said once; two different numbers are a contradiction and no number.
    select unit_id, inspection_id, basis, figure, status, value from declared where statements = 1
),
contradicted as (
    select distinct inspection_id, basis from declared where statements > 1
)
select problems_in_scope.unit_id, problems_in_scope.basis, status, 'counted' as source, count(*) as value
from problems_in_scope
join counted_completion
    on counted_completion.inspection_id = problems_in_scope.inspection_id and counted_completion.basis = problems_in_scope.basis
group by problems_in_scope.unit_id, problems_in_scope.basis, status
union all
select unit_id, basis, status, 'declared' as source, cast(sum(value) as bigint) as value
from (
    select unit_id, inspection_id, basis, status, value from said where figure <> 'total'
    union all
    -- What is left of the total has no status: shown as such, or 29 of 32 would fill the whole bar.
    select unit_id, inspection_id, basis, 'unknown' as status, max(value) filter (where figure = 'total') - sum(value) filter (where figure <> 'total') as value
    from said
    group by unit_id, inspection_id, basis
    having sum(value) filter (where figure <> 'total') < max(value) filter (where figure = 'total')
        and inspection_id not in (select inspection_id from contradicted where contradicted.basis = said.basis)
) as stated
group by unit_id, basis, status
order by unit_id, basis, status
