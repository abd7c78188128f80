"""Rules: how many were made, revised, abolished or planned, by whom, which problem each answers, and what they are called."""

import streamlit as st

from dashboard import answers, components, reader, rules

asking = reader.current()
components.title(asking, asking.say("page.rules"), asking.say("rules.about"))
if asking.edition is None:
    components.nothing_loaded(asking)
    st.stop()

components.scope_line(asking)
if not answers.scope(asking).units:
    components.nothing_matches(asking)
    st.stop()

found = answers.several(asking, rules.asked())
rules.numbers(asking, found)
rules.kinds(asking, found["rules_by_title"], found["rules_made"])
rules.who(asking, found["rules_made"])
rules.rates(asking)
rules.details(asking, found)
rules.declared(asking, found["rules_by_source"])
