"""Rows as an Excel workbook: typed cells under a frozen heading, what the file is on a sheet of its own, and pictures of a comparison."""

import io
from datetime import datetime
from math import ceil

import pyarrow as pa
import xlsxwriter

from queries.export.about import DEMO, About, most_rows
from queries.export.cells import for_people, is_text
from queries.export.sheet import Sheet, Texts, body, head, line
from queries.export.terminal import width

NAMES = {"zh": ("数据", "图表", "同类比较", "说明"), "en": ("Data", "Chart", "Peers", "About")}
ABOUT, LINE_HEIGHT = 100, 15.0                   # columns of characters, and points
PAGE = 170                                      # columns of characters that are still read on a page of A4 across
NARROWEST, WIDEST, LOOKED_AT = 8, 44, 500       # columns of characters; how many different texts are measured
INK, GROUND, LINE = "#22303c", "#eef2f5", "#b8c4ce"
MONEY, DAY = "#,##0.00", "yyyy-mm-dd"
OPTIONS = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}


class TooManyRows(ValueError):
    """More rows than a sheet has; the message says how many and what to do."""


def render(table: pa.Table, about: About) -> bytes:
    """The rows as XLSX; raises TooManyRows where a sheet cannot hold them all."""
    refuse(table.num_rows, about)
    codes, (table, remarks) = table, for_people(table, about)
    out, size = io.BytesIO(), table.num_rows * table.num_columns
    book = xlsxwriter.Workbook(out, OPTIONS | {"use_zip64": size > 20_000_000})
    book.set_properties({"title": about.title, "comments": about.command, "created": _made_at(about)})
    texts, (data, *pictures, said) = Texts(book), NAMES[about.language]
    _data(book, book.add_worksheet(data, Sheet), table, about, texts)
    if about.reading.chart is not None:
        from queries.export import charts       # what draws needs the statistics, and most workbooks draw nothing

        charts.draw(book, pictures, codes, table, about, Texts(book))
    _about(book, book.add_worksheet(said, Sheet), about, remarks, texts)
    book.close()
    return out.getvalue()


def refuse(rows: int, about: About) -> None:
    most = most_rows(about.is_demo)
    if rows > most:
        raise TooManyRows(f"{rows:,} 行放不进一张 Excel 工作表（最多 {most:,} 行），请改用 CSV 或 Parquet。{rows:,} rows do not fit a sheet of Excel ({most:,} at most); take CSV or Parquet.")


def _top(about: About) -> int:
    """Rows above the heading: invented data is called so there."""
    return 1 if about.is_demo else 0


def _data(book, sheet: Sheet, table: pa.Table, about: About, texts: Texts) -> None:
    top, names, last = _top(about), table.column_names, table.num_columns - 1
    labels = [about.labels.get(name, name) for name in names]
    widths = [_width(label, table.column(name)) for label, name in zip(labels, names)]
    styles = [_style(book, about, name, table.column(name), space) for name, space in zip(names, widths)]
    for place, space in enumerate(widths):
        sheet.set_column(place, place, min(space, WIDEST) + 2)
    opening = head([DEMO[about.language]], 1, _demo(book), texts) if top else ""
    opening += head(labels, top + 1, _heading(book), texts)
    rows = body(table, top + 2, styles, texts)
    sheet.take(_first(opening, rows), top + table.num_rows, last)
    sheet.freeze_panes(top + 1, 2 if names[:2] == ["unit_id", "unit_name"] else 0)
    sheet.autofilter(top, 0, top + table.num_rows, last)
    sheet.ignore_errors({"number_stored_as_text": f"A1:{xlsxwriter.utility.xl_rowcol_to_cell(top + table.num_rows, last)}"})
    _printed(sheet, about, ceil(sum(min(space, WIDEST) + 2 for space in widths) / PAGE))
    sheet.repeat_rows(0, top)
    if names[:2] == ["unit_id", "unit_name"]:
        sheet.repeat_columns(0, 1)


def _about(book, sheet: Sheet, about: About, remarks: tuple[str, ...], texts: Texts) -> None:
    """Label and text, a line each. Written last, because it counts what the other sheets could not hold."""
    lines = about.lines((*remarks, *_not_held(texts, about.language == "zh")))
    label, wrapped = (book.add_format({"valign": "top", **form}) for form in ({"bold": True, "font_color": INK}, {"text_wrap": True}))
    sheet.set_column(0, 0, 14, None)
    sheet.set_column(1, 1, ABOUT, None)
    lines += [(heading, f"{name}：{meaning}" if about.language == "zh" else f"{name}: {meaning}") for heading, name, meaning in about.columns]
    styles = [label._get_xf_index(), wrapped._get_xf_index()]
    sheet.take([line(list(pair), number, styles, texts, LINE_HEIGHT * _wrapped(pair[1])) for number, pair in enumerate(lines, 1)], len(lines) - 1, 1)
    _printed(sheet, about)


def _wrapped(text: str) -> int:
    """Into how many lines a text falls."""
    return sum(max(1, ceil(width(part) / (ABOUT - 4))) for part in text.splitlines() or [""])


def _not_held(texts: Texts, zh: bool) -> list[str]:
    said = [
        (texts.removed, "删去 {} 个工作簿不能保存的控制字符", "{} control characters that a workbook cannot hold were removed"),
        (texts.cut, "{} 个单元格的文字超过 32,767 字，已截短；全文见 CSV 或 Parquet", "{} texts of more than 32,767 characters were cut; CSV and Parquet have them whole"),
        (texts.digits, "{} 个数超过 15 位有效数字，按文字保存，一位不少", "{} numbers of more than 15 digits stand as text, so that no digit is lost"),
    ]
    return [(chinese if zh else english).format(f"{count:,}") for count, chinese, english in said if count]


def _style(book, about: About, name: str, column: pa.ChunkedArray, space: int) -> int:
    kind, form = column.type, {"valign": "top"}
    if is_text(column):
        form |= {"text_wrap": True} if space > WIDEST else {}
    elif pa.types.is_date(kind):
        form |= {"num_format": DAY}
    elif name in about.reading.formats:
        form |= {"num_format": about.reading.formats[name]}
    elif pa.types.is_decimal(kind) and kind.scale > 0:
        form |= {"num_format": MONEY}
    return book.add_format(form)._get_xf_index()


def _heading(book) -> int:
    return book.add_format({"bold": True, "font_color": INK, "bg_color": GROUND, "bottom": 1, "bottom_color": LINE, "text_wrap": True, "valign": "vcenter"})._get_xf_index()


def _demo(book) -> int:
    return book.add_format({"bold": True, "font_color": "#9a5b00"})._get_xf_index()


def _width(label: str, column: pa.ChunkedArray) -> int:
    """As wide as what stands in it; a heading may take two lines, and has a filter's button beside it."""
    shown = column.slice(0, LOOKED_AT * 4).unique().slice(0, LOOKED_AT).to_pylist()
    longest = max((width(line) for value in shown if value is not None for line in _shown(value).splitlines()), default=0)
    return max(NARROWEST, longest, min(width(label) + 2, 22))


def _shown(value) -> str:
    return f"{value:.2f}" if isinstance(value, float) else f"{value:,}" if not isinstance(value, str) and hasattr(value, "as_tuple") else str(value)[:200]


def _printed(sheet, about: About, pages: int = 1) -> None:
    """On paper: landscape, no wider than so many pages, and called invented where it is."""
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(pages, 0)
    sheet.set_footer("&R&P / &N")
    if about.is_demo:
        sheet.set_header("&C" + DEMO[about.language])


def _first(opening: str, rows):
    yield opening
    yield from rows


def _made_at(about: About) -> datetime:
    """The day of the edition, not of the file, so that the same question gives the same bytes."""
    try:
        return datetime.fromisoformat(about.made_at).replace(tzinfo=None)
    except ValueError:
        return datetime(2000, 1, 1)
