"""Trends: sums and not means, exact splits, curves of published data, limits only where there are enough points."""

import csv
import math
from collections import Counter
from datetime import date
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from queries import changes, curves, trends
from queries.statistics import survival

VECTORS = Path(__file__).resolve().parents[2] / "shared" / "vectors" / "survival"
COUNTS = st.integers(1, 60).flatmap(lambda total: st.tuples(st.integers(0, total), st.just(total)))
CELLS = st.dictionaries(st.sampled_from("abcdefgh"), COUNTS, min_size=1)


def row(unit="A", basis="item", name="第一轮", completed=1, value=2, reason=None, feedback_on=date(2024, 1, 1), **more) -> dict:
    return {"unit_id": unit, "basis": basis, "round": name, "year": feedback_on and feedback_on.year, "completed": completed, "value": value, "reason": reason,
            "feedback_on": feedback_on, "youngest_days": 90, "oldest_days": 100} | more


# By round ------------------------------------------------------------------------------------------------------------

def test_a_round_is_the_ratio_of_sums_and_no_mean_of_ratios():
    period = trends.periods([row("A", completed=1, value=1), row("B", completed=0, value=9)], "round")["item"][0]
    assert (period.closed, period.total, period.units, period.percent) == (1, 10, 2, 10.0)
    assert period.interval == pytest.approx((1.7876, 40.4150), abs=1e-4)


def test_bases_stay_apart_and_rounds_stand_in_the_order_of_their_feedback():
    rows = [row(name="第三轮", feedback_on=date(2025, 1, 1)), row(name="第一轮"), row(name="第二轮", feedback_on=date(2024, 6, 1)), row(name=None, feedback_on=None), row(basis="feedback")]
    found = trends.periods(rows, "round")
    assert [period.name for period in found["item"]] == ["第一轮", "第二轮", "第三轮", None]
    assert len(found["feedback"]) == 1
    assert [period.name for period in trends.in_order(found["item"])] == ["第一轮", "第二轮", "第三轮"]


def test_a_unit_that_contradicts_itself_in_a_year_answers_in_none_of_it():
    rows = [row("A"), row("A", name="第二轮", completed=None, value=None, reason="totals_contradict"), row("B", completed=3, value=20), row("C", completed=None, value=None, reason="no_completed")]
    period = trends.periods(rows, "year")["item"][0]
    assert (period.name, period.closed, period.total, period.units) == ("2024", 3, 20, 1)
    assert period.left_out == Counter(totals_contradict=1, no_completed=1)


def test_an_age_that_one_unit_lacks_is_no_age_of_the_round():
    assert trends.periods([row("A"), row("B", youngest_days=None)], "round")["item"][0].ages is None
    assert trends.periods([row("A"), row("B", oldest_days=300)], "round")["item"][0].ages == (90, 300)


def test_a_trend_is_tested_from_three_rounds_on_and_as_r_does():
    """R: prop.trend.test(c(83, 90, 129, 70), c(86, 93, 136, 82)) gives 8.2249, p = 0.004132."""
    found = [trends.Period(str(place), x, n, 1, Counter(), date(2024, 1, 1), None) for place, (x, n) in enumerate([(83, 86), (90, 93), (129, 136), (70, 82)])]
    assert trends.tested(found) == pytest.approx((8.2249, 0.004132), abs=1e-4)
    assert trends.tested(found[:2]) is None


def test_everybody_at_the_top_is_no_trend_and_too_few_are_no_difference():
    whole = [trends.Period(str(place), 12, 12, 1, Counter(), date(2024, 1, 1), None) for place in range(3)]
    assert trends.tested(whole) is None
    assert trends.last_difference(whole) is not None
    assert trends.last_difference([whole[0], trends.Period("x", 3, 9, 1, Counter(), None, None)]) is None


# By month ------------------------------------------------------------------------------------------------------------

def month(number: int, completed=1, value=3, unit="A") -> dict:
    first = date(2024 + (number - 1) // 12, (number - 1) % 12 + 1, 1)
    last = date(2024 + number // 12, number % 12 + 1, 1).toordinal() - 1
    return {"unit_id": unit, "basis": "item", "month": first, "day": date.fromordinal(last), "completed": completed, "value": value}


def test_units_are_added_month_by_month():
    found = trends.months([month(1, 1, 3), month(1, 2, 4, unit="B"), month(2, 3, 3)])["item"]
    assert [(each.completed, each.open, each.total, each.units) for each in found] == [(3, 4, 7, 2), (3, 0, 3, 1)]


def test_a_month_without_closings_is_a_nought_and_one_that_is_cut_short_is_no_equal_space():
    listed = trends.months([month(1), month(2), month(3) | {"day": date(2024, 3, 30)}])["item"]
    assert trends.closings([{"month": date(2024, 1, 1), "value": 4}, {"month": date(2023, 1, 1), "value": 9}], listed) == [4, 0, 0]
    assert [each.month.month for each in trends.whole(listed)] == [1, 2]
    assert len(trends.whole(trends.months([month(12)])["item"])) == 1


def test_limits_come_from_twelve_points_on_and_are_on_trial_below_thirteen():
    values = [*[5, 7, 4, 6, 8, 5, 6, 7, 4, 6, 5, 7] * 2, 16]
    assert trends.controlled(values[:11]) is None
    assert trends.controlled(values[:12]).is_on_trial
    found = trends.controlled(values)
    assert not found.is_on_trial and found.causes[-1] == "outside" and not found.is_unsettled
    assert trends.controlled([3] * 14) is None


def test_a_stock_that_only_climbs_has_no_usual_level():
    assert trends.controlled(list(range(0, 200, 10))).is_unsettled


# Curves --------------------------------------------------------------------------------------------------------------

def closing(days, outcome="completed", value=1, unit="A", name=None, followed=None, basis="item") -> dict:
    return {"unit_id": unit, "basis": basis, "round": name, "outcome": outcome, "days": days, "followed_days": followed or days, "value": value}


def aml(name: str) -> list[dict]:
    with (VECTORS / "data_aml.csv").open(encoding="utf-8") as lines:
        return [closing(int(float(each["time"])), "completed" if each["status"] == "1" else "open", unit=each["group"], name=each["group"]) for each in csv.DictReader(lines) if each["group"] == name or not name]


@pytest.mark.skipif(not VECTORS.exists(), reason="the reference vectors are not part of the project")
def test_the_curve_of_published_data_is_theirs():
    """therneau/survival aml: medians 31 and 23; survdiff χ² = 3.4 on 1 degree of freedom, p = 0.07."""
    rows = aml("")
    found = {group.name: group for group in curves.groups(rows, lambda row: row["round"])}
    assert {name: group.median[0] for name, group in found.items()} == {"Maintained": 31.0, "Nonmaintained": 23.0}
    statistic, freedom, p = curves.compared(rows, lambda row: row["round"], list(found))
    assert (round(statistic, 1), freedom, round(p, 2)) == (3.4, 1, 0.07)


def test_counts_by_day_make_the_curve_of_the_single_problems():
    rows = [closing(10, value=3, followed=50), closing(50, "open", value=2), closing(20, value=1, followed=50), closing(30, "open", value=4, unit="B")]
    group = curves.groups(rows)[0]
    days, is_closed = [10] * 3 + [50] * 2 + [20] + [30] * 4, [True] * 3 + [False] * 2 + [True] + [False] * 4
    single = survival.kaplan_meier(days, is_closed)
    assert group.share[1:].tolist() == pytest.approx((1 - single.share_open).tolist())
    assert (group.closed, group.open, group.units, group.days[0], group.share[0]) == (4, 6, 2, 0, 0)
    assert [curves.at_risk(group, day) for day in (0, 10, 11, 20, 21, 31, 51)] == [10, 10, 7, 7, 6, 2, 0]


def test_half_that_is_never_reached_has_no_median():
    group = curves.groups([closing(10, value=4, followed=90), closing(90, "open", value=8)])[0]
    assert math.isnan(group.median[0]) and group.last == 90


def test_landmarks_count_only_what_is_known_for_as_long():
    group = curves.groups([closing(10, followed=40), closing(100, followed=400), closing(40, "open", value=5), closing(400, "open", value=5)])[0]
    assert [(each.day, each.closed, each.followed) for each in group.landmarks] == [(30, 1, 12), (90, 0, 6), (180, 1, 6), (365, 1, 6)]


def test_long_term_is_apart_and_undated_closings_leave_the_whole_round_of_the_unit_out():
    rows = [closing(10), closing(None, "long_term", value=7), closing(20, unit="B", name="第一轮"), closing(None, "undated", unit="B", name="第一轮", value=2), closing(30, unit="B", name="第二轮")]
    known, left_out = curves.dated(rows)
    group = curves.groups(known)[0]
    assert (group.closed, group.open, group.long_term) == (2, 0, 7)
    assert (left_out.units, left_out.problems) == (1, 3)


def test_a_group_of_long_term_only_has_no_curve():
    assert curves.groups([closing(None, "long_term")]) == []


def test_one_group_is_not_compared():
    assert curves.compared([closing(10)], lambda row: None, [None]) is None


@given(st.lists(st.tuples(st.integers(0, 900), st.booleans()), min_size=1, max_size=300), st.integers(5, 60))
@settings(max_examples=60, deadline=None)
def test_a_curve_that_is_thinned_keeps_its_ends_and_lies_on_the_whole_one(items, most):
    group = curves.groups([closing(day, "completed" if is_closed else "open", unit=str(place)) for place, (day, is_closed) in enumerate(items)])[0]
    places = curves.drawn(group, most)
    assert len(places) <= max(most, 2) + 1 and places[0] == 0 and places[-1] == group.days.size - 1
    assert np.all(np.diff(places) > 0) and np.all(np.diff(group.share) >= -1e-12)


# Changes -------------------------------------------------------------------------------------------------------------

def test_the_worked_split():
    """a: 40 of 50 stays 80 %, b: 10 of 50 becomes 40 of 150: rates +0.0417, weights −0.1083, together −0.10 + 0.0333."""
    found = changes.decomposed({"a": (40, 50), "b": (10, 50)}, {"a": (40, 50), "b": (40, 150)})
    weight_b = (Fraction(1, 2) + Fraction(3, 4)) / 2
    rate = 100 * weight_b * (Fraction(40, 150) - Fraction(1, 5))
    assert found.rate == pytest.approx(float(rate))
    assert found.points == pytest.approx(-10.0) and found.mix == pytest.approx(-10.0 - float(rate))


@given(CELLS, CELLS)
@settings(max_examples=200, deadline=None)
def test_the_parts_add_up_exactly_whoever_comes_and_goes(before, after):
    found = changes.decomposed(before, after)
    whole = [Fraction(sum(x for x, _ in day.values()), sum(n for _, n in day.values())) for day in (before, after)]
    assert found.points == pytest.approx(float(100 * (whole[1] - whole[0])), abs=1e-9)
    assert sum(cell.contribution for cell in found.cells) == pytest.approx(found.points, abs=1e-9)
    assert found.rate + found.mix + found.came("new") + found.came("gone") == pytest.approx(found.points, abs=1e-9)
    assert {cell.name for cell in found.cells if cell.state == "new"} == after.keys() - before.keys()
    assert all(cell.rate == 0 for cell in found.cells if cell.state != "stayed")


@given(CELLS, CELLS)
@settings(max_examples=50, deadline=None)
def test_backwards_every_part_turns_its_sign(before, after):
    forth, back = changes.decomposed(before, after), changes.decomposed(after, before)
    assert (forth.rate, forth.mix, forth.came("new")) == pytest.approx((-back.rate, -back.mix, -back.came("gone")), abs=1e-9)


def test_one_share_for_all_has_no_mix_and_equal_rates_no_rectification():
    same_mix = changes.decomposed({"a": (1, 10), "b": (5, 30)}, {"a": (4, 20), "b": (30, 60)})
    assert same_mix.mix == pytest.approx(0) and same_mix.rate == pytest.approx(same_mix.points)
    same_rates = changes.decomposed({"a": (1, 10), "b": (15, 30)}, {"a": (6, 60), "b": (10, 20)})
    assert same_rates.rate == pytest.approx(0) and same_rates.mix == pytest.approx(same_rates.points)


def test_a_cell_without_items_has_no_weight_and_nothing_at_all_has_no_change():
    found = changes.decomposed({"a": (1, 2), "empty": (0, 0)}, {"a": (2, 2)})
    assert [cell.name for cell in found.cells] == ["a"] and found.points == 50
    assert changes.decomposed({}, {"a": (1, 2)}) is None and changes.decomposed({"a": (0, 0)}, {"a": (1, 2)}) is None
