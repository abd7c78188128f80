-- Every figure that the documents in scope state about themselves.
select
    unit_id, inspection_id, 'declared' as source, basis, figure as status, term, cast(form as varchar) as form, term_class, category, counts as state,
    term as subject, evidence as spoken, value, review, figure_id as row_id, document_id, locator
from figures_in_scope
