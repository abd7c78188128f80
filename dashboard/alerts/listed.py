"""The problems of one light, the most urgent first, each with its day, where that comes from, and its place."""

from datetime import date

import streamlit as st

from dashboard import components, filters, formats, labels, places, tables, tracing
from dashboard.alerts import lights
from dashboard.alerts.board import Board
from dashboard.deadlines import LIGHTS
from dashboard.reader import Reader

MOST = 40
NEXT = "next"       # what is not overdue and has a day: the list that the page opens with


def show(shown: Board) -> None:
    """The problems of one light, the most urgent first, each with its day, where that comes from, and its place."""
    reader, options = shown.reader, [NEXT, *(light for light in LIGHTS if light != "completed")]
    wanted, is_unknown = filters.asked("light", options, NEXT)
    components.refused(reader, ["light"] if is_unknown else [])
    wanted = filters.choose("light", options, wanted, st.pills, label=reader.say("alerts.light"), required=True, label_visibility="collapsed",
                            format_func=lambda code: reader.say("alerts.next") if code == NEXT else lights.word(reader, code))
    rows = [row for row in shown.open if (row["light"] in ("near", "watch", "normal") if wanted == NEXT else row["light"] == wanted)]
    rows.sort(key=lambda row: (row["due_on"] or date.max, row["unit_id"], row["problem_id"]))
    if not rows:
        st.caption(reader.say("alerts.none"))
        return
    st.caption(reader.say("alerts.cut", shown=min(len(rows), MOST), n=len(rows)))
    names = ("due_on", "left", "source", "light_name", "place")
    head = [reader.say("table.unit"), reader.say("alerts.problem"), *(reader.say(f"alerts.{name}") for name in names)]
    tables.plain(head, [_line(shown, row) for row in rows[:MOST]], alt=reader.say("alerts.list"), key="alerts_list", has_file=True)


def _line(shown: Board, row: dict[str, object]) -> list[str]:
    reader = shown.reader
    where = reader.say("grammar.comma").join(places.words(reader, place) for place in places.read(row["places"]))
    text = f"{row['number']}. {row['problem_text'] or ''}" if row["number"] else row["problem_text"] or ""
    return [tables.unit_link(reader, row), formats.escaped(text),
            row["due_on"].isoformat() if row["due_on"] else "—", _left(reader, row),
            _source(reader, row), formats.escaped(lights.word(reader, row["light"])),
            tracing.linked(reader, formats.escaped(where) or reader.say("evidence.title"), shown.query, row["unit_id"], problem_id=row["problem_id"])]


def _left(reader: Reader, row: dict[str, object]) -> str:
    """Days left / working days left; working days beyond the announced holidays say so."""
    if row["days_left"] is None:
        return "—"
    workdays = "—" if row["workdays_left"] is None else str(row["workdays_left"])
    unsure = f" :small[{reader.say('alerts.by_weekdays')}]" if row["workdays_left"] is not None and not row["is_announced"] else ""
    return f"{row['days_left']} / {workdays}{unsure}"


def _source(reader: Reader, row: dict[str, object]) -> str:
    """Where a due day comes from, in words; of a rule, which one."""
    if not row["due_source"]:
        return reader.say("alerts.source_none")
    return formats.escaped(" ".join(part for part in (labels.label(reader, "due_source", row["due_source"]), row["due_rule_id"]) if part))
