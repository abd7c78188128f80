"""Find the header of a sheet below its title rows, in one row or in two, and say which flat column each of its cells is."""

import re
from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

from etl import values
from etl.sources.ledger import caption, vocabulary
from etl.sources.ledger.vocabulary import PERSONAL, TO_MEASURES, label
from etl.sources.ledger.workbook import Sheet

SEARCHED_ROWS = 30
TITLE = re.compile(r":.|台账|清单|一览表|统计表|情况表|汇总表")  # 单位：万元, 某某局整改台账: above a header, not part of it
SUBJECTS = ("problems.problem_text", "problems.heading", "problems.number", "problems.status", "measures.", "funds.", "discipline", "rules.")
PROSE_OR_STATUS = {label(words).bare for words in ("整改情况", "完成情况", "整改进展", "整改完成情况", "措施完成情况", "措施进展", "措施落实情况")}
# A header that yields where another one says the same thing more plainly: it becomes the second column, or is not read.
YIELDS = {"责任单位": "problems.responsible_department", "整改责任单位": "problems.responsible_department", "整改单位": "problems.responsible_department",
          "序号": None, "编号": None}
IGNORED = ""


@dataclass(frozen=True)
class Placed:
    """One column of a sheet: where it stands, its header as written (group › header), its flat column, its unit of money."""

    index: int
    header: str
    flat: str
    factor: int | None = None
    is_mapped: bool = False


@dataclass(frozen=True)
class Header:
    """The header of one sheet: its rows (counted from 0), the columns that it places, and the headers that nothing knows."""

    first: int
    last: int
    placed: tuple[Placed, ...]
    unplaced: tuple[str, ...]

    @property
    def flats(self) -> set[str]:
        return {column.flat for column in self.placed}

    @property
    def has_unit(self) -> bool:
        return bool(self.flats & {"units.unit_name", "units.unit_id"})

    @property
    def has_subject(self) -> bool:
        return any(flat.startswith(SUBJECTS) for flat in self.flats)


def find(sheet: Sheet, terms: Collection[str], mapping: Mapping[str, str]) -> Header | None:
    """The header with the most known cells among the first rows; None where no row has two of them."""
    best = None
    for first in range(min(SEARCHED_ROWS, len(sheet.rows))):
        for header in (in_two_rows(sheet, first, terms, mapping), in_one_row(sheet, first, terms, mapping)):
            if header and len(header.placed) > (len(best.placed) if best else 1):
                best = header
    return best and replace(best, placed=after_measures(best.placed))


def seen(sheet: Sheet) -> list[str]:
    """What the row with the most words says: shown where no header is known."""
    rows = [[cell.strip() for cell in row if isinstance(cell, str) and cell.strip()] for row in sheet.rows[:SEARCHED_ROWS]]
    return max(rows, key=len, default=[])


def in_one_row(sheet: Sheet, row: int, terms: Collection[str], mapping: Mapping[str, str]) -> Header | None:
    cells = [(index, "", cell) for index, cell in enumerate(sheet.rows[row]) if isinstance(cell, str) and cell.strip()]
    return header_of(row, row, cells, terms, mapping)


def in_two_rows(sheet: Sheet, row: int, terms: Collection[str], mapping: Mapping[str, str]) -> Header | None:
    """A row of groups over a row of headers; a cell merged over both rows is a header by itself."""
    if row + 1 >= len(sheet.rows):
        return None
    groups, leaves = spread(sheet, row), sheet.rows[row + 1]
    cells, has_group = [], False
    for index, (group, leaf) in enumerate(zip(groups, leaves)):
        if not isinstance(leaf, str) or not leaf.strip():
            leaf = sheet.rows[row][index]
            group = ""
        if isinstance(leaf, str) and leaf.strip():
            cells.append((index, group, leaf))
            has_group |= bool(group) and vocabulary.group_of(group) is not None
    named = {group for group in groups if group}
    is_title = len(named) < 2 or any(TITLE.search(label(group).full) for group in named)
    return header_of(row, row + 1, cells, terms, mapping) if has_group and not is_title else None


def spread(sheet: Sheet, row: int) -> list[str]:
    """A row of group headers, each repeated over the columns that it is merged over (in a CSV: over the blanks after it)."""
    groups = [cell.strip() if isinstance(cell, str) else "" for cell in sheet.rows[row]]
    if sheet.merges:
        for (top, left), (bottom, right) in sheet.merges:
            if top <= row <= bottom and left < len(groups):
                groups[left:right + 1] = [groups[left]] * (min(right, len(groups) - 1) - left + 1)
        return groups
    below = sheet.rows[row + 1]
    for index in range(1, len(groups)):
        if not groups[index] and isinstance(below[index], str) and below[index].strip():
            groups[index] = groups[index - 1]
    return groups


def header_of(first: int, last: int, cells: list[tuple[int, str, str]], terms: Collection[str], mapping: Mapping[str, str]) -> Header | None:
    placed, unplaced = [], []
    for index, group, leaf in cells:
        words = caption.quoted(" › ".join(" ".join(part.split()) for part in (group, leaf) if part))
        mapped = next((mapping[key] for key in (label(words).full, label(leaf).full) if key in mapping), None)
        flat = mapped if mapped is not None else vocabulary.lookup_below(group, leaf, terms) if group else vocabulary.lookup(leaf, terms)
        if flat:
            factor = label(leaf).factor or (label(group).factor if group else None)
            placed.append(Placed(index, words, flat, factor, mapped is not None))
        elif flat is None:
            unplaced.append(words)
    return Header(first, last, tuple(placed), tuple(unplaced)) if placed else None


def after_measures(placed: tuple[Placed, ...]) -> tuple[Placed, ...]:
    """问题时限 | 整改措施 | 完成时限: what stands right beside the measure and is said of the problem elsewhere is the measure's."""
    flats = [column.flat for column in placed]
    if "measures.measure_text" not in flats:
        return placed
    at = flats.index("measures.measure_text")
    moved = list(placed)

    def move(index: int) -> None:
        target = TO_MEASURES.get(flats[index])
        if target and flats.count(flats[index]) > 1 and target not in flats and not placed[index].is_mapped:
            moved[index] = replace(placed[index], flat=target)
            flats[index] = target

    if at and flats[at - 1] == "problems.number":
        move(at - 1)
    for index in range(at + 1, len(placed)):
        if flats[index] not in TO_MEASURES and flats[index] != PERSONAL and not flats[index].startswith("measures."):
            break
        move(index)
    return tuple(moved)


def settled(header: Header, columns: Mapping[int, list]) -> tuple[Header, list[tuple[str, list[str]]]]:
    """Look at the cells where words alone do not decide, let weaker headers yield, and name what is still said twice."""
    placed = [by_contents(column, columns[column.index]) for column in header.placed]
    placed = yielding(placed)
    unplaced = header.unplaced + tuple(column.header for column in placed if column.flat == IGNORED)
    placed = [column for column in placed if column.flat != IGNORED]
    counts = Counter(column.flat for column in placed if column.flat != PERSONAL)
    twice = [(flat, [column.header for column in placed if column.flat == flat]) for flat, count in counts.items() if count > 1]
    return replace(header, placed=tuple(placed), unplaced=unplaced), twice


def by_contents(column: Placed, cells: list) -> Placed:
    """A column called 整改情况 holds statuses or prose; one called 诫勉谈话 holds counts or prose: the cells say which."""
    if column.is_mapped:
        return column
    name = label(column.header.rpartition(" › ")[2]).bare
    if column.flat.endswith(".status") and name in PROSE_OR_STATUS and not mostly_reads(column.flat, cells):
        return replace(column, flat="problems.rectification_text" if column.flat.startswith("problems") else IGNORED)
    if column.flat.startswith("discipline:") and vocabulary.is_bare_term(name) and not mostly_reads(column.flat, cells):
        return replace(column, flat=IGNORED)
    return column


def mostly_reads(flat: str, cells: list) -> bool:
    """Whether at least half of a column's cells can be read as what its header says."""
    filled = [cell for cell in cells if cell not in ("", None)]
    return not filled or 2 * len(values.parse_column(vocabulary.column_of(flat), filled)[1]) <= len(filled)


def yielding(placed: list[Placed]) -> list[Placed]:
    """序号 yields to 问题编号, 责任单位 to 被巡察单位, the first of two problem columns becomes the heading."""
    for position, column in enumerate(placed):
        others = [other for other in placed if other.flat == column.flat and other is not column]
        if not others or column.is_mapped:
            continue
        name, flats = label(column.header).bare, {other.flat for other in placed}
        if name in YIELDS and not any(label(other.header).bare in YIELDS for other in others):
            target = YIELDS[name]
        elif column.flat == "problems.problem_text" and len(others) == 1 and "problems.heading" not in flats:
            target = "problems.heading"
        elif column.flat == "problems.rectification_text" and name in PROSE_OR_STATUS:
            target = None
        else:
            continue
        placed[position] = replace(column, flat=target if target and target not in flats else IGNORED)
    return placed
