/*
title    = { zh = "各轮按期情况", en = "On time by round" }
question = { zh = "各单位每一轮（每一年反馈）到期的问题，有多少按期完成？", en = "Of what fell due in each round (each year of feedback), how much did a unit complete in time?" }
part     = "round"
caveat   = { zh = "等同于逐轮、逐个口径各问一次按期整改率；没有到期问题的轮次不列。", en = "The on-time rate asked of each round on each basis; a round in which nothing has fallen due is left out." }
evidence = { problems = { source = ["counted"] } }
[columns]
unit_id       = { zh = "单位编号", en = "Unit id" }
basis         = { zh = "口径", en = "Basis" }
round         = { zh = "轮次", en = "Round" }
year          = { zh = "反馈年份", en = "Year of feedback" }
feedback_on   = { zh = "最早反馈日期", en = "First feedback" }
source        = { zh = "来源", en = "Source" }
completed     = { zh = "按期完成", en = "In time" }
places        = { zh = "出处", en = "Places" }
value         = { zh = "已到期", en = "Fallen due" }
*/
select
    problems_in_scope.unit_id,
    problems_in_scope.basis,
    inspections_in_scope.round,
    year(problems_in_scope.feedback_on)                         as year,
    min(problems_in_scope.feedback_on)                          as feedback_on,
    'counted'                                                   as source,
    count(*) filter (where is_in_time)                           as completed,
    concat(max(problems_in_scope.document_id), ' › ', cast(count(*) as varchar)) as places,
    count(*)                                                    as value
from problems_in_scope
join inspections_in_scope on inspections_in_scope.inspection_id = problems_in_scope.inspection_id
cross join chosen
where is_judged and (chosen.basis is null or problems_in_scope.basis = chosen.basis)
group by problems_in_scope.unit_id, problems_in_scope.basis, inspections_in_scope.round, year(problems_in_scope.feedback_on)
order by unit_id, basis, round, year
