/*
title    = { zh = "称全部完成却有未完成", en = "All completed, yet some open" }
question = { zh = "既说全部完成，又列出未完成的。", en = "Said to be all completed, and open ones are stated." }
*/
select
    one.unit_id,
    one.inspection_id,
    coalesce(one.basis, 'feedback') as subject,
    '全部完成'                   as one_value,
    one.document_id              as one_document_id,
    one.locator                  as one_locator,
    cast(cast(other.value as bigint) as varchar) as other_value,
    other.document_id            as other_document_id,
    other.locator                as other_locator
from figures_in_scope as one
join figures_in_scope as other on other.inspection_id = one.inspection_id
where one.figure = 'all_completed' and other.figure in ('not_completed', 'in_progress', 'extended', 'substantially_completed') and coalesce(other.basis, 'feedback') = coalesce(one.basis, other.basis, 'feedback') and other.value > 0
order by unit_id, inspection_id, subject, one_locator
