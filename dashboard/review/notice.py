"""The text of a notice with every figure marked."""

import html

import streamlit as st

from dashboard import answers, components, formats
from dashboard.answers import Rows
from dashboard.reader import Reader


def show(reader: Reader, document_id: str, rows: Rows, chosen: str | None) -> None:
    """The text with every figure marked and numbered as in the list; without the text, the words of each figure."""
    whole = answers.text(reader, document_id)
    with components.card("review_text", reader.say("review.text"), reader.say("review.text_about" if whole else "review.no_text")):
        with st.container(height=760 if whole else "content", border=False, key="review_scroll"):
            if whole:
                st.html(f'<div class="notice-text" lang="zh-CN">{marked(whole, rows, chosen)}</div>')
            for number, row in enumerate([] if whole else rows, start=1):
                if row["evidence"]:
                    st.markdown(f"{number}. {formats.escaped(row['evidence'])}")


def marked(whole: str, rows: Rows, chosen: str | None) -> str:
    """HTML of a text: paragraphs, and a mark around the words of each figure; where figures share words, one mark has all their numbers."""
    spans = [(row["evidence_start"], row["evidence_end"], number, row) for number, row in enumerate(rows, start=1) if row["evidence_start"] is not None and row["evidence_end"]]
    parts, at = [], 0
    for start, end, covering in _apart(spans):
        state = "chosen" if any(row["figure_id"] == chosen for _, row in covering) else next((row["review"] for _, row in covering if row["review"]), "open")
        numbers = "·".join(str(number) for number, _ in covering)
        ids = html.escape(" ".join(row["figure_id"] for _, row in covering))
        parts += [_paragraphs(whole[at:start]), f'<mark class="figure {state}" id="figure-{covering[0][0]}" data-figures="{ids}">{_paragraphs(whole[start:end])}<sup>{numbers}</sup></mark>']
        at = end
    return "".join(parts) + _paragraphs(whole[at:])


def _apart(spans: list[tuple[int, int, int, dict]]) -> list[tuple[int, int, list[tuple[int, dict]]]]:
    """Spans that touch one another joined: [(start, end, [(number, row)])]."""
    found: list[tuple[int, int, list]] = []
    for start, end, number, row in sorted(spans, key=lambda span: span[:3]):
        if found and start < found[-1][1]:
            first, last, covering = found[-1]
            found[-1] = (first, max(last, end), [*covering, (number, row)])
        else:
            found.append((start, end, [(number, row)]))
    return found


def _paragraphs(text: str) -> str:
    return html.escape(text).replace("\n", "<br>")
