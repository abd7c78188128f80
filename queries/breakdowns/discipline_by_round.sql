/*
title    = { zh = "各轮处理处分", en = "Discipline by round" }
question = { zh = "各单位每一轮（每一年反馈）作出多少人次的处理处分？", en = "How many actions did each unit take in each round (each year of feedback)?" }
part     = "round"
caveat   = { zh = "中性指标：不着色，不排名，不判断升降好坏；没有说明的轮次不列，不等于零。", en = "Neutral: no colour, no rank, no verdict on rise or fall; a round of which nothing is said is left out, which is not zero." }
evidence = { discipline = { state = ["persons", "person_times"], term_class = ["action", "unspecified", "employment"] } }
[columns]
unit_id     = { zh = "单位编号", en = "Unit id" }
round       = { zh = "轮次", en = "Round" }
year        = { zh = "反馈年份", en = "Year of feedback" }
feedback_on = { zh = "最早反馈日期", en = "First feedback" }
source      = { zh = "来源", en = "Source" }
places      = { zh = "出处", en = "Places" }
value       = { zh = "人次", en = "Actions" }
*/
select
    actions_in_scope.unit_id, inspections_in_scope.round, year(feedback_on) as year, min(feedback_on) as feedback_on,
    case when count(distinct source) = 1 then max(source) else 'mixed' end as source,
    case when count(*) <= 5 then string_agg(concat(actions_in_scope.document_id, ' › ', actions_in_scope.locator), '；' order by actions_in_scope.document_id, actions_in_scope.locator) else concat(cast(count(*) as varchar), ' › ', max(actions_in_scope.document_id)) end as places,
    cast(sum(number) as bigint) as value
from actions_in_scope
join inspections_in_scope on inspections_in_scope.inspection_id = actions_in_scope.inspection_id
group by actions_in_scope.unit_id, inspections_in_scope.round, year(feedback_on)
order by unit_id, round, year
