"""Every check finds the contradiction it is named for, with both places, and leaves alone what agrees."""

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
