/*
title    = { zh = "资金追缴率", en = "Recovery rate" }
question = { zh = "应追缴的钱，追回了多大比例？", en = "Of the money due, what share was recovered?" }
group    = "funds"
unit     = "percent"
better   = "higher"
caveat   = { zh = "应追缴总额未知的不计算，不当作 100%；追缴多于应追缴的属自相矛盾，也不计算。只把同一次巡察中两数都已知的相除。一笔大额可左右全局，请同看金额。", en = "Not computed, and not 100 %, where the amount due is unknown, nor where more was recovered than was due. Only inspections in which both are known. One large sum can decide the rate: look at the amounts." }
evidence = { funds = { state = ["identified", "recovered"] } }
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
    case when count(distinct source) = 1 then max(source) when count(distinct source) > 1 then 'mixed' end as source,
    cast(sum(recovered) filter (where is_both) as decimal(18, 2)) as recovered,
    cast(sum(identified) filter (where is_both) as decimal(18, 2)) as identified,
    case
        when count(*) filter (where recovered > identified) > 0 then 'recovered_exceeds_identified'
        when sum(identified) filter (where is_both) > 0 then null
        when count(*) filter (where is_both) > 0 then 'total_is_zero'
        when count(recovered) > 0 then 'identified_unknown'
        else max(silence_of_units.reason)
    end                                                         as reason,
    case when count(*) filter (where recovered > identified) = 0
        then 100.0e0 * cast(sum(recovered) filter (where is_both) as double) / nullif(cast(sum(identified) filter (where is_both) as double), 0e0)
    end                                                         as value
from units_in_scope
join silence_of_units on silence_of_units.unit_id = units_in_scope.unit_id
left join (
    select
        money_of_inspections.*,
        identified is not null and recovered is not null        as is_both,
        case
            when identified_source = recovered_source then identified_source
            when identified_source is not null and recovered_source is not null then 'mixed'
        end                                                     as source
    from money_of_inspections
) as money on money.unit_id = units_in_scope.unit_id
group by units_in_scope.unit_id
order by units_in_scope.unit_id
