"""Whether a few units make up most of a sum, and how sure a ratio of money is."""

from collections.abc import Callable

import numpy as np

from queries.statistics.differences import pooled_and_median

AT_A_TIME = 2**22


def gini(values) -> float:
    """The population Gini coefficient, 2Σ i·x_(i)/(nΣx) − (n + 1)/n: 0 all alike, near 1 one has all. NaN where the sum is 0.

    Values >= 0, no n/(n − 1) correction. Misleads below ten units: prefer `top_share`.
    """
    ordered = np.sort(np.asarray(values, dtype=float))
    if np.any(ordered < 0):
        raise ValueError("a value is below 0.")
    n, whole = ordered.size, ordered.sum()
    if n == 0 or whole == 0:
        return float("nan")
    return float(2 * np.sum(np.arange(1, n + 1) * ordered) / (n * whole) - (n + 1) / n)


def top_share(values, k: int = 3) -> float:
    """The share of the sum that the k largest hold, 0-1: 「前 3 家占 72 %」. NaN where the sum is 0."""
    values = np.asarray(values, dtype=float)
    whole = values.sum()
    return float(np.sort(values)[::-1][:k].sum() / whole) if whole > 0 else float("nan")


def cluster_bootstrap(numerator, denominator, statistic: str = "ratio", draws: int = 10_000, confidence: float = 0.95,
                      seed: int = 20240208) -> tuple[float, float, float]:
    """The ratio of sums (or the median of units' ratios) with a percentile interval: (value, low, high).

    Resamples units, not yuan: the money of one unit is one case. Units with denominator 0 are left out; NaN interval below three units
    (the money gate). Efron & Tibshirani 1993, chapter 13. Seeded, so that the same question has the same answer.
    """
    x, n = np.asarray(numerator, dtype=float), np.asarray(denominator, dtype=float)
    x, n = x[n > 0], n[n > 0]
    pooled, middle = pooled_and_median(x, n)
    value, resampled = (pooled, _ratios(x, n)) if statistic == "ratio" else (middle, _medians(x / n))
    if x.size < 3:
        return value, float("nan"), float("nan")
    random, step = np.random.default_rng(seed), max(1, AT_A_TIME // x.size)
    found = np.concatenate([resampled(random.integers(0, x.size, (min(step, draws - start), x.size))) for start in range(0, draws, step)])
    low, high = np.quantile(found, [(1 - confidence) / 2, (1 + confidence) / 2])
    return value, float(low), float(high)


def _ratios(x: np.ndarray, n: np.ndarray) -> Callable[[np.ndarray], np.ndarray]:
    return lambda drawn: x[drawn].sum(axis=1) / n[drawn].sum(axis=1)


def _medians(rates: np.ndarray) -> Callable[[np.ndarray], np.ndarray]:
    return lambda drawn: np.median(rates[drawn], axis=1)
