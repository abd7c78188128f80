/*
title    = { zh = "按期整改率", en = "On-time rate" }
question = { zh = "已到期的问题，有多大比例在期限内完成？", en = "Of the problems that have fallen due, what share was completed in time?" }
group    = "time"
unit     = "percent"
better   = "higher"
model    = "binomial"
numerator = "on_time"
denominator = "due"
sample   = ["due"]
caveat   = { zh = "只算到期日已过且有期限的问题，超期未完成的留在分母；申请延期、长期坚持、状态不详的未完成问题不判；没有期限或完成日期不明的另列，不算按期也不算超期。", en = "Only problems whose due day has passed; open ones stay in the denominator, unless extended, long-term or of unknown status. Problems without a due day or with an undated closing are counted apart, neither in time nor late." }
evidence = { problems = { source = ["counted"] } }
[columns]
unit_id  = { zh = "单位编号", en = "Unit id" }
basis    = { zh = "口径", en = "Basis" }
on_time  = { zh = "按期完成", en = "In time" }
due      = { zh = "已到期", en = "Fallen due" }
undated  = { zh = "完成日期不明", en = "Undated closings" }
no_due   = { zh = "未定期限", en = "Without a due day" }
reason   = { zh = "空值原因", en = "Why empty" }
value    = { zh = "按期整改率", en = "On-time rate" }
*/
select
    units_in_scope.unit_id,
    min(problems.basis)                                             as basis,
    case when count(problem_id) > 0 then count(*) filter (where is_in_time) end as on_time,
    case when count(problem_id) > 0 then count(*) filter (where is_judged) end as due,
    case when count(problem_id) > 0 then count(*) filter (where is_fallen_due and is_completed and closed_on is null) end as undated,
    case when count(problem_id) > 0 then count(problem_id) filter (where due_on is null) end as no_due,
    case
        when count(problem_id) = 0 then 'no_rows'
        when count(due_on) = 0 then 'no_due_dates'
        when count(*) filter (where is_judged) > 0 then null
        when count(*) filter (where is_fallen_due and is_completed) > 0 then 'undated_closings'
        else 'none_due_yet'
    end                                                             as reason,
    100.0e0 * count(*) filter (where is_in_time)
        / nullif(count(*) filter (where is_judged), 0)              as value
from units_in_scope
left join (
    select problems_in_scope.*, due_on < as_of as is_fallen_due
    from problems_in_scope
    join completion_in_scope using (unit_id, basis)
    cross join (select as_of from chosen) as asked
) as problems on problems.unit_id = units_in_scope.unit_id
group by units_in_scope.unit_id
order by units_in_scope.unit_id
