"""New rows over old ones: a later ledger restates a problem, a record replaces the row with its key, history only grows.

A ledger speaks of certain tables (it has columns for them). For each problem and table the ledger with the latest as-of day that
speaks of it has the word: rows of earlier ledgers about that problem go. Rows without a problem go by inspection in the same way.
"""

import zlib

import duckdb
import pyarrow as pa

from etl.schema import BY_NAME

# The later word: by the day a document speaks of, then by load; in one load and of one day, by name, so that order of arrival is no matter.
LATEST = "said_on desc nulls last, said_in_load desc, said_in_file desc, document_id desc"
RESTATED = ("problems", "measures", "funds", "discipline", "rules")


def bucket_of(unit_id: str, buckets: int) -> int:
    return zlib.crc32(unit_id.encode()) % buckets


def bucket_count(units: int, size: int = 256) -> int:
    """About `size` units a bucket, as a power of two, so that growth rewrites everything only on a doubling."""
    count = 1
    while units > count * size:
        count *= 2
    return count


def whole(table: str, old: pa.Table, new: pa.Table) -> pa.Table:
    """A table that is kept whole, in the order of its key: new rows replace old ones of the same key."""
    rows = pa.concat_tables([old, new])
    last = {key: position for position, key in enumerate(zip(*(rows.column(name).to_pylist() for name in BY_NAME[table].key)))}
    in_order = sorted(last, key=lambda key: [(part is None, part) for part in key])
    return rows.take(pa.array([last[key] for key in in_order], pa.int64())).combine_chunks()


def facts(old: dict[str, pa.Table], new: dict[str, pa.Table], documents: pa.Table, inspections: pa.Table, units: pa.Table) -> dict[str, pa.Table]:
    """The bucketed tables of one bucket, merged and sorted by region, sector and unit.

    old, new: table -> rows; documents: all documents of the edition; inspections and units: all, for the order of rows.
    """
    connection = duckdb.connect(":memory:")
    connection.register("all_documents", documents)
    connection.execute("""
        create table said as
        select document_id, kind as said_in_kind, speaks_of, coalesce(as_of, published_on) as said_on, loaded_in as said_in_load, uri as said_in_file
        from all_documents""")
    _places(connection, inspections, units)
    together = {name: pa.concat_tables([old[name], new[name]]) for name in old}
    connection.register("stated", _statements(connection, together))
    return {name: _merged(connection, name, rows) for name, rows in together.items()}


def _places(connection, inspections: pa.Table, units: pa.Table) -> None:
    """Where each inspection stands in a file: rows that are read together lie together."""
    connection.register("all_inspections", inspections)
    connection.register("all_units", units)
    connection.execute("""
        create table places as
        select inspection_id, row_number() over (order by province nulls first, city nulls first, county nulls first, sector nulls first, unit_id, inspection_id) as place
        from all_inspections join all_units using (unit_id)""")


def _statements(connection, merged: dict[str, pa.Table]) -> pa.Table:
    """Which document speaks of which problem or inspection, from all tables together."""
    for name, rows in merged.items():
        connection.register(f"in_{name}", rows)
    parts = [f"select coalesce(problem_id, inspection_id) as subject, document_id from in_{name}" for name in ("progress", *RESTATED)]
    return connection.sql(" union ".join(parts)).to_arrow_table()


def _merged(connection, table: str, rows: pa.Table) -> pa.Table:
    """One row a key, the latest word; of ledgers only what no later one that speaks of this table has restated.

    A file that merely names a problem (a list of sums by problem number) does not speak of it, and stands in only until one does.
    """
    key = ", ".join(f'rows_now."{name}"' for name in BY_NAME[table].key)
    restated, still_said = "", ""
    if table in RESTATED:
        connection.execute(f"""
            create or replace temp table latest as
            select subject, document_id as latest_document_id
            from stated join said using (document_id)
            where said_in_kind = 'ledger' and list_contains(string_split(speaks_of, '、'), '{table}')
            qualify row_number() over (partition by subject order by {LATEST}) = 1""")
        restated = "left join latest on latest.subject = coalesce(rows_now.problem_id, rows_now.inspection_id)"
        still_said = "where coalesce(said_in_kind, 'records') <> 'ledger' or latest_document_id is null or latest_document_id = rows_now.document_id"
    return _selected(connection, rows, f"""
        left join said using (document_id)
        left join places using (inspection_id)
        {restated}
        {still_said}
        qualify row_number() over (partition by {key} order by {LATEST}, row_number desc) = 1
        order by place, {key}""")


def _selected(connection, rows: pa.Table, clauses: str) -> pa.Table:
    """The rows that the clauses leave; `rows_now` is their name in them, and `row_number` their order."""
    connection.register("rows_now", rows.append_column("row_number", pa.array(range(rows.num_rows), pa.int64())))
    names = ", ".join(f'rows_now."{name}"' for name in rows.column_names)
    found = connection.sql(f"select {names} from rows_now {clauses}").to_arrow_table().cast(rows.schema)
    connection.unregister("rows_now")
    return found
