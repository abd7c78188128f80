/*
title    = { zh = "各轮建章立制", en = "Rules by round" }
question = { zh = "各单位每一轮（每一年反馈）新建、修订了多少项制度？", en = "How many rules did each unit make or revise in each round (each year of feedback)?" }
part     = "round"
caveat   = { zh = "中性指标：不着色，不排名，不判断升降好坏；没有说明的轮次不列，不等于零。拟建、废止的不在内。", en = "Neutral: no colour, no rank, no verdict on rise or fall; a round of which nothing is said is left out, which is not zero. Planned and abolished rules are not in it." }
evidence = { rules = { state = ["new", "revised", "new_or_revised"] } }
[columns]
unit_id     = { zh = "单位编号", en = "Unit id" }
round       = { zh = "轮次", en = "Round" }
year        = { zh = "反馈年份", en = "Year of feedback" }
feedback_on = { zh = "最早反馈日期", en = "First feedback" }
source      = { zh = "来源", en = "Source" }
places      = { zh = "出处", en = "Places" }
value       = { zh = "项数", en = "Rules" }
*/
with placed as (
    select
        inspection_id,
        case when count(*) <= 5 then string_agg(concat(document_id, ' › ', locator), '；' order by document_id, locator) else concat(cast(count(*) as varchar), ' › ', max(document_id)) end as places
    from rules_stated
    where action in ('new', 'revised', 'new_or_revised')
    group by inspection_id
)
select
    rules_in_scope.unit_id, inspections_in_scope.round, year(feedback_on) as year, min(feedback_on) as feedback_on,
    case when count(distinct source) = 1 then max(source) else 'mixed' end as source,
    string_agg(places, '；' order by rules_in_scope.inspection_id) as places,
    cast(sum(rules_made) as bigint) as value
from rules_in_scope
join inspections_in_scope on inspections_in_scope.inspection_id = rules_in_scope.inspection_id
join placed on placed.inspection_id = rules_in_scope.inspection_id
where rules_made is not null
group by rules_in_scope.unit_id, inspections_in_scope.round, year(feedback_on)
order by unit_id, round, year
