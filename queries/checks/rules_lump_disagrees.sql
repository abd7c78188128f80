/*
title    = { zh = "新建修订之和与合并数不符", en = "New and revised against the lump" }
question = { zh = "新建数加修订数，与另一处的合并数不符。", en = "New plus revised is not the lumped number stated elsewhere." }
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
