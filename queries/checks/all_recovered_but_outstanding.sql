/*
title    = { zh = "称全部收回却有未收回", en = "All recovered, yet some outstanding" }
question = { zh = "既说全部收回，又说有未收回的。", en = "Said to be all recovered, and an outstanding sum is stated." }
*/
with listed as (
    select document_id, try_cast(split_part(locator, '-', 1) as bigint) as begins
    from problems_claimed
),
outstanding as (
    select
        inspection_id, document_id, locator, amount,
        coalesce(evidence, concat('未收回 ', cast(amount as varchar), ' 元')) as evidence,
        coalesce(evidence_start, try_cast(split_part(locator, '-', 1) as bigint)) as begins
    from funds_in_scope
    where state = 'outstanding' and amount > 0
)
select
    one.unit_id,
    one.inspection_id,
    'funds'                      as subject,
    '全部收回'                   as one_value,
    one.document_id              as one_document_id,
    one.locator                  as one_locator,
    one.evidence                 as one_evidence,
    cast(other.amount as varchar) as other_value,
    other.document_id            as other_document_id,
    other.locator                as other_locator,
    other.evidence               as other_evidence
from figures_in_scope as one
join outstanding as other on other.inspection_id = one.inspection_id
left join (select document_id, min(begins) as begins from listed group by document_id) as first_listed on first_listed.document_id = one.document_id
where one.figure = 'all_recovered' and (
    one.evidence_start is null
    -- In one breath, with no other problem in between,
    or (other.document_id = one.document_id and abs(other.begins - one.evidence_start) <= 120 and not exists (
        select 1 from listed as between_them
        where between_them.document_id = one.document_id
            and between_them.begins between least(one.evidence_start, other.begins) and greatest(one.evidence_start, other.begins)))
    -- or of all money: in the opening, and not behind a sum of its own. What is said of one problem's money says nothing of the rest.
    or (one.evidence_start < coalesce(first_listed.begins, one.evidence_start + 1) and not exists (
        select 1 from figures_in_scope as sums
        where sums.document_id = one.document_id and sums.figure in ('funds_recovered', 'funds_surrendered')
            and sums.evidence_end between one.evidence_start - 60 and one.evidence_start)))
order by unit_id, inspection_id, one_locator
