/*
title    = { zh = "应追缴金额", en = "Funds identified" }
question = { zh = "认定各单位应追缴（退）多少钱？", en = "How much was found to be due back from each unit?" }
group    = "funds"
unit     = "money"
better   = "neutral"
caveat   = { zh = "指核查认定应追缴、应清退的金额；罚款、投资、拨付和问题描述中的其他金额不在内。查出多不等于整改好。", en = "Amounts found to be due; fines on others, investments and amounts in the wording of a problem are not. Finding more is not better rectification." }
[columns]
unit_id = { zh = "单位编号", en = "Unit id" }
source  = { zh = "来源", en = "Source" }
reason  = { zh = "空值原因", en = "Why empty" }
value   = { zh = "应追缴金额（元）", en = "Funds identified (yuan)" }
*/
select
    unit_id,
    source,
    case when identified is null then reason end as reason,
    identified as value
from money_in_scope
order by unit_id
