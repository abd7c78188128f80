"""The figures behind the pictures, a line a unit: what was compared, with what, and what came of it."""

import streamlit as st

from dashboard import formats, labels, places, tables
from dashboard.comparison.asked import Asked, Row, counted, evidence, flag
from queries import compare
from queries.compare.gates import FEWEST_ITEMS

COLUMNS = ("unit", "counts", "value", "low", "high", "benchmark", "expected", "p_value", "q_value", "flag", "place", "compare_reason", "age_days", "peers")
NUMBERS = ("value", "low", "high", "benchmark", "expected", "p_value", "q_value", "age_days")


def show(asking: Asked) -> None:
    """The members of the group, each column sortable by a click on its head; for a neutral metric words only, which sort by no value."""
    if asking.metric.model is None:
        tables.of_metric(asking.reader, asking.metric, list(asking.members), has_file=True)
        return
    reader, metric = asking.reader, asking.metric
    words = {name: column[reader.language] for name, column in compare.described(metric).columns.items()}
    words |= {"unit": reader.say("table.unit"), "place": reader.say("compare.places"), "counts": f"{words[metric.numerator]}/{words[metric.denominator]}"}
    cells = {name: [_cell(asking, name, row) for row in asking.members] for name in COLUMNS}
    shown = {words[name]: column for name, column in cells.items() if any(cell not in (None, "") for cell in column)}
    st.dataframe(shown, hide_index=True, column_config=_config(asking, words), alt=metric.title[reader.language], key=f"sheet_{metric.name}",
                 height=min(560, 33 * len(asking.members) + 37), placeholder="—")


def places_of(asking: Asked) -> list[tuple[str, str, tuple[places.Place, ...]]]:
    """Unit, kind of source and places of every number on the page, for the drawer of evidence."""
    rows = [row for row in asking.members if row.get("places")]
    return [(row["unit_name"], labels.source(asking.reader, row.get("source")), places.read(row["places"])) for row in rows]


def _cell(asking: Asked, name: str, row: Row) -> object:
    reader = asking.reader
    if name == "unit":
        return f"{tables.unit_address(reader, row['unit_id'])}#{row['unit_name']}"
    if name == "counts":
        return f"{evidence(asking, row)}#{counted(asking, row)}"
    if name == "place":
        place = asking.places.get(row["unit_id"])
        return reader.say("compare.place", best=place.best, worst=place.worst) if place else ""
    if name == "flag":
        direction, level = flag(row)
        return reader.say(f"compare.flag_{direction}_{level}") if direction else reader.say("compare.flag_none") if row["flag"] == "none" else ""
    if name == "compare_reason":
        return formats.reason(row[name], reader.language) if row[name] else ""
    if name == "peers":
        return labels.peers(reader, asking.metric, row["peers"])
    if name == "value" and row[asking.metric.denominator] < FEWEST_ITEMS:
        return None
    return _number(asking, name, row[name])


def _number(asking: Asked, name: str, value: float | None) -> object:
    if value is None or name not in NUMBERS:
        return None
    if not asking.metric.is_neutral:
        return float(value)
    return formats.count(value) if name in ("expected", "age_days") else formats.joined(formats.figure(value, asking.metric, asking.reader.language))


def _config(asking: Asked, words: dict[str, str]) -> dict[str, object]:
    metric = asking.metric
    link = st.column_config.LinkColumn(words["unit"], display_text=r"#(.+)$", pinned=True)
    counts = st.column_config.LinkColumn(words["counts"], display_text=r"#(.+)$")
    form = "%.1f%%" if metric.unit == "percent" else "%.2f"
    forms = {"expected": "%.1f", "p_value": "%.4f", "q_value": "%.4f", "age_days": "%d"}
    numbers = {} if metric.is_neutral else {words[name]: st.column_config.NumberColumn(words[name], format=forms.get(name, form)) for name in NUMBERS}
    return numbers | {words["unit"]: link, words["counts"]: counts}
