"""A table whose cells are shaded: rows by columns, a number in every cell, one hue from pale to full. A cell without a shade is not compared."""

from collections.abc import Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from dashboard.charts import base

ROW = 30
HEAD, SLANTED = 72, 110
SHADES = ((0.0, "rgba(47, 109, 176, 0.05)"), (1.0, "rgba(47, 109, 176, 0.42)"))


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
    is_slanted = any(name.isascii() for name in columns)
    drawn = base.figure((ROW + 10 * lines) * len(rows) + (SLANTED if is_slanted else HEAD))
    x, y = list(range(len(columns))), list(range(len(rows)))
    drawn.add_trace(go.Heatmap(
        x=x, y=y, z=[[cell.shade for cell in line] for line in cells], zmin=0, zmax=1, colorscale=[list(step) for step in SHADES], showscale=False,
        xgap=2, ygap=2, hoverongaps=False, text=[[cell.note for cell in line] for line in cells], hovertemplate="%{text}<extra></extra>"))
    # Notes lie above the layer that takes the pointer, so that their links can be pressed; texts of a trace lie below it.
    drawn.update_layout(annotations=[
        {"x": column, "y": row, "text": base.linked(cell.text, cell.address), "showarrow": False, "font": {"size": 12 - lines}}
        for row, line in enumerate(cells) for column, cell in enumerate(line)])
    drawn.update_xaxes(side="top", tickvals=x, ticktext=[_wrapped(name) for name in columns], tickangle=-45 if is_slanted else 0,
                       tickfont={"size": 10.5}, showgrid=False, range=[-0.5, len(columns) - 0.5])
    drawn.update_yaxes(tickvals=y, ticktext=[base.plain(base.short(name)) for name in rows], tickfont={"size": 12.5}, showgrid=False,
                       range=[len(rows) - 0.5, -0.5])
    return drawn


def _wrapped(name: str) -> str:
    """A column's name: two characters a line, so that eight columns fit on a telephone; a name of letters in one line, slanted."""
    if name.isascii():
        return base.plain(name if len(name) <= 18 else name[:17] + "…")
    lines = [name[place:place + 2] for place in range(0, len(name), 2)]
    return "<br>".join(map(base.plain, lines if len(lines) <= 4 else [*lines[:3], lines[3][:1] + "…"]))
