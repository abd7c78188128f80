-- The statements of discipline behind a count: what a document or a row says, not what is left of a total after its parts.
select
    discipline_stated.unit_id, discipline_stated.inspection_id, source, cast(null as varchar) as basis, cast(null as varchar) as status,
    cast(null as varchar) as aspect, cast(null as varchar) as theme, discipline_stated.term, discipline_stated.counts as state,
    discipline_stated.term as subject, said.evidence as spoken, cast(null as date) as due_on, cast(null as date) as closed_on,
    cast(discipline_stated.number as double) as value, said.review, said.figure_id as row_id,
    discipline_stated.document_id, discipline_stated.locator
from discipline_stated
left join figures_in_scope as said on said.figure_id = discipline_stated.statement_id
