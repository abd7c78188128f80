/*
title    = { zh = "日期先后颠倒", en = "Dates out of order" }
question = { zh = "进驻、结束、反馈、公开的先后颠倒，或数据截至日晚于公开日。", en = "Start, end, feedback and publication are out of order, or the data are of a day after publication." }
*/
with held as (
    select unit_id, inspection_id, document_id, locator, started_on, ended_on, feedback_on
    from inspections_in_scope
),
notices as (
    select
        documents_in_scope.unit_id, documents_in_scope.inspection_id, documents_in_scope.document_id, cast(null as varchar) as locator,
        documents_in_scope.feedback_on, documents_in_scope.published_on, documents_in_scope.as_of,
        held.document_id as held_document_id, held.locator as held_locator
    from documents_in_scope
    join held on held.inspection_id = documents_in_scope.inspection_id
    where documents_in_scope.kind = 'notice'
)
select
    unit_id,
    inspection_id,
    subject,
    cast(earlier as varchar)     as one_value,
    one_document_id,
    one_locator,
    concat(earlier_words, '：', cast(earlier as varchar)) as one_evidence,
    cast(later as varchar)       as other_value,
    other_document_id,
    other_locator,
    concat(later_words, '：', cast(later as varchar)) as other_evidence
from (
    select
        unit_id, inspection_id, 'started_on > ended_on' as subject, started_on as earlier, '进驻日期' as earlier_words, ended_on as later, '结束日期' as later_words,
        document_id as one_document_id, locator as one_locator, document_id as other_document_id, locator as other_locator
    from held
    union all
    select
        unit_id, inspection_id, 'ended_on > feedback_on' as subject, ended_on as earlier, '结束日期' as earlier_words, feedback_on as later, '反馈日期' as later_words,
        document_id as one_document_id, locator as one_locator, document_id as other_document_id, locator as other_locator
    from held
    union all
    -- Where the day between is not known, the days on both sides of it still have an order.
    select
        unit_id, inspection_id, 'started_on > feedback_on' as subject, started_on as earlier, '进驻日期' as earlier_words, feedback_on as later, '反馈日期' as later_words,
        document_id as one_document_id, locator as one_locator, document_id as other_document_id, locator as other_locator
    from held
    where ended_on is null
    union all
    select
        unit_id, inspection_id, 'feedback_on > published_on' as subject, feedback_on as earlier, '反馈日期' as earlier_words, published_on as later, '公开日期' as later_words,
        held_document_id as one_document_id, held_locator as one_locator, document_id as other_document_id, locator as other_locator
    from notices
    union all
    -- A month is kept as its last day: what counts up to the month of publication is in order.
    select
        unit_id, inspection_id, 'as_of > published_on' as subject, as_of as earlier, '数据截至' as earlier_words, published_on as later, '公开日期' as later_words,
        document_id as one_document_id, locator as one_locator, document_id as other_document_id, locator as other_locator
    from notices
    where as_of <> last_day(published_on)
) as days
where earlier > later
order by unit_id, inspection_id, subject
