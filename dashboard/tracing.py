"""From a number to where it comes from: the address of the page that shows its sentences and ledger rows."""

from collections.abc import Mapping
from urllib.parse import urlencode

from dashboard.reader import Reader
from queries import Query

# Columns that name a part of an answer beside its unit: what the facts behind a number may be narrowed by.
PARTS = ("basis", "status", "aspect", "theme", "state", "term", "action", "counts", "source", "problem_id")


def parameters(reader: Reader, query: Query, unit_id: str | None = None, **part: object) -> dict[str, str]:
    """What the page of evidence is asked: the number's query, its unit (null = all in scope) and, of a breakdown, which part."""
    said = {name: "" if value is None else str(value) for name, value in part.items() if name in PARTS}
    return reader.parameters(of=query.name, unit=unit_id, **{f"is_{name}": value for name, value in said.items()})


def address(reader: Reader, query: Query, unit_id: str | None = None, **part: object) -> str:
    """The same as a relative address, for links inside texts, tables and pictures."""
    return f"trace?{urlencode(parameters(reader, query, unit_id, **part))}"


def linked(reader: Reader, text: str, query: Query, unit_id: str | None = None, **part: object) -> str:
    """A number as Markdown that leads to its evidence."""
    return f"[{text}]({address(reader, query, unit_id, **part)})"


def part(asked: Mapping[str, str]) -> dict[str, str | None]:
    """Which part of a breakdown an address asks for; an empty one asks for what has none."""
    return {name: asked[f"is_{name}"] or None for name in PARTS if f"is_{name}" in asked}
