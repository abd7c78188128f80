"""Over-dispersion: are units further apart than chance makes them?

Spiegelhalter 2005 and 2012; FunnelPlotR. Shares on the arcsine scale, ratios O/E on the log scale. φ is the mean of the squared,
winsorised z: not above 1 where only chance is at work (about 0.7-0.8, because winsorised). More than 1 points at differences in kind:
tier, difficulty, age, basis.
"""

from dataclasses import dataclass

import numpy as np

from queries.statistics.intervals import z_score


@dataclass(frozen=True)
class Dispersion:
    """phi: 离散倍数; tau2: the variance between units on the transformed scale; units: how many were used."""

    phi: float
    tau2: float
    units: int


def proportion_z(closed, total, target: float) -> tuple[np.ndarray, np.ndarray]:
    """(z, s) of every unit on the arcsine scale: z = (asin√(x/n) − asin√t)/s, s = 1/(2√n)."""
    x, n = np.asarray(closed, dtype=float), np.asarray(total, dtype=float)
    error = 1 / (2 * np.sqrt(n))
    return (np.arcsin(np.sqrt(x / n)) - np.arcsin(np.sqrt(target))) / error, error


def ratio_z(events, expected) -> tuple[np.ndarray, np.ndarray]:
    """(z, s) of every unit on the log scale: z = ln(O/E)/s, s = 1/√E. No events have no logarithm: they are taken as half an event."""
    observed, mean = np.asarray(events, dtype=float), np.asarray(expected, dtype=float)
    error = 1 / np.sqrt(mean)
    return np.log(np.maximum(observed, 0.5) / mean) / error, error


def winsorised(z, share: float = 0.1) -> np.ndarray:
    """z pulled in to its 10 % and 90 % quantiles (type 7), so that a few true outliers do not excuse themselves."""
    z = np.asarray(z, dtype=float)
    if share == 0 or z.size == 0:
        return z
    return np.clip(z, *np.quantile(z, [share, 1 - share]))


def is_kept(z, share: float = 0.1) -> np.ndarray:
    """Which z remain when the tenth at either end is dropped by rank (SHMI, for ratios)."""
    z = np.asarray(z, dtype=float)
    parts = round(1 / share)
    part = np.floor((np.argsort(np.argsort(z, kind="stable"), kind="stable") + 1) * parts / (z.size + 1))
    return (part > 0) & (part < parts - 1)


def dispersion(z, error) -> Dispersion:
    """φ = Σz²/N and τ² = max(0, (Nφ − (N − 1)) / (Σw − Σw²/Σw)), w = 1/s²; NaN for nobody, τ² 0 for one unit."""
    z, weights = np.asarray(z, dtype=float), 1 / np.asarray(error, dtype=float) ** 2
    if z.size == 0:
        return Dispersion(float("nan"), float("nan"), 0)
    excess = float(np.sum(z**2)) - (z.size - 1)
    spare = float(weights.sum() - (weights**2).sum() / weights.sum())
    return Dispersion(float(np.mean(z**2)), excess / spare if excess > 0 and spare > 0 else 0.0, z.size)


def of_proportions(closed, total) -> Dispersion:
    """φ and τ² of shares around their pooled rate, winsorised."""
    x, n = np.asarray(closed, dtype=float), np.asarray(total, dtype=float)
    if n.sum() == 0:
        return Dispersion(float("nan"), float("nan"), 0)
    z, error = proportion_z(x, n, x.sum() / n.sum())
    return dispersion(winsorised(z), error)


def of_rates(events, exposure) -> Dispersion:
    """φ and τ² of counts around what the pooled rate expects, dropped by rank at either end; units without expected events left out."""
    observed, exposure = np.asarray(events, dtype=float), np.asarray(exposure, dtype=float)
    if observed.sum() == 0 or exposure.sum() == 0:
        return Dispersion(float("nan"), float("nan"), 0)
    expected = exposure * observed.sum() / exposure.sum()
    z, error = ratio_z(observed[expected > 0], expected[expected > 0])
    kept = is_kept(z)
    return dispersion(z[kept], error[kept])


def proportion_limits(total, target: float, tau2: float = 0.0, confidence: float = 0.95) -> tuple[np.ndarray, np.ndarray]:
    """Funnel limits widened for over-dispersion: sin²(asin√t ± z√(s² + τ²)), the angle kept in [0, π/2] where it would fold back."""
    centre = np.arcsin(np.sqrt(target))
    reach = z_score(confidence) * np.sqrt(1 / (4 * np.asarray(total, dtype=float)) + tau2)
    return np.sin(np.clip(centre - reach, 0, np.pi / 2)) ** 2, np.sin(np.clip(centre + reach, 0, np.pi / 2)) ** 2


def ratio_limits(expected, tau2: float = 0.0, confidence: float = 0.95) -> tuple[np.ndarray, np.ndarray]:
    """The same for O/E around 1: exp(± z√(1/E + τ²))."""
    reach = z_score(confidence) * np.sqrt(1 / np.asarray(expected, dtype=float) + tau2)
    return np.exp(-reach), np.exp(reach)
