/*
title    = { zh = "资金追缴率", en = "Recovery rate" }
question = { zh = "应追缴的钱，追回了多大比例？", en = "Of the money due, what share was recovered?" }
group    = "funds"
unit     = "percent"
better   = "higher"
caveat   = { zh = "应追缴总额未知的不计算，不当作 100%。只把同一次巡察中两数都已知的相除。一笔大额可左右全局，请同看金额。", en = "Not computed, and not 100 %, where the amount due is unknown. Only inspections in which both are known. One large sum can decide the rate: look at the amounts." }
[columns]
unit_id    = { zh = "单位编号", en = "Unit id" }
source     = { zh = "来源", en = "Source" }
recovered  = { zh = "已追缴（元）", en = "Recovered (yuan)" }
identified = { zh = "应追缴（元）", en = "Identified (yuan)" }
reason     = { zh = "空值原因", en = "Why empty" }
value      = { zh = "追缴率", en = "Recovery rate" }
*/
select
    units_in_scope.unit_id,
    case when count(distinct sums.source) = 1 then max(sums.source) when count(distinct sums.source) > 1 then 'mixed' end as source,
    cast(sum(sums.recovered) as decimal(18, 2))                 as recovered,
    cast(sum(sums.identified) as decimal(18, 2))                as identified,
    case
        when sum(sums.identified) > 0 then null
        when max(money_in_scope.recovered) is not null then 'identified_unknown'
        else max(money_in_scope.reason)
    end                                                         as reason,
    100.0e0 * cast(sum(sums.recovered) as double) / nullif(cast(sum(sums.identified) as double), 0e0) as value
from units_in_scope
join money_in_scope on money_in_scope.unit_id = units_in_scope.unit_id
left join (
    select
        unit_id,
        inspection_id,
        max(source)                                             as source,
        sum(amount) filter (where state = 'recovered')          as recovered,
        sum(amount) filter (where state = 'identified')         as identified
    from funds_in_scope
    group by unit_id, inspection_id
    having count(*) filter (where state = 'recovered') > 0 and count(*) filter (where state = 'identified') > 0
) as sums on sums.unit_id = units_in_scope.unit_id
group by units_in_scope.unit_id
order by units_in_scope.unit_id
