/*
title    = { zh = "整改措施完成率", en = "Measure completion rate" }
question = { zh = "各单位制定的整改措施（任务），有多大比例已经完成？", en = "Of the measures or tasks each unit set itself, what share is completed?" }
group    = "completion"
unit     = "percent"
better   = "higher"
model    = "binomial"
numerator = "completed"
denominator = "total"
sample   = ["total"]
caveat   = { zh = "措施由单位自己制定，数量多少不说明整改好坏；总数前后不一的不计算。", en = "Units write their own measures, so their number says nothing of quality; contradictory totals are not computed." }
evidence = { measures = {} }
[columns]
unit_id     = { zh = "单位编号", en = "Unit id" }
basis       = { zh = "口径", en = "Basis" }
source      = { zh = "来源", en = "Source" }
inspections = { zh = "巡察次数", en = "Inspections" }
completed   = { zh = "已完成", en = "Completed" }
total       = { zh = "措施总数", en = "Measures" }
reason      = { zh = "空值原因", en = "Why empty" }
places      = { zh = "出处", en = "Places" }
value       = { zh = "完成率", en = "Completion rate" }
*/
select
    unit_id,
    basis,
    source,
    inspections,
    completed,
    total,
    case when total = 0 then 'total_is_zero' else reason end as reason,
    places,
    100.0e0 * completed / nullif(total, 0)  as value
from measure_completion_in_scope
order by unit_id
