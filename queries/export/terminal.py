"""Rows for a terminal, aligned also where characters are two columns wide."""

import unicodedata

import pyarrow as pa

from queries.export.cells import plain


def text(table: pa.Table, labels: dict[str, str] | None = None, widest: int = 36) -> str:
    """The rows in columns under their labels; long texts are cut."""
    names = table.column_names
    heads = [(labels or {}).get(name, name) for name in names]
    columns = [["" if value is None else _short(value, widest) for value in table.column(name).to_pylist()] for name in names]
    widths = [max(map(width, [head, *cells])) for head, cells in zip(heads, columns)]
    right = [pa.types.is_integer(kind) or pa.types.is_floating(kind) or pa.types.is_decimal(kind) for kind in table.schema.types]
    lines = [_line(heads, widths, right), "  ".join("─" * width for width in widths)]
    return "\n".join(lines + [_line(row, widths, right) for row in zip(*columns)])


def _short(value, widest: int) -> str:
    shown = f"{value:.10g}" if isinstance(value, float) else "".join(each if each.isprintable() else " " for each in str(plain(value)))
    return shown if len(shown) <= widest else shown[: widest - 1] + "…"


def width(shown: str) -> int:
    """Columns of a terminal or a sheet; a Chinese character takes two."""
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in shown)


def _line(cells, widths, right) -> str:
    return "  ".join(" " * (space - width(cell)) + cell if on_right else cell + " " * (space - width(cell)) for cell, space, on_right in zip(cells, widths, right)).rstrip()
