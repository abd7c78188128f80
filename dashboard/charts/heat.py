"""A table whose cells are shaded: rows by columns, a number in every cell, one hue from pale to full. A cell without a shade is not compared."""

import html
from collections.abc import Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from dashboard.charts import base

ROW = 30
HEAD = 58
SHADES = ((0.0, "rgba(47, 109, 176, 0.05)"), (1.0, "rgba(47, 109, 176, 0.72)"))


@dataclass(frozen=True)
class Cell:
    """One cell. text: what stands in it; shade: 0..1 or None for no shade; note: what hovering says; address: where it leads."""

    text: str
    shade: float | None = None
    note: str = ""
    address: str = ""


def heat(rows: Sequence[str], columns: Sequence[str], cells: Sequence[Sequence[Cell]]) -> go.Figure:
    """cells: a line a row, in the order of `columns`; the first row stands on top."""
    lines = max((cell.text.count("\n") for line in cells for cell in line), default=0)
    drawn = base.figure((ROW + 10 * lines) * len(rows) + HEAD)
    x, y = list(range(len(columns))), list(range(len(rows)))
    drawn.add_trace(go.Heatmap(
        x=x, y=y, z=[[cell.shade for cell in line] for line in cells], zmin=0, zmax=1, colorscale=[list(step) for step in SHADES], showscale=False,
        xgap=2, ygap=2, hoverongaps=False, text=[[cell.note for cell in line] for line in cells], hovertemplate="%{text}<extra></extra>"))
    drawn.add_trace(go.Scatter(
        x=[place for _ in rows for place in x], y=[place for place in y for _ in columns], mode="text", hoverinfo="skip", cliponaxis=False,
        text=[_linked(cell) for line in cells for cell in line], textfont={"size": 12 - lines}))
    drawn.update_xaxes(side="top", tickvals=x, ticktext=[_wrapped(name) for name in columns], tickangle=0, tickfont={"size": 11.5}, showgrid=False,
                       range=[-0.5, len(columns) - 0.5])
    drawn.update_yaxes(tickvals=y, ticktext=[base.plain(base.short(name)) for name in rows], tickfont={"size": 12.5}, showgrid=False,
                       range=[len(rows) - 0.5, -0.5])
    return drawn


def _linked(cell: Cell) -> str:
    return f'<a href="{html.escape(cell.address)}" target="_self">{_lines(cell.text)}</a>' if cell.address and cell.text else _lines(cell.text)


def _lines(text: str) -> str:
    return "<br>".join(map(base.plain, text.split("\n")))


def _wrapped(name: str, width: int = 6) -> str:
    """A column's name in up to three short lines."""
    parts = [name[place:place + width] for place in range(0, len(name), width)] if not name.isascii() else name.split()
    return "<br>".join(base.plain(part) for part in (parts if len(parts) <= 3 else [*parts[:2], parts[2][:width - 1] + "…"]))
