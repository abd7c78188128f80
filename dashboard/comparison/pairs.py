"""Two units side by side: whether they may be compared, whether they can be told apart, and the sentence that says why not."""

import streamlit as st

from dashboard import answers, charts, components, footer, formats, pictures, tables
from dashboard.charts.intervals import Row as Mark
from dashboard.comparison import choices
from dashboard.comparison.asked import Asked, Row, counted, evidence, read
from queries.compare import Pair, pair
from queries.compare.pairs import FORBIDDEN


def show(asking: Asked) -> None:
    reader = asking.reader
    rows = {row["unit_id"]: row for row in asking.found.rows if row["value"] is not None}
    names = {unit_id: row["unit_name"] for unit_id, row in rows.items()}
    left, right = st.columns(2)
    with left:
        one = choices.unit(reader, "one", names, reader.say("compare.one"))
    with right:
        other = choices.unit(reader, "other", {unit_id: name for unit_id, name in names.items() if unit_id != one}, reader.say("compare.other"))
    if one is None or other is None:
        st.caption(reader.say("compare.pick_two"))
        return
    found = pair(asking.metric, asking.found.table, one, other)
    _verdict(asking, found)
    where = [f"[{formats.escaped(row['unit_name'])}]({evidence(asking, row)})" for row in (rows[one], rows[other])]
    st.caption(f"{reader.say('trace.button')}{reader.say('grammar.colon')}{reader.say('grammar.comma').join(where)}")
    _picture(asking, (rows[one], rows[other]))
    st.caption(reader.say("compare.pair_about", p=_p(found.p_value)))


def _verdict(asking: Asked, found: Pair) -> None:
    """What forbids the comparison comes before any number."""
    reader, language = asking.reader, asking.reader.language
    if found.forbidden:
        why = reader.say("grammar.comma").join(FORBIDDEN[code][language] for code in found.forbidden)
        st.markdown(f":gray-badge[{reader.say('compare.pair_forbidden')}] {why}")
    else:
        is_apart = found.can_be_told_apart
        st.markdown(f":{'blue' if is_apart else 'gray'}-badge[{reader.say('compare.pair_apart' if is_apart else 'compare.pair_alike')}]")
    st.markdown(formats.escaped(found.sentence(language)))


def _picture(asking: Asked, rows: tuple[Row, ...]) -> None:
    reader, metric = asking.reader, asking.metric
    marks = tuple(Mark(
        label=row["unit_name"], value=float(row["value"]), low=row["low"], high=row["high"], text=f"{read(asking, row['value'])}　{counted(asking, row)}",
        link=tables.unit_address(reader, row["unit_id"]), text_link=evidence(asking, row), is_small=bool(row["is_small"])) for row in rows)
    figure = answers.kept_figure((*reader.key, "pair", metric.name, marks, reader.language), lambda: charts.intervals(
        marks, top=100.0, tick=lambda value: formats.joined(pictures.tick(metric, value, reader.language))))
    days = [row["age_days"] for row in rows]
    components.chart(figure, alt=reader.say("compare.pair_alt"), key=f"pair_{metric.name}", title=metric.title[reader.language], below=footer.uncompared(
        reader, rows, is_by_standard="standard" in metric.columns, ages=None if None in days else (min(days), max(days)), why="pair"))


def _p(value: float) -> str:
    return "<0.001" if value < 0.001 else formats.rounded(value, 3)
