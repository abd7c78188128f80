"""Every formula is reckoned a second time: exact fractions, plain loops over the definition, or another library's route.

10,000 seeded cases of each that decides something, with the awkward ones among them: nothing at all, all closed, none closed,
benchmarks of 0 and 1.
"""

import math
import random
import warnings
from fractions import Fraction
from statistics import median

import numpy as np
import pytest
import scipy.stats

from queries.statistics import concentration, differences, dispersion, intervals, limits, multiplicity, peers, shrinkage, survival, tails

CASES = 10_000


def some_counts(seed: int, largest: int, cases: int = CASES) -> tuple[list[int], list[int]]:
    """x of n: a third of them at 0 or n, where formulas break."""
    draw = random.Random(seed)
    n = [draw.randint(1, largest) for _ in range(cases)]
    return [draw.choice((0, each, draw.randint(0, each), draw.randint(0, each), max(0, each - draw.randint(0, 4)))) for each in n], n


def some_rates(seed: int, cases: int = CASES) -> list[Fraction]:
    """Benchmarks as ratios of counts, 0 and 1 among them."""
    draw = random.Random(seed)
    found = []
    for _ in range(cases):
        whole = draw.randint(1, 400)
        found.append(Fraction(draw.choice((0, whole, draw.randint(0, whole), whole - draw.randint(0, whole // 10))), whole))
    return found


def close(found, wanted, relative: float = 1e-9, absolute: float = 1e-12) -> None:
    """Found equals wanted in every case; says the worst one if not."""
    found, wanted = np.asarray(found, dtype=float), np.array([float(each) for each in wanted])
    gap = np.abs(found - wanted) - (relative * np.abs(wanted) + absolute)
    worst = int(np.argmax(gap))
    assert found.shape == wanted.shape and not gap[worst] > 0, (worst, found[worst], wanted[worst])


def test_wilson_is_where_the_score_test_turns():
    """L and U solve (p̂ − p)² = z² p(1 − p)/n: found by halving."""
    x, n = some_counts(1, 500)
    z2 = 1.959963984540054**2

    def edge(of: int, among: int, inside: float, outside: float) -> float:
        for _ in range(54):
            middle = (inside + outside) / 2
            if (of / among - middle) ** 2 * among <= z2 * middle * (1 - middle):
                inside = middle
            else:
                outside = middle
        return inside

    low, high = intervals.wilson(x, n)
    close(low, [edge(each, of, each / of, 0.0) if each else 0.0 for each, of in zip(x, n)], absolute=1e-10)
    close(high, [edge(each, of, each / of, 1.0) if each < of else 1.0 for each, of in zip(x, n)], absolute=1e-10)


def test_wilson_of_scipy():
    x, n = some_counts(2, 10**6, 500)
    found = intervals.wilson(x, n, 0.998)
    wanted = [scipy.stats.binomtest(each, of).proportion_ci(0.998, method="wilson") for each, of in zip(x, n)]
    close(found[0], [each.low for each in wanted])
    close(found[1], [each.high for each in wanted])


def test_exact_poisson_interval_by_chi_squared():
    events = np.random.default_rng(3).integers(0, 400, CASES)
    events[:50] = np.arange(50) % 3
    for confidence in (0.95, 0.998):
        tail = (1 - confidence) / 2
        low, high = intervals.exact_count(events, confidence)
        close(low, [each if event else 0.0 for each, event in zip(scipy.stats.chi2.ppf(tail, 2 * events) / 2, events)])
        close(high, scipy.stats.chi2.ppf(1 - tail, 2 * events + 2) / 2)


def test_byar_in_plain_loops():
    events = np.random.default_rng(4).integers(0, 5000, CASES)
    z = 1.959963984540054
    low, high = intervals.byar_count(events)
    close(low, [max(0.0, o * (1 - 1 / (9 * o) - z / (3 * o**0.5)) ** 3) if o else 0.0 for o in events.tolist()])
    close(high, [(o + 1) * (1 - 1 / (9 * (o + 1)) + z / (3 * (o + 1) ** 0.5)) ** 3 for o in events.tolist()])
    few = events < 10
    chosen, exact = intervals.poisson_count(events), intervals.exact_count(events)
    assert (chosen[0] == np.where(few, exact[0], low)).all() and (chosen[1] == np.where(few, exact[1], high)).all()


def test_leave_one_out_in_fractions():
    draw = random.Random(5)
    for _ in range(400):
        n = [draw.randint(0, 60) for _ in range(draw.randint(1, 50))]
        x = [draw.randint(0, each) for each in n]
        found = peers.leave_one_out(x, n).tolist()
        for index, value in enumerate(found):
            others = [other for other in range(len(n)) if other != index]
            among = sum(n[other] for other in others)
            assert math.isnan(value) if among == 0 else value == pytest.approx(float(Fraction(sum(x[other] for other in others), among)), rel=1e-14)


def exact_low(x: int, n: int, rate: Fraction) -> Fraction:
    """P(X < x) + ½P(X = x) in whole numbers."""
    yes, whole = rate.numerator, rate.denominator
    terms = [math.comb(n, k) * yes**k * (whole - yes) ** (n - k) for k in range(x + 1)]
    return Fraction(2 * sum(terms[:-1]) + terms[-1], 2 * whole**n)


def test_binomial_mid_p_in_fractions():
    x, n = some_counts(6, 45)
    rates = some_rates(7)
    low, high = tails.binomial_tails(x, n, [float(rate) for rate in rates])
    wanted = [exact_low(*case) for case in zip(x, n, rates)]
    close(low, wanted, relative=1e-11, absolute=1e-300)
    # The high tail of x is the low tail of what is open, and is reckoned as such so that small ones keep their digits.
    close(high, [1 - each for each in wanted], relative=1e-11, absolute=1e-300)


def test_binomial_mid_p_of_scipy_at_size():
    random_numbers = np.random.default_rng(8)
    n = random_numbers.integers(1, 10**6, CASES)
    rate = random_numbers.uniform(0.01, 0.99, CASES)
    x = random_numbers.binomial(n, rate)
    low, high = tails.binomial_tails(x, n, rate)
    model = scipy.stats.binom(n, rate)
    close(low, model.cdf(x - 1) + model.pmf(x) / 2, relative=1e-7)
    close(high, model.sf(x) + model.pmf(x) / 2, relative=1e-7)


def test_poisson_mid_p_term_by_term():
    draw = random.Random(9)
    expected = [draw.choice((0.0, draw.uniform(0, 3), draw.uniform(0, 60))) for _ in range(CASES)]
    events = [draw.randint(0, 70) for _ in range(CASES)]
    low, high = tails.poisson_tails(events, expected)

    def by_terms(event: int, mean: float) -> float:
        terms = [math.exp(-mean) * mean**k / math.factorial(k) for k in range(event + 1)]
        return math.fsum(terms[:-1]) + terms[-1] / 2

    wanted = [by_terms(*case) for case in zip(events, expected)]
    close(low, wanted)
    close(high, [1 - each for each in wanted], absolute=1e-11)


def test_two_sample_mid_p_in_fractions():
    x, n = some_counts(10, 30)
    other_x, other_n = some_counts(11, 60)
    low, high = tails.two_sample_tails(x, n, other_x, other_n)

    def by_terms(a: int, m: int, b: int, k: int) -> Fraction:
        terms = [math.comb(m, each) * math.comb(k, a + b - each) for each in range(a + 1) if 0 <= a + b - each <= k]
        return Fraction(2 * sum(terms[:-1]) + terms[-1], 2 * math.comb(m + k, a + b))

    wanted = [by_terms(*case) for case in zip(x, n, other_x, other_n)]
    close(low, wanted, relative=1e-9, absolute=1e-13)
    close(high, [1 - each for each in wanted], relative=1e-9, absolute=1e-13)


def test_flags_in_plain_words():
    x, n = some_counts(12, 40)
    rates = some_rates(13)
    wanted = []
    for case in zip(x, n, rates):
        low = exact_low(*case)
        high = 1 - low
        wanted.append(-2 if low < Fraction(1, 1000) else -1 if low < Fraction(25, 1000) else 2 if high < Fraction(1, 1000) else 1 if high < Fraction(25, 1000) else 0)
    assert peers.flags(*tails.binomial_tails(x, n, [float(rate) for rate in rates])).tolist() == wanted


def test_a_flag_against_others_needs_both_ways_of_reckoning():
    x, n = some_counts(14, 40)
    other_x, other_n = some_counts(15, 300)
    found = peers.flags_against_others(x, n, other_x, other_n)
    fixed = peers.flags(*tails.binomial_tails(x, n, np.array(other_x) / np.array(other_n)))
    sampled = peers.flags(*tails.two_sample_tails(x, n, other_x, other_n))
    assert found.tolist() == [first if abs(first) < abs(second) else second for first, second in zip(fixed.tolist(), sampled.tolist())]


def test_what_is_flagged_counted_one_by_one():
    draw = random.Random(16)
    n = [draw.randint(1, 45) for _ in range(1500)]
    rates = [float(rate) for rate in some_rates(17, 1500)]
    for level in (peers.NOTICE, peers.ALARM):
        low, high = peers.flagged_beyond(n, rates, level)
        for index, (of, rate) in enumerate(zip(n, rates)):
            below, above = tails.binomial_tails(np.arange(of + 1), of, rate)
            flagged_low, flagged_high = np.flatnonzero(below < level), np.flatnonzero(above < level)
            assert (low[index], high[index]) == (flagged_low.max(initial=-1), flagged_high.min(initial=of + 1)), (of, rate, level)


def test_interpolated_limits_by_the_definition():
    draw = random.Random(18)
    n = [draw.randint(1, 120) for _ in range(2500)]
    rates = [draw.uniform(0.02, 0.98) for _ in n]
    for confidence in (0.95, 0.998):
        wanted = {}
        for probability in ((1 - confidence) / 2, 1 - (1 - confidence) / 2):
            wanted[probability] = []
            for of, rate in zip(n, rates):
                terms = [math.comb(of, k) * rate**k * (1 - rate) ** (of - k) for k in range(of + 1)]
                so_far = np.cumsum(terms)
                r = next(k for k in range(of + 1) if so_far[k] >= probability - 1e-15)
                wanted[probability].append(min(1.0, max(0.0, (r - (so_far[r] - probability) / terms[r]) / of)))
        for found, expected in zip(limits.interpolated_limits(n, rates, confidence), wanted.values()):
            close(found, expected, absolute=1e-9)


def test_dispersion_in_plain_loops():
    draw = random.Random(19)
    for _ in range(1000):
        n = [draw.randint(1, 80) for _ in range(draw.randint(2, 40))]
        x = [draw.randint(0, each) for each in n]
        if not 0 < sum(x) < sum(n):
            continue
        target = sum(x) / sum(n)
        z = [(math.asin(math.sqrt(a / b)) - math.asin(math.sqrt(target))) * 2 * math.sqrt(b) for a, b in zip(x, n)]
        low, high = _quantile(z, 0.1), _quantile(z, 0.9)
        squared = [min(max(each, low), high) ** 2 for each in z]
        weights = [4 * each for each in n]
        spare = sum(weights) - sum(each**2 for each in weights) / sum(weights)
        tau2 = max(0.0, (sum(squared) - (len(n) - 1)) / spare)
        found = dispersion.of_proportions(x, n)
        assert (found.phi, found.tau2, found.units) == pytest.approx((sum(squared) / len(n), tau2, len(n)), rel=1e-9, abs=1e-12)


def _quantile(values: list[float], share: float) -> float:
    ordered = sorted(values)
    at = share * (len(ordered) - 1)
    below = math.floor(at)
    return ordered[below] + (at - below) * (ordered[min(below + 1, len(ordered) - 1)] - ordered[below])


@pytest.mark.parametrize("seed", range(20))
def test_benjamini_hochberg_and_holm_by_the_definition(seed):
    draw = random.Random(seed)
    for _ in range(50):
        p = [draw.choice((0.0, 1.0, draw.random(), draw.random() ** 6, 0.05)) for _ in range(draw.randint(1, 30))]
        m, ordered = len(p), sorted(p)
        rank = {value: max(index + 1 for index, each in enumerate(ordered) if each == value) for value in p}
        q = [min(min(1.0, ordered[j] * m / (j + 1)) for j in range(rank[value] - 1, m)) for value in p]
        assert multiplicity.benjamini_hochberg(p).tolist() == pytest.approx(q, abs=1e-15)
        assert multiplicity.benjamini_hochberg(p).tolist() == pytest.approx(scipy.stats.false_discovery_control(p).tolist(), abs=1e-15)
        first = {value: min(index for index, each in enumerate(ordered) if each == value) for value in p}
        down = [max(min(1.0, ordered[j] * (m - j)) for j in range(max(first[value], 0) + 1)) for value in p]
        assert multiplicity.holm(p).tolist() == pytest.approx(down, abs=1e-15)


def exact_curve(days: list[int], closed: list[bool]) -> list[tuple[int, Fraction]]:
    share, found = Fraction(1), []
    for day in sorted(set(days)):
        at_risk = sum(each >= day for each in days)
        share *= 1 - Fraction(sum(each == day and is_closed for each, is_closed in zip(days, closed)), at_risk)
        found.append((day, share))
    return found


def test_kaplan_meier_in_fractions():
    """The median in exact arithmetic: the tolerance of the rule must decide as fractions do."""
    draw = random.Random(20)
    for _ in range(CASES):
        days = [draw.randint(0, 30) for _ in range(draw.randint(1, 24))]
        closed = [draw.random() < 0.7 for _ in days]
        wanted = exact_curve(days, closed)
        curve = survival.kaplan_meier(days, closed)
        assert curve.days.tolist() == [day for day, _ in wanted]
        assert curve.share_open.tolist() == pytest.approx([float(share) for _, share in wanted], abs=1e-12)
        half = next((day for day, share in wanted if share <= Fraction(1, 2)), None)
        found = survival.reached(curve.days, curve.share_open)
        assert found == half or (half is None and math.isnan(found)), (days, closed)


def test_kaplan_meier_and_log_rank_of_scipy():
    random_numbers = np.random.default_rng(21)
    for _ in range(300):
        days, closed = random_numbers.integers(1, 40, 30), random_numbers.random(30) < 0.6
        if not closed[:15].any() or not closed[15:].any():
            continue
        wanted = scipy.stats.ecdf(scipy.stats.CensoredData.right_censored(days, ~closed)).sf
        curve = survival.kaplan_meier(days, closed)
        assert curve.share_open == pytest.approx(wanted.probabilities, abs=1e-12)
        with np.errstate(all="ignore"), warnings.catch_warnings(action="ignore"):
            inside = wanted.confidence_interval(method="log-log")
        told = (curve.share_open > 0) & (curve.share_open < 1)
        for ours, theirs in zip(survival.share_limits(curve), (inside.low, inside.high)):
            assert ours[told] == pytest.approx(theirs.probabilities[told], abs=1e-10)
        groups = [scipy.stats.CensoredData.right_censored(days[part], ~closed[part]) for part in (slice(0, 15), slice(15, 30))]
        theirs = scipy.stats.logrank(*groups)
        statistic, _, p = survival.log_rank(days, closed, [0] * 15 + [1] * 15)
        assert (statistic, p) == pytest.approx((theirs.statistic**2, theirs.pvalue), abs=1e-9)


def test_landmarks_counted_one_by_one():
    draw = random.Random(22)
    follow_up = [draw.randint(0, 500) for _ in range(CASES)]
    closed_after = [draw.choice((None, draw.randint(0, each) if each else 0)) for each in follow_up]
    arrays = follow_up, [math.nan if each is None else each for each in closed_after]
    for day in (0, 30, 90, 180, 365):
        followed = [closed for age, closed in zip(follow_up, closed_after) if age >= day]
        assert survival.landmark(*arrays, day) == (sum(closed is not None and closed <= day for closed in followed), len(followed))


def test_newcombe_in_plain_words():
    x1, n1 = some_counts(23, 120)
    x2, n2 = some_counts(24, 120)
    found = differences.newcombe(x1, n1, x2, n2)
    z = 1.959963984540054

    def wilson(x: int, n: int) -> tuple[float, float]:
        centre, half = (x + z * z / 2) / (n + z * z), z / (n + z * z) * math.sqrt(x * (n - x) / n + z * z / 4)
        return max(0.0, centre - half), min(1.0, centre + half)

    wanted = []
    for a, m, b, k in zip(x1, n1, x2, n2):
        (low1, high1), (low2, high2), p1, p2 = wilson(a, m), wilson(b, k), a / m, b / k
        wanted.append((p1 - p2, p1 - p2 - math.sqrt((p1 - low1) ** 2 + (high2 - p2) ** 2), p1 - p2 + math.sqrt((high1 - p1) ** 2 + (p2 - low2) ** 2)))
    for each, expected in zip(found, zip(*wanted)):
        close(each, expected, absolute=1e-9)


def test_trend_is_a_weighted_regression_and_homogeneity_a_table():
    """R reckons the trend as the χ² of a regression weighted by n/(p(1 − p)): done here in fractions."""
    draw = random.Random(25)
    for _ in range(2000):
        n = [draw.randint(1, 60) for _ in range(draw.randint(2, 6))]
        x = [draw.randint(0, each) for each in n]
        if not 0 < sum(x) < sum(n):
            assert math.isnan(differences.trend(x, n)[0]) and math.isnan(differences.homogeneity(x, n)[0])
            continue
        pooled, scores = Fraction(sum(x), sum(n)), range(1, len(n) + 1)
        centre = Fraction(sum(a * s for a, s in zip(n, scores)), sum(n))
        slope = sum(a * (s - centre) * (Fraction(b, a) - pooled) for a, b, s in zip(n, x, scores)) / sum(a * (s - centre) ** 2 for a, s in zip(n, scores))
        wanted = slope**2 * sum(a * (s - centre) ** 2 for a, s in zip(n, scores)) / (pooled * (1 - pooled))
        statistic, p = differences.trend(x, n)
        assert (statistic, p) == pytest.approx((float(wanted), scipy.stats.chi2.sf(float(wanted), 1)), rel=1e-9, abs=1e-12)
        table = scipy.stats.chi2_contingency([x, [b - a for a, b in zip(x, n)]], correction=False)
        assert differences.homogeneity(x, n) == pytest.approx((table.statistic, table.dof, table.pvalue), rel=1e-9, abs=1e-12)


def test_ratio_of_sums_and_median_of_ratios():
    draw = random.Random(26)
    for _ in range(1000):
        n = [draw.randint(0, 60) for _ in range(draw.randint(1, 20))]
        x = [draw.randint(0, each) for each in n]
        pooled, middle = differences.pooled_and_median(x, n)
        if sum(n) == 0:
            assert math.isnan(pooled) and math.isnan(middle)
        else:
            assert (pooled, middle) == pytest.approx((sum(x) / sum(n), median(a / b for a, b in zip(x, n) if b)))


def test_gini_is_half_the_mean_difference():
    draw = random.Random(27)
    for _ in range(500):
        values = [draw.choice((0, draw.randint(0, 10**9))) for _ in range(draw.randint(1, 25))]
        if sum(values) == 0:
            assert math.isnan(concentration.gini(values)) and math.isnan(concentration.top_share(values))
            continue
        apart = sum(abs(a - b) for a in values for b in values)
        assert concentration.gini(values) == pytest.approx(float(Fraction(apart, 2 * len(values) * sum(values))), abs=1e-12)
        assert concentration.top_share(values, 3) == pytest.approx(sum(sorted(values)[-3:]) / sum(values))


def test_the_prior_of_largest_likelihood_is_at_the_top():
    random_numbers = np.random.default_rng(28)
    for _ in range(10):
        n = random_numbers.integers(5, 80, 150)
        x = random_numbers.binomial(n, random_numbers.beta(random_numbers.uniform(2, 20), random_numbers.uniform(1, 8), 150))
        prior = shrinkage.maximum_likelihood(x, n)
        top = scipy.stats.betabinom.logpmf(x, n, prior.alpha, prior.beta).sum()
        for up in (0.98, 1.0, 1.02):
            for side in (0.98, 1.0, 1.02):
                assert scipy.stats.betabinom.logpmf(x, n, prior.alpha * up, prior.beta * side).sum() <= top + 1e-7


def test_shrunken_shares_of_scipy():
    x, n = some_counts(29, 200)
    prior = shrinkage.Prior(18.5, 1.7)
    mean, low, high = shrinkage.shrunken(x, n, prior)
    model = scipy.stats.beta(np.array(x) + prior.alpha, np.array(n) - np.array(x) + prior.beta)
    close(mean, model.mean())
    close(low, model.ppf(0.025))
    close(high, model.ppf(0.975))
