/*
title    = { zh = "所称完成率与两数之比不符", en = "The stated rate is not the ratio" }
question = { zh = "文件所称完成率与其完成数除以总数不符（容许取整；约数不论）。", en = "The rate a document states is not its completed count over its total (rounding allowed; approximate rates left alone)." }
*/
with pairs as (
    select
        rates.figure_id, rates.unit_id, rates.inspection_id, rates.basis, rates.value, rates.document_id, rates.locator, rates.evidence,
        totals.basis = rates.basis                              as is_own,
        completed.value                                         as completed,
        totals.value                                            as total,
        completed.document_id                                   as other_document_id,
        completed.locator                                       as completed_locator,
        completed.evidence                                      as completed_evidence,
        totals.locator                                          as total_locator,
        totals.evidence                                         as total_evidence,
        -- Rounded or cut off, a rate is off by less than one of its last place; some count the substantially completed in.
        least(
            abs(rates.value - 100.0e0 * completed.value / totals.value),
            abs(rates.value - 100.0e0 * (completed.value + coalesce(nearly.value, 0)) / totals.value))
        < 1e-9 + case
            when rates.value = floor(rates.value) then 1.0e0
            when abs(rates.value * 10 - floor(rates.value * 10 + 0.5e0)) < 1e-6 then 1e-1
            else 1e-2
        end                                                     as agrees,
        row_number() over (
            partition by rates.figure_id, totals.basis = rates.basis
            order by totals.turn, completed.turn, totals.basis) as place
    from said_in_scope as rates
    join said_in_scope as totals on totals.inspection_id = rates.inspection_id and totals.figure = 'total' and totals.value > 0
    join said_in_scope as completed
        on completed.inspection_id = rates.inspection_id and completed.basis = totals.basis and completed.figure = 'completed'
    left join said_in_scope as nearly
        on nearly.inspection_id = rates.inspection_id and nearly.basis = totals.basis and nearly.figure = 'substantially_completed' and nearly.turn = 1
    where rates.figure = 'completion_rate'
)
select
    unit_id,
    inspection_id,
    basis                        as subject,
    concat(cast(value as varchar), '%') as one_value,
    document_id                  as one_document_id,
    locator                      as one_locator,
    evidence                     as one_evidence,
    concat(cast(cast(completed as bigint) as varchar), ' / ', cast(cast(total as bigint) as varchar)) as other_value,
    other_document_id,
    case when total_locator = completed_locator then completed_locator else concat(total_locator, '、', completed_locator) end as other_locator,
    case when total_locator = completed_locator then completed_evidence else concat(total_evidence, '；', completed_evidence) end as other_evidence
from pairs
-- A rate that is the ratio of any counts of the document (two totals, another basis) is not called wrong.
where is_own and place = 1 and figure_id not in (select figure_id from pairs where agrees)
order by unit_id, inspection_id, subject, one_locator
