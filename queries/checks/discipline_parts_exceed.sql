/*
title    = { zh = "分项人数大于总人数", en = "Parts exceed the total" }
question = { zh = "同一计数单位下，各分项之和大于总数。", en = "In one count, the parts add up to more than the total." }
*/
select
    totals.unit_id,
    totals.inspection_id,
    totals.term                  as subject,
    cast(totals.number as varchar) as one_value,
    totals.document_id           as one_document_id,
    totals.locator               as one_locator,
    cast(parts.number as varchar) as other_value,
    parts.document_id            as other_document_id,
    parts.locator                as other_locator
from discipline_stated as totals
join (
    select part_of, counts, sum(number) as number, max(document_id) as document_id, min(locator) as locator
    from discipline_stated where part_of is not null group by part_of, counts
) as parts on parts.part_of = totals.statement_id and parts.counts = totals.counts
where parts.number > totals.number
order by unit_id, inspection_id, subject
