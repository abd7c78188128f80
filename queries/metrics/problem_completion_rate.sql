/*
title    = { zh = "问题整改完成率", en = "Problem completion rate" }
question = { zh = "向各单位提出的问题，有多大比例已经完成整改？", en = "Of the problems put to each unit, what share is completed?" }
group    = "completion"
unit     = "percent"
better   = "higher"
model    = "binomial"
numerator = "completed"
denominator = "total"
sample   = ["total"]
caveat   = { zh = "基本完成、长期坚持、申请延期不算完成，但留在分母。未选口径时，各单位按其说明完成情况的口径作答；不同口径不比较、不排序、不平均。只有一份通报的单位为自报数。", en = "Substantially completed, long-term and extended stay in the denominator and are not completed. Where no basis is chosen each unit answers on the basis on which it states completion; different bases are never compared, ranked or averaged. A unit with only a notice answers with its own claim." }
[columns]
unit_id     = { zh = "单位编号", en = "Unit id" }
basis       = { zh = "口径", en = "Basis" }
standard    = { zh = "认定标准", en = "Standard" }
source      = { zh = "来源", en = "Source" }
inspections = { zh = "巡察次数", en = "Inspections" }
completed   = { zh = "已完成", en = "Completed" }
total       = { zh = "问题总数", en = "Problems" }
reason      = { zh = "空值原因", en = "Why empty" }
places      = { zh = "出处", en = "Places" }
value       = { zh = "完成率", en = "Completion rate" }
*/
select
    unit_id,
    basis,
    standard,
    source,
    inspections,
    completed,
    total,
    case when total = 0 then 'total_is_zero' else reason end as reason,
    places,
    100.0e0 * completed / nullif(total, 0)  as value
from completion_in_scope
order by unit_id
