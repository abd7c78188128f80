"""Rows become Arrow tables of the schema, or all the reasons why they cannot."""

import pyarrow as pa

from etl.schema import BY_NAME, Table
from etl.sources import Issue, Rows

ARROW = {"text": pa.string(), "date": pa.date32(), "integer": pa.int64(), "number": pa.float64(), "money": pa.decimal128(18, 2), "boolean": pa.bool_()}


def arrow_schema(table: Table) -> pa.Schema:
    """The Parquet schema of a table; labels and meanings travel in the field metadata."""
    return pa.schema([
        pa.field(column.name, ARROW[column.type], metadata={"zh": column.zh, "en": column.en, "about": column.about})
        for column in table.columns
    ])


def arrow_table(table: Table, rows: Rows) -> pa.Table:
    """Typed rows as an Arrow table; columns that the rows do not carry are null."""
    schema = arrow_schema(table)
    nothing = [None] * len(rows)
    return pa.Table.from_arrays([pa.array(rows.columns.get(field.name, nothing), field.type) for field in schema], schema=schema)


def empty(table: Table) -> pa.Table:
    return arrow_schema(table).empty_table()


def required(table: Table, rows: Rows, file: str) -> list[Issue]:
    """One issue for each empty cell that may not be empty."""
    issues = []
    for column in table.columns:
        if column.required:
            values = rows.columns.get(column.name, [None] * len(rows))
            issues += [Issue(file, rows.locators[index], column.name, "", f"{column.zh}，不能为空（例：{column.example}）")
                       for index, value in enumerate(values) if value is None]
    return issues


def repeated(table: Table, rows: Rows, file: str) -> list[Issue]:
    """One issue for each row whose key stands in an earlier row of the same file."""
    columns = [rows.columns.get(name, [None] * len(rows)) for name in table.key]
    first: dict[tuple, int] = {}
    issues = []
    for index, key in enumerate(zip(*columns)):
        before = first.setdefault(key, index)
        if before != index and None not in key:
            issues.append(Issue(file, rows.locators[index], "、".join(table.key), "、".join(map(str, key)), f"不重复的值（{rows.locators[before]} 已用）"))
    return issues


def unknown_columns(table: Table, names, file: str) -> list[Issue]:
    return [Issue(file, table.name, name, name, f"{table.name} 的栏目之一：{'、'.join(table.names)}") for name in names if name not in table.names]


def references(tables: dict[str, pa.Table]) -> list[str]:
    """What refers to a row that is not there, as `table.column -> table: n, such as value`; empty when all hold."""
    broken = []
    keys = {name: set(table.column(BY_NAME[name].key[0]).to_pylist()) for name, table in tables.items() if len(BY_NAME[name].key) == 1}
    for name, table in tables.items():
        for column in BY_NAME[name].columns:
            if column.references in keys:
                missing = set(table.column(column.name).unique().to_pylist()) - keys[column.references] - {None}
                if missing:
                    broken.append(f"{name}.{column.name} → {column.references}: {len(missing)} 个，例如 {sorted(missing)[0]}")
    return broken
