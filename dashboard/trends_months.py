"""Month by month: what was completed and open at each month's end, and what was closed in it, with control limits where there are enough months."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

import streamlit as st

from dashboard import answers, components, downloads, footer, formats, tables, trends
from dashboard.answers import Rows
from dashboard.charts import runs
from dashboard.reader import Reader
from queries import breakdown, metric
from queries import trends as histories
from queries.statistics import control
from queries.trends import Controlled, Month

SERIES = ("completion", "open", "closings")


@dataclass(frozen=True)
class Series:
    """What is drawn: months, a value each, and the limits of those that are whole months."""

    months: tuple[Month, ...]
    values: tuple[float, ...]
    controlled: Controlled | None


def show(reader: Reader) -> None:
    stock, closed = breakdown("backlog_by_month"), breakdown("completions_by_month")
    found = answers.tables(reader, [stock, closed])
    stocks = found[stock.name].to_pylist()
    by_basis = histories.months(stocks)
    closings = found[closed.name].to_pylist()
    with components.card("trend_months", reader.say("trends.months_title"), stock.caveat[reader.language], stock, reader):
        if not by_basis:
            st.caption(reader.say("trends.no_months"))
            return
        wanted = trends.picked(reader, "series", SERIES)
        for basis in trends.bases(reader, by_basis):
            trends.panel(reader, basis, 2)
            own = [row for row in closings if row["basis"] == basis]
            series = _series(wanted, by_basis[basis], own)
            components.chart(_figure(reader, wanted, series), alt=reader.say(f"trends.months_alt_{wanted}"), key=f"months_{wanted}_{basis}", title=reader.say(f"trends.series_{wanted}"),
                             below=footer.uncompared(reader, [row for row in stocks if row["basis"] == basis], is_by_standard=True))
            for sentence in _sentences(reader, wanted, series):
                st.markdown(sentence)
            _table(reader, basis, by_basis[basis], histories.closings(own, by_basis[basis]))
        downloads.row(reader, stock, found[stock.name])


def _series(wanted: str, listed: Sequence[Month], closings: Rows) -> Series:
    """A cumulative rate only climbs, so it has no usual variation and no limits; a month that is not over is drawn only where it is a stock."""
    if wanted == "completion":
        return Series(tuple(listed), tuple(100 * month.completed / month.total for month in listed), None)
    whole = histories.whole(listed)
    if wanted == "closings":
        return Series(tuple(whole), tuple(map(float, histories.closings(closings, whole))), histories.controlled(histories.closings(closings, whole)))
    return Series(tuple(listed), tuple(float(month.open) for month in listed), histories.controlled([month.open for month in whole]))


def _figure(reader: Reader, wanted: str, series: Series):
    is_rate = wanted == "completion"
    causes = series.controlled.causes if series.controlled and not series.controlled.is_unsettled else ()
    drawn = tuple(_point(reader, wanted, month, value, causes[place] if place < len(causes) else "common")
                  for place, (month, value) in enumerate(zip(series.months, series.values, strict=True)))
    days = tuple(month.day for month in series.months)
    band = _band(reader, series.controlled)
    make = partial(runs.months, days, drawn, band=band, top=100.0 if is_rate else None, tick=(lambda value: formats.percent(value, 0)) if is_rate else formats.count)
    return answers.kept_figure((*reader.key, "months", wanted, days, drawn, band), make)


def _point(reader: Reader, wanted: str, month: Month, value: float, cause: str) -> runs.Point:
    counts = f"{month.completed:,}/{month.total:,}"
    text = f"{formats.share(month.completed, month.total)} · {counts}" if wanted == "completion" else formats.count(value)
    note = "" if cause == "common" else reader.say(f"trends.cause_{cause}")
    return runs.Point(f"{month.day:%Y-%m-%d}", value, text, note, cause=cause)


def _band(reader: Reader, found: Controlled | None) -> runs.Band | None:
    if found is None or found.is_unsettled:
        return None
    trial = reader.say("trends.on_trial") if found.is_on_trial else ""
    values = (found.limits.mean, max(found.limits.low, 0.0), found.limits.high)
    words = tuple(reader.say(f"trends.limit_{name}", value=formats.rounded(value, 1), trial=trial) for name, value in zip(("mean", "low", "high"), values, strict=True))
    return runs.Band(*values, words)


def _sentences(reader: Reader, wanted: str, series: Series) -> list[str]:
    """What the limits say, or why there are none."""
    if wanted == "completion":
        return [reader.say("trends.completion_note")]
    if series.controlled is None:
        return [reader.say("trends.too_few_months", n=len(series.values), least=control.FEWEST)]
    if series.controlled.is_unsettled:
        return [reader.say("trends.unsettled", special=series.controlled.special, n=len(series.controlled.causes)), reader.say(f"trends.special_{wanted}")]
    special = [(month, cause) for month, cause in zip(series.months, series.controlled.causes) if cause != "common"]
    trial = reader.say("trends.on_trial_about", n=len(series.controlled.causes)) if series.controlled.is_on_trial else ""
    if not special:
        return [reader.say("trends.common") + trial]
    names = reader.say("grammar.semicolon").join(f"{month.month:%Y-%m} {reader.say(f'trends.cause_{cause}')}" for month, cause in special)
    return [reader.say("trends.special", months=names) + trial, reader.say(f"trends.special_{wanted}")]


def _table(reader: Reader, basis: str | None, listed: Sequence[Month], closings: Sequence[int]) -> None:
    asked, closed, stock = metric("problem_completion_rate"), breakdown("completions_by_month"), reader.say("chart.as_table")
    with st.expander(stock, key=f"months_{basis}"):
        head = [reader.say("trends.day"), reader.say("trends.units"), reader.say("trends.done"), reader.say("trends.open"), reader.say("trends.closed_in_month")]
        cells = [[f"{month.day:%Y-%m-%d}", f"{month.units:,}",
                  trends.linked(trends.as_of(reader, month.day), trends.counted(reader, month.completed, month.total), asked, basis=basis), f"{month.open:,}",
                  trends.linked(reader, f"{number:,}", closed, basis=basis, month=month.day.replace(day=1)) if number else "0"]
                 for month, number in zip(reversed(listed), reversed(closings), strict=True)]
        tables.plain(head, cells, alt=stock, key=f"months_{basis}")
