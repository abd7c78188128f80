"""What must hold whatever the data: flags fire no more often than they say, formulas are fair in both directions, and the ends hold."""

import numpy as np
import pytest
import scipy.stats
from hypothesis import given, settings
from hypothesis import strategies as st

from queries.statistics import concentration, control, differences, dispersion, intervals, limits, multiplicity, peers, shrinkage, survival, tails

UNITS, ITEMS, RATE = 40, 32, 0.95
counts = st.integers(1, 3000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))


def test_forty_units_that_are_alike_by_enumeration_against_the_true_rate():
    for level in (peers.NOTICE, peers.ALARM):
        low, high = peers.false_flag_chance(ITEMS, RATE, level)
        each = scipy.stats.binom.pmf(np.arange(ITEMS + 1), ITEMS, RATE)
        below, above = tails.binomial_tails(np.arange(ITEMS + 1), ITEMS, RATE)
        assert (low, high) == pytest.approx((each[below < level].sum(), each[above < level].sum()), abs=1e-12)
        assert low <= level and high <= level
    assert peers.flagged_beyond([11, 32, 40, 100], RATE)[0].tolist() == [8, 27, 34, 90]


def chance_of_a_flag(items: int, others: int, rate: float) -> dict[int, float]:
    """How often each flag falls on a unit that is like all others, over everything that it and they can close."""
    x, other_x = np.meshgrid(np.arange(items + 1), np.arange(others + 1))
    weight = scipy.stats.binom.pmf(x, items, rate) * scipy.stats.binom.pmf(other_x, others, rate)
    likely = weight > 1e-14
    found = peers.flags_against_others(x[likely], items, other_x[likely], others)
    return {code: float(weight[likely][found == code].sum()) for code in peers.FLAGS}


def test_forty_units_that_are_alike_by_enumeration_against_each_other():
    """The benchmark is what the 39 others happen to have closed, not the true rate, and still the levels hold."""
    chance = chance_of_a_flag(ITEMS, (UNITS - 1) * ITEMS, RATE)
    assert chance[-1] + chance[-2] <= peers.NOTICE and chance[-2] <= peers.ALARM
    assert chance[1] + chance[2] <= peers.NOTICE and chance[2] <= peers.ALARM
    assert chance[-1] + chance[-2] > 0.02       # and the notice is not asleep


def test_forty_units_that_are_alike_two_thousand_times():
    closed = np.random.default_rng(20240208).binomial(ITEMS, RATE, (2000, UNITS))
    flags = np.concatenate([peers.flags_against_others(x, np.full(UNITS, ITEMS), x.sum() - x, ITEMS * (UNITS - 1)) for x in closed])
    assert (flags < 0).mean() <= peers.NOTICE and (flags == -2).mean() <= peers.ALARM
    assert (flags > 0).mean() <= peers.NOTICE


@pytest.mark.parametrize("rate", [0.5, 0.8, 0.9, 0.95])
@pytest.mark.parametrize("items, others", [(10, 90), (20, 180), (32, 96), (32, 32), (100, 100), (60, 30)])
def test_few_others_do_not_make_flags_fire(items, others, rate):
    """Against a benchmark taken for known these fire up to 24 % of the time; mid-p keeps the level but for a fifth of it."""
    chance = chance_of_a_flag(items, others, rate)
    for side in (-1, 1):
        assert chance[side] + chance[2 * side] <= 1.2 * peers.NOTICE and chance[2 * side] <= 1.2 * peers.ALARM


@pytest.mark.parametrize("rate, items, notice, alarm", [
    (0.90, 10, 1.3, 0.16), (0.95, 10, 1.2, 0.10), (0.95, 20, 1.6, 0.03), (0.95, 32, 2.0, 0.09), (0.95, 40, 1.4, 0.07), (0.98, 40, 0.8, 0.12), (0.98, 100, 1.5, 0.09)])
def test_false_flags_are_as_the_methods_say(rate, items, notice, alarm):
    found = [100 * float(peers.false_flag_chance(items, rate, level)[0]) for level in (peers.NOTICE, peers.ALARM)]
    assert found == pytest.approx([notice, alarm], abs=0.055)


def test_29_of_32_is_no_signal_and_cannot_be_told_from_40_of_40():
    assert peers.flags(*tails.binomial_tails(29, 32, 0.95)) == 0
    difference, low, high = (100 * float(each) for each in differences.newcombe(29, 32, 40, 40))
    assert (difference, low, high) == pytest.approx((-9.4, -24.2, 1.3), abs=0.05)
    assert differences.fisher(29, 32, 40, 40) == pytest.approx(0.083, abs=5e-4)


@settings(max_examples=300, deadline=None)
@given(counts, st.floats(0, 1))
def test_closed_and_open_are_mirror_images(count, rate):
    x, n = count
    low, high = tails.binomial_tails(x, n, rate)
    other_high, other_low = tails.binomial_tails(n - x, n, 1 - rate)
    assert low + high == pytest.approx(1, abs=1e-12) and 0 <= low <= 1
    # 1 − (1 − rate) is not rate in its last digit, which the tails amplify by n.
    assert [float(low), float(high)] == pytest.approx([float(other_low), float(other_high)], rel=1e-6, abs=1e-10)
    wilson, mirrored = intervals.wilson(x, n), intervals.wilson(n - x, n)
    assert [float(wilson[0]), float(wilson[1])] == pytest.approx([1 - float(mirrored[1]), 1 - float(mirrored[0])], abs=1e-12)


@settings(max_examples=300, deadline=None)
@given(counts, st.floats(0, 1), st.floats(0, 1))
def test_more_closed_is_never_lower(count, rate, other_rate):
    x, n = count
    low, _ = tails.binomial_tails(np.array([max(x - 1, 0), x]), n, rate)
    assert low[0] <= low[1] + 1e-12
    easier, harder = sorted((rate, other_rate))
    assert tails.binomial_tails(x, n, harder)[0] <= tails.binomial_tails(x, n, easier)[0] + 1e-12
    interval = np.array(intervals.wilson(np.array([max(x - 1, 0), x]), n))
    assert (interval[:, 0] <= interval[:, 1] + 1e-15).all() and interval[0, 1] <= x / n <= interval[1, 1]


@settings(max_examples=200, deadline=None)
@given(st.integers(0, 2000), st.floats(0.01, 2000))
def test_more_events_are_never_lower(events, expected):
    low, high = tails.poisson_tails(np.array([events, events + 1]), expected)
    assert low[0] <= low[1] + 1e-12 and low + high == pytest.approx(1, abs=1e-12)
    for count in (intervals.exact_count, intervals.byar_count, intervals.poisson_count):
        below, above = count(events)
        assert 0 <= below <= events <= above


def test_nothing_at_all():
    assert np.isnan(intervals.wilson(0, 0)).all()
    assert tails.binomial_tails(0, 0, 0.9) == (0.5, 0.5)
    assert np.isnan(peers.leave_one_out([3], [4])).all() and peers.leave_one_out([], []).size == 0
    assert intervals.exact_count(0) == (0, pytest.approx(3.6889, abs=1e-4)) and intervals.byar_count(0)[0] == 0
    assert np.isnan(intervals.poisson_rate(3, 0)).all()
    assert multiplicity.benjamini_hochberg([]).size == 0
    assert np.isnan(dispersion.of_proportions([], []).phi) and np.isnan(dispersion.of_rates([0, 0], [4, 5]).phi)
    assert np.isnan(survival.median([], [])).all() and np.isnan(survival.median([3, 4], [False, False])).all()
    assert np.isnan(differences.homogeneity([0, 0], [4, 5])[0]) and np.isnan(differences.trend([4, 5], [4, 5])[0])
    assert differences.rate_ratio(0, 10, 0, 20)[3] == 1


def test_a_benchmark_of_everything_or_nothing():
    low, high = tails.binomial_tails([40, 39, 0, 1], 40, [1.0, 1.0, 0.0, 0.0])
    assert low.tolist() == [0.5, 0.0, 0.5, 1.0] and high.tolist() == [0.5, 1.0, 0.5, 0.0]
    # Taken for known, one open item of eleven would be impossible. The others are only ninety items: it is not.
    assert peers.flags(*tails.binomial_tails(10, 11, 1.0)) == -2
    assert peers.flags_against_others(10, 11, 90, 90).tolist() == [0]
    assert peers.flags_against_others(40, 40, 1200, 1200).tolist() == [0]


def test_large_numbers_keep_their_digits():
    x, n = 7_000_000_000, 7_600_000_000
    low, high = intervals.wilson(x, n)
    assert low < x / n < high and high - low == pytest.approx(2 * 1.96 * np.sqrt(x / n * (1 - x / n) / n), rel=1e-3)
    below, _ = tails.binomial_tails(10**9 - 10**5, 2 * 10**9, 0.5)
    assert below == pytest.approx(scipy.stats.norm.cdf(-(10**5) / np.sqrt(5 * 10**8)), rel=1e-2)
    assert tails.binomial_tails(400, 1000, 0.9)[0] < 1e-200     # a tail far out is small, not nought and not rounded


def test_units_that_are_all_alike_are_told_apart_by_nothing():
    x, n = np.full(UNITS, 29), np.full(UNITS, 32)
    assert (peers.flags_against_others(x, n, x.sum() - x, n.sum() - n) == 0).all()
    assert (peers.flags_against_others(n, n, n.sum() - n, n.sum() - n) == 0).all()
    spread = dispersion.of_proportions(x, n)
    assert (spread.phi, spread.tau2) == (pytest.approx(0, abs=1e-20), 0)
    assert shrinkage.moments(x, n).is_pooled and shrinkage.maximum_likelihood(x, n).is_pooled
    best, worst = shrinkage.rank_interval(x, n, shrinkage.moments(x, n))
    assert (best == 1).all() and (worst == UNITS).all()
    assert concentration.gini(x) == pytest.approx(0, abs=1e-12)
    q = multiplicity.benjamini_hochberg(np.full(UNITS, 0.03))
    assert (q == 0.03).all()


def test_a_unit_that_is_not_compared_takes_no_part_in_q():
    assert multiplicity.benjamini_hochberg([0.01, np.nan, 0.04]).tolist() == pytest.approx([0.02, np.nan, 0.04], nan_ok=True)
    assert multiplicity.holm([0.01, np.nan, 0.04]).tolist() == pytest.approx([0.02, np.nan, 0.04], nan_ok=True)


@settings(max_examples=200, deadline=None)
@given(st.lists(st.floats(0, 1), min_size=1, max_size=60))
def test_q_keeps_the_order_of_p_and_is_no_smaller(p):
    q = multiplicity.benjamini_hochberg(p)
    order = np.argsort(p, kind="stable")
    assert (np.diff(q[order]) >= -1e-15).all() and (q >= np.array(p) - 1e-15).all() and (q <= 1).all()


@settings(max_examples=200, deadline=None)
@given(st.integers(1, 400), st.floats(0.01, 0.99))
def test_drawn_lines_enclose_the_benchmark_and_each_other(n, rate):
    inner, outer = limits.interpolated_limits(n, rate, 0.95), limits.interpolated_limits(n, rate, 0.998)
    assert 0 <= outer[0] <= inner[0] + 1e-9 and inner[1] <= outer[1] + 1e-9 and outer[1] <= 1
    assert limits.normal_limits(n, rate)[0] <= rate <= limits.normal_limits(n, rate)[1]
    plain, widened = dispersion.proportion_limits(n, rate), dispersion.proportion_limits(n, rate, 0.01)
    assert widened[0] <= plain[0] + 1e-12 and plain[1] <= widened[1] + 1e-12


def test_rank_intervals_are_wide_for_small_units_and_the_same_each_time():
    random = np.random.default_rng(3)
    n = np.full(UNITS, ITEMS)
    x = random.binomial(n, random.beta(19, 1, UNITS))
    x[:2] = (ITEMS, 3)
    prior = shrinkage.maximum_likelihood(x, n)
    best, worst = shrinkage.rank_interval(x, n, prior)
    assert (best[1], worst[1]) == (UNITS, UNITS) and best[0] == 1 and worst[0] > 10
    assert (best <= worst).all()
    again = shrinkage.rank_interval(x, n, prior)
    assert (best == again[0]).all() and (worst == again[1]).all()


def test_shrinking_pulls_the_small_more_than_the_large():
    prior = shrinkage.Prior(9, 1)
    mean, low, high = shrinkage.shrunken([5, 500], [10, 1000], prior)
    assert 0.5 < mean[1] < mean[0] < 0.9 and high[0] - low[0] > high[1] - low[1]


@pytest.mark.parametrize("statistic", ["ratio", "median"])
def test_the_bootstrap_resamples_units_and_is_the_same_each_time(statistic):
    random = np.random.default_rng(5)
    identified = random.lognormal(10, 2, 60)
    recovered = identified * random.beta(8, 2, 60)
    value, low, high = concentration.cluster_bootstrap(recovered, identified, statistic, draws=2000)
    assert low < value < high and high - low < 0.5
    assert (value, low, high) == concentration.cluster_bootstrap(recovered, identified, statistic, draws=2000)
    assert np.isnan(concentration.cluster_bootstrap([1, 2], [2, 3], statistic)[1:]).all()
    # Every way of drawing three units of three, one by one.
    x, n = np.array([1.0, 5.0, 9.0]), np.array([10.0, 10.0, 10.0])
    drawn = np.array(np.meshgrid(*[range(3)] * 3)).reshape(3, -1).T
    every = x[drawn].sum(axis=1) / n[drawn].sum(axis=1) if statistic == "ratio" else np.median(x[drawn] / n[drawn], axis=1)
    _, low, high = concentration.cluster_bootstrap(x, n, statistic)
    assert (low, high) == pytest.approx(np.quantile(every, [0.025, 0.975], method="inverted_cdf"), abs=0.14)


def test_limits_of_a_short_or_flat_history():
    assert np.isnan(control.limits([]).mean) and np.isnan(control.limits([3]).low)
    flat = control.limits([4] * 14)
    assert (flat.low, flat.mean, flat.high) == (4, 4, 4) and set(control.causes([4] * 14, flat)) == {"common"}


def test_what_cannot_be_is_refused():
    for broken in (lambda: intervals.wilson(5, 4), lambda: intervals.exact_count(-1), lambda: tails.binomial_tails(1, 2, 1.5), lambda: tails.poisson_tails(-1, 2),
                   lambda: intervals.wilson(1, 2, 1.5), lambda: survival.kaplan_meier([-1], [True]), lambda: survival.kaplan_meier([np.nan], [True]),
                   lambda: concentration.gini([-1, 2]), lambda: shrinkage.moments([0], [0]), lambda: intervals.poisson_rate(1, -1)):
        with pytest.raises(ValueError):
            broken()
