/*
title    = { zh = "已追缴金额", en = "Funds recovered" }
question = { zh = "各单位已经追缴（清退）多少钱？", en = "How much did each unit recover?" }
group    = "funds"
unit     = "money"
better   = "neutral"
caveat   = { zh = "只计已收回、退缴、追缴、清退；同一笔先清退后上缴只算一次；挽回损失另列。金额大小取决于应追缴多少，比较请用资金追缴率。", en = "Only money already returned; a sum cleared and then surrendered counts once; losses averted are apart. The amount depends on what was due: compare the recovery rate." }
evidence = { funds = { state = ["recovered"] } }
[columns]
unit_id = { zh = "单位编号", en = "Unit id" }
source  = { zh = "来源", en = "Source" }
reason  = { zh = "空值原因", en = "Why empty" }
value   = { zh = "已追缴金额（元）", en = "Funds recovered (yuan)" }
*/
select
    units_in_scope.unit_id,
    case when count(distinct recovered_source) = 1 then max(recovered_source) when count(distinct recovered_source) > 1 then 'mixed' end as source,
    case when count(recovered) = 0 then max(silence_of_units.reason) end as reason,
    cast(sum(recovered) as decimal(18, 2)) as value
from units_in_scope
join silence_of_units on silence_of_units.unit_id = units_in_scope.unit_id
left join money_of_inspections on money_of_inspections.unit_id = units_in_scope.unit_id
group by units_in_scope.unit_id
order by units_in_scope.unit_id
