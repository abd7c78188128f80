"""What all pictures share: colours that hold on a light and on a dark ground, no frame, no tool bar, text as text."""

import html
from dataclasses import dataclass

import plotly.graph_objects as go

# Told apart by hue and by luminance; never red against green.
BLUE, TEAL, OCHRE, VERMILION, VIOLET, SLATE, GREY = "#2f6db0", "#1f8a7a", "#c98a1b", "#c2412d", "#6d5ba8", "#5f7fb3", "#8592a3"
TRACK = "rgba(133, 146, 163, 0.22)"
# Above this many points an SVG picture makes the browser slow; such pictures are drawn by WebGL or cut with a sentence.
MOST_POINTS = 500
LONGEST_NAME, SHORTEST_NAME = 16, 6
# Ems of 13 px that a line of a picture holds on a telephone.
LINE = 23


@dataclass(frozen=True)
class Mark:
    """One row of a picture. label: in front of it; text: beside the mark; note: what hovering adds; of: the whole it is a part of; link: where its text leads."""

    label: str
    value: float
    text: str
    note: str = ""
    of: float | None = None
    link: str = ""


def figure(height: int, **layout: object) -> go.Figure:
    """An empty figure of ours."""
    made = go.Figure()
    made.update_layout(
        height=height,
        margin={"l": 4, "r": 4, "t": 4, "b": 4},
        paper_bgcolor="rgba(0,0,0,0)",
        plot_bgcolor="rgba(0,0,0,0)",
        showlegend=False,
        dragmode=False,
        hoverlabel={"align": "left"},
        **layout,
    )
    made.update_xaxes(showline=False, zeroline=False, ticks="", fixedrange=True, automargin=True)
    made.update_yaxes(showline=False, zeroline=False, ticks="", fixedrange=True, automargin=True)
    return made


def plain(text: object) -> str:
    """Text of the data for Plotly, which reads a little HTML; its lines stay lines."""
    return html.escape(str(text), quote=False).replace("\n", "<br>")


def linked(text: str, address: str) -> str:
    """Words that lead to a page, in the reader's own tab; only an annotation's can be clicked, not a trace's."""
    return f'<a href="{html.escape(address)}" target="_self">{plain(text)}</a>' if address else plain(text)


def beside(name: str, number: str) -> str:
    """A name as long as leaves room for its number in the same line on a telephone."""
    return short(name, max(SHORTEST_NAME, min(LONGEST_NAME, int(LINE - ems(number)))))


def ems(text: str) -> float:
    """About how wide words are, in heights of their type: a Chinese sign is as wide as it is high."""
    return sum(1 if ord(sign) > 0x2E7F else 0.55 for sign in text)


def broken(text: str, widest: float) -> list[str]:
    """Words as one line, or as two lines of about one width where they are wider (in ems); between words where there are several."""
    if ems(text) <= widest:
        return [text]
    cuts = [place for place, sign in enumerate(text) if sign == " "] or range(1, len(text))
    cut = min(cuts, key=lambda place: max(ems(text[:place]), ems(text[place:].lstrip())))
    return [text[:cut], text[cut:].lstrip()]


def short(text: str, longest: int = LONGEST_NAME) -> str:
    """A name that leaves room for a number on a telephone; hovering and the table have it whole."""
    return text if len(text) <= longest else text[: longest - 1] + "…"


def hover(mark: Mark) -> str:
    lines = [f"<b>{plain(mark.label)}</b>", plain(mark.text)] + ([plain(mark.note)] if mark.note else [])
    return "<br>".join(lines)


def steps(top: float) -> list[float]:
    """Four or five round marks from 0 to at least `top`."""
    if top <= 0:
        return [0, 1]
    size = 10 ** (len(str(int(top))) - 1) if top >= 1 else 0.1
    step = next((step for step in (size / 5, size / 2, size, size * 2, size * 5) if top / step <= 5), size * 5)
    if top >= 5:
        step = max(1, round(step))
    return [step * index for index in range(int(-(-top // step)) + 1)]
