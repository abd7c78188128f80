/*
title    = { zh = "整改用时中位数", en = "Median days to close" }
question = { zh = "从反馈之日起，多少天内有一半问题完成整改？", en = "Within how many days of feedback was half of the problems completed?" }
group    = "time"
unit     = "days"
better   = "lower"
sample   = ["completed", "censored"]
caveat   = { zh = "Kaplan–Meier 估计：未完成的按截尾处理，不剔除；长期坚持的另列；没有日期的完成记录使该单位不计算。中位数取累计未完成比例首次不高于一半之日。", en = "Kaplan-Meier: open problems are censored, never dropped; long-term ones are apart; an undated closing leaves the unit uncomputed. The median is the first day on which the share still open is at most one half." }
evidence = { problems = { source = ["counted"] } }
[columns]
unit_id   = { zh = "单位编号", en = "Unit id" }
basis     = { zh = "口径", en = "Basis" }
completed = { zh = "已完成", en = "Completed" }
censored  = { zh = "截尾（未完成）", en = "Censored (open)" }
long_term = { zh = "另列长期坚持", en = "Long-term, apart" }
undated   = { zh = "完成日期不明", en = "Undated closings" }
reason    = { zh = "空值原因", en = "Why empty" }
value     = { zh = "中位天数", en = "Median days" }
*/
with observed as (
    select
        problems_in_scope.unit_id,
        problems_in_scope.basis,
        problems_in_scope.status,
        is_completed,
        is_completed and closed_on is null                      as is_undated,
        greatest(date_diff('day', feedback_on, coalesce(closed_on, as_of)), 0) as days
    from problems_in_scope
    join completion_in_scope using (unit_id, basis)
    cross join chosen
    where feedback_on is not null and problems_in_scope.status <> 'unknown'
),
days_at_risk as (
    select
        unit_id,
        days,
        count(*) filter (where is_completed)                    as closed,
        sum(count(*)) over (partition by unit_id order by days desc) as at_risk
    from observed
    where status <> 'long_term' and not is_undated
    group by unit_id, days
),
surviving as (
    -- A day on which everything still at risk closes brings the share open to zero; its logarithm would not exist.
    select
        unit_id,
        days,
        case
            when max(case when closed = at_risk then 1 else 0 end) over so_far = 1 then 0e0
            else exp(sum(case when closed = at_risk then 0e0 else ln(1e0 - cast(closed as double) / cast(at_risk as double)) end) over so_far)
        end                                                     as share_open
    from days_at_risk
    window so_far as (partition by unit_id order by days)
),
medians as (
    select unit_id, min(days) as days from surviving where share_open <= 0.5e0 + 1e-9 group by unit_id
)
select
    units_in_scope.unit_id,
    min(observed.basis)                                         as basis,
    case when count(observed.status) > 0 then count(*) filter (where is_completed and status <> 'long_term') end as completed,
    case when count(observed.status) > 0 then count(*) filter (where not is_completed and status <> 'long_term') end as censored,
    case when count(observed.status) > 0 then count(*) filter (where status = 'long_term') end as long_term,
    case when count(observed.status) > 0 then count(*) filter (where is_undated) end as undated,
    case
        when count(observed.status) = 0 then 'no_item_dates'
        when count(*) filter (where is_undated) > 0 then 'undated_closings'
        when max(medians.days) is null then 'not_reached'
    end                                                         as reason,
    case when count(*) filter (where is_undated) = 0 then max(medians.days) end as value
from units_in_scope
left join observed on observed.unit_id = units_in_scope.unit_id
left join medians on medians.unit_id = units_in_scope.unit_id
group by units_in_scope.unit_id
order by units_in_scope.unit_id
