"""Who is not compared and why, what could be compared instead, and what is open where nobody can stand out."""

from urllib.parse import urlencode

import streamlit as st

from dashboard import answers, formats, labels, tables
from dashboard.comparison import wider
from dashboard.comparison.asked import SHOWN_ANYWAY, Asked, Row, evidence
from dashboard.reader import Reader
from queries.filter import BASES

MOST_NAMED = 12


def reasons(asking: Asked) -> None:
    """Units that are not compared, by reason, each with the nearest comparison that is allowed."""
    found: dict[str, list[Row]] = {}
    for row in asking.found.rows:
        code = row["reason"] if row["value"] is None else row["compare_reason"]
        if row["value"] is None or code not in (*SHOWN_ANYWAY, "no_model"):
            found.setdefault(code, []).append(row)
    if not found:
        return
    reader = asking.reader
    st.markdown(f"**{reader.say('compare.not_compared', n=sum(map(len, found.values())))}**")
    for code, rows in sorted(found.items(), key=lambda item: -len(item[1])):
        st.markdown(f":gray-badge[{formats.reason(code, reader.language)}] {named(reader, rows)}")
        if advice := instead(asking, code):
            st.caption(f":material/alt_route: {advice}")


def named(reader: Reader, rows: list[Row], most: int = MOST_NAMED) -> str:
    """Names as links, the first few of many."""
    more = reader.say("attention.more", n=len(rows) - most) if len(rows) > most else ""
    return f"{reader.say('grammar.comma').join(tables.unit_link(reader, row) for row in rows[:most])} {more}".rstrip()


def instead(asking: Asked, code: str) -> str:
    """The nearest comparison that is allowed, with its links."""
    reader, comma = asking.reader, asking.reader.say("grammar.comma")
    if asking.peers != "alike" and (advice := wider.said(asking, code)):
        return advice
    if code == "mixed_ages":
        links = [_linked(asking, name, rounds=name) for name in _rounds(reader)]
        return reader.say("compare.instead_round", rounds=comma.join(links))
    if code == "too_few_peers":
        bases = [_linked(asking, labels.basis(reader, basis), basis=basis) for basis in BASES if basis != reader.chosen.basis and "basis" in asking.metric.columns]
        return reader.say("compare.instead_basis", bases=comma.join(bases)) if bases else reader.say("compare.instead_pair")
    if code in ("too_few_of_this_age", "too_few_items", "no_age"):
        return reader.say(f"compare.instead_{code}")
    return ""


def _rounds(reader: Reader) -> list[str]:
    """The rounds of the edition, the earliest first."""
    first: dict[str, str] = {}
    for row in answers.table(reader, "inspections"):
        if row["round"]:
            first[row["round"]] = min(first.get(row["round"], "9999"), str(row["feedback_on"] or "9999"))
    return sorted(first, key=lambda name: (first[name], name))


def _linked(asking: Asked, text: str, **more: str) -> str:
    return f"[{formats.escaped(text)}](compare?{urlencode(asking.reader.parameters(metric=asking.metric.name, **more))})"


def still_open(asking: Asked) -> None:
    """Where nearly all is closed: the units with something open, in the order of the register, each number with its evidence."""
    reader, metric = asking.reader, asking.metric
    rows = [row for row in asking.members if row[metric.denominator] > row[metric.numerator]]
    st.markdown(reader.say("compare.ceiling", n=len(asking.members), open=len(rows)))
    head = [reader.say("table.unit"), reader.say("compare.open"), metric.columns[metric.denominator][reader.language]]
    lines = [[tables.unit_link(reader, row), _number(asking, row), formats.count(row[metric.denominator])] for row in rows]
    if lines:
        tables.plain(head, lines, alt=reader.say("compare.open"), key=f"open_{metric.name}")


def _number(asking: Asked, row: Row) -> str:
    return f"[{formats.count(row[asking.metric.denominator] - row[asking.metric.numerator])}]({evidence(asking, row)})"
