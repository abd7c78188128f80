/*
title    = { zh = "超期未完成问题", en = "Overdue problems" }
question = { zh = "各单位有多少问题已过期限仍未完成？", en = "How many problems of each unit are past their due day and still open?" }
group    = "time"
unit     = "count"
better   = "lower"
caveat   = { zh = "长期坚持和申请延期的不算超期；没有期限的不判定。", en = "Long-term and extended problems are not overdue; without a due day nothing is judged." }
evidence = { problems = { source = ["counted"] } }
[columns]
unit_id = { zh = "单位编号", en = "Unit id" }
basis   = { zh = "口径", en = "Basis" }
open    = { zh = "未完成", en = "Open" }
no_due  = { zh = "其中未定期限", en = "of which without a due day" }
total   = { zh = "问题总数", en = "Problems" }
reason  = { zh = "空值原因", en = "Why empty" }
value   = { zh = "超期未完成", en = "Overdue" }
*/
select
    units_in_scope.unit_id,
    min(problems.basis)                                         as basis,
    case when count(problem_id) > 0 then count(problem_id) filter (where not is_completed) end as open,
    case when count(problem_id) > 0 then count(problem_id) filter (where not is_completed and due_on is null) end as no_due,
    nullif(count(problem_id), 0)                                as total,
    case
        when count(problem_id) = 0 then 'no_rows'
        when count(due_on) = 0 then 'no_due_dates'
    end                                                         as reason,
    case when count(due_on) > 0 then count(*) filter (where is_overdue) end as value
from units_in_scope
left join (
    select problems_in_scope.* from problems_in_scope join completion_in_scope using (unit_id, basis)
) as problems on problems.unit_id = units_in_scope.unit_id
group by units_in_scope.unit_id
order by units_in_scope.unit_id
