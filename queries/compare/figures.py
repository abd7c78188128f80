"""The numbers behind a metric's answer, as arrays."""

import numpy as np
import pyarrow as pa

from queries.catalog import Query


def counts(query: Query, table: pa.Table) -> tuple[np.ndarray, np.ndarray, float]:
    """Numerator and denominator of every unit (NaN where it has no value), and what a ratio of them is multiplied by."""
    is_known = ~np.isnan(numbers(table, "value"))
    x, n = (np.where(is_known, numbers(table, name), np.nan) for name in (query.numerator, query.denominator))
    return x, n, scale(query)


def scale(query: Query) -> float:
    return 100.0 if query.unit == "percent" else float(query.per or 1)


def numbers(table: pa.Table, name: str) -> np.ndarray:
    return table.column(name).cast(pa.float64()).to_numpy(zero_copy_only=False).copy()
