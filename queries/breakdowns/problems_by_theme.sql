/*
title    = { zh = "问题主题", en = "Problems by theme" }
question = { zh = "各单位的问题属于哪些主题，完成了多少？", en = "Which themes are the problems of each unit about, and how many are completed?" }
part     = "theme"
caveat   = { zh = "只有逐项记录的单位才有。每个问题只计入一个主要主题；没有用语可据以归类的不猜，列为未归类。口径之间不相加。", en = "Only for units with rows. Each problem counts in its main theme only; where no word decides, nothing is guessed: unclassified. Bases are never added." }
evidence = { problems = { source = ["counted"] } }
[columns]
unit_id = { zh = "单位编号", en = "Unit id" }
round = { zh = "轮次", en = "Round" }
basis = { zh = "口径", en = "Basis" }
theme = { zh = "主题", en = "Theme" }
given = { zh = "来源所给主题", en = "Theme given by the source" }
stated = { zh = "说明了状态的", en = "With a status" }
completed = { zh = "已完成", en = "Completed" }
places = { zh = "出处", en = "Places" }
value = { zh = "问题数", en = "Problems" }
*/
select
    problems_in_scope.unit_id, round, problems_in_scope.basis, problems_in_scope.theme,
    count(*) filter (where theme_source = 'given')              as given,
    count(*) filter (where is_stated)                           as stated,
    count(*) filter (where is_completed)                        as completed,
    case when count(*) <= 5 then string_agg(concat(problems_in_scope.document_id, ' › ', problems_in_scope.locator), '；' order by problems_in_scope.document_id, problems_in_scope.locator) else concat(cast(count(*) as varchar), ' › ', max(problems_in_scope.document_id)) end as places,
    count(*)                                                    as value
from problems_in_scope
join problem_words_in_scope on problem_words_in_scope.problem_id = problems_in_scope.problem_id
join inspections_in_scope on inspections_in_scope.inspection_id = problems_in_scope.inspection_id
group by problems_in_scope.unit_id, round, problems_in_scope.basis, problems_in_scope.theme
order by unit_id, round, basis, theme
