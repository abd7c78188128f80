"""Tables as a page shows them, read back for a file: Markdown becomes text, figures become numbers again, and each column has one type."""

import re
from collections.abc import Sequence
from datetime import date
from decimal import Decimal

import pyarrow as pa

from queries.codes import PERCENT

EMPTY = ("", "—")
ADDRESS = re.compile(r"(trace|unit|review)\?\w+=")
DIRECTIVE = re.compile(r"(?<!\\):[a-z-]+\[((?:\\.|[^\[\]\\])*)\]")
LINK = re.compile(r"\[((?:\\.|[^\[\]\\])*)\]\([^()\s]*\)")
SIGNS = re.compile(r"(?<!\\)(:material/\w+:|\*\*|`|\u200b|\u2060)")
NUMBER = re.compile(r"[+−-]?(0|[1-9]\d*|[1-9]\d{0,2}(,\d{3})+)(\.\d+)?%?")
DAY = re.compile(r"(\d{4})(?:-|年)(\d{1,2})(?:-|月)(\d{1,2})日?")


def table(head: Sequence[str], lines: Sequence[Sequence[object]], is_markdown: bool) -> tuple[pa.Table, dict[str, str]]:
    """The table, and the number formats of its percentages. Columns that only hold links of one wording are left out."""
    columns, formats = {}, {}
    for place, title in enumerate(head):
        cells = [line[place] for line in lines]
        if _leads_away(cells):
            continue
        values, is_percent = column([text(cell) if is_markdown else cell for cell in cells])
        name = _distinct(title.replace("\u200b", ""), columns)
        columns[name] = values
        formats |= {name: PERCENT} if is_percent else {}
    return pa.table(columns), formats


def column(cells: Sequence[object]) -> tuple[pa.Array, bool]:
    """One column, typed where all that stands in it is of that type; and whether it holds percentages."""
    cells = [None if cell is None or (isinstance(cell, str) and cell.strip() in EMPTY) else cell for cell in cells]
    said = [cell for cell in cells if cell is not None]
    if not all(isinstance(cell, str) for cell in said):
        return _of_values(cells), False
    if said and all(NUMBER.fullmatch(cell) for cell in said) and len({cell.endswith("%") for cell in said}) == 1:
        return _numbers(cells), said[0].endswith("%")
    days = [None if cell is None else _day(cell) for cell in cells]
    if said and sum(day is not None for day in days) == len(said):
        return pa.array(days, pa.date32()), False
    return pa.array(cells, pa.string()), False


def text(cell: object) -> str:
    """What a reader sees of Markdown: words of links and badges, no signs."""
    found, before = str(cell or "").replace("  \n", " "), None
    while found != before:
        before = found
        found = LINK.sub(r"\1", DIRECTIVE.sub(r"\1", found))
    return re.sub(r"\\([!-/:-@\[-`{-~])", r"\1", SIGNS.sub("", found)).strip()


def _of_values(cells: Sequence[object]) -> pa.Array:
    try:
        return pa.array([float(cell) if isinstance(cell, int | float) and not isinstance(cell, bool) and any(isinstance(each, float) for each in cells) else cell for cell in cells])
    except (pa.ArrowInvalid, pa.ArrowTypeError):
        return pa.array([None if cell is None else str(cell) for cell in cells], pa.string())


def _numbers(cells: Sequence[str | None]) -> pa.Array:
    found = [None if cell is None else Decimal(cell.rstrip("%").replace(",", "").replace("−", "-")) for cell in cells]
    scale = max(-each.as_tuple().exponent for each in found if each is not None)
    return pa.array([None if each is None else int(each) for each in found], pa.int64()) if scale == 0 else pa.array(found, pa.decimal128(38, scale))


def _day(cell: str) -> date | None:
    found = DAY.fullmatch(cell)
    try:
        return date(*map(int, found.groups())) if found else None
    except ValueError:
        return None


def _leads_away(cells: Sequence[object]) -> bool:
    """A column of addresses inside the dashboard, or of one word that leads to different ones, says nothing in a file."""
    if cells and all(isinstance(cell, str) and ADDRESS.match(cell) for cell in cells):
        return True
    return len(cells) > 0 and all(LINK.fullmatch(str(cell or "")) for cell in cells) and len({text(cell) for cell in cells}) == 1 and len({str(cell) for cell in cells}) == len(cells) > 1


def _distinct(title: str, taken) -> str:
    number, name = 2, title
    while name in taken:
        name, number = f"{title} {number}", number + 1
    return name
