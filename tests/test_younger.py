"""What an old edition lacks is there, and empty, as the schema of today has it: names and types are said twice and must stay the same."""

import json

import duckdb
import pytest

from etl import schema, validate
from queries.lake import YOUNGER, Edition

# Of these an old edition has the table and lacks some columns; every other one it lacks altogether.
ONLY_COLUMNS = {"progress", "problems", "figures"}


def kept(table: schema.Table) -> dict[str, str]:
    """Columns and types as DuckDB reads them from a file of the schema."""
    empty = validate.arrow_schema(table).empty_table()
    connection = duckdb.connect(":memory:")
    connection.register("empty", empty)
    return {name: type for name, type, *_ in connection.execute("describe select * from empty").fetchall()}


@pytest.mark.parametrize("name", YOUNGER)
def test_a_younger_column_is_one_of_the_schema_and_of_its_type(name):
    known = kept(schema.BY_NAME[name])
    assert {column: type.upper() for column, type in YOUNGER[name].items()} == {column: known.get(column) for column in YOUNGER[name]}


@pytest.mark.parametrize("name", sorted(YOUNGER.keys() - ONLY_COLUMNS))
def test_a_younger_table_has_all_columns_of_the_schema(name):
    assert list(YOUNGER[name]) == list(kept(schema.BY_NAME[name]))


def test_an_edition_made_before_them_opens_with_all_of_them_empty(tmp_path):
    old = {}
    for name in ONLY_COLUMNS:
        columns = [column for column in validate.arrow_schema(schema.BY_NAME[name]).names if column not in YOUNGER[name]]
        (tmp_path / "files").mkdir(exist_ok=True)
        connection = duckdb.connect(":memory:")
        connection.register("empty", validate.arrow_schema(schema.BY_NAME[name]).empty_table().select(columns))
        connection.execute(f"copy (select * from empty) to '{(tmp_path / 'files' / f'{name}.parquet').as_posix()}' (format parquet)")
        old[name] = [{"file": f"files/{name}.parquet", "rows": 0, "bytes": 1}]
    manifest = json.loads(json.dumps({"edition": 1, "is_demo": False, "made_at": "", "sha256": "", "tables": old}))
    database = Edition(tmp_path, manifest).connect()
    for name, columns in YOUNGER.items():
        found = {column: type for column, type, *_ in database.execute(f"describe {name}").fetchall()}
        assert columns.keys() <= found.keys() and {column: found[column] for column in columns} == {column: type.upper() for column, type in columns.items()}
