/*
title    = { zh = "件数与人次不一", en = "Cases against actions" }
question = { zh = "一处按件（起）说处理数，另一处按人次列出，两数不同；可能各自成立，须核对。", en = "Cases are stated in one place and actions listed in another, with different numbers; both may be right, to be verified." }
can_both_hold = true
*/
select
    cases.unit_id,
    cases.inspection_id,
    cases.term                   as subject,
    concat(cast(cases.number as varchar), ' 件') as one_value,
    cases.document_id            as one_document_id,
    cases.locator                as one_locator,
    coalesce(cases.evidence, concat(cases.term, ' ', cast(cases.number as varchar), ' 件')) as one_evidence,
    concat(cast(actions.number as varchar), ' 人次') as other_value,
    actions.document_id          as other_document_id,
    actions.locator              as other_locator,
    actions.evidence             as other_evidence
from discipline_stated as cases
join (
    select
        inspection_id, sum(number) as number, max(document_id) as document_id,
        string_agg(locator, '、' order by locator)             as locator,
        string_agg(coalesce(evidence, concat(term, ' ', cast(number as varchar))), '；' order by locator) as evidence
    from actions_in_scope
    where source = 'declared'
    group by inspection_id
) as actions on actions.inspection_id = cases.inspection_id
where cases.counts = 'cases' and cases.term_class in ('action', 'unspecified') and cases.number <> actions.number
order by unit_id, inspection_id, subject
