"""Overview: what is in scope, what it adds up to on each basis, and what needs attention."""

import streamlit as st

from dashboard import answers, attention, cards, components, pictures
from queries import breakdown, metric

SHOWN = ("problem_completion_rate", "measure_completion_rate", "overdue_problems", "funds_recovered", "funds_outstanding",
         "disciplinary_actions", "rules_made", "internal_conflicts")

asking = components.opened("overview")

metrics = [metric(name) for name in SHOWN]
status, months = breakdown("status_by_basis"), breakdown("completions_by_month")
found = answers.several(asking, [*metrics, status, months])

completion, measures, *others = metrics
wall = cards.rate(asking, completion, found[completion.name]) + cards.rate(asking, measures, found[measures.name])
cards.wall(asking, wall + [card for each in others for card in cards.sums(asking, each, found[each.name])])

left, right = st.columns(2)
with left, components.card("status", status.title[asking.language], status.caveat[asking.language], status, asking, height="stretch"):
    pictures.statuses(asking, status, found[status.name], key="overview_status")
with right, components.card("months", months.title[asking.language], months.caveat[asking.language], months, asking, height="stretch"):
    pictures.months(asking, months, found[months.name], key="overview_months")

with components.card("attention", asking.say("overview.attention"), asking.say("overview.attention_about")):
    attention.show(asking, found)
