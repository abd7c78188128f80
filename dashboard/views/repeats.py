"""Repeats: problems that come back in a unit's next inspection, or stand in other units of its sector, in like words. Leads, not verdicts."""

import streamlit as st

from dashboard import components, downloads, repeats
from queries import breakdown

asking = components.opened("repeats")

problems = breakdown("problem_list")
st.info(asking.say("repeats.caution"), icon=":material/rule:")
with components.card("repeats_rates", asking.say("repeats.by_unit"), asking.say("repeats.by_unit_about"), problems, asking):
    least = repeats.threshold(asking)
    pairs, rates = repeats.found(asking, problems, least)
    repeats.rates(asking, rates)

with components.card("repeats_pairs", asking.say("repeats.pairs"), asking.say("repeats.pairs_about"), problems, asking):
    repeats.pairs(asking, problems, pairs)
    downloads.row(asking, *repeats.sheet(asking, problems, pairs), command="")

with components.card("repeats_sisters", asking.say("repeats.sisters"), asking.say("repeats.sisters_about"), problems, asking):
    repeats.elsewhere(asking, problems, least)
