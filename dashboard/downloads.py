"""Files of what is on the page: built only when asked for, labelled inside and in their names."""

from collections.abc import Callable
from dataclasses import replace

import pyarrow as pa
import streamlit as st

from dashboard import answers
from dashboard.reader import Reader
from queries import Query, export
from queries import words as asked_words


def row(reader: Reader, query: Query, table: pa.Table, flags: str | None = None, key: str = "") -> None:
    """One button a format for a query's answer. flags: what the command that repeats it needs besides; key: sets it apart from others of the query."""
    named = replace(query, name=f"{query.name}{key}")
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key=f"downloads_{named.name}"):
        st.caption(reader.say("download.rows", n=table.num_rows), width="content")
        for name in export.formats(table.num_rows, reader.edition.is_demo):
            st.download_button(
                reader.say(f"download.{name}"), data=_maker(reader, query, table, name, flags), file_name=export.file_name(_named(reader, named), name),
                mime=export.MEDIA[name], on_click="ignore", type="tertiary", icon=":material/download:", key=f"download_{named.name}_{name}")


def _maker(reader: Reader, query: Query, table: pa.Table, name: str, flags: str | None) -> Callable[[], bytes]:
    """The file as bytes, made when the button is pressed. Excel needs the byte order mark to read Chinese in a CSV file."""

    def made() -> bytes:
        about = asked_words.about_answer(
            answers.connection(reader), reader.edition, query, reader.chosen, table.num_rows, reader.language)
        if "compare_reason" in table.column_names:
            about = replace(about, command=f"{about.command} {flags or '--compare'}")
        return export.render(table, name, about, bom=True)

    return made


def _named(reader: Reader, query: Query) -> export.About:
    return export.About(
        name=query.name, title=query.title[reader.language], edition=reader.edition.number, is_demo=reader.edition.is_demo, language=reader.language)
