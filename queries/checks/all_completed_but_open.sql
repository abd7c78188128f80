/*
title    = { zh = "称全部完成却有未完成", en = "All completed, yet some open" }
question = { zh = "既说全部完成，又说有未完成的，或逐项列出了未完成的。", en = "Said to be all completed, and open ones are stated or listed." }
*/
with listed as (
    select document_id, min(try_cast(split_part(locator, '-', 1) as bigint)) as begins
    from problems_claimed
    group by document_id
),
everything as (
    -- In so many words, or as a number that is the whole. Words without a basis are about the problems unless they name something else.
    select
        unit_id, inspection_id, '全部完成' as value, figures_in_scope.document_id, locator, evidence, false as is_number,
        case
            when basis is not null then basis
            when contains(evidence, '任务') then 'task'
            when contains(evidence, '措施') or contains(evidence, '举措') then 'measure'
        end                                                     as basis
    from figures_in_scope
    left join listed on listed.document_id = figures_in_scope.document_id
    -- What is said of one problem in its own paragraph says nothing of the rest.
    where figure = 'all_completed' and (evidence_start is null or listed.begins is null or evidence_start < listed.begins)
    union all
    select
        completed.unit_id, completed.inspection_id, cast(cast(completed.value as bigint) as varchar) as value, completed.document_id, completed.locator,
        completed.evidence, true as is_number, completed.basis
    from said_in_scope as completed
    join said_in_scope as totals
        on totals.inspection_id = completed.inspection_id and totals.document_id = completed.document_id and totals.basis = completed.basis
        and totals.value = completed.value
    where completed.figure = 'completed' and totals.figure = 'total' and completed.basis in ('feedback', 'item') and completed.value > 0
),
open as (
    select inspection_id, basis, cast(cast(value as bigint) as varchar) as value, document_id, locator, evidence, false as is_listed
    from said_in_scope
    where figure in ('not_completed', 'in_progress', 'extended', 'substantially_completed') and value > 0
    union all
    select
        problems_claimed.inspection_id, 'listed' as basis, cast(count(*) as varchar) as value, problems_claimed.document_id,
        min(problems_claimed.locator)                           as locator,
        min(concat('第 ', coalesce(number, '—'), ' 题：', coalesce(words, status_stated))) as evidence,
        true                                                    as is_listed
    from problems_claimed
    left join status_words on status_words.status = problems_claimed.status_stated
    where status_stated in ('not_completed', 'in_progress', 'extended') and is_stated
    group by problems_claimed.inspection_id, problems_claimed.document_id
)
select
    everything.unit_id,
    everything.inspection_id,
    case when open.is_listed then coalesce(everything.basis, 'feedback') else open.basis end as subject,
    everything.value             as one_value,
    everything.document_id       as one_document_id,
    everything.locator           as one_locator,
    everything.evidence          as one_evidence,
    open.value                   as other_value,
    open.document_id             as other_document_id,
    open.locator                 as other_locator,
    open.evidence                as other_evidence
from everything
join open on open.inspection_id = everything.inspection_id
-- A number and the other statuses are added up by another check. Of what is listed only the same document: a ledger of an earlier day may
-- well have been open.
where (not open.is_listed and not everything.is_number
        and (open.basis = everything.basis or everything.basis is null and open.basis in ('feedback', 'item')))
    or (open.is_listed and open.document_id = everything.document_id and coalesce(everything.basis, 'feedback') in ('feedback', 'item'))
order by unit_id, inspection_id, subject, one_locator
