/*
title    = { zh = "追缴多于应追缴", en = "More recovered than identified" }
question = { zh = "已追缴、未收回、核销之和大于应追缴，或已追缴大于应追缴。", en = "Recovered, outstanding and written off exceed what was identified." }
*/
select
    identified.unit_id,
    identified.inspection_id,
    'funds'                      as subject,
    cast(identified.amount as varchar) as one_value,
    identified.document_id       as one_document_id,
    identified.locator           as one_locator,
    cast(settled.amount as varchar) as other_value,
    settled.document_id          as other_document_id,
    settled.locator              as other_locator
from (
    select inspection_id, unit_id, sum(amount) as amount, max(document_id) as document_id, min(locator) as locator
    from funds_in_scope where state = 'identified' group by inspection_id, unit_id
) as identified
join (
    select inspection_id, sum(amount) as amount, max(document_id) as document_id, min(locator) as locator
    from funds_in_scope where state in ('recovered', 'outstanding', 'written_off') group by inspection_id
) as settled on settled.inspection_id = identified.inspection_id
where settled.amount > identified.amount
order by unit_id, inspection_id
