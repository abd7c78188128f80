"""Parts of one unit side by side: a bar each, its name above it, its number at its end. A part of a whole lies on its whole."""

from collections.abc import Sequence

import plotly.graph_objects as go

from dashboard.charts import base
from dashboard.charts.base import Mark

ROW = 46


def bars(marks: Sequence[Mark], *, is_neutral: bool = False) -> go.Figure:
    """A bar a mark, in the order given; where `of` is known, on a pale bar of that length."""
    high = max((mark.of or mark.value for mark in marks), default=0) or 1
    places = list(range(len(marks)))[::-1]
    drawn = base.figure(ROW * len(marks) + 8, barmode="overlay")
    if any(mark.of is not None for mark in marks):
        drawn.add_trace(_bars([mark.of for mark in marks], places, base.TRACK))
    drawn.add_trace(_bars([mark.value for mark in marks], places, base.GREY if is_neutral else base.BLUE, marks))
    drawn.update_layout(annotations=[
        {"x": mark.of or mark.value, "y": place, "text": base.linked(mark.text, mark.link), "xanchor": "left", "showarrow": False, "font": {"size": 12.5}, "xshift": 3}
        for mark, place in zip(marks, places, strict=True)])
    drawn.add_trace(go.Scatter(
        x=[0] * len(marks), y=[place + 0.44 for place in places], mode="text", text=[base.plain(mark.label) for mark in marks],
        textposition="middle right", textfont={"size": 13}, hoverinfo="skip", cliponaxis=False))
    drawn.update_xaxes(visible=False, range=[0, high * 1.3])
    drawn.update_yaxes(visible=False, range=[-0.4, len(marks) - 0.3])
    return drawn


def _bars(lengths: Sequence[float], places: Sequence[int], colour: str, marks: Sequence[Mark] = ()) -> go.Bar:
    return go.Bar(
        x=list(lengths), y=list(places), orientation="h", width=0.3, marker={"color": colour, "line": {"width": 0}},
        hovertext=[base.hover(mark) for mark in marks] or None, hoverinfo="text" if marks else "skip")
