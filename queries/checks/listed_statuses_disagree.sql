/*
title    = { zh = "完成数与逐项状态不符", en = "Completed against the statuses listed" }
question = { zh = "文件逐项列出了全部问题及其状态，标明已完成的项数却与所称完成数不同。", en = "A document lists every problem with its status, and those marked completed are not as many as it says." }
*/
select
    completed.unit_id,
    completed.inspection_id,
    concat('completed ', completed.basis) as subject,
    cast(cast(completed.value as bigint) as varchar) as one_value,
    completed.document_id        as one_document_id,
    completed.locator            as one_locator,
    completed.evidence           as one_evidence,
    cast(listed.completed as varchar) as other_value,
    listed.document_id           as other_document_id,
    listed.locator               as other_locator,
    concat('逐项列出 ', cast(listed.problems as varchar), ' 个，标明已完成 ', cast(listed.completed as varchar), ' 个') as other_evidence
from said_in_scope as completed
join said_in_scope as totals
    on totals.inspection_id = completed.inspection_id and totals.document_id = completed.document_id and totals.basis = completed.basis
    and totals.figure = 'total'
join (
    select
        inspection_id, document_id, count(*) as problems, min(locator) as locator,
        count(*) filter (where status_stated = 'completed')     as completed,
        count(*) filter (where is_stated and status_stated <> 'unknown') as stated
    from problems_claimed
    group by inspection_id, document_id
) as listed
    on listed.inspection_id = completed.inspection_id and listed.document_id = completed.document_id and listed.problems = totals.value
    and listed.stated = listed.problems
where completed.figure = 'completed' and completed.basis in ('feedback', 'item') and completed.value <> listed.completed
    and not exists (
        select 1 from said_in_scope as again
        where again.document_id = completed.document_id and again.inspection_id = completed.inspection_id and again.basis = completed.basis
            and again.figure in ('completed', 'total') and again.turn > 1)
order by unit_id, inspection_id, subject
