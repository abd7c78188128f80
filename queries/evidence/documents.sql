-- Every figure that the documents in scope state about themselves.
select
    unit_id, inspection_id, 'declared' as source, basis, figure as status,
    cast(null as varchar) as aspect, cast(null as varchar) as theme, term, counts as state,
    term as subject, evidence as spoken, cast(null as date) as due_on, cast(null as date) as closed_on,
    value, review, figure_id as row_id, document_id, locator
from figures_in_scope
