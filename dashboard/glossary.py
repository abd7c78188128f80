"""The parts of the definitions page, all generated from what defines them."""

import streamlit as st

from dashboard import answers, components, downloads, formats, labels, tables
from dashboard.reader import Reader
from queries import Query, breakdowns, checks, groups, metrics, reasons

DICTIONARY = ("column", "zh", "type", "about", "example", "sensitivity", "code_list")


def metric_list(reader: Reader) -> None:
    for group, title in groups().items():
        st.markdown(f"### {title[reader.language]}", anchors=False)
        for metric in metrics():
            if metric.group == group:
                _entry(reader, metric)


def breakdown_list(reader: Reader) -> None:
    for query in breakdowns():
        _entry(reader, query)


def check_list(reader: Reader) -> None:
    for query in checks():
        _entry(reader, query)


def _entry(reader: Reader, query: Query) -> None:
    with st.expander(query.title[reader.language], key=f"definition_{query.name}"):
        components.definition_text(reader, query)


def reason_list(reader: Reader) -> None:
    head = [reader.say("definitions.shown_as"), reader.say("definitions.code")]
    tables.plain(head, [[words[reader.language], f"`{code}`"] for code, words in reasons().items()], alt=reader.say("definitions.reasons"), key="reasons")


def term_list(reader: Reader) -> None:
    """Which term belongs to which form, and on what ground."""
    if reader.edition is None:
        st.caption(reader.say("empty.title"))
        return
    rows = sorted(answers.table(reader, "terms"), key=lambda row: (row["form"] or 9, row["term_class"], row["term"].encode("gb18030")))
    columns = ("term", "form", "term_class", "source", "note")
    head = [labels.column(reader, "terms", name) for name in columns]
    lines = [[row["term"], labels.form(reader, row["form"]), labels.label(reader, "term_class", row["term_class"]), row["source"] or "—", row["note"] or "—"] for row in rows]
    tables.framed(head, lines, alt=reader.say("definitions.terms"), key="terms", has_file=True)
    downloads.whole(reader, "terms")


def dictionary(reader: Reader) -> None:
    """The columns of one table, and the codes that they draw from."""
    if reader.edition is None:
        st.caption(reader.say("empty.title"))
        return
    rows = sorted(answers.table(reader, "dictionary"), key=lambda row: row["position"])
    names = {row["table"]: row[f"table_{reader.language}"] for row in rows}
    table = st.selectbox(reader.say("definitions.table"), list(names), format_func=names.get, key="dictionary_table")
    shown = [row for row in rows if row["table"] == table]
    st.caption(reader.say("definitions.each_row_is", what=shown[0]["each_row_is"]))
    columns = [reader.language if name == "zh" else name for name in DICTIONARY]
    head = [labels.column(reader, "dictionary", name) for name in columns]
    tables.plain(head, [[_dictionary_cell(reader, name, row[name]) for name in columns] for row in shown], alt=names[table], key="dictionary", has_file=True)
    downloads.whole(reader, "dictionary")
    for code_list in dict.fromkeys(row["code_list"] for row in shown if row["code_list"]):
        codes = labels.codes(reader, code_list)
        st.markdown(f"`{code_list}`  " + " ".join(f":gray-badge[{formats.escaped(words)}]" for words in codes.values()))


def _dictionary_cell(reader: Reader, name: str, value: object) -> str:
    if name == "sensitivity":
        return reader.say(f"sensitivity.{value}")
    if name == "type":
        return reader.say(f"type.{value}")
    return f"`{value}`" if name in ("column", "code_list") and value else formats.escaped(value or "—")
