"""What people decided on rows that a reader made: confirmed, corrected or rejected, with who, when and why.

A decision is a row of its own and is never changed; a later one on the same row stands over it. It is applied after the merge and the
corrections, and undone on opening (like those), so a re-load first has again what the sources said and then applies it anew. One that
the source has overtaken is listed as `changed` and touches nothing.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal

import pyarrow as pa
import pyarrow.compute as pc

from etl import values
from etl.schema import BY_NAME, TABLES

# Tables whose rows can be decided on, and what of a row may be corrected.
REVIEWED = tuple(table.name for table in TABLES if "review" in table.names)
CORRECTABLE = {"figures": ("value", "figure", "basis", "term", "counts", "is_approximate"), "problems": ("theme",)}
# What follows from those, and is written down with them: a term says the form, a kind of figure its unit.
FOLLOWING = {"figures": {"term": ("form", "term_class"), "figure": ("unit",), "counts": ("unit",)}, "problems": {}}
FIELDS = tuple(BY_NAME["decisions"].names)


@dataclass(frozen=True)
class Decision:
    """One row of the table `decisions`. found and use: as text, as the schema writes the column."""

    decision_id: str
    table: str
    key: str
    verdict: str
    decided_by: str
    decided_at: str
    reason: str | None = None
    column: str | None = None
    found: str | None = None
    use: str | None = None
    inspection_id: str | None = None
    document_id: str | None = None
    locator: str | None = None
    state: str | None = None


@dataclass
class Standing:
    """What the decisions on one row add up to."""

    review: str | None = None
    uses: dict[str, Decision] = field(default_factory=dict)
    made_of: list[Decision] = field(default_factory=list)


def read(rows: list[dict]) -> list[Decision]:
    """Decisions from the rows of an edition's table, oldest first."""
    return sorted((Decision(**row) for row in rows), key=lambda each: each.decision_id)


def standings(decisions: Iterable[Decision]) -> dict[tuple[str, str], Standing]:
    """(table, key) -> what stands: a withdrawal leaves nothing, a rejection drops corrections, a correction ends a rejection."""
    found: dict[tuple[str, str], Standing] = {}
    for each in decisions:
        before = found.get((each.table, each.key), Standing())
        uses = before.uses if each.verdict in ("confirmed", "corrected") else {}
        if each.verdict == "corrected":
            uses = uses | {each.column: each}
        if each.verdict == "withdrawn":
            now = Standing()
        elif each.verdict == "rejected":
            now = Standing("rejected", {}, [each])
        else:
            now = Standing("corrected" if uses else "confirmed", uses, [*dict.fromkeys([*uses.values(), each])])
        found[each.table, each.key] = now
    return found


def apply(table: str, rows: pa.Table, decisions: list[Decision], states: dict[str, str]) -> pa.Table:
    """The rows, corrected by `data/corrections.toml`, with what people decided; notes in `states` what became of each decision."""
    if table not in REVIEWED:
        return rows
    standing = {key: each for (of, key), each in standings(decisions).items() if of == table}
    at = _places(table, rows, standing)
    read_here = set(rows.column("document_id").unique().to_pylist()) if standing else set()
    states |= {each.decision_id: "absent" for each in decisions if each.table == table and each.document_id in read_here}
    for key, position in at.items():
        states |= {each.decision_id: "superseded" for each in decisions if (each.table, each.key) == (table, key)}
        if any(_at(rows, name, position) != _typed(each, each.found) for name, each in standing[key].uses.items()):
            states |= {each.decision_id: "changed" for each in standing[key].made_of}
            standing[key] = Standing()
        states |= {each.decision_id: "applied" for each in standing[key].made_of}
    cells = {("review", position): standing[key].review for key, position in at.items()}
    cells |= {(name, position): _typed(each, each.use) for key, position in at.items() for name, each in standing[key].uses.items()}
    return _set(rows, cells)


def undone(table: str, rows: pa.Table, decisions: list[Decision]) -> pa.Table:
    """The rows of an edition without what was decided on them."""
    if table not in REVIEWED or "review" not in rows.column_names and not changeable(table) & set(rows.column_names):
        return rows
    applied = [each for each in decisions if each.state == "applied"]
    standing = {key: each for (of, key), each in standings(applied).items() if of == table}
    at = _places(table, rows, standing)
    cells = {("review", position): None for position in at.values() if "review" in rows.column_names}
    cells |= {(name, position): _typed(each, each.found) for key, position in at.items() for name, each in standing[key].uses.items()
              if name in rows.column_names and _at(rows, name, position) == _typed(each, each.use)}
    return _set(rows, cells)


def listed(decisions: list[Decision], states: dict[str, str]) -> list[dict]:
    """The rows of the table `decisions`; a row that this load did not come across keeps the state it had, a new one is `absent`."""
    return [{name: getattr(each, name) for name in FIELDS} | {"state": states.get(each.decision_id, each.state or "absent")} for each in decisions]


def changeable(table: str) -> set[str]:
    """The columns that a decision can change."""
    return {*CORRECTABLE[table], *(name for names in FOLLOWING[table].values() for name in names)}


def as_text(value) -> str | None:
    """A value as a decision writes it; a number in full, since 1e+16 is none that the schema reads."""
    return None if value is None else format(Decimal(repr(value)), "f") if isinstance(value, float) else str(value)


def _places(table: str, rows: pa.Table, standing: dict[str, Standing]) -> dict[str, int]:
    key = BY_NAME[table].key[0]
    if not standing or not rows.num_rows or key not in rows.column_names:
        return {}
    where = pc.is_in(rows.column(key), pa.array(sorted(standing), pa.string()))
    positions = pc.indices_nonzero(where.combine_chunks() if isinstance(where, pa.ChunkedArray) else where).to_pylist()
    return {rows.column(key)[position].as_py(): position for position in positions}


def _at(rows: pa.Table, column: str, position: int):
    return rows.column(column)[position].as_py()


def _typed(decision: Decision, text: str | None):
    column = BY_NAME[decision.table].column(decision.column)
    return text if column.type == "text" else values.parse_column(column, [text])[0][0]


def _set(rows: pa.Table, cells: dict[tuple[str, int], object]) -> pa.Table:
    for name in dict.fromkeys(column for column, _ in cells):
        index = rows.schema.get_field_index(name)
        values_now = rows.column(name).to_pylist()
        for (column, position), value in cells.items():
            if column == name:
                values_now[position] = value
        rows = rows.set_column(index, rows.schema.field(index), pa.array(values_now, rows.schema.field(index).type))
    return rows
