"""What people decided: on one row so far, and on every document in scope."""

import streamlit as st

from dashboard import answers, components, downloads, formats, labels, tables
from dashboard.answers import Rows
from dashboard.reader import Reader

# What of a figure may be corrected, and how it is asked for.
NUMBERS, CODES, WORDS, FLAGS = ("value",), {"figure": "figure", "basis": "basis", "counts": "counts"}, ("term",), ("is_approximate",)


def on(reader: Reader, key: str, table: str = "figures") -> Rows:
    """Every decision on a row, oldest first."""
    made = [each for each in answers.table(reader, "decisions") if (each["table"], each["key"]) == (table, key)]
    return sorted(made, key=lambda each: each["decision_id"])


def history(reader: Reader, made: Rows) -> None:
    """What was decided on one row so far, a line a decision: lines stay readable where a table would not fit."""
    if made:
        st.caption(reader.say("review.history"))
        st.markdown("\n".join(f"- {_told(reader, each)}" for each in made if _is_asked(each)))


def show(reader: Reader, found: dict[str, dict[str, object]]) -> None:
    """Every decision on the documents in scope, the newest first: who, when, why, and what became of it."""
    made = sorted((each for each in answers.table(reader, "decisions") if each["document_id"] in found and _is_asked(each)), key=lambda each: each["decision_id"], reverse=True)
    if not made:
        return
    with components.card("review_decisions", reader.say("review.decisions", n=len(made)), reader.say("review.decisions_about")):
        changed = sum(each["state"] == "changed" for each in made)
        if changed:
            st.warning(reader.say("review.decisions_changed", n=changed), icon=":material/sync_problem:")
        head = [reader.say(f"review.{name}") for name in ("at", "who", "document", "what", "why", "state")]
        lines = [line(reader, each, f"[{formats.escaped(found[each['document_id']]['unit_name'])}]"
                                    f"({components.review_address(reader, each['document_id'], each['key'] if each['table'] == 'figures' else None)})")
                 for each in made[:tables.MOST_ON_PAGE]]
        tables.plain(head, lines, alt=reader.say("review.decisions", n=len(made)), key="review_decisions", has_file=True)
        downloads.whole(reader, "decisions")


def line(reader: Reader, each: dict[str, object], of: str) -> list[str]:
    """One decision in a table: when, who, on what (`of`, Markdown that leads there), what, why, and what became of it."""
    said = (_what(reader, each), each["reason"] or "—", labels.label(reader, "decision_state", each["state"]))
    return [formats.escaped(_at(each)), formats.escaped(each["decided_by"]), of, *map(formats.escaped, said)]


def _is_asked(each: dict[str, object]) -> bool:
    """Whether somebody asked for it; the form of a corrected term only follows, and is not told again."""
    return each["column"] not in ("form", "term_class", "unit")


def _told(reader: Reader, each: dict[str, object]) -> str:
    """'2026-11-22 08:00 值班员 数值 更正为 28（原为 29）：原文此句说的是上一轮 [生效]'."""
    why = f"{reader.say('grammar.colon')}{each['reason']}" if each["reason"] else ""
    said = formats.escaped(f"{_at(each)} {each['decided_by']} {_what(reader, each)}{why}")
    return f"{said} :gray-badge[{labels.label(reader, 'decision_state', each['state'])}]"


def _at(each: dict[str, object]) -> str:
    return each["decided_at"][:16].replace("T", " ")


def _what(reader: Reader, each: dict[str, object]) -> str:
    word = labels.label(reader, "verdict", each["verdict"])
    if each["verdict"] != "corrected":
        return word
    use, found = (_written(reader, each["column"], each[side]) for side in ("use", "found"))
    return f"{labels.column(reader, each['table'], each['column'])} {reader.say('review.changed_to', use=use, found=found)}"


def _written(reader: Reader, column: str, text: str | None) -> str:
    """A value of a decision as the page writes it elsewhere."""
    if column == "theme":
        return labels.theme(reader, text)
    if text is None:
        return "—"
    if column in NUMBERS:
        return formats.count(float(text.replace(",", "")))
    if column in CODES:
        return labels.label(reader, CODES[column], text)
    return reader.say("review.yes" if text.lower() == "true" else "review.no") if column in FLAGS else text
