-- The rules behind a count, one by one or as a document counts them.
select
    rules_stated.unit_id, rules_stated.inspection_id, source, cast(null as varchar) as basis, cast(null as varchar) as status,
    cast(null as varchar) as aspect, cast(null as varchar) as theme, cast(null as varchar) as term, rules_stated.action as state,
    rules_stated.title as subject, said.evidence as spoken, cast(null as date) as due_on, rules_stated.issued_on as closed_on,
    cast(rules_stated.number as double) as value, said.review, said.figure_id as row_id, rules_stated.document_id, rules_stated.locator
from rules_stated
left join figures_in_scope as said
    on source = 'declared' and said.document_id = rules_stated.document_id and said.locator = rules_stated.locator
    and said.figure = concat('rules_', rules_stated.action) and said.part_of is null
