/*
title    = { zh = "分项人数大于总人数", en = "Parts exceed the total" }
question = { zh = "一个分项的人数大于总人数，或各分项的人次之和大于总人次。一人可受多种处理，各分项人数之和大于总人数不算矛盾。", en = "One part has more persons than the total, or the parts more person-times. Persons may be dealt with in several ways: the sum of parts in persons may exceed the total." }
*/
select
    totals.unit_id,
    totals.inspection_id,
    totals.term                  as subject,
    cast(totals.number as varchar) as one_value,
    totals.document_id           as one_document_id,
    totals.locator               as one_locator,
    coalesce(totals.evidence, concat(totals.term, ' ', cast(totals.number as varchar))) as one_evidence,
    cast(parts.number as varchar) as other_value,
    parts.document_id            as other_document_id,
    parts.locator                as other_locator,
    parts.evidence               as other_evidence
from discipline_stated as totals
join (
    select
        part_of, counts,
        case when counts = 'person_times' then sum(number) else max(number) end as number,
        max(document_id)                                        as document_id,
        case when counts = 'person_times' then string_agg(locator, '、' order by locator) else arg_max(locator, number) end as locator,
        case
            when counts = 'person_times' then string_agg(coalesce(evidence, concat(term, ' ', cast(number as varchar))), '；' order by locator)
            else arg_max(coalesce(evidence, concat(term, ' ', cast(number as varchar))), number)
        end                                                     as evidence
    from discipline_stated
    where part_of is not null
    group by part_of, counts
) as parts on parts.part_of = totals.statement_id and parts.counts = totals.counts
where parts.number > totals.number and not coalesce(totals.is_approximate, false)
order by unit_id, inspection_id, subject
