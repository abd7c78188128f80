/*
title    = { zh = "完成日期先后颠倒", en = "Closings out of order" }
question = { zh = "完成早于反馈，或销号早于自报完成。", en = "Completed before feedback, or accepted before it was claimed." }
*/
select
    unit_id,
    inspection_id,
    concat(subject, ' ', coalesce(number, '')) as subject,
    cast(earlier as varchar)     as one_value,
    document_id                  as one_document_id,
    locator                      as one_locator,
    concat('第 ', coalesce(number, '—'), ' 题：', earlier_words, ' ', cast(earlier as varchar)) as one_evidence,
    cast(later as varchar)       as other_value,
    document_id                  as other_document_id,
    locator                      as other_locator,
    concat('第 ', coalesce(number, '—'), ' 题：', later_words, ' ', cast(later as varchar)) as other_evidence
from (
    select
        unit_id, inspection_id, number, document_id, locator, 'feedback_on > claimed_on' as subject,
        feedback_on as earlier, '反馈日期' as earlier_words, claimed_on as later, '自报完成' as later_words
    from problems_claimed
    union all
    select
        unit_id, inspection_id, number, document_id, locator, 'claimed_on > accepted_on' as subject,
        claimed_on as earlier, '自报完成' as earlier_words, accepted_on as later, '验收销号' as later_words
    from problems_claimed
) as days
where earlier > later
order by unit_id, inspection_id, subject
