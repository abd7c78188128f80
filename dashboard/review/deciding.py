"""The decision on one figure, or on all that nobody has decided on."""

import streamlit as st

from dashboard import answers, deciding, formats, labels, quotes
from dashboard.answers import Rows
from dashboard.reader import Reader
from dashboard.review import decided
from dashboard.review.decided import CODES, FLAGS, NUMBERS, WORDS


def one(reader: Reader, row: dict[str, object]) -> None:
    """One figure: its sentence, what was made of it, what was decided so far, and the form."""
    whole = answers.text(reader, row["document_id"])
    sentence = quotes.markdown(whole, row["evidence_start"], row["evidence_end"]) if whole and row["evidence_end"] else formats.escaped(row["evidence"] or "")
    st.markdown(f"> {sentence}")
    made = decided.on(reader, row["figure_id"])
    decided.history(reader, made)
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
        record(reader, [{"key": row["figure_id"], "verdict": verdict, "by": by, "reason": reason, "after": made[-1]["decision_id"] if made else "", **seen}])


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


def confirm_rest(reader: Reader, rest: Rows) -> None:
    """Everything that nobody decided on, confirmed at once: one batch, one edition."""
    if not rest:
        return
    with st.popover(reader.say("review.confirm_rest", n=len(rest)), icon=":material/done_all:", type="tertiary", key="review_rest"):
        st.caption(reader.say("review.confirm_rest_help"))
        by = signed(reader, "by_rest")
        if st.button(reader.say("review.save"), type="primary", key="save_rest"):
            last = {row["figure_id"]: decided.on(reader, row["figure_id"]) for row in rest}
            record(reader, [{"key": key, "verdict": "confirmed", "by": by, "after": made[-1]["decision_id"] if made else ""} for key, made in last.items()])


def record(reader: Reader, wishes: list[dict[str, str | None]]) -> None:
    """Hand the decisions on; say what became of them, and show the edition in which they hold."""
    if recorded(reader, wishes):
        st.rerun()


def recorded(reader: Reader, wishes: list[dict[str, str | None]]) -> bool:
    """Whether the decisions were taken; why they were not is said at once, that they were at the next run (`said`)."""
    if not all((wish["by"] or "").strip() for wish in wishes):
        st.warning(reader.say("review.need_by"), icon=":material/edit:")
        return False
    try:
        with st.spinner(reader.say("review.saving")):
            number = deciding.decide(reader, wishes)
    except deciding.Refused as refusal:
        st.error(reader.say("review.failed", reason=formats.escaped(refusal)), icon=":material/error:")
        return False
    st.session_state["review_said"] = number
    return True


def said(reader: Reader) -> None:
    """What the last decision made, once."""
    if number := st.session_state.pop("review_said", None):
        st.toast(reader.say("review.saved", number=number), icon=":material/check:")
