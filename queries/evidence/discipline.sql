-- The statements of discipline behind a count: what a document or a row says, not what is left of a total after its parts.
select
    discipline_stated.unit_id, discipline_stated.inspection_id, source, discipline_stated.term, cast(discipline_stated.form as varchar) as form,
    discipline_stated.term_class, discipline_stated.counts as state, discipline_stated.term as subject, said.evidence as spoken,
    cast(discipline_stated.number as double) as value, said.review, said.figure_id as row_id,
    discipline_stated.document_id, discipline_stated.locator
from discipline_stated
left join figures_in_scope as said on said.figure_id = discipline_stated.statement_id
