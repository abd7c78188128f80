"""Numbers and words that a page asks for beside the filter, kept in the address like everything else."""

import streamlit as st

from dashboard import components
from dashboard.reader import Reader


def asked_whole(reader: Reader, name: str, default: int, least: int, most: int) -> int:
    """A whole number from the address; one that says nothing usable is named and the default taken."""
    text = st.query_params.get(name)
    if not text:
        return min(max(default, least), most)
    if text.isdecimal() and len(text) < 8 and least <= int(text) <= most:
        return int(text)
    components.refused(reader, [name])
    return min(max(default, least), most)


def whole(name: str, words: str, value: int, least: int, most: int, width: int = 150) -> None:
    """A field for a whole number that writes the address."""
    key = f"choose_{name}"
    st.session_state[key] = value
    st.number_input(words, least, most, key=key, width=width, on_change=lambda: st.query_params.update({name: str(st.session_state[key])}))


def words(name: str, label: str, value: str, most: int = 40, width: int = 150) -> None:
    """A field for a short text that writes the address."""
    key = f"choose_{name}"
    st.session_state[key] = value
    st.text_input(label, key=key, width=width, max_chars=most, on_change=lambda: st.query_params.update({name: st.session_state[key]}))
