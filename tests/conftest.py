"""A database from a few literal rows: name only the columns that matter, the rest is filled in as said under `publish`."""

import tomllib
from collections.abc import Callable
from datetime import date
from pathlib import Path

import duckdb
import pyarrow as pa
import pytest

from etl import schema, validate, values
from queries import Filter, answer
from tests import lakes

CASES = Path(__file__).parent / "cases"
Tables = dict[str, list[dict]]

# What stands in a required column that a test does not name.
REQUIRED = {
    "inspections": {"feedback_on": "2024-01-01"},
    "documents": {"kind": "ledger", "standard": "claimed", "extent": "whole", "loaded_in": 1},
    "problems": {"basis": "feedback"},
    "funds": {"state": "recovered"},
    "discipline": {"term": "诫勉谈话", "form": 1, "term_class": "action", "counts": "persons"},
    "rules": {"action": "new", "number": 1},
}


def literal(text: str) -> list[dict]:
    """`a | b` lines under an `a | b` heading, as dicts; an empty cell is null."""
    heading, *lines = ([cell.strip() for cell in line.split("|")] for line in text.strip().splitlines())
    return [dict(zip(heading, cells, strict=True)) for cells in lines]


def completed(given: dict[str, str | list[dict]]) -> Tables:
    """Rows of every table, with what the test left out; see `publish`."""
    rows = {name: literal(rows) if isinstance(rows, str) else rows for name, rows in given.items()}
    tables = {table.name: [dict(row) for row in rows.get(table.name, [])] for table in schema.TABLES}
    unknown = given.keys() - tables.keys()
    assert not unknown, f"no such table: {unknown}"
    for name, rows in tables.items():
        for number, row in enumerate(rows, start=1):
            _fill(schema.BY_NAME[name], row, number, tables)
    for name in ("unit", "inspection", "document"):
        _mention(name, tables)
    return tables


def _fill(table: schema.Table, row: dict, number: int, tables: Tables) -> None:
    if table.name in ("units", "inspections"):
        row.setdefault("unit_id", "A")
    if table.name == "inspections":
        row.setdefault("inspection_id", f"{row['unit_id']}-1")
    if table.name == "progress":
        row.setdefault("inspection_id", next(problem["inspection_id"] for problem in tables["problems"] if problem["problem_id"] == row["problem_id"]))
    if table.name not in ("units", "inspections"):
        unit_id = row.pop("unit_id", None)
        if "inspection_id" in table.names and table.name != "documents":
            row.setdefault("inspection_id", f"{unit_id or 'A'}-1")
    if len(table.key) == 1:
        row.setdefault(table.key[0], f"{table.name}-{number}")
    if "document_id" in table.names and table.name not in ("units", "inspections", "documents"):
        row.setdefault("document_id", f"{row['inspection_id']}-notice" if table.name == "figures" else "d1")
    if "locator" in table.names:
        row.setdefault("locator", f"{table.name}!{number}")
    for name, value in (REQUIRED.get(table.name, {})).items():
        row.setdefault(name, value)
    if table.name == "figures" and row.get("figure") == "discipline" and "term" not in row:
        row.update({name: row.get(name, value) for name, value in REQUIRED["discipline"].items()})


def _mention(name: str, tables: Tables) -> None:
    """Units, inspections and documents that rows only mention."""
    table = schema.BY_NAME[f"{name}s"]
    key, known = f"{name}_id", {row[f"{name}_id"] for row in tables[table.name]}
    for other, rows in tables.items():
        for row in rows if schema.BY_NAME[other].key != (key,) else []:
            mentioned = row.get(key)
            if mentioned and mentioned not in known:
                known.add(mentioned)
                new = {key: mentioned, "as_of": "2024-12-31"} if name == "document" else {key: mentioned}
                if name == "inspection":
                    new["unit_id"] = mentioned.rpartition("-")[0]
                if name == "document" and other == "figures":
                    new = {key: mentioned, "inspection_id": row["inspection_id"], "kind": "notice", "published_on": "2024-12-31"}
                _fill(table, new, len(known), tables)
                tables[table.name].append(new)
    if name == "inspection":
        known_units = {row["unit_id"] for row in tables["units"]}
        for unit_id in dict.fromkeys(row["unit_id"] for row in tables["inspections"]):
            if unit_id not in known_units:
                tables["units"].append({"unit_id": unit_id})
        for row in tables["units"]:
            row.setdefault("unit_name", row["unit_id"])


def typed(table: schema.Table, rows: list[dict]) -> pa.Table:
    """Rows as the schema types them; a cell that cannot be read is an error of the test."""
    columns = {}
    for column in table.columns:
        columns[column.name], errors = values.parse_column(column, [row.get(column.name) for row in rows])
        assert not errors, (table.name, column.name, errors)
    unknown = {name for row in rows for name in row} - set(columns)
    assert not unknown, f"{table.name} has no column {unknown}"
    return pa.Table.from_pydict(columns, schema=validate.arrow_schema(table))


@pytest.fixture(scope="session")
def demo_lake(tmp_path_factory) -> Path:
    """The sample, and beside it an invented province of 16 units. Made once for all tests, which only read it: who writes makes a lake of its own."""
    return lakes.with_sample_and_demo(tmp_path_factory.mktemp("demo_lake"))


@pytest.fixture(scope="session")
def large_demo_lake(tmp_path_factory) -> Path:
    """As `demo_lake` with 60 units: enough for groups of peers and for pictures too full for names."""
    return lakes.with_sample_and_demo(tmp_path_factory.mktemp("large_demo_lake"), units=60)


@pytest.fixture
def publish() -> Callable[..., duckdb.DuckDBPyConnection]:
    """`publish(problems="unit_id | status\\nA | completed")`: a database with every table of the schema and these rows.

    Text or dicts. What is not named is filled in: keys are numbered (`problems-1`); `unit_id = A` stands for the inspection `A-1`,
    fed back on 2024-01-01; units, inspections and documents that are only mentioned are there; rows come from the ledger `d1`,
    figures from the notice `A-1-notice` of their inspection; documents that are only mentioned speak as of 2024-12-31; documents are
    claimed and read whole; required columns as in REQUIRED.
    """
    opened = []

    def publish(**given: str | list[dict]) -> duckdb.DuckDBPyConnection:
        connection = duckdb.connect(":memory:", config={"threads": 1})
        opened.append(connection)
        for name, rows in completed(given).items():
            connection.register("rows_now", typed(schema.BY_NAME[name], rows))
            connection.execute(f'create table "{name}" as select * from rows_now')
        return connection

    yield publish
    for connection in opened:
        connection.close()


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """`query, case`: every worked case in tests/cases of the queries that the module calls QUERIES."""
    if {"query", "case"} <= set(metafunc.fixturenames):
        metafunc.parametrize("query, case", [
            pytest.param(query, case, id=f"{query.name}: {case['about']}")
            for query in metafunc.module.QUERIES if (CASES / f"{query.name}.toml").exists()
            for case in tomllib.loads((CASES / f"{query.name}.toml").read_text(encoding="utf-8"))["case"]
        ])
    elif "query" in metafunc.fixturenames:
        metafunc.parametrize("query", metafunc.module.QUERIES, ids=lambda query: query.name)


@pytest.fixture
def worked(publish) -> Callable:
    """`worked(query, case)`: the answer to a worked case in the columns that it names, and what it should be."""

    def worked(query, case: dict) -> tuple[list[dict], list[dict]]:
        chosen = Filter(**{name: tuple(value) if isinstance(value, list) else value for name, value in case.get("chosen", {}).items()})
        tables = {name: rows for name, rows in case.items() if name not in ("about", "chosen", "answer")}
        found = answer(publish(**tables), query, chosen)
        heading = [name.strip() for name in case["answer"].strip().splitlines()[0].split("|")]
        return [{name: shown(row[name]) for name in heading} for row in found.to_pylist()], literal(case["answer"])

    return worked


def shown(value) -> str:
    """A value as a case writes it: null is empty, whole numbers have no point, others two places or more as needed."""
    if value is None:
        return ""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float):
        return f"{value:.4f}".rstrip("0").rstrip(".")
    return str(value)
