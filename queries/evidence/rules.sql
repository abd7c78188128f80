-- The rules behind a count, one by one or as a document counts them, each with the problem that it answers.
select
    rules_stated.unit_id, rules_stated.inspection_id, source, problems_dated.basis, problems_dated.aspect, problems_dated.number, rules_stated.action as state,
    rules_stated.title as subject, said.evidence as spoken, rules_stated.issued_on as closed_on,
    cast(rules_stated.number as double) as value, said.review, said.figure_id as row_id, rules_stated.document_id, rules_stated.locator
from rules_stated
left join problems_dated on problems_dated.problem_id = rules_stated.problem_id
left join figures_in_scope as said
    on source = 'declared' and said.document_id = rules_stated.document_id and said.locator = rules_stated.locator
    and said.figure = concat('rules_', rules_stated.action) and said.part_of is null
