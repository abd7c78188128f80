/*
title    = { zh = "重复问题率", en = "Repeat problem rate" }
question = { zh = "各单位后一次巡察指出的问题，有多大比例与前一次的问题说法相近？", en = "Of the problems that later inspections put to each unit, what share is worded like one of the inspection before?" }
group    = "completion"
unit     = "percent"
better   = "lower"
model    = "binomial"
numerator = "repeated"
denominator = "problems"
sample   = ["problems"]
is_aged  = false
caveat   = { zh = "相近是线索，不是结论：只比文字，不判断是否同一问题，列为屡改屡犯须人工核对。同一口径的问题与本单位紧接着的前一次巡察相比，去掉套话、数字和标点后两字片段的重合度（共有片段数的两倍除以两边片段数之和）达到 0.8 为相近；同一问题换了说法查不出。每一个后一次的问题只计一次。只有一次巡察的单位不适用，不等于零；筛选到一轮时没有前一次可比。", en = "Likeness is a lead, not a verdict: only wordings are compared, and whether a problem is the same is for people to verify. Each problem is compared with those of the unit's inspection just before on the same basis; alike is an overlap (Dice) of at least 0.8 of two-character runs, formulas, numbers and punctuation aside, so a problem worded otherwise is not found. Each later problem counts once. A unit with one inspection has no rate, which is not zero; nor has one whose question is narrowed to one round." }
evidence = { repeats = {} }
[columns]
unit_id     = { zh = "单位编号", en = "Unit id" }
basis       = { zh = "口径", en = "Basis" }
inspections = { zh = "巡察次数", en = "Inspections" }
repeated    = { zh = "与前一次相近", en = "Like one before" }
problems    = { zh = "后一次及以后的问题", en = "Problems of later inspections" }
reason      = { zh = "空值原因", en = "Why empty" }
places      = { zh = "出处", en = "Places" }
value       = { zh = "重复率", en = "Repeat rate" }
*/
with compared as (
    select
        problems_in_scope.unit_id, problems_in_scope.basis, problems_in_scope.inspection_id, problems_in_scope.feedback_on, problems_in_scope.document_id,
        case when inspections_before.before_id is not null then problems_in_scope.problem_id end as later_id,
        repeats_in_scope.problem_id                             as repeated_id
    from problems_in_scope
    join completion_in_scope on completion_in_scope.unit_id = problems_in_scope.unit_id and completion_in_scope.basis = problems_in_scope.basis
    left join inspections_before
        on inspections_before.inspection_id = problems_in_scope.inspection_id and inspections_before.basis = problems_in_scope.basis
    left join repeats_in_scope on repeats_in_scope.problem_id = problems_in_scope.problem_id
)
select
    units_in_scope.unit_id,
    min(basis)                                                  as basis,
    nullif(count(distinct inspection_id), 0)                    as inspections,
    case when count(later_id) > 0 then count(repeated_id) end   as repeated,
    nullif(count(later_id), 0)                                  as problems,
    case
        when count(later_id) > 0 then null
        when count(inspection_id) = 0 then 'no_rows'
        when count(distinct inspection_id) > 1 then 'no_feedback_date'
        else 'one_inspection'
    end                                                         as reason,
    case when count(later_id) > 0 then concat(max(case when later_id is not null then compared.document_id end), ' › ', cast(count(later_id) as varchar)) end as places,
    100.0e0 * count(repeated_id) / nullif(count(later_id), 0)   as value
from units_in_scope
left join compared on compared.unit_id = units_in_scope.unit_id
group by units_in_scope.unit_id
order by units_in_scope.unit_id
