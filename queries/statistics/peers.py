"""A unit against its peers: the benchmark without the unit itself, and how surprising the unit would be if it were like them.

Counts in, arrays out; shares on the 0-1 scale. The flags of this project come from exact mid-p tails, never from normal limits: at
n = 10-40 and a benchmark of 0.95 the normal "0.1 %" line fires three to twelve times as often as it says.
"""

import numpy as np

from queries.statistics.intervals import checked_counts, poisson_count, z_score
from queries.statistics.tails import at_most, binomial_tails, two_sample_rates, two_sample_tails

NOTICE, ALARM = 0.025, 0.001
FLAGS = {-2: "low_alarm", -1: "low_notice", 0: "none", 1: "high_notice", 2: "high_alarm"}


def leave_one_out(numerator, denominator) -> np.ndarray:
    """The rate of everybody else, (Σx − x_i) / (Σn − n_i): a ratio of sums, never a mean of ratios. NaN where nobody else is left."""
    x, n = np.asarray(numerator, dtype=float), np.asarray(denominator, dtype=float)
    others = n.sum() - n
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.where(others > 0, np.maximum(x.sum() - x, 0) / others, np.nan)


def flags(low, high, notice: float = NOTICE, alarm: float = ALARM) -> np.ndarray:
    """Mid-p tails as codes of FLAGS (int8): below 2.5 % a notice, below 0.1 % an alarm. On the limit is inside; NaN is 0."""
    low, high = np.asarray(low, dtype=float), np.asarray(high, dtype=float)
    return ((high < notice).astype(np.int8) + (high < alarm) - (low < notice) - (low < alarm)).astype(np.int8)


def flags_against_others(closed, total, others_closed, others_total) -> np.ndarray:
    """The flag of each unit against everybody else in its group; codes of FLAGS.

    A unit is flagged where its mid-p tail against the others' rate is below the level, and still is once that rate is taken for the
    estimate that it is (`two_sample_tails`). The first alone would flag more than it says where the others are few: a unit as large
    as all others together in 10-24 % of cases in which nothing differs (Manktelow, Seaton & Evans 2014 on estimated benchmarks).
    With many others the two agree.
    """
    x, n, other_x, other_n = np.broadcast_arrays(*(np.atleast_1d(np.asarray(each, dtype=float)) for each in (closed, total, others_closed, others_total)))
    low, high = binomial_tails(x, n, other_x / other_n)
    candidates = np.flatnonzero(np.minimum(low, high) < NOTICE)
    return _agreed(low, high, candidates, two_sample_tails(x[candidates], n[candidates], other_x[candidates], other_n[candidates]))


def rate_flags_against_others(events, exposure, others_events, others_exposure, low, high) -> np.ndarray:
    """The same for counts per exposure, whose mid-p tails against the expected count are (low, high)."""
    events, exposure, others_events, others_exposure = (np.asarray(each, dtype=float) for each in (events, exposure, others_events, others_exposure))
    candidates = np.flatnonzero(np.minimum(low, high) < NOTICE)
    return _agreed(low, high, candidates, two_sample_rates(events[candidates], exposure[candidates], others_events[candidates], others_exposure[candidates]))


def _agreed(low: np.ndarray, high: np.ndarray, candidates: np.ndarray, sampled: tuple[np.ndarray, np.ndarray]) -> np.ndarray:
    """Flags of those of whom both ways of reckoning say so: the larger of the two tails decides."""
    low, high = low.copy(), high.copy()
    low[candidates] = np.maximum(low[candidates], sampled[0])
    high[candidates] = np.maximum(high[candidates], sampled[1])
    return flags(low, high)


def normal_flags(closed, total, benchmark) -> np.ndarray:
    """The `phe` mode: outside B ± z√(B(1 − B)/n), strictly, at 95 % and 99.8 %; codes of FLAGS.

    PHEindicatormethods `assign_funnel_significance` for proportions. Kept because others publish by it: it flags too much at small n.
    """
    x, n = checked_counts(closed, total)
    rate, error = x / n, np.sqrt(np.asarray(benchmark) * (1 - np.asarray(benchmark)) / n)
    return _outside(rate, (benchmark - z_score(0.95) * error, benchmark + z_score(0.95) * error),
                    (benchmark - z_score(0.998) * error, benchmark + z_score(0.998) * error))


def ratio_flags(events, expected) -> np.ndarray:
    """The funnel of a ratio O/E: 1 outside the interval of O/E at 95 % and 99.8 %; codes of FLAGS (PHE `assign_funnel_significance`)."""
    observed, mean = np.asarray(events, dtype=float), np.asarray(expected, dtype=float)
    codes = np.zeros(np.broadcast(observed, mean).shape, dtype=np.int8)
    for confidence in (0.95, 0.998):
        low, high = poisson_count(observed, confidence)
        codes += (low > mean).astype(np.int8) - (high < mean).astype(np.int8)
    return codes


def _outside(value, inner, outer) -> np.ndarray:
    codes = (value > inner[1]).astype(np.int8) + (value > outer[1]) - (value < inner[0]) - (value < outer[0])
    return codes.astype(np.int8)


def expected_false_flags(compared: int, level: float = NOTICE) -> float:
    """How many of so many units, all alike, are flagged on one side by luck, at most: N × level."""
    return compared * level


def flagged_beyond(total, benchmark, level: float = NOTICE) -> tuple[np.ndarray, np.ndarray]:
    """The largest x flagged as low and the smallest flagged as high among n at a benchmark: (−1, n + 1) where no x is.

    Found by halving: the mid-p tail only grows with x. n whole and below 2^52.
    """
    n, rate = np.broadcast_arrays(np.asarray(total, dtype=float), np.asarray(benchmark, dtype=float))
    low = _last(n, lambda x: binomial_tails(x, n, rate)[0] < level)
    high = n - _last(n, lambda x: binomial_tails(n - x, n, rate)[1] < level)
    return low, high


def _last(n: np.ndarray, is_flagged) -> np.ndarray:
    """The last of 0..n that is flagged where flags come first, −1 where none is."""
    inside, outside = np.full(n.shape, -1.0), n + 1.0
    for _ in range(int(np.ceil(np.log2(np.max(n, initial=0) + 3))) + 1):
        middle = np.floor((inside + outside) / 2)
        found = is_flagged(np.clip(middle, 0, n)) & (middle >= 0)
        inside, outside = np.where(found, middle, inside), np.where(found, outside, np.maximum(middle, inside + 1))
    return inside


def false_flag_chance(total, benchmark, level: float = NOTICE) -> tuple[np.ndarray, np.ndarray]:
    """How often a unit that is exactly like its benchmark is flagged as low and as high, by enumeration: (low, high) chances."""
    last, first = flagged_beyond(total, benchmark, level)
    n, rate = np.broadcast_arrays(np.asarray(total, dtype=float), np.asarray(benchmark, dtype=float))
    return at_most(last, n, rate), at_most(n - first, n, 1 - rate)
