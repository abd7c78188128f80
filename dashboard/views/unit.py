"""One unit: its inspections, its numbers with their reasons, its contradictions with both sides, its documents."""

import streamlit as st

from dashboard import answers, components, reader, unit

asking = reader.current()
components.title(asking, asking.say("page.unit"), asking.say("unit.about"))
if asking.edition is None:
    components.nothing_loaded(asking)
    st.stop()

one = unit.picked(asking)
if one is None:
    unit.directory(asking)
    st.stop()

asking = unit.only(asking, one["unit_id"])
unit.head(asking, one)
components.scope_line(asking, said_elsewhere=("units",))
if not answers.scope(asking).units:
    components.nothing_matches(asking)
    st.stop()

found = answers.several(asking, unit.asked())
unit.numbers(asking, found)

left, right = st.columns(2)
with left:
    unit.status(asking, found)
    unit.rules(asking, found)
with right:
    unit.aspects(asking, found)
    unit.discipline(asking, found)

unit.money(asking, found)
unit.contradictions(asking)
unit.every_metric(asking, found)
unit.documents(asking, found)
