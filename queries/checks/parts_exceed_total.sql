/*
title    = { zh = "分项大于总数", en = "Parts exceed their total" }
question = { zh = "“其中”所列各项（问题、完成数、资金、制度）相加超过其总数，或一项已超过。", en = "The parts that a figure is said to consist of (problems, completed, money, rules) are more than it." }
*/
with parts as (
    select
        part_of, figure, document_id, locator, evidence, evidence_start, figure_id,
        value * case when coalesce(is_approximate, false) then 9e-1 else 1.0e0 end as value
    from figures_in_scope
    where part_of <> figure_id and value > 0 and figure not in ('discipline', 'completion_rate')
    -- The same part in the same words is one part, said twice.
    qualify row_number() over (partition by part_of, figure, value, coalesce(verb, ''), coalesce(evidence, figure_id) order by evidence_start, figure_id) = 1
),
running as (
    select
        parts.*,
        sum(value) over (partition by part_of, figure order by coalesce(evidence_start, 0), figure_id rows between unbounded preceding and current row) as so_far
    from parts
),
together as (
    select
        running.part_of, running.figure,
        sum(running.value)                                      as value,
        max(running.document_id)                                as document_id,
        string_agg(running.locator, '、' order by coalesce(running.evidence_start, 0), running.figure_id) as locator,
        string_agg(running.evidence, '；' order by coalesce(running.evidence_start, 0), running.figure_id) as evidence,
        max(running.value)                                      as largest,
        -- Parts that fill their total and are followed by more are two divisions of it, not one too many.
        max(case when abs(so_far - totals.value) <= 5e-3 * totals.value then 1 else 0 end) as fills
    from running
    join figures_in_scope as totals on totals.figure_id = running.part_of
    group by running.part_of, running.figure
)
select
    totals.unit_id,
    totals.inspection_id,
    case when totals.value >= 0 and (totals.figure like 'funds_%' or totals.figure like 'loss_%') then 'funds'
        else concat(totals.figure, ' ', coalesce(totals.basis, '')) end as subject,
    case when totals.figure like 'funds_%' or totals.figure like 'loss_%' then cast(cast(totals.value as decimal(18, 2)) as varchar)
        else cast(cast(totals.value as bigint) as varchar) end  as one_value,
    totals.document_id           as one_document_id,
    totals.locator               as one_locator,
    totals.evidence              as one_evidence,
    case when totals.figure like 'funds_%' or totals.figure like 'loss_%' then cast(cast(together.value as decimal(18, 2)) as varchar)
        else cast(cast(together.value as bigint) as varchar) end as other_value,
    together.document_id         as other_document_id,
    together.locator             as other_locator,
    together.evidence            as other_evidence
from figures_in_scope as totals
join together on together.part_of = totals.figure_id
where totals.figure <> 'discipline'
    and together.value > totals.value * case when coalesce(totals.is_approximate, false) then 1.5e0 else 1.005e0 end
        + case when contains(together.evidence, '万') then 1e2 else 0e0 end
    and (together.fills = 0 or together.largest > totals.value * 1.005e0)
order by unit_id, inspection_id, subject, one_locator
