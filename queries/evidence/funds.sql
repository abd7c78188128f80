-- The sums of money behind an amount.
select
    funds_in_scope.unit_id, funds_in_scope.inspection_id, source, funds_in_scope.category, state, funds_in_scope.category as subject,
    said.evidence as spoken, cast(amount as double) as value, said.review, said.figure_id as row_id, funds_in_scope.document_id, funds_in_scope.locator
from funds_in_scope
left join figures_in_scope as said
    on source = 'declared' and said.document_id = funds_in_scope.document_id and said.locator = funds_in_scope.locator
    and said.figure = case when state = 'loss_averted' then state else concat('funds_', state) end and said.part_of is null
