"""What a unit's own mix makes one expect: exact by brute force, by hand on worked cases, and fair where the crude comparison is not."""

import itertools
import math
from collections import defaultdict
from dataclasses import replace
from datetime import date
from fractions import Fraction
from random import Random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import oracle
from queries import Filter, breakdown, compare, metric, reasons
from queries.compare import casemix
from queries.statistics import mixture, peers, tails
from test_compare import alike, problems

COMPLETION, ON_TIME = metric("problem_completion_rate"), metric("on_time_rate")


def adjusted(publish, query=COMPLETION, chosen: Filter = Filter(), **tables) -> dict[str, dict]:
    return {row["unit_id"]: row for row in casemix.adjusted(publish(**tables), query, chosen).to_pylist()}


def of_themes(**units: dict[str, tuple[int, int]]) -> list[dict]:
    """Rows of units that have closed x of n of each theme."""
    return [{"unit_id": unit, "inspection_id": f"{unit}-1", "theme": theme, "status": "completed" if number < x else "in_progress"}
            for unit, mix in units.items() for theme, (x, n) in mix.items() for number in range(n)]


# The distribution ------------------------------------------------------------------------------------------------------------

CHANCES = st.lists(st.floats(0.01, 0.99), min_size=1, max_size=9)


def by_brute_force(chances: list[float]) -> list[float]:
    """Every way in which the items can end, one by one."""
    found = [0.0] * (len(chances) + 1)
    for ends in itertools.product((0, 1), repeat=len(chances)):
        found[sum(ends)] += math.prod(chance if end else 1 - chance for end, chance in zip(ends, chances))
    return found


@given(CHANCES)
@settings(max_examples=60, deadline=None)
def test_the_distribution_is_that_of_every_possible_end(chances):
    found = mixture.poisson_binomial([chances])[0]
    assert found == pytest.approx(by_brute_force(chances), rel=1e-12, abs=1e-300)


def tilted(chances: list[float], t: float) -> list[float]:
    return [chance * math.exp(t) / (1 - chance + chance * math.exp(t)) for chance in chances]


def mid_p(chances: list[float], x: int) -> tuple[float, float]:
    found = by_brute_force(chances)
    return sum(found[:x]) + found[x] / 2, sum(found[x + 1:]) + found[x] / 2


@given(CHANCES, st.data())
@settings(max_examples=15, deadline=None)
def test_tails_and_interval_are_those_of_brute_force(chances, data):
    x = data.draw(st.integers(0, len(chances)))
    low, high, least, most = (float(each[0]) for each in mixture.mixed([x], np.zeros(len(chances), dtype=int), np.ones(len(chances)), chances))
    assert (low, high) == pytest.approx(mid_p(chances, x), rel=1e-9)
    for end, at, side in ((least, 0, 1), (most, len(chances), 0)):
        if x == at:
            assert end == at
            continue
        first, last = -30.0, 30.0
        for _ in range(70):
            middle = (first + last) / 2
            is_before = (mid_p(tilted(chances, middle), x)[side] < 0.025) == (side == 1)
            first, last = (middle, last) if is_before else (first, middle)
        assert end == pytest.approx(sum(tilted(chances, first)), abs=1e-6)
    expected = sum(chances)
    if abs(min(low, high) - 0.025) > 1e-9:
        assert (min(low, high) < 0.025) == (not least <= expected <= most)
    assert least <= x <= most


def test_items_of_one_rate_are_binomial_and_units_of_any_size_stand_in_one_call():
    sizes, x = np.array([1, 10, 37, 400]), np.array([1, 4, 36, 300])
    low, high, _, _ = mixture.mixed(x, np.arange(4), sizes, np.full(4, 0.8))
    wanted = tails.binomial_tails(x, sizes, 0.8)
    assert low == pytest.approx(wanted[0], rel=1e-9) and high == pytest.approx(wanted[1], rel=1e-9)


def test_one_cell_is_the_exact_two_sample_test_and_two_are_a_sum_over_all_tables():
    assert mixture.stratified_tails([3], [10], [40], [50]) == pytest.approx([float(each) for each in tails.two_sample_tails(3, 10, 40, 50)])
    x, n, others_x, others_n = (1, 2), (4, 5), (9, 3), (12, 11)
    chance = defaultdict(Fraction)
    for first, second in itertools.product(range(n[0] + 1), range(n[1] + 1)):
        ways = [Fraction(math.comb(n[c], k) * math.comb(others_n[c], x[c] + others_x[c] - k), math.comb(n[c] + others_n[c], x[c] + others_x[c]))
                if 0 <= x[c] + others_x[c] - k <= others_n[c] else Fraction(0) for c, k in ((0, first), (1, second))]
        chance[first + second] += ways[0] * ways[1]
    low = sum(p for k, p in chance.items() if k < 3) + chance[3] / 2
    assert mixture.stratified_tails(x, n, others_x, others_n) == pytest.approx((float(low), float(1 - low)))


# The expected number ---------------------------------------------------------------------------------------------------------

def expected_by_hand(rows: list[dict], levels: dict[str, str | None], unit: str) -> tuple[Fraction, Fraction]:
    """Σ n_cell × rate_cell of the others in the finest cell with 30 items of 3 units, and the share of items in coarser cells."""
    def kind(row):
        return ("theme", row["theme"]) if row.get("theme") else ("aspect", row["aspect"]) if row.get("aspect") else None

    steps = (lambda row: (kind(row), levels[row["unit_id"]]) if kind(row) and levels[row["unit_id"]] else None, kind,
             lambda row: levels[row["unit_id"]], lambda row: "all")
    mine, others = [row for row in rows if row["unit_id"] == unit], [row for row in rows if row["unit_id"] != unit]
    expected, coarse = Fraction(0), 0
    for row in mine:
        for number, step in enumerate(steps):
            alike = [other for other in others if step(row) is not None and step(other) == step(row)]
            if number == 3 or (len(alike) >= 30 and len({other["unit_id"] for other in alike}) >= 3):
                rate = Fraction(sum(other["status"] == "completed" for other in alike), len(alike))
                half = Fraction(1, 2 * len(alike))
                expected, coarse = expected + min(max(rate, half), 1 - half), coarse + (number > 0)
                break
    return expected, Fraction(coarse, len(mine))


@pytest.mark.parametrize("seed", range(2))
def test_the_expected_number_is_that_of_a_second_reckoning(publish, seed):
    random = Random(seed)
    levels = {f"u{number:02d}": random.choice(("county", "county", "city", None)) for number in range(24)}
    rows = [{"unit_id": unit, "inspection_id": f"{unit}-1", "theme": random.choice(("财务与资金管理", "财务与资金管理", "安全与生态", None)), "aspect": random.choice(("甲", None)),
             "status": "completed" if random.random() < 0.7 else "in_progress"} for unit in levels for _ in range(random.randint(10, 40))]
    found = adjusted(publish, problems=[dict(row) for row in rows], units=[{"unit_id": unit, "unit_name": unit, "level": level} for unit, level in levels.items()])
    for unit, row in found.items():
        expected, coarse = expected_by_hand(rows, levels, unit)
        observed = sum(each["status"] == "completed" for each in rows if each["unit_id"] == unit)
        assert (row["observed"], row["compare_reason"]) == (observed, None)
        assert row["expected"] == pytest.approx(float(expected)) and row["coarse"] == pytest.approx(100 * float(coarse))
        assert row["ratio"] == pytest.approx(observed / float(expected)) and row["low"] <= row["ratio"] <= row["high"]
        assert (row["p_value"] < 0.05) == (not row["low"] <= 1 <= row["high"])


def test_a_unit_with_hard_problems_is_expected_to_close_fewer(publish):
    """Everybody closes 9 of 10 easy and 4 of 10 hard ones; who has only hard ones is no worse for it."""
    units = {f"u{number:02d}": {"安全与生态": (18, 20), "工程与招标采购": (8, 20)} for number in range(12)} | {"hard": {"工程与招标采购": (16, 40)}, "easy": {"安全与生态": (36, 40)}}
    found = adjusted(publish, problems=of_themes(**units))
    assert found["hard"]["expected"] == pytest.approx(16) and found["easy"]["expected"] == pytest.approx(36)
    assert {row["flag"] for row in found.values()} == {"none"} and found["hard"]["ratio"] == pytest.approx(1)
    crude = {row["unit_id"]: row["flag"] for row in compare.compared(publish(problems=of_themes(**units)), COMPLETION).to_pylist()}
    assert (crude["hard"], crude["easy"]) == ("low_alarm", "high_alarm")


def test_who_stands_out_within_its_own_mix_is_flagged(publish):
    units = {f"u{number:02d}": {"安全与生态": (18, 20), "工程与招标采购": (8, 20)} for number in range(12)} | {"low": {"安全与生态": (10, 40)}, "high": {"工程与招标采购": (40, 40)}}
    found = adjusted(publish, problems=of_themes(**units))
    assert {unit: row["flag"] for unit, row in found.items() if row["flag"] != "none"} == {"low": "low_alarm", "high": "high_alarm"}


def simulated(trials: int, seed: int = 7) -> tuple[int, int, int]:
    """Units of very different mix, all of which close each kind equally often: units tried, flagged with the mix allowed for, flagged crudely."""
    random, units = np.random.default_rng(seed), 24
    tried = by_mix = crude = 0
    for _ in range(trials):
        share = random.beta(0.6, 0.6, units)
        n = random.integers(15, 60, units)
        hard = random.binomial(n, share)
        count = np.stack([hard, n - hard], axis=1)
        closed = random.binomial(count, [0.55, 0.92])
        unit, kind = (each.ravel() for each in np.indices(count.shape))
        rows = count.ravel() > 0
        unit, kind, items, hits = unit[rows], kind[rows], count.ravel()[rows].astype(float), closed.ravel()[rows].astype(float)
        level = np.zeros(unit.size, dtype=int)
        others_x, others_n, _ = casemix.reference(unit, level, kind, level, items, hits)
        reasons_of = np.full(units, "", dtype=object)
        x = closed.sum(axis=1).astype(float)
        found = casemix._against_expected(COMPLETION, reasons_of, x, unit, items, hits, others_x, others_n)
        tried += units
        by_mix += sum(flag != "none" for flag in found["flag"])
        crude += np.count_nonzero(peers.flags_against_others(x, n, x.sum() - x, n.sum() - n))
    return tried, by_mix, crude


def test_units_that_differ_only_in_their_mix_are_flagged_no_more_than_the_level_says_and_crudely_far_more():
    tried, by_mix, crude = simulated(60)
    level = 2 * peers.NOTICE
    assert by_mix <= tried * level + 2 * math.sqrt(tried * level * (1 - level))
    assert crude > 4 * tried * level


# Gates ---------------------------------------------------------------------------------------------------------------------

def test_units_without_rows_have_no_mix(publish):
    figures = [{"unit_id": "told", "figure": figure, "basis": "feedback", "value": value} for figure, value in (("total", 40), ("completed", 30))]
    found = adjusted(publish, problems=problems(**alike(12)), figures=figures)
    assert found["told"]["compare_reason"] == "no_mix" and found["told"]["expected"] is None and found["u00"]["compare_reason"] is None


def test_fewer_than_ten_peers_with_rows_are_not_compared(publish):
    figures = [{"unit_id": f"told{number}", "figure": figure, "basis": "feedback", "value": value} for number in range(5) for figure, value in (("total", 40), ("completed", 30))]
    found = adjusted(publish, problems=problems(**alike(8)), figures=figures)
    assert {row["compare_reason"] for unit, row in found.items() if unit.startswith("u")} == {"too_few_with_rows"}


def test_the_gates_of_every_comparison_come_first(publish):
    found = adjusted(publish, problems=problems(**alike(12), few=(3, 9)))
    assert found["few"]["compare_reason"] == "too_few_items" and found["few"]["flag"] == "not_compared"
    assert {row["compare_reason"] for row in adjusted(publish, problems=problems(**alike(12, x=20))).values()} == {"pooled_at_ceiling"}


def test_metrics_that_do_not_count_problems_one_by_one_are_refused(publish):
    database = publish(problems=problems(**alike(12)))
    for name in ("form_one_share", "recovery_rate", "rules_per_problem"):
        assert set(casemix.adjusted(database, metric(name)).column("compare_reason").to_pylist()) == {"not_by_mix"}
    with pytest.raises(ValueError, match="only metrics"):
        casemix.adjusted(database, breakdown("problems_by_theme"))


def test_a_neutral_metric_has_interval_and_expected_number_and_no_flag(publish):
    found = adjusted(publish, replace(COMPLETION, better="neutral"), problems=problems(**alike(12), far=(1, 40)))
    assert {row["flag"] for row in found.values()} == {"not_compared"} and {row["p_value"] for row in found.values()} == {None} == {row["q_value"] for row in found.values()}
    assert found["far"]["compare_reason"] == "neutral" and found["far"]["high"] < 1


def test_direct_standardisation_needs_five_items_of_every_kind(publish):
    mix = {"安全与生态": (9, 10), "工程与招标采购": (2, 10)}
    units = {f"u{number:02d}": mix for number in range(11)} | {"full": {"安全与生态": (15, 15), "工程与招标采购": (3, 5)}, "thin": {"安全与生态": (15, 16), "工程与招标采购": (1, 4)}}
    found = adjusted(publish, problems=of_themes(**units))
    first, second = 110 + 15 + 16, 110 + 5 + 4
    assert found["full"]["standardised"] == pytest.approx(100 * (first * 1 + second * 3 / 5) / (first + second)) and found["full"]["direct_reason"] is None
    assert found["thin"]["standardised"] is None and found["thin"]["direct_reason"] == "too_few_in_cells" and found["thin"]["ratio"] is not None


def test_the_on_time_rate_is_expected_from_what_has_fallen_due(publish):
    rows = [{"unit_id": f"u{number:02d}", "inspection_id": f"u{number:02d}-1", "theme": "安全与生态", "status": "completed", "due_on": "2024-06-30",
             "claimed_on": "2024-06-01" if item < 12 else "2024-08-01"} for number in range(12) for item in range(16)]
    rows += [{"unit_id": "u00", "inspection_id": "u00-1", "theme": "安全与生态", "status": "in_progress", "due_on": "2026-01-01"}]
    found = adjusted(publish, ON_TIME, problems=rows)
    assert found["u00"]["observed"] == 12 and found["u00"]["expected"] == pytest.approx(12) and found["u00"]["compare_reason"] is None


@pytest.mark.parametrize("seed", range(2))
def test_on_any_data_every_row_has_a_number_or_a_reason(seed, publish):
    database, chosen = publish(**oracle.random_lake(seed)), oracle.FILTERS[seed % len(oracle.FILTERS)]
    for query in (COMPLETION, ON_TIME):
        for row in casemix.adjusted(database, query, chosen).to_pylist():
            assert (row["flag"] == "not_compared") == (row["compare_reason"] is not None) == (row["p_value"] is None) == (row["ratio"] is None), row
            assert row["compare_reason"] is None or row["compare_reason"] in reasons(), row
            assert row["ratio"] is None or 0 <= row["low"] <= row["ratio"] <= row["high"], row


def test_the_day_asked_for_decides_what_is_closed(publish):
    rows = [row | {"claimed_on": "2024-09-01"} if row["status"] == "completed" else row for row in problems(**alike(12))]
    assert adjusted(publish, chosen=Filter(as_of=date(2024, 12, 31)), problems=rows)["u00"]["observed"] == 15
