"""The league table as it is usually made, and beside each line of it what is wrong with it. Never to be quoted."""

from collections import Counter
from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from queries.catalog import Query
from queries.compare.gates import BANDS, FEWEST_ITEMS
from queries.statistics.tails import at_most

# With more different shares than this the steps between them no longer matter.
FINEST = 4000


@dataclass(frozen=True)
class Line:
    """unit_id, place (equal values share one), tied: how many others share it; wrong: codes of what forbids the comparison with the rest."""

    unit_id: str
    place: int
    tied: int
    wrong: tuple[str, ...]


def naive(query: Query, table: pa.Table) -> tuple[Line, ...]:
    """Every unit that has a value, by value alone: over all bases, standards, ages and sizes, as such tables do.

    wrong: too_few_items, no_age, mixed_ages, and other_basis, other_standard, other_age against what most units have.
    Raises ValueError for a neutral metric or one without a model.
    """
    if query.is_neutral or query.model is None:
        raise ValueError(f"{query.name} is neutral or has no model: its units are never put in an order.")
    rows = [row for row in table.to_pylist() if row["value"] is not None]
    sign = -1 if query.better == "higher" else 1
    usual = {name: _most_common(rows, name) for name in ("basis", "standard")} | {"age": Counter(map(_band, rows)).most_common(1)[0][0] if rows else None}
    shared = Counter(row["value"] for row in rows)
    first: dict[float, int] = {}
    lines = []
    for number, row in enumerate(sorted(rows, key=lambda row: (sign * row["value"], row["unit_id"])), start=1):
        lines.append(Line(row["unit_id"], first.setdefault(row["value"], number), shared[row["value"]] - 1, _wrong(query, row, usual)))
    return tuple(lines)


def spread_of_alike(total, rate: float) -> float:
    """By how much the first and the last of units that are all exactly alike differ, on average: E[max] − E[min] of x/n, 0-1 scale.

    By enumeration: P(max ≤ t) = Π F_i(t n_i) and P(min > t) = Π (1 − F_i(t n_i)), X_i ~ Binomial(n_i, rate).
    """
    n, units = np.unique(np.asarray(total, dtype=float), return_counts=True)
    shares = np.unique(np.concatenate([np.arange(size + 1) / size for size in n])) if n.size and n.sum() < FINEST else np.linspace(0, 1, FINEST + 1)
    chance = at_most(np.floor(shares[:, None] * n + 1e-9), n, np.float64(rate))
    highest, lowest = np.prod(chance**units, axis=1), 1 - np.prod((1 - chance) ** units, axis=1)
    return float(np.sum(shares * (np.diff(highest, prepend=0) - np.diff(lowest, prepend=0))))


def _wrong(query: Query, row: dict, usual: dict) -> tuple[str, ...]:
    is_undated = row["compare_reason"] == "no_age" or row["age_days"] is None
    found = {
        "too_few_items": row[query.denominator] < FEWEST_ITEMS,
        "other_basis": row.get("basis") != usual["basis"],
        "other_standard": row.get("standard") != usual["standard"],
        "no_age": is_undated,
        "mixed_ages": row["compare_reason"] == "mixed_ages",
        "other_age": not is_undated and row["compare_reason"] != "mixed_ages" and _band(row) != usual["age"],
    }
    return tuple(code for code, holds in found.items() if holds)


def _most_common(rows: list[dict], name: str) -> str | None:
    return Counter(row.get(name) for row in rows).most_common(1)[0][0] if rows else None


def _band(row: dict) -> int | None:
    return None if row["age_days"] is None else int(np.searchsorted(BANDS, row["age_days"], side="right"))
