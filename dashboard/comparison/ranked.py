"""The picture of a group: units one under another with their intervals, what they have together, and who stands out in words."""

import streamlit as st

from dashboard import answers, charts, components, footer, formats, labels, pictures, tables, totals
from dashboard.charts.intervals import MOST_NAMED, Line
from dashboard.charts.intervals import Row as Mark
from dashboard.comparison.asked import Asked, Row, counted, evidence, flag, read, side
from dashboard.comparison.listed import named
from queries.compare.gates import FEWEST_ITEMS

SIGN = {"low": "▼", "high": "▲"}
FLAGS = (("low", "alarm"), ("low", "notice"), ("high", "alarm"), ("high", "notice"))


def show(asking: Asked) -> None:
    """The group with its benchmark; without a group, units by basis, with intervals and without a benchmark."""
    if asking.metric.model is None:
        _listed_only(asking)
    elif asking.group is None:
        _without_peers(asking)
    else:
        _said_of_order(asking)
        _picture(asking, asking.members, footer.value(asking.reader, asking.metric, asking.group.pooled))
        _outstanding(asking)


def _said_of_order(asking: Asked) -> None:
    if asking.order == "shrunken":
        st.caption(asking.reader.say("compare.untellable" if asking.is_untellable else "compare.shrunken_about", n=len(asking.places)))
    if len(asking.members) > MOST_NAMED:
        st.caption(asking.reader.say("compare.narrow", n=len(asking.members)))


def _picture(asking: Asked, rows: tuple[Row, ...], pooled: str | None, part: str = "group") -> None:
    reader, metric = asking.reader, asking.metric
    marks = tuple(mark(asking, row) for row in rows)
    line = Line(asking.group.pooled, reader.say("compare.pooled", value=pooled)) if pooled is not None else None
    key = (*reader.key, "intervals", metric.name, marks, line, reader.language)
    figure = answers.kept_figure(key, lambda: charts.intervals(
        marks, top=100.0 if metric.unit == "percent" else None, line=line, tick=lambda value: formats.joined(pictures.tick(metric, value, reader.language))))
    components.chart(figure, alt=reader.say("compare.intervals_alt", metric=metric.title[reader.language], n=len(marks)), key=f"intervals_{metric.name}_{part}",
                     below=footer.uncompared(reader, rows, is_by_standard="standard" in metric.columns) if pooled is None else footer.compared(reader, metric, asking.found.summary, asking.group.peers))


def mark(asking: Asked, row: Row) -> Mark:
    reader = asking.reader
    direction, level = flag(row)
    place = asking.places.get(row["unit_id"])
    below = [f"{SIGN[direction]} {reader.say(f'compare.flag_{direction}_{level}')}"] if direction else []
    below += [reader.say("compare.place", best=place.best, worst=place.worst)] if place else []
    note = [reader.say("compare.note_interval", low=read(asking, row["low"]), high=read(asking, row["high"]))]
    note += [reader.say("compare.note_benchmark", value=read(asking, row["benchmark"]))] if row["benchmark"] is not None else []
    note += [reader.say("compare.hollow")] if row["is_small"] else []
    return Mark(
        label=row["unit_name"], value=float(row["value"]), low=row["low"], high=row["high"], text=f"{read(asking, row['value'])}　{counted(asking, row)}",
        link=tables.unit_address(reader, row["unit_id"]), text_link=evidence(asking, row), below=" · ".join(below),
        note=reader.say("grammar.semicolon").join([*note, *below]), flag=direction, side=side(asking.metric, direction), is_small=bool(row["is_small"]))


def _outstanding(asking: Asked) -> None:
    """Who is flagged, in the words of the method: never colour alone, and never without what to check first."""
    reader = asking.reader
    found: dict[tuple[str, str], list[Row]] = {}
    for row in asking.members:
        found.setdefault(flag(row), []).append(row)
    for direction, level in FLAGS:
        if rows := found.get((direction, level)):
            colour = {"worse": "orange", "better": "blue"}[side(asking.metric, direction)]
            badge = f":{colour}-badge[{SIGN[direction]} {reader.say(f'compare.level_{level}')}]"
            st.markdown(f"{badge} {named(reader, rows, most=40)}{reader.say('grammar.colon')}{reader.say(f'compare.said_{direction}_{level}')}")
    if asking.is_judged and not found.keys() & set(FLAGS):
        st.markdown(f":gray-badge[● {reader.say('compare.nobody')}] {reader.say('compare.alike', n=len(asking.members))}")
    if any(row["is_small"] for row in asking.members):
        st.caption(reader.say("compare.hollow_about"))


def _without_peers(asking: Asked) -> None:
    """No benchmark and no flag: an interval each, a picture a basis; too few items are counts only."""
    for basis, part in totals.by_basis(list(asking.members)).items():
        drawn = tuple(row for row in part if row[asking.metric.denominator] >= FEWEST_ITEMS)
        _heading(asking, basis, len(part))
        if drawn:
            _picture(asking, drawn, None, part=str(basis))
        _counts_only(asking, [row for row in part if row[asking.metric.denominator] < FEWEST_ITEMS])
    if asking.peers == "alike" or asking.found.summary.groups:
        footer.under(asking.reader, footer.compared(asking.reader, asking.metric, asking.found.summary, peers=""), key="compared")
    else:
        st.caption(asking.reader.say("peers.no_group", n=asking.found.summary.units, kind=asking.reader.say(f"peers.kind_{asking.peers}")))


def _listed_only(asking: Asked) -> None:
    """A metric that no statistics fit: its values by basis, in the order of the register."""
    for basis, part in totals.by_basis(list(asking.members)).items():
        _heading(asking, basis, len(part))
        pictures.units(asking.reader, asking.metric, [row for row in part if not totals.is_small(asking.metric, row)], key=f"units_{asking.metric.name}_{basis}")
        _counts_only(asking, [row for row in part if totals.is_small(asking.metric, row)])
    if not asking.metric.is_neutral:
        st.caption(formats.reason("no_model", asking.reader.language))


def _heading(asking: Asked, basis: str | None, number: int) -> None:
    if basis is not None:
        st.markdown(f"### {labels.basis(asking.reader, basis)} :small[:gray[{asking.reader.say('compare.panel', n=number)}]]", anchors=False)


def _counts_only(asking: Asked, rows: list[Row]) -> None:
    if rows:
        reader, metric = asking.reader, asking.metric
        st.markdown(f"**{reader.say('compare.small_title', least=FEWEST_ITEMS)}**")
        said = [f"[{formats.escaped(counted(asking, row) if metric.model else formats.value(row, metric, reader.language))}]({evidence(asking, row)})" for row in rows]
        st.markdown(reader.say("grammar.semicolon").join(f"{tables.unit_link(reader, row)}{reader.say('grammar.colon')}{text}" for row, text in zip(rows, said, strict=True)))
