"""Common problems: which themes, which problems many units have, and what a unit should check in itself before it is inspected."""

import streamlit as st

from dashboard import answers, components, downloads, review, themes

asking = components.opened("themes")
review.deciding.said(asking)

query = themes.query()
table = answers.tables(asking, [query])[query.name]
rows = table.to_pylist()
if not rows:
    with components.card("themes_none", query.title[asking.language], query.caveat[asking.language], query, asking):
        st.caption(asking.say("themes.nothing"))
    st.stop()

on = themes.basis(asking, rows)
rows = [row for row in rows if row["basis"] == on]
with components.card("themes", query.title[asking.language], query.caveat[asking.language], query, asking):
    themes.unclassified(asking, rows, on)
    themes.picture(asking, rows, on)
    downloads.row(asking, query, table)

if not asking.is_public:        # both are made of the problems' own words
    themes.common(asking, on)
    themes.self_check(asking, on)
    review.theme.so_far(asking)
