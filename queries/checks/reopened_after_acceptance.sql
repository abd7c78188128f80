/*
title    = { zh = "销号后又称未完成", en = "Reopened after acceptance" }
question = { zh = "已有销号日期，之后的台账又说没有完成。", en = "Accepted, and a later ledger says that it is open." }
*/
select
    unit_id,
    inspection_id,
    concat('problem ', coalesce(number, '')) as subject,
    concat('accepted_on ', cast(accepted_on as varchar)) as one_value,
    document_id                  as one_document_id,
    locator                      as one_locator,
    concat(status_stated, ' ', cast(stated_on as varchar)) as other_value,
    document_id                  as other_document_id,
    locator                      as other_locator
from problems_claimed
where accepted_on <= stated_on and status_stated in ('in_progress', 'not_completed', 'extended')
order by unit_id, inspection_id, subject
