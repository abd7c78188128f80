-- The measures behind a rate, and what documents say of their number.
select
    measures_in_scope.unit_id, measures_in_scope.inspection_id, 'counted' as source, measures_in_scope.basis,
    case when measures_in_scope.is_completed then 'completed' else coalesce(measures.status, 'unknown') end as status,
    measures.number, measures.number as subject, measures.measure_text as spoken, measures.due_on, measures.completed_on as closed_on,
    cast(null as double) as value, cast(null as varchar) as review, measures.measure_id as row_id,
    measures_in_scope.document_id, measures_in_scope.locator
from measures_in_scope
join measures on measures.measure_id = measures_in_scope.measure_id
union all
select
    unit_id, inspection_id, 'declared' as source, basis, figure as status,
    cast(null as varchar) as number, cast(null as varchar) as subject, evidence as spoken, cast(null as date) as due_on, cast(null as date) as closed_on,
    value, review, figure_id as row_id, document_id, locator
from figures_in_scope
where basis in ('task', 'measure')
