"""A metric's answer with the ages behind it, taken through the gates that hold whoever the peers are."""

from dataclasses import dataclass
from pathlib import Path

import duckdb
import numpy as np
import pyarrow as pa

from queries import run
from queries.catalog import Query
from queries.compare.figures import counts, numbers
from queries.compare.gates import gated
from queries.filter import Filter

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
    return Gathered(table, x, n, youngest, *gated(table, n, youngest, oldest, query.is_aged))


def _sql(query: Query) -> str:
    names = ", ".join(f"asked.{name}" for name in query.columns if name != "unit_id")
    same_basis = "ages.basis = asked.basis" if "basis" in query.columns else "ages.basis is null"
    return f"""
        select asked.unit_id, units.unit_name, {names}, youngest_days, oldest_days, unknown_ages
        from ({query.sql}) as asked
        left join units on units.unit_id = asked.unit_id
        left join ({AGES.read_text(encoding="utf-8")}) as ages on ages.unit_id = asked.unit_id and {same_basis}
        order by asked.unit_id"""


def inspected(connection: duckdb.DuckDBPyConnection, chosen: Filter = Filter()) -> pa.Table:
    """How often each unit in scope was inspected, and how long after the feedback it was last heard of.

    unit_id, inspections; by basis and over everything (basis null): youngest_days, oldest_days, unknown_ages.
    """
    return run.Scoped(connection, chosen).rows(f"""
        select inspected.unit_id, inspections, basis, youngest_days, oldest_days, unknown_ages
        from (select unit_id, count(*) as inspections from inspections_in_scope group by unit_id) as inspected
        left join ({AGES.read_text(encoding="utf-8")}) as ages on ages.unit_id = inspected.unit_id
        order by inspected.unit_id, basis""")
