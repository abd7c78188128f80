"""The lines of a funnel: what chance alone seldom crosses, by how many items a unit has. For looking at; a flag is never read off them."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from queries.catalog import Query
from queries.compare.figures import scale
from queries.compare.groups import Group
from queries.statistics import dispersion, limits

# So many steps draw a smooth line; the steps lie closer where the funnel is narrow in items and wide in rates.
STEPS = 60
LEVELS = (0.95, 0.998)


@dataclass(frozen=True)
class Lines:
    """Two lines around what a group has together: items -> low and high in the metric's unit. is_widened: by how far the group really spreads."""

    confidence: float
    is_widened: bool
    items: tuple[float, ...]
    low: tuple[float, ...]
    high: tuple[float, ...]


def lines(query: Query, group: Group, sizes: Sequence[float]) -> tuple[Lines, ...]:
    """Exact limits at LEVELS, each followed by the widened ones where the group's units differ beyond chance. sizes: the units' denominators."""
    items = np.unique(np.round(np.linspace(np.sqrt(max(1, min(sizes) * 0.8)), np.sqrt(max(sizes) * 1.02), STEPS) ** 2))
    by, rate = scale(query), group.pooled / scale(query)
    found = []
    for confidence in LEVELS:
        found.append((confidence, False, *_exact(query.model, items, rate, confidence)))
        if group.tau2:
            found.append((confidence, True, *_widened(query.model, items, rate, group.tau2, confidence)))
    return tuple(Lines(confidence, is_widened, *(tuple(each.tolist()) for each in (items, by * low, by * high))) for confidence, is_widened, low, high in found)


def _exact(model: str, items: np.ndarray, rate: float, confidence: float) -> tuple[np.ndarray, np.ndarray]:
    if model == "binomial":
        return limits.interpolated_limits(items, rate, confidence)
    low, high = limits.ratio_limits(items * rate, confidence)
    return rate * low, rate * high


def _widened(model: str, items: np.ndarray, rate: float, tau2: float, confidence: float) -> tuple[np.ndarray, np.ndarray]:
    if model == "binomial":
        return dispersion.proportion_limits(items, rate, tau2, confidence)
    low, high = dispersion.ratio_limits(items * rate, tau2, confidence)
    return rate * low, rate * high
