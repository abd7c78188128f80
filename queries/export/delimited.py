"""Rows as CSV: lines that say what it is (they start with #), the heading, the rows."""

import csv
import io

import pyarrow as pa

from queries.export.about import About
from queries.export.cells import for_people, guarded, is_text, plain


def render(table: pa.Table, about: About, bom: bool) -> bytes:
    """bom: begin with the mark by which Excel knows UTF-8."""
    table, remarks = for_people(table, about)
    out = io.StringIO(newline="")
    lines = csv.writer(out, lineterminator="\r\n")
    lines.writerows([[" ".join(f"# {label}: {text}".splitlines())] for label, text in about.lines(remarks)])
    lines.writerow([guarded(about.labels.get(name, name)) for name in table.column_names])
    lines.writerows(zip(*(_cells(table.column(name)) for name in table.column_names)))
    return (b"\xef\xbb\xbf" if bom else b"") + out.getvalue().encode("utf-8")


def _cells(column: pa.ChunkedArray) -> list:
    """Cells in full precision; only text is guarded, so a negative number stays a number."""
    if is_text(column):
        return ["" if value is None else guarded(value) for value in column.to_pylist()]
    return ["" if value is None else plain(value) for value in column.to_pylist()]
