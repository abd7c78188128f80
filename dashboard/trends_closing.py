"""How fast problems close: the curve by day since feedback, its median, landmarks, and what can be said where there are only notices."""

from collections import defaultdict
from functools import partial

import streamlit as st

from dashboard import answers, components, downloads, footer, formats, labels, tables, trends
from dashboard.answers import Rows
from dashboard.charts import survival
from dashboard.charts.base import MOST_POINTS
from dashboard.reader import Reader
from queries import breakdown, curves
from queries.curves import LANDMARKS, Group
from queries.statistics.intervals import wilson

SPLITS = ("none", "round", "level", "sector")
TICKS = (0, 180, 365, 545, 730, 1095, 1460)


def show(reader: Reader) -> None:
    asked, rounds = breakdown("closings_by_day"), breakdown("completion_by_round")
    table = answers.tables(reader, [asked])[asked.name]
    rows = table.to_pylist()
    basis = _basis(rows)
    own = [row for row in rows if row["basis"] == basis]
    known, left_out = curves.dated(own)
    with components.card("trend_closing", reader.say("trends.closing_title"), asked.caveat[reader.language], asked, reader):
        if basis is None or not any(row["outcome"] in ("completed", "open") for row in known):
            st.markdown(reader.say("trends.no_curve"))
        else:
            _curves(reader, known, basis)
        if left_out.problems:
            st.caption(reader.say("trends.undated", n=left_out.units, problems=left_out.problems))
        others = sorted({row["basis"] for row in rows} - {basis})
        if others:
            st.caption(reader.say("trends.other_bases", bases=reader.say("grammar.comma").join(labels.basis(reader, each) for each in others)))
        if rows:
            downloads.row(reader, asked, table)
    _notices(reader, answers.ask(reader, rounds))


def _basis(rows: Rows) -> str | None:
    """The basis on which most problems are followed; the filter can name another."""
    sums: dict[str, int] = defaultdict(int)
    for row in rows:
        sums[row["basis"]] += row["value"]
    return max(sums, key=lambda basis: (sums[basis], basis), default=None)


def _curves(reader: Reader, rows: Rows, basis: str) -> None:
    split = trends.picked(reader, "split", SPLITS)
    of = _key(reader, split)
    found = curves.groups(rows, of)
    drawn = [group for group in found if not group.is_small][: survival.MOST_LINES]
    found, drawn = _ordered(reader, found, split), _ordered(reader, drawn, split)
    below = footer.uncompared(reader, rows, is_by_standard=True, ages=(0, int(max(group.last for group in found))))
    if drawn:
        components.chart(figure(reader, drawn, split), alt=reader.say("trends.closing_alt"), key=f"closing_{split}_{basis}", below=below)
    else:
        footer.under(reader, below, key="closing")
    for sentence in _sentences(reader, rows, found, drawn, of):
        st.markdown(sentence)
    _table(reader, found, split, basis)


def _key(reader: Reader, split: str):
    if split == "none":
        return lambda row: None
    if split == "round":
        return lambda row: row["round"]
    column = {unit["unit_id"]: unit[split] for unit in answers.units(reader)}
    return lambda row: column.get(row["unit_id"])


def _name(reader: Reader, split: str, name: str | None) -> str:
    if split == "none":
        return reader.say("trends.all")
    if name is None:
        return reader.say(f"trends.no_{split}")
    return name if split == "round" else labels.label(reader, split, name)


def _ordered(reader: Reader, groups: list[Group], split: str) -> list[Group]:
    """Rounds as they were fed back, codes as their list has them: never by who is fastest."""
    if split == "round":
        rows = sorted((row for row in answers.table(reader, "inspections") if row["feedback_on"]), key=lambda row: row["feedback_on"])
        order = [row["round"] for row in rows]
    else:
        order = list(labels.codes(reader, split)) if split != "none" else []
    place = {name: number for number, name in reversed(list(enumerate(order)))}
    return sorted(groups, key=lambda group: (group.name is None, place.get(group.name, len(place))))


def figure(reader: Reader, groups: list[Group], split: str = "none"):
    """Each line and its band with as many points as fit in one picture."""
    most = (MOST_POINTS - 40) // (5 * len(groups)) if len(groups) > 1 else 90
    last = max(group.last for group in groups)
    ticks = tuple(tick for tick in TICKS if tick <= last)
    lines = tuple(_line(reader, group, _name(reader, split, group.name), most, ticks) for group in groups)
    words = {"axis": reader.say("trends.days_axis"), "at_risk": reader.say("trends.at_risk")}
    return answers.kept_figure((*reader.key, "closing", lines, ticks, reader.language), partial(survival.survival, lines, ticks, **words))


def _line(reader: Reader, group: Group, label: str, most: int, ticks: tuple[int, ...]) -> survival.Line:
    places = curves.drawn(group, most)
    hover = tuple(f"<b>{label}</b><br>{reader.say('trends.by_day', day=int(group.days[place]), share=formats.percent(100 * float(group.share[place])))}" for place in places)
    days, share, low, high = (tuple(float(each) for each in column[places]) for column in (group.days, group.share, group.low, group.high))
    return survival.Line(label, days, share, low, high, tuple(curves.at_risk(group, tick) for tick in ticks), hover)


def _sentences(reader: Reader, rows: Rows, found: list[Group], drawn: list[Group], of) -> list[str]:
    said = []
    if len(drawn) > 1 and (tested := curves.compared(rows, of, [group.name for group in drawn])) is not None:
        statistic, freedom, p = tested
        said.append(reader.say("trends.log_rank", n=len(drawn), statistic=formats.rounded(statistic, 2), freedom=freedom, p=trends.p_value(p)))
        said.append(reader.say("trends.not_cause") if p < 0.05 else reader.say("trends.no_difference"))
    if long_term := sum(row["value"] for row in rows if row["outcome"] == "long_term"):
        said.append(reader.say("trends.long_term", n=long_term))
    if len(found) > len(drawn):
        said.append(reader.say("trends.not_drawn", n=len(found) - len(drawn)))
    return [(" " if reader.language == "en" else "").join(said)] if said else []


def _table(reader: Reader, found: list[Group], split: str, basis: str) -> None:
    """Medians, and under them the landmarks."""
    asked, first = breakdown("closings_by_day"), reader.say(f"trends.split_{split}")
    names = [formats.escaped(_name(reader, split, group.name)) for group in found]
    cells, landmarks = [], []
    for name, group in zip(names, found, strict=True):
        own = reader if split == "none" else trends.narrowed(reader, split, group.name)
        part = {"basis": basis, "source": "counted"}
        if own is None and (unnamed := _without_round(reader)):
            own, part = reader, part | unnamed
        cells.append([name, f"{group.units:,}", trends.linked(own, f"{group.closed:,} / {group.problems:,}", asked, **part), formats.escaped(median(reader, group))])
        landmarks.append([name, *(trends.linked(own, text, asked, **part) if (text := _landmark(reader, each)) != "—" else text for each in group.landmarks)])
    head = [first, reader.say("trends.units"), reader.say("trends.closed_of"), reader.say("trends.median")]
    tables.plain(head, cells, alt=reader.say("trends.closing_alt"), key=f"closing_{split}")
    st.markdown(f"**{reader.say('trends.landmarks')}**")
    tables.plain([first, *(reader.say("trends.landmark", day=day) for day in LANDMARKS)], landmarks, alt=reader.say("trends.landmarks"), key=f"landmarks_{split}")
    st.caption(reader.say("trends.landmarks_about"))


def _without_round(reader: Reader) -> dict[str, tuple[str, ...]]:
    """The inspections without a round, which the Filter cannot ask for."""
    return trends.inspections(reader, [row | {"year": row["feedback_on"] and row["feedback_on"].year} for row in answers.table(reader, "inspections") if not row["round"]])


def median(reader: Reader, group: Group) -> str:
    """The first day on which half is closed, with its interval; where half never is, how long that is known."""
    if group.is_small:
        return reader.say("compare.small")
    value, low, high = group.median
    if value != value:
        return reader.say("trends.not_reached", day=f"{int(group.last):,}")
    ends = [reader.say("trends.unknown_end") if each != each else f"{int(each):,}" for each in (low, high)]
    return reader.say("trends.median_days", day=f"{int(value):,}", low=ends[0], high=ends[1])


def _landmark(reader: Reader, each) -> str:
    if not each.followed:
        return "—"
    counts = f"{each.closed:,} / {each.followed:,}"
    if each.followed < curves.SMALL:
        return counts
    return reader.say("trends.landmark_value", counts=counts, share=formats.share(each.closed, each.followed), low=formats.rounded(each.low, 1), high=formats.rounded(each.high, 1))


def _notices(reader: Reader, rows: Rows) -> None:
    """A notice tells one day only: what had been completed by then, by how long after the feedback that was."""
    found: dict[tuple[str, int], Rows] = defaultdict(list)
    for row in rows:
        if row["source"] == "declared" and row["reason"] is None and row["value"] and row["oldest_days"] is not None and row["oldest_days"] >= 0:
            found[row["basis"], next((place for place, day in enumerate(LANDMARKS) if row["oldest_days"] <= day), len(LANDMARKS))].append(row)
    if not found:
        return
    with components.card("trend_notices", reader.say("trends.notices_title"), reader.say("trends.notices_about"), breakdown("completion_by_round"), reader):
        head = [reader.say("table.basis"), reader.say("trends.notice_age"), reader.say("trends.units"), reader.say("trends.done"), reader.say("trends.interval_head")]
        cells = [_notice(reader, basis, place, own) for (basis, place), own in sorted(found.items())]
        tables.plain(head, cells, alt=reader.say("trends.notices_title"), key="notices")


def _notice(reader: Reader, basis: str, place: int, rows: Rows) -> list[str]:
    closed, total = (sum(row[name] for row in rows) for name in ("completed", "value"))
    age = reader.say("trends.age_above", day=LANDMARKS[-1]) if place == len(LANDMARKS) else reader.say("trends.age_band", first=(0, *(day + 1 for day in LANDMARKS))[place], last=LANDMARKS[place])
    low, high = (100 * float(each) for each in wilson(closed, total))
    return [formats.escaped(labels.basis(reader, basis)), formats.escaped(age), f"{len({row['unit_id'] for row in rows}):,}",
            trends.linked(reader, trends.counted(reader, closed, total), breakdown("completion_by_round"), basis=basis, source="declared", **trends.inspections(reader, rows)),
            reader.say("compare.small") if total < curves.SMALL else formats.escaped(trends.interval(reader, low, high))]
