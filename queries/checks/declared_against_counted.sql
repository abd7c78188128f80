/*
title    = { zh = "申报数与实列数不符", en = "Declared against counted" }
question = { zh = "文件申报的问题数少于它自己逐项所列的，或与台账逐项所列的不同。", en = "A document declares fewer problems than it lists itself, or another number than the ledger has rows." }
*/
with listed as (
    select
        inspection_id, document_id, basis, count(*) as value, min(locator) as locator
    from problems_in_scope
    group by inspection_id, document_id, basis
)
-- A document against its own list: whether the list is of what was fed back or of what it was refined into, it cannot be longer than both.
select
    declared.unit_id,
    declared.inspection_id,
    concat('total ', declared.basis) as subject,
    cast(cast(declared.value as bigint) as varchar) as one_value,
    declared.document_id         as one_document_id,
    declared.locator             as one_locator,
    declared.evidence            as one_evidence,
    cast(own.value as varchar)   as other_value,
    own.document_id              as other_document_id,
    own.locator                  as other_locator,
    own.evidence                 as other_evidence
from said_in_scope as declared
join (
    select inspection_id, document_id, cast(sum(value) as bigint) as value, min(locator) as locator,
        concat('逐项列出 ', cast(cast(sum(value) as bigint) as varchar), ' 个问题') as evidence
    from listed
    group by inspection_id, document_id
) as own on own.inspection_id = declared.inspection_id and own.document_id = declared.document_id
where declared.figure = 'total' and declared.basis in ('feedback', 'item') and own.value > declared.value
    and not exists (
        select 1 from said_in_scope as larger
        where larger.document_id = declared.document_id and larger.inspection_id = declared.inspection_id and larger.figure = 'total'
            and larger.basis in ('feedback', 'item') and larger.value > declared.value)
union all
-- A document against a ledger. Problems that only a notice lists may be those of the ledger in other words: the number is between both.
select
    declared.unit_id,
    declared.inspection_id,
    concat('total ', declared.basis) as subject,
    cast(cast(declared.value as bigint) as varchar) as one_value,
    declared.document_id         as one_document_id,
    declared.locator             as one_locator,
    declared.evidence            as one_evidence,
    cast(ledger.value as varchar) as other_value,
    ledger.document_id           as other_document_id,
    ledger.locator               as other_locator,
    concat('台账所列共 ', cast(ledger.value as varchar), ' 个') as other_evidence
from said_in_scope as declared
join (
    select
        listed.inspection_id, listed.basis, cast(sum(value) as bigint) as value, max(listed.document_id) as document_id, min(listed.locator) as locator,
        max(case when documents_in_scope.document_id is null then 0 else value end) as of_notice
    from listed
    left join documents_in_scope on documents_in_scope.document_id = listed.document_id and documents_in_scope.inspection_id = listed.inspection_id
    where documents_in_scope.document_id is null or documents_in_scope.kind = 'notice'
    group by listed.inspection_id, listed.basis
    having count(*) filter (where documents_in_scope.document_id is null) > 0
) as ledger on ledger.inspection_id = declared.inspection_id and ledger.basis = declared.basis
where declared.figure = 'total' and (declared.value > ledger.value or declared.value < ledger.value - ledger.of_notice)
order by unit_id, inspection_id, subject, one_locator
