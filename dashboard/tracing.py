"""From a number to where it comes from: the address of the page that shows its sentences and ledger rows."""

from collections.abc import Mapping
from dataclasses import replace
from urllib.parse import urlencode

from dashboard.reader import Reader
from queries import Query
from queries.evidence import told

# Columns that name a part of an answer beside its unit: what the facts behind a number may be narrowed by.
PARTS = ("basis", "status", "aspect", "theme", "number", "reached", "has_money", "term", "form", "term_class", "category", "state", "action", "counts", "title",
         "source", "inspection_id", "problem_id", "row_id", "due_on", "month")
# Of these an address may name several, joined by commas; so many that it stays an address.
IDS = ("inspection_id", "problem_id", "row_id")
MOST = 120


def parameters(reader: Reader, query: Query, unit_id: str | None = None, **part: object) -> dict[str, str]:
    """What the page of evidence is asked: the number's query, its unit (null = all in scope) and, of a breakdown, which part."""
    said = {f"is_{name}": _written(name, value) for name, value in part.items() if name in PARTS and (name, value) != ("source", "mixed")}
    return reader.parameters(of=query.name, unit=unit_id, **said)


def address(reader: Reader, query: Query, unit_id: str | None = None, **part: object) -> str:
    """The same as a relative address, for links inside texts, tables and pictures."""
    return f"trace?{urlencode(parameters(reader, query, unit_id, **part))}"


def linked(reader: Reader, text: str, query: Query, unit_id: str | None = None, **part: object) -> str:
    """A number as Markdown that leads to its evidence."""
    return f"[{text}]({address(reader, query, unit_id, **part)})"


def part(asked: Mapping[str, str]) -> dict[str, str | tuple[str, ...] | None]:
    """Which part of a breakdown an address asks for; an empty one asks for what has none, several ids for any of them."""
    return {name: _read(name, asked[f"is_{name}"]) for name in PARTS if f"is_{name}" in asked}


def of_row(query: Query, row: Mapping[str, object]) -> dict[str, object]:
    """The part that one row of a breakdown is of; nothing for a metric.

    A month is asked for only where things are closed in it. What a document leaves of its total has no sentence of its own: its evidence is
    all that is said.
    """
    if query.kind != "breakdowns":
        return {}
    is_remainder = (row.get("status"), row.get("source")) == ("unknown", "declared")
    left_out = {name for name, is_out in (("month", query.name != "completions_by_month"), ("status", is_remainder)) if is_out}
    return {name: row[name] for name in PARTS if name in row and name not in left_out}


def row_address(reader: Reader, query: Query, row: Mapping[str, object]) -> str:
    """The evidence of one row of an answer: its unit, its part and, of a breakdown by round or year, that round or year alone."""
    if query.kind == "breakdowns" and row.get("round"):
        reader = reader.asking(replace(reader.chosen, rounds=(str(row["round"]),)))
    return address(reader, query, str(row["unit_id"]), **of_row(query, row))


def is_of(row: Mapping[str, object], part: Mapping[str, object]) -> bool:
    """Whether a row of an answer is of the part that an address asks for; what the row does not say it is not asked."""
    return all(told(row[name]) in (value if isinstance(value, tuple) else (value,)) for name, value in part.items() if name in row)


def _written(name: str, value: object) -> str:
    if name not in IDS:
        return told(value) or ""
    return ",".join(str(each).replace("%", "%25").replace(",", "%2C") for each in (value if isinstance(value, tuple) else (value,)))


def _read(name: str, text: str) -> str | tuple[str, ...] | None:
    if name not in IDS:
        return text or None
    found = tuple(each.replace("%2C", ",").replace("%25", "%") for each in text.split(","))
    return found if len(found) > 1 else found[0] or None
