"""Comparing on one metric: the picker, the order, a panel a basis, and who is not compared and why."""

from collections.abc import Sequence

import streamlit as st

from dashboard import answers, components, filters, formats, labels, pictures, places, tables, totals
from dashboard.answers import Rows
from dashboard.reader import Reader
from queries import Query

# The metric that each group opens with, and the page with the first of them.
LEADING = ("problem_completion_rate", "on_time_rate", "recovery_rate", "disciplinary_actions", "rules_made", "disclosure_completeness")


def picked(reader: Reader, metrics: Sequence[Query], groups: dict[str, dict[str, str]]) -> Query:
    """The metric in the address, chosen by its group and then by name."""
    by_name = {metric.name: metric for metric in metrics}
    name, is_unknown = filters.asked("metric", list(by_name), LEADING[0])
    if is_unknown:
        components.refused(reader, ["metric"])
    group = by_name[name].group
    st.session_state["metric_group"] = group
    firsts = {by_name[name].group: name for name in LEADING}
    st.pills(reader.say("compare.group"), list(groups), key="metric_group", required=True, label_visibility="collapsed",
             format_func=lambda code: groups[code][reader.language],
             on_change=lambda: st.query_params.update(metric=firsts[st.session_state["metric_group"]]))
    return by_name[filters.choose(
        "metric", [metric.name for metric in metrics if metric.group == group], name, st.segmented_control,
        label=reader.say("compare.metric"), required=True, label_visibility="collapsed", format_func=lambda code: by_name[code].title[reader.language])]


def order(reader: Reader, metric: Query) -> str:
    """register, or the reader's wish to sort: offered only where the metric has a better direction."""
    if metric.is_neutral:
        st.caption(f":material/remove: {reader.say('compare.neutral')}")
        return "register"
    wanted, is_unknown = filters.asked("order", ["register", "best", "worst"], "register")
    if is_unknown:
        components.refused(reader, ["order"])
    return filters.choose("order", ["register", "best", "worst"], wanted, st.segmented_control, label=reader.say("compare.order"), required=True,
                          format_func=lambda code: reader.say(f"compare.order_{code}"))


def in_register_order(reader: Reader, rows: Rows) -> Rows:
    place = {unit["unit_id"]: number for number, unit in enumerate(answers.units(reader))}
    return sorted(rows, key=lambda row: place[row["unit_id"]])


def ordered(rows: Rows, metric: Query, wish: str) -> Rows:
    """Units with a value first. By value if wished: each basis for itself, and those with too few cases after the others, unsorted."""
    if wish == "register" or metric.is_neutral:
        return sorted(rows, key=lambda row: row["value"] is None)
    falling = (metric.better == "higher") == (wish == "best")
    return [row for part in totals.by_basis(rows).values() for row in sorted(part, key=lambda row: _place(metric, row, falling))]


def _place(metric: Query, row: dict[str, object], falling: bool) -> tuple:
    if row["value"] is None:
        return (2, 0)
    if totals.is_small(metric, row):
        return (1, 0)
    return (0, -row["value"] if falling else row["value"])


def panels(reader: Reader, metric: Query, rows: Rows) -> None:
    """One panel a basis: units on different bases never stand in one order."""
    parts = totals.by_basis([row for row in rows if row["value"] is not None])
    for basis, part in parts.items():
        compared = [row for row in part if not totals.is_small(metric, row)]
        small = [row for row in part if totals.is_small(metric, row)]
        if basis is not None:
            st.markdown(f"#### {labels.basis(reader, basis)} :small[:gray[{reader.say('compare.panel', n=len(part))}]]", anchors=False)
        if compared:
            pictures.units(reader, metric, compared, key=f"units_{metric.name}_{basis}")
        if small:
            _small(reader, metric, small)
    if len([basis for basis in parts if basis]) > 1:
        st.caption(reader.say("compare.bases_apart"))


def _small(reader: Reader, metric: Query, rows: Rows) -> None:
    """Units with too few cases: their numbers, no place in the picture."""
    st.markdown(f"**{reader.say('compare.small_title', least=totals.SMALL)}**")
    colon = reader.say("grammar.colon")
    st.markdown(reader.say("grammar.semicolon").join(f"{_link(reader, row)}{colon}{_counts(metric, row, reader)}" for row in rows))


def _counts(metric: Query, row: dict[str, object], reader: Reader) -> str:
    counts = totals.counts(metric, row)
    return reader.say("card.counts", value=counts[0], of=counts[1]) if counts else formats.value(row, metric, reader.language)


def without_value(reader: Reader, metric: Query, rows: Rows) -> None:
    """Units without a value, by reason: they are named, never shown as nought."""
    reasons: dict[str, Rows] = {}
    for row in rows:
        if row["value"] is None:
            reasons.setdefault(row["reason"], []).append(row)
    if not reasons:
        return
    st.markdown(f"**{reader.say('compare.without', n=sum(map(len, reasons.values())))}**")
    for code, found in reasons.items():
        names = reader.say("grammar.comma").join(_link(reader, row) for row in found[:12])
        more = reader.say("attention.more", n=len(found) - 12) if len(found) > 12 else ""
        st.markdown(f":gray-badge[{formats.reason(code, reader.language)}] {names} {more}")


def _link(reader: Reader, row: dict[str, object]) -> str:
    return f"[{formats.escaped(row['unit_name'])}]({tables.unit_address(reader, row['unit_id'])})"


def evidence(reader: Reader, rows: Rows) -> None:
    if rows and "places" in rows[0]:
        components.evidence(reader, [(row["unit_name"], labels.source(reader, row.get("source")), places.read(row["places"])) for row in rows if row["places"]], key="compare")
