"""Records: JSONL and Parquet files in the canonical tables, `<table>.jsonl` or `<table>.parquet`, carrying only the columns they have.

A folder of such files is one document: it is taken whole or refused whole, since its rows refer to each other.
"""

import json
from pathlib import Path

from etl import validate, values
from etl.schema import BY_NAME
from etl.sources import Issue, Reading, Rows

SUFFIXES = (".jsonl", ".parquet")
TABLES = ("units", "inspections", "documents", "problems", "measures", "progress", "funds", "discipline", "rules", "figures", "texts")
MOST_ISSUES = 200
NESTED = (list, dict, tuple, set, bytes)


def reads(path: Path) -> bool:
    """A record file, or a folder that holds some."""
    if path.is_dir():
        return any(reads(part) for part in path.iterdir() if part.is_file())
    return path.suffix.lower() in SUFFIXES and path.stem in TABLES


def files(path: Path) -> list[Path]:
    return sorted(part for part in path.iterdir() if reads(part)) if path.is_dir() else [path]


def read(path: Path) -> Reading:
    """Typed rows of every table in the file or folder; nothing is looked up yet."""
    reading = Reading(document={})
    for part in files(path):
        table = BY_NAME[part.stem]
        raw, locators, broken = _parquet(part) if part.suffix.lower() == ".parquet" else _jsonl(part)
        reading.refusals += broken + validate.unknown_columns(table, raw, part.name)
        if not reading.refusals:
            reading.tables[table.name] = _typed(reading, table, raw, locators, part.name)
    del reading.refusals[MOST_ISSUES:]
    return reading


def _jsonl(path: Path) -> tuple[dict[str, list], list[str], list[Issue]]:
    rows, locators, broken = [], [], []
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return {}, [], [Issue(path.name, f"第 {error.start + 1} 字节", "", "不是 UTF-8 的内容", "UTF-8 编码的 JSON 行")]
    for number, line in enumerate(text.split("\n"), start=1):      # not splitlines: U+2028 may stand inside a JSON string
        if line.strip():
            try:
                row = json.loads(line)
            except (ValueError, RecursionError) as error:
                broken.append(Issue(path.name, f"第 {number} 行", "", str(error)[:60], "一个 JSON 对象"))
                continue
            if not isinstance(row, dict):
                broken.append(Issue(path.name, f"第 {number} 行", "", line.strip()[:40], "一个 JSON 对象"))
                continue
            rows.append(row)
            locators.append(f"{path.stem}#{number}")
    names = list(dict.fromkeys(name for row in rows for name in row))
    return {name: [row.get(name) for row in rows] for name in names}, locators, broken


def _parquet(path: Path) -> tuple[dict[str, list], list[str], list[Issue]]:
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        table = pq.read_table(path)
    except pa.ArrowException as error:
        return {}, [], [Issue(path.name, "", "", str(error).splitlines()[0][:80], "完好的 Parquet 文件")]
    return {name: table.column(name).to_pylist() for name in table.column_names}, [f"{path.stem}#{number}" for number in range(1, table.num_rows + 1)], []


def _typed(reading: Reading, table, raw: dict[str, list], locators: list[str], file: str) -> Rows:
    rows = Rows({}, locators)
    for name, cells in raw.items():
        column = table.column(name)
        reading.refusals += [Issue(file, _line(locators[index]), name, str(cell)[:40], "一个值，不是列表或对象") for index, cell in enumerate(cells) if isinstance(cell, NESTED)]
        rows.columns[name], wrong = values.parse_column(column, [None if isinstance(cell, NESTED) else cell for cell in cells])
        reading.refusals += [Issue(file, _line(locators[index]), name, str(found), wanted) for index, found, wanted in wrong]
    if "locator" in table.names:
        rows.columns["locator"] = [given or own for given, own in zip(rows.columns.get("locator", [None] * len(rows)), locators)]
    return rows


def _line(locator: str) -> str:
    return f"第 {locator.rpartition('#')[2]} 行"
