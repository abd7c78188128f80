-- The problems of later inspections, and those of the inspection before that they are worded like; `subject` says which is like which.
with alike as (
    select
        repeats_in_scope.problem_id, earlier_problem_id,
        concat(coalesce(later_inspection.round, cast(later.feedback_on as varchar)), ' ', coalesce(later.number, '')) as later_name,
        concat(coalesce(earlier_inspection.round, cast(earlier.feedback_on as varchar)), ' ', coalesce(earlier.number, '')) as earlier_name
    from repeats_in_scope
    join problems_in_scope as later on later.problem_id = repeats_in_scope.problem_id
    join problems_in_scope as earlier on earlier.problem_id = repeats_in_scope.earlier_problem_id
    join inspections_in_scope as later_inspection on later_inspection.inspection_id = later.inspection_id
    join inspections_in_scope as earlier_inspection on earlier_inspection.inspection_id = earlier.inspection_id
),
come_back as (
    select earlier_problem_id, string_agg(later_name, '、' order by problem_id) as later_names from alike group by earlier_problem_id
)
select
    problems_in_scope.unit_id, problems_in_scope.inspection_id, 'counted' as source, problems_in_scope.basis, problems_in_scope.status,
    problems_in_scope.aspect, problems_in_scope.theme, problems_in_scope.number,
    case when alike.problem_id is not null then 'repeated' when before_id is not null then 'new' else 'earlier' end as category,
    concat(coalesce(problems_in_scope.number, ''), case when alike.problem_id is not null then concat(' ← ', earlier_name) else '' end,
        case when later_names is not null then concat(' → ', later_names) else '' end) as subject,
    coalesce(problem_text, heading) as spoken, problems_in_scope.due_on, problems_in_scope.closed_on,
    cast(null as double) as value, cast(null as varchar) as review, problems_in_scope.problem_id as row_id,
    problems_in_scope.document_id, problems_in_scope.locator
from problems_in_scope
join completion_in_scope on completion_in_scope.unit_id = problems_in_scope.unit_id and completion_in_scope.basis = problems_in_scope.basis
join problem_words_in_scope on problem_words_in_scope.problem_id = problems_in_scope.problem_id
left join inspections_before on inspections_before.inspection_id = problems_in_scope.inspection_id and inspections_before.basis = problems_in_scope.basis
left join alike on alike.problem_id = problems_in_scope.problem_id
left join come_back on come_back.earlier_problem_id = problems_in_scope.problem_id
where before_id is not null or later_names is not null
