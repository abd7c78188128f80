"""The rows as people are given them: words for codes, no percentage of a few items, nothing that a spreadsheet would run."""

import re
from datetime import date
from decimal import Decimal

import pyarrow as pa
import pyarrow.compute as pc

from queries.export.about import About

# What a spreadsheet would run: the half-width signs, their full-width twins, and a leading tab or line end, also behind white space or
# signs that are not seen. An apostrophe before them counts too, so that taking one away again always gives the text as it was.
UNSEEN = r"[\s'\0\u200b-\u200f\u2060\ufeff]*"
FORMULA = re.compile(rf"{UNSEEN}[=+\-@＝＋－＠\t\r\n\0]")



def guarded(text: str) -> str:
    """Text that a spreadsheet will show and not run."""
    return "'" + text if FORMULA.match(text) else text


def plain(value):
    """A value as text or number in full precision; text is left as it is."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return value.isoformat() if isinstance(value, date) else str(value) if isinstance(value, Decimal) else repr(value) if isinstance(value, float) else value


def is_text(column: pa.ChunkedArray) -> bool:
    return pa.types.is_string(column.type) or pa.types.is_large_string(column.type)


def for_people(table: pa.Table, about: About) -> tuple[pa.Table, tuple[str, ...]]:
    """The same rows as people read them, and what has to be said of that."""
    for name in about.reading.words:
        if name in table.column_names and is_text(table.column(name)):
            table = _with(table, name, mapped(table.column(name), about.reading.words[name]))
    return _without_small(table, about)


def mapped(column: pa.ChunkedArray, word) -> pa.Array:
    """A text column with each different text replaced by word(text)."""
    encoded = column.combine_chunks().dictionary_encode()
    words = pa.array([None if text is None else word(text) for text in encoded.dictionary.to_pylist()], pa.string())
    return words.take(encoded.indices)


def _without_small(table: pa.Table, about: About) -> tuple[pa.Table, tuple[str, ...]]:
    """Without the percentages of fewer items than a percentage needs; their counts stay."""
    reading = about.reading
    emptied = [name for name in reading.emptied if name in table.column_names]
    if not emptied or not reading.sample or not set(reading.sample) <= set(table.column_names):
        return table, ()
    items = sum(pc.fill_null(table.column(name), 0).to_numpy() for name in reading.sample)
    is_small = pc.and_(pa.array(items < reading.fewest), table.column("value").is_valid())
    rows = pc.sum(is_small).as_py() or 0
    if not rows:
        return table, ()
    for name in emptied:
        table = _with(table, name, pc.if_else(is_small, pa.scalar(None, table.column(name).type), table.column(name)))
    if "reason" in table.column_names:
        table = _with(table, "reason", pc.if_else(is_small, reading.small, table.column("reason")))
    said = f"{rows} 行{reading.small}；比率留空，项数照列" if about.language == "zh" else f"{rows} rows. {reading.small}; the rate is left empty, its counts stand"
    return table, (said,)


def _with(table: pa.Table, name: str, column: pa.Array) -> pa.Table:
    return table.set_column(table.column_names.index(name), name, column)
