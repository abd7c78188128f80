"""Evidence: a number, and every row and sentence that it is made of."""

import streamlit as st

from dashboard import answers, behind, components, filters, review, tracing
from queries import breakdowns, metrics

asking = components.opened("trace")
review.deciding.said(asking)

known = {query.name: query for query in (*metrics(), *breakdowns())}
name, unknown_query = filters.asked("of", list(known), next(iter(known)))
units = {row["unit_id"]: row["unit_name"] for row in answers.scope_units(asking)}
unit_id, unknown_unit = filters.asked("unit", list(units), None)
components.refused(asking, [field for field, is_unknown in (("of", unknown_query), ("unit", unknown_unit)) if is_unknown])

left, right = st.columns(2)
with left:
    name = filters.choose("of", list(known), name, st.selectbox, label=asking.say("trace.pick"), format_func=lambda each: known[each].title[asking.language])
with right:
    unit_id = filters.choose("unit", list(units), unit_id, st.selectbox, label=asking.say("table.unit"), index=None, placeholder=asking.say("trace.all_units"), format_func=units.get)

part = tracing.part(st.query_params)
behind.number(asking, known[name], unit_id, part)
review.theme.behind(asking, known[name], unit_id, part)
behind.behind(asking, known[name], unit_id, part)
