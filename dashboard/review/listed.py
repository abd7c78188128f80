"""The figures of a notice in the order of its text; the chosen one opens."""

import streamlit as st

from dashboard import components, figures, formats
from dashboard.answers import Rows
from dashboard.reader import Reader
from dashboard.review import deciding


def show(reader: Reader, rows: Rows, chosen: str | None) -> None:
    """The figures in the order of the text; the chosen one with its sentence and the form to decide on it."""
    with components.card("review_list", reader.say("review.list"), reader.say("review.list_about")):
        deciding.confirm_rest(reader, [row for row in rows if not row["review"]])
        with st.container(height=760, border=False, gap="xxsmall", key="review_figures"):
            for number, row in enumerate(rows, start=1):
                st.button(_line(reader, number, row), key=f"figure_{row['figure_id']}", type="tertiary", width="stretch", on_click=_choose, args=(row["figure_id"],))
                if row["figure_id"] == chosen:
                    with st.container(border=True, key="review_one"):
                        deciding.one(reader, row)


def _line(reader: Reader, number: int, row: dict[str, object]) -> str:
    said = figures.value(reader, row)
    return f"{number}.　**{formats.escaped(said)}**　{formats.escaped(figures.name(reader, row))} {' '.join(figures.flags(reader, row))}" if said else (
        f"{number}.　{formats.escaped(figures.name(reader, row))} {' '.join(figures.flags(reader, row))}")


def _choose(figure_id: str) -> None:
    st.query_params["figure"] = figure_id
