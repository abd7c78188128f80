/*
title    = { zh = "所列少于总数", en = "Fewer listed than declared" }
question = { zh = "文件所称的问题总数多于它逐项所列的；可能只公开了重点问题，须核对。只读到开头的文件不比。", en = "A document declares more problems than it lists; it may have published only some, to be verified. Documents of which only the opening was read are left out." }
can_both_hold = true
*/
select
    declared.unit_id,
    declared.inspection_id,
    concat('total ', declared.basis) as subject,
    cast(cast(declared.value as bigint) as varchar) as one_value,
    declared.document_id         as one_document_id,
    declared.locator             as one_locator,
    declared.evidence            as one_evidence,
    cast(listed.value as varchar) as other_value,
    listed.document_id           as other_document_id,
    listed.locator               as other_locator,
    listed.evidence              as other_evidence
from said_in_scope as declared
join (
    select
        inspection_id, document_id, count(*) as value, min(locator) as locator,
        concat('逐项列出 ', cast(count(*) as varchar), ' 个问题') as evidence
    from problems_in_scope
    group by inspection_id, document_id
) as listed on listed.inspection_id = declared.inspection_id and listed.document_id = declared.document_id
where declared.figure = 'total' and declared.basis in ('feedback', 'item') and coalesce(declared.extent, 'whole') <> 'opening'
    -- The list is on the basis whose total is the next above it: headings are compared with what was fed back, paragraphs with the items.
    and declared.value > listed.value
    and not exists (
        select 1 from said_in_scope as nearer
        where nearer.document_id = declared.document_id and nearer.inspection_id = declared.inspection_id and nearer.figure = 'total'
            and nearer.basis in ('feedback', 'item') and nearer.value >= listed.value and nearer.value < declared.value)
order by unit_id, inspection_id, subject, one_locator
