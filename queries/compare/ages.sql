-- How long after its feedback each unit was last heard of, by the basis of what it said, and over everything (basis null).
--
-- A ledger speaks on its own day, a notice on its own: a notice of day 60 is not comparable with a ledger of day 300, whatever day is
-- asked for. After the last word nothing is known, and where no day is written no age is: those are counted as `unknown_ages`.
with spoken as (
    select problems.inspection_id, problems.basis, 'counted' as source, max(progress.as_of) as spoken_on
    from progress
    join problems on problems.problem_id = progress.problem_id
    group by problems.inspection_id, problems.basis
    union all
    select problems.inspection_id, problems.basis, 'counted' as source, max(coalesce(documents.as_of, documents.published_on)) as spoken_on
    from problems
    join documents on documents.document_id = problems.document_id
    group by problems.inspection_id, problems.basis
    union all
    select measures.inspection_id, 'measure' as basis, 'counted' as source, max(coalesce(documents.as_of, documents.published_on)) as spoken_on
    from measures
    join documents on documents.document_id = measures.document_id
    group by measures.inspection_id
),
heard as (
    select inspection_id, basis, source, max(spoken_on) as heard_on from spoken group by inspection_id, basis, source
),
declared as (
    select inspection_id, coalesce(as_of, published_on) as heard_on from documents_in_scope
),
behind as (
    -- The inspections that an answer on a basis adds up, each with the day of what it adds.
    select answered.unit_id, answered.basis, answered.feedback_on,
        case when answered.source = 'declared' then declared.heard_on else heard.heard_on end as heard_on
    from completion_by_inspection as answered
    left join heard on heard.inspection_id = answered.inspection_id and heard.basis = answered.basis and heard.source = answered.source
    left join declared on declared.inspection_id = answered.inspection_id
    where answered.reason is null
    union all
    select inspections_in_scope.unit_id, cast(null as varchar) as basis, inspections_in_scope.feedback_on, latest.heard_on
    from inspections_in_scope
    left join (
        select inspection_id, max(heard_on) as heard_on
        from (select inspection_id, heard_on from heard union all select inspection_id, heard_on from declared) as words
        group by inspection_id
    ) as latest on latest.inspection_id = inspections_in_scope.inspection_id
),
aged as (
    select behind.unit_id, behind.basis,
        date_diff('day', behind.feedback_on, case when behind.heard_on > chosen.as_of then chosen.as_of else behind.heard_on end) as age_days
    from behind
    cross join chosen
)
select
    unit_id,
    basis,
    min(age_days)                                               as youngest_days,
    max(age_days)                                               as oldest_days,
    count(*) filter (where age_days is null or age_days < 0)    as unknown_ages
from aged
group by unit_id, basis
