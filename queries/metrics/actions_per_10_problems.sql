/*
title    = { zh = "每 10 个问题处理处分人次", en = "Actions per 10 problems" }
question = { zh = "平均每 10 个反馈问题有多少人次处理处分？", en = "How many actions were taken per 10 problems fed back?" }
group    = "discipline"
unit     = "ratio"
better   = "neutral"
caveat   = { zh = "分母为反馈问题数，不用单位自行细化的数。处理常集中于少数案件，多少不说明整改好坏。", en = "The denominator is problems as fed back, not as refined by the unit. Actions cluster in a few cases; more or fewer is no judgement." }
[columns]
unit_id  = { zh = "单位编号", en = "Unit id" }
actions  = { zh = "处理处分（人次）", en = "Actions" }
problems = { zh = "反馈问题", en = "Problems fed back" }
reason   = { zh = "空值原因", en = "Why empty" }
value    = { zh = "每 10 个问题", en = "Per 10 problems" }
*/
select
    units_in_scope.unit_id,
    cast(sum(number) as bigint)                                 as actions,
    max(problems)                                               as problems,
    case
        when count(number) = 0 then max(silence_of_units.reason)
        when max(problems) is null then 'no_feedback_problems'
    end                                                         as reason,
    10.0e0 * sum(number) / nullif(max(problems), 0)             as value
from units_in_scope
join silence_of_units on silence_of_units.unit_id = units_in_scope.unit_id
left join actions_in_scope on actions_in_scope.unit_id = units_in_scope.unit_id
left join feedback_problems_in_scope on feedback_problems_in_scope.unit_id = units_in_scope.unit_id
group by units_in_scope.unit_id
order by units_in_scope.unit_id
