"""Two units, two rounds, or several rounds in order: is there a difference, and how large could it be?"""

import numpy as np
from scipy.special import betaincinv, gammaincc

from queries.statistics.intervals import checked_counts, wilson


def newcombe(closed, total, other_closed, other_total, confidence: float = 0.95) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """The difference of two shares, first less second, with its interval: (difference, low, high) on the 0-1 scale.

    d − √((p1 − L1)² + (U2 − p2)²) and d + √((U1 − p1)² + (p2 − L2)²), with Wilson's L and U. Newcombe 1998, method 10.
    """
    x1, n1 = checked_counts(closed, total)
    x2, n2 = checked_counts(other_closed, other_total)
    with np.errstate(invalid="ignore", divide="ignore"):
        p1, p2 = x1 / n1, x2 / n2
    (low1, high1), (low2, high2) = wilson(x1, n1, confidence), wilson(x2, n2, confidence)
    difference = p1 - p2
    low = difference - np.hypot(p1 - low1, high2 - p2)
    return difference, low, difference + np.hypot(high1 - p1, p2 - low2)


def homogeneity(closed, total, rate: float | None = None) -> tuple[float, int, float]:
    """Pearson's χ² of k shares being one, or being a given rate: (statistic, degrees of freedom, p). R `prop.test(correct = FALSE)`.

    NaN where everybody is at 0 or at 1: there is nothing to test.
    """
    x, n = checked_counts(closed, total)
    x, n = x[n > 0], n[n > 0]
    pooled = x.sum() / n.sum() if rate is None else rate
    freedom = x.size - (rate is None)
    if not 0 < pooled < 1 or freedom < 1:
        return float("nan"), freedom, float("nan")
    statistic = float(np.sum((x - n * pooled) ** 2 / (n * pooled * (1 - pooled))))
    return statistic, freedom, float(gammaincc(freedom / 2, statistic / 2))


def trend(closed, total, scores=None) -> tuple[float, float]:
    """Cochran-Armitage χ² for a trend over ordered rounds: (statistic, p), one degree of freedom; scores 1..k if not given.

    (Σ s_i(x_i − n_i p))² / (p(1 − p)(Σ n_i s_i² − (Σ n_i s_i)²/Σn)). R `prop.trend.test`. NaN where there is nothing to test.
    """
    x, n = checked_counts(closed, total)
    scores = np.arange(1.0, x.size + 1) if scores is None else np.asarray(scores, dtype=float)
    everybody = n.sum()
    pooled = x.sum() / everybody if everybody else float("nan")
    # Centred scores: without them the variance is a difference of two large numbers.
    centred = scores - np.sum(n * scores) / everybody if everybody else scores
    variance = pooled * (1 - pooled) * np.sum(n * centred**2)
    if not variance > 0:
        return float("nan"), float("nan")
    statistic = float(np.sum(centred * (x - n * pooled)) ** 2 / variance)
    return statistic, float(gammaincc(0.5, statistic / 2))


def rate_ratio(events: int, exposure: float, other_events: int, other_exposure: float, confidence: float = 0.95) -> tuple[float, float, float, float]:
    """Two Poisson rates: (ratio, low, high, p), exact given their sum. R `poisson.test`; NaN ratio where nothing happened."""
    from scipy.stats import binomtest

    both = events + other_events
    if both == 0:
        return float("nan"), 0.0, float("inf"), 1.0
    tail = (1 - confidence) / 2
    low = betaincinv(events, other_events + 1, tail) if events else 0.0
    high = betaincinv(events + 1, other_events, 1 - tail) if other_events else 1.0
    share = exposure / (exposure + other_exposure)
    scale = other_exposure / exposure
    with np.errstate(divide="ignore"):
        ratio, lowest, highest = (float(np.divide(odd, 1 - odd)) * scale for odd in (events / both, low, high))
    return ratio, lowest, highest, float(binomtest(events, both, share).pvalue)


def fisher(closed: int, total: int, other_closed: int, other_total: int) -> float:
    """Fisher's exact two-sided p of two shares being one."""
    from scipy.stats import fisher_exact

    return float(fisher_exact([[closed, total - closed], [other_closed, other_total - other_closed]]).pvalue)


def pooled_and_median(numerator, denominator) -> tuple[float, float]:
    """The ratio of sums Σx/Σn and the median of the units' own ratios, both on the ratio's scale; units with n = 0 count in neither.

    Far apart (5 percentage points or more), a few large units decide the sum: show both.
    """
    x, n = np.asarray(numerator, dtype=float), np.asarray(denominator, dtype=float)
    x, n = x[n > 0], n[n > 0]
    if x.size == 0:
        return float("nan"), float("nan")
    return float(x.sum() / n.sum()), float(np.median(x / n))
