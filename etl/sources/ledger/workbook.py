"""A file's bytes as sheets of cells: XLSX and XLS through calamine, CSV decoded here."""

import gc
import io
from dataclasses import dataclass, field

import python_calamine as calamine

from etl.sources.ledger import archive, delimited
from etl.sources.ledger.archive import Unreadable

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
XLS = "application/vnd.ms-excel"
CSV = "text/csv"
TEXT_SUFFIXES = (".csv", ".tsv", ".txt")

Merge = tuple[tuple[int, int], tuple[int, int]]


@dataclass(frozen=True)
class Sheet:
    """One sheet: its rows from the first row and column on, and its merged ranges (first cell, last cell), all counted from 0."""

    name: str
    rows: list[list]
    merges: list[Merge] = field(default_factory=list)

    def place(self, row: int) -> str:
        """Where a message says that a row (counted from 0) stands."""
        return f"{self.name} › 第 {row + 1} 行"


@dataclass(frozen=True)
class Workbook:
    """All visible sheets of one file, and the names of those that are hidden."""

    sheets: list[Sheet]
    media_type: str
    encoding: str | None = None
    hidden: tuple[str, ...] = ()


def open_workbook(data: bytes, suffix: str) -> Workbook:
    """Read a file by its content, not by its name; raises Unreadable saying what it is instead."""
    if not data:
        raise Unreadable("空文件（0 字节）", "有内容的台账")
    is_text = suffix.lower() in TEXT_SUFFIXES
    if data[:4] == b"PK\x03\x04" or data[:8] == archive.OLE:
        if is_text:
            raise Unreadable("Excel 工作簿，扩展名却是 " + suffix, "扩展名 .xlsx 或 .xls（请改名后再交）")
        return excel(data)
    name = archive.web_page(data)
    if name:
        raise Unreadable(name, "真正的工作簿（请用 Excel 打开，另存为 .xlsx）")
    if not is_text:
        raise Unreadable(f"扩展名为 {suffix} 而内容不是工作簿", "完整的 .xlsx 或 .xls（若本是文本，请改扩展名为 .csv；若是下载中断，请重新取得）")
    rows, encoding = delimited.rows(data)
    return Workbook([Sheet("CSV", rows)], CSV, encoding)


def excel(data: bytes) -> Workbook:
    is_zip = data[:2] == b"PK"
    errors = archive.examine(data) if is_zip else {}
    if not is_zip and archive.is_encrypted(data):
        raise Unreadable("有打开密码的工作簿", "没有密码的工作簿（请在 Excel 中去掉密码后另存）")
    try:
        with calamine.CalamineWorkbook.from_filelike(io.BytesIO(data)) as book:
            worksheets = [sheet for sheet in book.sheets_metadata if sheet.typ == calamine.SheetTypeEnum.WorkSheet]
            shown = [sheet.name for sheet in worksheets if sheet.visible == calamine.SheetVisibleEnum.Visible]
            hidden = tuple(sheet.name for sheet in worksheets if sheet.name not in shown)
            return Workbook([grid(book, name, errors.get(name, {})) for name in shown], XLSX if is_zip else XLS, hidden=hidden)
    except calamine.PasswordError:
        raise Unreadable("有打开密码的工作簿", "没有密码的工作簿（请在 Excel 中去掉密码后另存）") from None
    except Unreadable:
        raise
    except BaseException as problem:  # calamine's parser may panic, which is no Exception
        if not isinstance(problem, (calamine.CalamineError, OSError, ValueError)) and type(problem).__name__ != "PanicException":
            raise
        raise Unreadable(f"读不出的工作簿（{' '.join(str(problem).split())[:60]}）", "完整的 .xlsx 或 .xls（请用 Excel 打开并另存，或重新取得）") from None


def grid(book, name: str, errors: dict[tuple[int, int], str]) -> Sheet:
    sheet = book.get_sheet_by_name(name)
    is_collecting = gc.isenabled()
    gc.disable()  # a hundred thousand new lists would set off the collector again and again, for nothing
    try:
        rows = sheet.to_python(skip_empty_area=False)
    finally:
        if is_collecting:
            gc.enable()
    for (row, column), error in errors.items():
        if row < len(rows) and column < len(rows[row]):
            rows[row][column] = error
    return Sheet(name, rows, sheet.merged_cell_ranges or [])
