"""Known errors in sources, corrected as data: where, what was found, what is used instead, and why.

A correction applies only while the source still says what it was made for; otherwise it is listed as `changed` and nothing is touched.
"""

import tomllib
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from etl import values
from etl.schema import BY_NAME

KEYS = {"table", "key", "column", "found", "use", "reason"}


class Malformed(Exception):
    """The file of corrections cannot be used; the message says where and why."""


@dataclass(frozen=True)
class Correction:
    """One entry of the file."""

    table: str
    key: str
    column: str
    found: str | None
    use: str | None
    reason: str
    asked: date | None = None


def load(path: Path) -> list[Correction]:
    """The corrections of a TOML file; none where there is no file. Raises Malformed."""
    if not path.exists():
        return []
    try:
        entries = tomllib.loads(path.read_text(encoding="utf-8")).get("correction", [])
    except tomllib.TOMLDecodeError as error:
        raise Malformed(f"{path.name}: {error}") from None
    return [_read(path, number, entry) for number, entry in enumerate(entries, start=1)]


def _read(path: Path, number: int, entry: dict) -> Correction:
    lacking, unknown = KEYS - entry.keys(), entry.keys() - KEYS - {"asked"}
    if lacking or unknown:
        raise Malformed(f"{path.name} › 第 {number} 条: 缺 {sorted(lacking) or '—'}，多 {sorted(unknown) or '—'}")
    if entry["table"] not in BY_NAME or entry["column"] not in BY_NAME[entry["table"]].names:
        raise Malformed(f"{path.name} › 第 {number} 条: 没有 {entry['table']}.{entry['column']} 这一栏")
    return Correction(**{name: _text(value) if name in ("found", "use") else value for name, value in entry.items()})


def _text(value) -> str | None:
    return None if value in (None, "") else value.isoformat() if isinstance(value, date) else str(value)


def apply(table: str, rows: pa.Table, corrections: list[Correction], states: dict[Correction, str]) -> pa.Table:
    """The rows with the corrections of their table made; notes in `states` what became of each."""
    key = BY_NAME[table].key[0]
    for correction in corrections:
        if correction.table == table and rows.num_rows:
            where = pc.equal(rows.column(key), correction.key)
            if pc.any(where).as_py():
                rows = _correct(rows, where, correction, states)
    return rows


def _correct(rows: pa.Table, where, correction: Correction, states: dict[Correction, str]) -> pa.Table:
    column = BY_NAME[correction.table].column(correction.column)
    (found, use), wrong = values.parse_column(column, [correction.found, correction.use])
    if wrong:
        raise Malformed(f"{correction.table} {correction.key} {correction.column}: {wrong[0][1]}，应为{wrong[0][2]}")
    here = rows.filter(where).column(correction.column)[0].as_py()
    if here == use:
        states[correction] = "applied"
        return rows
    if here != found:
        states[correction] = "changed"
        return rows
    states[correction] = "applied"
    position = rows.schema.get_field_index(correction.column)
    kind = rows.schema.field(position).type
    return rows.set_column(position, rows.schema.field(position), pc.if_else(where, pa.scalar(use, kind), rows.column(position)))


def table(corrections: list[Correction], states: dict[Correction, str]) -> list[dict]:
    """The rows of the table `corrections`."""
    return [
        {"table": each.table, "key": each.key, "column": each.column, "found": each.found, "use": each.use, "reason": each.reason,
         "asked": each.asked, "state": states.get(each, "absent")}
        for each in corrections
    ]
