-- The problems behind a rate, and what documents say of their number; `spoken` is what the row says, `subject` which one it is.
select
    problems_in_scope.unit_id, problems_in_scope.inspection_id, 'counted' as source, problems_in_scope.basis, problems_in_scope.status,
    problems_in_scope.aspect, problems_in_scope.theme, problems_in_scope.number,
    case
        when not problems_claimed.is_claimed then null
        when problems_claimed.accepted_by <= standard_in_scope.as_of then 'accepted'
        when problems_claimed.evidenced_by <= standard_in_scope.as_of then 'evidenced'
        else 'claimed'
    end                                                         as reached,
    case when problems_with_money.problem_id is null then 'false' else 'true' end as has_money,
    problems_in_scope.number as subject, coalesce(problems.problem_text, problems.heading) as spoken, problems_in_scope.due_on, problems_in_scope.closed_on,
    cast(null as double) as value, cast(null as varchar) as review, problems.problem_id as row_id,
    problems_in_scope.document_id, problems_in_scope.locator
from problems_in_scope
join problems on problems.problem_id = problems_in_scope.problem_id
join problems_claimed on problems_claimed.problem_id = problems_in_scope.problem_id
left join problems_with_money on problems_with_money.problem_id = problems_in_scope.problem_id
cross join standard_in_scope
union all
select
    unit_id, inspection_id, 'declared' as source, basis, case when figure = 'completed' and standard <> 'claimed' then 'claimed_only' else figure end as status,
    cast(null as varchar) as aspect, cast(null as varchar) as theme, cast(null as varchar) as number, cast(null as varchar) as reached, cast(null as varchar) as has_money,
    cast(null as varchar) as subject, evidence as spoken, cast(null as date) as due_on, cast(null as date) as closed_on,
    value, review, figure_id as row_id, document_id, locator
from figures_in_scope
cross join standard_in_scope
where figure in ('total', 'completed', 'substantially_completed', 'in_progress', 'in_progress_or_substantially_completed', 'extended', 'not_completed',
    'completion_rate', 'all_completed') and coalesce(basis, 'feedback') not in ('task', 'measure')
