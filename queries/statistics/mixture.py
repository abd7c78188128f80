"""How many of a unit's items would be closed if each kind of item were closed as often as elsewhere: the Poisson-binomial distribution.

Its probabilities come from adding one item after another (convolution): all terms are positive, so even a small tail keeps its digits,
which a Fourier transform loses below 1e-15. A normal approximation is far off at n = 10-40 and rates near 1, Byar's limits (for a count
without a ceiling) too wide there.
"""

from collections.abc import Iterator

import numpy as np
from scipy.special import gammaln

# Odds more than e^30 times the reference's: what lies beyond rounds to nothing or to all.
FURTHEST, HALVINGS = 30.0, 44


def poisson_binomial(chances) -> np.ndarray:
    """The distribution of the number of successes: items × chance -> probabilities of 0..items; a chance of 0 is no item. Rows are independent."""
    chances = np.atleast_2d(np.asarray(chances, dtype=float))
    found = np.zeros((chances.shape[0], chances.shape[1] + 1))
    found[:, 0] = 1
    for place in range(chances.shape[1]):
        chance = chances[:, place, None]
        closed = found[:, :place + 1] * chance
        found[:, :place + 1] *= 1 - chance
        found[:, 1:place + 2] += closed
    return found


def mixed(observed, unit, items, rate) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Each unit against what its own mix makes one expect: mid-p tails (low, high), which add up to 1, and a 95 % interval (low, high) in items.

    observed: one entry a unit, between 0 and its items. unit, items, rate: one entry a cell, rates above 0 and below 1. The interval
    is of the number to be expected of the unit: the numbers that come about when the odds of every item are multiplied by the same
    factor, over all factors under which the observed number is no surprise (mid-p ≥ 2.5 % on either side). It reaches neither below 0
    nor above all items, and leaves the expected number out exactly where the two-sided p is below 5 %.
    """
    observed = np.asarray(observed, dtype=float)
    low, high, least, most = (np.full(observed.size, np.nan) for _ in range(4))
    for units, chances in _alike_in_size(observed.size, unit, items, rate):
        chance, x = poisson_binomial(chances), observed[units]
        low[units], high[units] = _tails(chance, x)
        least[units], most[units] = _interval(chance, x, np.count_nonzero(chances, axis=1))
    return low, high, least, most


def stratified_tails(x, n, others_x, others_n) -> tuple[float, float]:
    """The same for one unit, knowing that the rates are estimates: given what unit and others closed together in each cell, x is a sum of
    hypergeometric numbers, one a cell. The exact stratified test; `tails.two_sample_tails` of several cells."""
    x, n, others_x, others_n = (np.asarray(each, dtype=np.int64) for each in (x, n, others_x, others_n))
    chance, first = np.ones(1), 0
    for own, of, closed, total in zip(n, others_n, x + others_x, n + others_n):
        least, most = max(0, closed - of), min(own, closed)
        k = np.arange(least, most + 1)
        chance = np.convolve(chance, np.exp(_choose(own, k) + _choose(of, closed - k) - _choose(total, closed)))
        first += least
    low, high = _tails(chance[None, :], np.array([x.sum() - first], dtype=float))
    return float(low[0]), float(high[0])


def _alike_in_size(units: int, unit, items, rate) -> Iterator[tuple[np.ndarray, np.ndarray]]:
    """(units, chance of each of their items), those of similar size together, so that a few large ones do not widen every row."""
    order = np.argsort(unit, kind="stable")
    unit, items, rate = (np.asarray(each)[order] for each in (unit, items, rate))
    whole = np.bincount(unit, weights=items, minlength=units).astype(np.int64)
    each, start = np.repeat(rate, items.astype(np.int64)), np.cumsum(whole) - whole
    size = np.ceil(np.log2(np.maximum(whole, 1)))
    for about in np.unique(size[whole > 0]):
        some = np.flatnonzero((size == about) & (whole > 0))
        place = np.arange(whole[some].max())
        is_item = place < whole[some, None]
        yield some, np.where(is_item, each[np.minimum(start[some, None] + place, each.size - 1)], 0.0)


def _tails(chance: np.ndarray, x: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    k = np.arange(chance.shape[1])
    at = (chance * (k == x[:, None])).sum(axis=1) / 2
    return (chance * (k < x[:, None])).sum(axis=1) + at, (chance * (k > x[:, None])).sum(axis=1) + at


def _interval(chance: np.ndarray, x: np.ndarray, items: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Multiplying all odds by e^t tilts the distribution, P_t(k) ∝ P(k)·e^(tk): no convolution is done twice."""
    with np.errstate(divide="ignore"):
        logarithm = np.log(chance)
    least, most = (_expected(logarithm, _factor(logarithm, x, side)) for side in (1, 0))
    return np.where(x == 0, 0.0, least), np.where(x == items, items, most)


def _factor(logarithm: np.ndarray, x: np.ndarray, side: int, level: float = 0.025) -> np.ndarray:
    """The t at which a tail (0 low, 1 high) is `level`, by halving: the high tail only grows with t, the low one only falls."""
    first, last = np.full(x.size, -FURTHEST), np.full(x.size, FURTHEST)
    for _ in range(HALVINGS):
        middle = (first + last) / 2
        is_before = (_tails(_tilted(logarithm, middle), x)[side] < level) == (side == 1)
        first, last = np.where(is_before, middle, first), np.where(is_before, last, middle)
    return (first + last) / 2


def _tilted(logarithm: np.ndarray, t: np.ndarray) -> np.ndarray:
    raised = logarithm + t[:, None] * np.arange(logarithm.shape[1])
    raised = np.exp(raised - raised.max(axis=1, keepdims=True))
    return raised / raised.sum(axis=1, keepdims=True)


def _expected(logarithm: np.ndarray, t: np.ndarray) -> np.ndarray:
    return _tilted(logarithm, t) @ np.arange(logarithm.shape[1])


def _choose(n: np.ndarray, k: np.ndarray) -> np.ndarray:
    return gammaln(n + 1) - gammaln(k + 1) - gammaln(n - k + 1)
