"""Widgets in, one Filter out. A widget is set from the address before it is drawn and writes the address when it is used."""

from dataclasses import replace
from datetime import date

import streamlit as st

from dashboard import answers, labels
from dashboard.reader import Reader
from queries import Filter
from queries import words as asked_words

# Fields of the Filter in the order in which they are offered: the first few at once, the rest on request.
FIRST = ("basis", "standard", "as_of", "regions", "levels", "sectors")
MORE = ("kinds", "rounds", "feedback_from", "feedback_to", "aspects", "themes", "units")
DAYS = ("as_of", "feedback_from", "feedback_to")
ONE_OF = ("basis", "standard")
# A list's own word for "not chosen": a list without a chosen line would show a prompt instead.
OPEN = "open"
# Days that a calendar offers; Streamlit's own range is ten years around today.
EARLIEST, LATEST = date(1990, 1, 1), date(2099, 12, 31)
# A list of units longer than this is too much to send with every page; the unit page finds them.
MOST_UNITS = 2000


def checked(reader: Reader) -> Reader:
    """The reader without values that this edition does not know; the parameters that held them are named in `refused`."""
    chosen, refused = reader.chosen, list(reader.refused)
    for name in FIRST + MORE:
        asked = getattr(chosen, name)
        if isinstance(asked, tuple):
            known = tuple(value for value in asked if value in choices(reader, name))
            if len(known) < len(asked):
                refused.append(name)
                chosen = replace(chosen, **{name: known or None})
        elif isinstance(asked, date) and not EARLIEST <= asked <= LATEST:
            refused.append(name)
            chosen = replace(chosen, **{name: None})
    return replace(reader, chosen=chosen, refused=tuple(refused))


def choices(reader: Reader, name: str) -> dict[str, str]:
    """What a field may hold in this edition: code -> words."""
    if reader.is_public and name in asked_words.INTERNAL:
        return {}
    if name == "units":
        return {unit["unit_id"]: unit["unit_name"] for unit in answers.units(reader)}
    if name == "regions":
        return {place: place for column in ("province", "city", "county") for place in answers.values(reader, "units", column)}
    table, column = {"levels": ("units", "level"), "sectors": ("units", "sector"), "kinds": ("inspections", "kind"),
                     "rounds": ("inspections", "round"), "aspects": ("problems", "aspect"), "themes": ("problems", "theme")}[name]
    found = answers.values(reader, table, column)
    if column not in labels.LISTS:
        return {value: value for value in found}
    known = labels.codes(reader, labels.LISTS[column])
    return {code: known.get(code, code) for code in sorted(found, key=[*known, *found].index)}


def sidebar(reader: Reader) -> None:
    """The filter, where there is something to filter."""
    st.markdown(f"###### {reader.say('filter.title')}")
    for name in FIRST:
        _widget(reader, name)
    chosen_more = [name for name in MORE if getattr(reader.chosen, name) is not None]
    with st.expander(reader.say("filter.more"), expanded=bool(chosen_more), key="filter_more"):
        for name in MORE:
            _widget(reader, name)
    if reader.chosen != Filter():
        st.button(reader.say("filter.clear"), on_click=clear, key="filter_clear", type="tertiary", icon=":material/filter_alt_off:")


def clear() -> None:
    for name in FIRST + MORE:
        st.query_params.pop(name, None)


def described(reader: Reader) -> list[tuple[str, str, str]]:
    """What was chosen, in words: [(field, its name, values)]. It stands under titles and in the first lines of files."""
    said = []
    for name in FIRST + MORE:
        asked = getattr(reader.chosen, name)
        if asked is not None:
            said.append((name, reader.say(f"filter.{name}"), _words(reader, name, asked)))
    return said


def _words(reader: Reader, name: str, asked: object) -> str:
    if isinstance(asked, date):
        return asked.isoformat()
    if name in ONE_OF:
        return labels.label(reader, name, asked)
    known = choices(reader, name)
    return reader.say("grammar.comma").join(known.get(value, value) for value in asked)


def _widget(reader: Reader, name: str) -> None:
    key, words, value = f"filter_{name}", reader.say(f"filter.{name}"), getattr(reader.chosen, name)
    if name in DAYS:
        st.session_state[key] = value
        st.date_input(words, value=None, min_value=EARLIEST, max_value=LATEST, key=key, format="YYYY-MM-DD", on_change=_write, args=(name,))
        return
    if name in ONE_OF:
        st.session_state[key] = value or OPEN
        codes = ["feedback", "item"] if name == "basis" else ["claimed", "evidenced", "accepted"]
        read = labels.codes(reader, name)
        st.selectbox(words, [OPEN, *codes], key=key, on_change=_write, args=(name,), help=reader.say(f"filter.{name}_help"),
                     format_func=lambda code: read[code] if code != OPEN else reader.say(f"filter.{name}_open"))
        return
    known = choices(reader, name)
    if not known or (name == "units" and len(known) > MOST_UNITS):
        return
    st.session_state[key] = list(value or ())
    st.multiselect(words, list(known), key=key, format_func=known.get, placeholder=reader.say("filter.all"), select_all=False, on_change=_write, args=(name,))


def _write(name: str) -> None:
    """Put what a widget now holds into the address, by id, so that the link reads the same in either language."""
    value = st.session_state[f"filter_{name}"]
    value = None if value == OPEN else value
    asked = Filter(**{name: (tuple(value) or None) if isinstance(value, list) else value}).to_query()
    if name in asked:
        st.query_params[name] = asked[name]
    else:
        st.query_params.pop(name, None)


def choose(name: str, options: list[str], value: str | None, draw, **drawing: object) -> str | None:
    """A widget of a page (`draw`) whose choice is kept in the address under `name`; returns the choice."""
    key = f"choose_{name}"
    st.session_state[key] = value
    return draw(options=options, key=key, on_change=_keep, args=(name,), **drawing)


def _keep(name: str) -> None:
    value = st.session_state[f"choose_{name}"]
    if value:
        st.query_params[name] = value
    else:
        st.query_params.pop(name, None)


def asked(name: str, known: list[str], default: str | None) -> tuple[str | None, bool]:
    """A page's own parameter from the address, and whether it said something unknown."""
    value = st.query_params.get(name)
    if not value:
        return default, False
    return (value, False) if value in known else (default, True)
