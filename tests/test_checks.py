"""Every check finds the contradiction it is named for, with both places, and leaves alone what agrees."""

import re
import tomllib
from pathlib import Path

from queries import Filter, answer, answers, checks, conflicts, metric
from queries.catalog import CHECK_COLUMNS

CASES = Path(__file__).parent / "cases"
QUERIES = checks()

EVERY_CONTRADICTION = {
    "inspections": "unit_id | started_on | ended_on | feedback_on\nA | 2024-02-01 | 2024-01-10 | 2024-03-01",
    "figures": """
figure         | basis   | value
total          | item    | 3
total          | item    | 4
completed      | item    | 5
all_recovered  |         |
funds_outstanding |      | 9
""",
}


def test_a_worked_case_is_answered_as_by_hand(query, case, worked):
    found, expected = worked(query, case)
    assert found == expected


def test_has_a_case_that_contradicts_and_one_that_agrees(query):
    cases = tomllib.loads((CASES / f"{query.name}.toml").read_text(encoding="utf-8"))["case"]
    agree = {len(case["answer"].strip().splitlines()) == 1 for case in cases}
    assert agree == {True, False}


def test_gives_both_values_with_both_places(query):
    assert tuple(query.columns) == tuple(CHECK_COLUMNS)


def test_a_worked_case_quotes_both_sides(query):
    cases = tomllib.loads((CASES / f"{query.name}.toml").read_text(encoding="utf-8"))["case"]
    assert any({"one_evidence", "other_evidence"} <= set(re.split(r"\W+", case["answer"].strip().splitlines()[0])) for case in cases)


def test_all_checks_together_say_what_each_says_alone(publish):
    database = publish(**EVERY_CONTRADICTION)
    together = conflicts(database, Filter()).to_pylist()
    alone = answers(database, list(checks()), Filter())
    assert sorted((row["check_name"], row["one_value"], row["other_value"]) for row in together) \
        == sorted((name, row["one_value"], row["other_value"]) for name, table in alone.items() for row in table.to_pylist())
    assert {row["check_name"] for row in together} == {"dates_out_of_order", "totals_contradict", "completed_exceeds_total", "all_recovered_but_outstanding"}


def test_the_metric_counts_what_the_checks_find(publish):
    database = publish(**EVERY_CONTRADICTION)
    counted = answer(database, metric("internal_conflicts"), Filter()).to_pylist()
    assert [row["value"] for row in counted] == [conflicts(database, Filter()).num_rows]


def test_what_may_both_hold_is_listed_but_never_counted(publish):
    database = publish(documents="document_id | kind | inspection_id | published_on\nn | notice | A-1 | 2024-06-30",
                       problems="document_id | number\nn | 1", figures="document_id | figure | basis | value\nn | total | feedback | 3")
    assert [(row["check_name"], row["can_both_hold"]) for row in conflicts(database, Filter()).to_pylist()] == [("listed_fewer_than_declared", True)]
    assert [(row["kinds"], row["value"]) for row in answer(database, metric("internal_conflicts"), Filter()).to_pylist()] == [(None, 0)]
    assert {check.name for check in checks() if check.can_both_hold} == {"cases_against_actions", "listed_fewer_than_declared"}
