"""Every breakdown answers its worked cases by hand, and its parts add up to the metric that it takes apart."""

import tomllib
from pathlib import Path

from queries import breakdowns

CASES = Path(__file__).parent / "cases"
QUERIES = breakdowns()


def test_a_worked_case_is_answered_as_by_hand(query, case, worked):
    found, expected = worked(query, case)
    assert found == expected


def test_has_a_case_with_parts_and_one_without(query):
    cases = tomllib.loads((CASES / f"{query.name}.toml").read_text(encoding="utf-8"))["case"]
    are_empty = {len(case["answer"].strip().splitlines()) == 1 for case in cases}
    assert are_empty == {True, False}


def test_names_its_part_as_a_column_and_has_its_value_last(query):
    assert query.part in query.columns
    assert list(query.columns)[0] == "unit_id" and list(query.columns)[-1] == "value"
