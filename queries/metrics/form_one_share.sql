/*
title    = { zh = "第一种形态占比", en = "Share of form one" }
question = { zh = "归入四种形态的处理处分中，第一种形态占多大比例？", en = "Of the actions that belong to one of the four forms, what share is form one?" }
group    = "discipline"
unit     = "percent"
better   = "neutral"
model    = "binomial"
numerator = "form_1"
denominator = "classified"
sample   = ["classified"]
caveat   = { zh = "分母只含能归入四种形态的人次。人数少时波动很大，不是目标值。", en = "Only actions that belong to a form are in the denominator. It swings widely for small numbers and is not a target." }
evidence = { discipline = { state = ["persons", "person_times"], term_class = ["action", "unspecified", "employment"] } }
[columns]
unit_id    = { zh = "单位编号", en = "Unit id" }
form_1     = { zh = "第一种形态", en = "Form I" }
classified = { zh = "可归类人次", en = "Actions with a form" }
reason     = { zh = "空值原因", en = "Why empty" }
value      = { zh = "占比", en = "Share" }
*/
select
    units_in_scope.unit_id,
    cast(coalesce(sum(number) filter (where form = 1), case when count(form) > 0 then 0 end) as bigint) as form_1,
    cast(sum(number) filter (where form is not null) as bigint) as classified,
    case
        when coalesce(sum(number) filter (where form is not null), 0) > 0 then null
        when count(number) > 0 then 'no_classified_action'
        else max(silence_of_units.reason)
    end                                                         as reason,
    100.0e0 * coalesce(sum(number) filter (where form = 1), 0) / nullif(sum(number) filter (where form is not null), 0) as value
from units_in_scope
join silence_of_units on silence_of_units.unit_id = units_in_scope.unit_id
left join actions_in_scope on actions_in_scope.unit_id = units_in_scope.unit_id
group by units_in_scope.unit_id
order by units_in_scope.unit_id
