"""Who is asking, read from the address of the page: language, data set and Filter. The address is the only place of truth.

Widgets write the address and are set from it, so a link opens, shares and goes back to what was seen.
"""

import os
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import streamlit as st

from dashboard import words
from queries import Edition, Filter, Lake, NoEdition, export

ROOT = Path(__file__).resolve().parent.parent
DATA = ("real", "demo")
KEPT_IN = "reader"
# What rests on texts of files that were not published, or decides on figures: not for a public reader.
INTERNAL_PAGES = ("repeats", "verify", "review")


@dataclass(frozen=True)
class Reader:
    """language: zh or en. data: real or demo. edition: None where nothing is loaded. refused: parameters that say nothing known.

    audience: internal, or public for whom may not read what the edition classes as internal: every answer comes covered then.
    """

    language: str = "zh"
    data: str = "real"
    edition: Edition | None = None
    chosen: Filter = Filter()
    has_demo: bool = False
    refused: tuple[str, ...] = ()
    audience: str = "internal"

    @property
    def is_public(self) -> bool:
        return self.audience == "public"

    def say(self, key: str, **values: object) -> str:
        return words.say(self.language, key, **values)

    def parameters(self, **more: str | None) -> dict[str, str]:
        """The address parameters that lead to another page with the same question."""
        asked = {"lang": self.language, "data": self.data, "for": self.audience if self.is_public else None, **self.chosen.to_query(), **more}
        return {name: value for name, value in asked.items() if value is not None}

    def asking(self, chosen: Filter) -> "Reader":
        return replace(self, chosen=chosen)

    def as_internal(self) -> "Reader":
        """Who may read everything: for what is reckoned from texts that this reader is not shown."""
        return replace(self, audience="internal")

    @property
    def source(self) -> tuple[str, str]:
        """The edition, whoever reads it."""
        return str(self.edition.folder), self.edition.sha256

    @property
    def key(self) -> tuple[str, ...]:
        """What an answer of this edition may be kept under; what is covered is covered in the reader's language."""
        return (*self.source, self.audience, self.language) if self.is_public else self.source


def served_to() -> str:
    """Whom this server answers: the public, if it was told so (`duibiao serve --for public`); then no address asks for more."""
    return "public" if os.environ.get("DUIBIAO_AUDIENCE", "internal") != "internal" else "internal"


def lake_folder() -> Path:
    return Path(os.environ.get("DUIBIAO_LAKE") or ROOT / "data" / "lake")


def read(parameters: Mapping[str, str]) -> Reader:
    """The reader that an address describes; what cannot be read is named in `refused`."""
    refused = []
    language = _one_of("lang", words.LANGUAGES, parameters, refused)
    data = _one_of("data", DATA, parameters, refused)
    audience = served_to() if served_to() != export.AUDIENCES[0] else _one_of("for", export.AUDIENCES, parameters, refused)
    demo = lake_folder() / "demo"
    has_demo = (demo / "CURRENT").exists()
    if data == "demo" and not has_demo:
        refused.append("data")
        data = "real"
    chosen, unread = Filter.from_query(parameters)
    return Reader(language, data, _edition(demo if data == "demo" else lake_folder()), chosen, has_demo, (*refused, *unread), audience)


def _one_of(name: str, known: tuple[str, ...], parameters: Mapping[str, str], refused: list[str]) -> str:
    asked = parameters.get(name) or known[0]
    if asked in known:
        return asked
    refused.append(name)
    return known[0]


def _edition(folder: Path) -> Edition | None:
    """The edition that is current now: a load that ends while the server runs is seen at the next click."""
    try:
        return Lake(folder).edition()
    except NoEdition:
        return None


def keep(reader: Reader) -> None:
    """Hand the reader from the frame to the page."""
    st.session_state[KEPT_IN] = reader


def current() -> Reader:
    return st.session_state[KEPT_IN]
