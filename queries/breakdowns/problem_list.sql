/*
title    = { zh = "问题清单", en = "List of problems" }
question = { zh = "每一次巡察给各单位指出了哪些问题，各到了哪一步？", en = "Which problems did each inspection put to each unit, and how far has each come?" }
part     = "problem_id"
evidence = { problems = { source = ["counted"] } }
caveat   = { zh = "只有逐项记录的单位才有。走到哪一步分自报、有佐证、验收销号；是否完成按所选认定标准。", en = "Only for units with rows. How far: claimed, evidenced, accepted; whether completed goes by the chosen standard." }
[columns]
unit_id                = { zh = "单位编号", en = "Unit id" }
inspection_id          = { zh = "巡察编号", en = "Inspection id" }
round                  = { zh = "轮次", en = "Round" }
feedback_on            = { zh = "反馈日期", en = "Fed back" }
problem_id             = { zh = "问题编号", en = "Problem id" }
basis                  = { zh = "口径", en = "Basis" }
number                 = { zh = "序号", en = "Number" }
aspect                 = { zh = "方面", en = "Aspect" }
theme                  = { zh = "主题", en = "Theme" }
problem_text           = { zh = "问题", en = "Problem" }
rectification_text     = { zh = "整改成效", en = "Rectification" }
responsible_department = { zh = "责任部门", en = "Responsible department" }
status                 = { zh = "状态", en = "Status" }
reached                = { zh = "走到哪一步", en = "How far" }
has_money              = { zh = "涉及资金", en = "Money involved" }
closed_on              = { zh = "完成日期", en = "Closed" }
places                 = { zh = "出处", en = "Places" }
value                  = { zh = "已完成", en = "Completed" }
*/
select
    problems_in_scope.unit_id,
    problems_in_scope.inspection_id,
    inspections_in_scope.round,
    problems_in_scope.feedback_on,
    problems_in_scope.problem_id,
    problems_in_scope.basis,
    problems_in_scope.number,
    problems_in_scope.aspect,
    problems_in_scope.theme,
    coalesce(problem_text, heading)                             as problem_text,
    rectification_text,
    responsible_department,
    problems_in_scope.status,
    case
        when not problems_claimed.is_claimed then null
        when problems_claimed.accepted_by <= standard_in_scope.as_of then 'accepted'
        when problems_claimed.evidenced_by <= standard_in_scope.as_of then 'evidenced'
        else 'claimed'
    end                                                         as reached,
    problems_with_money.problem_id is not null                  as has_money,
    problems_in_scope.closed_on,
    concat(problems_in_scope.document_id, ' › ', problems_in_scope.locator) as places,
    case when problems_in_scope.is_completed then 1 else 0 end  as value
from problems_in_scope
join inspections_in_scope on inspections_in_scope.inspection_id = problems_in_scope.inspection_id
join problems_claimed on problems_claimed.problem_id = problems_in_scope.problem_id
join problem_words_in_scope on problem_words_in_scope.problem_id = problems_in_scope.problem_id
left join problems_with_money on problems_with_money.problem_id = problems_in_scope.problem_id
cross join standard_in_scope
order by problems_in_scope.unit_id, problems_in_scope.inspection_id, problems_in_scope.basis, problems_in_scope.problem_id
