"""Who cannot be told apart, what a place is worth, and what is wrong with a league table: against second reckonings in plain Python."""

import math
from dataclasses import replace
from fractions import Fraction
from importlib import import_module
from itertools import combinations, product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from queries import compare, metric
from queries.compare.bands import LEVEL, largest_sets
from test_compare import alike, problems

COMPLETION, NEUTRAL = metric("problem_completion_rate"), metric("form_one_share")
GROUP = "feedback|claimed|365-729"


def table_of(publish, **units: tuple[int, int]):
    return compare.compared(publish(problems=problems(**units)), COMPLETION)


def two_sided(x: int, n: int, other_x: int, other_n: int) -> Fraction:
    """Twice the smaller mid-p tail of the hypergeometric, term by term."""
    closed = x + other_x
    ways = {k: math.comb(n, k) * math.comb(other_n, closed - k) for k in range(max(0, closed - other_n), min(n, closed) + 1)}
    at, everything = Fraction(ways[x], 2), sum(ways.values())
    tails = (sum(w for k, w in ways.items() if k < x) + at, sum(w for k, w in ways.items() if k > x) + at)
    return min(Fraction(1), 2 * min(tails) / everything)


def apart_by_hand(units: dict[str, tuple[int, int]]) -> set[frozenset[str]]:
    """The pairs that Benjamini and Hochberg's step-up procedure calls different."""
    found = sorted((two_sided(*units[one], *units[other]), (one, other)) for one, other in combinations(units, 2))
    last = max((rank for rank, (p, _) in enumerate(found, start=1) if p <= Fraction(rank, len(found)) * Fraction(str(LEVEL))), default=0)
    return {frozenset(pair) for _, pair in found[:last]}


def largest_by_hand(members, apart) -> set[frozenset]:
    """Every largest set without a pair that is apart, by trying all sets."""
    fine = [set(chosen) for size in range(len(members), 0, -1) for chosen in combinations(members, size)
            if not any(frozenset(pair) in apart for pair in combinations(chosen, 2))]
    return {frozenset(each) for each in fine if not any(each < other for other in fine)}


@given(st.integers(1, 7).flatmap(lambda size: st.tuples(st.just(size), st.sets(st.sampled_from(list(combinations(range(size), 2)) or [(0, 0)])))))
@settings(max_examples=150, deadline=None)
def test_bands_are_every_largest_set_of_which_no_two_differ(drawn):
    size, apart = drawn
    apart = {pair for pair in apart if pair[0] != pair[1]}
    found = largest_sets(size, sorted(apart))
    assert {frozenset(each) for each in found} == largest_by_hand(range(size), {frozenset(pair) for pair in apart})
    assert len(found) == len(set(found))


def test_nobody_has_no_bands_and_too_many_are_not_listed():
    assert largest_sets(0, []) == ()
    pairs = [(2 * number, 2 * number + 1) for number in range(6)]
    assert len(largest_sets(12, pairs, most=64)) == 64
    assert largest_sets(12, pairs, most=20) is None


def test_units_that_are_alike_are_one_band(publish):
    found = compare.bands(COMPLETION, table_of(publish, **alike(12)), GROUP)
    assert found.bands is not None and len(found.bands) == 1 and len(found.bands[0]) == 12
    assert (found.pairs, found.apart) == (66, 0)


def test_bands_are_those_of_a_second_reckoning(publish):
    units = {**alike(6, 30, 40, "a"), **alike(3, 12, 40, "b"), "c": (39, 40), "d": (20, 40), "small": (5, 10)}
    found, apart = compare.bands(COMPLETION, table_of(publish, **units), GROUP), apart_by_hand(units)
    assert found.apart == len(apart) > 0 and found.pairs == 66
    assert {frozenset(band) for band in found.bands} == largest_by_hand(units, apart)
    values = {unit: x / n for unit, (x, n) in units.items()}
    assert all(list(band) == sorted(band, key=lambda unit: -values[unit]) for band in found.bands)


def test_too_many_units_are_not_tested_pair_by_pair(publish, monkeypatch):
    monkeypatch.setattr(import_module("queries.compare.bands"), "MOST_UNITS", 11)
    found = compare.bands(COMPLETION, table_of(publish, **alike(12)), GROUP)
    assert (found.bands, found.apart, found.pairs) == (None, None, 66)


def test_units_that_chance_alone_parts_may_stand_anywhere(publish):
    found = compare.places(COMPLETION, table_of(publish, **alike(12)), GROUP)
    assert {(place.best, place.worst) for place in found.values()} == {(1, 12)}


def test_the_careful_end_decides_and_the_lower_may_be_the_better(publish):
    units = {**alike(10, 28, 40), "high": (40, 40), "low": (4, 40)}
    table = table_of(publish, **units)
    rising, falling = compare.places(COMPLETION, table, GROUP), compare.places(replace(COMPLETION, better="lower"), table, GROUP)
    assert rising["high"].best == falling["low"].best == 1 and rising["low"].worst == falling["high"].worst == 12
    assert max(rising, key=lambda unit: rising[unit].careful) == "high" and max(falling, key=lambda unit: falling[unit].careful) == "low"
    for found in (rising, falling):
        assert all(place.low <= place.mean <= place.high and place.best <= place.worst for place in found.values())
    assert rising["low"].mean == pytest.approx(falling["low"].mean, abs=0.05) and rising["low"].mean > 10     # drawn towards the whole


def test_a_neutral_metric_has_no_places_and_no_league_table(publish):
    table = compare.compared(publish(), NEUTRAL)
    for asked in (lambda: compare.places(NEUTRAL, table, "x"), lambda: compare.naive(NEUTRAL, table), lambda: compare.naive(metric("recovery_rate"), table),
                  lambda: compare.places(metric("rules_per_problem"), table, "x")):
        with pytest.raises(ValueError, match="never put in an order"):
            asked()


def test_a_group_that_does_not_exist_has_no_places(publish):
    table = table_of(publish, **alike(12))
    assert compare.places(COMPLETION, table, "item|claimed|0-29") == {}
    assert compare.bands(COMPLETION, table, "item|claimed|0-29").bands == ()


def test_the_league_table_says_what_is_wrong_with_each_line(publish):
    rows = problems(**alike(5, 20, 20), b=(9, 9), c=(1, 20)) + [row | {"basis": "item"} for row in problems(d=(19, 20))]
    given_by = [{"unit_id": unit, "inspection_id": f"{unit}-1", "round": 1, "feedback_on": day} for unit, day in (("c", "2024-12-01"), ("u01", None))]
    table = compare.compared(publish(problems=rows, inspections=given_by), COMPLETION)
    lines = {line.unit_id: line for line in compare.naive(COMPLETION, table)}
    assert {unit: line.place for unit, line in lines.items()} == {**{f"u0{number}": 1 for number in range(5)}, "b": 1, "d": 7, "c": 8}
    assert lines["u00"].tied == 5 and lines["c"].tied == 0
    assert {unit: set(line.wrong) for unit, line in lines.items() if line.wrong} == {
        "b": {"too_few_items"}, "c": {"other_age"}, "d": {"other_basis"}, "u01": {"no_age"}}


def test_a_league_table_of_nobody(publish):
    assert compare.naive(COMPLETION, compare.compared(publish(), COMPLETION)) == ()


def spread_by_hand(sizes: list[int], rate: Fraction) -> Fraction:
    """Over every outcome of every unit."""
    total = Fraction(0)
    for outcome in product(*(range(size + 1) for size in sizes)):
        chance = math.prod(math.comb(n, x) * rate**x * (1 - rate) ** (n - x) for x, n in zip(outcome, sizes))
        shares = [Fraction(x, n) for x, n in zip(outcome, sizes)]
        total += chance * (max(shares) - min(shares))
    return total


@pytest.mark.parametrize(("sizes", "rate"), [([3, 3], Fraction(1, 2)), ([2, 3, 5], Fraction(9, 10)), ([1, 7], Fraction(1, 3)), ([4], Fraction(1, 2))])
def test_how_far_like_units_lie_apart_over_every_outcome(sizes, rate):
    assert compare.spread_of_alike(sizes, float(rate)) == pytest.approx(float(spread_by_hand(sizes, rate)), abs=1e-12)


def test_forty_units_that_are_exactly_alike_lie_about_fifteen_points_apart():
    luck = compare.spread_of_alike([32] * 40, 0.95)
    drawn = np.random.default_rng(1).binomial(32, 0.95, (4000, 40)) / 32
    assert luck == pytest.approx(float(np.mean(drawn.max(axis=1) - drawn.min(axis=1))), abs=0.003)
    assert round(100 * luck) == 15


def test_many_large_units_are_reckoned_on_a_fine_grid():
    assert compare.spread_of_alike([5000, 4999], 0.5) == pytest.approx(2 / math.sqrt(math.pi) * math.sqrt(0.25 / 5000), rel=0.02)
    assert compare.spread_of_alike([10, 20], 1.0) == pytest.approx(0, abs=1e-9)
