/*
title    = { zh = "各状态之和大于总数", en = "Statuses exceed the total" }
question = { zh = "已完成、基本完成、正在整改等相加超过总数。", en = "Completed, substantially completed, in progress and so on add up to more than the total." }
*/
select
    totals.unit_id,
    totals.inspection_id,
    totals.basis                 as subject,
    cast(cast(totals.value as bigint) as varchar) as one_value,
    totals.document_id           as one_document_id,
    totals.locator               as one_locator,
    totals.evidence              as one_evidence,
    cast(cast(parts.value as bigint) as varchar) as other_value,
    parts.document_id            as other_document_id,
    parts.locator                as other_locator,
    parts.evidence               as other_evidence
from said_in_scope as totals
join (
    select
        inspection_id, basis, document_id, sum(value) as value,
        string_agg(locator, '、' order by locator)             as locator,
        string_agg(evidence, '；' order by locator)            as evidence
    from said_in_scope as said
    where figure in ('completed', 'substantially_completed', 'in_progress', 'in_progress_or_substantially_completed', 'extended', 'not_completed')
        -- A status with two numbers is another check's matter.
        and not exists (
            select 1 from said_in_scope as again
            where again.document_id = said.document_id and again.inspection_id = said.inspection_id and again.figure = said.figure
                and again.basis = said.basis and again.turn > 1)
        -- 已完成或基本完成13个: the substantially completed are in that number already.
        and not (figure = 'substantially_completed' and exists (
            select 1 from said_in_scope as lump
            where lump.document_id = said.document_id and lump.inspection_id = said.inspection_id and lump.figure = 'completed'
                and lump.basis = said.basis and (contains(lump.evidence, '或基本完成') or contains(lump.evidence, '和基本完成'))))
    group by inspection_id, basis, document_id
    having count(*) > 1
) as parts on parts.inspection_id = totals.inspection_id and parts.basis = totals.basis
where totals.figure = 'total' and parts.value > totals.value
    and not exists (
        select 1 from said_in_scope as larger
        where larger.inspection_id = totals.inspection_id and larger.figure = 'total' and larger.basis = totals.basis and larger.value > totals.value)
    -- Where the completed alone are too many, that check says so.
    and not exists (
        select 1 from said_in_scope as completed
        where completed.inspection_id = totals.inspection_id and completed.figure = 'completed' and completed.basis = totals.basis
            and completed.value > totals.value)
order by unit_id, inspection_id, subject, one_locator
