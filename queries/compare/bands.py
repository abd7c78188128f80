"""Who cannot be told apart: places that a unit may hold, and bands of units of which no two differ by more than chance."""

from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from queries.catalog import Query
from queries.compare.figures import counts, scale
from queries.statistics import multiplicity, shrinkage, tails

# At most this share of the pairs called different are so by luck alone.
LEVEL = 0.05
# With more units the pairs are too many to test at a click, and with more bands nobody reads them.
MOST_UNITS, MOST_BANDS = 300, 26


@dataclass(frozen=True)
class Place:
    """What a unit is like once its size is allowed for. mean, low, high: the shrunken estimate in the metric's unit, for sorting only.

    best, worst: the places it may hold among its peers, 1 = best; which end of low and high is the careful one is `careful`.
    """

    mean: float
    low: float
    high: float
    best: int
    worst: int
    careful: float


@dataclass(frozen=True)
class Bands:
    """bands: unit ids by falling value, no two of a band can be told apart, and two units share no band only if they can; None where
    there are too many to say. pairs, apart: how many pairs there are, and how many can be told apart, None if they are too many to test."""

    bands: tuple[tuple[str, ...], ...] | None
    pairs: int
    apart: int | None


def places(query: Query, table: pa.Table, peers: str) -> dict[str, Place]:
    """The shrunken estimate and the rank interval of every compared unit of a group: unit_id -> Place.

    Raises ValueError for a metric that is neutral or no share: it has no order.
    """
    if query.is_neutral or query.model != "binomial":
        raise ValueError(f"{query.name} is neutral or no share of counts: its units are never put in an order.")
    units, x, n = _members(query, table, peers)
    if not units:
        return {}
    good = x if query.better == "higher" else n - x
    prior = shrinkage.maximum_likelihood(good, n)
    estimate, best_worst = shrinkage.shrunken(good, n, prior), shrinkage.rank_interval(good, n, prior)
    mean, low, high = estimate if query.better == "higher" else (1 - estimate[0], 1 - estimate[2], 1 - estimate[1])
    rows = zip(*(scale(query) * each for each in (mean, low, high)), *best_worst, estimate[1])
    return {unit: Place(*map(float, row[:3]), int(row[3]), int(row[4]), float(row[5])) for unit, row in zip(units, rows)}


def bands(query: Query, table: pa.Table, peers: str) -> Bands:
    """Every two compared units of a group, tested exactly (two-sided mid-p) and adjusted together by Benjamini-Hochberg at LEVEL.

    The bands are the compact letter display of what remains (Piepho 2004): every largest set of which no two differ.
    """
    units, x, n = _members(query, table, peers)
    order = np.argsort(-x / n, kind="stable")
    units, x, n = [units[place] for place in order], x[order], n[order]
    one, other = np.triu_indices(len(units), 1)
    if len(units) > MOST_UNITS:
        return Bands(None, one.size, None)
    tested = tails.two_sample_tails if query.model == "binomial" else tails.two_sample_rates
    is_apart = multiplicity.benjamini_hochberg(tails.two_sided(*tested(x[one], n[one], x[other], n[other]))) <= LEVEL
    found = largest_sets(len(units), zip(one[is_apart].tolist(), other[is_apart].tolist()))
    return Bands(found and tuple(tuple(units[place] for place in band) for band in found), one.size, int(is_apart.sum()))


def largest_sets(size: int, apart, most: int = MOST_BANDS) -> tuple[tuple[int, ...], ...] | None:
    """Every largest set of 0..size-1 that holds no pair of `apart`, by first members; None above `most`. Insert and absorb, Piepho 2004."""
    sets = [(1 << size) - 1] if size else []
    for one, other in apart:
        both = 1 << one | 1 << other
        split = [each for each in sets if each & both == both]
        sets = [each for each in sets if each & both != both]
        for part in sorted({each & ~(1 << unit) for each in split for unit in (one, other)}, key=int.bit_count, reverse=True):
            if not any(part & ~whole == 0 for whole in sets):
                sets.append(part)
        if len(sets) > 4 * most:
            return None
    members = sorted(tuple(place for place in range(size) if each >> place & 1) for each in sets)
    return tuple(members) if len(members) <= most else None


def _members(query: Query, table: pa.Table, peers: str) -> tuple[list[str], np.ndarray, np.ndarray]:
    """The compared units of a group with their numerators and denominators."""
    of = np.array([name == peers and flag != "not_compared" for name, flag in zip(table.column("peers").to_pylist(), table.column("flag").to_pylist())], dtype=bool)
    x, n, _ = counts(query, table)
    units = table.column("unit_id").to_pylist()
    return [units[place] for place in np.flatnonzero(of)], x[of], n[of]
