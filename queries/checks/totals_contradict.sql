/*
title    = { zh = "总数前后不一", en = "Totals contradict" }
question = { zh = "同一文件按同一口径说了两个不同的总数或完成数。", en = "One document gives two different totals, or completed counts, on one basis." }
*/
select
    one.unit_id,
    one.inspection_id,
    concat(one.figure, ' ', one.basis) as subject,
    cast(cast(one.value as bigint) as varchar)   as one_value,
    one.document_id              as one_document_id,
    one.locator                  as one_locator,
    cast(cast(other.value as bigint) as varchar) as other_value,
    other.document_id            as other_document_id,
    other.locator                as other_locator
from figures_in_scope as one
join figures_in_scope as other on other.inspection_id = one.inspection_id
where one.figure in ('total', 'completed') and other.figure = one.figure and other.basis = one.basis and one.part_of is null and other.part_of is null
    and one.value <> other.value and one.figure_id < other.figure_id
order by unit_id, inspection_id, subject, one_locator
