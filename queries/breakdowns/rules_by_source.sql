/*
title    = { zh = "制度：自述与逐项", en = "Rules: declared against counted" }
question = { zh = "文件自述的制度数，与逐项列出的合计相差多少？", en = "By how much does the number of rules a document declares differ from the rows it lists?" }
part     = "action"
caveat   = { zh = "同一次巡察、同一方式两种说法都有的才相比；自述的合并数与逐项的新建、修订之和相比。结果中用的是逐项合计。差额是线索，不是结论。", en = "Only where both speak of one action in one inspection; a declared lump is compared with all rows that are new or revised. The rows are what is used: the difference is a lead, not a verdict." }
evidence = { sources = { kind = ["rules"] } }
[columns]
unit_id = { zh = "单位编号", en = "Unit id" }
action = { zh = "方式", en = "Action" }
counted = { zh = "逐项合计", en = "Counted" }
declared = { zh = "文件自述", en = "Declared" }
places = { zh = "出处", en = "Places" }
value = { zh = "自述减逐项", en = "Declared less counted" }
*/
select
    unit_id,
    part as action,
    cast(counted as bigint) as counted,
    cast(declared as bigint) as declared,
    places,
    cast(declared - counted as bigint) as value
from sources_by_part
where kind = 'rules'
order by unit_id, action
