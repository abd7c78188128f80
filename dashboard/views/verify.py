"""Verify: a sample of completed problems to look at on the spot, the same for everybody with the same seed, and what the result says."""

import streamlit as st

from dashboard import components, downloads, verification
from queries import breakdown

asking = components.opened("verify")

problems = breakdown("problem_list")
with components.card("verify_draw", asking.say("verify.draw"), asking.say("verify.draw_about"), problems, asking):
    sample = verification.draw(asking, problems)
if sample is None:
    st.stop()

left, right = st.columns(2)
with left, components.card("verify_result", asking.say("verify.result"), asking.say("verify.result_about"), height="stretch"):
    verification.result(sample)
with right, components.card("verify_planner", asking.say("verify.planner"), asking.say("verify.planner_note"), height="stretch"):
    verification.planner(sample)

with components.card("verify_list", asking.say("verify.list"), asking.say("verify.list_about"), problems, asking):
    verification.listed(sample)
    downloads.row(asking, *verification.sheet(sample), command="")
