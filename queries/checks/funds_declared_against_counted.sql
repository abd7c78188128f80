/*
title    = { zh = "所称追缴多于台账", en = "More recovered declared than in the ledger" }
question = { zh = "文件所称的追缴金额，多于不早于它的台账逐笔所列。", en = "A document declares more recovered than a ledger of the same or a later day lists." }
*/
with ledger as (
    select
        funds_counted.inspection_id, sum(amount) as amount, count(*) as sums, max(document_id) as document_id, min(locator) as locator,
        max(days.stated_on)                                     as stated_on
    from funds_counted
    join (select inspection_id, max(stated_on) as stated_on from problems_claimed group by inspection_id) as days
        on days.inspection_id = funds_counted.inspection_id
    where state = 'recovered'
    group by funds_counted.inspection_id
)
select
    declared.unit_id,
    declared.inspection_id,
    'funds'                      as subject,
    cast(cast(declared.value as decimal(18, 2)) as varchar) as one_value,
    declared.document_id         as one_document_id,
    declared.locator             as one_locator,
    declared.evidence            as one_evidence,
    cast(ledger.amount as varchar) as other_value,
    ledger.document_id           as other_document_id,
    ledger.locator               as other_locator,
    concat('台账所列已追缴 ', cast(ledger.sums as varchar), ' 笔，共 ', cast(ledger.amount as varchar), ' 元') as other_evidence
from figures_in_scope as declared
join ledger on ledger.inspection_id = declared.inspection_id and ledger.document_id <> declared.document_id
join documents_in_scope
    on documents_in_scope.document_id = declared.document_id and documents_in_scope.inspection_id = declared.inspection_id
    and coalesce(documents_in_scope.as_of, documents_in_scope.published_on) <= ledger.stated_on
-- 0.30万元 may be 2,958 yuan: a sum in ten thousands is rounded to the hundred.
where declared.figure = 'funds_recovered' and declared.part_of is null and not coalesce(declared.is_approximate, false)
    and declared.value > 1.005e0 * cast(ledger.amount as double) + case when contains(declared.evidence, '万') then 1e2 else 0e0 end
order by unit_id, inspection_id, one_locator
