"""The board of due days: lights, a month's calendar, what falls due next, unit by unit, and the rules behind the days."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from urllib.parse import urlencode

import streamlit as st

from dashboard import answers, charts, components, deadlines, filters, footer, formats, inputs, labels, places, tables, tracing
from dashboard.answers import Rows
from dashboard.charts import base, calendar
from dashboard.deadlines import LIGHTS, PHASES, Steps
from dashboard.reader import Reader
from queries import Query, breakdown

MOST_LISTED = 40
COLOURS = {"overdue": base.VERMILION, "near": base.OCHRE, "watch": base.VIOLET, "normal": base.BLUE}
NEXT = "next"       # what is not overdue and has a day: the list that the page opens with


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


def board(reader: Reader, days: Query, listed: Query, steps: Steps) -> Board:
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
    with st.expander(reader.say("alerts.steps", steps=said(reader, asked)), icon=":material/tune:", key="alert_steps"):
        st.caption(reader.say("alerts.steps_about"))
        with st.container(horizontal=True, vertical_alignment="bottom", gap="medium"):
            filters.choose("count", list(deadlines.COUNTS), asked.count, st.segmented_control, label=reader.say("alerts.count"), required=True,
                           format_func=lambda code: reader.say(f"alerts.count_{code}"))
            for name, value, most in (("watch", asked.watch, deadlines.MOST_DAYS), ("near", asked.near, asked.watch), ("months", asked.months, deadlines.MOST_MONTHS)):
                inputs.whole(name, reader.say(f"alerts.{name}"), value, 0, most)
    return asked


def said(reader: Reader, asked: Steps) -> str:
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


def word(reader: Reader, light: str) -> str:
    return f"{LIGHTS[light][0]} {reader.say(f'light.{light}')}"


def _address(reader: Reader, **more: str | None) -> str:
    """This page with the same question and the same steps, and something else chosen."""
    kept = {name: st.query_params[name] for name in ("count", "watch", "near", "months", "on_basis", "phase") if name in st.query_params}
    return f"alerts?{urlencode({**kept, **reader.parameters(**more)})}"


def lights(shown: Board) -> None:
    """How many problems show which light: a number a light, each a way to its list."""
    reader, sums = shown.reader, Counter()
    for row in shown.days:
        sums[row["light"]] += row["value"]
    total = sum(sums.values())
    st.caption(reader.say("alerts.total", n=total, basis=labels.basis(reader, shown.basis)))
    with st.grid(5, min_column_width=132, gap="small"):
        for light, (shape, _) in LIGHTS.items():
            with st.container(border=True, key=f"light_{light}", gap=None):
                st.markdown(f"{shape} {reader.say(f'light.{light}')}")
                with st.container(key=f"figure_kpi_light_{light}"):
                    is_listed = sums[light] and light != "completed"
                    st.markdown(f"[{sums[light]:,}]({_address(reader, light=light)})" if is_listed else _completed(shown, sums[light]))
    undue = sums["no_due"]
    if undue:
        st.caption(f":material/info: {reader.say('alerts.no_due', n=undue)}")


def month(shown: Board) -> None:
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
    parts = reader.say("grammar.comma").join(f"{word(reader, name)} {sums[name]}" for name in LIGHTS if sums[name])
    note = f"<b>{formats.day(day, reader.language)}</b><br>{parts}" if sums else ""
    return calendar.Day(day, label, text, note, COLOURS.get(light) if sums else None, is_rest, day == shown.as_of)


def listed(shown: Board) -> None:
    """The problems of one light, the most urgent first, each with its day, where that comes from, and its place."""
    reader, options = shown.reader, [NEXT, *(light for light in LIGHTS if light != "completed")]
    wanted, is_unknown = filters.asked("light", options, NEXT)
    components.refused(reader, ["light"] if is_unknown else [])
    wanted = filters.choose("light", options, wanted, st.pills, label=reader.say("alerts.light"), required=True, label_visibility="collapsed",
                            format_func=lambda code: reader.say("alerts.next") if code == NEXT else word(reader, code))
    rows = [row for row in shown.open if (row["light"] in ("near", "watch", "normal") if wanted == NEXT else row["light"] == wanted)]
    rows.sort(key=lambda row: (row["due_on"] or date.max, row["unit_id"], row["problem_id"]))
    if not rows:
        st.caption(reader.say("alerts.none"))
        return
    st.caption(reader.say("alerts.cut", shown=min(len(rows), MOST_LISTED), n=len(rows)))
    names = ("due_on", "left", "source", "light_name", "place")
    head = [reader.say("table.unit"), reader.say("alerts.problem"), *(reader.say(f"alerts.{name}") for name in names)]
    tables.plain(head, [_line(shown, row) for row in rows[:MOST_LISTED]], alt=reader.say("alerts.list"), key="alerts_list", has_file=True)


def _line(shown: Board, row: dict[str, object]) -> list[str]:
    reader = shown.reader
    where = reader.say("grammar.comma").join(places.words(reader, place) for place in places.read(row["places"]))
    text = f"{row['number']}. {row['problem_text'] or ''}" if row["number"] else row["problem_text"] or ""
    return [f"[{formats.escaped(row['unit_name'])}]({tables.unit_address(reader, row['unit_id'])})", formats.escaped(text),
            row["due_on"].isoformat() if row["due_on"] else "—", _left(reader, row),
            source(reader, row), formats.escaped(word(reader, row["light"])),
            tracing.linked(reader, formats.escaped(where) or reader.say("evidence.title"), shown.query, row["unit_id"], problem_id=row["problem_id"])]


def _left(reader: Reader, row: dict[str, object]) -> str:
    """Days left / working days left; working days beyond the announced holidays say so."""
    if row["days_left"] is None:
        return "—"
    workdays = "—" if row["workdays_left"] is None else str(row["workdays_left"])
    unsure = f" :small[{reader.say('alerts.by_weekdays')}]" if row["workdays_left"] is not None and not row["is_announced"] else ""
    return f"{row['days_left']} / {workdays}{unsure}"


def source(reader: Reader, row: dict[str, object]) -> str:
    """Where a due day comes from, in words; of a rule, which one."""
    if not row["due_source"]:
        return reader.say("alerts.source_none")
    return formats.escaped(" ".join(part for part in (labels.label(reader, "due_source", row["due_source"]), row["due_rule_id"]) if part))


def units(shown: Board) -> None:
    """Unit by unit, in the order of the register: how many problems show which light, each number a way to its list."""
    reader = shown.reader
    sums: dict[str, Counter] = defaultdict(Counter)
    for row in shown.days:
        sums[row["unit_id"]][row["light"]] += row["value"]
    rows = [unit for unit in answers.units(reader) if unit["unit_id"] in sums]
    seen = [light for light in LIGHTS if any(sums[row["unit_id"]][light] for row in rows)]
    head = [reader.say("table.unit"), *(word(reader, light) for light in seen)]
    if len(rows) > tables.MOST_ON_PAGE:
        said = [{"unit_id": row["unit_id"], "unit_name": row["unit_name"], "basis": shown.basis, "value": sum(sums[row["unit_id"]].values())} for row in rows]
        tables.of_units(reader, said, head, [[sums[row["unit_id"]][light] for light in seen] for row in rows], alt=reader.say("alerts.by_unit"), key="alerts_units",
                        query=breakdown("due_days"))
        return
    lines = [[f"[{formats.escaped(row['unit_name'])}]({tables.unit_address(reader, row['unit_id'])})", *(_counted(shown, row["unit_id"], light, sums[row["unit_id"]][light]) for light in seen)]
             for row in rows]
    tables.plain(head, lines, alt=reader.say("alerts.by_unit"), key="alerts_units")


def _counted(shown: Board, unit_id: str, light: str, number: int) -> str:
    """A number of problems of one unit, leading to their list, or to their rows where they are completed and in no list."""
    if not number or light == "completed":
        return _completed(shown, number, unit_id)
    one = shown.reader.asking(replace(shown.reader.chosen, units=(unit_id,)))
    return f"[{number:,}]({_address(one, light=light)})"


def _completed(shown: Board, number: int, unit_id: str | None = None) -> str:
    return tracing.linked(shown.reader, f"{number:,}", breakdown("due_days"), unit_id, basis=shown.basis, status="completed", source="counted") if number else "0"


def rules(reader: Reader, duties: Rows) -> None:
    """Every rule on time with what it is used for, and publication beside the duty to report that held then."""
    rows = answers.table(reader, "due_rules")
    if not any(row["is_applied"] for row in rows):
        st.caption(f":material/info: {reader.say('rules_on_time.none_applied')}")
    names = ("rule_id", "use", "what", "scope", "legal_basis")
    lines = [[formats.escaped(cell) for cell in _rule(reader, row)] for row in sorted(rows, key=lambda row: (not row["is_applied"], row["rule_id"]))]
    tables.plain([reader.say(f"rules_on_time.{name}") for name in names], lines, alt=reader.say("alerts.rules"), key="rules_on_time")
    if duties:
        _duties(reader, duties)


def _rule(reader: Reader, row: dict[str, object]) -> Iterable[str]:
    comma, semicolon = reader.say("grammar.comma"), reader.say("grammar.semicolon")
    start = labels.label(reader, "start_event", row["start_event"])
    length = reader.say("rules_on_time.length", start=start, n=row["length"], unit=labels.label(reader, "length_unit", row["length_unit"])) if row["length"] else reader.say("rules_on_time.no_length")
    scope = [row["region"] or "", *(_several(reader, code_list, row[name]) for name, code_list in (("level", "level"), ("kind", "inspection_kind")))]
    force = reader.say("rules_on_time.force", first=row["effective_from"] or "…", last=row["effective_to"] or "…")
    use = "applied" if row["is_applied"] else "unverified" if row["evidence"] == "unverified" else "information"
    return (row["rule_id"], reader.say(f"rules_on_time.use_{use}"), semicolon.join((row["what"], length)),
            semicolon.join((comma.join(part for part in scope if part) or reader.say("rules_on_time.everywhere"), force)),
            semicolon.join((row["legal_basis"], labels.label(reader, "evidence", row["evidence"]))))


def _several(reader: Reader, code_list: str, codes: str | None) -> str:
    """A few codes by their names, many by the first and their number."""
    names = [labels.label(reader, code_list, code) for code in (codes or "").split("、") if code]
    return reader.say("rules_on_time.several", first=names[0], n=len(names)) if len(names) > 3 else reader.say("grammar.comma").join(names)


def _duties(reader: Reader, duties: Rows) -> None:
    with st.expander(reader.say("rules_on_time.duties", n=len(duties))):
        st.caption(reader.say("rules_on_time.duties_about"))
        head = [reader.say("table.unit"), *(reader.say(f"rules_on_time.{name}") for name in ("feedback_on", "published_on", "lag", "rule_id", "report_due_on"))]
        query, head = breakdown("reporting_duties"), [*head, reader.say("evidence.document")]
        body = [[row["feedback_on"], row["published_on"], row["value"], row["rule_id"], row["report_due_on"], places.title(reader, row["places"])] for row in duties]
        tables.of_units(reader, duties, head, [[str(cell) for cell in line] for line in body], alt=reader.say("rules_on_time.duties", n=len(duties)), key="duties", query=query)
