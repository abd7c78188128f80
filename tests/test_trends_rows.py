"""History is the present asked on another day: every month end, round and closing day agrees with the question asked of it alone."""

from collections import defaultdict
from datetime import date, timedelta
from random import Random

import pytest

import oracle
from queries import Filter, answer, breakdown, metric
from queries.run import Scoped

BACKLOG, ROUNDS, ON_TIME, CLOSINGS = (breakdown(name) for name in ("backlog_by_month", "completion_by_round", "on_time_by_round", "closings_by_day"))
STANDARDS = oracle.STANDARDS
CONTRADICTIONS = oracle.CONTRADICTIONS


def rows(database, query, **chosen) -> list[dict]:
    return answer(database, query, Filter(**chosen)).to_pylist()


def dated_lake(seed: int) -> dict[str, list[dict]]:
    """A random province whose ledgers also wrote down days of their own, some of which the last one has emptied or moved."""
    tables, random = oracle.random_lake(seed), Random(seed)
    for row in tables["progress"]:
        for name in ("claimed_on", "evidenced_on", "accepted_on"):
            if random.random() < 0.4:
                row[name] = oracle.FIRST + timedelta(days=random.randint(100, 500))
    for row in tables["problems"]:
        if random.random() < 0.3:
            row["claimed_on"] = row["accepted_on"] = None
    return tables


def counted(database, **chosen) -> dict[tuple, tuple]:
    """What `scope.sql` counts on its one day: (unit, basis) -> (completed, total)."""
    found = Scoped(database, Filter(**chosen)).rows(
        "select unit_id, basis, sum(completed) as completed, sum(total) as total from counted_completion where basis <> 'measure' group by unit_id, basis")
    return {(row["unit_id"], row["basis"]): (int(row["completed"]), int(row["total"])) for row in found.to_pylist()}


@pytest.mark.parametrize("standard", STANDARDS)
@pytest.mark.parametrize("seed", range(4))
def test_every_month_end_is_what_is_counted_as_of_that_day(seed, standard, publish):
    database = publish(**dated_lake(seed))
    as_of = oracle.LEDGER_DAYS[-1] + timedelta(days=25)
    months = defaultdict(dict)
    for row in rows(database, BACKLOG, as_of=as_of, standard=standard):
        months[row["day"]][row["unit_id"], row["basis"]] = row["completed"], row["value"]
        assert row["open"] == row["value"] - row["completed"] >= 0
        assert row["month"] == row["day"].replace(day=1)
    days = [day for day in (date(2023 + number // 12, number % 12 + 1, 1) - timedelta(days=1) for number in range(2, 24)) if day < as_of]
    assert len(days) > 12 and max(months) == as_of
    for day in [*days[seed % 3::3], as_of]:
        assert months[day] == counted(database, as_of=day, standard=standard), day


@pytest.mark.parametrize("seed", range(3))
def test_the_months_of_a_part_are_those_of_the_part_asked_alone(seed, publish):
    database = publish(**dated_lake(seed))
    asked = {"standard": "claimed", "rounds": ("第二轮",), "aspects": ("甲",)}
    found = rows(database, BACKLOG, **asked)
    for day in sorted({row["day"] for row in found})[-3:]:
        assert {(row["unit_id"], row["basis"]): (row["completed"], row["value"]) for row in found if row["day"] == day} == counted(database, as_of=day, **asked)


@pytest.mark.parametrize("standard", STANDARDS)
@pytest.mark.parametrize("seed", range(3))
def test_a_round_is_the_rate_asked_of_that_round_on_that_basis(seed, standard, publish):
    database = publish(**oracle.random_lake(seed))
    rounds = {each for each, in database.execute("select distinct round from inspections where round is not null").fetchall()}
    found = rows(database, ROUNDS, standard=standard)
    for basis in ("feedback", "item"):
        for name in rounds:
            parts = defaultdict(list)
            for row in found:
                if (row["basis"], row["round"]) == (basis, name):
                    parts[row["unit_id"]].append(row)
            for asked in rows(database, metric("problem_completion_rate"), standard=standard, basis=basis, rounds=(name,)):
                own = parts[asked["unit_id"]]
                if asked["value"] is None:
                    assert all(row["reason"] or not row["value"] for row in own) or asked["reason"] in CONTRADICTIONS
                else:
                    said = [row for row in own if row["reason"] is None]
                    assert (sum(row["completed"] for row in said), sum(row["value"] for row in said)) == (asked["completed"], asked["total"])


@pytest.mark.parametrize("seed", range(4))
def test_a_round_on_time_is_the_rate_asked_of_that_round(seed, publish):
    database = publish(**oracle.random_lake(seed))
    found = rows(database, ON_TIME, standard="claimed")
    for basis in ("feedback", "item"):
        for name in {row["round"] for row in found if row["round"]}:
            sums = defaultdict(lambda: [0, 0])
            for row in found:
                if (row["basis"], row["round"]) == (basis, name):
                    sums[row["unit_id"]][0] += row["completed"]
                    sums[row["unit_id"]][1] += row["value"]
            for asked in rows(database, metric("on_time_rate"), standard="claimed", basis=basis, rounds=(name,)):
                if asked["value"] is not None:
                    assert sums[asked["unit_id"]] == [asked["on_time"], asked["due"]]


@pytest.mark.parametrize("standard", STANDARDS)
@pytest.mark.parametrize("seed", range(4))
def test_closings_by_day_are_the_problems_of_the_metric(seed, standard, publish):
    """Read from the oracle: who closed when, and who is open until the last ledger of the inspection."""
    tables = oracle.random_lake(seed)
    chosen = Filter(standard=standard)
    told = oracle.Oracle({name: tables.get(name, []) for name in ("units", "inspections", "documents", "problems", "progress", "figures", "measures", "funds",
                                                                   "discipline", "rules")}, chosen)
    heard = defaultdict(lambda: date.min)
    for row in tables["problems"]:
        days = [each["as_of"] for each in tables["progress"] if each["problem_id"] == row["problem_id"]]
        key = row["inspection_id"], row["basis"]
        heard[key] = max([heard[key], *days, *(day for name in ("as_of", "published_on") if (day := told.by_document[row["document_id"]].get(name)))])
    expected = defaultdict(int)
    for each in told.problems:
        inspection = told.inspections[each.row["inspection_id"]]
        if each.status == "unknown" or not inspection.get("feedback_on"):
            continue
        known = max((min(heard[each.row["inspection_id"], each.row["basis"]], told.as_of) - inspection["feedback_on"]).days, 0)
        closed = max((each.closed_on - inspection["feedback_on"]).days, 0) if each.closed_on else None
        key = (("long_term", None, None) if each.status == "long_term" else ("completed", closed, max(closed, known)) if closed is not None
               else ("undated", None, None) if each.is_completed else ("open", known, known))
        expected[inspection["unit_id"], each.row["basis"], inspection.get("round"), *key] += 1
    found = {tuple(row[name] for name in ("unit_id", "basis", "round", "outcome", "days", "followed_days")): row["value"] for row in rows(publish(**tables), CLOSINGS, standard=standard)}
    assert found == dict(expected)


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize(("name", "whole"), [("discipline_by_round", "disciplinary_actions"), ("rules_by_round", "rules_made")])
def test_rounds_of_a_neutral_number_add_up_to_it(name, whole, seed, publish):
    database = publish(**oracle.random_lake(seed))
    sums = defaultdict(int)
    for row in rows(database, breakdown(name)):
        sums[row["unit_id"]] += row["value"]
    for row in rows(database, metric(whole)):
        assert sums.get(row["unit_id"]) == row["value"]
