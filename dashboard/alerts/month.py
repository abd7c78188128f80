"""A month's calendar of what falls due on which day."""

from collections import Counter, defaultdict
from datetime import date, timedelta

import streamlit as st

from dashboard import answers, charts, components, deadlines, filters, footer, formats, tables, tracing
from dashboard.alerts import lights
from dashboard.alerts.board import Board
from dashboard.charts import base, calendar
from dashboard.deadlines import LIGHTS
from dashboard.reader import Reader

# The lights of problems that are still open, in the order in which a day takes its colour from them.
COLOURS = {"overdue": base.VERMILION, "near": base.OCHRE, "watch": base.VIOLET, "normal": base.BLUE}


def show(shown: Board) -> None:
    """The days of a month with what falls due on them; the same in a table."""
    reader = shown.reader
    due: dict[date, Counter] = defaultdict(Counter)
    for row in shown.days:
        if row["due_on"]:
            due[row["due_on"]][row["light"]] += row["value"]
    if not due:
        st.caption(reader.say("alerts.no_days"))
        return
    first = _month(reader, shown.as_of, sorted({each.replace(day=1) for each in due}))
    known = {row["day"]: row for row in answers.table(reader, "calendar") if row["day"].replace(day=1) == first}
    length = (deadlines.months_after(first, 1) - first).days
    sheet = tuple(_square(shown, first + timedelta(days=number), due, known) for number in range(length))
    weekdays = reader.say("alerts.weekdays").split()
    alt = reader.say("alerts.calendar_alt", month=formats.month(first, reader.language))
    figure = answers.kept_figure((*reader.key, "due month", sheet, reader.language), lambda: charts.month(sheet, weekdays))
    drawn = [row for row in shown.days if row["due_on"] and row["due_on"].replace(day=1) == first]
    components.chart(figure, alt=alt, key="alerts_month", title=alt, below=footer.uncompared(reader, drawn, is_by_standard=True))
    st.caption(reader.say("alerts.calendar_about"))
    if not all(row["is_announced"] for row in known.values()) or not known:
        st.caption(f":material/event_busy: {reader.say('alerts.unannounced')}")
    with st.expander(reader.say("chart.as_table")):
        lines = [(day.day.isoformat(), sum(due[day.day].values()), sum(due[day.day][light] for light in COLOURS), day.label) for day in sheet if day.day in due]
        tables.framed([reader.say("alerts.due_on"), reader.say("alerts.due"), reader.say("alerts.still_open"), reader.say("alerts.holiday")], lines, alt=alt, key="alerts_month_table",
                      evidence=(reader.say("trace.button"), [tracing.address(reader, shown.query, basis=shown.basis, source="counted", due_on=day.day) for day in sheet if day.day in due]))


def _month(reader: Reader, as_of: date, months: list[date]) -> date:
    """The month in the address, else the first one from the day asked on in which something falls due; steps to others."""
    known = sorted({*months, as_of.replace(day=1)})
    default = next((each for each in months if each >= as_of.replace(day=1)), known[-1])
    asked, is_unknown = filters.asked("month", [f"{each:%Y-%m}" for each in known], f"{default:%Y-%m}")
    components.refused(reader, ["month"] if is_unknown else [])
    picked = filters.choose("month", [f"{each:%Y-%m}" for each in known], asked, st.selectbox, label=reader.say("alerts.month"), width=200)
    return date.fromisoformat(f"{picked or asked}-01")


def _square(shown: Board, day: date, due: dict[date, Counter], known: dict[date, dict]) -> calendar.Day:
    reader, sums = shown.reader, due.get(day, Counter())
    row = known.get(day)
    is_rest = not row["is_workday"] if row else day.weekday() > 4
    label = (row["holiday"] if reader.language == "zh" else reader.say("alerts.rest")) if row and row["holiday"] and is_rest else ""
    if row and not is_rest and day.weekday() > 4:
        label = reader.say("alerts.worked")
    still = sum(sums[light] for light in COLOURS)
    light = next((light for light in COLOURS if sums[light]), "completed")
    text = f"{LIGHTS[light][0]} {still}/{sum(sums.values())}" if sums else ""
    parts = reader.say("grammar.comma").join(f"{lights.word(reader, name)} {sums[name]}" for name in LIGHTS if sums[name])
    note = f"<b>{formats.day(day, reader.language)}</b><br>{parts}" if sums else ""
    return calendar.Day(day, label, text, note, COLOURS.get(light) if sums else None, is_rest, day == shown.as_of)
