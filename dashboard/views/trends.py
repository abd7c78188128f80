"""Trends: from round to round and month to month, how fast problems close, and what changed between two days or two editions and why."""

import streamlit as st

from dashboard import components, trends, trends_changes, trends_closing, trends_months, trends_rounds

SHOWN = {
    "rounds": (trends_rounds.show, trends_months.show),
    "closing": (trends_closing.show,),
    "change": (trends_changes.days, trends_changes.editions),
}

asking = components.opened("trends")

for show in SHOWN[trends.picked(asking, "view", trends.VIEWS, draw=st.pills)]:
    show(asking)
