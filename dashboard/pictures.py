"""Answers as pictures with their tables: labels put in, figures kept, an alternative text beside each."""

from collections import defaultdict
from collections.abc import Collection
from datetime import date

import streamlit as st

from dashboard import answers, charts, components, footer, formats, labels, tables, totals, tracing
from dashboard.answers import Rows
from dashboard.charts import Mark, Part
from dashboard.footer import Footer
from dashboard.reader import Reader
from queries import Query

# Up to this many units stand one under another with their names; more are shown as one strip.
MOST_NAMED = 24


def statuses(reader: Reader, query: Query, rows: Rows, key: str) -> None:
    """What the problems are made of, a bar a basis, and every part in words that lead to its rows."""
    parts = _status_parts(reader, rows)
    # What a document leaves of its total has no sentence of its own: its evidence is all that the document says.
    remainder = {row["basis"] for row in rows if row["status"] == "unknown" and row["source"] == "declared"}
    if not parts:
        st.caption(reader.say("chart.no_status"))
        return
    bars = [(f"{labels.basis(reader, basis)} · {reader.say('chart.problems', n=sum(part.value for part in found))}", tuple(found)) for basis, found in parts.items()]
    figure = answers.kept_figure((*reader.key, "statuses", tuple(bars)), lambda: charts.statuses(bars))
    components.chart(figure, alt=reader.say("chart.status_alt"), key=key, signs=signs(reader, {part.status for found in parts.values() for part in found}), below=footer.uncompared(reader, rows, is_by_standard=True))
    for basis, found in parts.items():
        badges = [tracing.linked(reader, f":{charts.SHAPES[part.status][3]}-badge[{charts.SHAPES[part.status][1]} {part.label} {part.value:,}]", query,
                                 _only_unit(rows), basis=basis, **({} if part.status == "unknown" and basis in remainder else {"status": part.status})) for part in found]
        st.markdown((f"{labels.basis(reader, basis)}  " if len(parts) > 1 else "") + " ".join(badges))


def signs(reader: Reader, statuses: Collection[str]) -> str:
    """What the signs of statuses mean, in the order of the picture."""
    return "　".join(f"{shape[1]} {labels.status(reader, status)}" for status, shape in charts.SHAPES.items() if status in statuses)


def _only_unit(rows: Rows) -> str | None:
    """The unit that all rows are of, where it is one."""
    units = {row["unit_id"] for row in rows}
    return units.pop() if len(units) == 1 else None


def _status_parts(reader: Reader, rows: Rows) -> dict[str, list[Part]]:
    """Sums by basis and status, in the order of the pictures' shapes."""
    sums: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for row in rows:
        sums[row["basis"]][row["status"]] += row["value"] or 0
    order = list(charts.SHAPES)
    return {basis: [Part(status, labels.status(reader, status), number) for status, number in sorted(found.items(), key=lambda item: order.index(item[0])) if number]
            for basis, found in sorted(sums.items(), reverse=True)}


def months(reader: Reader, query: Query, rows: Rows, key: str) -> None:
    """Completions a month, a panel a basis, and in a table with the way to the problems."""
    sums: dict[str, dict[date, int]] = defaultdict(lambda: defaultdict(int))
    for row in rows:
        sums[row["basis"]][row["month"]] += row["value"]
    if not sums:
        st.caption(reader.say("chart.no_months"))
        return
    panels = tuple((labels.basis(reader, basis), tuple(sorted(found.items()))) for basis, found in sorted(sums.items(), reverse=True))
    figure = answers.kept_figure((*reader.key, "months", panels, reader.language), lambda: charts.columns(panels, lambda day: formats.month(day, reader.language)))
    components.chart(figure, alt=reader.say("chart.months_alt"), key=key, below=footer.uncompared(reader, rows, is_by_standard=True))
    with st.expander(reader.say("chart.as_table")):
        found = [(basis, day, number) for basis, points in sorted(sums.items(), reverse=True) for day, number in sorted(points.items())]
        tables.framed([reader.say("table.basis"), reader.say("table.month"), reader.say("table.completed")],
                      [(labels.basis(reader, basis), f"{day:%Y-%m}", number) for basis, day, number in found], alt=reader.say("chart.months_alt"), key=f"{key}_table",
                      evidence=(reader.say("trace.button"), [tracing.address(reader, query, _only_unit(rows), basis=basis, month=day) for basis, day, _ in found]))


def units(reader: Reader, metric: Query, rows: Rows, key: str, below: Footer | None = None) -> None:
    """Units on one metric and one basis, in the order of `rows`: named while they are few, else as one strip."""
    marks = tuple(_unit_mark(reader, metric, row) for row in rows)
    top = 100.0 if metric.unit == "percent" else None
    draw = charts.dots if len(marks) <= MOST_NAMED else charts.strip
    figure = answers.kept_figure(
        (*reader.key, "units", metric.name, marks, reader.language),
        lambda: draw(marks, top=top, is_neutral=metric.is_neutral, tick=lambda value: formats.joined(tick(metric, value, reader.language))))
    if draw is charts.strip:
        st.caption(reader.say("chart.strip", n=len(marks)))
    components.chart(figure, alt=reader.say("chart.units_alt", metric=metric.title[reader.language], n=len(marks)), key=key, title=metric.title[reader.language],
                     below=below or footer.uncompared(reader, rows, is_by_standard="standard" in metric.columns))


def tick(metric: Query, value: float, language: str) -> tuple[str, str]:
    """An axis needs no more digits than its marks have."""
    if metric.unit == "percent":
        return formats.percent(value, 0), ""
    figure, unit = formats.figure(value, metric, language)
    return figure.removesuffix(".00"), unit


def _unit_mark(reader: Reader, metric: Query, row: dict[str, object]) -> Mark:
    text, counts = formats.value(row, metric, reader.language), totals.counts(metric, row)
    if counts and metric.name == "recovery_rate":
        text += f"　{' / '.join(formats.joined(formats.money(each, reader.language)) for each in counts)}"
    elif counts:
        text += f"　{counts[0]:,}/{counts[1]:,}"
    return Mark(row["unit_name"], float(row["value"]), text, labels.source(reader, row.get("source")), link=tracing.address(reader, metric, row["unit_id"]))


def bars(reader: Reader, marks: tuple[Mark, ...], *, alt: str, key: str, below: Footer, is_neutral: bool = False, title: str = "") -> None:
    figure = answers.kept_figure((*reader.key, "bars", marks, is_neutral), lambda: charts.bars(marks, is_neutral=is_neutral))
    components.chart(figure, alt=alt, key=key, below=below, title=title)
