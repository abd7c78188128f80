/*
title    = { zh = "同一数字前后不一", en = "One figure said twice and differently" }
question = { zh = "同一文件按同一口径说了两个不同的总数、完成数或完成率。", en = "One document gives two different totals, counts of a status, or rates, on one basis." }
*/
select
    one.unit_id,
    one.inspection_id,
    concat(one.figure, ' ', one.basis) as subject,
    one.said                     as one_value,
    one.document_id              as one_document_id,
    one.locator                  as one_locator,
    one.evidence                 as one_evidence,
    other.said                   as other_value,
    other.document_id            as other_document_id,
    other.locator                as other_locator,
    other.evidence               as other_evidence
from said_in_scope as one
join said_in_scope as other
    on other.inspection_id = one.inspection_id and other.document_id = one.document_id and other.figure = one.figure
    and other.basis = one.basis and other.turn > one.turn
order by unit_id, inspection_id, subject, one_locator
