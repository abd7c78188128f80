"""Compare units on one metric, like with like: each basis apart, too few cases listed and not ranked."""

import streamlit as st

from dashboard import answers, comparison, components, downloads, reader, tables
from queries import groups, metrics

asking = reader.current()
components.title(asking, asking.say("page.compare"), asking.say("compare.about"))
if asking.edition is None:
    components.nothing_loaded(asking)
    st.stop()

components.scope_line(asking)
if not answers.scope(asking).units:
    components.nothing_matches(asking)
    st.stop()

metric = comparison.picked(asking, metrics(), groups())
table = answers.tables(asking, [metric])[metric.name]
rows = comparison.in_register_order(asking, table.to_pylist())

with components.card("compared", metric.title[asking.language], metric.question[asking.language], metric, asking):
    st.caption(metric.caveat[asking.language])
    order = comparison.order(asking, metric)
    comparison.panels(asking, metric, comparison.ordered(rows, metric, order))
    comparison.without_value(asking, metric, rows)

with components.card("table", asking.say("compare.table"), asking.say("compare.table_about")):
    tables.of_metric(asking, metric, comparison.ordered(rows, metric, order))
    downloads.row(asking, metric, table)
    comparison.evidence(asking, rows)
