"""A number over time: a point a period joined by a line, its interval as a whisker; control limits only where the caller has them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

import plotly.graph_objects as go

from dashboard.charts import base
from dashboard.charts.columns import MOST_MARKED

HEIGHT = 250
# Where a text at a point begins a new line: on a telephone a percentage and its counts do not fit side by side.
LINE = "\n"
WIDTH = 2.2


@dataclass(frozen=True)
class Point:
    """One period. label: under the axis; text: at the point; value None: too few to draw, only its text is shown.

    low, high: its interval; note: what hovering adds; cause: "common", or how it is special, which changes its shape.
    """

    label: str
    value: float | None
    text: str
    note: str = ""
    low: float | None = None
    high: float | None = None
    cause: str = "common"


@dataclass(frozen=True)
class Band:
    """Control limits, with the words that stand at their right ends."""

    mean: float
    low: float
    high: float
    words: tuple[str, str, str]


def runs(points: Sequence[Point], *, top: float | None = None, is_neutral: bool = False, tick: Callable[[float], str] = str) -> go.Figure:
    """A few periods side by side, each with its name and its number in words. top: the end of the axis (100 for a percentage)."""
    places = list(range(len(points)))
    high = top or max((point.high or point.value or 0 for point in points), default=0) or 1
    colour = base.GREY if is_neutral else base.BLUE
    drawn = base.figure(HEIGHT)
    shown = [(place, point) for place, point in zip(places, points) if point.value is not None]
    drawn.add_trace(_line([place for place, _ in shown], [point for _, point in shown], colour))
    drawn.add_trace(_texts([place for place, _ in shown], [point.value if point.high is None else point.high for _, point in shown], [point for _, point in shown]))
    small = [(place, point) for place, point in zip(places, points) if point.value is None]
    if small:
        drawn.add_trace(_texts([place for place, _ in small], [0] * len(small), [point for _, point in small]))
    ticks = base.steps(high)
    drawn.update_xaxes(range=[-0.5, len(points) - 0.5], tickvals=places, ticktext=[base.plain(point.label) for point in points], showgrid=False)
    drawn.update_yaxes(range=[0, high * 1.32], tickvals=ticks, ticktext=[tick(value) for value in ticks], gridcolor=base.TRACK)
    return drawn


def months(days: Sequence[date], points: Sequence[Point], *, band: Band | None = None, is_neutral: bool = False, top: float | None = None,
           tick: Callable[[float], str] = str) -> go.Figure:
    """A point a month on a calendar, the last one with its number; with a band, its mean and limits, and what lies outside in another shape."""
    drawn = base.figure(HEIGHT + 20)
    low, high = 0.0, top or max([point.value or 0 for point in points] + ([band.high] if band else []), default=0) or 1
    if band is not None:
        low = min(low, band.low)
        for value, words, dash in zip((band.mean, band.low, band.high), band.words, ("solid", "dash", "dash"), strict=True):
            drawn.add_trace(go.Scatter(
                x=[days[0], days[-1]], y=[value, value], mode="lines+text", line={"color": base.GREY, "width": 1.2, "dash": dash},
                text=["", base.plain(words)], textposition="top left", textfont={"size": 11.5}, hoverinfo="skip", cliponaxis=False))
    drawn.add_trace(_line(list(days), list(points), base.GREY if is_neutral else base.BLUE))
    if points:
        drawn.add_annotation(x=days[-1], y=points[-1].value, text=base.plain(points[-1].text), showarrow=False, yshift=14, xanchor="right", font={"size": 13})
    ticks = base.steps(high) if low >= 0 else [low, 0, *base.steps(high)[1:]]
    drawn.update_xaxes(tickformat="%Y-%m", nticks=7, tickangle=0, showgrid=False)
    if len(days) <= MOST_MARKED:
        drawn.update_xaxes(tickvals=list(days))
    drawn.update_yaxes(range=[low - (high - low) * 0.02, high + (high - low) * 0.12], tickvals=ticks, ticktext=[tick(value) for value in ticks], gridcolor=base.TRACK)
    return drawn


def _texts(places: Sequence[int], heights: Sequence[float], points: Sequence[Point]) -> go.Scatter:
    return go.Scatter(x=list(places), y=list(heights), mode="text", text=[base.plain(point.text).replace(LINE, "<br>") for point in points], textposition="top center",
                      textfont={"size": 13}, hovertext=[_hover(point) for point in points], hoverinfo="text", cliponaxis=False)


def _line(places: Sequence[object], points: Sequence[Point], colour: str) -> go.Scatter:
    special = [point.cause != "common" for point in points]
    return go.Scatter(
        x=list(places), y=[point.value for point in points], mode="lines+markers", line={"color": colour, "width": WIDTH},
        marker={"size": [13 if each else 8 for each in special], "symbol": ["diamond" if each else "circle" for each in special],
                "color": [base.OCHRE if each else colour for each in special], "opacity": 1},
        error_y=_whiskers(points, colour), hovertext=[_hover(point) for point in points], hoverinfo="text", cliponaxis=False)


def _whiskers(points: Sequence[Point], colour: str) -> dict | None:
    if not any(point.low is not None for point in points):
        return None
    up = [0 if point.high is None else point.high - point.value for point in points]
    down = [0 if point.low is None else point.value - point.low for point in points]
    return {"type": "data", "symmetric": False, "array": up, "arrayminus": down, "color": colour, "thickness": 1.4, "width": 5}


def _hover(point: Point) -> str:
    return "<br>".join([f"<b>{base.plain(point.label)}</b>", base.plain(point.text), *([base.plain(point.note)] if point.note else [])])
