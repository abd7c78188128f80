"""What was found of each unit, as columns beside a metric's answer."""

import numpy as np
import pyarrow as pa

TEXTS, COUNTS = ("flag", "compare_reason", "direct_reason", "peers"), ("observed", "age_days")


def beside(table: pa.Table, columns: dict[str, dict[str, str]], found: dict[str, np.ndarray]) -> pa.Table:
    """The table with `columns` after its own, empty where nothing was found; NaN and "" become null, and who has no flag is not compared."""
    for name in columns:
        table = table.append_column(name, _column(name, found.get(name), table.num_rows))
    return table


def _column(name: str, values: np.ndarray | None, rows: int) -> pa.Array:
    if name in TEXTS:
        empty = "not_compared" if name == "flag" else None
        return pa.array([value or empty for value in ([None] * rows if values is None else values)], pa.string())
    if name == "is_small":
        return pa.array(np.zeros(rows, dtype=bool) if values is None else values, pa.bool_())
    values = np.full(rows, np.nan) if values is None else values
    return pa.array(values, pa.float64(), mask=np.isnan(values)).cast(pa.int64() if name in COUNTS else pa.float64())
