"""Files of what is on the page: built only when asked for, labelled inside and in their names.

Three doors to the one exporter: `row` for the answer to a query, `whole` for a table of the edition, and `as_shown` for any other table,
which every table has that no other door belongs to.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from urllib.parse import urlencode

import pyarrow as pa
import streamlit as st

from dashboard import answers, shown
from dashboard.reader import KEPT_IN, Reader
from queries import Query, export
from queries import words as asked_words

Rows = Callable[[], tuple[pa.Table, export.About]]


def row(reader: Reader, query: Query, table: pa.Table, flags: str | None = None, key: str = "", command: str | None = None) -> None:
    """One button a format for a query's answer.

    flags: what the command that repeats a comparison needs besides. command: the command where it is another one, empty where there is none
    but the page. key: sets it apart from others of the query.
    """
    named, page = replace(query, name=f"{query.name}{key}"), _page()

    def made() -> tuple[pa.Table, export.About]:
        connection = answers.connection(reader)
        about = asked_words.about_answer(connection, reader.edition, query, reader.chosen, table.num_rows, reader.language, reader.audience)
        if command is not None:
            about = replace(about, command=command or page)
        elif "compare_reason" in table.column_names:
            about = replace(about, command=f"{about.command} {flags or '--compare'}")
        return export.masked(connection, table, about)

    with st.container(horizontal=True, vertical_alignment="center", gap="small", key=f"downloads_{named.name}"):
        st.caption(reader.say("download.rows", n=table.num_rows), width="content")
        _buttons(reader, named.name, query.title[reader.language], table.num_rows, made)


def whole(reader: Reader, name: str) -> None:
    """A table of the edition, whole, with all its columns."""
    connection, rows = answers.connection(reader), reader.edition.rows(name)

    def made() -> tuple[pa.Table, export.About]:
        table = connection.cursor().table(name).to_arrow_table()
        return export.masked(connection, table, asked_words.about_table(connection, reader.edition, name, table.num_rows, reader.language, reader.audience), name)

    title = next((row[f"table_{reader.language}"] for row in answers.table(reader, "dictionary") if row["table"] == name), name)
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key=f"downloads_{name}"):
        st.caption(reader.say("download.rows", n=rows), width="content")
        _buttons(reader, name, title, rows, made)


def as_shown(head: Sequence[str], lines: Sequence[Sequence[object]], title: str, key: str, command: str = "", is_markdown: bool = True,
             of: int | None = None) -> None:
    """A table as the page shows it, behind one small button: the same rows, figures as numbers.

    command: what gives the same, if not the page. of: how many rows there are, where the page shows the first of them.
    """
    reader: Reader | None = st.session_state.get(KEPT_IN)
    if reader is None or not lines:
        return
    page = _page()

    def made() -> tuple[pa.Table, export.About]:
        table, formats = shown.table(head, lines, is_markdown)
        edition, rows = reader.edition, table.num_rows
        about = export.About(name=key, title=title, rows=rows, total_rows=of or rows, language=reader.language, audience=reader.audience, command=command or page,
                             definition=reader.say("download.as_shown_definition"), reading=export.Reading(formats=formats))
        if edition is None:
            return table, about
        sentence = asked_words.sentence(answers.connection(reader), reader.chosen, reader.language, reader.audience)
        said = replace(about, filter_sentence=sentence, edition=edition.number, edition_sha256=edition.sha256, made_at=edition.made_at, is_demo=edition.is_demo)
        return table, said

    with st.popover(reader.say("download.as_shown"), icon=":material/download:", type="tertiary", key=f"as_shown_{key}"):
        st.caption(reader.say("download.as_shown_about", n=len(lines)))
        with st.container(horizontal=True, gap="small", key=f"downloads_shown_{key}"):
            _buttons(reader, f"shown_{key}", title, len(lines), made)


def _buttons(reader: Reader, name: str, title: str, rows: int, made: Rows) -> None:
    """One button for each format that holds so many rows; a file is made when its button is pressed."""
    edition = reader.edition
    named = export.About(name=name, title=title, edition=edition.number if edition else 0, is_demo=bool(edition and edition.is_demo), language=reader.language, audience=reader.audience)
    for format in export.formats(rows, named.is_demo):
        st.download_button(
            reader.say(f"download.{format}"), data=_maker(made, format), file_name=export.file_name(named, format), mime=export.MEDIA[format], on_click="ignore",
            type="tertiary", icon=":material/download:", key=f"download_{name}_{format}")


def _maker(made: Rows, format: str) -> Callable[[], bytes]:
    """The file as bytes. Excel needs the byte order mark to read Chinese in a CSV file."""

    def render() -> bytes:
        table, about = made()
        return export.render(table, format, about, bom=True)

    return render


def _page() -> str:
    """The page with everything that was asked of it, relative to wherever the dashboard is served."""
    return f"{st.session_state['page']}?{urlencode(st.query_params.to_dict())}"
