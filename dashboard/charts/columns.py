"""A number a month: one column each, small multiples where there are several bases."""

from collections.abc import Callable, Sequence
from datetime import date

import plotly.graph_objects as go
from plotly.subplots import make_subplots

from dashboard.charts import base

PANEL = 190
# Above this many columns a number on each would run into the next.
MOST_NUMBERED = 14
# Up to so many months each has its mark; else Plotly would mark fortnights of few months, and name a month twice.
MOST_MARKED = 7


def columns(panels: Sequence[tuple[str, Sequence[tuple[date, int]]]], month: Callable[[date], str]) -> go.Figure:
    """One panel for each (title, [(first of month, number)]), all on one calendar."""
    drawn = make_subplots(rows=len(panels), cols=1, shared_xaxes=True, vertical_spacing=0.16)
    drawn.update_layout(base.figure(PANEL * len(panels) + 16).layout)
    for row, (title, points) in enumerate(panels, start=1):
        drawn.add_trace(_panel(points, month), row=row, col=1)
        drawn.add_annotation(
            text=base.plain(title), x=0, xref="x domain", xanchor="left", y=1.16, yref="y domain", yanchor="middle",
            showarrow=False, font={"size": 13}, row=row, col=1)
    drawn.update_xaxes(showgrid=False, zeroline=False, ticks="", fixedrange=True, tickformat="%Y-%m", nticks=7, tickangle=0)
    days = sorted({day for _, points in panels for day, _ in points})
    if len(days) <= MOST_MARKED:
        drawn.update_xaxes(tickvals=days)
    drawn.update_yaxes(zeroline=False, ticks="", fixedrange=True, nticks=4, rangemode="tozero", tickformat=",d")
    drawn.update_layout(margin={"l": 4, "r": 4, "t": 30, "b": 4}, bargap=0.28)
    return drawn


def _panel(points: Sequence[tuple[date, int]], month: Callable[[date], str]) -> go.Bar:
    return go.Bar(
        x=[day for day, _ in points],
        y=[number for _, number in points],
        marker={"color": base.BLUE, "line": {"width": 0}},
        text=[f"{number:,}" for _, number in points] if len(points) <= MOST_NUMBERED else None,
        textposition="outside", textangle=0, textfont={"size": 12}, cliponaxis=False,
        hovertext=[f"<b>{month(day)}</b><br>{number:,}" for day, number in points], hoverinfo="text",
    )
