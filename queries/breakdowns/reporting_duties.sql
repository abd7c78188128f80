/*
title    = { zh = "报告义务与公开", en = "Duties to report, and publication" }
question = { zh = "反馈之后多少天公开，当时适用哪条报告规定？", en = "How many days after feedback was it published, and which duty to report held then?" }
part     = "rule_id"
evidence = { documents = {} }
caveat   = { zh = "报告是向巡视巡察机构的义务，不是公开的期限：两个数只并列，不据此判定迟早。未核实的规定不列。", en = "Reporting is owed to the inspectors and sets no day of publication: the two stand side by side and judge nothing. Unverified rules are left out." }
[columns]
unit_id       = { zh = "单位编号", en = "Unit id" }
inspection_id = { zh = "巡察编号", en = "Inspection id" }
rule_id       = { zh = "规定编号", en = "Rule" }
feedback_on   = { zh = "反馈日期", en = "Fed back" }
report_due_on = { zh = "应报告之日", en = "Report due" }
published_on  = { zh = "公开日期", en = "Published" }
places        = { zh = "出处", en = "Places" }
value         = { zh = "反馈至公开天数", en = "Days from feedback to publication" }
*/
select
    rules_on_time.unit_id,
    rules_on_time.inspection_id,
    rule_id,
    notices_in_scope.feedback_on,
    due_on                                                      as report_due_on,
    published_on,
    notices_in_scope.document_id                                as places,
    date_diff('day', notices_in_scope.feedback_on, published_on) as value
from rules_on_time
join notices_in_scope on notices_in_scope.inspection_id = rules_on_time.inspection_id
where duty = 'report' and evidence <> 'unverified' and published_on is not null and due_on is not null
order by unit_id, inspection_id, rule_id
