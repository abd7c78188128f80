/*
title    = { zh = "完成数大于总数", en = "More completed than there are" }
question = { zh = "说完成的比总数还多。", en = "More are said to be completed than there are." }
*/
select
    one.unit_id,
    one.inspection_id,
    one.basis as subject,
    cast(cast(one.value as bigint) as varchar)   as one_value,
    one.document_id              as one_document_id,
    one.locator                  as one_locator,
    cast(cast(other.value as bigint) as varchar) as other_value,
    other.document_id            as other_document_id,
    other.locator                as other_locator
from figures_in_scope as one
join figures_in_scope as other on other.inspection_id = one.inspection_id
where one.figure = 'total' and other.figure = 'completed' and other.basis = one.basis and one.part_of is null and other.part_of is null and other.value > one.value
order by unit_id, inspection_id, subject, one_locator
