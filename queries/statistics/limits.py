"""Lines for drawing a funnel. They are pictures of the rule in `peers`, not the rule: a flag is never read off a drawn line."""

import numpy as np
from scipy.special import gammainccinv, gammaincinv

from queries.statistics.intervals import exact_count, z_score
from queries.statistics.tails import at_most


def normal_limits(total, benchmark, confidence: float = 0.95) -> tuple[np.ndarray, np.ndarray]:
    """B ± z√(B(1 − B)/n), clipped to 0-1: (low, high). The PHE line; to be labelled as an approximation (近似)."""
    n, rate = np.asarray(total, dtype=float), np.asarray(benchmark, dtype=float)
    reach = z_score(confidence) * np.sqrt(rate * (1 - rate) / n)
    return np.clip(rate - reach, 0, 1), np.clip(rate + reach, 0, 1)


def interpolated_limits(total, benchmark, confidence: float = 0.95) -> tuple[np.ndarray, np.ndarray]:
    """Exact binomial limits, smoothed between whole counts: (low, high) on the 0-1 scale.

    r = min{r: F(r) ≥ p}, α = (F(r) − p)/(F(r) − F(r − 1)), y = (r − α)/n. Spiegelhalter 2005, appendix A.1.1.
    """
    n, rate = np.broadcast_arrays(np.asarray(total, dtype=float), np.asarray(benchmark, dtype=float))
    tail = (1 - confidence) / 2
    return _interpolated(n, rate, tail), _interpolated(n, rate, 1 - tail)


def _interpolated(n: np.ndarray, rate: np.ndarray, probability: float) -> np.ndarray:
    below, at = np.full(n.shape, -1.0), np.array(n)
    for _ in range(int(np.ceil(np.log2(np.max(n, initial=0) + 2))) + 1):
        middle = np.floor((below + at) / 2)
        reaches = at_most(middle, n, rate) >= probability
        below, at = np.where(reaches, below, middle), np.where(reaches, np.maximum(middle, below + 1), at)
    here, before = at_most(at, n, rate), at_most(at - 1, n, rate)
    with np.errstate(invalid="ignore", divide="ignore"):
        part = np.where(here > before, (here - probability) / (here - before), 0.0)
    return np.clip((at - part) / n, 0, 1)


def ratio_limits(expected, confidence: float = 0.95) -> tuple[np.ndarray, np.ndarray]:
    """Exact Poisson limits of O/E around 1 at so many expected events: (low, high). FunnelPlotR `build_limits`."""
    mean = np.asarray(expected, dtype=float)
    low, high = exact_count(mean, confidence)
    return low / mean, high / mean


def expected_at_limit(events, confidence: float = 0.95) -> tuple[np.ndarray, np.ndarray]:
    """The expected events at which so many observed ones lie on the low and on the high limit: (low, high); O ≥ 1.

    P(X ≤ O; E) = α/2 and P(X ≥ O; E) = α/2. Divided by a rate it is the denominator there, and O over that the limit itself.
    PHEindicatormethods `calculate_funnel_limits` for ratios and rates.
    """
    observed = np.asarray(events, dtype=float)
    tail = (1 - confidence) / 2
    return gammainccinv(observed + 1, tail), gammaincinv(observed, tail)
