/*
title    = { zh = "各轮完成情况", en = "Completion by round" }
question = { zh = "各单位每一轮（每一年反馈）的问题和措施完成了多少？", en = "How much of what each round (each year of feedback) put to a unit is completed?" }
part     = "round"
evidence = { problems = {}, measures = {} }
caveat   = { zh = "等同于逐轮、逐个口径各问一次完成率：反馈问题、分解事项、任务、措施分列，互不相加。各轮反馈后的时间长短不同，见反馈后天数。", en = "The completion rate asked of each round on each basis: problems, items, tasks and measures apart, never added. Rounds differ in the time since their feedback: see the days." }
[columns]
unit_id       = { zh = "单位编号", en = "Unit id" }
basis         = { zh = "口径", en = "Basis" }
round         = { zh = "轮次", en = "Round" }
year          = { zh = "反馈年份", en = "Year of feedback" }
feedback_on   = { zh = "最早反馈日期", en = "First feedback" }
source        = { zh = "来源", en = "Source" }
youngest_days = { zh = "反馈后天数（最少）", en = "Days since feedback, fewest" }
oldest_days   = { zh = "反馈后天数（最多）", en = "Days since feedback, most" }
completed     = { zh = "已完成", en = "Completed" }
reason        = { zh = "空值原因", en = "Why empty" }
places        = { zh = "出处", en = "Places" }
value         = { zh = "总数", en = "Total" }
*/
with answered as (
    -- An answer is as old as what it was read from: the last ledger or notice, not the day asked.
    select
        completion_by_inspection.*,
        inspections_in_scope.round                              as asked_round,
        date_diff('day', completion_by_inspection.feedback_on, case when heard_on > chosen.as_of then chosen.as_of else heard_on end) as age_days
    from completion_by_inspection
    join inspections_in_scope on inspections_in_scope.inspection_id = completion_by_inspection.inspection_id
    cross join chosen
    left join (
        select inspection_id, basis, 'counted' as source, greatest(max(begins_on), max(spoken_on)) as heard_on from spells_in_scope group by inspection_id, basis
        union all
        select inspection_id, 'measure' as basis, 'counted' as source, greatest(max(begins_on), max(spoken_on)) as heard_on from spells_in_scope group by inspection_id
        union all
        select inspection_id, kinds.basis, 'declared' as source, coalesce(as_of, published_on) as heard_on
        from documents_in_scope
        cross join (select 'feedback' as basis union all select 'item' union all select 'task' union all select 'measure') as kinds
    ) as heard
        on heard.inspection_id = completion_by_inspection.inspection_id and heard.basis = completion_by_inspection.basis
        and heard.source = completion_by_inspection.source
    where chosen.basis is null or completion_by_inspection.basis = chosen.basis or completion_by_inspection.basis in ('task', 'measure')
),
summed as (
    select
        unit_id, basis, asked_round, year(feedback_on) as feedback_year, min(feedback_on) as feedback_on,
        case when count(distinct source) = 1 then max(source) else 'mixed' end as source,
        case when count(age_days) = count(*) then min(age_days) end as youngest_days,
        case when count(age_days) = count(*) then max(age_days) end as oldest_days,
        case
            when count(*) filter (where reason in ('totals_contradict', 'completed_contradict', 'completed_exceeds_total')) > 0
            then max(reason) filter (where reason in ('totals_contradict', 'completed_contradict', 'completed_exceeds_total'))
            when count(*) filter (where reason is null) = 0 then max(reason)
        end                                                     as reason,
        sum(completed) filter (where reason is null)            as completed,
        sum(total) filter (where reason is null)                as total,
        string_agg(places, '；' order by inspection_id)         as places
    from answered
    group by unit_id, basis, asked_round, year(feedback_on)
)
select
    unit_id, basis, asked_round as round, feedback_year as year, feedback_on, source, youngest_days, oldest_days,
    case when reason is null then cast(completed as bigint) end as completed,
    reason,
    places,
    case when reason is null then cast(total as bigint) end     as value
from summed
order by unit_id, basis, round, year
