"""Review: the notice's text with every figure marked, what was read of it beside, contradictions on top, and a decision on each figure."""

import streamlit as st

from dashboard import answers, components, conflicts, filters, review

asking = components.opened("review")

review.deciding.said(asking)
found = {row["document_id"]: row for row in review.documents.found(asking)}
chosen, is_unknown = filters.asked("document", list(found), None)
if is_unknown:
    components.refused(asking, ["document"])
if chosen is None:
    review.documents.directory(asking, list(found.values()))
    review.decided.show(asking, found)
    st.stop()

rows = answers.figures(asking, chosen)
one, is_unknown = filters.asked("figure", [row["figure_id"] for row in rows], None)
if is_unknown:
    components.refused(asking, ["figure"])
review.documents.head(asking, found[chosen])
with components.card("review_conflicts", asking.say("review.conflicts_title")):
    against = conflicts.of_document(answers.conflicts(asking).to_pylist(), chosen)
    conflicts.show(asking, against, key="review") if against else st.caption(asking.say("review.no_conflicts"))

with st.container(key="review_sides"):
    left, right = st.columns([3, 2], gap="medium")
with left:
    review.notice.show(asking, chosen, rows, one)
with right:
    review.listed.show(asking, rows, one)
