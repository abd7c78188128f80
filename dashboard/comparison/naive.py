"""The league table as it is usually made, with what is wrong beside each line. It is shown to be seen through, and is no file."""

import numpy as np
import streamlit as st

from dashboard import answers, formats, labels, tables
from dashboard.comparison.asked import Asked, Row, counted, evidence, read
from queries.compare import Line, Place, naive, places, spread_of_alike
from queries.compare.figures import scale

# So many lines at either end; nobody reads the middle of a league table.
MOST_ENDS = 15


def show(asking: Asked) -> None:
    reader, metric = asking.reader, asking.metric
    st.warning(reader.say("compare.naive_about"), icon=":material/do_not_disturb_on:")
    if asking.is_judged:
        st.markdown(_chance(asking))
    lines, known = answers.kept_figure((*reader.key, "naive", metric.name, reader.chosen, asking.peers), lambda: (naive(metric, asking.found.table), _places(asking)))
    rows = {row["unit_id"]: row for row in asking.found.rows}
    shown = lines if len(lines) <= 2 * MOST_ENDS else (*lines[:MOST_ENDS], *lines[-MOST_ENDS:])
    head = [reader.say(f"compare.naive_{name}") for name in ("place", "unit", "value", "wrong")]
    cells = [[str(line.place), tables.unit_link(reader, rows[line.unit_id]), f"[{read(asking, rows[line.unit_id]['value'])} {counted(asking, rows[line.unit_id])}]({evidence(asking, rows[line.unit_id])})",
              formats.escaped(_wrong(asking, line, rows[line.unit_id], known.get(line.unit_id)))] for line in shown]
    # Without a file: it can be looked at with its faults, not taken along without them.
    tables.plain(head, cells, alt=reader.say("compare.naive_title"), key="naive", has_file=True)
    if len(shown) < len(lines):
        st.caption(reader.say("compare.naive_cut", shown=MOST_ENDS, n=len(lines) - len(shown)))


def _places(asking: Asked) -> dict[str, Place]:
    """Rank intervals of every group whose units may be put in an order."""
    groups = [group for group in asking.found.summary.groups if group.reason is None] if asking.metric.model == "binomial" else []
    return {unit: place for group in groups for unit, place in places(asking.metric, asking.found.table, group.peers).items()}


def _chance(asking: Asked) -> str:
    """How far first and last would lie apart if all units were the same, and how far they do."""
    reader, metric = asking.reader, asking.metric
    sizes = [row[metric.denominator] for row in asking.members]
    rate = asking.group.pooled / scale(metric)
    luck = answers.kept_figure(("spread of alike", tuple(sizes), rate), lambda: spread_of_alike(np.array(sizes), rate)) if metric.model == "binomial" else None
    if luck is None:
        return ""
    values = [row["value"] for row in asking.members]
    return reader.say("compare.naive_chance", n=len(sizes), rate=read(asking, asking.group.pooled), luck=formats.rounded(100 * luck, 1), real=formats.rounded(max(values) - min(values), 1))


def _wrong(asking: Asked, line: Line, row: Row, place: Place | None) -> str:
    reader = asking.reader
    said = {"too_few_items": "compare.wrong_too_few_items", "no_age": "compare.wrong_no_age", "mixed_ages": "compare.wrong_mixed_ages"}
    ages = [each["age_days"] for each in asking.found.rows if each["age_days"] is not None and each["value"] is not None]
    values = {"other_basis": labels.basis(reader, row.get("basis")), "other_standard": labels.label(reader, "standard", row.get("standard")), "other_age": row["age_days"]}
    span = {"first": min(ages), "last": max(ages)} if ages else {}
    words = [reader.say(said[code]) if code in said else reader.say(f"compare.wrong_{code}", value=values[code], **span) for code in line.wrong]
    words += [reader.say("compare.wrong_place", best=place.best, worst=place.worst)] if place else []
    words += [reader.say("compare.wrong_tied", n=line.tied)] if line.tied else []
    return reader.say("grammar.semicolon").join(words) or reader.say("compare.wrong_interval", low=read(asking, row["low"]), high=read(asking, row["high"]))
