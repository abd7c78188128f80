/*
title    = { zh = "公开要素完备度", en = "Disclosure completeness" }
question = { zh = "通报应有的要素，公开了多大比例？", en = "Of the elements a notice should hold, what share is there?" }
group    = "disclosure"
unit     = "percent"
better   = "higher"
caveat   = { zh = "十二要素：反馈日、公开日、问题总数、完成数、未完成说明、措施数、制度、资金、人员处理、逐项对应、下一步、联系方式。不适用或未判读的不进分母；只读开头的通报不计算。有要素不等于属实。", en = "Twelve elements: feedback day, publication day, total, completed, what is open, measures, rules, funds, people, answer item by item, next steps, contact. What does not apply or was not examined leaves the denominator; notices of which only the opening was read are not computed. Presence is not truth." }
evidence = { documents = {} }
[columns]
unit_id    = { zh = "单位编号", en = "Unit id" }
present    = { zh = "已有要素", en = "Present" }
applicable = { zh = "适用要素", en = "Applicable" }
missing    = { zh = "缺少", en = "Missing" }
reason     = { zh = "空值原因", en = "Why empty" }
value      = { zh = "完备度", en = "Completeness" }
*/
with latest as (
    -- The figures are those of the last document, so it is its text that must have been read; and they are of the whole notice, not of an aspect.
    select
        notices_in_scope.unit_id, notices_in_scope.inspection_id, notices_in_scope.feedback_on, notices_in_scope.published_on,
        notices_in_scope.is_whole and coalesce(documents_in_scope.extent, 'whole') = 'whole' as is_whole
    from notices_in_scope
    join documents_in_scope on documents_in_scope.inspection_id = notices_in_scope.inspection_id
    cross join chosen
    where chosen.aspects is null and chosen.themes is null
    qualify row_number() over (
        partition by notices_in_scope.unit_id
        order by case when notices_in_scope.is_whole and coalesce(documents_in_scope.extent, 'whole') = 'whole' then 0 else 1 end,
            notices_in_scope.feedback_on desc nulls last, notices_in_scope.inspection_id) = 1
),
said as (
    select
        latest.unit_id,
        max(case when figure = 'total' and basis in ('feedback', 'item') then 1 else 0 end)     as has_total,
        max(case when figure in ('completed', 'all_completed') then 1 else 0 end)               as has_completed,
        max(case when figure in ('not_completed', 'in_progress', 'substantially_completed', 'extended', 'in_progress_or_substantially_completed') then 1 else 0 end) as has_open,
        max(value) filter (where figure = 'total' and basis = 'item')
            - max(value) filter (where figure = 'completed' and basis = 'item')                 as open_items,
        max(value) filter (where figure = 'total' and basis = 'feedback')
            - max(value) filter (where figure = 'completed' and basis = 'feedback')             as open_problems,
        max(case when basis in ('measure', 'task') then 1 else 0 end)                           as has_measures,
        max(case when figure like 'rules%' then 1 else 0 end)                                   as has_rules,
        max(case when figure like 'funds%' or figure = 'loss_averted' then 1 else 0 end)        as has_funds,
        max(case when figure = 'discipline' then 1 else 0 end)                                  as has_people,
        max(value) filter (where figure = 'item_by_item')                                       as item_by_item,
        max(value) filter (where figure = 'next_steps')                                         as next_steps,
        max(value) filter (where figure = 'named_contact')                                      as named_contact
    from latest
    left join figures_in_scope on figures_in_scope.inspection_id = latest.inspection_id
    group by latest.unit_id
),
elements as (
    select latest.unit_id, 'feedback_on' as element, case when feedback_on is not null then 1 else 0 end as is_present from latest
    union all select unit_id, 'published_on', case when published_on is not null then 1 else 0 end from latest
    union all select unit_id, 'total', has_total from said
    union all select unit_id, 'completed', has_completed from said
    union all select unit_id, 'open', case when has_open = 1 then 1 when coalesce(open_items, open_problems) > 0 then 0 end from said
    union all select unit_id, 'measures', has_measures from said
    union all select unit_id, 'rules', has_rules from said
    union all select unit_id, 'funds', has_funds from said
    union all select unit_id, 'people', has_people from said
    union all select unit_id, 'item_by_item', case when item_by_item is not null then cast(item_by_item >= 1 as integer) end from said
    union all select unit_id, 'next_steps', case when next_steps is not null then cast(next_steps >= 1 as integer) end from said
    union all select unit_id, 'named_contact', case when named_contact is not null then cast(named_contact >= 1 as integer) end from said
)
select
    units_in_scope.unit_id,
    case when bool_or(is_whole) then sum(is_present) end        as present,
    case when bool_or(is_whole) then count(is_present) end      as applicable,
    case when bool_or(is_whole) then string_agg(element, '、' order by element) filter (where is_present = 0) end as missing,
    case
        when max(silence_of_units.reason) = 'no_rows' then 'no_rows'
        when max(latest.inspection_id) is null then 'no_notice'
        when not bool_or(is_whole) then 'opening_only'
    end                                                         as reason,
    case when bool_or(is_whole) then 100.0e0 * sum(is_present) / nullif(count(is_present), 0) end as value
from units_in_scope
join silence_of_units on silence_of_units.unit_id = units_in_scope.unit_id
left join latest on latest.unit_id = units_in_scope.unit_id
left join elements on elements.unit_id = units_in_scope.unit_id
group by units_in_scope.unit_id
order by units_in_scope.unit_id
