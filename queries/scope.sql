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

create temp view figures_in_scope as
select figures.*, documents_in_scope.unit_id, documents_in_scope.extent, documents_in_scope.feedback_on
from figures
join documents_in_scope on documents_in_scope.document_id = figures.document_id and documents_in_scope.inspection_id = figures.inspection_id
cross join chosen
where chosen.aspects is null and chosen.themes is null;


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
    coalesce(problems.due_on, inspections_in_scope.due_on)      as due_on,
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
    select problem_id, problems.inspection_id, basis, parent_problem_id, aspect, theme, number, problems.document_id, locator, status, due_on,
        coalesce(claimed_on, accepted_on) as claimed_on, evidenced_on, accepted_on,
        coalesce(documents.as_of, documents.published_on) as spoken_on
    from problems
    left join documents on documents.document_id = problems.document_id
) as problems
join inspections_in_scope on inspections_in_scope.inspection_id = problems.inspection_id
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
    problem_id, inspection_id, unit_id, basis, parent_problem_id, aspect, theme, number, document_id, locator, feedback_on, due_on,
    case when is_closed then 'completed' when is_claimed then 'claimed_only' else status_stated end as status,
    is_stated,
    is_closed                                                   as is_completed,
    case when is_closed then closed_by end                      as closed_on,
    not is_closed and due_on < as_of and status_stated not in ('extended', 'long_term', 'unknown') as is_overdue
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

create temp view counted_completion as
select
    inspection_id, unit_id, basis, feedback_on, 'counted' as source,
    count(*) filter (where is_completed)                        as completed,
    count(*)                                                    as total,
    cast(null as varchar)                                       as reason,
    concat(max(document_id), ' › ', cast(count(*) as varchar))  as places
from problems_in_scope
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
where basis = 'feedback'
group by unit_id, inspection_id
union all
select unit_id, inspection_id, cast(max(value) as bigint) as problems
from figures_in_scope
where figure = 'total' and basis = 'feedback' and part_of is null
    and inspection_id not in (select inspection_id from problems_in_scope where basis = 'feedback')
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
select inspection_id, unit_id, state, category, amount, is_approximate, document_id, locator, source from funds_counted
union all
select inspection_id, unit_id, state, category, amount, is_approximate, document_id, locator, 'declared' as source
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
    is_approximate, part_of, discipline.document_id, discipline.locator, 'counted' as source
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
    is_approximate, part_of, document_id, locator, 'declared' as source
from figures_in_scope
where figure = 'discipline' and value is not null
    and inspection_id not in (select inspection_id from discipline_counted);

-- A total with parts counts once: its parts, and what the parts leave over. Parts in cases or units say nothing of a total in persons.
create temp view discipline_in_scope as
select
    stated.statement_id, stated.inspection_id, stated.unit_id, stated.term, stated.form, stated.term_class, stated.counts, stated.document_id, stated.locator, stated.source,
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
select rules.inspection_id, inspections_in_scope.unit_id, rules.action, rules.number, rules.document_id, rules.locator, 'counted' as source
from rules
join inspections_in_scope on inspections_in_scope.inspection_id = rules.inspection_id
left join documents on documents.document_id = rules.document_id
cross join chosen
where coalesce(rules.issued_on, documents.as_of, documents.published_on, chosen.as_of) <= chosen.as_of
    and ((chosen.aspects is null and chosen.themes is null) or rules.problem_id in (select problem_id from problems_dated));

create temp view rules_stated as
select * from rules_counted
union all
select inspection_id, unit_id,
    case figure when 'rules_new' then 'new' when 'rules_revised' then 'revised' when 'rules_new_or_revised' then 'new_or_revised'
        when 'rules_abolished' then 'abolished' else 'planned' end as action,
    cast(value as bigint) as number, document_id, locator, 'declared' as source
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
