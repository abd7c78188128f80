"""What a reader may choose on the page, kept in its address: metric, peers, group, order, naive table, a marked unit, a pair."""

from collections.abc import Sequence

import streamlit as st

from dashboard import components, filters, labels
from dashboard.answers import Compared
from dashboard.reader import Reader
from queries import Query
from queries.compare import KINDS, Group

# The metric that each group opens with, and the page with the first of them.
LEADING = ("problem_completion_rate", "on_time_rate", "recovery_rate", "disciplinary_actions", "rules_made", "disclosure_completeness")
# Who counts as like: those on one basis, by one standard, at a similar time since feedback, and what narrows them further.
PEERS = KINDS
REST = "rest"


def picked(reader: Reader, metrics: Sequence[Query], groups: dict[str, dict[str, str]]) -> Query:
    """The metric in the address, chosen by its group and then by name."""
    by_name = {metric.name: metric for metric in metrics}
    name = known(reader, "metric", list(by_name), LEADING[0])
    group = by_name[name].group
    st.session_state["metric_group"] = group
    firsts = {by_name[name].group: name for name in LEADING}
    st.pills(reader.say("compare.group"), list(groups), key="metric_group", required=True, label_visibility="collapsed",
             format_func=lambda code: groups[code][reader.language],
             on_change=lambda: st.query_params.update(metric=firsts[st.session_state["metric_group"]]))
    return by_name[filters.choose(
        "metric", [metric.name for metric in metrics if metric.group == group], name, st.segmented_control,
        label=reader.say("compare.metric"), required=True, label_visibility="collapsed", format_func=lambda code: by_name[code].title[reader.language])]


def known(reader: Reader, name: str, options: list[str], default: str | None) -> str | None:
    """A parameter of the page; what it says beyond the options is said, not hidden."""
    value, is_unknown = filters.asked(name, options, default)
    if is_unknown:
        components.refused(reader, [name])
    return value


def peers(reader: Reader) -> str:
    """Who counts as like."""
    value = filters.choose("peers", list(PEERS), known(reader, "peers", list(PEERS), PEERS[0]), st.segmented_control, label=reader.say("compare.peers"), required=True,
                           format_func=lambda code: reader.say(f"peers.kind_{code}"))
    st.caption(reader.say("peers.about_automatic" if value == "automatic" else "peers.about"))
    return value


def group(reader: Reader, metric: Query, found: Compared) -> Group | None:
    """One group of peers at a time: units of different kinds never stand in one picture. None: those without peers."""
    groups = {group.peers: group for group in found.summary.groups}
    outside = sum(row["value"] is not None for row in found.rows) - sum(group.units for group in groups.values())
    options = [*groups, *([REST] if outside or not groups else [])]
    wanted = known(reader, "group", options, options[0])
    if len(options) > 1:
        wanted = filters.choose("group", options, wanted, st.pills, label=reader.say("compare.peer_group"), required=True,
                                format_func=lambda code: reader.say("compare.rest", n=outside) if code == REST else named(reader, metric, groups[code], list(groups.values())))
    return groups.get(wanted)


def named(reader: Reader, metric: Query, group: Group, groups: list[Group]) -> str:
    """What tells a group from the others: its basis and standard where they differ, its age, how many."""
    parts = group.peers.split("|")
    words = [labels.basis(reader, code) if name == "basis" else labels.label(reader, name, code)
             for place, (name, code) in enumerate(zip([name for name in ("basis", "standard") if name in metric.columns], parts, strict=False))
             if name == "basis" or len({each.peers.split("|")[place] for each in groups}) > 1]
    age = reader.say("compare.group_age", first=group.youngest_days, last=group.oldest_days)
    words += [labels.narrower(reader, part) for part in parts if "=" in part]
    return " · ".join([*words, age, reader.say("compare.panel", n=group.units)])


def order(reader: Reader, metric: Query) -> str:
    """register, or shrunken on request; not offered for a neutral metric."""
    if metric.is_neutral:
        st.caption(f":material/remove: {reader.say('compare.neutral')}")
        return "register"
    options = ["register", "shrunken"]
    return filters.choose("order", options, known(reader, "order", options, "register"), st.segmented_control, label=reader.say("compare.order"), required=True,
                          format_func=lambda code: reader.say(f"compare.order_{code}"))


def is_naive(reader: Reader) -> bool:
    """Whether the usual league table is to be shown."""
    st.session_state["choose_naive"] = known(reader, "naive", ["1"], None) == "1"
    return st.toggle(reader.say("compare.naive_switch"), key="choose_naive", on_change=_keep_naive)


def _keep_naive() -> None:
    if st.session_state["choose_naive"]:
        st.query_params["naive"] = "1"
    else:
        st.query_params.pop("naive", None)


def unit(reader: Reader, name: str, names: dict[str, str], words: str) -> str | None:
    """One unit of those in `names`, kept in the address under `name`."""
    wanted = known(reader, name, list(names), None)
    return filters.choose(name, list(names), wanted, st.selectbox, label=words, placeholder=reader.say("compare.pick_unit"), format_func=names.get)
