/*
title    = { zh = "新建修订之和与合并数不符", en = "New and revised against the lump" }
question = { zh = "新建数加修订数，与另一处的合并数不符。", en = "New plus revised is not the lumped number stated elsewhere." }
[columns]
unit_id           = { zh = "单位编号", en = "Unit id" }
inspection_id     = { zh = "巡察编号", en = "Inspection id" }
subject           = { zh = "事项", en = "Subject" }
one_value         = { zh = "一处说", en = "One place says" }
one_document_id   = { zh = "文件", en = "Document" }
one_locator       = { zh = "出处", en = "Place" }
other_value       = { zh = "另一处说", en = "Another says" }
other_document_id = { zh = "文件", en = "Document" }
other_locator     = { zh = "出处", en = "Place" }
*/
select
    lumped.unit_id,
    lumped.inspection_id,
    'rules'                      as subject,
    cast(lumped.number as varchar) as one_value,
    lumped.document_id           as one_document_id,
    lumped.locator               as one_locator,
    cast(apart.number as varchar) as other_value,
    apart.document_id            as other_document_id,
    apart.locator                as other_locator
from rules_stated as lumped
join (
    select inspection_id, sum(number) as number, max(document_id) as document_id, string_agg(locator, '、' order by locator) as locator
    from rules_stated where action in ('new', 'revised') group by inspection_id having count(distinct action) = 2
) as apart on apart.inspection_id = lumped.inspection_id
where lumped.action = 'new_or_revised' and lumped.source = 'declared' and lumped.number <> apart.number
order by unit_id, inspection_id
