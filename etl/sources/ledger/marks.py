"""Lines of a sheet that are no rows of the ledger: blank lines, totals, footers, repeated headers, numbering, section titles."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from etl.sources.ledger import caption
from etl.sources.ledger.header import Header
from etl.sources.ledger.vocabulary import label
from etl.sources.ledger.workbook import Sheet

LOOKED_AT = 4  # a total or a footer is named in one of the first columns
TOTAL = re.compile(r"\s*(?P<of>\S.{0,20}?)??\s*(?P<word>合\s*计|小\s*计|总\s*计|共\s*计|累\s*计)\s*(?:[(（][^()（）]*[)）])?\s*[:：]?\s*")
SECTION = re.compile(r"\s*(?:[一二三四五六七八九十]{1,3}、|[(（][一二三四五六七八九十]{1,3}[)）]).{2,60}", re.S)
FOOTER_STARTS = frozenset("填制审复经联分主单负签报说备注盖公（(")
TEXTS = ("problems.problem_text", "problems.heading", "measures.measure_text", "problems.rectification_text")


@dataclass
class Marks:
    """By line (counted from 0 below the header): what is left out and why; sections keep the words that they give to the lines below."""

    filled: list[int]
    left_out: set[int] = field(default_factory=set)
    totals: dict[int, str] = field(default_factory=dict)
    sections: dict[int, str] = field(default_factory=dict)
    people: int = 0


def mark(sheet: Sheet, header: Header, body: Sequence[Sequence]) -> Marks:
    """Look at every line once, and closely only at those that may be something else."""
    width = len(body[0]) if body else 0
    marks = Marks([width - row.count("") for row in body])
    marks.left_out = {index for index, filled in enumerate(marks.filled) if not filled}
    texts = {column.index for column in header.placed if column.flat in TEXTS}
    for index in suspects(header, body, width):
        look(index, body[index], header, texts, marks)
    if body and (first := next((index for index, filled in enumerate(marks.filled) if filled), None)) is not None and is_numbering(body[first]):
        marks.left_out.add(first)
    sections(sheet, header, body, marks)
    return marks


def suspects(header: Header, body: Sequence[Sequence], width: int) -> list[int]:
    """Lines with a cell in the first columns that reads like a total, a footer or the header again."""
    titles = {column.header.rpartition(" › ")[2] for column in header.placed}
    found = set()
    for column in range(min(LOOKED_AT, width)):
        cells = [row[column] for row in body]
        odd = {cell for cell in set(cells) if type(cell) is str and (
            ("计" in cell and TOTAL.fullmatch(cell)) or " ".join(cell.split()) in titles
            or (cell.lstrip()[:1] in FOOTER_STARTS and len(cell) < 200 and caption.FOOTER.fullmatch(caption.normal(cell))))}
        if odd:
            found.update(index for index, cell in enumerate(cells) if cell in odd)
    return sorted(found)


def look(index: int, row: Sequence, header: Header, texts: set[int], marks: Marks) -> None:
    """Decide about one suspect line."""
    at, first = next((at, cell) for at, cell in enumerate(row) if cell != "")
    if all(label(str(row[column.index])).full == label(column.header.rpartition(" › ")[2]).full for column in header.placed):
        marks.left_out.add(index)
    elif isinstance(first, str) and caption.FOOTER.fullmatch(caption.normal(first)) and (at not in texts or marks.filled[index] == 1):
        marks.left_out.add(index)
        marks.people += people_in(row)
    else:
        for column, cell in enumerate(row[:LOOKED_AT]):
            found = TOTAL.fullmatch(cell) if isinstance(cell, str) else None
            if found and (column not in texts or not found["of"]):
                marks.left_out.add(index)
                marks.totals[index] = "".join(found["word"].split())
                return


def people_in(row: Sequence) -> int:
    """Names and telephones in a footer, in the cell of their label or in the one after it."""
    return caption.people(" ".join(str(cell).strip() for cell in row if cell != ""))


def is_numbering(row: Sequence) -> bool:
    """1 2 3 4 … below the header: numbers of columns, not a row."""
    cells = [cell for cell in row if cell != ""]
    numbers = [str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell).strip("()（） ") for cell in cells]
    return len(numbers) >= 3 and numbers == [str(number) for number in range(1, len(numbers) + 1)]


def sections(sheet: Sheet, header: Header, body: Sequence[Sequence], marks: Marks) -> None:
    """一、党的领导方面 over the whole width: the aspect of the lines below it, not a problem."""
    start, wide = header.last + 1, set()
    for (top, left), (bottom, right) in sheet.merges:
        if top >= start and 2 * (right - left + 1) > len(header.placed) and right > left:
            wide.add(top - start)
    leading = min((column.index for column in header.placed), default=0)
    for index, filled in enumerate(marks.filled):
        if filled == 1 and index not in marks.left_out:
            at, cell = next((at, cell) for at, cell in enumerate(body[index]) if cell != "")
            if isinstance(cell, str) and (index in wide or at <= leading and SECTION.fullmatch(cell)):
                marks.left_out.add(index)
                marks.sections[index] = re.sub(r"^\s*(?:[一二三四五六七八九十]{1,3}、|[(（][一二三四五六七八九十]{1,3}[)）])\s*", "", cell).strip()
