/*
title    = { zh = "未完成问题的期限", en = "Due days of open problems" }
question = { zh = "哪些问题将要到期、已经超期，或者没有期限？", en = "Which problems fall due next, are overdue, or have no due day?" }
part     = "problem_id"
evidence = { problems = { source = ["counted"] } }
caveat   = { zh = "只列未完成的问题。申请延期、长期坚持和状态不详的不判定超期；剩余天数为负即已超期的天数。", en = "Open problems only. Extended, long-term and unknown ones are never overdue; a negative number of days is how long one is overdue." }
[columns]
unit_id       = { zh = "单位编号", en = "Unit id" }
inspection_id = { zh = "巡察编号", en = "Inspection id" }
problem_id    = { zh = "问题编号", en = "Problem id" }
basis         = { zh = "口径", en = "Basis" }
number        = { zh = "序号", en = "Number" }
problem_text  = { zh = "问题", en = "Problem" }
due_state     = { zh = "状态", en = "State" }
phase         = { zh = "整改阶段", en = "Phase" }
feedback_on   = { zh = "反馈日期", en = "Fed back" }
due_on        = { zh = "期限", en = "Due" }
due_source    = { zh = "期限来源", en = "Source of the due day" }
due_rule_id   = { zh = "所依规定", en = "Rule" }
workdays_left = { zh = "剩余工作日", en = "Working days left" }
is_announced  = { zh = "节假日已公布", en = "Holidays announced" }
places        = { zh = "出处", en = "Places" }
value         = { zh = "剩余天数", en = "Days left" }
*/
select
    due_in_scope.unit_id, inspection_id, due_in_scope.problem_id, basis, number, problem_text, due_state, phase, feedback_on,
    due_on, due_source, due_rule_id, workdays_left, is_announced,
    concat(document_id, ' › ', locator)                         as places,
    days_left                                                   as value
from due_in_scope
join problem_words_in_scope on problem_words_in_scope.problem_id = due_in_scope.problem_id
where due_state <> 'completed'
order by unit_id, inspection_id, basis, due_on, problem_id
