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
    cast(cast(parts.value as bigint) as varchar) as other_value,
    parts.document_id            as other_document_id,
    parts.locator                as other_locator
from figures_in_scope as totals
join (
    select inspection_id, basis, sum(value) as value, max(document_id) as document_id, string_agg(locator, '、' order by locator) as locator
    from (
        -- Said twice is said once; different numbers are another check's matter.
        select inspection_id, basis, figure, max(value) as value, max(document_id) as document_id, max(locator) as locator
        from figures_in_scope
        where part_of is null
        group by inspection_id, basis, figure
        having count(distinct value) = 1
    ) as said
    where figure in ('completed', 'substantially_completed', 'in_progress', 'in_progress_or_substantially_completed', 'extended', 'not_completed')
    group by inspection_id, basis
    having count(*) > 1
) as parts on parts.inspection_id = totals.inspection_id and parts.basis = totals.basis
where totals.figure = 'total' and totals.part_of is null and parts.value > totals.value
order by unit_id, inspection_id, subject
