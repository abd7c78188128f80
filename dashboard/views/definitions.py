"""Definitions: every metric, breakdown and check as its file says it, why values are empty, and what the tables hold."""

import streamlit as st

from dashboard import components, filters, glossary

VIEWS = {"metrics": glossary.metric_list, "breakdowns": glossary.breakdown_list, "checks": glossary.check_list, "reasons": glossary.reason_list,
         "terms": glossary.term_list, "dictionary": glossary.dictionary}

asking = components.titled("definitions")

view, is_unknown = filters.asked("view", list(VIEWS), "metrics")
if is_unknown:
    components.refused(asking, ["view"])
view = filters.choose("view", list(VIEWS), view, st.pills, label=asking.say("sources.pick"), required=True, label_visibility="collapsed",
                      format_func=lambda name: asking.say(f"definitions.{name}"))

with components.card(f"definitions_{view}", asking.say(f"definitions.{view}"), asking.say(f"definitions.{view}_about")):
    VIEWS[view](asking)
