"""Every metric answers its worked cases by hand, and keeps the promises that all metrics make."""

import tomllib
from pathlib import Path

import pytest

import oracle
from queries import Filter, answer, metrics, reasons

CASES = Path(__file__).parent / "cases"
QUERIES = metrics()
# The numerator of these is a part of the denominator. Money may be recovered beyond what was identified: a contradiction, shown as one.
SHARES = {"problem_completion_rate", "measure_completion_rate", "on_time_rate", "repeat_problem_rate", "form_one_share", "disclosure_completeness"}
FILTERS = (Filter(), Filter(standard="accepted", basis="item"), Filter(rounds=("第二轮",)), Filter(aspects=("甲",)))


def test_a_worked_case_is_answered_as_by_hand(query, case, worked):
    found, expected = worked(query, case)
    assert found == expected


def test_has_at_least_three_worked_cases(query):
    wanted = 8 if query.name == "problem_completion_rate" else 3
    cases = tomllib.loads((CASES / f"{query.name}.toml").read_text(encoding="utf-8"))["case"]
    assert len(cases) >= wanted


def test_every_file_of_cases_is_named_after_a_query():
    from queries import breakdowns, checks
    assert {path.stem for path in CASES.glob("*.toml")} == {query.name for query in (*metrics(), *breakdowns(), *checks())}


def test_answers_once_for_every_unit_in_scope_in_order(query, publish):
    table = answer(publish(units="unit_id\nC\nA\nB"), query, Filter(units=("C", "A")))
    assert table.column("unit_id").to_pylist() == ["A", "C"]


@pytest.mark.parametrize("chosen", FILTERS, ids=lambda chosen: ",".join(chosen.to_query()) or "all")
@pytest.mark.parametrize("seed", (1, 2, 3))
def test_on_any_data_keeps_what_every_metric_promises(seed, chosen, publish):
    database = publish(**oracle.random_lake(seed))
    in_scope = [unit for unit in database.execute("select unit_id from units order by unit_id").fetchall()]
    for query in metrics():
        table = answer(database, query, chosen)
        assert table.column_names == ["unit_id", "unit_name", *(name for name in query.columns if name != "unit_id")], query.name
        assert table.column_names[-1] == "value"
        unit_ids = table.column("unit_id").to_pylist()
        assert unit_ids == sorted(set(unit_ids)) and (chosen.rounds or len(unit_ids) == len(in_scope)), query.name
        for row in table.to_pylist():
            assert (row["value"] is None) == (row["reason"] is not None), (query.name, row)
            assert row["reason"] is None or row["reason"] in reasons(), (query.name, row)
            assert query.name not in SHARES or row["value"] is None or 0 <= row["value"] <= 100, (query.name, row)
