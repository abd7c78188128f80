"""A metric's answer with the ages behind it, taken through the gates that hold whoever the peers are."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pyarrow as pa

from queries import run
from queries.catalog import Query
from queries.compare.figures import counts, numbers
from queries.compare.gates import gated

AGES = Path(__file__).parent / "ages.sql"


@dataclass(frozen=True)
class Gathered:
    """table: the metric's answer, ordered by unit_id; all else one entry a unit. x of n: its counts (NaN without a value); ages: days since
    the latest feedback; reasons: the first gate not passed ("" if all); group, names: of units on one basis, by one standard, of one age."""

    table: pa.Table
    x: np.ndarray
    n: np.ndarray
    ages: np.ndarray
    reasons: np.ndarray
    group: np.ndarray
    names: np.ndarray


def gathered(scoped: run.Scoped, query: Query) -> Gathered:
    table = scoped.rows(_sql(query))
    youngest, oldest = (numbers(table, name) for name in ("youngest_days", "oldest_days"))
    youngest[numbers(table, "unknown_ages") > 0] = np.nan
    table = table.drop_columns(["youngest_days", "oldest_days", "unknown_ages"])
    x, n, _ = counts(query, table)
    return Gathered(table, x, n, youngest, *gated(table, n, youngest, oldest))


def _sql(query: Query) -> str:
    names = ", ".join(f"asked.{name}" for name in query.columns if name != "unit_id")
    same_basis = "ages.basis = asked.basis" if "basis" in query.columns else "ages.basis is null"
    return f"""
        select asked.unit_id, units.unit_name, {names}, youngest_days, oldest_days, unknown_ages
        from ({query.sql}) as asked
        left join units on units.unit_id = asked.unit_id
        left join ({AGES.read_text(encoding="utf-8")}) as ages on ages.unit_id = asked.unit_id and {same_basis}
        order by asked.unit_id"""
