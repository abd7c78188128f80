/*
title    = { zh = "同日两份文件说法不一", en = "Two documents of one day disagree" }
question = { zh = "同一次巡察同一天公开的两份文件，同一数字不同；较晚的更正件取代较早的，不在此列。", en = "Two documents published on one day about one inspection give different figures; a later, corrected one supersedes and is not meant." }
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
join said_beside as other
    on other.inspection_id = one.inspection_id and other.beside_document_id = one.document_id and other.figure = one.figure and other.basis = one.basis
where one.turn = 1
    -- Where one document contradicts itself, that is another check's matter.
    and not exists (
        select 1 from said_in_scope as same
        where same.document_id = one.document_id and same.inspection_id = one.inspection_id and same.figure = one.figure and same.basis = one.basis
            and same.value = other.value)
    and not exists (
        select 1 from said_beside as same
        where same.document_id = other.document_id and same.inspection_id = one.inspection_id and same.figure = one.figure and same.basis = one.basis
            and same.value = one.value)
order by unit_id, inspection_id, subject, one_locator
