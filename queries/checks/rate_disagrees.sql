/*
title    = { zh = "所称完成率与两数之比不符", en = "The stated rate is not the ratio" }
question = { zh = "文件所称完成率与其完成数除以总数不符（容许取整）。", en = "The rate a document states is not its completed count over its total (rounding allowed)." }
*/
select
    rates.unit_id,
    rates.inspection_id,
    rates.basis                  as subject,
    concat(cast(rates.value as varchar), '%') as one_value,
    rates.document_id            as one_document_id,
    rates.locator                as one_locator,
    concat(cast(cast(completed.value as bigint) as varchar), ' / ', cast(cast(totals.value as bigint) as varchar)) as other_value,
    completed.document_id        as other_document_id,
    completed.locator            as other_locator
from figures_in_scope as rates
join figures_in_scope as totals on totals.inspection_id = rates.inspection_id and totals.basis = rates.basis and totals.figure = 'total' and totals.part_of is null
join figures_in_scope as completed on completed.inspection_id = rates.inspection_id and completed.basis = rates.basis and completed.figure = 'completed' and completed.part_of is null
where rates.figure = 'completion_rate' and not coalesce(rates.is_approximate, false) and totals.value > 0
    and abs(rates.value - 100.0e0 * completed.value / totals.value) >= 1.0e0
order by unit_id, inspection_id, subject
