"""Contradictions: both sides next to one another, each with its value, its words, its document and its place."""

import re
from collections.abc import Sequence
from decimal import Decimal

import streamlit as st

from dashboard import answers, components, formats, labels, places, quotes, tables
from dashboard.answers import Rows
from dashboard.reader import Reader

SIDES = ("one", "other")
NUMBER = re.compile(r"\d{4}-\d{2}-\d{2}|(?P<figure>\d[\d,]*(?:\.\d+)?)(?P<times>[余多]?[万亿])?")
TIMES = {"万": 10**4, "亿": 10**8}
IN_WORDS = re.compile(r"全部|全额|足额|悉数|均")


def show(reader: Reader, rows: Rows, key: str) -> None:
    """Rows of `answers.conflicts`; what cannot both hold first, then what is only to be verified."""
    for number, row in enumerate(sorted(rows, key=lambda row: row["can_both_hold"])):
        with st.container(key=f"conflict_{key}_{number}"):
            badge = f" :gray-badge[{reader.say('conflicts.verify')}]" if row["can_both_hold"] else ""
            subject = formats.escaped(labels.phrase(reader, row["subject"]))
            st.markdown(f"### {formats.escaped(tables.check_title(reader, row['check_name']))} :small[:gray[{subject}]]{badge}", anchors=False)
            for side, column in zip(SIDES, st.columns(2), strict=True):
                with column:
                    _side(reader, row, side, f"side_{key}_{number}_{side}")


def of_document(rows: Rows, document_id: str) -> Rows:
    """Those in which a document has one side or both."""
    return [row for row in rows if document_id in (row["one_document_id"], row["other_document_id"])]


def superseded(reader: Reader, inspections: Sequence[str]) -> None:
    """Says where a later notice of the same inspection has the word: what the earlier one says otherwise is no contradiction."""
    notices = [row for row in answers.table(reader, "documents") if row["kind"] == "notice" and row["inspection_id"] in inspections and row["published_on"]]
    for inspection_id in dict.fromkeys(row["inspection_id"] for row in notices):
        days = {row["published_on"] for row in notices if row["inspection_id"] == inspection_id}
        if len(days) > 1:
            st.caption(reader.say("conflicts.superseded", n=len(days), day=formats.day(max(days), reader.language)))


def _side(reader: Reader, row: dict[str, object], side: str, key: str) -> None:
    value, evidence, document_id = row[f"{side}_value"] or "", row[f"{side}_evidence"], row[f"{side}_document_id"]
    with st.container(border=True, key=key):
        st.caption(reader.say(f"conflicts.side_{side}"))
        st.markdown(f"**{formats.escaped(said(reader, row['subject'], value))}**")
        for words in _sentences(answers.text(reader, document_id) if document_id else None, row[f"{side}_locator"] or "", evidence or "", value):
            st.markdown(f"> {words}")
        if document_id:
            where = [components.place_link(reader, places.Place(document_id, locator or None)) for locator in (row[f"{side}_locator"] or "").split("、")]
            st.caption(f"{components.document(reader, document_id)}  \n{reader.say('grammar.comma').join(where)}")


def _sentences(whole: str | None, locator: str, evidence: str, value: str) -> list[str]:
    """The words as Markdown, each in its whole sentence where the text is kept."""
    spans, parts = locator.split("、"), evidence.split("；")
    if len(spans) != len(parts):
        spans, parts = [""], [evidence]
    return [_sentence(whole or "", span, words, value) for span, words in zip(spans, parts, strict=True) if words]


def _sentence(whole: str, span: str, words: str, value: str) -> str:
    start, _, end = span.partition("-")
    if not (start.isdigit() and end.isdigit() and whole[int(start):int(end)] == words):
        return marked(words, value)
    before, _, after = quotes.sentence(whole, int(start), int(end))
    return f"{formats.escaped(before)}{marked(words, value)}{formats.escaped(after)}"


def said(reader: Reader, subject: str, value: str) -> str:
    """One side's value; a number about money is an amount."""
    if subject == "funds" and value.replace(".", "", 1).isdigit():
        return formats.joined((formats.yuan(value), reader.say("formats.yuan")))
    return labels.phrase(reader, value)


def marked(evidence: str, value: str) -> str:
    """The words as Markdown with each figure of the value in bold where it stands in them: 3.1万元 is where 31000 stands, 全部 where 全部收回 does."""
    wanted = {_meaning(found) for found in NUMBER.finditer(value)}
    spans = [found.span("figure") if found["figure"] else found.span() for found in NUMBER.finditer(evidence) if _meaning(found) in wanted]
    if not wanted:
        spans = [found.span() for found in IN_WORDS.finditer(evidence)][:1]
    text, end = "", 0
    for first, last in spans:
        text += f"{formats.escaped(evidence[end:first])}**{formats.escaped(evidence[first:last])}**"
        end = last
    return text + formats.escaped(evidence[end:])


def _meaning(found: re.Match) -> Decimal | str:
    """What a number is worth, a day as it is written."""
    return Decimal(found["figure"].replace(",", "")) * TIMES.get((found["times"] or "")[-1:], 1) if found["figure"] else found[0]
