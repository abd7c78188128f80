/*
title    = { zh = "各月末存量", en = "Stock at the end of each month" }
question = { zh = "每个月末，各单位的问题有多少已完成、多少未完成？", en = "At the end of each month, how many problems of each unit were completed, and how many open?" }
part     = "month"
caveat   = { zh = "每个月末都按那一天能知道的情况重新判定，等同于把截至日期改为该日；最后一个月算到截至日期。只有逐项记录的单位才有；最近 100 个月。", en = "Every month end is judged anew by what could be known on that day, as if asked as of it; the last month runs to the day asked. Only units with rows; the last 100 months." }
evidence = { problems = { source = ["counted"] } }
[columns]
unit_id   = { zh = "单位编号", en = "Unit id" }
basis     = { zh = "口径", en = "Basis" }
month     = { zh = "月份", en = "Month" }
day       = { zh = "截至", en = "As of" }
completed = { zh = "已完成", en = "Completed" }
open      = { zh = "未完成", en = "Open" }
places    = { zh = "出处", en = "Places" }
value     = { zh = "问题总数", en = "Problems" }
*/
with digits as (
    select 0 as digit union all select 1 union all select 2 union all select 3 union all select 4
    union all select 5 union all select 6 union all select 7 union all select 8 union all select 9
),
months as (
    select
        make_date(cast(floor(number / 12e0) as integer), cast(number % 12 as integer) + 1, 1) as month_on,
        as_of, standard
    from (
        select year(as_of) * 12 + month(as_of) - 1 - tens.digit * 10 - ones.digit as number, as_of, standard
        from standard_in_scope
        cross join digits as tens
        cross join digits as ones
    ) as counted_back
),
month_ends as (
    select month_on, least(last_day(month_on), as_of) as on_day, standard from months
),
dated as (
    -- The days as they stood at the end of the month, as in `problems_dated`: a later ledger may have emptied those of a problem opened again.
    select
        unit_id, basis, inspection_id, document_id, month_on, on_day, standard, status, stated_on, reopened_on, recorded_status, spoken_on,
        coalesce(case when claimed_on <= on_day then claimed_on end, claimed_then, claimed_on,
            case when accepted_on <= on_day then accepted_on end, accepted_then, accepted_on) as claimed_on,
        coalesce(case when evidenced_on <= on_day then evidenced_on end, evidenced_then, evidenced_on) as evidenced_on,
        coalesce(case when accepted_on <= on_day then accepted_on end, accepted_then, accepted_on) as accepted_on
    from spells_in_scope
    join month_ends on (begins_on is null or begins_on <= on_day) and (ends_on is null or ends_on > on_day) and (feedback_on is null or feedback_on <= on_day)
),
judged as (
    -- The rule of `problems_dated`, with the end of the month for the chosen day.
    select
        dated.*,
        case
            when status is not null then status
            when recorded_status <> 'unknown' and coalesce(spoken_on, on_day) <= on_day then recorded_status
            when claimed_on <= on_day then 'completed'
            when claimed_on > on_day then 'in_progress'
            when coalesce(recorded_status, 'unknown') in ('completed', 'unknown') then 'unknown'
            else 'in_progress'
        end                                                     as status_stated,
        status is not null or claimed_on is not null
            or coalesce(recorded_status <> 'unknown' and coalesce(spoken_on, on_day) <= on_day, false) as is_stated
    from dated
),
closed as (
    -- The rule of `problems_in_scope`.
    select
        judged.*,
        (status_stated = 'completed' or coalesce(claimed_on <= on_day and claimed_on > stated_on, false)) and case standard
            when 'accepted' then coalesce(accepted_on <= on_day and (reopened_on is null or accepted_on > reopened_on), false)
            when 'evidenced' then coalesce(evidenced_on <= on_day and (reopened_on is null or evidenced_on > reopened_on), false)
                or coalesce(accepted_on <= on_day and (reopened_on is null or accepted_on > reopened_on), false)
            else true
        end                                                     as is_closed
    from judged
),
inspected as (
    select
        unit_id, basis, inspection_id, month_on, on_day,
        count(*) filter (where is_closed)                       as completed,
        count(*)                                                as problems,
        max(document_id)                                        as document_id
    from closed
    where not exists (select 1 from partial_lists where partial_lists.inspection_id = closed.inspection_id and partial_lists.basis = closed.basis)
    group by unit_id, basis, inspection_id, month_on, on_day
    having count(*) filter (where is_stated) > 0
)
select
    unit_id, basis, month_on as month, on_day as day,
    cast(sum(completed) as bigint)                              as completed,
    cast(sum(problems - completed) as bigint)                   as open,
    concat(max(document_id), ' › ', cast(cast(sum(problems) as bigint) as varchar)) as places,
    cast(sum(problems) as bigint)                               as value
from inspected
group by unit_id, basis, month_on, on_day
order by unit_id, basis, month_on
