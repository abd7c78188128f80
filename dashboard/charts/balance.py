"""Ledgers that must balance: a bar each, as long as what was due, made of what became of it. What does not balance sticks out, hatched."""

from collections.abc import Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from dashboard.charts import base

ROW = 64
# state -> (colour, shape, hatching, name of the theme's colour for a badge). Shape and word double every colour; nothing here is good or bad.
PARTS = {
    "recovered": (base.BLUE, "■", "", "blue"),
    "outstanding": (base.OCHRE, "□", "", "orange"),
    "reckoned": (base.OCHRE, "▨", "/", "orange"),
    "written_off": (base.VIOLET, "◇", "", "violet"),
    "missing": (base.VERMILION, "▲", "x", "red"),
    "surplus": (base.VERMILION, "▼", "x", "red"),
}
# Below this share of a bar a number has no room in it; hovering and the table have it.
ROOM = 0.09


@dataclass(frozen=True)
class Account:
    """One ledger. due: what was identified; parts: (state, amount, text in the bar, what hovering adds), amounts >= 0; text: the words above its right end.

    The other parts add up to due + surplus, so a `surplus` is drawn over the stretch of them beyond what was due.
    """

    label: str
    due: float
    parts: tuple[tuple[str, float, str, str], ...]
    text: str


def balance(accounts: Sequence[Account]) -> go.Figure:
    """A bar an account in the order given, each drawn to its own scale; a line stands where its parts should end."""
    drawn = base.figure(ROW * len(accounts) + 10, barmode="overlay", uniformtext={"minsize": 11, "mode": "hide"})
    places = list(range(len(accounts)))[::-1]
    for state in PARTS:
        segments = [(place, segment) for place, account in zip(places, accounts, strict=True) for segment in _segments(account) if segment[0] == state]
        if segments:
            drawn.add_trace(_bars(state, segments))
    for account, place in zip(accounts, places, strict=True):
        _words(drawn, account, place)
    drawn.add_trace(go.Scatter(
        x=[end for account in accounts for end in (_end(account), _end(account), None)], y=[end for place in places for end in (place - 0.32, place + 0.32, None)],
        mode="lines", line={"color": base.GREY, "width": 2.5}, hoverinfo="skip", cliponaxis=False))
    drawn.update_xaxes(visible=False, range=[-0.004, 1.004])
    drawn.update_yaxes(visible=False, range=[-0.42, len(accounts) - 0.28])
    return drawn


def _whole(account: Account) -> float:
    """What the bar's whole length stands for."""
    return max(account.due, sum(amount for state, amount, *_ in account.parts if state != "surplus")) or 1


def _end(account: Account) -> float:
    return account.due / _whole(account)


def _segments(account: Account) -> list[tuple[str, float, float, str, str]]:
    """(state, start, length, text, note), start and length as shares of the bar; a surplus lies over the end of the others."""
    found, start = [], 0.0
    for state, amount, text, note in account.parts:
        length = amount / _whole(account)
        found.append((state, _end(account) if state == "surplus" else start, length, text, note))
        start += 0 if state == "surplus" else length
    return found


def _bars(state: str, placed: Sequence[tuple[int, tuple[str, float, float, str, str]]]) -> go.Bar:
    colour, shape, hatching, _ = PARTS[state]
    places, segments = zip(*placed, strict=True)
    return go.Bar(
        y=places, base=[start for _, start, *_ in segments], x=[length for _, _, length, *_ in segments],
        orientation="h", width=0.42, textposition="inside", insidetextanchor="middle", textangle=0, textfont={"color": "white", "size": 12.5},
        text=[f"{shape} {base.plain(text)}" if length >= ROOM else "" for _, _, length, text, _ in segments],
        hovertext=[f"{shape} {base.plain(note)} · {base.plain(text)}" for _, _, _, text, note in segments], hoverinfo="text",
        marker={"color": colour, "line": {"width": 0}, "pattern": {"shape": hatching, "fillmode": "overlay", "fgcolor": "rgba(255,255,255,.55)", "size": 6}})


def _words(drawn: go.Figure, account: Account, place: int) -> None:
    """The name above the bar on the left, the amount due on the right."""
    for x, anchor, text in ((0, "left", base.short(account.label)), (1, "right", account.text)):
        drawn.add_annotation(x=x, y=place + 0.45, text=base.plain(text), showarrow=False, xanchor=anchor, font={"size": 13})
