/*
title    = { zh = "未收回金额", en = "Funds outstanding" }
question = { zh = "各单位还有多少钱没有收回？", en = "How much is still outstanding at each unit?" }
group    = "funds"
unit     = "money"
better   = "lower"
caveat   = { zh = "优先用文件所述；没有说明时，同一次巡察中应追缴与已追缴都已知的取其差（减去核销）；差为负的不计算。", en = "As stated; where nothing is stated, identified less recovered and written off, if both are known of the same inspection; a negative difference is not computed." }
evidence = { funds = {} }
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
    units_in_scope.unit_id,
    cast(sum(identified) as decimal(18, 2))                     as identified,
    cast(sum(recovered) as decimal(18, 2))                      as recovered,
    cast(sum(written_off) as decimal(18, 2))                    as written_off,
    case when count(distinct source) = 1 then max(source) when count(distinct source) > 1 then 'mixed' end as source,
    case
        when count(*) filter (where owed < 0) > 0 then 'recovered_exceeds_identified'
        when count(owed) = 0 then max(silence_of_units.reason)
    end                                                         as reason,
    case when count(*) filter (where owed < 0) = 0 then cast(sum(owed) as decimal(18, 2)) end as value
from units_in_scope
join silence_of_units on silence_of_units.unit_id = units_in_scope.unit_id
left join (
    select
        money_of_inspections.*,
        coalesce(outstanding, identified - recovered - coalesce(written_off, 0)) as owed,
        case
            when outstanding is not null then outstanding_source
            when identified_source = recovered_source then identified_source
            when identified_source is not null and recovered_source is not null then 'mixed'
        end                                                     as source
    from money_of_inspections
) as money on money.unit_id = units_in_scope.unit_id
group by units_in_scope.unit_id
order by units_in_scope.unit_id
