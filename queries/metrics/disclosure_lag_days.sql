/*
title    = { zh = "反馈至公开天数", en = "Days from feedback to publication" }
question = { zh = "从反馈到向社会公开整改情况，隔了多少天？", en = "How many days passed between feedback and publication?" }
group    = "disclosure"
unit     = "days"
better   = "neutral"
caveat   = { zh = "取最近一次有公开日期的巡察，首次公开之日。未见全国统一的公开期限，故不判迟早；无日期的留空，不当作 0。", en = "The latest inspection with a dated notice, first publication. No national limit is known, so nothing is called late; without a date the value is empty, not 0." }
evidence = { documents = {} }
[columns]
unit_id      = { zh = "单位编号", en = "Unit id" }
feedback_on  = { zh = "反馈日期", en = "Fed back" }
published_on = { zh = "公开日期", en = "Published" }
reason       = { zh = "空值原因", en = "Why empty" }
value        = { zh = "天数", en = "Days" }
*/
select
    units_in_scope.unit_id,
    latest.feedback_on,
    latest.published_on,
    case
        when latest.inspection_id is null then 'no_notice'
        when latest.published_on is null then 'not_published'
        when latest.feedback_on is null then 'no_feedback_date'
    end                                                         as reason,
    date_diff('day', latest.feedback_on, latest.published_on)   as value
from units_in_scope
left join (
    select *
    from notices_in_scope
    qualify row_number() over (
        partition by unit_id
        order by case when published_on is null or feedback_on is null then 1 else 0 end, feedback_on desc nulls last, inspection_id) = 1
) as latest on latest.unit_id = units_in_scope.unit_id
order by units_in_scope.unit_id
