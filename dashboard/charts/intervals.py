"""Units one under another with their intervals: a point, a thin bar as wide as chance, a line where all together lie."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from dashboard.charts import base

# Up to this many units stand with their names; more as a narrow line each, with names for those that stand out.
MOST_NAMED = 24
ROW, ROW_WITH_LINE, NARROW = 42, 58, 9
# (points down for low, up for high, round for neither); a hollow mark rests on few items.
SHAPES = {"low": "triangle-down", "high": "triangle-up", "": "circle"}
COLOURS = {"worse": base.OCHRE, "better": base.BLUE, "": base.GREY}


@dataclass(frozen=True)
class Row:
    """One unit. link, text_link: addresses of its page and of its evidence; below: a second line under its name; note: what hovering adds.

    flag: low, high or "" (its shape); side: worse, better or "" (its colour, "" for neutral metrics); is_small: hollow.
    """

    label: str
    value: float
    low: float
    high: float
    text: str
    link: str = ""
    text_link: str = ""
    below: str = ""
    note: str = ""
    flag: str = ""
    side: str = ""
    is_small: bool = False


@dataclass(frozen=True)
class Line:
    """Where all units together lie, and what is said beside it."""

    value: float
    text: str


def intervals(rows: Sequence[Row], *, top: float | None = None, line: Line | None = None, tick: Callable[[float], str] = str) -> go.Figure:
    """A row a unit, in the order given: names while they are few. top: what no value exceeds (100 for a percentage)."""
    is_named = len(rows) <= MOST_NAMED
    low, high = span(rows, top)
    size = (ROW_WITH_LINE if any(row.below for row in rows) else ROW) if is_named else NARROW
    drawn = base.figure(size * len(rows) + 62, annotations=names(rows, low, high) if is_named else outstanding(rows, (low + high) / 2))
    places = list(range(len(rows)))[::-1]
    if line is not None:
        drawn.add_trace(go.Scatter(x=[line.value] * 2, y=[-0.6, len(rows) - 0.3], mode="lines", line={"color": base.GREY, "width": 1.2, "dash": "dash"}, hoverinfo="skip"))
        drawn.add_annotation(x=line.value, y=1, yref="paper", yanchor="bottom", text=base.plain(line.text), showarrow=False, font={"size": 12},
                             xanchor="right" if line.value > (low + high) / 2 else "left")
    for side in dict.fromkeys(row.side for row in rows):
        drawn.add_trace(_bars([(place, row) for place, row in zip(places, rows) if row.side == side], COLOURS[side], 3 if is_named else 2))
    drawn.add_trace(points(rows, places, 11 if is_named else 6))
    ticks = [value for value in base.steps(high) if low <= value]
    drawn.update_xaxes(range=[low - (high - low) * 0.015, high + (high - low) * 0.02], tickvals=ticks, ticktext=[tick(value) for value in ticks],
                       gridcolor=base.TRACK, gridwidth=1)
    drawn.update_layout(margin={"l": 4, "r": 4, "t": 24, "b": 30})
    drawn.update_yaxes(visible=False, range=[-0.6, len(rows) - 0.3])
    return drawn


def span(rows: Sequence[Row], top: float | None) -> tuple[float, float]:
    """The ends of the axis: from the lowest interval, rounded down to a tenth of the axis, to the top; all of it where that says little more."""
    high = base.steps(max((row.high for row in rows), default=1))[-1] or 1
    high = min(top, high) if top else high
    low = min((row.low for row in rows), default=0)
    return (int(low * 10 // high) * high / 10 if low > high / 5 else 0), high


def names(rows: Sequence, low: float, high: float) -> list[dict[str, object]]:
    """Names on the left and numbers on the right, above each row; annotations, because the words of a trace cannot be clicked.

    rows: with label, link, below, text and text_link, as Row has them.
    """
    said = []
    for place, row in zip(range(len(rows) - 1, -1, -1), rows):
        name = base.linked(base.beside(row.label, row.text), row.link) + (f"<br><span style='font-size:11.5px'>{base.plain(row.below)}</span>" if row.below else "")
        shared = {"y": place + 0.13, "yanchor": "bottom", "showarrow": False, "font": {"size": 13}}
        said.append({"x": low, "xanchor": "left", "align": "left", "text": name, **shared})
        said.append({"x": high, "xanchor": "right", "align": "right", "text": base.linked(row.text, row.text_link), **shared})
    return said


def outstanding(rows: Sequence, middle: float) -> list[dict[str, object]]:
    """Among many, only those that stand out are named, on the side where there is room, and of neighbours the first.

    rows: with label, link, flag, value, low and high, as Row has them.
    """
    said, last = [], len(rows) + 1
    for place, row in zip(range(len(rows) - 1, -1, -1), rows):
        if row.flag and last - place > 1:
            last = place
            first, far = min(row.low, row.value), max(row.high, row.value)
            side = {"x": first, "xanchor": "right", "xshift": -5} if first > middle else {"x": far, "xanchor": "left", "xshift": 5}
            said.append({**side, "y": place, "showarrow": False, "font": {"size": 11}, "text": base.linked(base.short(row.label), row.link)})
    return said[:2 * MOST_NAMED]


def _kind(number: int) -> type:
    return go.Scattergl if number > base.MOST_POINTS else go.Scatter


def _bars(placed: Sequence[tuple[int, Row]], colour: str, width: float) -> go.Scatter:
    across = [end for _, row in placed for end in (row.low, row.high, None)]
    down = [end for place, _ in placed for end in (place, place, None)]
    return _kind(2 * len(placed))(x=across, y=down, mode="lines", line={"color": colour, "width": width}, opacity=0.45, hoverinfo="skip")


def points(rows: Sequence, places: Sequence[int], size: int) -> go.Scatter:
    """A point a row: its shape says how it stands out, its colour on which side, hollow that it rests on few items."""
    colours = [COLOURS[row.side] for row in rows]
    return _kind(3 * len(rows))(
        x=[row.value for row in rows], y=list(places), mode="markers", hoverinfo="text",
        hovertext=[base.hover(base.Mark(row.label, row.value, row.text, row.note)) for row in rows],
        marker={"size": [size + 3 if row.flag else size for row in rows], "color": colours, "opacity": 1,
                "symbol": [SHAPES[row.flag] + ("-open" if row.is_small else "") for row in rows], "line": {"width": 2 if size > 8 else 1, "color": colours}})
