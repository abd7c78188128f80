"""Leaving the house: one exporter for pages, command line and schedules. The same rows and the same numbers in every format.

CSV opens with what it is (lines that start with #), then the rows; XLSX says it on a sheet of its own. Both are for people: codes stand in
words, a percentage of fewer than ten items is left empty, and text that a spreadsheet would take for a formula is guarded; numbers are
never touched. JSON and Parquet are for programs: codes and values as they are, with the same about beside the rows or in the metadata.
"""

import hashlib
import json
import re

import pyarrow as pa

from queries.export import delimited
from queries.export.about import AUDIENCES, DEMO, About, Chart, Reading, most_rows
from queries.export.audience import TOLD_APART, covered, masked, told_apart
from queries.export.cells import FORMULA, guarded, plain
from queries.export.terminal import text

__all__ = ["AUDIENCES", "About", "Chart", "DEMO", "FORMATS", "FORMULA", "MEDIA", "Reading", "TOLD_APART", "covered", "file_name", "formats", "guarded", "masked", "render", "sha256", "text", "told_apart"]

FORMATS = ("csv", "xlsx", "json", "parquet")
MEDIA = {"xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "csv": "text/csv", "json": "application/json", "parquet": "application/vnd.apache.parquet"}


def render(table: pa.Table, format: str, about: About, bom: bool = True) -> bytes:
    """The rows as a file. bom: begin a CSV with the mark by which Excel knows UTF-8. Raises ValueError for an XLSX of more rows than a sheet has."""
    if format == "csv":
        return delimited.render(table, about, bom)
    if format == "xlsx":
        from queries.export import workbook

        return workbook.render(table, about)
    if format == "json":
        return _json(table, about)
    if format == "parquet":
        return _parquet(table, about)
    raise ValueError(f"format must be one of {', '.join(FORMATS)}, not {format!r}")


def formats(rows: int, is_demo: bool = False) -> tuple[str, ...]:
    """The formats that hold so many rows."""
    return tuple(name for name in FORMATS if name != "xlsx" or rows <= most_rows(is_demo))


def file_name(about: About, format: str) -> str:
    """A name that says what, which edition, whether it is for the public and whether it is invented: 问题整改完成率-第3版-演示数据.csv."""
    public = ("公开" if about.language == "zh" else "public") if about.audience == "public" else ""
    parts = [(about.title or about.name)[:60], f"第{about.edition}版" if about.language == "zh" else f"edition-{about.edition}", public, "演示数据" if about.is_demo else ""]
    return re.sub(r'[\\/:*?"<>|\s\x00-\x1f\x7f\u200b-\u202e]+', "_", "-".join(part for part in parts if part)).lstrip(".") + f".{format}"


def sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _json(table: pa.Table, about: About) -> bytes:
    content = {"about": about.said(), "rows": table.to_pylist()}
    return json.dumps(content, ensure_ascii=False, indent=1, default=plain).encode("utf-8")


def _parquet(table: pa.Table, about: About) -> bytes:
    import pyarrow.parquet as pq

    sink = pa.BufferOutputStream()
    pq.write_table(table.replace_schema_metadata({"about": json.dumps(about.said(), ensure_ascii=False)}), sink, compression="zstd")
    return sink.getvalue().to_pybytes()
