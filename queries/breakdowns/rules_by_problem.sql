/*
title    = { zh = "制度按问题", en = "Rules by problem" }
question = { zh = "哪些问题有制度与之对应，各几项？", en = "Which problems are answered by rules, and by how many?" }
part     = "number"
caveat   = { zh = "只含台账写明针对哪个问题的制度；没有对应制度的问题不等于没有整改。新建、修订、合并计数、废止、拟建分列。", en = "Only rules of which a ledger says what they answer; a problem without a rule may well be put right. New, revised, lumped, abolished and planned are apart." }
evidence = { rules = {} }
[columns]
unit_id = { zh = "单位编号", en = "Unit id" }
basis = { zh = "口径", en = "Basis" }
number = { zh = "问题序号", en = "Problem" }
aspect = { zh = "方面", en = "Aspect" }
rules_new = { zh = "新建", en = "New" }
rules_revised = { zh = "修订", en = "Revised" }
rules_lumped = { zh = "合并计数", en = "Lumped" }
rules_abolished = { zh = "废止", en = "Abolished" }
rules_planned = { zh = "拟建", en = "Planned" }
titles = { zh = "制度名称", en = "Titles" }
places = { zh = "出处", en = "Places" }
value = { zh = "新建和修订（项）", en = "New and revised" }
*/
select
    problems_dated.unit_id, problems_dated.basis, problems_dated.number, aspect,
    cast(sum(rules_counted.number) filter (where action = 'new') as bigint) as rules_new,
    cast(sum(rules_counted.number) filter (where action = 'revised') as bigint) as rules_revised,
    cast(sum(rules_counted.number) filter (where action = 'new_or_revised') as bigint) as rules_lumped,
    cast(sum(rules_counted.number) filter (where action = 'abolished') as bigint) as rules_abolished,
    cast(sum(rules_counted.number) filter (where action = 'planned') as bigint) as rules_planned,
    string_agg(title, '、' order by title)                      as titles,
    case when count(*) <= 5 then string_agg(concat(rules_counted.document_id, ' › ', rules_counted.locator), '；' order by rules_counted.document_id, rules_counted.locator) else concat(cast(count(*) as varchar), ' › ', max(rules_counted.document_id)) end as places,
    cast(coalesce(sum(rules_counted.number) filter (where action in ('new', 'revised', 'new_or_revised')), 0) as bigint) as value
from rules_counted
join problems_dated on problems_dated.problem_id = rules_counted.problem_id
group by problems_dated.unit_id, problems_dated.problem_id, problems_dated.basis, problems_dated.number, aspect
order by unit_id, basis, number, aspect
