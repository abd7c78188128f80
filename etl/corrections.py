"""Known errors in sources, corrected as data: where, what was found, what is used instead, and why.

A correction applies only while the source still says what it was made for; otherwise it is listed as `changed` and nothing is touched.
An edition remembers what it corrected, so the next load first has again what the sources said (`undone`): a correction can be mended
or taken back, and who is who is judged by what sources say.
"""

import tomllib
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from etl import values
from etl.schema import BY_NAME, TABLES

KEYS = {"table", "key", "column", "found", "use", "reason"}
# Tables of facts in which one column names a row.
CORRECTED = tuple(table.name for table in TABLES if len(table.key) == 1 and (table.is_bucketed or table.name in ("inspections", "documents")))


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
        entries = tomllib.loads(path.read_text(encoding="utf-8-sig")).get("correction", [])
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise Malformed(f"{path.name}: 不是 UTF-8 编码的 TOML：{error}。Not TOML in UTF-8.") from None
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        raise Malformed(f"{path.name}: 更正应写成 [[correction]]（两层方括号）。Write each correction as [[correction]].")
    found = [_read(f"{path.name} › 第 {number} 条", entry) for number, entry in enumerate(entries, start=1)]
    for number, each in enumerate(found, start=1):
        if any((each.table, each.key, each.column) == (other.table, other.key, other.column) for other in found[: number - 1]):
            raise Malformed(f"{path.name} › 第 {number} 条: {each.table} {each.key} {each.column} 前面已有一条更正，每处只能有一条")
    return found


def _read(place: str, entry: dict) -> Correction:
    lacking, unknown = KEYS - entry.keys(), entry.keys() - KEYS - {"asked"}
    if lacking or unknown:
        raise Malformed(f"{place}: 缺 {'、'.join(sorted(lacking)) or '—'}，多 {'、'.join(sorted(unknown)) or '—'}")
    if entry["table"] not in CORRECTED:
        raise Malformed(f"{place}: table 为「{entry['table']}」，应为 {'、'.join(CORRECTED)} 之一（单位在 data/units.csv 中改）")
    column = next((column for column in BY_NAME[entry["table"]].columns if column.name == entry["column"]), None)
    if column is None or column.name in BY_NAME[entry["table"]].key:
        raise Malformed(f"{place}: 没有 {entry['table']}.{entry['column']} 这一栏可改")
    if not isinstance(entry.get("asked", date.min), date):
        raise Malformed(f"{place}: asked 为「{entry['asked']}」，应为日期，如 2026-02-11（不加引号）")
    made = Correction(**{name: _text(value) if name in ("found", "use") else value if name == "asked" else str(value) for name, value in entry.items()})
    wrong = values.parse_column(column, [made.found, made.use])[1]
    if wrong:
        raise Malformed(f"{place}: {('found', 'use')[wrong[0][0]]} 为「{wrong[0][1]}」，应为{wrong[0][2]}")
    return made


def _text(value) -> str | None:
    return None if value in (None, "") else value.isoformat() if isinstance(value, date) else str(value)


def apply(table: str, rows: pa.Table, corrections: list[Correction], states: dict[Correction, str]) -> pa.Table:
    """The rows, as their sources say, with the corrections of their table made; notes in `states` what became of each."""
    for correction in corrections:
        where = _where(table, rows, correction)
        if where is not None:
            found, use = _meant(correction)
            here = rows.filter(where).column(correction.column)[0].as_py()
            states[correction] = "applied" if here == found else "agreed" if here == use else "changed"
            if here == found:
                rows = _replaced(rows, where, correction.column, use)
    return rows


def undone(table: str, rows: pa.Table, applied: list[Correction]) -> pa.Table:
    """The rows of an edition as their sources say: without the corrections that the edition applied."""
    for correction in applied:
        where = _where(table, rows, correction)
        if where is not None and rows.filter(where).column(correction.column)[0].as_py() == _meant(correction)[1]:
            rows = _replaced(rows, where, correction.column, _meant(correction)[0])
    return rows


def applied(rows: list[dict]) -> list[Correction]:
    """The corrections that an edition says it applied, from the rows of its table `corrections`."""
    return [Correction(**{name: row[name] for name in (*KEYS, "asked")}) for row in rows if row["state"] == "applied"]


def _where(table: str, rows: pa.Table, correction: Correction):
    """Which row a correction is about, or None where it is not among these."""
    if correction.table != table or not rows.num_rows or correction.column not in rows.column_names:
        return None
    where = pc.equal(rows.column(BY_NAME[table].key[0]), correction.key)
    return where if pc.any(where).as_py() else None


def _meant(correction: Correction) -> list:
    """What is found and what is used instead, typed."""
    return values.parse_column(BY_NAME[correction.table].column(correction.column), [correction.found, correction.use])[0]


def _replaced(rows: pa.Table, where, column: str, value) -> pa.Table:
    position = rows.schema.get_field_index(column)
    field = rows.schema.field(position)
    return rows.set_column(position, field, pc.if_else(where, pa.scalar(value, field.type), rows.column(position)))


def table(corrections: list[Correction], states: dict[Correction, str]) -> list[dict]:
    """The rows of the table `corrections`."""
    return [
        {"table": each.table, "key": each.key, "column": each.column, "found": each.found, "use": each.use, "reason": each.reason,
         "asked": each.asked, "state": states.get(each, "absent")}
        for each in corrections
    ]
