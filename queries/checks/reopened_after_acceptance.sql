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
    concat('第 ', coalesce(number, '—'), ' 题：验收销号 ', cast(accepted_on as varchar)) as one_evidence,
    concat(status_stated, ' ', cast(stated_on as varchar)) as other_value,
    document_id                  as other_document_id,
    locator                      as other_locator,
    concat('第 ', coalesce(number, '—'), ' 题：', coalesce(words, status_stated), '，截至 ', cast(stated_on as varchar)) as other_evidence
from problems_claimed
left join status_words on status_words.status = problems_claimed.status_stated
where accepted_on <= stated_on and status_stated in ('in_progress', 'not_completed', 'extended')
order by unit_id, inspection_id, subject
