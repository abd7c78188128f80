"""Units one under another: a point on a track, above it the unit's name on the left and its value and counts on the right."""

from collections.abc import Callable, Sequence

import plotly.graph_objects as go

from dashboard.charts import base
from dashboard.charts.base import Mark

ROW = 44


def dots(marks: Sequence[Mark], *, top: float | None = None, is_neutral: bool = False, tick: Callable[[float], str] = str) -> go.Figure:
    """A point a mark, in the order given. top: the end of the axis (100 for a percentage); a neutral metric is grey."""
    values = [mark.value for mark in marks]
    low = min(0, *values)
    high = top or max(*values, 0) or 1
    places = list(range(len(marks)))[::-1]
    drawn = base.figure(ROW * len(marks) + 34)
    drawn.add_trace(_tracks(low, high, places))
    drawn.add_trace(_words([base.short(mark.label) for mark in marks], low, places, "right"))
    drawn.update_layout(annotations=[
        {"x": high, "y": place + 0.42, "text": base.linked(mark.text, mark.link), "xanchor": "right", "showarrow": False, "font": {"size": 13}}
        for mark, place in zip(marks, places, strict=True)])
    drawn.add_trace(_points(marks, places, base.GREY if is_neutral else base.BLUE))
    ticks = base.steps(high) if low == 0 else [low, 0, high]
    drawn.update_xaxes(range=[low - (high - low) * 0.015, high + (high - low) * 0.02], tickvals=ticks, ticktext=[tick(value) for value in ticks], showgrid=False)
    drawn.update_layout(margin_b=30)
    drawn.update_yaxes(visible=False, range=[-0.45, len(marks) - 0.3])
    return drawn


def _tracks(low: float, high: float, places: Sequence[int]) -> go.Scatter:
    across = [end for _ in places for end in (low, high, None)]
    down = [end for place in places for end in (place, place, None)]
    return go.Scatter(x=across, y=down, mode="lines", line={"color": base.TRACK, "width": 3}, hoverinfo="skip")


def _words(texts: Sequence[str], at: float, places: Sequence[int], side: str) -> go.Scatter:
    return go.Scatter(
        x=[at] * len(texts), y=[place + 0.42 for place in places], mode="text", text=[base.plain(text) for text in texts],
        textposition=f"middle {side}", textfont={"size": 13}, hoverinfo="skip", cliponaxis=False)


def _points(marks: Sequence[Mark], places: Sequence[int], colour: str) -> go.Scatter:
    return go.Scatter(
        x=[mark.value for mark in marks], y=list(places), mode="markers", marker={"size": 12, "color": colour, "opacity": 1},
        hovertext=[base.hover(mark) for mark in marks], hoverinfo="text", cliponaxis=False)
