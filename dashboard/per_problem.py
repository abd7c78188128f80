"""A count per so many problems, a unit each: neutral, with its interval, in the order of the register."""

import streamlit as st

from dashboard import answers, charts, components, downloads, footer, formats, pictures, stated, tables, tracing
from dashboard.answers import Rows
from dashboard.charts.intervals import Line, Row
from dashboard.footer import Footer
from dashboard.reader import Reader
from dashboard.stated import Column
from queries import Query


def show(reader: Reader, metric: Query, key: str) -> None:
    """A count per so many problems, a unit each with its interval, in the order of the register; neutral: one grey, no flag."""
    said = answers.compared(reader, metric)
    known = [row for row in said.rows if row["value"] is not None]
    columns = [Column(metric.columns[name][reader.language], kind) for name, kind in ((metric.numerator, "count"), (metric.denominator, "count"), ("value", "ratio"))]
    columns += [Column(reader.say(f"stated.{name}"), "ratio") for name in ("low", "high")]
    below = footer.compared(reader, metric, said.summary)
    if known and len(known) <= pictures.MOST_NAMED:
        _named(reader, metric, known, key, below)
    elif known:
        pictures.units(reader, metric, known, key=key, below=below)
    else:
        footer.under(reader, below, key)
    body = [[row[name] for name in (metric.numerator, metric.denominator, "value", "low", "high")] for row in known]
    with st.expander(reader.say("chart.as_table")):
        stated.table(reader, known, columns, body, [tracing.address(reader, metric, row["unit_id"]) for row in known], alt=metric.title[reader.language], key=f"{key}_table")
    stated.silent(reader, [row for row in said.rows if row["value"] is None], key)
    downloads.row(reader, metric, said.table)


def _named(reader: Reader, metric: Query, rows: Rows, key: str, below: Footer) -> None:
    """Few enough units to stand with their names, each with its 95 % interval."""
    numerator, denominator = sum(row[metric.numerator] for row in rows), sum(row[metric.denominator] for row in rows)
    together = Line(metric.per * numerator / denominator, reader.say("stated.together", value=footer.value(reader, metric, metric.per * numerator / denominator)))
    lines = tuple(Row(
        row["unit_name"], row["value"], row["low"], row["high"],
        reader.say("stated.rate", value=footer.value(reader, metric, row["value"]), x=row[metric.numerator], n=row[metric.denominator]),
        link=tables.unit_address(reader, row["unit_id"]), text_link=tracing.address(reader, metric, row["unit_id"]),
        note=reader.say("stated.interval", low=footer.value(reader, metric, row["low"]), high=footer.value(reader, metric, row["high"]))) for row in rows)
    figure = answers.kept_figure((*reader.key, "rates", metric.name, reader.chosen, reader.language),
                                 lambda: charts.intervals(lines, line=together, tick=lambda value: formats.rounded(value, 1)))
    components.chart(figure, alt=reader.say("chart.units_alt", metric=metric.title[reader.language], n=len(rows)), key=key, below=below)
