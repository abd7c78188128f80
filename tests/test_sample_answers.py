"""What the dashboard answers from the sample is what the two notices say, and what was not read is not called undisclosed."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from etl import pipeline
from queries import Filter, Lake, answer, answers, breakdown, conflicts, metric, metrics

SAMPLE = Path(__file__).parents[1] / "data" / "sample"
SHANGHAI, GAOLING = "sh-urban-management", "gaoling-urban-management"


@pytest.fixture(scope="module")
def database(tmp_path_factory):
    lake = tmp_path_factory.mktemp("lake")
    done = pipeline.load([SAMPLE], lake)
    assert done.is_complete, [outcome.refusals for outcome in done.outcomes]
    return Lake(lake).edition().connect(threads=1)


@pytest.fixture(scope="module")
def found(database):
    """Every metric's answer, by metric and unit."""
    return {name: {row["unit_id"]: row for row in table.to_pylist()} for name, table in answers(database, list(metrics()), Filter()).items()}


def only(row: dict, *names: str) -> tuple:
    return tuple(row[name] for name in names)


def test_shanghai_completed_29_of_32_items(found):
    assert only(found["problem_completion_rate"][SHANGHAI], "basis", "standard", "source", "completed", "total", "value") == ("item", "claimed", "declared", 29, 32, 90.625)


def test_shanghai_completed_96_of_99_measures(found):
    assert only(found["measure_completion_rate"][SHANGHAI], "completed", "total") == (96, 99)


def test_shanghai_recovered_2000_yuan_of_nobody_knows_how_much(found):
    assert found["funds_recovered"][SHANGHAI]["value"] == Decimal(2000)
    assert only(found["recovery_rate"][SHANGHAI], "value", "reason") == (None, "identified_unknown")
    assert only(found["funds_identified"][SHANGHAI], "value", "reason") == (None, "not_stated")


def test_shanghai_admonished_one_and_dealt_with_four_all_of_form_one(database, found):
    terms = [only(row, "term", "form", "counts", "value") for row in answer(database, breakdown("discipline_by_term"), Filter(units=(SHANGHAI,))).to_pylist()]
    assert sorted(terms) == sorted([("诫勉谈话", 1, "persons", 1), ("组织处理", 1, "persons", 4)])
    assert only(found["disciplinary_actions"][SHANGHAI], "form_1", "form_2", "value") == (5, 0, 5)


def test_shanghai_made_19_new_and_7_revised_rules_and_plans_3(found):
    assert only(found["rules_made"][SHANGHAI], "rules_new", "rules_revised", "rules_planned", "value") == (19, 7, 3, 26)


def test_shanghai_is_not_published_on_a_known_day(found):
    assert only(found["disclosure_lag_days"][SHANGHAI], "value", "reason") == (None, "not_published")


def test_gaoling_completed_40_of_40_items(found):
    assert only(found["problem_completion_rate"][GAOLING], "basis", "completed", "total", "value") == ("item", 40, 40, 100)


def test_gaoling_has_no_measure_rate_because_103_and_40_contradict(database, found):
    row = found["measure_completion_rate"][GAOLING]
    assert only(row, "completed", "total", "value", "reason") == (None, None, None, "totals_contradict")
    assert "856-868" in row["places"] and "1507-1527" in row["places"]
    contradiction = next(row for row in conflicts(database, Filter(units=(GAOLING,))).to_pylist() if row["check_name"] == "totals_contradict")
    assert only(contradiction, "subject", "one_value", "one_locator", "other_value", "other_locator") == ("total measure", "103", "856-868", "40", "1507-1527")


def test_gaoling_recovered_79380_of_80505_and_1125_are_outstanding(database, found):
    assert found["funds_recovered"][GAOLING]["value"] == Decimal(79380)
    assert found["funds_identified"][GAOLING]["value"] == Decimal(80505)
    assert found["funds_outstanding"][GAOLING]["value"] == Decimal(1125)
    assert found["recovery_rate"][GAOLING]["value"] == pytest.approx(98.60, abs=0.005)
    assert "all_recovered_but_outstanding" in {row["check_name"] for row in conflicts(database, Filter(units=(GAOLING,))).to_pylist()}


def test_gaoling_took_six_actions_and_says_four_cases(database, found):
    assert only(found["disciplinary_actions"][GAOLING], "form_1", "form_2", "form_3", "form_4", "no_form", "value") == (1, 3, 1, 0, 1, 6)
    cases = next(row for row in conflicts(database, Filter(units=(GAOLING,))).to_pylist() if row["check_name"] == "cases_against_actions")
    assert only(cases, "one_value", "other_value") == ("4 件", "6 人次")


def test_gaoling_made_4_new_and_11_revised_rules(found):
    assert only(found["rules_made"][GAOLING], "rules_new", "rules_revised", "value") == (4, 11, 15)


def test_gaoling_published_321_days_after_feedback(found):
    assert only(found["disclosure_lag_days"][GAOLING], "feedback_on", "published_on", "value") == (date(2020, 9, 2), date(2021, 7, 20), 321)


def test_every_unit_is_answered_on_every_metric(database, found):
    units = {unit_id for unit_id, in database.execute("select unit_id from units").fetchall()}
    assert len(units) == 59
    assert all(rows.keys() == units for rows in found.values())


def test_units_of_which_only_the_opening_was_read_are_not_said_to_be_silent(database, found):
    opening = {unit_id for unit_id, in database.execute("""
        select unit_id from inspections join documents using (inspection_id) group by unit_id having bool_and(extent = 'opening')""").fetchall()}
    assert len(opening) == 57
    reasons = {rows[unit_id]["reason"] for rows in found.values() for unit_id in opening}
    assert "opening_only" in reasons and "not_stated" not in reasons


def test_the_two_that_were_read_whole_may_be_silent(found):
    assert found["recovery_rate"][SHANGHAI]["reason"] != "opening_only"
    assert {found[name][unit_id]["reason"] for name in found for unit_id in (SHANGHAI, GAOLING)} & {"opening_only"} == set()


def test_before_publication_gaoling_had_said_nothing(database):
    early = answer(database, metric("problem_completion_rate"), Filter(units=(GAOLING,), as_of=date(2021, 7, 19))).to_pylist()
    assert [only(row, "completed", "value", "reason") for row in early] == [(None, None, "not_stated")]
