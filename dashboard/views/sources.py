"""Sources: what was received, what was refused and why, what was corrected, and what changed from edition to edition."""

import streamlit as st

from dashboard import components, filters, ledgers

VIEWS = ("documents", "receipts", "refusals", "remarks", "corrections", "editions")

asking = components.titled("sources")
components.loaded(asking)

view, is_unknown = filters.asked("view", list(VIEWS), VIEWS[0])
if is_unknown:
    components.refused(asking, ["view"])
view = filters.choose("view", list(VIEWS), view, st.pills, label=asking.say("sources.pick"), required=True, label_visibility="collapsed",
                      format_func=lambda name: ledgers.name(asking, name))

if view == "editions":
    ledgers.editions(asking)
else:
    ledgers.listed(asking, view)
