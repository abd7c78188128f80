"""What many units add up to, on one basis at a time. Rates of units are never averaged: their counts are added, then divided."""

from collections import Counter
from dataclasses import dataclass

from dashboard.answers import Rows
from queries import Query
from queries.catalog import FEWEST_ITEMS

# Numerator and denominator of each rate, so that a percentage never stands without its counts. Money rates have amounts instead.
COUNTS = {
    "problem_completion_rate": ("completed", "total"),
    "measure_completion_rate": ("completed", "total"),
    "on_time_rate": ("on_time", "due"),
    "repeat_problem_rate": ("repeated", "problems"),
    "recovery_rate": ("recovered", "identified"),
    "form_one_share": ("form_1", "classified"),
    "disclosure_completeness": ("present", "applicable"),
}
SMALL = FEWEST_ITEMS


@dataclass(frozen=True)
class Total:
    """A sum over units that answer on one basis.

    units: how many of them have a value. uncounted: why the others have none, reason code -> units.
    """

    basis: str | None
    value: object
    of: object
    units: int
    uncounted: Counter


def counts(metric: Query, row: dict[str, object]) -> tuple[object, object] | None:
    """The two numbers behind a row's rate, if it is a rate and both are known."""
    if metric.name not in COUNTS or any(row[name] is None for name in COUNTS[metric.name]):
        return None
    numerator, denominator = COUNTS[metric.name]
    return row[numerator], row[denominator]


def is_small(metric: Query, row: dict[str, object]) -> bool:
    """Whether the row rests on too few cases to be compared."""
    if not metric.sample or row["value"] is None:
        return False
    return sum(row[name] or 0 for name in metric.sample) < SMALL


def by_basis(rows: Rows) -> dict[str | None, Rows]:
    """Rows apart by basis, item before feedback before measures; rows of a metric without bases in one part."""
    order = ["item", "feedback", "measure", "task", None]
    found = {row.get("basis") for row in rows}
    return {basis: [row for row in rows if row.get("basis") == basis] for basis in sorted(found, key=order.index)}


def summed(rows: Rows, column: str, of: str | None = None, basis: str | None = None) -> Total:
    """The sum of a column (and of a second one) over the rows that have a value; None where no row has one."""
    said = [row for row in rows if row["value"] is not None]
    return Total(
        basis=basis,
        value=sum(row[column] or 0 for row in said) if said else None,
        of=sum(row[of] or 0 for row in said) if said and of else None,
        units=len(said),
        uncounted=Counter(row["reason"] for row in rows if row["value"] is None),
    )


def rates(metric: Query, rows: Rows) -> list[Total]:
    """One total a basis; units without any basis are counted with each, because they are missing from all."""
    numerator, denominator = COUNTS[metric.name]
    parts = by_basis(rows)
    without = parts.pop(None, [])
    return [summed(part + without, numerator, denominator, basis) for basis, part in parts.items()]
