"""Cumulative completion by day since feedback: a step line a group with its band, named on the right, and how many are still followed below."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import plotly.graph_objects as go

from dashboard.charts import base

COLOURS = (base.BLUE, base.OCHRE, base.TEAL, base.VIOLET, base.VERMILION)
DASHES = ("solid", "dash", "dot", "dashdot", "longdash")
MOST_LINES = len(COLOURS)
HEIGHT = 330
# Pixels and heights of the axis of a row of numbers, and the height that a name at the end of a line takes: by the lines that names have.
ROW, STEP, NAME = {1: 22, 2: 38}, {1: 0.068, 2: 0.113}, {1: 0.062, 2: 0.128}
# A wider name stands in two lines, so that a telephone keeps room for the curves. Ems.
WIDEST = 8.0
SIZE, GAP = 13, 6
# Ticks nearer than this share of the axis would run into one another on a telephone.
NEAREST = 0.16


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
    kept = _spread(ticks, last)
    ticks, lines = [ticks[at] for at in kept], [replace(line, at_risk=tuple(line.at_risk[at] for at in kept)) for line in lines]
    names = [base.broken(_short(line.label), WIDEST) for line in lines]
    most = max(map(len, names))
    drawn = base.figure(HEIGHT + ROW[most] * len(lines) + 16)
    for place, line in enumerate(lines):
        drawn.add_trace(_band(line, place))
    for place, line in enumerate(lines):
        drawn.add_trace(_steps(line, place))
    _names(drawn, lines, names, last, most)
    aside = _aside(lines, ticks, last)
    for place, line in enumerate(lines):
        height = -0.14 - STEP[most] * (place + (1 if most == 1 else 0.8))
        drawn.add_trace(_numbers(line, ticks, height))
        if len(lines) > 1:
            drawn.add_annotation(x=last, y=height, text=_text(names[place]), align="left", showarrow=False, xanchor="left", xshift=aside, font={"size": 12})
    drawn.add_annotation(x=0, y=-0.135, text=base.plain(at_risk), showarrow=False, xanchor="left", xshift=-8, font={"size": 12})
    for tick in ticks:
        drawn.add_annotation(x=tick, y=-0.045, text=str(tick), showarrow=False, font={"size": 12})
    title = base.broken(axis, WIDEST)
    drawn.add_annotation(x=last, y=-0.045 * len(title), text=_text(title), align="left", showarrow=False, xanchor="left", xshift=aside, font={"size": 12})
    widest = max(base.ems(part) for name in (*names, title) for part in name)
    drawn.update_layout(margin_r=int(aside + widest * SIZE * 1.06) + 6)
    drawn.update_xaxes(range=[-last * 0.02, last * 1.005], showticklabels=False, showgrid=False)
    drawn.update_yaxes(range=[-0.2 - STEP[most] * len(lines), 1.04], tickvals=[0, 0.25, 0.5, 0.75, 1], ticktext=["0%", "25%", "50%", "75%", "100%"], gridcolor=base.TRACK)
    drawn.add_shape(type="line", x0=0, x1=last, y0=0.5, y1=0.5, line={"color": base.GREY, "width": 1, "dash": "dot"})
    return drawn


def _spread(ticks: Sequence[int], last: float) -> list[int]:
    """The places of ticks that are far enough from the one before."""
    kept = [0]
    for place, tick in enumerate(ticks):
        if tick - ticks[kept[-1]] >= NEAREST * last:
            kept.append(place)
    return kept


def _short(label: str) -> str:
    """As much of a name as two lines hold; hovering and the table have it whole."""
    return next(short for longest in range(len(label), 0, -1) if base.ems(short := base.short(label, longest)) <= 2 * WIDEST)


def _text(name: Sequence[str]) -> str:
    return base.plain("\n".join(name))


def _aside(lines: Sequence[Line], ticks: Sequence[int], last: float) -> float:
    """Pixels from the end of the axis to the names of the rows: past the last tick and its numbers, which stand across the end where it is near."""
    widest = max(base.ems(text) for text in (str(ticks[-1]), *(f"{line.at_risk[-1]:,}" for line in lines)))
    return GAP + (widest * 12 / 2 if ticks[-1] > 0.93 * last else 0)


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


def _names(drawn: go.Figure, lines: Sequence[Line], names: Sequence[Sequence[str]], last: float, most: int) -> None:
    """Each line's name at the height of its end, moved apart where two are close.

    A thin grey line leads to it from an end that is elsewhere: level, and never in the colour of the curve, for nothing is known after its end.
    """
    order = sorted(range(len(lines)), key=lambda place: lines[place].share[-1])
    for place, height in zip(order, _apart([lines[place].share[-1] for place in order], NAME[most]), strict=True):
        day, share = lines[place].days[-1], lines[place].share[-1]
        drawn.add_annotation(x=last, y=height, text=_text(names[place]), showarrow=False, xanchor="left", align="left", xshift=GAP, font={"size": SIZE})
        if day < last:
            drawn.add_shape(type="line", x0=day, x1=last, y0=share, y1=share, line={"color": base.GREY, "width": 1}, opacity=0.5)
        if abs(height - share) > 0.02:
            drawn.add_shape(type="line", x0=last, x1=last, y0=share, y1=height, line={"color": base.GREY, "width": 1}, opacity=0.5)


def _apart(heights: Sequence[float], least: float) -> list[float]:
    """Ascending heights with at least so much between them: moved up from the axis, and down again from the top where there is no more room."""
    moved: list[float] = []
    for height in heights:
        moved.append(max(height, moved[-1] + least if moved else least / 2 - 0.015))
    top = 1.03 - least / 2
    for place in range(len(moved) - 1, -1, -1):
        moved[place] = min(moved[place], top)
        top = moved[place] - least
    return moved


def _numbers(line: Line, ticks: Sequence[int], height: float) -> go.Scatter:
    return go.Scatter(x=list(ticks), y=[height] * len(ticks), mode="text", text=[f"{number:,}" for number in line.at_risk], textposition="middle center",
                      textfont={"size": 12}, hoverinfo="skip", cliponaxis=False)
