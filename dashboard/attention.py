"""What needs a look, as sentences with a way to it: leads to be verified, never verdicts."""

import streamlit as st

from dashboard import answers, formats
from dashboard.answers import Rows
from dashboard.reader import Reader

# Up to this many units are named in one line; of more only the first ones are, and of very many none.
NAMED = 6
MANY = 20
CONTRADICTORY = ("totals_contradict", "completed_contradict", "completed_exceeds_total")
SILENT = ("not_stated", "no_total", "no_completed")


def show(reader: Reader, found: dict[str, Rows]) -> None:
    """One line each for contradictions, overdue problems, money still out, answers that cannot be computed, refused files."""
    completion = found["problem_completion_rate"]
    lines = [
        ("compare_arrows", "conflicts", "internal_conflicts", _above_nought(found["internal_conflicts"])),
        ("schedule", "overdue", "overdue_problems", _above_nought(found["overdue_problems"])),
        ("payments", "outstanding", "funds_outstanding", _above_nought(found["funds_outstanding"])),
        ("block", "uncomputed", "problem_completion_rate", [row for row in completion if row["reason"] in CONTRADICTORY]),
        ("visibility_off", "silent", "problem_completion_rate", [row for row in completion if row["reason"] in SILENT]),
    ]
    shown = [line for line in lines if line[-1]]
    for icon, name, metric, rows in shown:
        _line(reader, icon, reader.say(f"attention.{name}", n=len(rows)), metric, rows)
    refused = answers.table(reader, "refusals")
    if refused:
        files = len({row["sha256"] for row in refused})
        _row(reader, "report", reader.say("attention.refused", n=files), [("sources", reader.say("attention.see_refused"), {"view": "refusals"})])
    if not shown and not refused:
        st.caption(reader.say("attention.none"))


def _above_nought(rows: Rows) -> Rows:
    return [row for row in rows if row["value"]]


def _line(reader: Reader, icon: str, sentence: str, metric: str, rows: Rows) -> None:
    """The units in the order of the register: being first here means nothing. A unit leads to what stands behind its number, or against it."""
    of = "internal_conflicts" if rows[0]["reason"] in CONTRADICTORY else metric
    place = {unit["unit_id"]: number for number, unit in enumerate(answers.units(reader))}
    named = sorted(rows, key=lambda row: place[row["unit_id"]])[:NAMED]
    links = [("unit", row["unit_name"], {"unit": row["unit_id"]}) if row["reason"] in SILENT else ("trace", row["unit_name"], {"of": of, "unit": row["unit_id"]}) for row in named]
    if len(rows) > NAMED:
        links = [("compare", reader.say("attention.all"), {"metric": metric})] if len(rows) > MANY else [*links, ("compare", reader.say("attention.all"), {"metric": metric})]
    _row(reader, icon, sentence, links)


def _row(reader: Reader, icon: str, sentence: str, links: list[tuple[str, str, dict[str, str]]]) -> None:
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key=f"attention_{icon}"):
        st.markdown(f":material/{icon}: {sentence}", width="content")
        for page, words, parameters in links:
            st.page_link(st.session_state["pages"][page], label=formats.escaped(words), query_params=reader.parameters(**parameters))
