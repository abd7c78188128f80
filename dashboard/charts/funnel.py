"""A funnel: units by how many items they have against their rate, between lines that chance alone seldom crosses."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from dashboard.charts import base
from dashboard.charts.intervals import COLOURS, SHAPES

HEIGHT = 430
# What two words at the ends of lines must be apart, as a share of the axis.
APART = 0.045


@dataclass(frozen=True)
class Point:
    """One unit: of how many items, its value; flag, side and is_small as in `intervals.Row`. is_named: its name stands beside it."""

    label: str
    items: float
    value: float
    text: str
    link: str = ""
    note: str = ""
    flag: str = ""
    side: str = ""
    is_small: bool = False
    is_named: bool = False


@dataclass(frozen=True)
class Limits:
    """A pair of lines and the word at their end; dash: solid, dot or dash."""

    items: tuple[float, ...]
    low: tuple[float, ...]
    high: tuple[float, ...]
    text: str
    dash: str


def funnel(points: Sequence[Point], limits: Sequence[Limits], centre: tuple[float, str], *, top: float | None = None,
           across: str = "", tick: Callable[[float], str] = str) -> go.Figure:
    """Points between at least one pair of lines around `centre` (value, words). top: what no value exceeds; across: what the axis of items counts."""
    furthest = max(point.items for point in points)
    ends = [point.value for point in points] + [limits[0].low[-1], limits[0].high[-1]]
    high = top or base.steps(max(ends) * 1.05)[-1]
    low = max(0.0, min(ends) - (high - min(ends)) * 0.12)
    drawn = base.figure(HEIGHT)
    drawn.add_trace(go.Scatter(x=[0, limits[0].items[-1]], y=[centre[0]] * 2, mode="lines", line={"color": base.GREY, "width": 1.2, "dash": "dash"}, hoverinfo="skip"))
    for each in limits:
        for side in (each.low, each.high):
            drawn.add_trace(go.Scatter(x=each.items, y=side, mode="lines", line={"color": base.GREY, "width": 1.2, "dash": each.dash}, opacity=0.75, hoverinfo="skip"))
    drawn.add_trace(_points(points))
    drawn.update_layout(annotations=[*_ends(limits, centre, (high - low) * APART), *_names(points, furthest)])
    ticks = [value for value in base.steps(high) if low <= value <= high]
    drawn.update_xaxes(range=[0, furthest * 1.16], title={"text": base.plain(across), "font": {"size": 12}, "standoff": 6}, showgrid=False, nticks=7)
    drawn.update_yaxes(range=[low, high + (high - low) * 0.04], tickvals=ticks, ticktext=[tick(value) for value in ticks], gridcolor=base.TRACK)
    drawn.update_layout(margin={"l": 4, "r": 48, "t": 8, "b": 44})      # the words at the ends of the lines fit a telephone
    return drawn


def _points(points: Sequence[Point]) -> go.Scatter:
    kind = go.Scattergl if len(points) > base.MOST_POINTS else go.Scatter
    colours = [COLOURS[point.side] for point in points]
    return kind(
        x=[point.items for point in points], y=[point.value for point in points], mode="markers", hoverinfo="text",
        hovertext=[base.hover(base.Mark(point.label, point.value, point.text, point.note)) for point in points],
        marker={"size": [12 if point.flag else 9 for point in points], "color": colours, "opacity": 0.9,
                "symbol": [SHAPES[point.flag] + ("-open" if point.is_small else "") for point in points], "line": {"width": 1.6, "color": colours}})


def _ends(limits: Sequence[Limits], centre: tuple[float, str], apart: float) -> list[dict[str, object]]:
    """Each line says at its right end what it is, no two words on one another; lower lines only, since upper ones meet at the ceiling."""
    said, above = [], float("inf")
    for height, text in sorted([centre, *((each.low[-1], each.text) for each in limits)], reverse=True):
        above = min(height, above - apart)
        said.append({"x": limits[0].items[-1], "y": above, "text": base.plain(text), "xanchor": "left", "xshift": 4, "showarrow": False, "font": {"size": 11.5}})
    return said


def _names(points: Sequence[Point], furthest: float) -> list[dict[str, object]]:
    return [{"x": point.items, "y": point.value, "text": base.linked(base.short(point.label), point.link), "showarrow": False, "font": {"size": 12},
             "yshift": -15 if point.flag == "low" else 15, "xanchor": "left" if point.items < furthest / 4 else "right" if point.items > furthest * 0.75 else "center"}
            for point in points if point.is_named]
