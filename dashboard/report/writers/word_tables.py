"""Tables in Word: a head that comes again on every page, rows that no page parts, widths that are said and not guessed."""

from docx.opc.part import Part
from docx.oxml.ns import qn
from lxml.etree import _Element as Element

from dashboard.report.document import Number, Numbers, Run, Table
from dashboard.report.writers import columns, word_xml
from dashboard.report.writers.cleaning import safe_link
from dashboard.report.writers.columns import Fit
from dashboard.report.writers.look import TABLE_LINE, TABLE_SIDE, TABLE_SPACE
from dashboard.report.writers.typeset import LONG_CELL
from dashboard.report.writers.word_xml import w

TWENTIETHS_PER_MM = 1440 / 25.4
STRONG, THIN, HAIR = ({"sz": 8, "color": "1A1F26"}, {"sz": 5, "color": "1A1F26"}, {"sz": 3, "color": "C4CAD1"})


def data_table(part: Part, table: Table, fit: Fit, width: float, usual: float) -> Element:
    """width: mm of the whole. usual: points of the style's type; a smaller size is set on every run."""
    widths = _twentieths(fit.widths, width)
    size = None if abs(fit.size - usual) < 0.1 else round(fit.size * 2)
    made = _frame(widths, {"top": STRONG, "bottom": STRONG, "insideH": HAIR})
    head = w("tr", w("trPr", w("cantSplit"), w("tblHeader")))
    for index, (words, each) in enumerate(zip(table.head, widths, strict=True)):
        borders = w("tcBorders", w("bottom", val="single", space=0, **THIN))
        content = _paragraph("TableHead", [word_xml.text(words)], _is_end(table, index), size)
        ground = w("shd", val="clear", color="auto", fill="EEF2F6")
        head.append(w("tc", w("tcPr", w("tcW", w=each, type="dxa"), borders, ground, w("vAlign", val="bottom")), content))
    made.append(head)
    made.extend(_row(part, table, row, widths, size) for row in table.rows)
    if columns.is_short(table):
        for line in [line for row in made.tr_lst[:-1] for line in row.iter(qn("w:p"))]:
            line.pPr.append(w("keepNext"))
    return made


def _row(part: Part, table: Table, row: tuple[tuple[Run, ...], ...], widths: list[int], size: int | None) -> Element:
    is_long = any(len(columns.words_of(cell)) > LONG_CELL for cell in row)
    made = w("tr", None if is_long else w("trPr", w("cantSplit")))
    for index, (cell, width) in enumerate(zip(row, widths, strict=True)):
        content = _paragraph("TableText", list(word_xml.runs(part, cell)), _is_end(table, index), size)
        made.append(w("tc", w("tcPr", w("tcW", w=width, type="dxa")), content))
    return made


def _paragraph(style: str, content: list[Element], is_end: bool, size: int | None) -> Element:
    made = word_xml.paragraph(style, *content)
    if is_end:
        made.pPr.append(w("jc", val="right"))
    for run in made.iter(qn("w:r")) if size else ():
        marks = run.get_or_add_rPr()
        marks.append(w("sz", val=size))
        marks.append(w("szCs", val=size))
    if size:
        made.pPr.insert(1, w("spacing", line=round(size / 2 * TABLE_LINE * 20), lineRule="exact"))
    return made


def _is_end(table: Table, index: int) -> bool:
    return index < len(table.align) and table.align[index] == "end"


def numbers_table(part: Part, numbers: Numbers, width: float) -> Element:
    """Five side by side at most; more begin another row."""
    across = columns.across(numbers)
    rows = [numbers.numbers[start : start + across] for start in range(0, len(numbers.numbers), across)]
    filled = [[_number(part, number) for number in row] for row in rows]
    made = plain([[*row, *([word_xml.paragraph("NumberLabel")] for _ in range(across - len(row)))] for row in filled], (1 / across,) * across, width)
    for row, line in zip(filled, made.tr_lst, strict=True):
        for cell in line.tc_lst[: len(row)]:
            cell.tcPr.append(w("tcBorders", w("left", val="single", sz=14, space=0, color="1F4E79")))
    return made


def _number(part: Part, number: Number) -> list[Element]:
    link = safe_link(number.link)
    value = word_xml.text(number.value)
    return [
        word_xml.paragraph("NumberLabel", word_xml.text(number.label)),
        word_xml.paragraph("NumberValue" if columns.is_figure(number.value) else "NumberReason", word_xml.linked(part, link, value) if link else value),
        *([word_xml.paragraph("NumberNote", word_xml.text(number.note))] if number.note else []),
    ]


def plain(rows: list[list[list[Element]]], shares: tuple[float, ...], width: float, rules: bool = False) -> Element:
    """Rows of cells without lines: facts, pictures side by side, the seal. Every cell ends with a paragraph, as Word demands."""
    widths = _twentieths(shares, width)
    line = {"sz": 6, "color": "1F4E79"}
    made = _frame(widths, {"top": line, "bottom": line} if rules else {})
    made.extend(
        w("tr", w("trPr", w("cantSplit")), *(w("tc", w("tcPr", w("tcW", w=each, type="dxa")), *cell) for cell, each in zip(row, widths, strict=True)))
        for row in rows
    )
    return made


def _frame(widths: list[int], borders: dict[str, dict[str, object]]) -> Element:
    around = {"top": TABLE_SPACE, "left": TABLE_SIDE, "bottom": TABLE_SPACE, "right": TABLE_SIDE}
    sides = [w(side, val="single", space=0, **borders[side]) if side in borders else w(side, val="nil") for side in (*around, "insideH", "insideV")]
    margins = w("tblCellMar", *(w(side, w=round(points * 20), type="dxa") for side, points in around.items()))
    properties = w("tblPr", w("tblW", w=sum(widths), type="dxa"), w("tblBorders", *sides), w("tblLayout", type="fixed"), margins)
    return w("tbl", properties, w("tblGrid", *(w("gridCol", w=width) for width in widths)))


def _twentieths(shares: tuple[float, ...], width: float) -> list[int]:
    return [round(share * width * TWENTIETHS_PER_MM) for share in shares]
