/*
title    = { zh = "资金按类别", en = "Money by category" }
question = { zh = "各类钱应追缴多少，收回多少，还差多少？", en = "Of each kind of money, how much was due, recovered and still out?" }
part     = "category"
caveat   = { zh = "同一次巡察、同一类别内核对；应追缴或已追缴不详的无法核对。文件只给总数、没有分类的，列为未分类别。", en = "Checked within one inspection and one category; without identified or recovered there is nothing to check. What is stated as a total only has no category." }
evidence = { funds = {} }
[columns]
unit_id = { zh = "单位编号", en = "Unit id" }
category = { zh = "类别", en = "Category" }
source = { zh = "来源", en = "Source" }
identified = { zh = "应追缴（元）", en = "Identified (yuan)" }
recovered = { zh = "已追缴（元）", en = "Recovered (yuan)" }
outstanding = { zh = "未收回，文件所述（元）", en = "Outstanding, as stated (yuan)" }
reckoned = { zh = "未收回，推算（元）", en = "Outstanding, reckoned (yuan)" }
written_off = { zh = "核销（元）", en = "Written off (yuan)" }
unchecked = { zh = "无法核对的巡察次数", en = "Inspections that cannot be checked" }
places = { zh = "出处", en = "Places" }
value = { zh = "差额（元）", en = "Residual (yuan)" }
*/
with stated as (
    select
        unit_id, inspection_id, category,
        sum(amount) filter (where state = 'identified')         as identified,
        sum(amount) filter (where state = 'recovered')          as recovered,
        sum(amount) filter (where state = 'outstanding')        as outstanding,
        sum(amount) filter (where state = 'written_off')        as written_off,
        sum(amount) filter (where state = 'identified') - sum(amount) filter (where state = 'recovered')
            - coalesce(sum(amount) filter (where state = 'written_off'), 0) as due
    from funds_in_scope
    where state in ('identified', 'recovered', 'outstanding', 'written_off')
    group by unit_id, inspection_id, category
),
written as (
    select
        unit_id, coalesce(category, '')                         as category,
        case when count(distinct source) = 1 then max(source) else 'mixed' end as source,
        case when count(*) <= 5 then string_agg(concat(document_id, ' › ', locator), '；' order by document_id, locator) else concat(cast(count(*) as varchar), ' › ', max(document_id)) end as places
    from funds_in_scope
    where state in ('identified', 'recovered', 'outstanding', 'written_off')
    group by unit_id, coalesce(category, '')
)
select
    stated.unit_id,
    stated.category,
    max(source)                                                 as source,
    cast(sum(identified) as decimal(18, 2))                     as identified,
    cast(sum(recovered) as decimal(18, 2))                      as recovered,
    cast(sum(outstanding) as decimal(18, 2))                    as outstanding,
    cast(sum(case when outstanding is null and due >= 0 then due end) as decimal(18, 2)) as reckoned,
    cast(sum(written_off) as decimal(18, 2))                    as written_off,
    count(*) filter (where due is null)                         as unchecked,
    max(places)                                                 as places,
    cast(sum(case when outstanding is not null or due < 0 then due - coalesce(outstanding, 0) end) as decimal(18, 2)) as value
from stated
join written on written.unit_id = stated.unit_id and written.category = coalesce(stated.category, '')
group by stated.unit_id, stated.category
order by unit_id, category
