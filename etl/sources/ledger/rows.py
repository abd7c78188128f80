"""The lines of one sheet as typed columns: cells parsed, merged cells filled, totals checked, personal data masked."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import accumulate, compress

from etl import masking, values
from etl.cells import EMPTY
from etl.sources import Issue
from etl.sources.ledger import caption, levels
from etl.sources.ledger import marks as marking
from etl.sources.ledger.header import Header, Placed
from etl.sources.ledger.marks import Marks
from etl.sources.ledger.vocabulary import PERSONAL, column_of
from etl.sources.ledger.workbook import Sheet

# What belongs to a problem holds for every line of it. An amount, a count or a rule merged over several lines is still one.
REPEATED = ("units.", "inspections.", "problems.", "measures.")
ONCE_PER_PROBLEM = ("measures.measure_text", "measures.number")
PROBLEM = ("problems.problem_text", "problems.heading", "problems.number")
OPEN_ENDED = ("长期", "持续", "立行立改", "立即", "即知即改", "即行即改", "常态", "随时", "已完成", "已整改", "完成")
WANTED_UNIT = "单位名称（每行都要写明；工作簿可用合并单元格，CSV 请逐行填写）"
WANTED_PROBLEM = "问题（这一行有整改措施而没有问题）"


@dataclass
class Lines:
    """The rows of one sheet by flat column, and what is to be said about them."""

    columns: dict[str, list] = field(default_factory=dict)
    locators: list[str] = field(default_factory=list)
    issues: list[Issue] = field(default_factory=list)
    remarks: list[Issue] = field(default_factory=list)
    masked: int = 0


@dataclass
class _Sheet:
    """A sheet on its way: its body as columns, what its lines are, and the typed columns so far."""

    file: str
    sheet: Sheet
    header: Header
    factor: int
    body: list
    marks: Marks
    lines: Lines
    found: list[tuple[int, int, Issue]] = field(default_factory=list)

    def issue(self, index: int, column: Placed | None, found: str, wanted: str) -> None:
        """Something wrong with the line `index`, remembered with its place in the sheet so that messages come in order."""
        place = self.sheet.place(index + self.header.last + 1)
        self.found.append((index, column.index if column else -1, Issue(self.file, place, column.header if column else "", caption.quoted(found), wanted)))


def read_sheet(file: str, sheet: Sheet, header: Header, unit: str | None = None, factor: int | None = None) -> Lines:
    """Type and fill the lines below a header; `unit` is the one that the sheet speaks of where it has no column of units."""
    body = sheet.rows[header.last + 1:]
    work = _Sheet(file, sheet, header, factor or 1, body, marking.mark(sheet, header, body), Lines())
    work.lines.masked += work.marks.people
    columns = list(zip(*body)) if body else []
    for column in header.placed:
        read_column(work, column, columns[column.index] if columns else ())
    check_totals(work, columns)
    finish(work, unit)
    work.lines.issues = [issue for _, _, issue in sorted(work.found, key=lambda found: found[:2])]
    return work.lines


def read_column(work: _Sheet, column: Placed, cells: Sequence) -> None:
    """Parse one column; the lines that are left out count as empty."""
    cells = list(cells)
    for index in work.marks.left_out:
        cells[index] = ""
    if column.flat == PERSONAL:
        work.lines.masked += sum(cell not in ("", None) and str(cell).strip() not in EMPTY for cell in cells)
        return
    kind = column_of(column.flat)
    typed, wrong = values.parse_column(kind, cells, column.factor or work.factor)
    if kind.type == "text":
        typed = masked_column(work, typed, column.flat)
    if kind.type in ("money", "integer"):
        wrong += negatives(typed, kind.type)
    if kind.type == "date":
        wrong = without_open_ended(work, column, wrong)
    for index, found, wanted in wrong:
        is_name = column.flat.startswith("discipline") and not any(character.isdigit() for character in found) and kind.type == "integer"
        work.issue(index, column, "文字（可能有姓名，不抄录）" if is_name and not found.startswith("#") else found, wanted)
    work.lines.columns[column.flat] = typed


def masked_column(work: _Sheet, typed: list, flat: str) -> list:
    texts = set(typed) - {None}
    changed = {text: found for text in texts if masking.might_name(text) and (found := masking.mask(text))[1]}
    if flat == "units.unit_name":
        changed |= {text: ("".join(text.split()), 0) for text in texts if text not in changed and len(text.split()) > 1}
    if not changed:
        return typed
    work.lines.masked += sum(changed[text][1] for text in typed if text in changed)
    return [changed[text][0] if text in changed else text for text in typed]


def negatives(typed: list, kind: str) -> values.Errors:
    wanted = "不小于 0 的金额" if kind == "money" else "不小于 0 的整数"
    return [(index, f"{value:,}" if kind == "money" else str(value), wanted) for index, value in enumerate(typed) if value is not None and value < 0]


def without_open_ended(work: _Sheet, column: Placed, wrong: values.Errors) -> values.Errors:
    """立行立改、长期坚持 where a day is asked for is no mistake: there is no day. It is said once for the column."""
    open_ended = [found for _, found, _ in wrong if found.startswith(OPEN_ENDED) and not any(character.isdigit() for character in found)]
    if open_ended:
        words = "、".join(f"“{word}”" for word in sorted(set(open_ended))[:3])
        work.lines.remarks.append(Issue(work.file, work.sheet.name, column.header, f"{words}等文字 {len(open_ended)} 处", "日期，如 2021-03-01（这些行按没有日期读入）"))
    return [error for error in wrong if error[1] not in open_ended]


def check_totals(work: _Sheet, columns: list) -> None:
    """Compare each total with the lines above it; a total itself is never a row."""
    for column in work.header.placed:
        if column.flat == PERSONAL or column_of(column.flat).type not in ("money", "integer"):
            continue
        typed, since = work.lines.columns[column.flat], 0
        for index, word in sorted(work.marks.totals.items()):
            cell = columns[column.index][index]
            (stated,), wrong = values.parse_column(column_of(column.flat), [cell], column.factor or work.factor)
            part, whole = (sum(value for value in typed[start:index] if value is not None) for start in (since, 0))
            if word == "小计":
                whole = part
            if stated is not None and stated not in (part, whole):
                work.lines.remarks.append(Issue(work.file, work.sheet.place(index + work.header.last + 1), column.header, f"{word} {amount(stated)}",
                                                f"各行之和 {amount(whole)}（按各行读入，{word}行不读）"))
            since = index + 1


def amount(value: Decimal | int) -> str:
    return f"{value:,} 元" if isinstance(value, Decimal) else f"{value:,}"


def finish(work: _Sheet, unit: str | None) -> None:
    """Fill merged cells, drop the lines that are no rows, carry problems on to their further measures, and name what is missing."""
    columns, lines = work.lines.columns, work.lines
    kept = kept_lines(work)
    fill_merged(work)
    if work.marks.sections and "problems.aspect" not in columns:
        columns["problems.aspect"] = carried(work.marks.sections, len(work.body))
    if not all(kept):
        for flat in columns:
            columns[flat] = list(compress(columns[flat], kept))
    positions = list(compress(range(len(kept)), kept))
    if unit and not work.header.has_unit:
        columns["units.unit_name"] = [unit] * len(positions)
    continued = levels.continuing(columns)
    for flat in levels.to_measures(columns, continued):
        said = next(column.header for column in work.header.placed if column.flat == flat)
        lines.remarks.append(Issue(work.file, work.sheet.name, said, "同一问题的各行写得不同", "问题的一个值（按各条措施读入；问题取最迟的日期、最低的状态）"))
    continue_problems(columns, continued)
    name_missing(work, positions)
    first = work.header.last + 2
    lines.locators = [f"{work.sheet.name}!{index + first}" for index in positions]


def kept_lines(work: _Sheet) -> list[bool]:
    """Lines with something of their own; one that holds nothing but a number (or only what is not read) is an empty form line."""
    kept = [index not in work.marks.left_out for index in range(len(work.body))]
    substance = [typed for flat, typed in work.lines.columns.items() if flat != "problems.number"]
    for index, filled in enumerate(work.marks.filled):
        if filled <= 3 and kept[index]:
            kept[index] = any(typed[index] is not None for typed in substance)
    return kept


def fill_merged(work: _Sheet) -> None:
    """Repeat a merged cell over the lines that it is merged over, where the column belongs to the whole problem."""
    columns, start = work.lines.columns, work.header.last + 1
    by_index = {column.index: column.flat for column in work.header.placed if column.flat.startswith(REPEATED)}
    own = [columns[flat] for flat in PROBLEM if flat in columns]
    has_problem = [any(typed[index] is not None for typed in own) for index in range(len(work.body))] if work.sheet.merges else []
    for (top, left), (bottom, right) in work.sheet.merges:
        flat = by_index.get(left)
        if flat is None or top < start or bottom == top:
            continue
        typed = columns[flat]
        for index in range(top - start + 1, min(bottom - start + 1, len(typed))):
            if flat not in ONCE_PER_PROBLEM or has_problem[index]:
                typed[index] = typed[top - start]


def carried(sections: dict[int, str], count: int) -> list[str | None]:
    carried, current = [], None
    for index in range(count):
        current = sections.get(index, current)
        carried.append(current)
    return carried


def continue_problems(columns: dict[str, list], continued: Sequence[bool]) -> None:
    """Give the lines that go on with a problem the facts of the line that it begins on."""
    if not any(continued):
        return
    source = list(accumulate(range(len(continued)), lambda above, index: above if continued[index] else index))
    for flat, typed in columns.items():
        if flat.startswith(("units.", "inspections.", "problems.")):
            columns[flat] = [typed[at] if value is None else value for value, at in zip(typed, source)]


def name_missing(work: _Sheet, positions: list[int]) -> None:
    columns = work.lines.columns
    units = [columns[flat] for flat in ("units.unit_name", "units.unit_id") if flat in columns]
    named = next((column for column in work.header.placed if column.flat in ("units.unit_name", "units.unit_id")), None)
    if units and any(None in typed for typed in units):
        for row, index in enumerate(positions):
            if all(typed[row] is None for typed in units):
                work.issue(index, named, "", WANTED_UNIT)
    problems = [columns[flat] for flat in PROBLEM if flat in columns]
    measures = columns.get("measures.measure_text", [])
    if problems and any(None in typed for typed in problems):
        heading = next(column for column in work.header.placed if column.flat in PROBLEM)
        for row, measure in enumerate(measures):
            if measure is not None and all(typed[row] is None for typed in problems):
                work.issue(positions[row], heading, "", WANTED_PROBLEM)
