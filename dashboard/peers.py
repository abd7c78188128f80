"""Like with like on the page of comparison: what a unit's own mix of problems makes one expect, and which units are most like it and why."""

from dataclasses import replace
from urllib.parse import urlencode

import pyarrow as pa
import streamlit as st

from dashboard import answers, charts, components, downloads, footer, formats, pictures, tables
from dashboard.answers import Compared, Rows
from dashboard.charts.dumbbell import Pair
from dashboard.charts.intervals import MOST_NAMED
from dashboard.comparison import choices
from dashboard.comparison.asked import SHOWN_ANYWAY, Asked, Row, counted, evidence, flag, read, side
from dashboard.footer import Footer
from dashboard.reader import Reader
from queries import Filter, Query, compare
from queries.compare import Group, casemix
from queries.compare.nearest import FEWEST, WEIGHTS

SIGN = {"low": "▼", "high": "▲"}
TABLE = ("observed", "expected", "ratio", "low", "high", "p_value", "q_value", "flag", "coarse", "standardised", "compare_reason")


def adjusted(reader: Reader, metric: Query) -> Compared:
    """Every unit against what its own mix makes one expect; rows in the order of the register."""
    return _adjusted(reader.key, metric.name, reader.chosen, reader, metric)


def neighbours(reader: Reader, metric: Query) -> dict[str, Rows]:
    """unit_id -> the units most like it, the nearest first."""
    return _neighbours(reader.key, metric.name, reader.chosen, reader, metric)


def link(reader: Reader, unit_id: str) -> None:
    """From the page of a unit to its nearest units; which units were chosen no longer matters there."""
    wide = reader.asking(replace(reader.chosen, units=None))
    st.markdown(f":material/hub: [{reader.say('peers.link')}](compare?{urlencode(wide.parameters(nearest_to=unit_id))})")


def case_mix(asking: Asked) -> None:
    """Observed against expected in the group on the page, whoever else its peers are narrowed to."""
    reader, metric, found = asking.reader, asking.metric, adjusted(asking.reader, asking.metric)
    group = _group(asking, found)
    rows = [row for row in found.rows if group is not None and row["peers"] == group.peers and row["compare_reason"] in SHOWN_ANYWAY and row["ratio"] is not None]
    if not rows:
        st.caption(reader.say("peers.no_case_mix"))
        for code, number in found.summary.reasons.most_common(3):
            st.markdown(f"- {formats.reason(code, reader.language)}{reader.say('grammar.colon')}{reader.say('compare.panel', n=number)}")
        return
    if len(rows) > MOST_NAMED:
        st.caption(reader.say("compare.narrow", n=len(rows)))
    _picture(asking, rows, footer.compared(reader, metric, found.summary, group.peers))
    st.caption(reader.say("peers.legend"))
    for row in _told(rows):
        st.markdown(f"- {tables.unit_link(reader, row)}{reader.say('grammar.colon')}{_sentence(asking, row)}")
    with st.expander(reader.say("chart.as_table"), key="casemix_as_table"):
        _sheet(asking, rows)
    downloads.row(reader, casemix.described(metric), found.table, "--case-mix", "_case_mix")


def nearest(asking: Asked) -> None:
    """One unit's automatic peers: how far each is, in which respects, and what the unit is beside them."""
    reader, known = asking.reader, neighbours(asking.reader, asking.metric)
    if not known:
        st.caption(reader.say("peers.no_neighbours", fewest=FEWEST))
        return
    rows = {row["unit_id"]: row for row in answers.compared(reader, asking.metric, "automatic").rows}
    one = choices.unit(reader, "nearest_to", {unit_id: row["unit_name"] for unit_id, row in rows.items() if unit_id in known}, reader.say("peers.pick"))
    if one is None:
        st.caption(reader.say("peers.pick_about"))
        return
    own = rows[one]
    if own["benchmark"] is not None:
        st.markdown(reader.say("peers.beside", unit=tables.unit_link(reader, own), value=read(asking, own["value"]), counts=counted(asking, own),
                               n=len(known[one]), benchmark=read(asking, own["benchmark"])) + _verdict(asking, own))
    else:
        st.caption(formats.reason(own["compare_reason"], reader.language))
    head = [reader.say(f"peers.{name}") for name in ("place", "unit", "distance", "why")] + [asking.metric.title[reader.language]]
    lines = [[str(row["place"]), tables.unit_link(reader, {"unit_id": row["peer_id"], "unit_name": row["peer_name"]}), formats.rounded(row["distance"], 2),
              formats.escaped(why(reader, row)), _value(asking, rows[row["peer_id"]])] for row in known[one]]
    tables.plain(head, lines, alt=reader.say("peers.nearest"), key="nearest")
    weights = reader.say("grammar.comma").join(f"{reader.say(f'peers.part_{name}')} {weight:.2f}" for name, weight in WEIGHTS.items())
    st.caption(reader.say("peers.weights", weights=weights))
    with st.container(key="alike_by_automatic"):
        st.markdown(f":material/alt_route: [{reader.say('peers.all_automatic')}](compare?{urlencode(reader.parameters(metric=asking.metric.name, peers='automatic', nearest_to=one))})")


def why(reader: Reader, row: Row) -> str:
    """The weighted parts of a distance in words: what is the same, and how much of it each of the others makes."""
    same = [reader.say(f"peers.same_{name}") for name in ("level", "sector") if row[name] == 0]
    others = [f"{reader.say(f'peers.part_{name}')} {formats.rounded(row[name], 2)}" for name in WEIGHTS if row[name] >= 0.005]
    return reader.say("grammar.semicolon").join([*same, reader.say("peers.made_of", parts=reader.say("grammar.comma").join(others))] if others else same)


def _group(asking: Asked, found: Compared) -> Group | None:
    """The whole group of like basis, standard and age that the page's group is, or is a part of."""
    if asking.group is None:
        return None
    return next((group for group in found.summary.groups if f"{asking.group.peers}|".startswith(f"{group.peers}|")), None)


def _picture(asking: Asked, rows: Rows, below: Footer) -> None:
    reader, metric = asking.reader, asking.metric
    marks = tuple(_mark(asking, row) for row in rows)
    figure = answers.kept_figure((*reader.key, "casemix", metric.name, marks, reader.language), lambda: charts.dumbbell(
        marks, top=100.0, tick=lambda value: formats.joined(pictures.tick(metric, value, reader.language))))
    components.chart(figure, alt=reader.say("peers.alt", n=len(rows), metric=metric.title[reader.language]), key=f"casemix_{metric.name}", below=below, title=metric.title[reader.language])


def _mark(asking: Asked, row: Row) -> Pair:
    """On the scale of the metric: what is, what was to be expected, and the interval of the latter."""
    reader, (direction, level) = asking.reader, flag(row)
    share = 100 * row["expected"] / row[asking.metric.denominator]
    below = f"{SIGN[direction]} {reader.say(f'peers.flag_{direction}_{level}')}" if direction else ""
    numbers = _numbers(asking, row)
    return Pair(
        label=row["unit_name"], value=float(row["value"]), expected=share, low=row["low"] * share, high=row["high"] * share, text=reader.say("peers.numbers", **numbers),
        link=tables.unit_address(reader, row["unit_id"]), text_link=evidence(asking, row), below=below,
        note=reader.say("peers.note", ratio=formats.rounded(row["ratio"], 2), low=formats.rounded(row["low"], 2), high=formats.rounded(row["high"], 2)),
        flag=direction, side=side(asking.metric, direction), is_small=bool(row["is_small"]))


def _numbers(asking: Asked, row: Row) -> dict[str, str]:
    return {"observed": formats.count(row["observed"]), "expected": formats.rounded(row["expected"], 1), "items": formats.count(row[asking.metric.denominator])}


def _told(rows: Rows) -> Rows:
    """Whose numbers are said in words: those that stand out, and the unit that the reader chose."""
    return [row for row in rows if flag(row)[0] or row["unit_id"] == st.query_params.get("nearest_to")]


def _sentence(asking: Asked, row: Row) -> str:
    reader = asking.reader
    said = reader.say("peers.sentence", **_numbers(asking, row), ratio=formats.rounded(row["ratio"], 2), low=formats.rounded(row["low"], 2), high=formats.rounded(row["high"], 2))
    return f"{said}{_verdict(asking, row)}"


def _verdict(asking: Asked, row: Row) -> str:
    """What follows, in the words of the method; nothing for a neutral metric."""
    direction, level = flag(row)
    if direction:
        return asking.reader.say(f"compare.said_{direction}_{level}") if "ratio" not in row else asking.reader.say(f"peers.said_{direction}_{level}")
    return asking.reader.say("peers.alike") if row["flag"] == "none" else ""


def _value(asking: Asked, row: Row) -> str:
    text, address = f"{read(asking, row['value'])} {counted(asking, row)}", evidence(asking, row)
    return f"[{text}]({address})" if address else text


def _sheet(asking: Asked, rows: Rows) -> None:
    reader, words = asking.reader, casemix.described(asking.metric).columns
    head = [reader.say("table.unit"), *(words[name][reader.language] for name in TABLE)]
    body = [[_cell(reader, name, row[name]) for name in TABLE] for row in rows]
    tables.of_units(reader, rows, head, body, alt=reader.say("peers.case_mix"), key="casemix_table", has_file=True)


def _cell(reader: Reader, name: str, value: object) -> str:
    if name == "flag":
        return reader.say(f"peers.flag_{value}") if value not in ("none", "not_compared") else reader.say("compare.flag_none") if value == "none" else "—"
    if value is None:
        return "—"
    if name == "compare_reason":
        return formats.reason(str(value), reader.language)
    decimals = {"observed": 0, "expected": 1, "coarse": 0, "standardised": 1, "p_value": 4, "q_value": 4}.get(name, 2)
    return formats.rounded(value, decimals) + ("%" if name in ("coarse", "standardised") else "")


@st.cache_resource(max_entries=64, show_spinner=False)
def _adjusted(key: tuple[str, str], name: str, chosen: Filter, _reader: Reader, _metric: Query) -> Compared:
    table: pa.Table = casemix.adjusted(answers.connection(_reader), _metric, chosen)
    place = {unit["unit_id"]: number for number, unit in enumerate(answers.units(_reader))}
    return Compared(table, tuple(sorted(table.to_pylist(), key=lambda row: place[row["unit_id"]])), compare.summary(_metric, table))


@st.cache_resource(max_entries=64, show_spinner=False)
def _neighbours(key: tuple[str, str], name: str, chosen: Filter, _reader: Reader, _metric: Query) -> dict[str, Rows]:
    found: dict[str, Rows] = {}
    for row in compare.neighbours(answers.connection(_reader), _metric, chosen).to_pylist():
        found.setdefault(row["unit_id"], []).append(row)
    return found
