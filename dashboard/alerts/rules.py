"""The rules behind the days, and publication beside the duty to report that held then."""

from collections.abc import Iterable

import streamlit as st

from dashboard import answers, formats, labels, places, tables
from dashboard.answers import Rows
from dashboard.reader import Reader
from queries import breakdown


def show(reader: Reader, duties: Rows) -> None:
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
