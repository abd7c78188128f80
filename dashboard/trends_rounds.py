"""By round or by year of feedback: a run chart a basis, the test for a trend with what it cannot say, and every count."""

from functools import partial

import streamlit as st

from dashboard import answers, components, downloads, footer, formats, pictures, tables, trends
from dashboard.answers import Rows
from dashboard.charts import runs
from dashboard.reader import Reader
from queries import Query, breakdown, metric
from queries import trends as histories
from queries.trends import Number, Period

# Metric -> the breakdown that has its rounds, and the bases on which it answers.
RATES = {
    "problem_completion_rate": ("completion_by_round", ("item", "feedback")),
    "measure_completion_rate": ("completion_by_round", ("measure", "task")),
    "on_time_rate": ("on_time_by_round", ("item", "feedback")),
}
NUMBERS = {"disciplinary_actions": "discipline_by_round", "rules_made": "rules_by_round"}


def show(reader: Reader) -> None:
    """One metric over rounds or years."""
    names = [*RATES, *NUMBERS]
    asked = metric(trends.picked(reader, "metric", names, words={name: metric(name).title[reader.language] for name in names}))
    source = breakdown(RATES[asked.name][0] if asked.name in RATES else NUMBERS[asked.name])
    table = answers.tables(reader, [source])[source.name]
    rows = table.to_pylist()
    with components.card("trend_rounds", reader.say("trends.rounds_title", metric=asked.title[reader.language]), source.caveat[reader.language], source, reader):
        default = "round" if len({row["round"] for row in rows if row["round"]}) > 1 else "year"
        by = trends.picked(reader, "by", ["round", "year"], default)
        if asked.name in RATES:
            _rates(reader, asked, {basis: listed for basis, listed in histories.periods(rows, by).items() if basis in RATES[asked.name][1]}, by, rows)
        else:
            _numbers(reader, asked, histories.numbers(rows, by), by, rows)
        downloads.row(reader, source, table)


def _rates(reader: Reader, asked: Query, found: dict[str | None, list[Period]], by: str, rows: Rows) -> None:
    if not found:
        st.caption(reader.say("trends.nothing"))
        return
    for basis in trends.bases(reader, found):
        listed = found[basis]
        trends.panel(reader, basis, 2)
        drawn = histories.in_order(listed) or listed
        ages = [period.ages for period in listed if period.ages]
        components.chart(_figure(reader, asked, drawn, by), alt=reader.say("trends.rounds_alt", metric=asked.title[reader.language]), key=f"rounds_{asked.name}_{basis}", title=asked.title[reader.language], below=footer.uncompared(
            reader, [row for row in rows if row["basis"] == basis and row["value"]], bases=[basis], is_by_standard=True, ages=(min(low for low, _ in ages), max(high for _, high in ages)) if ages else None))
        st.markdown(_sentences(reader, histories.in_order(listed), by))
        _table(reader, asked, listed, by, basis, [row for row in rows if row["basis"] == basis])


def _figure(reader: Reader, asked: Query, listed: list[Period], by: str):
    drawn = tuple(_point(reader, period, by) for period in listed)
    make = partial(runs.runs, drawn, top=100.0, is_neutral=asked.is_neutral, tick=lambda value: formats.percent(value, 0))
    return answers.kept_figure((*reader.key, "runs", asked.name, drawn), make)


def _point(reader: Reader, period: Period, by: str) -> runs.Point:
    label, counts = trends.named(reader, by, period.name), f"{period.closed:,}/{period.total:,}"
    if period.is_small:
        return runs.Point(label, None, counts, reader.say("compare.small"))
    low, high = period.interval
    return runs.Point(label, period.percent, f"{formats.share(period.closed, period.total)}{runs.LINE}{counts}", trends.interval(reader, low, high), low, high)


def _sentences(reader: Reader, listed: list[Period], by: str) -> str:
    """What can be said of the differences, and what not."""
    said = []
    if (difference := histories.last_difference(listed)) is not None:
        value, low, high = difference
        said.append(reader.say("trends.last", before=formats.escaped(trends.named(reader, by, listed[-2].name)), after=formats.escaped(trends.named(reader, by, listed[-1].name)),
                               points=trends.points(reader, value), low=trends.signed(low), high=trends.signed(high)))
        if low <= 0 <= high:
            said.append(reader.say("trends.no_difference"))
    if (tested := histories.tested(listed)) is not None:
        said.append(reader.say("trends.tested", n=len(listed), statistic=formats.rounded(tested[0], 2), p=trends.p_value(tested[1])))
    if len(listed) > 1:
        said.append(reader.say("trends.mix_differs"))
    return (" " if reader.language == "en" else "").join(said)


def _linked(reader: Reader, text: str, asked: Query, by: str, name: str | None, rows: Rows, **part: object) -> str:
    """A period's number; one without a name is asked for by its inspections."""
    unnamed = trends.inspections(reader, [row for row in rows if not row[by]]) if not name else {}
    return trends.linked(reader if unnamed else trends.narrowed(reader, by, name), text, asked, **part, **unnamed)


def _table(reader: Reader, asked: Query, listed: list[Period], by: str, basis: str | None, rows: Rows) -> None:
    head = [reader.say(f"trends.by_{by}"), reader.say("trends.units"), reader.say("trends.done"), reader.say("trends.interval_head"), reader.say("trends.ages"), reader.say("trends.left_out")]
    cells = []
    for period in listed:
        cells.append([
            formats.escaped(trends.named(reader, by, period.name)), f"{period.units:,}",
            _linked(reader, trends.counted(reader, period.closed, period.total), asked, by, period.name, rows, basis=basis),
            reader.say("compare.small") if period.is_small else formats.escaped(trends.interval(reader, *period.interval)),
            "—" if period.ages is None else "–".join(dict.fromkeys(f"{day:,}" for day in period.ages)),
            reader.say("grammar.semicolon").join(f"{formats.escaped(formats.reason(code, reader.language))} {number:,}" for code, number in period.left_out.most_common()) or "—"])
    tables.plain(head, cells, alt=reader.say("trends.rounds_alt", metric=asked.title[reader.language]), key=f"rounds_{asked.name}_{basis}")


def _numbers(reader: Reader, asked: Query, listed: list[Number], by: str, rows: Rows) -> None:
    """A neutral number: grey, no test, no word of direction."""
    if not listed:
        st.caption(reader.say("trends.nothing"))
        return
    drawn = tuple(runs.Point(trends.named(reader, by, each.name), float(each.value), f"{each.value:,}", reader.say("card.units", n=each.units)) for each in histories.in_order(listed) or listed)
    figure = answers.kept_figure((*reader.key, "runs", asked.name, drawn), partial(
        runs.runs, drawn, is_neutral=True, tick=lambda value: formats.joined(pictures.tick(asked, value, reader.language))))
    components.chart(figure, alt=reader.say("trends.rounds_alt", metric=asked.title[reader.language]), key=f"rounds_{asked.name}", title=asked.title[reader.language], below=footer.uncompared(reader, rows))
    st.caption(reader.say("trends.neutral"))
    cells = [[formats.escaped(trends.named(reader, by, each.name)), f"{each.units:,}", _linked(reader, f"{each.value:,}", asked, by, each.name, rows)] for each in listed]
    tables.plain([reader.say(f"trends.by_{by}"), reader.say("trends.units"), asked.columns["value"][reader.language]], cells,
                 alt=reader.say("trends.rounds_alt", metric=asked.title[reader.language]), key=f"rounds_{asked.name}")
