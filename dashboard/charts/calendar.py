"""One month as a sheet of days: a square a day, what falls due on it in the middle, rest days shaded, the day asked framed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import plotly.graph_objects as go

from dashboard.charts import base

ROW, HEAD = 64, 30
REST = "rgba(133, 146, 163, 0.13)"
EDGE = "rgba(133, 146, 163, 0.38)"


@dataclass(frozen=True)
class Day:
    """One square. label: beside its number, such as a holiday; text: in its middle; colour: of the text's mark, None for a quiet day."""

    day: date
    label: str = ""
    text: str = ""
    note: str = ""
    colour: str | None = None
    is_rest: bool = False
    is_asked: bool = False


def month(days: Sequence[Day], weekdays: Sequence[str]) -> go.Figure:
    """The days of one month under the names of the days of the week, Monday first."""
    first = days[0].day.weekday()
    places = [((first + number) % 7, -((first + number) // 7)) for number in range(len(days))]
    weeks = -places[-1][1] + 1
    drawn = base.figure(ROW * weeks + HEAD, shapes=[_square(day, *place) for day, place in zip(days, places, strict=True)])
    drawn.add_trace(_texts([(column, 0.68, name) for column, name in enumerate(weekdays)], 12.5))
    drawn.add_trace(_texts([(column - 0.44, row + 0.33, _corner(day)) for day, (column, row) in zip(days, places, strict=True)], 11.5, "middle right"))
    busy = [(column, row - 0.1, base.plain(day.text), day.colour) for day, (column, row) in zip(days, places, strict=True) if day.text]
    drawn.add_trace(_texts([each[:3] for each in busy], 14, colours=[each[3] or base.GREY for each in busy]))
    drawn.add_trace(_hovers(days, places))
    drawn.update_xaxes(visible=False, range=[-0.52, 6.52])
    drawn.update_yaxes(visible=False, range=[-weeks + 0.48, 0.9])
    return drawn


def _corner(day: Day) -> str:
    return f"<b>{day.day.day}</b>" + (f" {base.plain(day.label)}" if day.label else "")


def _square(day: Day, column: int, row: int) -> dict:
    line = {"color": base.BLUE, "width": 2.5} if day.is_asked else {"color": EDGE, "width": 1}
    return {"type": "rect", "x0": column - 0.48, "x1": column + 0.48, "y0": row - 0.46, "y1": row + 0.46, "layer": "below", "line": line,
            "fillcolor": REST if day.is_rest else "rgba(0,0,0,0)"}


def _texts(texts: Sequence[tuple[float, float, str]], size: float, position: str = "middle center", colours: Sequence[str] | None = None) -> go.Scatter:
    font = {"size": size} | ({"color": colours} if colours else {})
    return go.Scatter(x=[x for x, _, _ in texts], y=[y for _, y, _ in texts], text=[text for _, _, text in texts], mode="text", textposition=position,
                      textfont=font, hoverinfo="skip", cliponaxis=False)


def _hovers(days: Sequence[Day], places: Sequence[tuple[int, int]]) -> go.Scatter:
    said = [(day, place) for day, place in zip(days, places, strict=True) if day.note]
    return go.Scatter(x=[place[0] for _, place in said], y=[place[1] for _, place in said], mode="markers", marker={"size": 34, "opacity": 0},
                      hovertext=[day.note for day, _ in said], hoverinfo="text")
