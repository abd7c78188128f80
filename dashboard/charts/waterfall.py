"""From one rate to another: where it began, what moved it, where it ended. Direction is a sign and a word before it is a colour."""

from collections.abc import Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from dashboard.charts import base

ROW = 44


@dataclass(frozen=True)
class Step:
    """One row: a whole (`by` None) at `to`, or a part that moves the rate by `by` points to `to`."""

    label: str
    text: str
    to: float
    by: float | None = None


def waterfall(steps: Sequence[Step], *, is_neutral: bool = False) -> go.Figure:
    """Rows from top to bottom, in percent; the axis shows only the reach that is needed, and says so by its own marks."""
    ends = [each for step in steps for each in (step.to, step.to - (step.by or 0))]
    low, high = min(ends), max(ends)
    room = max(high - low, 1.0)
    left, right = max(0.0, low - room * 0.15), high + room * 0.15
    places = list(range(len(steps)))[::-1]
    drawn = base.figure(ROW * len(steps) + 30)
    drawn.add_trace(go.Scatter(
        x=[step.to for step in steps if step.by is None], y=[place for place, step in zip(places, steps) if step.by is None], mode="markers",
        marker={"size": 12, "color": base.GREY, "opacity": 1}, hoverinfo="skip", cliponaxis=False))
    moves = [(place, step) for place, step in zip(places, steps) if step.by is not None]
    drawn.add_trace(go.Bar(
        x=[step.by for _, step in moves], base=[step.to - step.by for _, step in moves], y=[place for place, _ in moves], orientation="h", width=0.3,
        marker={"color": [_colour(step.by, is_neutral) for _, step in moves], "line": {"width": 0}},
        hovertext=[f"<b>{base.plain(step.label)}</b><br>{base.plain(step.text)}" for _, step in moves], hoverinfo="text"))
    drawn.add_trace(_words([step.label for step in steps], left, places, "right"))
    drawn.add_trace(_words([step.text for step in steps], right, places, "left"))
    drawn.update_xaxes(range=[left - room * 0.02, right + room * 0.02], nticks=5, ticksuffix="%", showgrid=False)
    drawn.update_yaxes(visible=False, range=[-0.45, len(steps) - 0.3])
    return drawn


def _colour(by: float, is_neutral: bool) -> str:
    return base.GREY if is_neutral else base.BLUE if by >= 0 else base.OCHRE


def _words(texts: Sequence[str], at: float, places: Sequence[int], side: str) -> go.Scatter:
    return go.Scatter(x=[at] * len(texts), y=[place + 0.38 for place in places], mode="text", text=[base.plain(text) for text in texts],
                      textposition=f"middle {side}", textfont={"size": 13}, hoverinfo="skip", cliponaxis=False)
