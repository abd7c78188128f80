"""The one cached door to the editions.

Arrow tables cannot be changed, so they are shared between readers (`cache_resource`) instead of copied for each. An edition never
changes either: its hash, whom the answer is for and the Filter are the whole key, and an answer never grows old, it only makes room.

For a public reader every answer is covered here (`queries.export.covered`), before it is kept: no page, picture, file or report behind this
door can show what it was not given. `connection` is for questions whose answers hold no text of files.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import duckdb
import pyarrow as pa
import streamlit as st

import queries
from dashboard.reader import Reader
from queries import Filter, Lake, Query, Scope, compare, evidence, export
from queries.compare import gathering

Rows = list[dict[str, object]]
WHOLE_TABLES = ("units", "inspections", "documents", "receipts", "refusals", "remarks", "corrections", "decisions", "terms", "themes", "due_rules", "calendar", "dictionary", "codes")


@dataclass(frozen=True)
class Compared:
    """One metric's units beside their peers: the table as `queries.compare.compared` makes it, its rows, and what stands under it."""

    table: pa.Table
    rows: tuple[dict[str, object], ...]
    summary: compare.Summary


def connection(reader: Reader) -> duckdb.DuckDBPyConnection:
    """The open edition; take a `cursor()` of it for each question."""
    return _connection(reader.source, reader)


def scope(reader: Reader) -> Scope:
    return _scope(reader.source, reader.chosen, reader)


def ask(reader: Reader, query: Query) -> Rows:
    """One query's rows under the reader's Filter."""
    return several(reader, [query])[query.name]


def several(reader: Reader, asked: Sequence[Query]) -> dict[str, Rows]:
    """Several queries in one scope: asking together costs less than one by one."""
    return {name: table.to_pylist() for name, table in tables(reader, asked).items()}


def tables(reader: Reader, asked: Sequence[Query]) -> dict[str, pa.Table]:
    return _answers(reader.key, tuple((query.kind, query.name) for query in asked), reader.chosen, reader, list(asked))


def conflicts(reader: Reader) -> pa.Table:
    return _conflicts(reader.key, reader.chosen, reader)


def table(reader: Reader, name: str) -> Rows:
    """A small table of the edition, whole."""
    if name not in WHOLE_TABLES:
        raise ValueError(f"the table '{name}' is not read whole; those are {', '.join(WHOLE_TABLES)}.")
    return _table(reader.key, name, reader)


def units(reader: Reader) -> Rows:
    """Every unit of the edition, in the order of the register: by region, then by name."""
    return _units(reader.key, reader)


def values(reader: Reader, table: str, column: str) -> tuple[str, ...]:
    """The different values of a text column, in the order of their sound."""
    return _values(reader.key, table, column, reader)


def facts(reader: Reader, query: Query, unit_id: str | None, part: dict[str, object]) -> pa.Table:
    """The rows and sentences behind a number, as `queries.evidence.facts` finds them; for the public narrowed by the words and ids that it was shown."""
    if reader.is_public:
        return evidence.of_part(_facts(reader.key, query.name, unit_id, (), reader.chosen, reader, query), **part)
    return _facts(reader.key, query.name, unit_id, tuple(sorted(part.items(), key=str)), reader.chosen, reader, query)


def scope_units(reader: Reader) -> Rows:
    """The units in scope: unit_id and unit_name."""
    return _scope_units(reader.key, reader.chosen, reader)


def figure_counts(reader: Reader) -> dict[str, tuple[int, int]]:
    """document_id -> how many figures it states, and on how many of them somebody has decided."""
    return _figure_counts(reader.key, reader)


def reviews(reader: Reader) -> dict[tuple[str, str], dict[str, int]]:
    """(unit_id, kind of evidence) -> how many figures were confirmed, corrected, rejected; only where somebody decided."""
    return _reviews(reader.key, reader)


def text(reader: Reader, document_id: str) -> str | None:
    """What was read of a document, personal data covered; None where the edition keeps no text of it, or the reader may not read it."""
    if reader.is_public:
        return None
    return _text(reader.key, document_id, reader)


def figures(reader: Reader, document_id: str) -> Rows:
    """Every figure that a document states, in the order of its text; what people decided on them is in their column `review`."""
    return _figures(reader.key, document_id, reader)


def compared(reader: Reader, metric: Query, peers: str = "alike") -> Compared:
    """Every unit beside its peers, under the reader's Filter; rows in the order of the register."""
    return _compared(reader.key, metric.name, reader.chosen, peers, reader, metric)


def inspected(reader: Reader) -> dict[tuple[str, str | None], dict[str, int | None]]:
    """(unit_id, basis) -> how often the unit was inspected and how many days after feedback it was last heard of; basis None: over everything."""
    return _inspected(reader.key, reader.chosen, reader)


def kept_figure(key: tuple, make: Callable[[], object]) -> object:
    """A figure that was drawn before, or `make()`: building one costs more than asking for its rows."""
    return _figure(key, make)


def difference(lake: Lake, old: int, new: int) -> dict[str, object]:
    """What changed between two editions: rows by table, and the metrics that moved."""
    return queries.diff(lake, old, new)


def register_order(unit: dict[str, object]) -> tuple[bytes, ...]:
    """By province, city, county and name; unregistered units without a region last. GB 18030 keeps its common characters in the
    order of their sound."""
    return (b"" if unit.get("province") else b"\xff", *(str(unit.get(name) or "").encode("gb18030") for name in ("province", "city", "county", "unit_name")))


def _covered(reader: Reader, table: pa.Table, of_table: str | None = None) -> pa.Table:
    """The rows as the reader may see them."""
    return export.covered(connection(reader), table, reader.language, _names(reader.key, reader), of_table) if reader.is_public else table


@st.cache_resource(max_entries=8, show_spinner=False)
def _names(key: tuple[str, ...], _reader: Reader) -> dict[str, str]:
    return export.told_apart(connection(_reader), _reader.language)


@st.cache_resource(max_entries=4, show_spinner=False)
def _connection(key: tuple[str, ...], _reader: Reader) -> duckdb.DuckDBPyConnection:
    return _reader.edition.connect()


@st.cache_resource(max_entries=1024, show_spinner=False)
def _scope(key: tuple[str, ...], chosen: Filter, _reader: Reader) -> Scope:
    return queries.scope(connection(_reader), chosen)


@st.cache_resource(max_entries=512, show_spinner=False)
def _answers(key: tuple[str, ...], names: tuple, chosen: Filter, _reader: Reader, _asked: list[Query]) -> dict[str, pa.Table]:
    return {name: _covered(_reader, table) for name, table in queries.answers(connection(_reader), _asked, chosen).items()}


@st.cache_resource(max_entries=64, show_spinner=False)
def _facts(key: tuple[str, ...], name: str, unit_id: str | None, part: tuple, chosen: Filter, _reader: Reader, _query: Query) -> pa.Table:
    return _covered(_reader, evidence.facts(connection(_reader), _query, chosen, unit_id, **dict(part)))


@st.cache_resource(max_entries=256, show_spinner=False)
def _scope_units(key: tuple[str, ...], chosen: Filter, _reader: Reader) -> Rows:
    return queries.units(connection(_reader), chosen)


@st.cache_resource(max_entries=8, show_spinner=False)
def _figure_counts(key: tuple[str, ...], _reader: Reader) -> dict[str, tuple[int, int]]:
    found = connection(_reader).cursor().execute("select document_id, count(*), count(review) from figures group by document_id").fetchall()
    return {document_id: (stated, reviewed) for document_id, stated, reviewed in found}


@st.cache_resource(max_entries=8, show_spinner=False)
def _reviews(key: tuple[str, ...], _reader: Reader) -> dict[tuple[str, str], dict[str, int]]:
    return evidence.reviewed(connection(_reader))


@st.cache_resource(max_entries=256, show_spinner=False)
def _text(key: tuple[str, ...], document_id: str, _reader: Reader) -> str | None:
    found = connection(_reader).cursor().execute("select text from texts where document_id = $1", [document_id]).fetchone()
    return found and found[0]


@st.cache_resource(max_entries=256, show_spinner=False)
def _figures(key: tuple[str, ...], document_id: str, _reader: Reader) -> Rows:
    found = connection(_reader).cursor().sql(
        "select * from figures where document_id = $1 order by evidence_start nulls last, evidence_end desc, figure_id", params=[document_id])
    return _covered(_reader, found.to_arrow_table(), "figures").to_pylist()


@st.cache_resource(max_entries=256, show_spinner=False)
def _compared(key: tuple[str, ...], name: str, chosen: Filter, peers: str, _reader: Reader, _metric: Query) -> Compared:
    table = compare.compared(connection(_reader), _metric, chosen, peers)
    place = {unit["unit_id"]: number for number, unit in enumerate(_units(key, _reader))}
    return Compared(table, tuple(sorted(table.to_pylist(), key=lambda row: place[row["unit_id"]])), compare.summary(_metric, table))


@st.cache_resource(max_entries=64, show_spinner=False)
def _inspected(key: tuple[str, ...], chosen: Filter, _reader: Reader) -> dict[tuple[str, str | None], dict[str, int | None]]:
    return {(row["unit_id"], row["basis"]): row for row in gathering.inspected(connection(_reader), chosen).to_pylist()}


@st.cache_resource(max_entries=256, show_spinner=False)
def _conflicts(key: tuple[str, ...], chosen: Filter, _reader: Reader) -> pa.Table:
    return _covered(_reader, queries.conflicts(connection(_reader), chosen))


@st.cache_resource(max_entries=64, show_spinner=False)
def _table(key: tuple[str, ...], name: str, _reader: Reader) -> Rows:
    return _covered(_reader, connection(_reader).cursor().table(name).to_arrow_table(), name).to_pylist()


@st.cache_resource(max_entries=8, show_spinner=False)
def _units(key: tuple[str, ...], _reader: Reader) -> Rows:
    return sorted(_table(key, "units", _reader), key=register_order)


@st.cache_resource(max_entries=64, show_spinner=False)
def _values(key: tuple[str, ...], table: str, column: str, _reader: Reader) -> tuple[str, ...]:
    found = _covered(_reader, connection(_reader).cursor().table(table).project(column).distinct().to_arrow_table(), table).column(0).to_pylist()
    return tuple(sorted((value for value in found if value), key=lambda value: value.encode("gb18030")))


@st.cache_resource(max_entries=512, show_spinner=False)
def _figure(key: tuple, _make: Callable[[], object]) -> object:
    return _make()
