/*
title    = { zh = "追缴多于应追缴", en = "More recovered than identified" }
question = { zh = "已追缴、未收回、核销之和大于应追缴，或已追缴大于应追缴。", en = "Recovered, outstanding and written off exceed what was identified." }
*/
with identified as (
    select
        inspection_id, unit_id, sum(amount) as amount, max(document_id) as document_id, min(locator) as locator, count(*) as sums,
        min(evidence)                                           as evidence,
        max(case when coalesce(is_approximate, false) then 1 else 0 end) = 1 as is_approximate
    from funds_in_scope
    where state = 'identified' and (source = 'counted' or evidence_start is null)
    group by inspection_id, unit_id
),
settled as (
    select
        inspection_id, sum(amount) as amount, max(document_id) as document_id, min(locator) as locator, count(*) as sums, min(evidence) as evidence
    from funds_in_scope
    where state in ('recovered', 'outstanding', 'written_off')
    group by inspection_id
),
listed as (
    select document_id, try_cast(split_part(locator, '-', 1) as bigint) as begins
    from problems_claimed
),
-- In the text of a notice a sum identified is about the sums said right after it, not about all that the notice recovers.
passages as (
    select
        inspection_id, unit_id, amount, document_id, locator, evidence, evidence_start, coalesce(is_approximate, false) as is_approximate,
        lead(evidence_start) over (partition by inspection_id, document_id order by evidence_start) as next_start
    from funds_in_scope
    where state = 'identified' and source = 'declared' and evidence_start is not null
),
after as (
    select
        passages.inspection_id, passages.document_id, passages.evidence_start, sum(said.amount) as amount,
        string_agg(said.locator, '、' order by said.evidence_start, said.locator) as locator,
        string_agg(said.evidence, '；' order by said.evidence_start, said.locator) as evidence
    from passages
    join funds_in_scope as said
        on said.inspection_id = passages.inspection_id and said.document_id = passages.document_id and said.source = 'declared'
        and said.evidence_start >= passages.evidence_start and said.evidence_start <= passages.evidence_start + 200
        and (passages.next_start is null or said.evidence_start < passages.next_start)
    where said.state in ('recovered', 'outstanding', 'written_off')
        and not exists (
            select 1 from listed as between_them
            where between_them.document_id = passages.document_id and between_them.begins between passages.evidence_start and said.evidence_start)
    group by passages.inspection_id, passages.document_id, passages.evidence_start
)
select
    identified.unit_id,
    identified.inspection_id,
    'funds'                      as subject,
    cast(identified.amount as varchar) as one_value,
    identified.document_id       as one_document_id,
    identified.locator           as one_locator,
    case when identified.sums = 1 and identified.evidence is not null then identified.evidence
        else concat('应追缴 ', cast(identified.sums as varchar), ' 笔，共 ', cast(identified.amount as varchar), ' 元') end as one_evidence,
    cast(settled.amount as varchar) as other_value,
    settled.document_id          as other_document_id,
    settled.locator              as other_locator,
    case when settled.sums = 1 and settled.evidence is not null then settled.evidence
        else concat('已追缴、未收回、核销 ', cast(settled.sums as varchar), ' 笔，共 ', cast(settled.amount as varchar), ' 元') end as other_evidence
from identified
join settled on settled.inspection_id = identified.inspection_id
where cast(settled.amount as double) > cast(identified.amount as double) * case when identified.is_approximate then 1.5e0 else 1.0e0 end + 5e-3
union all
select
    passages.unit_id,
    passages.inspection_id,
    'funds'                      as subject,
    cast(passages.amount as varchar) as one_value,
    passages.document_id         as one_document_id,
    passages.locator             as one_locator,
    passages.evidence            as one_evidence,
    cast(after.amount as varchar) as other_value,
    after.document_id            as other_document_id,
    after.locator                as other_locator,
    after.evidence               as other_evidence
from passages
join after
    on after.inspection_id = passages.inspection_id and after.document_id = passages.document_id and after.evidence_start = passages.evidence_start
where cast(after.amount as double) > cast(passages.amount as double) * case when passages.is_approximate then 1.5e0 else 1.0e0 end
    + case when contains(after.evidence, '万') or contains(passages.evidence, '万') then 1e2 else 5e-3 end
order by unit_id, inspection_id
