"""What the page shows: the due days of one basis under the reader's steps, on the day that is asked for."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

import streamlit as st

from dashboard import answers, components, deadlines, filters, inputs, labels
from dashboard.answers import Rows
from dashboard.deadlines import PHASES, Steps
from dashboard.reader import Reader
from queries import Query


@dataclass(frozen=True)
class Board:
    """What the page shows: due days and open problems of one basis, with the light of each row under `light`."""

    reader: Reader
    as_of: date
    steps: Steps
    bases: tuple[str, ...]
    basis: str | None
    days: Rows
    open: Rows
    query: Query


def of(reader: Reader, days: Query, listed: Query, steps: Steps) -> Board:
    """The answers under the reader's steps, basis and phase; the choices that are not in the Filter are drawn here."""
    as_of = answers.scope(reader).as_of
    found = answers.several(reader, [days, listed])
    sums = Counter()
    for row in found[days.name]:
        sums[row["basis"]] += row["value"]
    bases = tuple(basis for basis, _ in sums.most_common())
    basis, phase = _basis(reader, bases), _phase(reader)
    for row in found[listed.name]:
        row["days_left"] = row["value"]
    kept = {name: [row | {"light": steps.light(row)} for row in rows if row["basis"] == basis and phase in (None, steps.phase(row, as_of))]
            for name, rows in found.items()}
    return Board(reader, as_of, steps, bases, basis, kept[days.name], kept[listed.name], listed)


def steps(reader: Reader) -> Steps:
    """The steps in force, and how to change them; what an address says wrongly is named."""
    asked, refused = deadlines.asked(st.query_params, deadlines.configured())
    components.refused(reader, refused)
    with st.expander(reader.say("alerts.steps", steps=_said(reader, asked)), icon=":material/tune:", key="alert_steps"):
        st.caption(reader.say("alerts.steps_about"))
        with st.container(horizontal=True, vertical_alignment="bottom", gap="medium"):
            filters.choose("count", list(deadlines.COUNTS), asked.count, st.segmented_control, label=reader.say("alerts.count"), required=True,
                           format_func=lambda code: reader.say(f"alerts.count_{code}"))
            for name, value, most in (("watch", asked.watch, deadlines.MOST_DAYS), ("near", asked.near, asked.watch), ("months", asked.months, deadlines.MOST_MONTHS)):
                inputs.whole(name, reader.say(f"alerts.{name}"), value, 0, most)
    return asked


def _said(reader: Reader, asked: Steps) -> str:
    return reader.say("alerts.steps_said", watch=asked.watch, near=asked.near, count=reader.say(f"alerts.count_{asked.count}"))


def _basis(reader: Reader, bases: tuple[str, ...]) -> str | None:
    if len(bases) < 2:
        return bases[0] if bases else None
    basis, is_unknown = filters.asked("on_basis", list(bases), bases[0])
    components.refused(reader, ["on_basis"] if is_unknown else [])
    return filters.choose("on_basis", list(bases), basis, st.segmented_control, label=reader.say("alerts.on_basis"), required=True,
                          format_func=lambda code: labels.basis(reader, code))


def _phase(reader: Reader) -> str | None:
    phase, is_unknown = filters.asked("phase", list(PHASES), None)
    components.refused(reader, ["phase"] if is_unknown else [])
    return filters.choose("phase", list(PHASES), phase, st.pills, label=reader.say("alerts.phase"), format_func=lambda code: reader.say("alerts.phase_unstated") if code == "unstated" else labels.label(reader, "phase", code))


def day(reader: Reader) -> None:
    """The board of an earlier day: the days on which ledgers stood, newest first."""
    known = sorted({row["as_of"] for row in answers.table(reader, "documents") if row["as_of"]}, reverse=True)
    options = [each.isoformat() for each in known]
    chosen = reader.chosen.as_of and reader.chosen.as_of.isoformat()
    filters.choose("as_of", options if chosen in (None, *options) else [chosen, *options], chosen, st.selectbox, label=reader.say("alerts.as_of"),
                   placeholder=reader.say("alerts.as_of_latest"), width=260, help=reader.say("alerts.as_of_help"))
