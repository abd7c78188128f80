"""The parts of the review page: the documents, the text with its figures, and the decision on one of them."""

import html
from collections import Counter

import streamlit as st

from dashboard import answers, components, deciding, figures, filters, formats, labels, places, quotes, tables
from dashboard.answers import Rows
from dashboard.reader import Reader

# What of a figure may be corrected, and how it is asked for.
NUMBERS, CODES, WORDS, FLAGS = ("value",), {"figure": "figure", "basis": "basis", "counts": "counts"}, ("term",), ("is_approximate",)


def documents(reader: Reader) -> Rows:
    """Documents in scope that state figures: contradictions first, then what is not reviewed; with their counts."""
    scope = {row["unit_id"]: row["unit_name"] for row in answers.scope_units(reader)}
    units = {row["inspection_id"]: row["unit_id"] for row in answers.table(reader, "inspections")}
    stated = answers.figure_counts(reader)
    conflicts = Counter(document for row in answers.conflicts(reader).to_pylist() for document in {row["one_document_id"], row["other_document_id"]} if document)
    found = [row | {"unit_id": units[row["inspection_id"]], "unit_name": scope[units[row["inspection_id"]]], "conflicts": conflicts[row["document_id"]],
                    "figures": stated[row["document_id"]][0], "reviewed": stated[row["document_id"]][1]}
             for row in answers.table(reader, "documents") if row["document_id"] in stated and units.get(row["inspection_id"]) in scope]
    return sorted(found, key=lambda row: (-row["conflicts"], row["reviewed"] == row["figures"], row["unit_name"].encode("gb18030")))


def directory(reader: Reader, found: Rows) -> None:
    """All of them, each with how far its review has come."""
    with components.card("review_directory", reader.say("review.directory"), reader.say("review.directory_about")):
        if not found:
            st.caption(reader.say("review.no_documents"))
            return
        head = [reader.say(f"review.{name}") for name in ("document", "published", "figures", "reviewed", "conflicts")]
        lines = [(components.review_address(reader, row["document_id"]), row) for row in found]
        if len(found) <= tables.MOST_ON_PAGE:
            cells = [[f"[{formats.escaped(row['unit_name'])} · {formats.escaped(row['title'] or row['uri'] or '')}]({address})", _day(row), f"{row['figures']}",
                      f"{row['reviewed']}/{row['figures']}", f":orange-badge[▲ {row['conflicts']}]" if row["conflicts"] else "—"] for address, row in lines]
            tables.plain(head, cells, alt=reader.say("review.directory"), key="review_directory")
            return
        tables.linked(head, [[f"{address}#{row['unit_name']} · {row['title'] or row['uri'] or ''}", _day(row), row["figures"], row["reviewed"], row["conflicts"]]
                             for address, row in lines], alt=reader.say("review.directory"), key="review_directory")


def _day(row: dict[str, object]) -> str:
    return row["published_on"].isoformat() if row["published_on"] else "—"


def head(reader: Reader, document: dict[str, object]) -> None:
    """Whose notice, from when, where on the web, and how far it was read."""
    st.markdown(f"## {tables.unit_link(reader, document)}", anchors=False)
    facts = [document["title"] or document["uri"], _day(document), labels.label(reader, "extent", document["extent"]), f"SHA-256 {(document['sha256'] or '—')[:12]}"]
    st.caption(" · ".join(formats.escaped(fact) for fact in facts if fact))
    with st.container(horizontal=True, gap="medium", key="review_links"):
        st.button(reader.say("review.back"), icon=":material/arrow_back:", type="tertiary", key="review_back", on_click=lambda: [st.query_params.pop(name, None) for name in ("document", "figure")])
        if address := places.address(reader, document["document_id"]):
            st.link_button(reader.say("review.open_page"), address, icon=":material/open_in_new:", type="tertiary")


def text(reader: Reader, document_id: str, rows: Rows, chosen: str | None) -> None:
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


def listed(reader: Reader, rows: Rows, chosen: str | None, wishes) -> None:
    """The figures in the order of the text; the chosen one with its sentence and the form to decide on it."""
    with components.card("review_list", reader.say("review.list"), reader.say("review.list_about")):
        _confirm_rest(reader, [row for row in rows if not row["review"]])
        with st.container(height=760, border=False, gap="xxsmall", key="review_figures"):
            for number, row in enumerate(rows, start=1):
                st.button(_line(reader, number, row), key=f"figure_{row['figure_id']}", type="tertiary", width="stretch", on_click=_choose, args=(row["figure_id"],))
                if row["figure_id"] == chosen:
                    with st.container(border=True, key="review_one"):
                        one(reader, row, wishes)


def _line(reader: Reader, number: int, row: dict[str, object]) -> str:
    said = figures.value(reader, row)
    return f"{number}.　**{formats.escaped(said)}**　{formats.escaped(figures.name(reader, row))} {' '.join(figures.flags(reader, row))}" if said else (
        f"{number}.　{formats.escaped(figures.name(reader, row))} {' '.join(figures.flags(reader, row))}")


def _choose(figure_id: str) -> None:
    st.query_params["figure"] = figure_id


def one(reader: Reader, row: dict[str, object], wishes) -> None:
    """One figure: its sentence, what was made of it, what was decided so far, and the form."""
    whole = answers.text(reader, row["document_id"])
    sentence = quotes.markdown(whole, row["evidence_start"], row["evidence_end"]) if whole and row["evidence_end"] else formats.escaped(row["evidence"] or "")
    st.markdown(f"> {sentence}")
    made = decided(reader, row["figure_id"])
    _history(reader, made)
    # A form of its own after each decision: what was chosen for the last one, or clicked twice, is not chosen for the next.
    form = f"{row['figure_id']}_{len(made)}" if made else row["figure_id"]
    can_withdraw = made and made[-1]["verdict"] != "withdrawn"
    verdict = st.segmented_control(reader.say("review.verdict"), ["confirmed", "corrected", "rejected", *(["withdrawn"] if can_withdraw else [])],
                                   key=f"verdict_{form}", format_func=lambda code: reader.say(f"review.verdict_{code}"), help=reader.say("review.verdict_help"))
    if verdict is None:
        return
    column, use = _correction(reader, row, form) if verdict == "corrected" else (None, None)
    reason = st.text_input(reader.say("review.reason"), key=f"reason_{form}", placeholder=reader.say("review.reason_placeholder"), max_chars=500)
    by = signed(reader, f"by_{form}")
    if st.button(reader.say("review.save"), type="primary", icon=":material/edit_note:", key=f"save_{form}"):
        seen = {} if column is None else {"column": column, "use": use, "seen": None if row[column] is None else str(row[column])}
        wishes([{"key": row["figure_id"], "verdict": verdict, "by": by, "reason": reason, "after": made[-1]["decision_id"] if made else "", **seen}])


def decided(reader: Reader, figure_id: str) -> Rows:
    """Every decision on a figure, oldest first."""
    made = [each for each in answers.table(reader, "decisions") if (each["table"], each["key"]) == ("figures", figure_id)]
    return sorted(made, key=lambda each: each["decision_id"])


def _correction(reader: Reader, row: dict[str, object], form: str) -> tuple[str, str | None]:
    """Which column, and what to use instead, as the schema writes it."""
    column = st.selectbox(reader.say("review.column"), [*NUMBERS, *CODES, *WORDS, *FLAGS], key=f"column_{form}",
                          format_func=lambda name: labels.column(reader, "figures", name))
    key, title = f"use_{column}_{form}", reader.say("review.use")
    if column in NUMBERS:
        number = st.number_input(title, value=row[column], min_value=0.0, step=None, format="%.10g", key=key)
        return column, None if number is None else str(number)
    if column in CODES:
        known = labels.codes(reader, CODES[column])
        return column, st.selectbox(title, list(known), index=list(known).index(row[column]) if row[column] in known else None, format_func=known.get, key=key)
    if column in FLAGS:
        is_so = st.segmented_control(title, ["true", "false"], default=str(bool(row[column])).lower(), key=key, format_func=lambda flag: reader.say("review.yes" if flag == "true" else "review.no"))
        return column, is_so
    return column, st.text_input(title, value=row[column] or "", key=key, max_chars=60)


def signed(reader: Reader, key: str) -> str:
    """Who decides: asked once a session, kept for the next decision."""
    st.session_state[key] = st.session_state.get(key) or st.session_state.get("signed", "")
    by = st.text_input(reader.say("review.by"), key=key, placeholder=reader.say("review.by_placeholder"), max_chars=60)
    if by:
        st.session_state["signed"] = by
    return by


def _history(reader: Reader, made: Rows) -> None:
    """What was decided on one figure so far, a line a decision: lines stay readable where a table would not fit."""
    if made:
        st.caption(reader.say("review.history"))
        st.markdown("\n".join(f"- {_told(reader, each)}" for each in made if _is_asked(each)))


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


def decisions(reader: Reader, found: dict[str, dict[str, object]]) -> None:
    """Every decision on the documents in scope, the newest first: who, when, why, and what became of it."""
    made = sorted((each for each in answers.table(reader, "decisions") if each["document_id"] in found and _is_asked(each)), key=lambda each: each["decision_id"], reverse=True)
    if not made:
        return
    with components.card("review_decisions", reader.say("review.decisions", n=len(made)), reader.say("review.decisions_about")):
        changed = sum(each["state"] == "changed" for each in made)
        if changed:
            st.warning(reader.say("review.decisions_changed", n=changed), icon=":material/sync_problem:")
        head = [reader.say(f"review.{name}") for name in ("at", "who", "document", "what", "why", "state")]
        lines = [[formats.escaped(_at(each)), formats.escaped(each["decided_by"]),
                  f"[{formats.escaped(found[each['document_id']]['unit_name'])}]({components.review_address(reader, each['document_id'], each['key'] if each['table'] == 'figures' else None)})",
                  *(formats.escaped(cell) for cell in (_what(reader, each), each["reason"] or "—", labels.label(reader, "decision_state", each["state"])))]
                 for each in made[:tables.MOST_ON_PAGE]]
        tables.plain(head, lines, alt=reader.say("review.decisions", n=len(made)), key="review_decisions")


def _what(reader: Reader, each: dict[str, object]) -> str:
    word = labels.label(reader, "verdict", each["verdict"])
    if each["verdict"] != "corrected":
        return word
    use, found = (_written(reader, each["column"], each[side]) for side in ("use", "found"))
    return f"{labels.column(reader, 'figures', each['column'])} {reader.say('review.changed_to', use=use, found=found)}"


def _written(reader: Reader, column: str, text: str | None) -> str:
    """A value of a decision as the page writes it elsewhere."""
    if text is None:
        return "—"
    if column in NUMBERS:
        return formats.count(float(text.replace(",", "")))
    if column in CODES:
        return labels.label(reader, CODES[column], text)
    return reader.say("review.yes" if text.lower() == "true" else "review.no") if column in FLAGS else text


def _confirm_rest(reader: Reader, rest: Rows) -> None:
    """Everything that nobody decided on, confirmed at once: one batch, one edition."""
    if not rest:
        return
    with st.popover(reader.say("review.confirm_rest", n=len(rest)), icon=":material/done_all:", type="tertiary", key="review_rest"):
        st.caption(reader.say("review.confirm_rest_help"))
        by = signed(reader, "by_rest")
        if st.button(reader.say("review.save"), type="primary", key="save_rest"):
            last = {row["figure_id"]: decided(reader, row["figure_id"]) for row in rest}
            record(reader, [{"key": key, "verdict": "confirmed", "by": by, "after": made[-1]["decision_id"] if made else ""} for key, made in last.items()])


def record(reader: Reader, wishes: list[dict[str, str | None]]) -> None:
    """Hand the decisions on; say what became of them, and show the edition in which they hold."""
    if not all((wish["by"] or "").strip() for wish in wishes):
        st.warning(reader.say("review.need_by"), icon=":material/edit:")
        return
    try:
        with st.spinner(reader.say("review.saving")):
            number = deciding.decide(reader, wishes)
    except deciding.Refused as refusal:
        st.error(reader.say("review.failed", reason=formats.escaped(refusal)), icon=":material/error:")
        return
    st.session_state["review_said"] = number
    st.rerun()


def said(reader: Reader) -> None:
    """What the last decision made, once."""
    if number := st.session_state.pop("review_said", None):
        st.toast(reader.say("review.saved", number=number), icon=":material/check:")
