"""Files of what is on the page: built only when asked for, labelled inside and in their names."""

from collections.abc import Callable

import pyarrow as pa
import streamlit as st

from dashboard import answers
from dashboard.reader import Reader
from queries import Filter, Query, export
from queries import words as asked_words

# The command line's name for each part of a Filter.
FLAGS = {"units": "unit", "regions": "region", "sectors": "sector", "levels": "level", "kinds": "kind", "rounds": "round", "aspects": "aspect", "themes": "theme"}


def row(reader: Reader, query: Query, table: pa.Table) -> None:
    """One button a format for a query's answer."""
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key=f"downloads_{query.name}"):
        st.caption(reader.say("download.rows", n=table.num_rows), width="content")
        for name in export.FORMATS:
            st.download_button(
                reader.say(f"download.{name}"), data=_maker(reader, query, table, name), file_name=export.file_name(_named(reader, query), name),
                mime=export.MEDIA[name], on_click="ignore", type="tertiary", icon=":material/download:", key=f"download_{query.name}_{name}")


def command(query: Query, chosen: Filter, edition: int) -> str:
    """The command line that answers the same question of the same edition."""
    words = ["duibiao ask", query.name]
    for name, value in chosen.to_query().items():
        values = getattr(chosen, name) if name in FLAGS else (value,)
        words += [f"--{FLAGS.get(name, name).replace('_', '-')} {each!r}" for each in values]
    return " ".join([*words, f"--edition {edition}"])


def _maker(reader: Reader, query: Query, table: pa.Table, name: str) -> Callable[[], bytes]:
    """The file as bytes, made when the button is pressed. Excel needs the byte order mark to read Chinese in a CSV file."""

    def made() -> bytes:
        about = asked_words.about_answer(
            answers.connection(reader), reader.edition, query, reader.chosen, table.num_rows,
            command(query, reader.chosen, reader.edition.number), reader.language)
        return export.render(table, name, about, bom=True)

    return made


def _named(reader: Reader, query: Query) -> export.About:
    return export.About(
        name=query.name, title=query.title[reader.language], edition=reader.edition.number, is_demo=reader.edition.is_demo, language=reader.language)
