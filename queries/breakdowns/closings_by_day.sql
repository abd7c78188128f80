/*
title    = { zh = "反馈后各日完成数", en = "Closings by day since feedback" }
question = { zh = "各单位的问题在反馈后第几天完成，未完成的知道到第几天？", en = "On which day after the feedback was each problem closed, and up to which day is an open one known?" }
part     = "days"
caveat   = { zh = "按所选认定标准的完成日期；未完成的截尾于数据对该次巡察的最后一次说明之日，不是今天。长期坚持的、完成日期不明的另列，没有天数；没有反馈日期、状态不详的不在内。", en = "By the closing day of the chosen standard; an open problem is censored on the day of the data's last word on the inspection, not today. Long-term ones and undated closings are apart, without days; those without a feedback date or of unknown status are not in it." }
evidence = { problems = { source = ["counted"] } }
[columns]
unit_id       = { zh = "单位编号", en = "Unit id" }
basis         = { zh = "口径", en = "Basis" }
round         = { zh = "轮次", en = "Round" }
outcome       = { zh = "结果", en = "Outcome" }
days          = { zh = "反馈后天数", en = "Days since feedback" }
followed_days = { zh = "所知天数", en = "Days known" }
places        = { zh = "出处", en = "Places" }
value         = { zh = "问题数", en = "Problems" }
*/
with heard as (
    select inspection_id, basis, greatest(max(begins_on), max(spoken_on)) as last_on
    from spells_in_scope
    group by inspection_id, basis
),
observed as (
    select
        problems_in_scope.unit_id, problems_in_scope.basis, inspections_in_scope.round, problems_in_scope.document_id, problems_in_scope.locator,
        case
            when status = 'long_term' then 'long_term'
            when is_completed and closed_on is null then 'undated'
            when is_completed then 'completed'
            else 'open'
        end                                                     as outcome,
        greatest(date_diff('day', problems_in_scope.feedback_on, closed_on), 0) as closed_days,
        greatest(date_diff('day', problems_in_scope.feedback_on, least(last_on, as_of)), 0) as heard_days
    from problems_in_scope
    join inspections_in_scope on inspections_in_scope.inspection_id = problems_in_scope.inspection_id
    join heard on heard.inspection_id = problems_in_scope.inspection_id and heard.basis = problems_in_scope.basis
    cross join chosen
    where problems_in_scope.feedback_on is not null and status <> 'unknown' and (chosen.basis is null or problems_in_scope.basis = chosen.basis)
),
counted as (
    select
        unit_id, basis, round, outcome, document_id, locator,
        case outcome when 'completed' then closed_days when 'open' then heard_days end as days_known,
        case outcome when 'completed' then greatest(closed_days, heard_days) when 'open' then heard_days end as followed_days
    from observed
)
select
    unit_id, basis, round, outcome, days_known as days, followed_days,
    case when count(*) <= 5 then string_agg(concat(document_id, ' › ', locator), '；' order by document_id, locator) else concat(cast(count(*) as varchar), ' › ', max(document_id)) end as places,
    count(*)                                                    as value
from counted
group by unit_id, basis, round, outcome, days_known, followed_days
order by unit_id, basis, round, outcome, days_known, followed_days
