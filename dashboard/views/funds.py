"""Money: does what was due equal what was recovered, is outstanding and was written off; by category, by unit, and what is not known."""

import streamlit as st

from dashboard import answers, components, funds, reader

asking = reader.current()
components.title(asking, asking.say("page.funds"), asking.say("funds.about"))
if asking.edition is None:
    components.nothing_loaded(asking)
    st.stop()

components.scope_line(asking)
if not answers.scope(asking).units:
    components.nothing_matches(asking)
    st.stop()

found = answers.several(asking, funds.asked())
funds.numbers(asking, found)
funds.ledger(asking, found["funds_balance"], found["funds_by_state"])
funds.categories(asking, found["funds_by_category"])
funds.units(asking, found)
funds.declared(asking, found["funds_by_source"])
