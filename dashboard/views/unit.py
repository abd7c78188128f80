"""One unit: its inspections, its numbers with their reasons, its contradictions with both sides, its documents."""

import streamlit as st

from dashboard import answers, components, unit

asking = components.titled("unit")
components.loaded(asking)

one = unit.picked(asking)
if one is None:
    unit.directory(asking)
    st.stop()

asking = unit.only(asking, one["unit_id"])
unit.head(asking, one)
components.covered(asking, said_elsewhere=("units",))

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
