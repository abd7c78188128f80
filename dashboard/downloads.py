"""Files of what is on the page: built only when asked for, labelled inside and in their names."""

from collections.abc import Callable
from dataclasses import replace

import pyarrow as pa
import streamlit as st

from dashboard import answers
from dashboard.reader import Reader
from queries import Query, export
from queries import words as asked_words

def row(reader: Reader, query: Query, table: pa.Table) -> None:
    """One button a format for a query's answer."""
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key=f"downloads_{query.name}"):
        st.caption(reader.say("download.rows", n=table.num_rows), width="content")
        for name in export.FORMATS:
            st.download_button(
                reader.say(f"download.{name}"), data=_maker(reader, query, table, name), file_name=export.file_name(_named(reader, query), name),
                mime=export.MEDIA[name], on_click="ignore", type="tertiary", icon=":material/download:", key=f"download_{query.name}_{name}")


def _maker(reader: Reader, query: Query, table: pa.Table, name: str) -> Callable[[], bytes]:
    """The file as bytes, made when the button is pressed. Excel needs the byte order mark to read Chinese in a CSV file."""

    def made() -> bytes:
        about = asked_words.about_answer(
            answers.connection(reader), reader.edition, query, reader.chosen, table.num_rows, reader.language)
        if "compare_reason" in table.column_names:
            about = replace(about, command=f"{about.command} --compare")
        return export.render(table, name, about, bom=True)

    return made


def _named(reader: Reader, query: Query) -> export.About:
    return export.About(
        name=query.name, title=query.title[reader.language], edition=reader.edition.number, is_demo=reader.edition.is_demo, language=reader.language)
