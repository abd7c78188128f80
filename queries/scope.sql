-- What was asked, and what counts. Every metric, breakdown and check reads the views below and nothing else.
--
-- `chosen` is the reader's question: one row, null = not chosen. It is the only place with parameters. The views are temporary, so
-- each cursor has its own: without `chosen` nothing here can run, and so nothing can silently answer for everybody.

create temp table chosen as
select
    coalesce($as_of::date, (
        select max(day) from (
            select max(published_on) as day from documents
            union all select max(as_of) as day from documents
            union all select max(as_of) as day from progress) as days
    ), (
        -- Where no document bears a date, the last day that the rows speak of.
        select max(day) from (
            select max(feedback_on) as day from inspections
            union all select max(claimed_on) as day from problems
            union all select max(accepted_on) as day from problems
            union all select max(completed_on) as day from measures) as days
    ), date '1970-01-01')   as as_of,
    $standard::text         as standard,
    $basis::text            as basis,
    $units::text[]          as units,
    $regions::text[]        as regions,
    $sectors::text[]        as sectors,
    $levels::text[]         as levels,
    $kinds::text[]          as kinds,
    $rounds::text[]         as rounds,
    $feedback_from::date    as feedback_from,
    $feedback_to::date      as feedback_to,
    $aspects::text[]        as aspects,
    $themes::text[]         as themes;


-- Units and inspections ---------------------------------------------------------------------------------------------------------

create temp view units_matched as
select units.*
from units
cross join chosen
where (chosen.units is null or array_contains(chosen.units, units.unit_id))
    and (chosen.regions is null or array_contains(chosen.regions, province) or array_contains(chosen.regions, city) or array_contains(chosen.regions, county))
    and (chosen.sectors is null or array_contains(chosen.sectors, sector))
    and (chosen.levels is null or array_contains(chosen.levels, level));

-- An inspection whose feedback lies after the chosen day had not happened yet for the reader.
create temp view inspections_in_scope as
select inspections.*
from inspections
join units_matched on units_matched.unit_id = inspections.unit_id
cross join chosen
where (chosen.kinds is null or array_contains(chosen.kinds, kind))
    and (chosen.rounds is null or array_contains(chosen.rounds, round))
    and (chosen.feedback_from is null or feedback_on >= chosen.feedback_from)
    and (chosen.feedback_to is null or feedback_on <= chosen.feedback_to)
    and (feedback_on is null or feedback_on <= chosen.as_of);

-- A reader who asks for a round does not want the units that were not inspected in it.
create temp view units_in_scope as
select units_matched.*
from units_matched
cross join chosen
where (chosen.kinds is null and chosen.rounds is null and chosen.feedback_from is null and chosen.feedback_to is null)
    or units_matched.unit_id in (select unit_id from inspections_in_scope);


-- What documents say about themselves -------------------------------------------------------------------------------------------

-- A corrected or later notice supersedes the earlier one of the same inspection; both stay in `documents`.
create temp view documents_in_scope as
select documents.*, inspections_in_scope.unit_id, inspections_in_scope.feedback_on
from documents
join inspections_in_scope on inspections_in_scope.inspection_id = documents.inspection_id
cross join chosen
where coalesce(documents.published_on, documents.as_of, chosen.as_of) <= chosen.as_of
qualify row_number() over (
    partition by documents.inspection_id
    order by coalesce(documents.published_on, documents.as_of) desc nulls last, documents.loaded_in desc, documents.document_id) = 1;

-- A figure that a person has rejected counts nowhere; one that they have corrected stands here as corrected.
create temp view figures_in_scope as
select figures.*, documents_in_scope.unit_id, documents_in_scope.extent, documents_in_scope.feedback_on
from figures
join documents_in_scope on documents_in_scope.document_id = figures.document_id and documents_in_scope.inspection_id = figures.inspection_id
cross join chosen
where chosen.aspects is null and chosen.themes is null and coalesce(figures.review, '') <> 'rejected';

-- What a document says exactly about completion as a whole, each value once and where it is first said, in the order of the text.
create temp view said_in_scope as
select
    figure_id, inspection_id, unit_id, document_id, locator, extent, figure, basis, value, evidence,
    case figure when 'completion_rate' then concat(cast(value as varchar), '%') else cast(cast(value as bigint) as varchar) end as said,
    row_number() over (partition by document_id, inspection_id, figure, basis order by coalesce(evidence_start, 0), figure_id) as turn
from (
    select
        figures_in_scope.*,
        row_number() over (partition by document_id, inspection_id, figure, basis, value order by coalesce(evidence_start, 0), figure_id) as time_said
    from figures_in_scope
    where part_of is null and value is not null and not coalesce(is_approximate, false)
        and figure in ('total', 'completed', 'substantially_completed', 'in_progress', 'in_progress_or_substantially_completed', 'extended',
            'not_completed', 'completion_rate')
) as said
where time_said = 1;

-- The same, of other documents of the same inspection and the same day: of these neither supersedes the other.
create temp view said_beside as
select
    figures.figure_id, figures.inspection_id, documents_in_scope.document_id as beside_document_id, figures.document_id, figures.locator, figures.figure,
    figures.basis, figures.value, figures.evidence,
    case figures.figure when 'completion_rate' then concat(cast(figures.value as varchar), '%') else cast(cast(figures.value as bigint) as varchar) end as said
from figures
join documents on documents.document_id = figures.document_id
join documents_in_scope
    on documents_in_scope.inspection_id = figures.inspection_id and documents_in_scope.document_id <> figures.document_id
    and documents_in_scope.published_on = documents.published_on
cross join chosen
where figures.part_of is null and figures.value is not null and not coalesce(figures.is_approximate, false) and coalesce(figures.review, '') <> 'rejected'
    and chosen.aspects is null and chosen.themes is null
    and figures.figure in ('total', 'completed', 'substantially_completed', 'in_progress', 'in_progress_or_substantially_completed', 'extended',
        'not_completed', 'completion_rate');

-- How the statuses read in a sentence.
create temp view status_words as
select code as status, zh as words
from codes
where list = 'status';


-- Problems ----------------------------------------------------------------------------------------------------------------------

-- The last word of the ledgers on each problem by the chosen day.
create temp view stated as
select progress.problem_id, progress.status, progress.as_of as stated_on
from progress
cross join chosen
where progress.as_of <= chosen.as_of and progress.status is not null and progress.status <> 'unknown'
qualify row_number() over (partition by progress.problem_id order by progress.as_of desc) = 1;

-- The first ledger of the last unbroken run of `completed`: the latest day by which the problem was closed.
create temp view first_completed as
select progress.problem_id, min(progress.as_of) as completed_by
from progress
cross join chosen
left join (
    select progress.problem_id, max(progress.as_of) as last_open
    from progress
    cross join chosen
    where progress.as_of <= chosen.as_of and progress.status not in ('completed', 'unknown')
    group by progress.problem_id
) as opened on opened.problem_id = progress.problem_id
where progress.status = 'completed' and progress.as_of <= chosen.as_of and (last_open is null or progress.as_of > last_open)
group by progress.problem_id;

-- The last ledger that calls a problem open again after one had called it completed: dates up to that day no longer close it.
create temp view reopened as
select progress.problem_id, max(progress.as_of) as reopened_on
from progress
join (
    select progress.problem_id, min(progress.as_of) as first_on
    from progress
    where progress.status = 'completed'
    group by progress.problem_id
) as closed on closed.problem_id = progress.problem_id
cross join chosen
where progress.as_of <= chosen.as_of and progress.as_of > closed.first_on and progress.status not in ('completed', 'unknown')
group by progress.problem_id;

-- The days that the last ledger by the chosen day gave a problem: a later ledger may have moved its due day, or emptied the days of one that
-- was opened again. `has_due` says that the ledgers of the inspection state due days, so that an empty one means that there was none.
create temp view days_then as
select
    progress.problem_id, progress.document_id, progress.due_on, progress.claimed_on, progress.evidenced_on, progress.accepted_on,
    stating.inspection_id is not null and amended.key is null   as has_due
from progress
cross join chosen
left join (select distinct inspection_id from progress where due_on is not null) as stating on stating.inspection_id = progress.inspection_id
left join (
    -- A day that a person put right holds for all days.
    select distinct key from corrections where "table" = 'problems' and "column" = 'due_on' and state = 'applied'
) as amended on amended.key = progress.problem_id
where progress.as_of <= chosen.as_of
qualify row_number() over (partition by progress.problem_id order by progress.as_of desc) = 1;

-- Which rules on time hold for which inspection, and the day to which each leads. `breadth` says how narrowly a rule is meant.
create temp view rules_on_time as
select
    inspections_in_scope.inspection_id,
    inspections_in_scope.unit_id,
    due_rules.rule_id,
    due_rules.duty,
    due_rules.evidence,
    due_rules.is_applied and due_rules.duty = 'rectification' and due_rules.evidence <> 'unverified' as is_applied,
    due_rules.effective_from,
    case due_rules.region when units_matched.county then 0 when units_matched.city then 4 when units_matched.province then 8 else 12 end
        + case when due_rules.level is null then 2 else 0 end + case when due_rules.kind is null then 1 else 0 end as breadth,
    case due_rules.length_unit
        when 'months' then cast(inspections_in_scope.feedback_on + to_months(cast(due_rules.length as integer)) as date)
        when 'days' then cast(inspections_in_scope.feedback_on + to_days(cast(due_rules.length as integer)) as date)
        when 'working_days' then last_day.day
    end                                                         as due_on
from inspections_in_scope
join units_matched on units_matched.unit_id = inspections_in_scope.unit_id
join due_rules
    on (due_rules.region is null or due_rules.region in (units_matched.province, units_matched.city, units_matched.county))
    and (due_rules.level is null or concat('、', due_rules.level, '、') like concat('%、', units_matched.level, '、%'))
    and (due_rules.kind is null or concat('、', due_rules.kind, '、') like concat('%、', inspections_in_scope.kind, '、%'))
    and (due_rules.effective_from is null or inspections_in_scope.feedback_on >= due_rules.effective_from)
    and (due_rules.effective_to is null or inspections_in_scope.feedback_on <= due_rules.effective_to)
left join calendar as first_day on first_day.day = inspections_in_scope.feedback_on
left join calendar as last_day on last_day.is_workday and last_day.workday_number = first_day.workday_number + due_rules.length
where due_rules.start_event = 'feedback' and inspections_in_scope.feedback_on is not null;

-- The day by which a rule that the office applies wants problems solved: the narrowest one in force on the day of feedback. Unverified
-- rules and mere duties to report are never among them.
create temp view due_by_rule as
select inspection_id, rule_id, due_on
from rules_on_time
where is_applied
qualify row_number() over (partition by inspection_id order by breadth, effective_from desc nulls last, rule_id) = 1;

-- Status as of the chosen day. Before the first ledger, and for records without history, the dates speak: an acceptance is also a claim.
-- `is_stated` says that somebody spoke of the problem by that day, or that a date tells its state on it; all else is drawn from a later ledger.
create temp view problems_dated as
select
    problems.problem_id,
    problems.inspection_id,
    inspections_in_scope.unit_id,
    problems.basis,
    problems.parent_problem_id,
    problems.aspect,
    problems.theme,
    problems.number,
    problems.document_id,
    problems.locator,
    inspections_in_scope.feedback_on,
    coalesce(problems.due_on, inspections_in_scope.due_on, due_by_rule.due_on) as due_on,
    case
        when problems.due_on is not null then 'own'
        when inspections_in_scope.due_on is not null then 'inspection'
        when due_by_rule.due_on is not null then 'rule'
    end                                                         as due_source,
    case when coalesce(problems.due_on, inspections_in_scope.due_on) is null then due_by_rule.rule_id end as due_rule_id,
    inspections_in_scope.due_on                                 as inspection_due_on,
    stated.stated_on,
    case
        when stated.status is not null then stated.status
        when problems.status <> 'unknown' and coalesce(problems.spoken_on, chosen.as_of) <= chosen.as_of then problems.status
        when problems.claimed_on <= chosen.as_of then 'completed'
        when problems.claimed_on > chosen.as_of then 'in_progress'
        when coalesce(problems.status, 'unknown') in ('completed', 'unknown') then 'unknown'
        else 'in_progress'
    end                                                         as status_stated,
    stated.status is not null or problems.claimed_on is not null
        or coalesce(problems.status <> 'unknown' and coalesce(problems.spoken_on, chosen.as_of) <= chosen.as_of, false) as is_stated,
    problems.claimed_on,
    problems.evidenced_on,
    problems.accepted_on,
    reopened.reopened_on,
    first_completed.completed_by
from (
    select problems.problem_id, problems.inspection_id, basis, parent_problem_id, aspect, theme, number, problems.document_id, locator, status,
        case when coalesce(has_due, false) and days_then.document_id <> problems.document_id and coalesce(problems.review, '') <> 'corrected'
            then days_then.due_on else problems.due_on end      as due_on,
        coalesce(case when problems.claimed_on <= asked.as_of then problems.claimed_on end, days_then.claimed_on, problems.claimed_on,
            case when problems.accepted_on <= asked.as_of then problems.accepted_on end, days_then.accepted_on, problems.accepted_on) as claimed_on,
        coalesce(case when problems.evidenced_on <= asked.as_of then problems.evidenced_on end, days_then.evidenced_on, problems.evidenced_on) as evidenced_on,
        coalesce(case when problems.accepted_on <= asked.as_of then problems.accepted_on end, days_then.accepted_on, problems.accepted_on) as accepted_on,
        coalesce(documents.as_of, documents.published_on) as spoken_on
    from problems
    cross join (select as_of from chosen) as asked
    left join documents on documents.document_id = problems.document_id
    left join days_then on days_then.problem_id = problems.problem_id
) as problems
join inspections_in_scope on inspections_in_scope.inspection_id = problems.inspection_id
left join due_by_rule on due_by_rule.inspection_id = problems.inspection_id
left join stated on stated.problem_id = problems.problem_id
left join first_completed on first_completed.problem_id = problems.problem_id
left join reopened on reopened.problem_id = problems.problem_id
cross join chosen
where (chosen.aspects is null or array_contains(chosen.aspects, problems.aspect))
    and (chosen.themes is null or array_contains(chosen.themes, problems.theme));

-- A problem that a later ledger calls open again was reopened: its earlier dates no longer close it.
create temp view problems_claimed as
select
    problems_dated.*,
    case
        when status_stated = 'completed'
        then coalesce(case when claimed_on <= chosen.as_of and (reopened_on is null or claimed_on > reopened_on) then claimed_on end, completed_by)
        when claimed_on <= chosen.as_of and claimed_on > stated_on then claimed_on
    end                                                         as claimed_by,
    least(
        case when reopened_on is null or evidenced_on > reopened_on then evidenced_on end,
        case when reopened_on is null or accepted_on > reopened_on then accepted_on end) as evidenced_by,
    case when reopened_on is null or accepted_on > reopened_on then accepted_on end as accepted_by,
    status_stated = 'completed'
        or coalesce(claimed_on <= chosen.as_of and claimed_on > stated_on, false) as is_claimed
from problems_dated
cross join chosen;

-- The standard that is answered: the reader's, else the highest one that every document behind the answer can carry.
create temp view standard_in_scope as
select
    chosen.as_of,
    coalesce(chosen.standard, case carried.rank when 3 then 'accepted' when 2 then 'evidenced' else 'claimed' end) as standard
from chosen
cross join (
    select min(case documents.standard when 'accepted' then 3 when 'evidenced' then 2 else 1 end) as rank
    from (
        select document_id from problems_claimed where is_stated
        union
        select document_id from figures_in_scope
        where figure in ('completed', 'total') and basis in ('feedback', 'item')
            and inspection_id not in (select inspection_id from problems_claimed where is_stated)
    ) as behind
    join documents on documents.document_id = behind.document_id
) as carried;

create temp view problems_in_scope as
select
    problem_id, inspection_id, unit_id, basis, parent_problem_id, aspect, theme, number, document_id, locator, feedback_on,
    due_on, due_source, due_rule_id, inspection_due_on, status_stated,
    case when is_closed then 'completed' when is_claimed then 'claimed_only' else status_stated end as status,
    is_stated,
    is_closed                                                   as is_completed,
    case when is_closed then closed_by end                      as closed_on,
    not is_closed and due_on < as_of and status_stated not in ('extended', 'long_term', 'unknown') as is_overdue,
    -- Whether it fell due and was in time or not: an open one that nobody may call late, or one closed on an unknown day, is not judged.
    due_on < as_of and case when is_closed then closed_by is not null else status_stated not in ('extended', 'long_term', 'unknown') end as is_judged,
    due_on < as_of and is_closed and closed_by <= due_on        as is_in_time
from (
    select
        problems_claimed.*,
        standard_in_scope.as_of,
        case standard_in_scope.standard when 'accepted' then accepted_by when 'evidenced' then evidenced_by else claimed_by end as closed_by,
        is_claimed and case standard_in_scope.standard
            when 'accepted' then coalesce(accepted_by <= standard_in_scope.as_of, false)
            when 'evidenced' then coalesce(evidenced_by <= standard_in_scope.as_of, false)
            else true
        end                                                     as is_closed
    from problems_claimed
    cross join standard_in_scope
) as judged;

-- Every problem in scope between one statement of the ledgers and the next (null = before the first, after the last), with all that tells
-- its state on a day in between. A history reads it; the state on the chosen day itself is `problems_in_scope`.
create temp view spells_in_scope as
select
    problems_dated.problem_id, problems_dated.inspection_id, unit_id, problems_dated.basis, problems_dated.feedback_on,
    problems_dated.document_id, problems_dated.locator,
    problems.status                                             as recorded_status,
    problems.claimed_on, problems.evidenced_on, problems.accepted_on,
    coalesce(documents.as_of, documents.published_on)           as spoken_on,
    spells.status, spells.stated_on, begins_on, ends_on, spells.reopened_on,
    claimed_then, evidenced_then, accepted_then
from problems_dated
join problems on problems.problem_id = problems_dated.problem_id
left join documents on documents.document_id = problems_dated.document_id
join (
    select
        problem_id, stated_on, begins_on, ends_on, claimed_then, evidenced_then, accepted_then,
        -- Of the statements since `stated_on` only the first says a status.
        max(known_status) over (partition by problem_id, stated_on) as status,
        case when last_open > first_completed then last_open end as reopened_on
    from (
        select
            problem_id, known_status, as_of as begins_on, lead(as_of) over so_far as ends_on,
            claimed_on as claimed_then, evidenced_on as evidenced_then, accepted_on as accepted_then,
            max(case when known_status is not null then as_of end) over so_far as stated_on,
            max(case when known_status <> 'completed' then as_of end) over so_far as last_open,
            min(case when known_status = 'completed' then as_of end) over so_far as first_completed
        from (select progress.*, nullif(status, 'unknown') as known_status from progress) as said
        window so_far as (partition by problem_id order by as_of)
    ) as told
    union all
    select
        problems.problem_id, cast(null as date) as stated_on, cast(null as date) as begins_on, min(as_of) as ends_on, cast(null as date) as claimed_then,
        cast(null as date) as evidenced_then, cast(null as date) as accepted_then, cast(null as varchar) as status, cast(null as date) as reopened_on
    from problems
    left join progress on progress.problem_id = problems.problem_id
    group by problems.problem_id
) as spells on spells.problem_id = problems_dated.problem_id;

-- What the problems say, apart from them: few questions need the words. Made on demand, as everything here.
create temp view problem_words_in_scope as
select problems.problem_id, problems.problem_text, problems.heading, problems.responsible_department, problems.rectification_text,
    problems.theme_others, problems.theme_words, problems.theme_source
from problems
join problems_in_scope on problems_in_scope.problem_id = problems.problem_id;

create temp view problems_with_money as
select distinct funds.problem_id
from funds
join problems_in_scope on problems_in_scope.problem_id = funds.problem_id;

-- Problems that come back: each problem of a later inspection with the likest one of the unit's inspection before it on the same basis. An
-- inspection without a day of feedback has no place in the order.
create temp view inspections_before as
select
    unit_id, basis, inspection_id,
    lag(inspection_id) over (partition by unit_id, basis order by feedback_on, inspection_id) as before_id
from (select distinct unit_id, basis, inspection_id, feedback_on from problems_in_scope where feedback_on is not null) as inspected;

-- What is compared of a problem, as `similar.normal` makes it of a text: letters and numbers without the formulas (FORMULAS) that reports use
-- of anything, every number as one sign, wide letters as narrow ones; the whole wording where that leaves next to nothing.
create temp view wordings_in_scope as
select
    problem_number, unit_id, basis, inspection_id,
    case
        when length(replace(regexp_replace(concat(' ', replace(pieces, ' ', '  '), ' '), ' [^ ] ', ' ', 'g'), ' ', '')) >= 4 then pieces
        else replace(plain, ' ', '')
    end                                                         as wording,
    problem_id
from (
    select plained.*, regexp_replace(plain, 'FORMULAS', ' ', 'g') as pieces
    from (
        select
            problems_in_scope.problem_id, problems_in_scope.unit_id, problems_in_scope.basis, problems_in_scope.inspection_id,
            row_number() over (order by problems_in_scope.problem_id) as problem_number,
            trim(regexp_replace(
                regexp_replace(
                    lower(translate(coalesce(problem_text, heading, ''),
                        '０１２３４５６７８９．，％ａｂｃｄｅｆｇｈｉｊｋｌｍｎｏｐｑｒｓｔｕｖｗｘｙｚＡＢＣＤＥＦＧＨＩＪＫＬＭＮＯＰＱＲＳＴＵＶＷＸＹＺ①②③④⑤⑥⑦⑧⑨⑩',
                        '0123456789.,%abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ1234567891')),
                    '[0-9〇零一二三四五六七八九十百千万亿]*[0-9][0-9.,%〇零一二三四五六七八九十百千万亿]*', '数', 'g'),
                '[^\p{L}\p{N}]+', ' ', 'g'))                    as plain
        from problems_in_scope
        join problem_words_in_scope on problem_words_in_scope.problem_id = problems_in_scope.problem_id
        where problems_in_scope.unit_id in (select unit_id from inspections_before where before_id is not null)
    ) as plained
) as parted;

-- Its runs of two characters, each once. A wording of one character is one run.
create temp view runs_in_scope as
select told.*, count(*) over (partition by problem_number) as size
from (
    select distinct problem_number, basis, inspection_id, substring(wording, place, 2) as run
    from (
        select problem_number, basis, inspection_id, wording, unnest(generate_series(1, greatest(length(wording) - 1, 1))) as place
        from wordings_in_scope
        where wording <> ''
    ) as placed
    where substring(wording, place, 1) <> ' ' and substring(wording, place + 1, 1) <> ' '
) as told;

-- Alike is Dice of at least 0.8 on the runs: twice what they share, of all that they have.
create temp view repeats_in_scope as
select
    later.unit_id, later.basis, later.inspection_id, later.problem_id,
    earlier.inspection_id as earlier_inspection_id, earlier.problem_id as earlier_problem_id, alike.similarity
from (
    select
        later.problem_number, earlier.problem_number as earlier_number,
        2e0 * count(*) / (max(later.size) + max(earlier.size))  as similarity
    from runs_in_scope as later
    join inspections_before on inspections_before.inspection_id = later.inspection_id and inspections_before.basis = later.basis
    join runs_in_scope as earlier
        on earlier.inspection_id = inspections_before.before_id and earlier.basis = later.basis and earlier.run = later.run
    group by later.problem_number, earlier.problem_number
    having 2e0 * count(*) >= 0.8e0 * (max(later.size) + max(earlier.size)) - 1e-9
) as alike
join wordings_in_scope as later on later.problem_number = alike.problem_number
join wordings_in_scope as earlier on earlier.problem_number = alike.earlier_number
qualify row_number() over (partition by later.problem_id order by alike.similarity desc, earlier.problem_id) = 1;

-- Problems that the ledgers of an inspection came to name only after the chosen day: on the board of that day they did not stand yet.
create temp view problems_not_yet_told as
select distinct progress.problem_id
from progress
left join days_then on days_then.problem_id = progress.problem_id
cross join (select as_of as day from chosen) as asked
where progress.as_of > asked.day and days_then.problem_id is null
    and progress.inspection_id in (select inspection_id from progress cross join (select as_of as day from chosen) as asked where progress.as_of <= asked.day);

-- How far each problem is from its due day, in days of the calendar and in working days; negative once it has passed. What is extended,
-- kept up for good or of unknown status has a due day and is never late.
create temp view due_in_scope as
select
    problem_id, inspection_id, unit_id, basis, number, document_id, locator, feedback_on, due_on, due_source, due_rule_id,
    case when is_completed then 'completed' when status_stated in ('extended', 'long_term', 'unknown') then status_stated else 'open' end as due_state,
    case when inspection_due_on >= asked.as_of then 'concentrated' when inspection_due_on < asked.as_of then 'continued' end as phase,
    date_diff('day', asked.as_of, due_on)                      as days_left,
    last_day.workday_number - today.workday_number              as workdays_left,
    last_day.is_announced and today.is_announced                as is_announced
from problems_in_scope
cross join (select as_of from chosen) as asked
left join calendar as today on today.day = asked.as_of
left join calendar as last_day on last_day.day = problems_in_scope.due_on
where problem_id not in (select problem_id from problems_not_yet_told);

-- A measure has one standard only: what the unit says of it. Its day speaks before the ledger does; without one the ledger speaks for its own day.
create temp view measures_in_scope as
select
    measures.measure_id, measures.problem_id, measures.inspection_id, inspections_in_scope.unit_id, measures.document_id, measures.locator,
    'measure'                                                   as basis,
    inspections_in_scope.feedback_on,
    measures.completed_on is not null
        or coalesce(measures.status <> 'unknown' and coalesce(documents.as_of, documents.published_on, chosen.as_of) <= chosen.as_of, false) as is_stated,
    coalesce(case
        when measures.completed_on is not null then measures.completed_on <= chosen.as_of and coalesce(measures.status, 'unknown') in ('completed', 'unknown')
        else measures.status = 'completed' and coalesce(documents.as_of, documents.published_on, chosen.as_of) <= chosen.as_of
    end, false)                                                 as is_completed
from measures
join inspections_in_scope on inspections_in_scope.inspection_id = measures.inspection_id
left join documents on documents.document_id = measures.document_id
cross join chosen
where (chosen.aspects is null and chosen.themes is null) or measures.problem_id in (select problem_id from problems_dated);


-- Completion: rows where a unit has them, else what its document declares; never both, never across bases ------------------------

-- A notice that lists other than as many problems as it counts, or leaves the state of some open, is no ledger: what it lists tells
-- nothing of the rest, and the number that it states of itself is used instead.
create temp view partial_lists as
select problems.inspection_id, problems.basis
from problems
left join documents on documents.document_id = problems.document_id
left join (
    select inspection_id, basis, max(value) as total
    from figures
    where figure = 'total' and part_of is null and coalesce(review, '') <> 'rejected'
    group by inspection_id, basis
) as declared on declared.inspection_id = problems.inspection_id and declared.basis = problems.basis
group by problems.inspection_id, problems.basis
having count(*) = count(*) filter (where documents.kind = 'notice')
    and (count(*) <> max(declared.total) or count(*) > count(*) filter (where coalesce(problems.status, 'unknown') <> 'unknown'));

create temp view counted_completion as
select
    inspection_id, unit_id, basis, feedback_on, 'counted' as source,
    count(*) filter (where is_completed)                        as completed,
    count(*)                                                    as total,
    cast(null as varchar)                                       as reason,
    concat(max(document_id), ' › ', cast(count(*) as varchar))  as places
from problems_in_scope
where not exists (
    select 1 from partial_lists where partial_lists.inspection_id = problems_in_scope.inspection_id and partial_lists.basis = problems_in_scope.basis)
group by inspection_id, unit_id, basis, feedback_on
having count(*) filter (where is_stated) > 0
union all
select
    inspection_id, unit_id, basis, feedback_on, 'counted' as source,
    count(*) filter (where is_completed)                        as completed,
    count(*)                                                    as total,
    cast(null as varchar)                                       as reason,
    concat(max(document_id), ' › ', cast(count(*) as varchar))  as places
from measures_in_scope
group by inspection_id, unit_id, basis, feedback_on
having count(*) filter (where is_stated) > 0;

create temp view declared_completion as
select
    inspection_id, unit_id, basis, feedback_on, 'declared' as source,
    case when totals = 1 and completions = 1 and completed <= total and standard = 'claimed' then completed end as completed,
    case when totals = 1 then total end as total,
    case
        when totals > 1 then 'totals_contradict'
        when completions > 1 then 'completed_contradict'
        when completed > total then 'completed_exceeds_total'
        when standard <> 'claimed' and basis in ('feedback', 'item') then 'claimed_only'
        when totals = 0 then 'no_total'
        when completions = 0 then 'no_completed'
    end                                                         as reason,
    places
from (
    select
        inspection_id, unit_id, basis, feedback_on,
        count(distinct value) filter (where figure = 'total')   as totals,
        count(distinct value) filter (where figure = 'completed') as completions,
        cast(max(value) filter (where figure = 'total') as bigint) as total,
        cast(max(value) filter (where figure = 'completed') as bigint) as completed,
        string_agg(concat(document_id, ' › ', locator), '；' order by evidence_start, figure_id) as places
    from figures_in_scope
    where figure in ('total', 'completed') and basis is not null and part_of is null
    group by inspection_id, unit_id, basis, feedback_on
) as said
cross join (select case when basis_kind = 'measure' then 'claimed' else standard end as standard, basis_kind from standard_in_scope
    cross join (select 'problem' as basis_kind union all select 'measure' as basis_kind) as kinds) as asked
where (basis in ('task', 'measure')) = (basis_kind = 'measure');

create temp view completion_by_inspection as
select * from counted_completion
union all
select declared_completion.*
from declared_completion
left join counted_completion
    on counted_completion.inspection_id = declared_completion.inspection_id and counted_completion.basis = declared_completion.basis
where counted_completion.inspection_id is null;

-- The basis a unit answers on: the reader's, else the one on which it states completion, rows before words, the newest inspection
-- first, the finer of two. Inspections on another basis are not added in.
create temp view completion_with_basis as
select
    completion_by_inspection.*,
    first_value(completion_by_inspection.basis) over (
        partition by unit_id, completion_by_inspection.basis in ('task', 'measure')
        order by case when reason is null then 0 else 1 end, case source when 'counted' then 0 else 1 end,
            feedback_on desc nulls last, case completion_by_inspection.basis when 'item' then 0 when 'measure' then 1 when 'feedback' then 2 else 3 end, inspection_id
    ) as unit_basis
from completion_by_inspection
cross join chosen
where chosen.basis is null or completion_by_inspection.basis = chosen.basis or completion_by_inspection.basis in ('task', 'measure');

-- A contradiction in any inspection empties the unit's answer; an inspection that says too little only stays out of it.
create temp view completion_of_units as
select
    unit_id,
    basis in ('task', 'measure')                                as is_measures,
    basis,
    case
        when count(distinct source) filter (where reason is null) = 1 then max(source) filter (where reason is null)
        when count(distinct source) = 1 then max(source)
        else 'mixed'
    end                                                         as source,
    count(*) filter (where reason is null)                      as inspections,
    cast(sum(completed) filter (where reason is null) as bigint) as completed,
    cast(coalesce(sum(total) filter (where reason is null), sum(total)) as bigint) as total,
    case
        when count(*) filter (where reason in ('totals_contradict', 'completed_contradict', 'completed_exceeds_total')) > 0
        then max(reason) filter (where reason in ('totals_contradict', 'completed_contradict', 'completed_exceeds_total'))
        when count(*) filter (where reason is null) = 0 then max(reason)
    end                                                         as reason,
    string_agg(places, '；' order by inspection_id)             as places
from completion_with_basis
where basis = unit_basis
group by unit_id, basis in ('task', 'measure'), basis;

-- Nothing stated may mean that nothing was published, or only that nobody read beyond the opening: these are not the same.
-- Nor is it the same that what a document states of the whole cannot be told apart by aspect or theme.
create temp view silence_of_units as
select
    units_in_scope.unit_id,
    case
        when max(case when chosen.aspects is not null or chosen.themes is not null then 1 else 0 end) = 1 then 'no_rows'
        when count(documents_in_scope.document_id) filter (where documents_in_scope.extent = 'opening') > 0
            and count(documents_in_scope.document_id) filter (where coalesce(documents_in_scope.extent, 'whole') = 'whole') = 0
        then 'opening_only'
        else 'not_stated'
    end as reason
from units_in_scope
cross join chosen
left join documents_in_scope on documents_in_scope.unit_id = units_in_scope.unit_id
group by units_in_scope.unit_id;

create temp view completion_in_scope as
select
    units_in_scope.unit_id, completion_of_units.basis, standard_in_scope.standard, source, inspections, places,
    case when completion_of_units.reason is null then completed end as completed,
    case when completion_of_units.reason is null or completion_of_units.reason in ('no_completed', 'claimed_only') then total end as total,
    case
        when completion_of_units.unit_id is not null then completion_of_units.reason
        when silence_of_units.reason = 'no_rows' then 'no_rows'
        when chosen.basis is not null then 'not_on_this_basis'
        else silence_of_units.reason
    end                                                         as reason
from units_in_scope
cross join chosen
cross join standard_in_scope
join silence_of_units on silence_of_units.unit_id = units_in_scope.unit_id
left join completion_of_units on completion_of_units.unit_id = units_in_scope.unit_id and not is_measures;

create temp view measure_completion_in_scope as
select
    units_in_scope.unit_id, completion_of_units.basis, source, inspections, places,
    case when completion_of_units.reason is null then completed end as completed,
    case when completion_of_units.reason is null or completion_of_units.reason = 'no_completed' then total end as total,
    case when completion_of_units.unit_id is not null then completion_of_units.reason else silence_of_units.reason end as reason
from units_in_scope
join silence_of_units on silence_of_units.unit_id = units_in_scope.unit_id
left join completion_of_units on completion_of_units.unit_id = units_in_scope.unit_id and is_measures;

-- Problems as the inspectors fed them back, by inspection: the only denominator on which units of different diligence in refining are alike.
create temp view feedback_problems_in_scope as
select unit_id, inspection_id, count(*) as problems
from problems_in_scope
where basis = 'feedback' and inspection_id not in (select inspection_id from partial_lists where basis = 'feedback')
group by unit_id, inspection_id
union all
select unit_id, inspection_id, cast(max(value) as bigint) as problems
from figures_in_scope
where figure = 'total' and basis = 'feedback' and part_of is null
    and (inspection_id not in (select inspection_id from problems_in_scope where basis = 'feedback')
        or inspection_id in (select inspection_id from partial_lists where basis = 'feedback'))
group by unit_id, inspection_id
having count(distinct value) = 1;


-- Money, people, rules: rows where an inspection has them, else what its document declares ----------------------------------------

create temp view funds_counted as
select funds.inspection_id, inspections_in_scope.unit_id, funds.state, funds.category, funds.amount, funds.is_approximate,
    funds.document_id, funds.locator, 'counted' as source
from funds
join inspections_in_scope on inspections_in_scope.inspection_id = funds.inspection_id
left join documents on documents.document_id = funds.document_id
cross join chosen
where funds.part_of is null
    and coalesce(funds.happened_on, documents.as_of, documents.published_on, chosen.as_of) <= chosen.as_of
    and ((chosen.aspects is null and chosen.themes is null) or funds.problem_id in (select problem_id from problems_dated));

create temp view funds_in_scope as
select inspection_id, unit_id, state, category, amount, is_approximate, document_id, locator, source,
    cast(null as varchar) as evidence, cast(null as bigint) as evidence_start
from funds_counted
union all
select inspection_id, unit_id, state, category, amount, is_approximate, document_id, locator, 'declared' as source, evidence, evidence_start
from (
    select figures_in_scope.*,
        case figure when 'funds_identified' then 'identified' when 'funds_recovered' then 'recovered' when 'funds_outstanding' then 'outstanding'
            when 'funds_surrendered' then 'surrendered' when 'loss_averted' then 'loss_averted' end as state,
        cast(value as decimal(18, 2))                           as amount
    from figures_in_scope
    where figure in ('funds_identified', 'funds_recovered', 'funds_outstanding', 'funds_surrendered', 'loss_averted')
        and part_of is null and value is not null
) as said
where not exists (
    select 1 from funds_counted where funds_counted.inspection_id = said.inspection_id and funds_counted.state = said.state);

-- One row per inspection and one column per state. Null is silence; a stated zero is zero.
create temp view money_of_inspections as
select
    unit_id,
    inspection_id,
    cast(sum(amount) filter (where state = 'identified') as decimal(18, 2))     as identified,
    cast(sum(amount) filter (where state = 'recovered') as decimal(18, 2))      as recovered,
    cast(sum(amount) filter (where state = 'outstanding') as decimal(18, 2))    as outstanding,
    cast(sum(amount) filter (where state = 'written_off') as decimal(18, 2))    as written_off,
    max(source) filter (where state = 'identified')                             as identified_source,
    max(source) filter (where state = 'recovered')                              as recovered_source,
    max(source) filter (where state = 'outstanding')                            as outstanding_source
from funds_in_scope
group by unit_id, inspection_id;

create temp view discipline_counted as
select discipline.discipline_id as statement_id, discipline.inspection_id, inspections_in_scope.unit_id, term, form, term_class, counts, number,
    is_approximate, part_of, discipline.document_id, discipline.locator, 'counted' as source, cast(null as varchar) as evidence
from discipline
join inspections_in_scope on inspections_in_scope.inspection_id = discipline.inspection_id
left join documents on documents.document_id = discipline.document_id
cross join chosen
where coalesce(discipline.decided_on, documents.as_of, documents.published_on, chosen.as_of) <= chosen.as_of
    and ((chosen.aspects is null and chosen.themes is null) or discipline.problem_id in (select problem_id from problems_dated));

create temp view discipline_stated as
select * from discipline_counted
union all
select figure_id as statement_id, inspection_id, unit_id, term, form, term_class, counts, cast(value as bigint) as number,
    is_approximate, part_of, document_id, locator, 'declared' as source, evidence
from figures_in_scope
where figure = 'discipline' and value is not null
    and inspection_id not in (select inspection_id from discipline_counted);

-- A total with parts counts once: its parts, and what the parts leave over. Parts in cases or units say nothing of a total in persons.
create temp view discipline_in_scope as
select
    stated.statement_id, stated.inspection_id, stated.unit_id, stated.term, stated.form, stated.term_class, stated.counts, stated.document_id, stated.locator, stated.source,
    stated.evidence,
    case when parts.number is null then stated.number else stated.number - parts.number end as number
from discipline_stated as stated
left join (
    select part_of, case when counts = 'person_times' then 'persons' else counts end as counts, sum(number) as number
    from discipline_stated
    where part_of is not null
    group by part_of, case when counts = 'person_times' then 'persons' else counts end
) as parts on parts.part_of = stated.statement_id and parts.counts = case when stated.counts = 'person_times' then 'persons' else stated.counts end
where parts.number is null or stated.number > parts.number;

-- Actions are counted in persons or person-times of each term; cases and units are other counts and are never added in.
create temp view actions_in_scope as
select * from discipline_in_scope
where term_class in ('action', 'unspecified', 'employment') and counts in ('persons', 'person_times');

create temp view rules_counted as
select rules.inspection_id, inspections_in_scope.unit_id, rules.action, rules.number, rules.title, rules.problem_id, rules.issued_on,
    rules.document_id, rules.locator, 'counted' as source
from rules
join inspections_in_scope on inspections_in_scope.inspection_id = rules.inspection_id
left join documents on documents.document_id = rules.document_id
cross join chosen
where coalesce(rules.issued_on, documents.as_of, documents.published_on, chosen.as_of) <= chosen.as_of
    and ((chosen.aspects is null and chosen.themes is null) or rules.problem_id in (select problem_id from problems_dated));

create temp view rules_stated as
select inspection_id, unit_id, action, number, title, problem_id, issued_on, document_id, locator, source,
    cast(null as varchar) as evidence, cast(null as bigint) as evidence_start, false as is_approximate
from rules_counted
union all
select inspection_id, unit_id,
    case figure when 'rules_new' then 'new' when 'rules_revised' then 'revised' when 'rules_new_or_revised' then 'new_or_revised'
        when 'rules_abolished' then 'abolished' else 'planned' end as action,
    cast(value as bigint) as number, cast(null as varchar) as title, cast(null as varchar) as problem_id, cast(null as date) as issued_on,
    document_id, locator, 'declared' as source, evidence, evidence_start, coalesce(is_approximate, false) as is_approximate
from figures_in_scope
where figure in ('rules_new', 'rules_revised', 'rules_new_or_revised', 'rules_abolished', 'rules_planned') and part_of is null and value is not null
    and inspection_id not in (select inspection_id from rules_counted);

-- One row per inspection. In a document a lumped count is the total of new and revised, and is that total where only one of them is given;
-- in a ledger each row is a rule of its own, so rules of which nobody says whether they are new come on top.
create temp view rules_in_scope as
select
    inspection_id, unit_id, max(source) as source,
    sum(number) filter (where action = 'new')                   as rules_new,
    sum(number) filter (where action = 'revised')               as rules_revised,
    sum(number) filter (where action = 'new_or_revised')        as rules_lumped,
    sum(number) filter (where action = 'abolished')             as rules_abolished,
    sum(number) filter (where action = 'planned')               as rules_planned,
    case
        when max(source) = 'counted' then sum(number) filter (where action in ('new', 'revised', 'new_or_revised'))
        when count(distinct action) filter (where action in ('new', 'revised')) = 2 then sum(number) filter (where action in ('new', 'revised'))
        else greatest(sum(number) filter (where action in ('new', 'revised')), sum(number) filter (where action = 'new_or_revised'))
    end                                                         as rules_made
from rules_stated
group by inspection_id, unit_id;

-- What documents declare of money, people and rules in an inspection whose rows speak of the same, and those rows, one a statement: `part` is
-- what is compared (state, counts, action). A declared lump of rules is compared with all rows that are new or revised.
create temp view statements_beside_rows as
select *
from (
    select
        case when figure = 'discipline' then figure when figure like 'rules_%' then 'rules' else 'funds' end as kind,
        case when figure = 'discipline' then counts when figure = 'loss_averted' then figure else substring(figure, 7) end as part,
        'declared' as source, unit_id, inspection_id, coalesce(term, category) as subject, cast(value as decimal(18, 2)) as amount,
        coalesce(is_approximate, false) as is_approximate, document_id, locator, figure_id
    from figures_in_scope
    where part_of is null and value is not null
        and (figure in ('funds_identified', 'funds_recovered', 'funds_outstanding', 'funds_surrendered', 'loss_averted',
                'rules_new', 'rules_revised', 'rules_new_or_revised', 'rules_abolished', 'rules_planned')
            or (figure = 'discipline' and term_class in ('action', 'unspecified', 'employment')))
    union all
    select 'funds' as kind, state as part, source, unit_id, inspection_id, category as subject, amount, false as is_approximate, document_id, locator,
        cast(null as varchar) as figure_id
    from funds_counted
    union all
    select 'discipline' as kind, counts as part, source, unit_id, inspection_id, term as subject, cast(number as decimal(18, 2)) as amount,
        false as is_approximate, document_id, locator, cast(null as varchar) as figure_id
    from discipline_counted
    where part_of is null and term_class in ('action', 'unspecified', 'employment')
    union all
    select 'rules' as kind, parts.part, source, unit_id, inspection_id, title as subject, cast(number as decimal(18, 2)) as amount,
        false as is_approximate, document_id, locator, cast(null as varchar) as figure_id
    from rules_counted
    join (
        select 'new' as action, 'new' as part union all select 'revised' as action, 'revised' as part
        union all select 'abolished' as action, 'abolished' as part union all select 'planned' as action, 'planned' as part
        union all select 'new' as action, 'new_or_revised' as part union all select 'revised' as action, 'new_or_revised' as part
        union all select 'new_or_revised' as action, 'new_or_revised' as part
    ) as parts on parts.action = rules_counted.action
) as told
qualify count(case when source = 'declared' then 1 end) over (partition by inspection_id, kind, part) > 0
    and count(case when source = 'counted' then 1 end) over (partition by inspection_id, kind, part) > 0;

create temp view sources_by_part as
select
    kind, unit_id, part,
    sum(amount) filter (where source = 'counted')               as counted,
    sum(amount) filter (where source = 'declared')              as declared,
    max(is_approximate) = 1                                     as is_approximate,
    string_agg(places, '；' order by inspection_id, source desc) as places
from (
    select
        kind, unit_id, inspection_id, part, source, sum(amount) as amount, max(case when is_approximate then 1 else 0 end) as is_approximate,
        case when source = 'declared' or count(*) <= 5 then string_agg(concat(document_id, ' › ', locator), '；' order by document_id, locator)
            else concat(cast(count(*) as varchar), ' › ', max(document_id)) end as places
    from statements_beside_rows
    group by kind, unit_id, inspection_id, part, source
) as of_inspections
group by kind, unit_id, part;



-- Disclosure --------------------------------------------------------------------------------------------------------------------

-- One row per inspection that published a notice: the first publication, and whether its whole text was read.
create temp view notices_in_scope as
select
    documents.inspection_id, inspections_in_scope.unit_id, inspections_in_scope.feedback_on, inspections_in_scope.started_on, inspections_in_scope.ended_on,
    min(documents.published_on)                                 as published_on,
    max(case when documents.extent = 'whole' then 1 else 0 end) = 1 as is_whole,
    max(documents.document_id)                                  as document_id
from documents
join inspections_in_scope on inspections_in_scope.inspection_id = documents.inspection_id
cross join chosen
where documents.kind = 'notice' and coalesce(documents.published_on, chosen.as_of) <= chosen.as_of
group by documents.inspection_id, inspections_in_scope.unit_id, inspections_in_scope.feedback_on, inspections_in_scope.started_on, inspections_in_scope.ended_on;
