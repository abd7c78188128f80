"""What needs a look, as sentences with a way to it: leads to be verified, never verdicts."""

import streamlit as st

from dashboard import answers, formats
from dashboard.answers import Rows
from dashboard.reader import Reader

# Units named in one sentence; the rest are counted.
NAMED = 6


def show(reader: Reader, found: dict[str, Rows]) -> None:
    """One line each for contradictions, overdue problems, money still out, answers that cannot be computed, refused files."""
    lines = [
        ("compare_arrows", "conflicts", _units(found["internal_conflicts"])),
        ("schedule", "overdue", _units(found["overdue_problems"])),
        ("payments", "outstanding", _units(found["funds_outstanding"])),
        ("block", "uncomputed", [row for row in found["problem_completion_rate"] if row["value"] is None and "contradict" in (row["reason"] or "") + ("contradict" if row["reason"] == "completed_exceeds_total" else "")]),
        ("visibility_off", "silent", [row for row in found["problem_completion_rate"] if row["reason"] in ("not_stated", "no_total", "no_completed")]),
    ]
    shown = [line for line in lines if line[2]]
    for icon, name, rows in shown:
        _line(reader, icon, reader.say(f"attention.{name}", n=len(rows)), rows)
    refused = answers.table(reader, "refusals")
    if refused:
        files = len({row["sha256"] for row in refused})
        _row(reader, "report", reader.say("attention.refused", n=files), [("sources", reader.say("attention.see_refused"), {"view": "refusals"})])
    if not shown and not refused:
        st.caption(reader.say("attention.none"))


def _units(rows: Rows) -> Rows:
    return sorted((row for row in rows if row["value"]), key=lambda row: -row["value"])


def _line(reader: Reader, icon: str, sentence: str, rows: Rows) -> None:
    links = [("unit", row["unit_name"], {"unit": row["unit_id"]}) for row in rows[:NAMED]]
    _row(reader, icon, sentence, links, more=len(rows) - NAMED)


def _row(reader: Reader, icon: str, sentence: str, links: list, more: int = 0) -> None:
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key=f"attention_{icon}"):
        st.markdown(f":material/{icon}: {sentence}", width="content")
        for page, words, parameters in links:
            st.page_link(st.session_state["pages"][page], label=formats.escaped(words), query_params=reader.parameters(**parameters))
        if more > 0:
            st.caption(reader.say("attention.more", n=more), width="content")
