"""Files of what is on the page: built only when asked for, labelled inside and in their names."""

from collections.abc import Callable

import pyarrow as pa
import streamlit as st

from dashboard import filters
from dashboard.reader import Reader
from queries import Filter, Query, export

FORMATS = {"csv": "text/csv", "json": "application/json", "parquet": "application/vnd.apache.parquet"}


def row(reader: Reader, query: Query, table: pa.Table, total_rows: int | None = None) -> None:
    """One button a format for a query's answer."""
    about = describe(reader, query, table, total_rows)
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key=f"downloads_{query.name}"):
        st.caption(reader.say("download.rows", n=table.num_rows), width="content")
        for name, mime in FORMATS.items():
            st.download_button(
                reader.say(f"download.{name}"), data=_maker(table, name, about), file_name=export.file_name(about, name), mime=mime,
                on_click="ignore", type="tertiary", icon=":material/download:", key=f"download_{query.name}_{name}")


def describe(reader: Reader, query: Query, table: pa.Table, total_rows: int | None = None) -> "export.About":
    """What a file says of itself: the question, the filter, the edition, and the command that makes it again."""
    language = reader.language
    return export.About(
        title=query.title[language],
        question=query.question[language],
        caveat=query.caveat[language] if query.caveat else "",
        filter_sentence=filters.sentence(reader),
        edition=reader.edition.number,
        edition_sha256=reader.edition.sha256,
        is_demo=reader.edition.is_demo,
        rows=table.num_rows,
        total_rows=total_rows or table.num_rows,
        columns={"unit_name": reader.say("table.unit"), **{name: words[language] for name, words in query.columns.items()}},
        command=command(query, reader.chosen, reader.edition.number),
        language=language,
    )


def command(query: Query, chosen: Filter, edition: int) -> str:
    """The command line that answers the same question of the same edition."""
    options = " ".join(f'--{name.replace("_", "-")} "{value}"' for name, value in chosen.to_query().items())
    return f"duibiao export {query.name} --edition {edition} {options}".strip()


def _maker(table: pa.Table, name: str, about: "export.About") -> Callable[[], bytes]:
    """The file as bytes, made when the button is pressed. Excel needs the byte order mark to read Chinese in a CSV file."""
    return lambda: export.render(table, name, about, bom=name == "csv")
