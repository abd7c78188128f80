"""Who may be compared with whom: the gates of `queries.compare`, each with the code of its reason, and the groups that pass them."""

import numpy as np
import pyarrow as pa

from queries.catalog import FEWEST_ITEMS, Query

BANDS = (30, 90, 180, 365, 730)
SMALL, FEWEST_UNITS, CEILING_PERCENT = 20, 10, 98


def gated(table: pa.Table, n, youngest, oldest, is_aged: bool = True) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """The first gate that each unit does not pass ("" if all), the number of its group, and the group's name (None before it has one).

    is_aged: whether time since the feedback tells on the metric; where it does not, all are of one band, "0+".
    """
    reasons = np.full(n.size, "", dtype=object)
    refuse(reasons, np.isnan(n), "no_value")
    refuse(reasons, ~(n >= FEWEST_ITEMS), "too_few_items")
    kinds, kind = _numbered(*(table.column(name).to_pylist() for name in ("basis", "standard") if name in table.column_names), size=n.size)
    refuse(reasons, passing(reasons, kind) < FEWEST_UNITS, "too_few_peers")
    band = np.searchsorted(BANDS, youngest, side="right") if is_aged else np.zeros(n.size, dtype=np.int64)
    if is_aged:
        refuse(reasons, np.isnan(youngest), "no_age")
        refuse(reasons, band != np.searchsorted(BANDS, oldest, side="right"), "mixed_ages")
    group = kind * (len(BANDS) + 1) + band
    has_name = reasons == ""
    refuse(reasons, passing(reasons, group) < FEWEST_UNITS, "too_few_of_this_age")
    names = np.array([None if not named else "|".join((*kinds[of], _band_name(at) if is_aged else "0+")) for named, of, at in zip(has_name, kind, band)], dtype=object)
    return reasons, group, names


def at_ceiling(query: Query, x, n, others_x, others_n) -> np.ndarray:
    """Whether a unit and its peers together have closed so much that nobody among them can stand out."""
    return (query.model == "binomial") & (100 * (others_x + x) >= CEILING_PERCENT * (others_n + n))


def refuse(reasons: np.ndarray, where: np.ndarray, code: str) -> None:
    reasons[(reasons == "") & where] = code


def _numbered(*columns: list, size: int) -> tuple[list[tuple[str, ...]], np.ndarray]:
    """Every different combination of texts, and the number of each row's."""
    rows = list(zip(*columns)) if columns else [()] * size
    number = {row: index for index, row in enumerate(dict.fromkeys(rows))}
    return [tuple(str(part) for part in row) for row in number], np.array([number[row] for row in rows], dtype=np.int64)


def passing(reasons: np.ndarray, group: np.ndarray) -> np.ndarray:
    """For each unit, how many of its group have passed so far."""
    return summed(reasons, group, np.ones(group.size))


def summed(reasons: np.ndarray, group: np.ndarray, values: np.ndarray) -> np.ndarray:
    """For each unit, the sum over those of its group that have passed so far."""
    if group.size == 0:
        return np.zeros(0)
    return np.bincount(group, weights=np.where(reasons == "", values, 0.0))[group]


def _band_name(band: int) -> str:
    first = (0, *BANDS)[band]
    return f"{first}-{BANDS[band] - 1}" if band < len(BANDS) else f"{first}+"
