/*
title    = { zh = "处理处分：自述与逐项", en = "Discipline: declared against counted" }
question = { zh = "文件自述的处理处分数，与逐项列出的合计相差多少？", en = "By how much do the actions a document declares differ from the rows it lists?" }
part     = "counts"
caveat   = { zh = "同一次巡察、同一计数单位两种说法都有的才相比，人、人次、件、个单位互不相加；结果中用的是逐项合计。差额是线索，不是结论。", en = "Only where both speak in the same count of one inspection; persons, person-times, cases and units are never added. The rows are what is used: the difference is a lead, not a verdict." }
evidence = { sources = { kind = ["discipline"] } }
[columns]
unit_id = { zh = "单位编号", en = "Unit id" }
counts = { zh = "计数单位", en = "Counts" }
counted = { zh = "逐项合计", en = "Counted" }
declared = { zh = "文件自述", en = "Declared" }
places = { zh = "出处", en = "Places" }
value = { zh = "自述减逐项", en = "Declared less counted" }
*/
select
    unit_id,
    part as counts,
    cast(counted as bigint) as counted,
    cast(declared as bigint) as declared,
    places,
    cast(declared - counted as bigint) as value
from sources_by_part
where kind = 'discipline'
order by unit_id, counts
