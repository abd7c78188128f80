"""Units one under another with two values each: a point for what is, an upright stroke for what was to be expected, a thin bar for chance."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from dashboard.charts import base
from dashboard.charts.intervals import COLOURS, MOST_NAMED, NARROW, ROW, ROW_WITH_LINE, names, outstanding, points


@dataclass(frozen=True)
class Pair:
    """One unit. value: what is; expected: what its own mix makes one expect; low, high: where the expected one may lie if only chance parts them.

    link, text_link, below, note, flag, side, is_small: as in `intervals.Row`.
    """

    label: str
    value: float
    expected: float
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


def dumbbell(pairs: Sequence[Pair], *, top: float, tick: Callable[[float], str] = str) -> go.Figure:
    """A row a unit, in the order given: names while they are few, then only of those that stand out."""
    is_named = len(pairs) <= MOST_NAMED
    size = (ROW_WITH_LINE if any(pair.below for pair in pairs) else ROW) if is_named else NARROW
    low = min((min(pair.low, pair.value) for pair in pairs), default=0.0)
    low = int(low * 10 // top) * top / 10 if low > top / 5 else 0.0
    drawn = base.figure(size * len(pairs) + 50, annotations=names(pairs, low, top) if is_named else outstanding(pairs, (low + top) / 2))
    kind = go.Scattergl if 4 * len(pairs) > base.MOST_POINTS else go.Scatter
    places = list(range(len(pairs)))[::-1]
    for side in dict.fromkeys(pair.side for pair in pairs):
        some = [(place, pair) for place, pair in zip(places, pairs) if pair.side == side]
        drawn.add_trace(_lines(kind, [(place, pair.low, pair.high) for place, pair in some], COLOURS[side], 3 if is_named else 2, 0.35))
        drawn.add_trace(_lines(kind, [(place, pair.expected, pair.value) for place, pair in some], COLOURS[side], 1.4, 1))
    drawn.add_trace(kind(x=[pair.expected for pair in pairs], y=places, mode="markers", hoverinfo="skip",
                         marker={"size": 16 if is_named else 7, "symbol": "line-ns-open", "color": base.SLATE, "opacity": 1, "line": {"width": 2.5 if is_named else 1.5, "color": base.SLATE}}))
    drawn.add_trace(points(pairs, places, 10 if is_named else 6))
    ticks = [value for value in base.steps(top) if low <= value <= top]
    drawn.update_xaxes(range=[low - (top - low) * 0.015, top + (top - low) * 0.02], tickvals=ticks, ticktext=[tick(value) for value in ticks], gridcolor=base.TRACK, gridwidth=1)
    drawn.update_layout(margin={"l": 4, "r": 4, "t": 8, "b": 30})
    drawn.update_yaxes(visible=False, range=[-0.6, len(pairs) - 0.3])
    return drawn


def _lines(kind: type, ends: Sequence[tuple[int, float, float]], colour: str, width: float, opacity: float) -> go.Scatter:
    across = [end for _, first, last in ends for end in (first, last, None)]
    down = [end for place, _, _ in ends for end in (place, place, None)]
    return kind(x=across, y=down, mode="lines", line={"color": colour, "width": width}, opacity=opacity, hoverinfo="skip")
