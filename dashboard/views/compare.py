"""Compare units on one metric: who differs from its peers by more than chance, who cannot be told apart, and who cannot be compared and why."""

import streamlit as st

from dashboard import comparison, components, downloads, peers
from queries import groups, metrics
from queries.compare import casemix, described

asking = components.opened("compare")

metric = comparison.choices.picked(asking, metrics(), groups())
with components.card("compared", metric.title[asking.language], metric.question[asking.language], metric, asking):
    st.caption(metric.caveat[asking.language])
    asked = comparison.asked(asking, metric, comparison.choices.peers(asking) if metric.model is not None else "alike")
    comparison.ranked.show(asked)
    comparison.bands.show(asked)
    comparison.listed.reasons(asked)

if metric.model is not None:
    with components.card("funnel", asking.say("compare.funnel")):
        comparison.funnel.show(asked)

if metric.name in casemix.COUNTED:
    with components.card("casemix", asking.say("peers.case_mix"), asking.say("peers.case_mix_about")):
        peers.case_mix(asked)

if metric.model is not None:
    with components.card("nearest", asking.say("peers.nearest"), asking.say("peers.nearest_about")):
        peers.nearest(asked)

with components.card("table", asking.say("compare.table"), asking.say("compare.table_about_neutral" if metric.is_neutral else "compare.table_about")):
    comparison.sheet.show(asked)
    downloads.row(asking, described(metric), asked.found.table, None if asked.peers == "alike" else f"--compare --peers {asked.peers}")
    components.evidence(asking, comparison.sheet.places_of(asked), key="compare")

if metric.model == "binomial":
    with components.card("pair", asking.say("compare.pair"), asking.say("compare.pair_about_card")):
        comparison.pairs.show(asked)

if metric.model is not None and not metric.is_neutral and comparison.choices.is_naive(asking):
    with components.card("naive", asking.say("compare.naive_card")):
        comparison.naive.show(asked)
