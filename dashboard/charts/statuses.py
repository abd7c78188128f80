"""What the whole is made of: one bar a basis, a segment a status. Shape and word double every colour."""

from collections.abc import Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from dashboard.charts import base

# status -> (colour, shape, hatching, name of the theme's colour for a badge)
SHAPES = {
    "completed": (base.TEAL, "✔", "", "green"),
    "claimed_only": (base.TEAL, "✓", "/", "green"),
    "substantially_completed": (base.BLUE, "◕", "", "blue"),
    "in_progress": (base.SLATE, "◔", "", "blue"),
    "in_progress_or_substantially_completed": (base.SLATE, "◑", "/", "blue"),
    "long_term": (base.OCHRE, "◆", "", "orange"),
    "extended": (base.VIOLET, "▷", "", "violet"),
    "not_completed": (base.VERMILION, "▲", "", "red"),
    "unknown": (base.GREY, "○", "", "gray"),
}


@dataclass(frozen=True)
class Part:
    """One segment: which status, how it reads, how many."""

    status: str
    label: str
    value: int


def statuses(bars: Sequence[tuple[str, Sequence[Part]]]) -> go.Figure:
    """One bar of parts for each (title, parts), each filling the whole width."""
    drawn = base.figure(64 * len(bars) + 8, barmode="stack", uniformtext={"minsize": 11, "mode": "hide"})
    for place, (title, parts) in enumerate(reversed(bars)):
        whole = sum(part.value for part in parts) or 1
        for part in sorted(parts, key=lambda part: list(SHAPES).index(part.status)):
            drawn.add_trace(_segment(place, part, part.value / whole))
        drawn.add_annotation(x=0, y=place + 0.42, text=base.plain(title), showarrow=False, xanchor="left", xshift=-2, font={"size": 13})
    drawn.update_xaxes(visible=False, range=[0, 1])
    drawn.update_yaxes(visible=False, range=[-0.3, len(bars) - 0.35])
    return drawn


def _segment(place: int, part: Part, share: float) -> go.Bar:
    colour, shape, hatching, _ = SHAPES[part.status]
    return go.Bar(
        x=[share], y=[place], orientation="h", width=0.44, text=f"{shape} {part.value:,}" if share >= 0.05 else "",
        textposition="inside", insidetextanchor="middle", textangle=0, textfont={"color": "white", "size": 13},
        marker={"color": colour, "line": {"width": 0}, "pattern": {"shape": hatching, "fillmode": "overlay", "fgcolor": "rgba(255,255,255,.5)", "size": 6}},
        hovertext=f"{shape} {base.plain(part.label)}<br>{part.value:,}", hoverinfo="text",
    )
