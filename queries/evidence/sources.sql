-- Both sides of what a document declares and rows list: its figures, and the rows of the same inspection.
select
    told.kind, told.unit_id, told.inspection_id, told.source, told.part as state, told.subject, said.evidence as spoken,
    cast(told.amount as double) as value, said.review, told.figure_id as row_id, told.document_id, told.locator
from statements_beside_rows as told
left join figures_in_scope as said on said.figure_id = told.figure_id
