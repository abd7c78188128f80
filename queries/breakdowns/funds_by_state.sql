/*
title    = { zh = "资金构成", en = "Funds by state" }
question = { zh = "各单位的钱分别是什么状态、什么类别？", en = "In which state and category is the money of each unit?" }
part     = "state"
caveat   = { zh = "应追缴 = 已追缴 + 未收回 + 核销；挽回损失、上缴财政另列，不相加。", en = "Identified = recovered + outstanding + written off; averted losses and surrendered sums are apart." }
evidence = { funds = {} }
[columns]
unit_id = { zh = "单位编号", en = "Unit id" }
state = { zh = "状态", en = "State" }
category = { zh = "类别", en = "Category" }
source = { zh = "来源", en = "Source" }
places = { zh = "出处", en = "Places" }
value = { zh = "金额（元）", en = "Amount (yuan)" }
*/
select
    unit_id, state, category, max(source) as source,
    case when count(*) <= 5 then string_agg(concat(document_id, ' › ', locator), '；' order by document_id, locator) else concat(cast(count(*) as varchar), ' › ', max(document_id)) end as places,
    cast(sum(amount) as decimal(18, 2)) as value
from funds_in_scope
group by unit_id, state, category
order by unit_id, state, category
