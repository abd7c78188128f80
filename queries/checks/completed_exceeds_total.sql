/*
title    = { zh = "完成数大于总数", en = "More completed than there are" }
question = { zh = "说完成的比总数还多。", en = "More are said to be completed than there are." }
*/
select
    totals.unit_id,
    totals.inspection_id,
    totals.basis                 as subject,
    cast(cast(totals.value as bigint) as varchar) as one_value,
    totals.document_id           as one_document_id,
    totals.locator               as one_locator,
    totals.evidence              as one_evidence,
    cast(cast(completed.value as bigint) as varchar) as other_value,
    completed.document_id        as other_document_id,
    completed.locator            as other_locator,
    completed.evidence           as other_evidence
from said_in_scope as totals
join said_in_scope as completed on completed.inspection_id = totals.inspection_id and completed.basis = totals.basis
where totals.figure = 'total' and completed.figure = 'completed' and completed.value > totals.value
    -- Of two totals that contradict each other the larger one is asked; which of them holds is another check's matter.
    and not exists (
        select 1 from said_in_scope as larger
        where larger.inspection_id = totals.inspection_id and larger.figure = 'total' and larger.basis = totals.basis and larger.value > totals.value)
order by unit_id, inspection_id, subject, one_locator
