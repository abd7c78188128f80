/*
title    = { zh = "制度构成", en = "Rules by action" }
question = { zh = "各单位新建、修订、废止、拟建制度各多少？", en = "How many rules did each unit make, revise, abolish or plan?" }
part     = "action"
caveat   = { zh = "合并计数（新建或修订）不拆分。", en = "A lumped count is never split." }
evidence = { rules = {} }
[columns]
unit_id = { zh = "单位编号", en = "Unit id" }
action = { zh = "方式", en = "Action" }
source = { zh = "来源", en = "Source" }
value = { zh = "项数", en = "Rules" }
*/
select unit_id, action, max(source) as source, cast(sum(number) as bigint) as value
from rules_stated
group by unit_id, action
order by unit_id, action
