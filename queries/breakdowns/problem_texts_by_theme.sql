/*
title    = { zh = "问题清单", en = "The problems" }
question = { zh = "各单位有哪些问题，各归入什么主题，凭什么用语？", en = "Which problems does each unit have, in which theme, and by which words?" }
part     = "row_id"
caveat   = { zh = "一行一个有文字的问题。主题由来源所给，或依问题中的用语归类；归类用语逐项列出，可由人逐个改定。", en = "One row for each problem with a text. The theme is given by the source or follows from words of the text, which are listed; people may decide otherwise, problem by problem." }
evidence = { problems = { source = ["counted"] } }
[columns]
unit_id = { zh = "单位编号", en = "Unit id" }
inspection_id = { zh = "巡察编号", en = "Inspection id" }
basis = { zh = "口径", en = "Basis" }
theme = { zh = "主题", en = "Theme" }
theme_others = { zh = "兼及主题", en = "Other themes" }
theme_words = { zh = "归类用语", en = "Words of the theme" }
theme_source = { zh = "归类依据", en = "Source of the theme" }
problem_text = { zh = "问题", en = "Problem" }
is_completed = { zh = "已完成", en = "Completed" }
row_id = { zh = "行的编号", en = "Row id" }
places = { zh = "出处", en = "Places" }
value = { zh = "问题数", en = "Problems" }
*/
select
    problems_in_scope.unit_id, problems_in_scope.inspection_id, problems_in_scope.basis, problems_in_scope.theme,
    theme_others, theme_words, theme_source, coalesce(problem_text, heading) as problem_text, is_completed,
    problems_in_scope.problem_id                                as row_id,
    concat(problems_in_scope.document_id, ' › ', problems_in_scope.locator) as places,
    1                                                           as value
from problems_in_scope
join problem_words_in_scope on problem_words_in_scope.problem_id = problems_in_scope.problem_id
where coalesce(problem_text, heading) is not null
order by unit_id, row_id
