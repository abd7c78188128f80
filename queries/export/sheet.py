"""One sheet written column by column: typed cells as XML in Arrow, because a call for each cell costs three times as much.

The workbook around it (styles, properties, charts, the archive) is xlsxwriter's.
"""

import html
import re
from collections.abc import Iterable, Iterator

import pyarrow as pa
import pyarrow.compute as pc
from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

from queries.export.cells import guarded, is_text, mapped

MOST_CHARACTERS, MOST_DIGITS = 32_767, 15                           # of a cell, and of a number that a spreadsheet keeps
CHUNK = 10_000
EPOCH = 25_569                                                      # 1970-01-01 as a spreadsheet counts days
LINE_END, UNHELD = re.compile(r"\r\n?"), re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


class Sheet(Worksheet):
    """A worksheet with rows of XML of its own, below whatever else is written to it."""

    def take(self, rows: Iterable[str], last_row: int, last_column: int) -> None:
        """Rows to write when the workbook is closed, the last row and column of them counted from 0."""
        self.xml_rows, self.dim_rowmin, self.dim_colmin = rows, 0, 0
        self.dim_rowmax, self.dim_colmax = last_row, last_column

    def _write_rows(self) -> None:
        for part in getattr(self, "xml_rows", ()):
            self.fh.write(part)


class Texts:
    """Text as cells: guarded, without what XML cannot hold; counts what had to go."""

    def __init__(self, book):
        self.table, self.removed, self.cut, self.digits = book.str_table, 0, 0, 0

    def held(self, text: str) -> str:
        """The text that a cell holds: line ends as one sign, no control characters, no more characters than fit."""
        text, removed = UNHELD.subn("", LINE_END.sub("\n", guarded(text)))
        self.removed += removed
        if len(text) > MOST_CHARACTERS // 2 and len(text.encode("utf-16-le")) > 2 * MOST_CHARACTERS:
            self.cut += 1
            text = text.encode("utf-16-le")[: 2 * MOST_CHARACTERS].decode("utf-16-le", "ignore")
        return text

    def cell(self, text: str) -> str:
        """What follows the address and style of a cell with a text."""
        return self.shared(self.held(text))

    def shared(self, text: str) -> str:
        """A text as it is. xlsxwriter would take one that looks like rich text for XML, so that one stands in its cell."""
        if text.startswith("<r>") and text.endswith("</r>"):
            return f' t="inlineStr"><is><t xml:space="preserve">{html.escape(text, quote=False)}</t></is></c>'
        return f' t="s"><v>{self.table._get_shared_string_index(text)}</v></c>'


def head(cells: list[str], number: int, style: int, texts: Texts) -> str:
    """One row of texts."""
    return line(cells, number, [style] * len(cells), texts)


def line(cells: list[str], number: int, styles: list[int], texts: Texts, height: float | None = None) -> str:
    """One row of texts, each with its style. height: in points, where text is wrapped: not every program finds it by itself."""
    tall = f' ht="{height}" customHeight="1"' if height else ""
    written = (f'<c r="{xl_col_to_name(column)}{number}" s="{style}"{texts.cell(text)}' for column, (text, style) in enumerate(zip(cells, styles, strict=True)))
    return f'<row r="{number}"{tall}>{"".join(written)}</row>'


def body(table: pa.Table, first: int, styles: list[int], texts: Texts) -> Iterator[str]:
    """Every row of the table from row `first` on (counted from 1), in parts; empty cells are left out."""
    columns = [_tails(table.column(number), style, texts) for number, style in enumerate(styles)]
    return _rows(columns, table.num_rows, first)


def _rows(columns: list[pa.Array], count: int, first: int) -> Iterator[str]:
    for start in range(0, count, CHUNK):
        numbers = pa.array(range(first + start, first + min(start + CHUNK, count)), pa.int64()).cast(pa.string())
        cells = [_joined(f'<c r="{xl_col_to_name(place)}', numbers, column.slice(start, CHUNK)) for place, column in enumerate(columns)]
        yield "".join(_joined('<row r="', numbers, pa.scalar('">'), *cells, pa.scalar("</row>")).to_pylist())


def _joined(*parts) -> pa.Array:
    """Texts side by side, row by row; nothing where one of them is null."""
    return pc.fill_null(pc.binary_join_element_wise(*parts, "", null_handling="emit_null"), "")


def _tails(column: pa.ChunkedArray, style: int, texts: Texts) -> pa.Array:
    """What follows the address of each cell of a column: its style, type and value; null where it is empty."""
    kind, after = column.type, f'" s="{style}"'
    if is_text(column):
        return mapped(column, lambda text: after + texts.cell(text))
    if pa.types.is_boolean(kind):
        return pc.if_else(column, f'{after} t="b"><v>1</v></c>', f'{after} t="b"><v>0</v></c>').combine_chunks()
    if pa.types.is_date32(kind):
        column = pc.add(column.cast(pa.int32()), EPOCH)
    elif not pa.types.is_integer(kind) and not pa.types.is_floating(kind) and not pa.types.is_decimal(kind):
        return mapped(pa.chunked_array([pa.array([None if value is None else str(value) for value in column.to_pylist()], pa.string())]), lambda text: after + texts.cell(text))
    written = column.cast(pa.string()).combine_chunks()
    is_held = _is_held(column)
    tails = pc.binary_join_element_wise(f"{after}><v>", written, "</v></c>", "", null_handling="emit_null")
    if pc.all(is_held).as_py() is not False:
        return tails
    texts.digits += pc.sum(pc.invert(is_held)).as_py()
    as_text = pa.array([None if each is None else f"{after}{texts.shared(each)}" for each in pc.if_else(is_held, None, written).to_pylist()], pa.string())
    return pc.if_else(is_held, tails, as_text)


def _is_held(column: pa.ChunkedArray) -> pa.Array:
    """Whether a spreadsheet keeps each number as it is: finite, and no more digits than it has; an empty one is."""
    if pa.types.is_floating(column.type):
        return pc.fill_null(pc.is_finite(column), True).combine_chunks()
    digits = pc.utf8_ltrim(pc.replace_substring_regex(column.cast(pa.string()), r"[-.]|E.*", ""), "0")
    return pc.fill_null(pc.less_equal(pc.utf8_length(digits), MOST_DIGITS), True).combine_chunks()
