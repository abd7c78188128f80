"""Asking: a connection, a query and a Filter become an Arrow table.

The views of `scope.sql` are made on demand, each once per scope and as a temporary table: a query costs what it needs, and several
queries in one scope share what they have in common.
"""

import re
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

import duckdb
import pyarrow as pa

from queries import catalog
from queries.catalog import Query
from queries.filter import Filter
from queries.similar import formulas

SCOPE = Path(__file__).parent / "scope.sql"
DEFINITION = re.compile(r"create temp (?:view|table) (\w+) as\n(.*)", re.DOTALL)


@dataclass(frozen=True)
class Scope:
    """What was taken for what the reader left open: the day, the standard, and how much there is."""

    as_of: date
    standard: str
    units: int
    inspections: int
    bases: tuple[str, ...]


class Scoped:
    """One reader's question on a cursor of its own, so that no two readers ever see each other's filter."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, chosen: Filter):
        self.cursor = connection.cursor()
        self.made = {"chosen"}
        self.cursor.execute(f"create temp table chosen as {definitions()['chosen']}", chosen.parameters())

    def rows(self, sql: str) -> pa.Table:
        """The answer to a select over the views of `scope.sql` and the tables of the edition."""
        self._make(sql)
        return self.cursor.sql(sql).to_arrow_table()

    def _make(self, sql: str) -> None:
        for name in _mentioned(sql):
            if name not in self.made:
                self._make(definitions()[name])
                self.cursor.execute(f"create temp table {name} as {definitions()[name]}")
                self.made.add(name)


def answer(connection: duckdb.DuckDBPyConnection, query: Query, chosen: Filter = Filter()) -> pa.Table:
    """The answer to one query, `unit_id` and `unit_name` first.

    Metrics: one row per unit in scope, ordered by unit_id; `value` last. Breakdowns and checks: one row per unit and part.
    Amounts stay DECIMAL: money never passes through a float.
    """
    return _named(Scoped(connection, chosen), query)


def answers(connection: duckdb.DuckDBPyConnection, queries: list[Query], chosen: Filter = Filter()) -> dict[str, pa.Table]:
    """Several queries in one scope, which costs less than asking one by one."""
    scoped = Scoped(connection, chosen)
    return {query.name: _named(scoped, query) for query in queries}


def conflicts(connection: duckdb.DuckDBPyConnection, chosen: Filter = Filter()) -> pa.Table:
    """Every contradiction in scope: which check, and both sides with places and words; `can_both_hold` says that it is only to be verified."""
    return Scoped(connection, chosen).rows(
        "select conflicts_in_scope.*, unit_name from conflicts_in_scope join units using (unit_id) order by unit_id, check_name, subject, one_locator, other_locator")


def units(connection: duckdb.DuckDBPyConnection, chosen: Filter = Filter()) -> list[dict[str, str]]:
    """The units in scope: unit_id and unit_name, ordered by unit_id."""
    return Scoped(connection, chosen).rows("select unit_id, unit_name from units_in_scope order by unit_id").to_pylist()


def scope(connection: duckdb.DuckDBPyConnection, chosen: Filter = Filter()) -> Scope:
    """What the question covers once the open parts are settled."""
    found = Scoped(connection, chosen).rows("""
        select
            as_of,
            standard,
            (select count(*) from units_in_scope)       as units,
            (select count(*) from inspections_in_scope) as inspections,
            (select list(distinct basis order by basis) from completion_in_scope where basis is not null) as bases
        from standard_in_scope""").to_pylist()[0]
    return Scope(**found | {"bases": tuple(found["bases"] or ())})


def _named(scoped: Scoped, query: Query) -> pa.Table:
    names = ", ".join(f"asked.{name}" for name in query.columns if name != "unit_id")
    return scoped.rows(f"select asked.unit_id, units.unit_name, {names} from ({query.sql}) as asked left join units using (unit_id) order by all")


@cache
def _mentioned(sql: str) -> tuple[str, ...]:
    words = set(re.findall(r"\w+", sql))
    return tuple(name for name in definitions() if name in words)


@cache
def definitions() -> dict[str, str]:
    """What `scope.sql` defines, and all checks together as `conflicts_in_scope`, so that a metric can count them: name -> select.

    FORMULAS in it stands for the pattern of `similar.formulas`, so that its words are written once.
    """
    lines = [line for line in SCOPE.read_text(encoding="utf-8").splitlines() if not line.lstrip().startswith("--")]
    statements = (part.strip() for part in "\n".join(lines).replace("FORMULAS", formulas()).split(";\n"))
    found = {name: select.rstrip(";\n ") for name, select in (DEFINITION.match(statement).groups() for statement in statements if statement)}
    columns = ", ".join(catalog.CHECK_COLUMNS)
    return found | {"conflicts_in_scope": "\nunion all\n".join(f"select '{check.name}' as check_name, {str(check.can_both_hold).lower()} as can_both_hold, {columns} from ({check.sql})" for check in catalog.checks())}
