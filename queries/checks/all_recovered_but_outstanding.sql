/*
title    = { zh = "称全部收回却有未收回", en = "All recovered, yet some outstanding" }
question = { zh = "既说全部收回，又说有未收回的。", en = "Said to be all recovered, and an outstanding sum is stated." }
*/
select
    one.unit_id,
    one.inspection_id,
    'funds'                      as subject,
    '全部收回'                   as one_value,
    one.document_id              as one_document_id,
    one.locator                  as one_locator,
    cast(other.amount as varchar) as other_value,
    other.document_id            as other_document_id,
    other.locator                as other_locator
from figures_in_scope as one
join funds_in_scope as other on other.inspection_id = one.inspection_id
where one.figure = 'all_recovered' and other.state = 'outstanding' and other.amount > 0
order by unit_id, inspection_id, one_locator
