/*
title    = { zh = "四种形态构成", en = "Discipline by form" }
question = { zh = "各单位的处理处分分别属于哪种形态？", en = "To which form do the actions of each unit belong?" }
part     = "form"
caveat   = { zh = "不归类的单列；中性指标，不着色不排名。", en = "Actions without a form are apart; neutral: no colour, no rank." }
evidence = { discipline = { state = ["persons", "person_times"], term_class = ["action", "unspecified", "employment"] } }
[columns]
unit_id = { zh = "单位编号", en = "Unit id" }
form = { zh = "形态", en = "Form" }
source = { zh = "来源", en = "Source" }
value = { zh = "人次", en = "Actions" }
*/
select unit_id, form, max(source) as source, cast(sum(number) as bigint) as value
from actions_in_scope
group by unit_id, form
order by unit_id, form
