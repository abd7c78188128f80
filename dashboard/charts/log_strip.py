"""Amounts of very different size on one axis of powers of ten: a point a unit. Nought has no logarithm and stands apart, on the left."""

from collections.abc import Callable, Sequence
from math import ceil, floor, log10

import plotly.graph_objects as go

from dashboard.charts import base
from dashboard.charts.base import Mark
from dashboard.charts.strip import stacked

# Beyond this the largest amount hides all others on a plain axis.
SKEWED = 100


def is_skewed(values: Sequence[float]) -> bool:
    """Whether the amounts above nought lie more than two powers of ten apart."""
    above = [value for value in values if value > 0]
    return bool(above) and max(above) > SKEWED * min(above)


def log_strip(marks: Sequence[Mark], *, nought: str, tick: Callable[[float], str] = str) -> go.Figure:
    """One neutral point a mark, all >= 0, stacked where they fall together; `nought` names the column of those that are 0."""
    above = [mark for mark in marks if mark.value > 0]
    first = floor(log10(min((mark.value for mark in above), default=1)))
    last = max(ceil(log10(max((mark.value for mark in above), default=10))), first + 1)
    aside = first - max(0.5, (last - first) * 0.08)
    across, up = stacked([log10(mark.value) if mark.value > 0 else aside for mark in marks], first, last)
    tallest = max(up, default=0) + 1
    size = max(3, min(9, 150 / tallest))
    drawn = base.figure(int(max(74, min(210, tallest * size * 1.25))) + 34)
    kind = go.Scattergl if len(marks) > base.MOST_POINTS else go.Scatter
    drawn.add_trace(kind(
        x=across, y=up, mode="markers", hovertext=[base.hover(mark) for mark in marks], hoverinfo="text",
        marker={"size": size, "color": base.GREY, "opacity": 0.75, "symbol": ["circle" if mark.value > 0 else "circle-open" for mark in marks]}))
    powers = list(range(first, last + 1))
    ticks = [(power, tick(float(10**power))) for power in powers]
    if len(above) < len(marks):
        ticks = [(aside, nought), *ticks]
    drawn.update_xaxes(range=[aside - 0.15 if len(above) < len(marks) else first - 0.1, last + 0.1], tickvals=[at for at, _ in ticks],
                       ticktext=[base.plain(text) for _, text in ticks], gridcolor=base.TRACK)
    drawn.update_layout(margin_b=30)
    drawn.update_yaxes(visible=False, range=[-0.8, max(tallest, 6)])
    return drawn
