"""Intervals of one unit's own number: how far a share or a count could be chance.

All functions take numbers or arrays (they broadcast) and return arrays of float. Shares are on the 0-1 scale, counts are counts.
NaN in, NaN out; what cannot be (a negative count, more closed than there are) raises ValueError.
"""

import numpy as np
from scipy.special import gammainccinv, gammaincinv, ndtri

# Byar's approximation is within 0.2 % of exact from ten events on (PHE Technical Guide: Confidence Intervals, 2018).
BYAR_FROM = 10


def z_score(confidence: float) -> float:
    """The normal quantile of a two-sided interval: 0.95 -> 1.959964, 0.998 -> 3.090232."""
    if not 0 < confidence < 1:
        raise ValueError(f"confidence must lie between 0 and 1, not {confidence}.")
    return float(ndtri(0.5 + confidence / 2))


def checked_counts(closed, total) -> tuple[np.ndarray, np.ndarray]:
    """x of n as arrays of float of one shape; raises ValueError where x < 0, n < 0 or x > n."""
    x, n = np.broadcast_arrays(np.asarray(closed, dtype=float), np.asarray(total, dtype=float))
    if np.any(x < 0) or np.any(n < 0):
        raise ValueError("a count is below 0.")
    if np.any(x > n):
        raise ValueError("there are more closed than there are.")
    return x, n


def wilson(closed, total, confidence: float = 0.95) -> tuple[np.ndarray, np.ndarray]:
    """Wilson's score interval of x of n: (low, high) on the 0-1 scale; NaN where n is 0.

    (2x + z² ∓ z√(z² + 4x(1 − x/n))) / (2(n + z²)). Wilson 1927; Newcombe 1998, method 3; PHE `phe_proportion`.
    """
    x, n = checked_counts(closed, total)
    z = z_score(confidence)
    n = np.where(n == 0, np.nan, n)
    spread = z * np.sqrt(z * z + 4 * x * (1 - x / n))
    low = (2 * x + z * z - spread) / (2 * (n + z * z))
    high = (2 * x + z * z + spread) / (2 * (n + z * z))
    # At the ends the interval touches them by algebra; rounding must not leave a hair between.
    low = np.where(x == 0, 0.0 * n, low)
    high = np.where(x == n, 1.0 + 0.0 * n, high)
    return np.clip(low, 0, 1), np.clip(high, 0, 1)


def exact_count(events, confidence: float = 0.95) -> tuple[np.ndarray, np.ndarray]:
    """The exact (Garwood) interval of a Poisson count: (low, high) in events; 0 events: low 0.

    χ²(α/2; 2O)/2 and χ²(1 − α/2; 2O + 2)/2, written with the incomplete gamma function.
    """
    observed = _counts(events)
    tail = (1 - confidence) / 2
    z_score(confidence)
    low = np.where(observed > 0, gammaincinv(np.where(observed > 0, observed, 1.0), tail), 0.0 * observed)
    return low, gammainccinv(observed + 1, tail)


def byar_count(events, confidence: float = 0.95) -> tuple[np.ndarray, np.ndarray]:
    """Byar's approximate interval of a Poisson count: (low, high) in events; 0 events: low 0.

    O(1 − 1/(9O) − z/(3√O))³ and (O+1)(1 − 1/(9(O+1)) + z/(3√(O+1)))³. Breslow & Day 1987; PHE `byars_lower`, `byars_upper`.
    """
    observed = _counts(events)
    z = z_score(confidence)
    some = np.where(observed > 0, observed, 1.0)
    low = some * (1 - 1 / (9 * some) - z / (3 * np.sqrt(some))) ** 3
    more = observed + 1
    high = more * (1 - 1 / (9 * more) + z / (3 * np.sqrt(more))) ** 3
    # Below about half an event the cube turns negative: an interval of a count never does.
    return np.where(observed > 0, np.maximum(low, 0), 0.0 * observed), high


def poisson_count(events, confidence: float = 0.95) -> tuple[np.ndarray, np.ndarray]:
    """The interval of a count as published: exact below ten events, Byar from ten on (PHE `phe_rate`)."""
    observed = _counts(events)
    is_few = ~(observed >= BYAR_FROM)
    exact, byar = exact_count(observed, confidence), byar_count(observed, confidence)
    return np.where(is_few, exact[0], byar[0]), np.where(is_few, exact[1], byar[1])


def poisson_rate(events, exposure, confidence: float = 0.95) -> tuple[np.ndarray, np.ndarray]:
    """The interval of events / exposure (both > 0 or NaN): (low, high) in events per one of the exposure; NaN where it is 0."""
    low, high = poisson_count(events, confidence)
    exposure = np.asarray(exposure, dtype=float)
    if np.any(exposure < 0):
        raise ValueError("an exposure is below 0.")
    exposure = np.where(exposure == 0, np.nan, exposure)
    return low / exposure, high / exposure


def _counts(events) -> np.ndarray:
    observed = np.asarray(events, dtype=float)
    if np.any(observed < 0):
        raise ValueError("a count is below 0.")
    return observed
