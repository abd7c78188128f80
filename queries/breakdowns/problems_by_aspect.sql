/*
title    = { zh = "问题所属方面", en = "Problems by aspect" }
question = { zh = "各单位的问题集中在哪些方面，完成了多少？", en = "In which aspects are the problems of each unit, and how many are completed?" }
part     = "aspect"
caveat   = { zh = "只有逐项记录的单位才有。", en = "Only for units with rows." }
evidence = { problems = { source = ["counted"] } }
[columns]
unit_id = { zh = "单位编号", en = "Unit id" }
basis = { zh = "口径", en = "Basis" }
aspect = { zh = "方面", en = "Aspect" }
completed = { zh = "已完成", en = "Completed" }
value = { zh = "问题数", en = "Problems" }
*/
select unit_id, basis, aspect, count(*) filter (where is_completed) as completed, count(*) as value
from problems_in_scope
where aspect is not null
group by unit_id, basis, aspect
order by unit_id, basis, aspect
