/*
title    = { zh = "处理处分人次", en = "Disciplinary actions" }
question = { zh = "各单位因整改作出了多少人次处理处分？", en = "How many disciplinary actions did each unit take?" }
group    = "discipline"
unit     = "count"
better   = "neutral"
caveat   = { zh = "按各用语的人（人次）合计，一人两项处分计两次；立案、线索等程序节点和谈心谈话等日常工作不计；件、单位另计，不相加。处理多不等于整改好。", en = "Persons or person-times of each term, so one person with two sanctions counts twice; steps of a procedure and routine talks are not actions; cases and units are other counts. More punishment is not better rectification." }
evidence = { discipline = { state = ["persons", "person_times"], term_class = ["action", "unspecified", "employment"] } }
[columns]
unit_id       = { zh = "单位编号", en = "Unit id" }
form_1        = { zh = "第一种形态", en = "Form I" }
form_2        = { zh = "第二种形态", en = "Form II" }
form_3        = { zh = "第三种形态", en = "Form III" }
form_4        = { zh = "第四种形态", en = "Form IV" }
no_form       = { zh = "不归类", en = "No form" }
source        = { zh = "来源", en = "Source" }
reason        = { zh = "空值原因", en = "Why empty" }
value         = { zh = "处理处分（人次）", en = "Actions" }
*/
select
    units_in_scope.unit_id,
    case when count(number) > 0 then coalesce(sum(number) filter (where form = 1), 0) end as form_1,
    case when count(number) > 0 then coalesce(sum(number) filter (where form = 2), 0) end as form_2,
    case when count(number) > 0 then coalesce(sum(number) filter (where form = 3), 0) end as form_3,
    case when count(number) > 0 then coalesce(sum(number) filter (where form = 4), 0) end as form_4,
    case when count(number) > 0 then coalesce(sum(number) filter (where form is null), 0) end as no_form,
    case when count(distinct source) = 1 then max(source) when count(distinct source) > 1 then 'mixed' end as source,
    case when count(number) = 0 then max(silence_of_units.reason) end as reason,
    cast(sum(number) as bigint)                                 as value
from units_in_scope
join silence_of_units on silence_of_units.unit_id = units_in_scope.unit_id
left join actions_in_scope on actions_in_scope.unit_id = units_in_scope.unit_id
group by units_in_scope.unit_id
order by units_in_scope.unit_id
