/*
title    = { zh = "资金：自述与逐项", en = "Money: declared against counted" }
question = { zh = "文件自述的金额，与逐笔列出的合计相差多少？", en = "By how much do the amounts a document declares differ from the rows it lists?" }
part     = "state"
caveat   = { zh = "同一次巡察、同一状态两种说法都有的才相比；结果中用的是逐项合计。自述带“余”“约”的是约数，差额是线索，不是结论。", en = "Only where both speak of one state in one inspection; the rows are what is used. Declared amounts may be round figures: the difference is a lead, not a verdict." }
evidence = { sources = { kind = ["funds"] } }
[columns]
unit_id = { zh = "单位编号", en = "Unit id" }
state = { zh = "状态", en = "State" }
counted = { zh = "逐项合计（元）", en = "Counted (yuan)" }
declared = { zh = "文件自述（元）", en = "Declared (yuan)" }
is_approximate = { zh = "自述为约数", en = "Declared roughly" }
places = { zh = "出处", en = "Places" }
value = { zh = "自述减逐项（元）", en = "Declared less counted (yuan)" }
*/
select
    unit_id,
    part as state,
    cast(counted as decimal(18, 2)) as counted,
    cast(declared as decimal(18, 2)) as declared,
    is_approximate,
    places,
    cast(declared - counted as decimal(18, 2)) as value
from sources_by_part
where kind = 'funds'
order by unit_id, state
