"""The sample that anybody draws again, and the exact bounds: checked by counting every possible sample."""

from collections import Counter
from itertools import product
from math import comb

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import hypergeom

from queries import sampling

SIZES = st.dictionaries(st.integers(0, 40), st.integers(0, 60), min_size=1, max_size=12)


def strata(**sizes: int) -> dict[str, list[str]]:
    return {name: [f"{name}-{number}" for number in range(size)] for name, size in sizes.items()}


def test_the_same_seed_gives_the_same_sample_whatever_the_order_of_rows():
    one = strata(a=40, b=7, c=1)
    other = {name: ids[::-1] for name, ids in reversed(one.items())}
    assert {name: set(ids) for name, ids in sampling.drawn(one, 20, "7").items()} == {name: set(ids) for name, ids in sampling.drawn(other, 20, "7").items()}
    assert sampling.drawn(one, 20, "7") == sampling.drawn(strata(a=40, b=7, c=1), 20, "7")


def test_another_seed_gives_another_sample():
    samples = [tuple(sampling.drawn(strata(a=500), 20, seed)["a"]) for seed in ("1", "2", "3", "二〇二六")]
    assert len(set(samples)) == 4


def test_the_order_of_drawing_is_fixed_for_ever():
    """These values are the promise that a sample drawn last year can be drawn again."""
    assert sampling.place("2026", "p1") == "336906f293ae4696ade19b4a9e0a55b7c61bfec83e5f922f7bbfe37ae0d9a7a7"


@given(SIZES, st.integers(1, 400))
def test_the_allocation_has_one_of_each_and_no_more_than_there_are(sizes, size):
    filled = {key: number for key, number in sizes.items() if number}
    if size < len(filled):
        with pytest.raises(sampling.TooSmall) as short:
            sampling.allocation(sizes, size)
        assert short.value.strata == len(filled)
        return
    shares = sampling.allocation(sizes, size)
    assert sum(shares.values()) == min(size, sum(sizes.values()))
    assert all(1 <= shares[key] <= number for key, number in filled.items()) and all(shares[key] == 0 for key in sizes.keys() - filled.keys())


@given(SIZES.filter(lambda sizes: sum(sizes.values())), st.integers(1, 200))
def test_a_larger_sample_contains_the_smaller_one(sizes, size):
    groups = {key: [f"{key}-{number}" for number in range(count)] for key, count in sizes.items()}
    size = max(size, sum(bool(count) for count in sizes.values()))
    small, large = sampling.drawn(groups, size, "s"), sampling.drawn(groups, size + 1, "s")
    assert all(set(small[key]) <= set(large[key]) for key in groups)


def test_the_allocation_is_in_proportion():
    assert sampling.allocation({"a": 700, "b": 200, "c": 100}, 100) == {"a": 70, "b": 20, "c": 10}
    assert sampling.allocation({"a": 980, "b": 10, "c": 10}, 20) == {"a": 18, "b": 1, "c": 1}


def test_every_problem_is_as_likely_to_be_drawn():
    """4,000 seeds, 10 of 40 drawn: each about 1,000 times; a standard deviation is 27."""
    times = Counter(each for seed in range(4000) for each in sampling.drawn(strata(a=40), 10, str(seed))["a"])
    assert len(times) == 40 and all(abs(count - 1000) < 140 for count in times.values())


def chance(population: int, false: int, checked: int, most: int) -> float:
    """P(X ≤ most), by counting samples."""
    return sum(comb(false, found) * comb(population - false, checked - found) for found in range(most + 1)) / comb(population, checked)


@pytest.mark.parametrize("population", [1, 2, 7, 12, 25])
def test_the_bound_is_the_last_number_that_cannot_be_ruled_out(population):
    for checked in range(1, population + 1):
        for false in range(checked + 1):
            bound = sampling.most_false(population, checked, false)
            possible = [number for number in range(false, population - checked + false + 1) if chance(population, number, checked, false) > 0.05 + 1e-12]
            assert bound == max(possible), (population, checked, false)


@pytest.mark.parametrize(("population", "checked"), [(20, 5), (20, 12), (40, 10), (60, 30)])
def test_the_bound_holds_in_at_least_95_of_100_samples_whatever_the_truth(population, checked):
    for truth in range(population + 1):
        held = sum(hypergeom.pmf(found, population, truth, checked) for found in range(max(0, checked - population + truth), min(checked, truth) + 1)
                   if sampling.most_false(population, checked, found) >= truth)
        assert held >= 0.95 - 1e-9, truth


def test_known_bounds_of_large_populations():
    """59 of very many with none false: at most 5 % (0.95 ** 59 = 0.0485); 93 with one."""
    assert sampling.most_false(1_000_000, 59, 0) / 1_000_000 < 0.05 < sampling.most_false(1_000_000, 58, 0) / 1_000_000
    assert sampling.most_false(1_000_000, 93, 1) / 1_000_000 == pytest.approx(0.05, abs=0.001)
    assert sampling.most_false(1559, 1559, 3) == 3, "all were checked"


@pytest.mark.parametrize("counts", [(10, 11, 0), (10, 5, 6), (10, 5, -1)])
def test_impossible_counts_are_refused(counts):
    with pytest.raises(ValueError, match="cannot be"):
        sampling.most_false(*counts)


@pytest.mark.parametrize("groups", [[(6, 2), (5, 3)], [(8, 2), (4, 1), (3, 2)], [(5, 5), (7, 2)], [(9, 3), (9, 3)]])
def test_with_none_false_the_bound_over_strata_is_the_last_sum_that_cannot_be_ruled_out(groups):
    possible = [sum(truth) for truth in product(*(range(population + 1) for population, _ in groups))
                if np.prod([chance(population, number, checked, 0) for (population, checked), number in zip(groups, truth)]) > 0.05 + 1e-12]
    assert sampling.most_false_of_strata(groups, 0) == max(possible)


@pytest.mark.parametrize("groups", [[(6, 2), (5, 3)], [(8, 2), (4, 1), (3, 2)], [(9, 3), (9, 3)], [(12, 6), (4, 1)]])
def test_the_bound_over_strata_holds_in_at_least_95_of_100_samples_wherever_the_false_ones_lie(groups):
    checked = sum(number for _, number in groups)
    bounds = [sampling.most_false_of_strata(groups, found) for found in range(checked + 1)]
    assert bounds == sorted(bounds)
    for truth in product(*(range(population + 1) for population, _ in groups)):
        chances = np.array([1.0])
        for (population, number), false in zip(groups, truth):
            chances = np.convolve(chances, hypergeom.pmf(np.arange(number + 1), population, false, number))
        held = sum(chances[found] for found in range(checked + 1) if bounds[found] >= sum(truth))
        assert held >= 0.95 - 1e-9, truth


@pytest.mark.parametrize(("population", "checked"), [(9, 3), (30, 4), (60, 25), (200, 7)])
@pytest.mark.parametrize("tilt", [1e-3, 0.2, 0.9])
def test_the_chance_that_is_spread_over_strata_is_log_concave_as_the_bound_supposes(population, checked, tilt):
    matrix = hypergeom.pmf(np.arange(checked + 1)[None, :], population, np.arange(population + 1)[:, None], checked)
    steps = np.diff(np.log(matrix @ tilt ** np.arange(checked + 1)))
    assert (np.diff(steps) <= 1e-9).all()


def test_one_stratum_is_a_simple_random_sample_and_strata_never_give_less():
    assert sampling.most_false_of_strata([(500, 50)], 2) == sampling.most_false(500, 50, 2)
    for false in range(4):
        assert sampling.most_false_of_strata([(300, 30), (200, 20)], false) >= sampling.most_false(500, 50, false)


def test_what_would_take_minutes_is_not_computed():
    assert sampling.most_false_of_strata([(400_000, 100), (400_000, 100)], 1) is None


@settings(deadline=None)
@given(st.integers(1, 3000), st.sampled_from([0.1, 0.05, 0.02, 0.01]))
def test_the_smallest_sample_is_enough_and_one_less_is_not(population, share):
    size = sampling.size_for(population, share)
    assert sampling.most_false(population, size, 0) <= share * population
    assert size == 0 or sampling.most_false(population, size - 1, 0) > share * population


def test_strata_are_in_the_order_of_their_values_with_none_last():
    rows = [{"problem_id": "p1", "theme": None, "money": True}, {"problem_id": "p2", "theme": "甲", "money": False}, {"problem_id": "p3", "theme": "甲", "money": False}]
    assert sampling.by_stratum(rows, ("theme", "money")) == {("甲", False): ["p2", "p3"], (None, True): ["p1"]}
    assert sampling.by_stratum(rows, ()) == {(): ["p1", "p2", "p3"]}
