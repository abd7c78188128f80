"""Sources: what was received, what was refused and why, what was corrected, and what changed from edition to edition."""

from dashboard import components, filters, ledgers, reader
import streamlit as st

VIEWS = ("documents", "receipts", "refusals", "remarks", "corrections", "editions")

asking = reader.current()
components.title(asking, asking.say("page.sources"), asking.say("sources.about"))
if asking.edition is None:
    components.nothing_loaded(asking)
    st.stop()

view, is_unknown = filters.asked("view", list(VIEWS), VIEWS[0])
if is_unknown:
    components.refused(asking, ["view"])
view = filters.choose("view", list(VIEWS), view, st.pills, label=asking.say("sources.pick"), required=True, label_visibility="collapsed",
                      format_func=lambda name: ledgers.name(asking, name))

if view == "editions":
    ledgers.editions(asking)
else:
    ledgers.listed(asking, view)
