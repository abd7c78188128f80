"""Cumulative completion by day since feedback: a step line a group with its band, named at its end, and how many are still followed below."""

from collections.abc import Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from dashboard.charts import base

COLOURS = (base.BLUE, base.OCHRE, base.TEAL, base.VIOLET, base.VERMILION)
DASHES = ("solid", "dash", "dot", "dashdot", "longdash")
MOST_LINES = len(COLOURS)
HEIGHT, ROW = 330, 22


@dataclass(frozen=True)
class Line:
    """One group. days, share, low, high: its curve (0-1; NaN where no band exists); at_risk: still open and followed at each tick; hover: one a day."""

    label: str
    days: tuple[float, ...]
    share: tuple[float, ...]
    low: tuple[float, ...]
    high: tuple[float, ...]
    at_risk: tuple[int, ...]
    hover: tuple[str, ...]


def survival(lines: Sequence[Line], ticks: Sequence[int], *, axis: str, at_risk: str) -> go.Figure:
    """At most MOST_LINES lines on one axis of days; axis: its title; at_risk: what the numbers below are."""
    last = max(max(line.days[-1] for line in lines), ticks[-1])
    drawn = base.figure(HEIGHT + ROW * len(lines) + 16)
    for place, line in enumerate(lines):
        drawn.add_trace(_band(line, place))
    for place, line in enumerate(lines):
        drawn.add_trace(_steps(line, place))
    _names(drawn, lines, last)
    low = -_depth(len(lines))
    for place, line in enumerate(lines):
        drawn.add_trace(_numbers(line, ticks, -0.14 - 0.068 * (place + 1)))
        if len(lines) > 1:
            drawn.add_annotation(x=last, y=-0.14 - 0.068 * (place + 1), text=base.plain(base.short(line.label)), showarrow=False, xanchor="left", xshift=6, font={"size": 12})
    drawn.add_annotation(x=0, y=-0.135, text=base.plain(at_risk), showarrow=False, xanchor="left", xshift=-8, font={"size": 12})
    for tick in ticks:
        drawn.add_annotation(x=tick, y=-0.045, text=str(tick), showarrow=False, font={"size": 12})
    drawn.add_annotation(x=last, y=-0.135, text=base.plain(axis), showarrow=False, xanchor="right", font={"size": 12})
    drawn.update_xaxes(range=[-last * 0.02, last * 1.2], showticklabels=False, showgrid=False)
    drawn.update_yaxes(range=[low, 1.04], tickvals=[0, 0.25, 0.5, 0.75, 1], ticktext=["0%", "25%", "50%", "75%", "100%"], gridcolor=base.TRACK)
    drawn.add_shape(type="line", x0=0, x1=last, y0=0.5, y1=0.5, line={"color": base.GREY, "width": 1, "dash": "dot"})
    return drawn


def _depth(lines: int) -> float:
    return 0.2 + 0.068 * lines


def _band(line: Line, place: int) -> go.Scatter:
    """Between the two limits as steps; where no limits exist the band ends."""
    known = [(day, low, high) for day, low, high in zip(line.days, line.low, line.high) if low == low and high == high]
    across, down, up = (list(each) for each in zip(*known)) if known else ([], [], [])
    edge_x, edge_up = _stepped(across, up)
    back_x, edge_down = _stepped(across, down)
    red, green, blue = (int(COLOURS[place][at:at + 2], 16) for at in (1, 3, 5))
    return go.Scatter(x=edge_x + back_x[::-1], y=edge_up + edge_down[::-1], mode="lines", line={"width": 0}, fill="toself",
                      fillcolor=f"rgba({red}, {green}, {blue}, 0.13)", hoverinfo="skip")


def _stepped(across: Sequence[float], up: Sequence[float]) -> tuple[list[float], list[float]]:
    x, y = [], []
    for place, (day, value) in enumerate(zip(across, up)):
        if place:
            x.append(day)
            y.append(y[-1])
        x.append(day)
        y.append(value)
    return x, y


def _steps(line: Line, place: int) -> go.Scatter:
    return go.Scatter(x=list(line.days), y=list(line.share), mode="lines", line={"color": COLOURS[place], "width": 2.4, "shape": "hv", "dash": DASHES[place]},
                      hovertext=list(line.hover), hoverinfo="text")


def _names(drawn: go.Figure, lines: Sequence[Line], last: float) -> None:
    """Each line's name at its end, moved apart where two ends are close; below its end where others go on."""
    taken: list[float] = []
    for line in sorted(lines, key=lambda line: line.share[-1]):
        goes_on = line.days[-1] < 0.9 * last
        height = line.share[-1] if goes_on else max([line.share[-1], *(each + 0.062 for each in taken[-1:])])
        taken += [] if goes_on else [height]
        drawn.add_annotation(x=line.days[-1] if goes_on else last, y=height, text=base.plain(base.short(line.label)), showarrow=False, xanchor="left", xshift=-6 if goes_on else 6,
                             yshift=-16 if goes_on else 0, font={"size": 13})


def _numbers(line: Line, ticks: Sequence[int], height: float) -> go.Scatter:
    return go.Scatter(x=list(ticks), y=[height] * len(ticks), mode="text", text=[f"{number:,}" for number in line.at_risk], textposition="middle center",
                      textfont={"size": 12}, hoverinfo="skip", cliponaxis=False)
