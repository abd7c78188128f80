"""Small ledgers and lakes for tests: name what matters, the rest stands for an ordinary ledger of one unit."""

import hashlib
import json
from collections.abc import Iterable
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import xlsxwriter

from etl import edition, pipeline

ORDINARY = {"被巡察单位": "某市水务局党组", "轮次": "第三轮", "反馈日期": "2024-03-01", "序号": "1", "问题": "专题学习次数不足。", "整改状态": "正在整改"}


def line(number: int | str = 1, text: str | None = None, status: str = "正在整改", **more) -> dict[str, object]:
    """One line; keyword arguments are further columns by their header, None takes a column away."""
    said = ORDINARY | {"序号": str(number), "问题": text or f"第{number}个问题：{'甲乙丙丁戊己庚辛壬癸'[hash_of(number) % 10] * 6}。", "整改状态": status} | more
    return {header: cell for header, cell in said.items() if cell is not None}


def hash_of(value) -> int:
    return int(hashlib.sha256(str(value).encode()).hexdigest(), 16)


def ledger(path: Path, lines: Iterable[dict], as_of: str | None = "2024年6月30日", title: str = "整改台账", encoding: str = "utf-8") -> Path:
    """Write a ledger: a title row with 截至…, the headers, the lines; .xlsx or CSV by the name of the file."""
    lines = list(lines)
    headers = list(dict.fromkeys(header for each in lines for header in each))
    stated = f"{title}（截至{as_of}）" if as_of else title
    rows = [[stated], headers, *([each.get(header, "") for header in headers] for each in lines)]
    path.parent.mkdir(parents=True, exist_ok=True)
    if path.suffix == ".xlsx":
        with xlsxwriter.Workbook(path) as book:
            sheet = book.add_worksheet("整改台账")
            for number, row in enumerate(rows):
                sheet.write_row(number, 0, row)
    else:
        path.write_bytes("".join(",".join(_cell(cell) for cell in row) + "\r\n" for row in rows).encode(encoding))
    return path


def _cell(cell) -> str:
    return '"' + str(cell).replace('"', '""') + '"'


def load(lake: Path, *paths: Path, **settings) -> pipeline.Load:
    """Load into a lake with no register and no corrections of the project's own."""
    nothing = Path("/does/not/exist")
    return pipeline.load(paths, lake, pipeline.Settings(**{"register": nothing, "corrections": nothing} | settings))


def rows(lake: Path, table: str, number: int | None = None) -> list[dict]:
    """The rows of a table of an edition, the current one by default."""
    manifest = edition.current(lake) if number is None else edition.manifest(lake, number)
    return edition.read(lake, manifest, table).to_pylist()


def one(lake: Path, table: str) -> dict:
    """The only row of a table."""
    (row,) = rows(lake, table)
    return row


def said(load: pipeline.Load) -> list[str]:
    """Every reason for a refusal, as the sender reads it."""
    return [str(issue) for outcome in load.outcomes for issue in outcome.refusals]


def states(load: pipeline.Load) -> dict[str, str]:
    return {outcome.file: outcome.state for outcome in load.outcomes}


def contents(lake: Path) -> dict[str, str]:
    """The hash of every Parquet file of a lake, by name."""
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in (lake / "files").iterdir()}


def tree(folder: Path) -> dict[str, bytes]:
    """Every file below a folder but the lock, with its content."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file() and path.name != ".lock"}


def records(folder: Path, **tables: list[dict]) -> Path:
    """A folder of records: `records(folder, funds=[{…}])`."""

    folder.mkdir(parents=True, exist_ok=True)
    for table, content in tables.items():
        (folder / f"{table}.jsonl").write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in content), encoding="utf-8")
    return folder


def parquet(path: Path, content: list[dict]) -> Path:
    pq.write_table(pa.Table.from_pylist(content), path)
    return path
