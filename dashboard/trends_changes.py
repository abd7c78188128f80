"""What changed between two days and between two editions: how much is rectification, how much is who is counted, and why numbers moved."""

from collections import Counter, defaultdict
from dataclasses import replace
from datetime import date, timedelta
from functools import partial

import streamlit as st

from dashboard import answers, components, filters, footer, formats, labels, ledgers, tables, tracing, trends
from dashboard.answers import Rows
from dashboard.charts import waterfall
from dashboard.charts.waterfall import Step
from dashboard.reader import Reader
from queries import Lake, breakdown, causes, changes, metric, metrics
from queries.changes import Cell, Change
from queries.filter import STANDARDS
from queries.trends import SMALL

CELLS = ("unit", "round", "aspect", "level", "sector")
FIELDS = trends.FIELDS | {"unit": "units"}
# How many contributions each way stand in the table; the rest is one line.
NAMED = 6
SINCE = timedelta(days=182)


def days(reader: Reader) -> None:
    """The change of the completion rate from day A to day B, split exactly."""
    asked, last = metric("problem_completion_rate"), answers.scope(reader).as_of
    with components.card("trend_days", reader.say("trends.days_title"), reader.say("trends.days_about"), asked, reader):
        left, right, third = st.columns([1, 1, 3], vertical_alignment="bottom")
        with left:
            first = trends.day(reader, "day_from", max(last - SINCE, filters.EARLIEST), last)
        with right:
            second = trends.day(reader, "day_to", last, last)
        with third:
            by = trends.picked(reader, "cells", CELLS)
        if first >= second:
            st.caption(reader.say("trends.days_order"))
            return
        standard = _standard(reader, first, second)
        bases = [basis for basis in ("item", "feedback") if basis in answers.scope(_asking(reader, second, None, standard)).bases or reader.chosen.basis == basis]
        shown = [_basis(reader, basis, first, second, standard, by) for basis in bases]
        if not any(shown):
            st.caption(reader.say("trends.nothing"))


def _asking(reader: Reader, on: date, basis: str | None, standard: str | None) -> Reader:
    return reader.asking(replace(reader.chosen, as_of=on, basis=basis or reader.chosen.basis, standard=standard))


def _standard(reader: Reader, first: date, second: date) -> str:
    """One standard for both days: the lower of the two that would be taken."""
    taken = [answers.scope(_asking(reader, on, None, reader.chosen.standard)).standard for on in (first, second)]
    return min(taken, key=STANDARDS.index)


def _basis(reader: Reader, basis: str, first: date, second: date, standard: str, by: str) -> bool:
    askers = [_asking(reader, on, basis, standard) for on in (first, second)]
    change = changes.decomposed(*(cell_counts(each, basis, by) for each in askers))
    if change is None:
        return False
    trends.panel(reader, basis, 2)
    if min(change.before[1], change.after[1]) < SMALL:
        st.markdown(reader.say("trends.days_small", before=trends.counted(reader, *change.before), after=trends.counted(reader, *change.after)))
        return True
    st.markdown(sentence(reader, change, by))
    components.chart(_figure(reader, change, first, second, by), alt=reader.say("trends.days_alt"), key=f"days_{basis}_{by}", below=footer.uncompared(
        askers[1], [cell.name for cell in change.cells] if by == "unit" else [unit["unit_id"] for unit in answers.scope_units(askers[1])], bases=[basis], is_by_standard=True))
    if by == "aspect":
        st.caption(reader.say("trends.only_with_aspect"))
    st.caption(reader.say("trends.days_caution"))
    _contributions(reader, askers, change, by, basis)
    return True


def cell_counts(asking: Reader, basis: str, by: str) -> dict[str, tuple[int, int]]:
    """(closed, total) of each cell on the reader's day."""
    sums: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    units = {unit["unit_id"]: unit for unit in answers.units(asking)}
    if by in ("aspect", "round"):
        rows = [(row[by] or "", row["completed"], row["value"]) for row in answers.ask(asking, breakdown("problems_by_aspect" if by == "aspect" else "completion_by_round"))
                if row["basis"] == basis and not row.get("reason")]
    else:
        rows = [(row["unit_id"] if by == "unit" else units[row["unit_id"]][by] or "", row["completed"], row["total"])
                for row in answers.ask(asking, metric("problem_completion_rate")) if row["value"] is not None]
    for name, completed, total in rows:
        sums[name][0] += completed or 0
        sums[name][1] += total or 0
    return {name: (int(closed), int(total)) for name, (closed, total) in sums.items()}


def _parts(reader: Reader, change: Change, by: str) -> list[tuple[str, float]]:
    """Each part with its points; new and gone only where there are any."""
    parts = [(reader.say("trends.part_rate"), change.rate), (reader.say("trends.part_mix"), change.mix)]
    for state in ("new", "gone"):
        if any(cell.state == state for cell in change.cells):
            parts.append((reader.say(f"trends.part_{state}", what=reader.say(f"trends.cells_{by}")), change.came(state)))
    return parts


def sentence(reader: Reader, change: Change, by: str) -> str:
    """'+3.2 个百分点：整改 +2.1，构成 +1.1', after what was at both ends."""
    parts = reader.say("trends.between").join(f"{name} {trends.signed(value)}" for name, value in _parts(reader, change, by))
    ends = reader.say("trends.from_to", before=trends.counted(reader, *change.before), after=trends.counted(reader, *change.after))
    return f"{ends}{reader.say('grammar.semicolon')}**{trends.points(reader, change.points)}**{reader.say('grammar.colon')}{parts}"


def _figure(reader: Reader, change: Change, first: date, second: date, by: str):
    at = changes.percent(change.before)
    steps = [Step(formats.day(first, reader.language), trends.counted(reader, *change.before), at)]
    for name, value in _parts(reader, change, by):
        at += value
        steps.append(Step(name, trends.points(reader, value), at, value))
    steps.append(Step(formats.day(second, reader.language), trends.counted(reader, *change.after), changes.percent(change.after)))
    return answers.kept_figure((*reader.key, "waterfall", tuple(steps)), partial(waterfall.waterfall, steps))


def _contributions(reader: Reader, askers: list[Reader], change: Change, by: str, basis: str) -> None:
    """The largest contributions each way, in the order of their names; those with few items are one line."""
    small = [cell for cell in change.cells if _is_small(cell)]
    large = [cell for cell in change.cells if not _is_small(cell)]
    falling = sorted(large, key=lambda cell: cell.contribution)
    named = {cell.name: cell for cell in [*[cell for cell in falling[::-1][:NAMED] if cell.contribution > 0], *[cell for cell in falling[:NAMED] if cell.contribution < 0]]}
    rest = [cell for cell in large if cell.name not in named]
    st.markdown(f"**{reader.say('trends.contributions', what=reader.say(f'trends.cells_{by}'))}**")
    head = [reader.say(f"trends.cells_{by}"), reader.say("trends.before"), reader.say("trends.after"), reader.say("trends.part_rate"), reader.say("trends.part_mix"), reader.say("trends.sum")]
    cells = [_cell(reader, askers, cell, by, basis) for cell in sorted(named.values(), key=lambda cell: -cell.contribution)]
    for label, others in ((reader.say("trends.rest", n=len(rest)), rest), (reader.say("trends.small_cells", n=len(small), least=SMALL), small)):
        if others:
            cells.append([formats.escaped(label), *_added(reader, askers, others, by, basis)])
    tables.plain(head, cells, alt=reader.say("trends.contributions", what=reader.say(f"trends.cells_{by}")), key=f"contributions_{basis}_{by}")
    st.caption(reader.say("trends.contributions_about"))


def _is_small(cell: Cell) -> bool:
    """Few items on both days, or on the one day it is there."""
    return max(counts[1] for counts in (cell.before, cell.after) if counts) < SMALL


def _cell(reader: Reader, askers: list[Reader], cell: Cell, by: str, basis: str) -> list[str]:
    ends = [_end(reader, asker, cell, counts, by, basis) for asker, counts in zip(askers, (cell.before, cell.after), strict=True)]
    rate = trends.signed(cell.rate) if cell.state == "stayed" else reader.say(f"trends.{cell.state}")
    return [_name(reader, cell.name, by), *ends, *map(formats.escaped, (rate, trends.signed(cell.mix), trends.signed(cell.contribution)))]


def _end(reader: Reader, asker: Reader, cell: Cell, counts: tuple[int, int] | None, by: str, basis: str) -> str:
    """One day's counts, leading to their rows as of that day."""
    if counts is None:
        return "—"
    text, asked = formats.escaped(trends.counted(reader, *counts)), metric("problem_completion_rate")
    if by == "unit":
        return tracing.linked(asker, text, asked, cell.name, basis=basis)
    own = trends.narrowed(asker, by, cell.name)
    return text if own is None else tracing.linked(own, text, asked, None, basis=basis)


def _name(reader: Reader, name: str, by: str) -> str:
    if by == "unit":
        row = next(unit for unit in answers.units(reader) if unit["unit_id"] == name)
        return tables.unit_link(reader, row)
    if not name:
        return formats.escaped(reader.say(f"trends.no_{by}"))
    return formats.escaped(labels.label(reader, by, name) if by in ("level", "sector") else name)


def _added(reader: Reader, askers: list[Reader], cells: list[Cell], by: str, basis: str) -> list[str]:
    """Several cells as one line: counts and contributions added."""
    ends = [tuple(sum(counts[place] for cell in cells if (counts := getattr(cell, side))) for place in (0, 1)) for side in ("before", "after")]
    rate, mix = sum(cell.rate for cell in cells), sum(cell.mix for cell in cells)
    field, names = _together(reader, tuple(cell.name for cell in cells), by)
    asking = [asker.asking(replace(asker.chosen, **{field: names})) if all(names) and len(names) <= tracing.MOST else None for asker in askers]
    said = [trends.linked(asker, trends.counted(reader, *counts), metric("problem_completion_rate"), basis=basis) if counts[1] else "—"
            for asker, counts in zip(asking, ends, strict=True)]
    return said + [formats.escaped(trends.signed(value)) for value in (rate, mix, rate + mix)]


def _together(reader: Reader, names: tuple[str, ...], by: str) -> tuple[str, tuple[str, ...]]:
    """The field of the Filter and the values that ask for several cells at once; units stand in for a level or sector that is not known."""
    if by in ("level", "sector") and not all(names):
        return "units", tuple(unit["unit_id"] for unit in answers.units(reader) if (unit[by] or "") in names)
    return FIELDS[by], names


def editions(reader: Reader) -> None:
    """What separates two editions: new data, other reading, a later day, another definition."""
    lake = Lake(reader.edition.folder)
    numbers = [str(number) for number in lake.numbers()]
    with components.card("trend_editions", reader.say("trends.editions_title"), reader.say("trends.editions_about")):
        if len(numbers) < 2:
            st.caption(reader.say("diff.one_edition"))
            return
        names = {number: reader.say("sources.edition_number", number=number) for number in numbers}
        left, right, _ = st.columns([1, 1, 3])
        with left:
            old = trends.picked(reader, "edition_from", numbers, numbers[-2], st.selectbox, names)
        with right:
            new = trends.picked(reader, "edition_to", numbers, numbers[-1], st.selectbox, names)
        if old == new:
            st.caption(reader.say("diff.same"))
            return
        found = _causes(reader.key, int(old), int(new), lake)
        _rows(reader, found["rows"])
        _moved(reader, found)


@st.cache_resource(max_entries=32, show_spinner=False)
def _causes(key: tuple[str, str], old: int, new: int, _lake: Lake) -> dict:
    return causes.causes(_lake, old, new)


def _rows(reader: Reader, rows: Rows) -> None:
    if not rows:
        st.caption(reader.say("diff.nothing"))
        return
    head = [reader.say("diff.table"), *(reader.say(f"trends.cause_{name}") for name in ("new_data", "reclassified", "gone"))]
    tables.plain(head, [[formats.escaped(ledgers.labels_of(reader, row["table"])), *(f"{row[name]:,}" for name in ("new_data", "reclassified", "gone"))] for row in rows],
                 alt=reader.say("trends.editions_title"), key="edition_rows")


def _moved(reader: Reader, found: dict) -> None:
    """Numbers that moved, by metric and cause, with what is taken for granted on both sides."""
    if found["days"][0] != found["days"][1]:
        st.caption(reader.say("trends.day_moved", old=formats.day(found["days"][0], reader.language), new=formats.day(found["days"][1], reader.language)))
    if found["standards"][0] != found["standards"][1]:
        st.caption(reader.say("trends.standard_moved", old=labels.label(reader, "standard", found["standards"][0]), new=labels.label(reader, "standard", found["standards"][1])))
    numbers: dict[str, Counter] = defaultdict(Counter)
    for row in found["moved"]:
        numbers[row["metric"]][row["cause"]] += 1
    shown = [each for each in metrics() if each.name in numbers]
    st.markdown(f"**{reader.say('diff.moved', n=len(found['moved']))}**")
    if shown:
        head = [reader.say("compare.metric"), *(reader.say(f"trends.cause_{name}") for name in causes.CAUSES)]
        tables.plain(head, [[formats.escaped(each.title[reader.language]), *(f"{numbers[each.name][name]:,}" for name in causes.CAUSES)] for each in shown],
                     alt=reader.say("trends.editions_title"), key="edition_moved")
    st.caption(reader.say("trends.causes_about"))
