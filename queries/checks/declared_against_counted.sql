/*
title    = { zh = "申报数与实列数不符", en = "Declared against counted" }
question = { zh = "文件申报的问题数与台账逐项所列不符。", en = "The number a document declares differs from the rows of the ledger." }
*/
select
    declared.unit_id,
    declared.inspection_id,
    concat('total ', declared.basis) as subject,
    cast(cast(declared.value as bigint) as varchar) as one_value,
    declared.document_id         as one_document_id,
    declared.locator             as one_locator,
    cast(counted.value as varchar) as other_value,
    counted.document_id          as other_document_id,
    counted.locator              as other_locator
from figures_in_scope as declared
join (
    select inspection_id, basis, count(*) as value, max(document_id) as document_id, min(locator) as locator
    from problems_in_scope
    group by inspection_id, basis
) as counted on counted.inspection_id = declared.inspection_id and counted.basis = declared.basis
where declared.figure = 'total' and declared.part_of is null and declared.value <> counted.value
order by unit_id, inspection_id, subject, one_locator
