"""Grids written as an XLSX workbook or a CSV, byte for byte the same each time."""

import csv
import io
from datetime import date, datetime
from itertools import groupby
from pathlib import Path

import xlsxwriter

from etl.demo.grids import Grid

_CREATED = datetime(2026, 6, 30)


def write_xlsx(path: Path, grids: list[Grid]) -> None:
    """All grids as sheets of one workbook; few formats, since each costs in every cell that bears it."""
    book = xlsxwriter.Workbook(path, {"in_memory": True, "strings_to_numbers": False, "strings_to_urls": False, "strings_to_formulas": False})
    book.set_properties({"title": grids[0].titles[0], "created": _CREATED})
    formats = {
        "title": book.add_format({"bold": True, "font_size": 14, "align": "center"}),
        "header": book.add_format({"bold": True, "align": "center", "text_wrap": True, "bg_color": "#DDE6EE"}),
        "merged": book.add_format({"valign": "vcenter", "text_wrap": True}),
        "date": book.add_format({"num_format": "yyyy/m/d"}),
        "merged_date": book.add_format({"num_format": "yyyy/m/d", "valign": "vcenter"}),
    }
    for grid in grids:
        _write_sheet(book.add_worksheet(grid.name), grid, formats)
    book.close()


def _write_sheet(sheet, grid: Grid, formats: dict) -> None:
    width = len(grid.headers[-1]) if grid.headers else 1
    for row, title in enumerate(grid.titles):
        if width > 1:
            sheet.merge_range(row, 0, row, width - 1, title, formats["title"])
        else:
            sheet.write_string(row, 0, title)
    top = len(grid.titles)
    _write_headers(sheet, grid.headers, top, formats["header"])
    if grid.headers:
        sheet.freeze_panes(top + len(grid.headers), 0)
        sheet.set_column(0, width - 1, 14)
    _write_body(sheet, grid, top + len(grid.headers), formats)


def _write_headers(sheet, headers: list[list[str]], top: int, header) -> None:
    """The upper of two rows is merged over its group; what has no group is merged downwards."""
    for row, names in enumerate(headers):
        for column, name in enumerate(names):
            sheet.write_string(top + row, column, name, header)
    if len(headers) < 2:
        return
    column = 0
    for group, members in groupby(headers[0]):
        width = len(list(members))
        if not group:
            for lone in range(column, column + width):
                sheet.merge_range(top, lone, top + 1, lone, headers[1][lone], header)
        elif width > 1:
            sheet.merge_range(top, column, top, column + width - 1, group, header)
        column += width


def _write_body(sheet, grid: Grid, top: int, formats: dict) -> None:
    for row, values in enumerate(grid.body, top):
        for column, value in enumerate(values):
            if value is None:
                continue
            if isinstance(value, str):
                sheet.write_string(row, column, value)
            elif isinstance(value, date):
                sheet.write_datetime(row, column, value, formats["date"])
            else:
                sheet.write_number(row, column, value)
    for first, column, last, last_column in grid.merges:
        value = grid.body[first][column]
        merged = formats["merged_date" if isinstance(value, date) else "merged"]
        sheet.merge_range(top + first, column, top + last, last_column, value, merged)


def write_csv(path: Path, grid: Grid, encoding: str) -> None:
    """One grid as text; a title stands in the first cell of its own line."""
    text = io.StringIO()
    lines = csv.writer(text, lineterminator="\r\n")
    width = len(grid.headers[-1])
    lines.writerows([title, *[""] * (width - 1)] for title in grid.titles)
    lines.writerows(grid.headers)
    lines.writerows(["" if value is None else _text(value) for value in row] for row in grid.body)
    path.write_bytes(text.getvalue().encode(encoding))


def _text(value) -> str:
    """Up to four decimals, as a cell of 万元 shows them: never an exponent, never binary dust."""
    return f"{value:.4f}".rstrip("0").rstrip(".") if isinstance(value, float) else str(value)
