/*
title    = { zh = "应追缴金额", en = "Funds identified" }
question = { zh = "认定各单位应追缴（退）多少钱？", en = "How much was found to be due back from each unit?" }
group    = "funds"
unit     = "money"
better   = "neutral"
caveat   = { zh = "指核查认定应追缴、应清退的金额；罚款、投资、拨付和问题描述中的其他金额不在内。查出多不等于整改好。", en = "Amounts found to be due; fines on others, investments and amounts in the wording of a problem are not. Finding more is not better rectification." }
evidence = { funds = { state = ["identified"] } }
[columns]
unit_id = { zh = "单位编号", en = "Unit id" }
source  = { zh = "来源", en = "Source" }
reason  = { zh = "空值原因", en = "Why empty" }
value   = { zh = "应追缴金额（元）", en = "Funds identified (yuan)" }
*/
select
    units_in_scope.unit_id,
    case when count(distinct identified_source) = 1 then max(identified_source) when count(distinct identified_source) > 1 then 'mixed' end as source,
    case when count(identified) = 0 then max(silence_of_units.reason) end as reason,
    cast(sum(identified) as decimal(18, 2)) as value
from units_in_scope
join silence_of_units on silence_of_units.unit_id = units_in_scope.unit_id
left join money_of_inspections on money_of_inspections.unit_id = units_in_scope.unit_id
group by units_in_scope.unit_id
order by units_in_scope.unit_id
