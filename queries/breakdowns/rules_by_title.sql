/*
title    = { zh = "制度清单", en = "The rules" }
question = { zh = "各单位新建、修订、废止、拟建了哪些制度，各针对哪个问题？", en = "Which rules did each unit make, revise, abolish or plan, and which problem does each answer?" }
part     = "title"
caveat   = { zh = "照原文名称列出；只有数目、没有名称的，名称留空。针对的问题只在台账逐项对应时才知道。", en = "By the name that is written; a mere number has none. The problem that a rule answers is known only where a ledger says so." }
evidence = { rules = {} }
[columns]
unit_id = { zh = "单位编号", en = "Unit id" }
title = { zh = "制度名称", en = "Title" }
action = { zh = "方式", en = "Action" }
issued_on = { zh = "印发日期", en = "Issued" }
number = { zh = "针对问题的序号", en = "Number of the problem" }
aspect = { zh = "问题所属方面", en = "Aspect of the problem" }
source = { zh = "来源", en = "Source" }
places = { zh = "出处", en = "Places" }
value = { zh = "项数", en = "Rules" }
*/
select
    rules_stated.unit_id, title, action, issued_on, problems_dated.number, aspect, max(source) as source,
    case when count(*) <= 5 then string_agg(concat(rules_stated.document_id, ' › ', rules_stated.locator), '；' order by rules_stated.document_id, rules_stated.locator) else concat(cast(count(*) as varchar), ' › ', max(rules_stated.document_id)) end as places,
    cast(sum(rules_stated.number) as bigint)                    as value
from rules_stated
left join problems_dated on problems_dated.problem_id = rules_stated.problem_id
group by rules_stated.unit_id, title, action, issued_on, problems_dated.number, aspect
order by unit_id, title, action, issued_on, number, aspect
