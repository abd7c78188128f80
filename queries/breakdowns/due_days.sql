/*
title    = { zh = "到期日", en = "Due days" }
question = { zh = "各单位的问题在哪一天到期，还剩多少天？", en = "On which day do the problems of each unit fall due, and how many days are left?" }
part     = "due_on"
evidence = { problems = { source = ["counted"] } }
caveat   = { zh = "期限依次取问题自己的、整次巡察的、本办设为用于判定的规定的；都没有的不判定超期。工作日按国务院办公厅公布的节假日安排计，未公布的年份只按星期计。", en = "The due day is the problem's own, else the inspection's, else that of a rule the office applies; without one nothing is overdue. Working days follow the announced holidays; of years not announced yet, the week alone." }
[columns]
unit_id       = { zh = "单位编号", en = "Unit id" }
basis         = { zh = "口径", en = "Basis" }
due_state     = { zh = "状态", en = "State" }
phase         = { zh = "整改阶段", en = "Phase" }
feedback_on   = { zh = "反馈日期", en = "Fed back" }
due_on        = { zh = "期限", en = "Due" }
due_source    = { zh = "期限来源", en = "Source of the due day" }
days_left     = { zh = "剩余天数", en = "Days left" }
workdays_left = { zh = "剩余工作日", en = "Working days left" }
is_announced  = { zh = "节假日已公布", en = "Holidays announced" }
places        = { zh = "出处", en = "Places" }
value         = { zh = "问题数", en = "Problems" }
*/
select
    unit_id, basis, due_state, phase, feedback_on, due_on, due_source, days_left, workdays_left, is_announced,
    concat(max(document_id), ' › ', cast(count(*) as varchar))  as places,
    count(*)                                                    as value
from due_in_scope
group by unit_id, basis, due_state, phase, feedback_on, due_on, due_source, days_left, workdays_left, is_announced
order by unit_id, basis, due_on, due_state, due_source, phase, feedback_on
