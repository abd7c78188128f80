/*
title    = { zh = "逐月完成数", en = "Completions by month" }
question = { zh = "各单位每个月完成了多少问题？", en = "How many problems did each unit complete in each month?" }
part     = "month"
caveat   = { zh = "按所选认定标准的完成日期；日期不明的不在内。", en = "By the closing day of the chosen standard; undated closings are not in it." }
evidence = { problems = { source = ["counted"] } }
[columns]
unit_id = { zh = "单位编号", en = "Unit id" }
basis = { zh = "口径", en = "Basis" }
month = { zh = "月份", en = "Month" }
value = { zh = "完成数", en = "Completed" }
*/
select unit_id, basis, cast(date_trunc('month', closed_on) as date) as month, count(*) as value
from problems_in_scope
where closed_on is not null
group by unit_id, basis, cast(date_trunc('month', closed_on) as date)
order by unit_id, basis, month
