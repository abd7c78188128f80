/*
title    = { zh = "每问题建章立制数", en = "Rules per problem" }
question = { zh = "平均每个反馈问题新建、修订多少项制度？", en = "How many rules were made or revised per problem fed back?" }
group    = "rules"
unit     = "ratio"
better   = "neutral"
model    = "poisson"
numerator = "rules"
denominator = "problems"
per      = 1
caveat   = { zh = "分母为反馈问题数；只把同一次巡察中两数都已知的相除。印发通知不是制度；多不等于好。", en = "The denominator is problems as fed back; only inspections in which both are known. A circular is not a rule; more is not better." }
evidence = { rules = { state = ["new", "revised", "new_or_revised"] }, problems = {} }
[columns]
unit_id  = { zh = "单位编号", en = "Unit id" }
rules    = { zh = "新建和修订（项）", en = "New and revised" }
problems = { zh = "反馈问题", en = "Problems fed back" }
reason   = { zh = "空值原因", en = "Why empty" }
value    = { zh = "每问题制度数", en = "Rules per problem" }
*/
select
    units_in_scope.unit_id,
    cast(coalesce(sum(rules_made) filter (where problems > 0), sum(rules_made)) as bigint) as rules,
    cast(coalesce(sum(problems) filter (where rules_made is not null), sum(problems)) as bigint) as problems,
    case
        when count(rules_made) = 0 then max(silence_of_units.reason)
        when count(rules_made) filter (where problems > 0) = 0 then 'no_feedback_problems'
    end                                                         as reason,
    1.0e0 * sum(rules_made) filter (where problems > 0)
        / sum(problems) filter (where problems > 0 and rules_made is not null) as value
from units_in_scope
join silence_of_units on silence_of_units.unit_id = units_in_scope.unit_id
left join (
    select coalesce(rules_in_scope.unit_id, fed_back.unit_id) as unit_id, rules_made, problems
    from rules_in_scope
    full join feedback_problems_in_scope as fed_back on fed_back.inspection_id = rules_in_scope.inspection_id
) as inspected on inspected.unit_id = units_in_scope.unit_id
group by units_in_scope.unit_id
order by units_in_scope.unit_id
