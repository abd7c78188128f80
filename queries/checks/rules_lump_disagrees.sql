/*
title    = { zh = "新建修订之和与合并数不符", en = "New and revised against the lump" }
question = { zh = "新建数加修订数，与另一处的合并数不符。", en = "New plus revised is not the lumped number stated elsewhere." }
*/
with listed as (
    select document_id, try_cast(split_part(locator, '-', 1) as bigint) as begins
    from problems_claimed
),
apart as (
    select
        inspection_id, document_id, sum(number) as number, min(evidence_start) as begins,
        string_agg(locator, '、' order by locator)             as locator,
        string_agg(evidence, '；' order by locator)            as evidence
    from rules_stated
    where action in ('new', 'revised') and source = 'declared'
    group by inspection_id, document_id
    having count(distinct action) = 2 and count(*) = 2 and count(*) filter (where is_approximate) = 0
)
select
    lumped.unit_id,
    lumped.inspection_id,
    'rules'                      as subject,
    cast(lumped.number as varchar) as one_value,
    lumped.document_id           as one_document_id,
    lumped.locator               as one_locator,
    lumped.evidence              as one_evidence,
    cast(apart.number as varchar) as other_value,
    apart.document_id            as other_document_id,
    apart.locator                as other_locator,
    apart.evidence               as other_evidence
from rules_stated as lumped
join apart on apart.inspection_id = lumped.inspection_id and apart.document_id = lumped.document_id
where lumped.action = 'new_or_revised' and lumped.source = 'declared' and not lumped.is_approximate and lumped.number <> apart.number
    -- In one breath they must agree. A lump of the summary may be more than what the body tells in detail, never less.
    and (lumped.evidence_start is null
        or (abs(lumped.evidence_start - apart.begins) <= 120 and not exists (
            select 1 from listed as between_them
            where between_them.document_id = lumped.document_id
                and between_them.begins between least(lumped.evidence_start, apart.begins) and greatest(lumped.evidence_start, apart.begins)))
        or (lumped.evidence_start < apart.begins and lumped.number < apart.number))
    and not exists (
        select 1 from rules_stated as agreeing
        where agreeing.inspection_id = lumped.inspection_id and agreeing.document_id = lumped.document_id
            and agreeing.action = 'new_or_revised' and agreeing.number = apart.number)
order by unit_id, inspection_id
