"""Leaving the house: one exporter for pages, command line and schedules. The same rows and the same numbers in every format.

CSV opens with what it is (lines that start with #), then the rows; text that a spreadsheet would take for a formula is guarded,
numbers are never touched. JSON carries the same about beside the rows; Parquet carries it in its metadata.
"""

import csv
import hashlib
import io
import json
import re
import unicodedata
from dataclasses import asdict, dataclass, field
from datetime import date
from decimal import Decimal

import pyarrow as pa

FORMATS = ("csv", "json", "parquet")
MEDIA = {"csv": "text/csv", "json": "application/json", "parquet": "application/vnd.apache.parquet"}
# What a spreadsheet would run: the half-width signs, their full-width twins, and a leading tab or line end, also behind white space or
# signs that are not seen. An apostrophe before them counts too, so that taking one away again always gives the text as it was.
UNSEEN = r"[\s'\0\u200b-\u200f\u2060\ufeff]*"
FORMULA = re.compile(rf"{UNSEEN}[=+\-@＝＋－＠\t\r\n\0]")
DEMO = {"zh": "演示数据：单位、问题和数字均为虚构", "en": "Demonstration data (演示数据): units, problems and numbers are invented"}


@dataclass(frozen=True)
class About:
    """What a file says of itself, so that its numbers can be traced and made again."""

    name: str
    title: str
    question: str = ""
    definition: str = ""
    filter_sentence: str = ""
    edition: int = 0
    edition_sha256: str = ""
    made_at: str = ""
    is_demo: bool = False
    rows: int = 0
    total_rows: int = 0
    command: str = ""
    labels: dict[str, str] = field(default_factory=dict)
    language: str = "zh"

    def lines(self) -> list[tuple[str, str]]:
        """Label and text, in the reader's language; empty texts left out."""
        zh = self.language == "zh"
        said = [
            ("标题" if zh else "Title", self.title), ("问题" if zh else "Question", self.question), ("定义" if zh else "Definition", self.definition),
            ("筛选" if zh else "Filter", self.filter_sentence),
            ("行数" if zh else "Rows", f"{self.rows} / {self.total_rows}"),
            ("版本" if zh else "Edition", f"{self.edition} · sha256 {self.edition_sha256} · {self.made_at}"),
            ("重现" if zh else "To reproduce", self.command),
        ]
        return ([(DEMO[self.language].split("：")[0] if zh else "Demonstration", DEMO[self.language])] if self.is_demo else []) + [pair for pair in said if pair[1]]


def render(table: pa.Table, format: str, about: About, bom: bool = True) -> bytes:
    """The rows as a file. bom: begin a CSV with the mark by which Excel knows UTF-8."""
    if format == "csv":
        return _csv(table, about, bom)
    if format == "json":
        return _json(table, about)
    if format == "parquet":
        return _parquet(table, about)
    raise ValueError(f"format must be one of {', '.join(FORMATS)}, not {format!r}")


def file_name(about: About, format: str) -> str:
    """A name that says what, which edition and whether it is invented: 问题整改完成率-第3版-演示数据.csv."""
    parts = [(about.title or about.name)[:60], f"第{about.edition}版" if about.language == "zh" else f"edition-{about.edition}", "演示数据" if about.is_demo else ""]
    return re.sub(r'[\\/:*?"<>|\s\x00-\x1f\x7f\u200b-\u202e]+', "_", "-".join(part for part in parts if part)).lstrip(".") + f".{format}"


def sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def guarded(text: str) -> str:
    """Text that a spreadsheet will show and not run."""
    return "'" + text if FORMULA.match(text) else text


def _csv(table: pa.Table, about: About, bom: bool) -> bytes:
    out = io.StringIO(newline="")
    lines = csv.writer(out, lineterminator="\r\n")
    lines.writerows([[" ".join(f"# {label}: {text}".splitlines())] for label, text in about.lines()])
    lines.writerow([guarded(about.labels.get(name, name)) for name in table.column_names])
    lines.writerows(zip(*(_cells(table.column(name)) for name in table.column_names)))
    return (b"\xef\xbb\xbf" if bom else b"") + out.getvalue().encode("utf-8")


def _cells(column: pa.ChunkedArray) -> list:
    """Cells in full precision; only text is guarded, so a negative number stays a number."""
    if pa.types.is_string(column.type) or pa.types.is_large_string(column.type):
        return ["" if value is None else guarded(value) for value in column.to_pylist()]
    return ["" if value is None else _plain(value) for value in column.to_pylist()]


def _plain(value):
    if isinstance(value, bool):
        return "true" if value else "false"
    return value.isoformat() if isinstance(value, date) else str(value) if isinstance(value, Decimal) else repr(value) if isinstance(value, float) else value


def _json(table: pa.Table, about: About) -> bytes:
    content = {"about": asdict(about), "rows": table.to_pylist()}
    return json.dumps(content, ensure_ascii=False, indent=1, default=_plain).encode("utf-8")


def _parquet(table: pa.Table, about: About) -> bytes:
    import pyarrow.parquet as pq

    sink = pa.BufferOutputStream()
    pq.write_table(table.replace_schema_metadata({"about": json.dumps(asdict(about), ensure_ascii=False)}), sink, compression="zstd")
    return sink.getvalue().to_pybytes()


def text(table: pa.Table, labels: dict[str, str] | None = None, widest: int = 36) -> str:
    """The rows for a terminal, aligned also where characters are two columns wide."""
    names = table.column_names
    heads = [(labels or {}).get(name, name) for name in names]
    columns = [["" if value is None else _short(value, widest) for value in table.column(name).to_pylist()] for name in names]
    widths = [max(map(_width, [head, *cells])) for head, cells in zip(heads, columns)]
    right = [pa.types.is_integer(kind) or pa.types.is_floating(kind) or pa.types.is_decimal(kind) for kind in table.schema.types]
    lines = [_line(heads, widths, right), "  ".join("─" * width for width in widths)]
    return "\n".join(lines + [_line(row, widths, right) for row in zip(*columns)])


def _short(value, widest: int) -> str:
    shown = f"{value:.10g}" if isinstance(value, float) else "".join(each if each.isprintable() else " " for each in str(_plain(value)))
    return shown if len(shown) <= widest else shown[: widest - 1] + "…"


def _width(shown: str) -> int:
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in shown)


def _line(cells, widths, right) -> str:
    return "  ".join(" " * (width - _width(cell)) + cell if on_right else cell + " " * (width - _width(cell)) for cell, width, on_right in zip(cells, widths, right)).rstrip()
