"""Many units on one axis: a point each, stacked where values fall together, so that the shape of the whole is seen."""

from collections import Counter
from collections.abc import Callable, Sequence

import plotly.graph_objects as go

from dashboard.charts import base
from dashboard.charts.base import Mark

BINS = 60


def strip(marks: Sequence[Mark], *, top: float | None = None, is_neutral: bool = False, tick: Callable[[float], str] = str) -> go.Figure:
    """One point a mark; above MOST_POINTS drawn by WebGL."""
    low, high = min(0, *(mark.value for mark in marks)), top or max(mark.value for mark in marks) or 1
    across, up = stacked([mark.value for mark in marks], low, high)
    tallest = max(up) + 1
    kind = go.Scattergl if len(marks) > base.MOST_POINTS else go.Scatter
    size = max(3, min(9, 150 / tallest))
    drawn = base.figure(int(max(90, min(230, tallest * size * 1.25))) + 34)
    drawn.add_trace(kind(
        x=across, y=up, mode="markers",
        marker={"size": size, "color": base.GREY if is_neutral else base.BLUE, "opacity": 0.75},
        hovertext=[base.hover(mark) for mark in marks], hoverinfo="text",
    ))
    ticks = base.steps(high) if low == 0 else [low, 0, high]
    drawn.update_xaxes(range=[low - (high - low) * 0.02, high + (high - low) * 0.02], tickvals=ticks, ticktext=[tick(value) for value in ticks], showgrid=False)
    drawn.update_layout(margin_b=30)
    drawn.update_yaxes(visible=False, range=[-0.8, max(tallest, 8)])
    return drawn


def stacked(values: Sequence[float], low: float, high: float) -> tuple[list[float], list[int]]:
    """Each value moved to the middle of its bin, and how many lie below it there."""
    width = (high - low) / BINS
    seen: Counter = Counter()
    across, up = [], []
    for value in values:
        bin_number = round((value - low) / width)
        across.append(low + bin_number * width)
        up.append(seen[bin_number])
        seen[bin_number] += 1
    return across, up
