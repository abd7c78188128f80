/*
title    = { zh = "资金收支平衡", en = "The money ledger" }
question = { zh = "应追缴的钱，是否等于已追缴、未收回与核销之和？", en = "Does the money due equal what was recovered, is outstanding and was written off?" }
part     = "balance"
caveat   = { zh = "按同一次巡察核对：应追缴 = 已追缴 + 未收回 + 核销 + 差额。未收回没有说明的由前几项推算，推算的不能再用来核对；应追缴或已追缴不详的无法核对，不按零计算。上缴财政是已追缴资金的去向，挽回损失另列，都不参加。", en = "Within one inspection: identified = recovered + outstanding + written off + residual. Outstanding that nobody states is reckoned from the others, and what is reckoned proves nothing; without identified or recovered there is nothing to check, and unknown is not nought. Surrendered money is a use of recovered money and averted losses are apart: neither takes part." }
evidence = { funds = {} }
[columns]
unit_id = { zh = "单位编号", en = "Unit id" }
balance = { zh = "核对结果", en = "Result" }
source = { zh = "来源", en = "Source" }
inspections = { zh = "巡察次数", en = "Inspections" }
identified = { zh = "应追缴（元）", en = "Identified (yuan)" }
recovered = { zh = "已追缴（元）", en = "Recovered (yuan)" }
outstanding = { zh = "未收回，文件所述（元）", en = "Outstanding, as stated (yuan)" }
reckoned = { zh = "未收回，推算（元）", en = "Outstanding, reckoned (yuan)" }
written_off = { zh = "核销（元）", en = "Written off (yuan)" }
places = { zh = "出处", en = "Places" }
value = { zh = "差额（元）", en = "Residual (yuan)" }
*/
with judged as (
    select
        unit_id, inspection_id, identified, recovered, outstanding, written_off,
        identified - recovered - coalesce(written_off, 0)       as due,
        case
            when identified is null or recovered is null then 'unknown'
            when identified - recovered - coalesce(written_off, 0) = coalesce(outstanding, -1) then 'balanced'
            when outstanding is null and identified - recovered - coalesce(written_off, 0) >= 0 then 'reckoned'
            else 'unbalanced'
        end                                                     as balance
    from money_of_inspections
    where coalesce(identified, recovered, outstanding, written_off) is not null
),
written as (
    select
        judged.unit_id, balance,
        case when count(distinct source) = 1 then max(source) else 'mixed' end as source,
        case when count(*) <= 5 then string_agg(concat(document_id, ' › ', locator), '；' order by document_id, locator) else concat(cast(count(*) as varchar), ' › ', max(document_id)) end as places
    from judged
    join funds_in_scope on funds_in_scope.inspection_id = judged.inspection_id
    where state in ('identified', 'recovered', 'outstanding', 'written_off')
    group by judged.unit_id, balance
)
select
    judged.unit_id,
    judged.balance,
    max(source)                                                 as source,
    count(*)                                                    as inspections,
    cast(sum(identified) as decimal(18, 2))                     as identified,
    cast(sum(recovered) as decimal(18, 2))                      as recovered,
    cast(sum(outstanding) as decimal(18, 2))                    as outstanding,
    cast(sum(case when judged.balance = 'reckoned' then due end) as decimal(18, 2)) as reckoned,
    cast(sum(written_off) as decimal(18, 2))                    as written_off,
    max(places)                                                 as places,
    cast(sum(case when judged.balance in ('balanced', 'unbalanced') then due - coalesce(outstanding, 0) end) as decimal(18, 2)) as value
from judged
join written on written.unit_id = judged.unit_id and written.balance = judged.balance
group by judged.unit_id, judged.balance
order by unit_id, balance
