"""Discipline: what was done, by form and by term, who says so, who says that there was none, and who says nothing."""

import streamlit as st

from dashboard import answers, components, discipline, reader

asking = reader.current()
components.title(asking, asking.say("page.discipline"), asking.say("discipline.about"))
if asking.edition is None:
    components.nothing_loaded(asking)
    st.stop()

components.scope_line(asking)
if not answers.scope(asking).units:
    components.nothing_matches(asking)
    st.stop()

found = answers.several(asking, discipline.asked())
discipline.numbers(asking, found)
discipline.forms(asking, found["discipline_by_term"])
discipline.who(asking, found["disciplinary_actions"])
discipline.rates(asking)
discipline.terms(asking, found["discipline_by_term"])
discipline.units(asking, found["disciplinary_actions"])
discipline.declared(asking, found["discipline_by_source"])
