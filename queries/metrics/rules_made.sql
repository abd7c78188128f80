/*
title    = { zh = "建章立制数", en = "Rules made" }
question = { zh = "各单位新建、修订了多少项制度？", en = "How many rules did each unit make or revise?" }
group    = "rules"
unit     = "count"
better   = "neutral"
caveat   = { zh = "新建与修订之和；原文只给合并数的，新建、修订留空，不猜。废止、拟建另列，不计入。制度多不等于整改好。", en = "New plus revised; where only a lumped number is given, new and revised stay empty. Abolished and planned are apart. More rules are not better rectification." }
evidence = { rules = { state = ["new", "revised", "new_or_revised"] } }
[columns]
unit_id         = { zh = "单位编号", en = "Unit id" }
rules_new       = { zh = "新建", en = "New" }
rules_revised   = { zh = "修订", en = "Revised" }
rules_lumped    = { zh = "合并计数", en = "Lumped" }
rules_abolished = { zh = "废止", en = "Abolished" }
rules_planned   = { zh = "拟建", en = "Planned" }
source          = { zh = "来源", en = "Source" }
reason          = { zh = "空值原因", en = "Why empty" }
value           = { zh = "新建和修订（项）", en = "New and revised" }
*/
select
    units_in_scope.unit_id,
    cast(sum(rules_new) as bigint)                              as rules_new,
    cast(sum(rules_revised) as bigint)                          as rules_revised,
    cast(sum(rules_lumped) as bigint)                           as rules_lumped,
    cast(sum(rules_abolished) as bigint)                        as rules_abolished,
    cast(sum(rules_planned) as bigint)                          as rules_planned,
    case when count(distinct source) = 1 then max(source) when count(distinct source) > 1 then 'mixed' end as source,
    case when count(rules_made) = 0 then max(silence_of_units.reason) end as reason,
    cast(sum(rules_made) as bigint)                             as value
from units_in_scope
join silence_of_units on silence_of_units.unit_id = units_in_scope.unit_id
left join rules_in_scope on rules_in_scope.unit_id = units_in_scope.unit_id
group by units_in_scope.unit_id
order by units_in_scope.unit_id
