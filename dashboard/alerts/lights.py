"""The lights: how many problems show which, each number a way to its list."""

from collections import Counter
from urllib.parse import urlencode

import streamlit as st

from dashboard import labels, tracing
from dashboard.alerts.board import Board
from dashboard.deadlines import LIGHTS
from dashboard.reader import Reader
from queries import breakdown


def word(reader: Reader, light: str) -> str:
    return f"{LIGHTS[light][0]} {reader.say(f'light.{light}')}"


def address(reader: Reader, **more: str | None) -> str:
    """This page with the same question and the same steps, and something else chosen."""
    kept = {name: st.query_params[name] for name in ("count", "watch", "near", "months", "on_basis", "phase") if name in st.query_params}
    return f"alerts?{urlencode({**kept, **reader.parameters(**more)})}"


def show(shown: Board) -> None:
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
                    st.markdown(f"[{sums[light]:,}]({address(reader, light=light)})" if is_listed else completed(shown, sums[light]))
    undue = sums["no_due"]
    if undue:
        st.caption(f":material/info: {reader.say('alerts.no_due', n=undue)}")


def completed(shown: Board, number: int, unit_id: str | None = None) -> str:
    """A number of completed problems, which are in no list, leading to their rows."""
    return tracing.linked(shown.reader, f"{number:,}", breakdown("due_days"), unit_id, basis=shown.basis, status="completed", source="counted") if number else "0"
