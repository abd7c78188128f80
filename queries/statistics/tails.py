"""How surprising a number would be: exact mid-p tails, P(beyond) + ½P(exactly that). Lancaster 1961.

Every function returns (low, high), two arrays that add up to 1. Mid-p because counts are few: the plain exact tail is far below its
nominal level at n = 10-40, the normal one far above.
"""

import numpy as np
from scipy.special import betainc, gammainc, gammaincc, gammaln

from queries.statistics.intervals import checked_counts

# A term this much smaller than the first one of its tail no longer moves any digit that a level of 0.1 % could turn on.
NEGLIGIBLE = 1e-12


def binomial_tails(closed, total, benchmark) -> tuple[np.ndarray, np.ndarray]:
    """Exact mid-p tails of x of n against a benchmark B: (low, high), X ~ Binomial(n, B); they add up to 1.

    low = P(X < x) + ½P(X = x), high = P(X > x) + ½P(X = x). Lancaster 1961. With n = 0 both are ½; NaN where B is NaN.
    """
    x, n = checked_counts(closed, total)
    x, n, rate = np.broadcast_arrays(x, n, np.asarray(benchmark, dtype=float))
    if np.any((rate < 0) | (rate > 1)):
        raise ValueError("a benchmark lies outside 0 and 1.")
    # Only the smaller tail is summed, so that it keeps its digits; the other is what remains.
    is_low = x <= n * rate
    successes, share = np.where(is_low, x, n - x), np.where(is_low, rate, 1 - rate)
    small = (at_most(successes - 1, n, share) + at_most(successes, n, share)) / 2
    return np.where(is_low, small, 1 - small), np.where(is_low, 1 - small, small)


def at_most(count: np.ndarray, n: np.ndarray, share: np.ndarray) -> np.ndarray:
    """P(X ≤ k) for X ~ Binomial(n, share), by the incomplete beta function: I_{1−share}(n − k, k + 1)."""
    is_inside = (count >= 0) & (count < n)
    k, size = np.where(is_inside, count, 0.0), np.where(is_inside, n, 1.0)
    return np.where(is_inside, betainc(size - k, k + 1, 1 - share), np.where(count < 0, 0.0 * share, 1.0 + 0.0 * share))


def two_sample_tails(closed, total, others_closed, others_total) -> tuple[np.ndarray, np.ndarray]:
    """Exact mid-p tails of x of n against x' of n' of the others, given what both closed together: X is hypergeometric.

    Unlike `binomial_tails` this knows that the others' rate is itself an estimate. It costs more, and for many others says the same.
    """
    x, n = checked_counts(closed, total)
    other_x, other_n = checked_counts(others_closed, others_total)
    x, n, other_x, other_n = (each.astype(float) for each in np.broadcast_arrays(x, n, other_x, other_n))
    chance = np.exp(_choose(n, x) + _choose(other_n, other_x) - _choose(n + other_n, x + other_x))
    with np.errstate(invalid="ignore", divide="ignore"):
        is_low = x * other_n <= other_x * n
    # The smaller tail is that of whichever is behind: the unit closing x or fewer, or leaving n - x or fewer open.
    small = np.where(is_low, _hypergeometric_tail(x, n, other_x, other_n), _hypergeometric_tail(n - x, n, other_n - other_x, other_n))
    beyond = chance * (small + 0.5)
    return np.where(is_low, beyond, 1 - beyond), np.where(is_low, 1 - beyond, beyond)


def _hypergeometric_tail(x: np.ndarray, n: np.ndarray, other_x: np.ndarray, other_n: np.ndarray) -> np.ndarray:
    """P(X < x) / P(X = x), by the ratio of neighbouring terms: one item moves from the unit to the others at each step."""
    term, added = np.ones(x.shape), np.zeros(x.shape)
    step = 0
    while np.any(term > NEGLIGIBLE):
        here, there = x - step, other_x + step
        with np.errstate(invalid="ignore", divide="ignore"):
            ratio = here * (other_n - there) / ((n - here + 1) * (there + 1))
        term = np.where((here > 0) & (other_n > there), term * ratio, 0.0)
        added += term
        step += 1
    return added


def _choose(n: np.ndarray, k: np.ndarray) -> np.ndarray:
    return gammaln(n + 1) - gammaln(k + 1) - gammaln(n - k + 1)


def poisson_tails(events, expected) -> tuple[np.ndarray, np.ndarray]:
    """Exact mid-p tails of an observed count against an expected one: (low, high), X ~ Poisson(E); they add up to 1."""
    observed, mean = np.broadcast_arrays(np.asarray(events, dtype=float), np.asarray(expected, dtype=float))
    if np.any(observed < 0) or np.any(mean < 0):
        raise ValueError("a count is below 0.")
    at_most = gammaincc(observed + 1, mean)
    below = np.where(observed > 0, gammaincc(np.where(observed > 0, observed, 1.0), mean), 0.0 * mean)
    above = gammainc(observed + 1, mean)
    at_least = np.where(observed > 0, gammainc(np.where(observed > 0, observed, 1.0), mean), 1.0 + 0.0 * mean)
    return (at_most + below) / 2, (above + at_least) / 2


def two_sample_rates(events, exposure, others_events, others_exposure) -> tuple[np.ndarray, np.ndarray]:
    """Exact mid-p tails of a count against the count of the others, given both together: binomial with the unit's share of the exposure."""
    own = np.asarray(exposure, dtype=float)
    return binomial_tails(events, np.asarray(events) + others_events, own / (own + others_exposure))


def two_sided(low, high) -> np.ndarray:
    """Twice the smaller tail, at most 1."""
    return np.minimum(1.0, 2 * np.minimum(low, high))
