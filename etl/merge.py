"""New rows over old ones: a later ledger restates a problem, a record replaces the row with its key, history only grows.

A ledger speaks of certain tables (it has columns for them). For each problem and table the ledger with the latest as-of day that
speaks of it has the word: rows of earlier ledgers about that problem go. Rows without a problem go by inspection in the same way.
"""

import zlib

import duckdb
import pyarrow as pa

from etl.schema import BY_NAME

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
    """A table that is kept whole: new rows replace old ones of the same key."""
    return _latest_by_key(table, pa.concat_tables([old, new]), ordered_by=", ".join(f'"{name}"' for name in BY_NAME[table].key))


def facts(old: dict[str, pa.Table], new: dict[str, pa.Table], documents: pa.Table, inspections: pa.Table, units: pa.Table) -> dict[str, pa.Table]:
    """The bucketed tables of one bucket, merged and sorted by region, sector and unit.

    old, new: table -> rows; documents: all documents of the edition; inspections and units: all, for the order of rows.
    """
    connection = duckdb.connect(":memory:")
    connection.register("documents", documents)
    _places(connection, inspections, units)
    merged = {name: _latest_by_key(name, pa.concat_tables([old[name], new[name]]), connection=connection, documents=True) for name in old}
    connection.register("stated", _statements(connection, merged))
    return {name: _sorted(connection, name, _restated(connection, name, rows) if name in RESTATED else rows) for name, rows in merged.items()}


def _places(connection, inspections: pa.Table, units: pa.Table) -> None:
    """Where each inspection stands in a file: rows that are read together lie together."""
    connection.register("all_inspections", inspections)
    connection.register("all_units", units)
    connection.execute("""
        create table places as
        select inspection_id, row_number() over (order by province nulls first, city nulls first, county nulls first, sector nulls first, unit_id, inspection_id) as place
        from all_inspections join all_units using (unit_id)""")


def _latest_by_key(table: str, rows: pa.Table, *, connection=None, documents: bool = False, ordered_by: str | None = None) -> pa.Table:
    """One row a key: the one from the document with the latest as-of day, then the later load, then the later row."""
    connection = connection or duckdb.connect(":memory:")
    key = ", ".join(f'"{name}"' for name in BY_NAME[table].key)
    numbered = rows.append_column("__row", pa.array(range(rows.num_rows), pa.int64()))
    connection.register("rows_now", numbered)
    joined = "left join (select document_id, coalesce(as_of, published_on) as said_on, loaded_in from documents) as d using (document_id)" if documents else ""
    order = "said_on desc nulls last, loaded_in desc, __row desc" if documents else "__row desc"
    names = ", ".join(f'rows_now."{name}"' for name in rows.column_names)
    found = connection.sql(f"select {names} from rows_now {joined} qualify row_number() over (partition by {key} order by {order}) = 1 order by {ordered_by or '__row'}").to_arrow_table()
    connection.unregister("rows_now")
    return found.cast(rows.schema)


def _statements(connection, merged: dict[str, pa.Table]) -> pa.Table:
    """Which document speaks of which problem or inspection, from all tables together."""
    for name, rows in merged.items():
        connection.register(f"in_{name}", rows)
    parts = [f"select coalesce(problem_id, inspection_id) as subject, document_id from in_{name}" for name in ("progress", *RESTATED)]
    return connection.sql(" union ".join(parts)).to_arrow_table()


def _restated(connection, table: str, rows: pa.Table) -> pa.Table:
    """Rows of ledgers only where no later ledger that speaks of this table speaks of the same problem."""
    connection.register("rows_now", rows)
    names = ", ".join(f'rows_now."{name}"' for name in rows.column_names)
    found = connection.sql(f"""
        with latest as (
            select subject, document_id
            from stated join documents using (document_id)
            where kind = 'ledger' and list_contains(string_split(speaks_of, '、'), '{table}')
            qualify row_number() over (partition by subject order by as_of desc nulls last, loaded_in desc, document_id desc) = 1
        )
        select {names}
        from rows_now
        left join documents on documents.document_id = rows_now.document_id
        left join latest on latest.subject = coalesce(rows_now.problem_id, rows_now.inspection_id)
        where coalesce(documents.kind, 'records') <> 'ledger' or latest.document_id = rows_now.document_id""").to_arrow_table()
    connection.unregister("rows_now")
    return found.cast(rows.schema)


def _sorted(connection, table: str, rows: pa.Table) -> pa.Table:
    connection.register("rows_now", rows)
    names = ", ".join(f'rows_now."{name}"' for name in rows.column_names)
    key = ", ".join(f'rows_now."{name}"' for name in BY_NAME[table].key)
    found = connection.sql(f"select {names} from rows_now left join places using (inspection_id) order by place, {key}").to_arrow_table()
    connection.unregister("rows_now")
    return found.cast(rows.schema)
