/*
title    = { zh = "处理处分用语", en = "Discipline by term" }
question = { zh = "各单位分别作出了哪些处理处分？", en = "Which actions did each unit take?" }
part     = "term"
caveat   = { zh = "照原文用语和计数单位分列，人、人次、件、个单位互不相加；不计入处理处分的也列出并注明性质。", en = "As written, by term and count; persons, person-times, cases and units are never added; what is no action is listed with its class." }
evidence = { discipline = {} }
[columns]
unit_id = { zh = "单位编号", en = "Unit id" }
term = { zh = "用语", en = "Term" }
form = { zh = "形态", en = "Form" }
term_class = { zh = "性质", en = "Class" }
counts = { zh = "计数单位", en = "Counts" }
source = { zh = "来源", en = "Source" }
places = { zh = "出处", en = "Places" }
value = { zh = "数量", en = "Number" }
*/
select
    unit_id, term, form, term_class, counts, max(source) as source,
    case when count(*) <= 5 then string_agg(concat(document_id, ' › ', locator), '；' order by document_id, locator) else concat(cast(count(*) as varchar), ' › ', max(document_id)) end as places,
    cast(sum(number) as bigint) as value
from discipline_in_scope
group by unit_id, term, form, term_class, counts
order by unit_id, form nulls last, term, counts
