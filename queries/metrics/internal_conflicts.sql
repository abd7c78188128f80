/*
title    = { zh = "自相矛盾数", en = "Internal contradictions" }
question = { zh = "各单位的材料中，有多少处说法不能同时成立？", en = "How many pairs of statements of each unit cannot both hold?" }
group    = "disclosure"
unit     = "count"
better   = "neutral"
caveat   = { zh = "每处都可展开看两边的说法和出处。材料越多，能查出的矛盾越多，所以只列示，不排名。", en = "Each opens to both statements and both places. The more material, the more can be found: listed, never ranked." }
evidence = { documents = {} }
[columns]
unit_id = { zh = "单位编号", en = "Unit id" }
kinds   = { zh = "矛盾种类", en = "Kinds" }
reason  = { zh = "空值原因", en = "Why empty" }
value   = { zh = "矛盾数", en = "Contradictions" }
*/
select
    units_in_scope.unit_id,
    string_agg(distinct check_name, '、' order by check_name) filter (where not can_both_hold) as kinds,
    cast(null as varchar)                                       as reason,
    count(*) filter (where not can_both_hold)                   as value
from units_in_scope
left join conflicts_in_scope on conflicts_in_scope.unit_id = units_in_scope.unit_id
group by units_in_scope.unit_id
order by units_in_scope.unit_id
