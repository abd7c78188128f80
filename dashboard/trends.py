"""What the cards of the trends page share: choices kept in the address, the line under each picture, and numbers that lead to their rows."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import streamlit as st

from dashboard import answers, components, filters, formats, labels, tracing
from dashboard.reader import Reader
from queries import Query
from queries import words as asked_words
from queries.trends import SMALL

VIEWS = ("rounds", "closing", "change")
# What a part is asked for by alone: the field of the Filter that holds it.
FIELDS = {"round": "rounds", "aspect": "aspects", "level": "levels", "sector": "sectors"}


def picked(reader: Reader, name: str, options: Sequence[str], default: str | None = None, draw=st.segmented_control, words: dict[str, str] | None = None) -> str:
    """One of several, kept in the address under `name`; what the address says beyond the options is said, not hidden."""
    wanted, is_unknown = filters.asked(name, list(options), default or options[0])
    if is_unknown:
        components.refused(reader, [name])
    say = words.get if words else lambda code: reader.say(f"trends.{name}_{code}")
    return filters.choose(name, list(options), wanted, draw, label=reader.say(f"filter.{name}"), required=True, label_visibility="collapsed", format_func=say)


def day(reader: Reader, name: str, default: date, latest: date) -> date:
    """A day kept in the address; one that cannot be read or lies after the data is said and not taken."""
    said, value = st.query_params.get(name), default
    if said:
        try:
            value = date.fromisoformat(said)
        except ValueError:
            value = None
        if value is None or not filters.EARLIEST <= value <= latest:
            components.refused(reader, [name])
            value = default
    key = f"choose_{name}"
    st.session_state[key] = value
    return st.date_input(reader.say(f"filter.{name}"), min_value=filters.EARLIEST, max_value=latest, key=key, format="YYYY-MM-DD", on_change=_keep, args=(name,)) or value


def _keep(name: str) -> None:
    value = st.session_state[f"choose_{name}"]
    if value:
        st.query_params[name] = value.isoformat()


def bases(reader: Reader, found: Sequence[str | None]) -> list[str | None]:
    """Bases in the order in which they are shown everywhere."""
    order = ["item", "feedback", "measure", "task", None]
    return sorted(found, key=order.index)


def panel(reader: Reader, basis: str | None, count: int) -> None:
    if basis is not None and count > 1:
        st.markdown(f"### {labels.basis(reader, basis)}", anchors=False)


def narrowed(reader: Reader, by: str, name: str | None) -> Reader | None:
    """The reader who asks for one part alone (a round, a year, a level, …); what has no name by its units; None where that cannot be asked."""
    if not name and by in ("level", "sector"):
        units = tuple(unit["unit_id"] for unit in answers.units(reader) if not unit[by] and unit["unit_id"] in (reader.chosen.units or (unit["unit_id"],)))
        return reader.asking(replace(reader.chosen, units=units)) if 0 < len(units) <= tracing.MOST else None
    if not name:
        return None
    if reader.is_public and FIELDS.get(by) in asked_words.INTERNAL:      # what covers a word is no word of the filter
        return None
    if by in FIELDS:
        return reader.asking(replace(reader.chosen, **{FIELDS[by]: (name,)}))
    first, last = date(int(name), 1, 1), date(int(name), 12, 31)
    return reader.asking(replace(reader.chosen, feedback_from=max(first, reader.chosen.feedback_from or first), feedback_to=min(last, reader.chosen.feedback_to or last)))


def linked(reader: Reader | None, text: str, query: Query, **part: object) -> str:
    """A number that leads to its rows, or just the number where its rows cannot be asked for alone."""
    return formats.escaped(text) if reader is None else tracing.linked(reader, formats.escaped(text), query, None, **part)


def inspections(reader: Reader, rows: Sequence[dict[str, object]]) -> dict[str, tuple[str, ...]]:
    """The inspections that rows of a breakdown by round are of, as a part to be asked for; nothing where they are too many for an address."""
    wanted = {(row["unit_id"], row["round"], row["year"]) for row in rows}
    found = tuple(row["inspection_id"] for row in answers.table(reader, "inspections")
                  if (row["unit_id"], row["round"], row["feedback_on"] and row["feedback_on"].year) in wanted)
    return {"inspection_id": found} if 0 < len(found) <= tracing.MOST else {}


def counted(reader: Reader, closed: int, total: int) -> str:
    """29 / 32 (90.6%), or only the counts where they are few."""
    counts = f"{closed:,} / {total:,}"
    return counts if total < SMALL else reader.say("trends.counts", counts=counts, share=formats.share(closed, total))


def interval(reader: Reader, low: float, high: float) -> str:
    return reader.say("trends.interval", low=formats.percent(low), high=formats.percent(high))


def points(reader: Reader, value: float) -> str:
    """A difference in percentage points, always with its sign."""
    return reader.say("trends.points", value=signed(value))


def signed(value: float) -> str:
    text = formats.rounded(value, 1)
    return text if text.startswith("-") or text == "0.0" else f"+{text}"


def p_value(p: float) -> str:
    return "p < 0.001" if p < 0.001 else f"p = {formats.rounded(p, 3)}"


def named(reader: Reader, by: str, name: str | None) -> str:
    """A round or year as read."""
    return reader.say(f"trends.no_{by}") if name is None else name if by == "round" else reader.say("trends.year", year=name)


def as_of(reader: Reader, on: date) -> Reader:
    """The reader who asks as of an earlier day, by the standard of today's answer: what is compared must be one thing."""
    return reader.asking(replace(reader.chosen, as_of=on, standard=answers.scope(reader).standard))
