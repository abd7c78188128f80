"""How a table fits on paper: widths of columns, size of type, and whether its page is turned; no column is ever cut."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from dashboard.report.document import Numbers, Run, Table

# Sizes of type as parts of the usual one; the last is taken even where it is too narrow, and words then break anywhere.
SIZES = ((1.0, False), (0.86, False), (0.76, False), (0.86, True), (0.72, True), (0.62, True))
POINTS_PER_MM = 72 / 25.4
PADDING = 0.9  # em, of both sides together
# What reads well at least, and what an estimate of a width may be short of, in em.
COMFORTABLE, SLACK = 6.0, 0.4
# A date, a state, a short name: such a column is not to break for a long one's sake.
SHORT = 9.0
TOKEN = re.compile(r"[!-~\u00a0\u202f–—]+")


@dataclass(frozen=True)
class Fit:
    """widths: parts of the whole, adding to 1. size: points. is_turned: on a page laid across. capacity: em of text that a line of each column holds."""

    widths: tuple[float, ...]
    size: float
    is_turned: bool
    capacity: tuple[float, ...]


@lru_cache(20_000)
def em(text: str) -> float:
    """About how wide a text is: a Chinese character is 1, a Latin one a little more than half, and a quarter more where the two meet."""
    wide = [unicodedata.east_asian_width(letter) in "WFA" for letter in text]
    letters = sum(1.0 if is_wide else 0.67 if letter.isupper() else 0.52 for letter, is_wide in zip(text, wide, strict=True))
    return letters + 0.25 * sum(one != other for one, other in zip(wide, wide[1:], strict=False))


def words_of(cell: tuple[Run, ...]) -> str:
    return "".join(run.text for run in cell)


def fit(table: Table, size: float, upright: float, turned: float) -> Fit:
    """size: usual points. upright, turned: mm of text on a page that stands and on one that lies."""
    narrowest, wanted = _least(table), _wanted(table)
    for part, is_turned in SIZES:
        points = size * part
        room = (turned if is_turned else upright) * POINTS_PER_MM / points - PADDING * len(table.head)
        if sum(narrowest) <= room or (part, is_turned) == SIZES[-1]:
            break
    given = _shared(narrowest, wanted, table.weights, max(room, 1.0))
    whole = sum(given) + PADDING * len(given)
    return Fit(tuple((width + PADDING) / whole for width in given), points, is_turned, given)


def least(table: Table) -> float:
    """em of the narrowest that reads well, in the table's own type."""
    return sum(_least(table)) + PADDING * len(table.head)


def _least(table: Table) -> tuple[float, ...]:
    """Below this a column reads badly: figures and words stay whole, text has six characters a line and more where it is long, a heading three lines."""
    longest = [max((em(line) for line in _lines(table, column)), default=0.0) for column in range(len(table.head))]
    heads = [max(em(head) + SLACK if em(head) < 5 else em(head) / 3, min(_token(head) + SLACK, 10.0), 2.0) for head in table.head]
    ends = _ends(table)
    return tuple(
        max(head, min(widest + SLACK, 12.0 if is_end else min(COMFORTABLE + widest / 8, 14.0)), min(_tokens(table, column) + SLACK, 8.0))
        for column, (widest, head, is_end) in enumerate(zip(longest, heads, ends, strict=True))
    )


def _wanted(table: Table) -> tuple[float, ...]:
    """So wide that nothing breaks."""
    return tuple(max([em(head), *(em(line) for line in _lines(table, column))]) for column, head in enumerate(table.head))


def _shared(least: tuple[float, ...], wanted: tuple[float, ...], weights: tuple[float, ...], room: float) -> tuple[float, ...]:
    """The room among the columns: what each needs; short ones all they want; then up to what a weight says, and up to what each wants; the rest by widths."""
    if sum(least) >= room:
        return tuple(width * room / sum(least) for width in least)
    given = _filled(least, [min(want, SHORT) for want in wanted], room)
    if len(weights) == len(least) and sum(weights):
        given = _filled(given, [min(want, room * weight / sum(weights)) for want, weight in zip(wanted, weights, strict=True)], room)
    given = _filled(given, wanted, room)
    return tuple(width * room / sum(given) for width in given)


def _filled(given: Sequence[float], wanted: Sequence[float], room: float) -> list[float]:
    """The same for each column that still lacks something, until it has it or the room is used up."""
    given = list(given)
    while (rest := room - sum(given)) > 0.01 and (lacking := [index for index, want in enumerate(wanted) if want - given[index] > 0.01]):
        for index in lacking:
            given[index] = min(wanted[index], given[index] + rest / len(lacking))
    return given


def _lines(table: Table, column: int) -> list[str]:
    return [line for row in table.rows if column < len(row) for line in words_of(row[column]).split("\n")]


def _ends(table: Table) -> tuple[bool, ...]:
    return tuple(column < len(table.align) and table.align[column] == "end" for column in range(len(table.head)))


def _tokens(table: Table, column: int) -> float:
    return max((_token(line) for line in _lines(table, column)), default=0.0)


def _token(text: str) -> float:
    """The widest run of characters at which a line does not break by itself."""
    return max((em(found) for found in TOKEN.findall(text)), default=0.0)


def breaking(text: str, capacity: float) -> str:
    """The text with invisible places to break wherever a word is wider than a line; those that fit stay whole."""
    return TOKEN.sub(lambda found: "\u200b".join(found[0]) if em(found[0]) > capacity else found[0], text)


def across(numbers: Numbers) -> int:
    """How many numbers stand in a row: five at most, the rows as even as can be."""
    rows = max(1, -(-len(numbers.numbers) // 5))
    return max(1, -(-len(numbers.numbers) // rows))


def is_figure(value: str) -> bool:
    """Whether a value is as short as figures are; a reason why there is none is set smaller."""
    return em(value) <= 7.5


def is_short(table: Table) -> bool:
    """Whether a table may be kept on one page: few rows, and few words in them."""
    return len(table.rows) <= 8 and sum(len(words_of(cell)) for row in table.rows for cell in row) <= 600


def balanced(text: str, points: float, width: float) -> float:
    """mm in which a heading of several lines has lines of one length; `width` for one that fits a line."""
    lines = -(-em(text) * points // (width * POINTS_PER_MM))
    return width if lines < 2 else min(width, (em(text) / lines + 1.5) * points / POINTS_PER_MM)
