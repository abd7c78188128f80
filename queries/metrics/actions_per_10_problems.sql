/*
title    = { zh = "每 10 个问题处理处分人次", en = "Actions per 10 problems" }
question = { zh = "平均每 10 个反馈问题有多少人次处理处分？", en = "How many actions were taken per 10 problems fed back?" }
group    = "discipline"
unit     = "ratio"
better   = "neutral"
model    = "poisson"
numerator = "actions"
denominator = "problems"
per      = 10
caveat   = { zh = "分母为反馈问题数，不用单位自行细化的数；只把同一次巡察中两数都已知的相除。处理常集中于少数案件，多少不说明整改好坏。", en = "The denominator is problems as fed back, not as refined by the unit; only inspections in which both are known. Actions cluster in a few cases; more or fewer is no judgement." }
evidence = { discipline = { state = ["persons", "person_times"], term_class = ["action", "unspecified", "employment"] }, problems = {} }
[columns]
unit_id  = { zh = "单位编号", en = "Unit id" }
actions  = { zh = "处理处分（人次）", en = "Actions" }
problems = { zh = "反馈问题", en = "Problems fed back" }
reason   = { zh = "空值原因", en = "Why empty" }
value    = { zh = "每 10 个问题", en = "Per 10 problems" }
*/
select
    units_in_scope.unit_id,
    cast(coalesce(sum(number) filter (where problems > 0), sum(number)) as bigint) as actions,
    cast(coalesce(sum(problems) filter (where number is not null), sum(problems)) as bigint) as problems,
    case
        when count(number) = 0 then max(silence_of_units.reason)
        when count(number) filter (where problems > 0) = 0 then 'no_feedback_problems'
    end                                                         as reason,
    10.0e0 * sum(number) filter (where problems > 0)
        / sum(problems) filter (where problems > 0 and number is not null) as value
from units_in_scope
join silence_of_units on silence_of_units.unit_id = units_in_scope.unit_id
left join (
    select coalesce(actions.unit_id, fed_back.unit_id) as unit_id, number, problems
    from (select unit_id, inspection_id, sum(number) as number from actions_in_scope group by unit_id, inspection_id) as actions
    full join feedback_problems_in_scope as fed_back on fed_back.inspection_id = actions.inspection_id
) as inspected on inspected.unit_id = units_in_scope.unit_id
group by units_in_scope.unit_id
order by units_in_scope.unit_id
