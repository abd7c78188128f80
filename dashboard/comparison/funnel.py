"""The funnel of one group of peers, or in words why none is drawn and what can be done instead."""

import streamlit as st

from dashboard import answers, charts, components, footer, formats, pictures, tables
from dashboard.charts.funnel import Limits, Point
from dashboard.comparison import choices, listed
from dashboard.comparison.asked import Asked, Row, counted, flag, read, side
from queries.compare import funnel as limits

# Confidence -> the word at the end of the line, and how it is drawn.
LEVELS = {0.95: ("95%", "dot"), 0.998: ("99.8%", "solid")}


def show(asking: Asked) -> None:
    reader, group = asking.reader, asking.group
    if group is None:
        _forbidden(asking)
    elif group.reason == "pooled_at_ceiling":
        st.caption(formats.reason("pooled_at_ceiling", reader.language))
        listed.still_open(asking)
    else:
        marked = choices.unit(reader, "mark", {row["unit_id"]: row["unit_name"] for row in asking.members}, reader.say("compare.mark"))
        _picture(asking, marked)
        st.caption(reader.say("compare.funnel_about"))
        if group.tau2:
            st.caption(reader.say("compare.funnel_widened"))
        elif group.tau2 is None:
            st.caption(reader.say("compare.funnel_few"))


def _forbidden(asking: Asked) -> None:
    """No funnel: the reasons by number of units, and the nearest comparison that is allowed."""
    reader, codes = asking.reader, asking.found.summary.reasons
    st.markdown(reader.say("compare.no_funnel"))
    for code, number in codes.most_common():
        st.markdown(f"- {formats.reason(code, reader.language)}{reader.say('grammar.colon')}{reader.say('compare.panel', n=number)}")
    for advice in filter(None, (listed.instead(asking, code) for code in codes)):
        st.caption(f":material/alt_route: {advice}")


def _picture(asking: Asked, marked: str | None) -> None:
    reader, metric, group = asking.reader, asking.metric, asking.group
    points = tuple(point(asking, row, marked) for row in asking.members)
    top = 100.0 if metric.unit == "percent" else None
    pooled = (group.pooled, reader.say("compare.pooled", value=footer.value(reader, metric, group.pooled)))
    figure = answers.kept_figure((*reader.key, "funnel", metric.name, group, points, reader.language), lambda: charts.funnel(
        points, lines(asking), pooled, top=top, across=metric.columns[metric.denominator][reader.language],
        tick=lambda value: formats.joined(pictures.tick(metric, value, reader.language))))
    components.chart(figure, alt=reader.say("compare.funnel_alt", metric=metric.title[reader.language], n=len(points)), key=f"funnel_{metric.name}", title=metric.title[reader.language],
                     below=footer.compared(reader, metric, asking.found.summary, group.peers))


def point(asking: Asked, row: Row, marked: str | None) -> Point:
    direction, _ = flag(row)
    note = asking.reader.say("compare.note_benchmark", value=read(asking, row["benchmark"]))
    return Point(
        label=row["unit_name"], items=float(row[asking.metric.denominator]), value=float(row["value"]), text=f"{read(asking, row['value'])}　{counted(asking, row)}",
        link=tables.unit_address(asking.reader, row["unit_id"]), note=note, flag=direction, side=side(asking.metric, direction),
        is_small=bool(row["is_small"]), is_named=bool(direction) or row["unit_id"] == marked)


def lines(asking: Asked) -> tuple[Limits, ...]:
    """The limits of the group as lines of a picture, each with the word at its end."""
    drawn = []
    for each in limits.lines(asking.metric, asking.group, [row[asking.metric.denominator] for row in asking.members]):
        text, dash = LEVELS[each.confidence]
        drawn.append(Limits(each.items, each.low, each.high, asking.reader.say("compare.widened", level=text) if each.is_widened else text, "dash" if each.is_widened else dash))
    return tuple(drawn)
