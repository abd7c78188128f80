/*
title    = { zh = "未收回金额", en = "Funds outstanding" }
question = { zh = "各单位还有多少钱没有收回？", en = "How much is still outstanding at each unit?" }
group    = "funds"
unit     = "money"
better   = "lower"
caveat   = { zh = "优先用文件所述；没有说明时，应追缴与已追缴都已知的取其差（减去核销）。", en = "As stated; where nothing is stated, identified less recovered and written off, if both are known." }
[columns]
unit_id = { zh = "单位编号", en = "Unit id" }
identified  = { zh = "应追缴（元）", en = "Identified (yuan)" }
recovered   = { zh = "已追缴（元）", en = "Recovered (yuan)" }
written_off = { zh = "核销（元）", en = "Written off (yuan)" }
source  = { zh = "来源", en = "Source" }
reason  = { zh = "空值原因", en = "Why empty" }
value   = { zh = "未收回金额（元）", en = "Funds outstanding (yuan)" }
*/
select
    unit_id,
    identified,
    recovered,
    written_off,
    source,
    case when coalesce(outstanding, identified - recovered - coalesce(written_off, 0)) is null then reason end as reason,
    coalesce(outstanding, identified - recovered - coalesce(written_off, 0)) as value
from money_in_scope
order by unit_id
