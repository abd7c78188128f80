/*
title    = { zh = "整改状态构成", en = "Status by basis" }
question = { zh = "各单位的问题分别处于什么状态？", en = "In what state are the problems of each unit?" }
part     = "status"
caveat   = { zh = "按口径分列，口径之间不相加；只有通报的单位列其所称数。", en = "Each basis apart, never added; a unit with only a notice shows what it states." }
[columns]
unit_id = { zh = "单位编号", en = "Unit id" }
basis = { zh = "口径", en = "Basis" }
status = { zh = "状态", en = "Status" }
source = { zh = "来源", en = "Source" }
value = { zh = "问题数", en = "Problems" }
*/
select unit_id, basis, status, 'counted' as source, count(*) as value
from problems_in_scope
where inspection_id in (select inspection_id from counted_completion)
group by unit_id, basis, status
union all
select unit_id, basis, figure as status, 'declared' as source, cast(sum(value) as bigint) as value
from figures_in_scope
where figure in ('completed', 'substantially_completed', 'in_progress', 'in_progress_or_substantially_completed', 'extended', 'not_completed')
    and basis in ('feedback', 'item') and part_of is null
    and not exists (
        select 1 from counted_completion
        where counted_completion.inspection_id = figures_in_scope.inspection_id and counted_completion.basis = figures_in_scope.basis)
group by unit_id, basis, figure
order by unit_id, basis, status
