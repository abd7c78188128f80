"""How a briefing comes to be one page of A4: type a little smaller, then fewer rows with 另有 n 项, and never a silent cut."""

from collections.abc import Callable, Iterator
from dataclasses import fields, replace

from dashboard.report.document import Document, Picture, Table
from dashboard.report.writers.look import Look, look
from dashboard.report.writers.numbering import Captioned, Part, parts
from dashboard.words import say

# Below the last, the small print would be under 6.5 points.
SCALES = (1.0, 0.94, 0.88, 0.82)
# Pixels to draw a picture in, by how many stand side by side: so that its words come out near 7 points.
WIDTHS = {1: 720, 2: 400, 3: 280, 4: 240}
# More than a page ever holds, even of nothing but rows.
MOST_ROWS = 70
Pages = Callable[[Look, list[Part], float], int]


def fitted(document: Document, pages: Pages) -> tuple[Look, list[Part], float]:
    """Look, parts and scale with which `pages` says 1. Raises ValueError where even the fewest rows do not fit."""
    pieces = list(parts(document))
    is_long = any(len(piece.block.rows) > MOST_ROWS for piece in pieces if _is_table(piece))
    for scale in SCALES[-1:] if is_long else SCALES:
        looks = scaled(look(document), scale)
        if not is_long and pages(looks, pieces, scale) == 1:
            return looks, pieces, scale
    return looks, _most_rows(document, pieces, lambda fewer: pages(looks, fewer, scale) == 1), scale


def _most_rows(document: Document, pieces: list[Part], fits: Callable[[list[Part]], bool]) -> list[Part]:
    """The parts with as many rows in each table as the page holds, found by halving."""
    low, high = 0, min(MOST_ROWS + 1, max((len(piece.block.rows) for piece in pieces if _is_table(piece)), default=0))
    if not fits(_with_rows(document, pieces, low)):
        said = "简报内容超出一页 A4，请减少图表或文字。A briefing is one page of A4; this has too many words or pictures."
        raise ValueError(f"{document.name}: {said}")
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if fits(_with_rows(document, pieces, middle)) else (low, middle)
    return _with_rows(document, pieces, low)


def _with_rows(document: Document, pieces: list[Part], most: int) -> list[Part]:
    """The same with at most so many rows in each table, and a last row that says how many more there are."""
    return [
        replace(piece, block=_shortened(document, piece.block, most)) if _is_table(piece) and len(piece.block.rows) > most else piece
        for piece in pieces
    ]


def _shortened(document: Document, table: Table, most: int) -> Table:
    more = say(document.language, "report_file.more", n=len(table.rows) - most)
    return replace(table, rows=table.rows[:most], note=f"{more}\n{table.note}" if table.note else more)


def _is_table(piece: Part) -> bool:
    return isinstance(piece, Captioned) and isinstance(piece.block, Table)


def scaled(looks: Look, scale: float) -> Look:
    """Sizes of type and lines times the scale; margins stay."""
    sizes = {each.name: getattr(looks, each.name) for each in fields(looks) if each.name not in ("margins", "indent", "air")}
    return replace(looks, **{
        name: tuple(one * scale for one in size) if isinstance(size, tuple) else size * scale for name, size in sizes.items()
    })


def side_by_side(document: Document, pieces: list[Part]) -> Iterator[Part | list[Captioned]]:
    """The parts; in a briefing, pictures that follow one another as one list, at most four."""
    row: list[Captioned] = []
    for piece in pieces:
        is_picture = document.kind == "briefing" and isinstance(piece, Captioned) and isinstance(piece.block, Picture)
        if row and (not is_picture or len(row) == max(WIDTHS)):
            yield row
            row = []
        if is_picture:
            row.append(piece)
        else:
            yield piece
    if row:
        yield row

