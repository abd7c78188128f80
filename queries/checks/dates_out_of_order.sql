/*
title    = { zh = "日期先后颠倒", en = "Dates out of order" }
question = { zh = "进驻、结束、反馈、公开的先后颠倒。", en = "Start, end, feedback and publication are out of order." }
*/
select
    inspections_in_scope.unit_id,
    inspections_in_scope.inspection_id,
    days.subject,
    cast(days.earlier as varchar) as one_value,
    inspections_in_scope.document_id as one_document_id,
    inspections_in_scope.locator as one_locator,
    cast(days.later as varchar)  as other_value,
    coalesce(days.document_id, inspections_in_scope.document_id) as other_document_id,
    inspections_in_scope.locator as other_locator
from inspections_in_scope
join (
    select inspection_id, 'started_on > ended_on' as subject, started_on as earlier, ended_on as later, cast(null as varchar) as document_id from inspections_in_scope
    union all select inspection_id, 'ended_on > feedback_on', ended_on, feedback_on, cast(null as varchar) from inspections_in_scope
    union all select inspection_id, 'feedback_on > published_on', feedback_on, published_on, document_id from notices_in_scope
) as days on days.inspection_id = inspections_in_scope.inspection_id
where days.earlier > days.later
order by unit_id, inspection_id, subject
