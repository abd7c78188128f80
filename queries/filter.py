"""The reader's question: which units, which inspections, as of when, on what basis and by which standard.

A `Filter` is the one form of it: the parameters of `scope.sql`, the URL of a page, the cache key and the sentence of an export
are all made from it. None means that the reader did not choose.
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from datetime import date

BASES = ("feedback", "item")
STANDARDS = ("claimed", "evidenced", "accepted")


@dataclass(frozen=True)
class Filter:
    """What was asked. Tuples hold ids or codes, never labels, so a link reads the same in either language."""

    as_of: date | None = None
    standard: str | None = None
    basis: str | None = None
    units: tuple[str, ...] | None = None
    regions: tuple[str, ...] | None = None
    sectors: tuple[str, ...] | None = None
    levels: tuple[str, ...] | None = None
    kinds: tuple[str, ...] | None = None
    rounds: tuple[str, ...] | None = None
    feedback_from: date | None = None
    feedback_to: date | None = None
    aspects: tuple[str, ...] | None = None
    themes: tuple[str, ...] | None = None

    def parameters(self) -> dict[str, object]:
        """The named parameters of `scope.sql`: text lists, ISO dates, or None."""
        return {field.name: _parameter(getattr(self, field.name)) for field in fields(self)}

    def to_query(self) -> dict[str, str]:
        """The chosen parts as URL parameters; several values are joined by commas (escaped as %2C inside a value)."""
        return {field.name: _written(value) for field in fields(self) if (value := getattr(self, field.name)) is not None}

    @classmethod
    def from_query(cls, query: Mapping[str, str]) -> tuple["Filter", list[str]]:
        """A Filter from URL parameters, and the names of those that could not be read (to be said, not hidden)."""
        chosen, refused = cls(), []
        for field in fields(cls):
            if field.name in query and query[field.name] != "":
                try:
                    chosen = replace(chosen, **{field.name: _read(field.name, query[field.name])})
                except ValueError:
                    refused.append(field.name)
        return chosen, refused


def _parameter(value):
    return list(value) if isinstance(value, tuple) else value


def _written(value) -> str:
    if isinstance(value, tuple):
        return ",".join(part.replace("%", "%25").replace(",", "%2C") for part in value)
    return value.isoformat() if isinstance(value, date) else value


def _read(name: str, text: str):
    if name in ("as_of", "feedback_from", "feedback_to"):
        return date.fromisoformat(text)
    if name in ("standard", "basis"):
        if text not in (STANDARDS if name == "standard" else BASES):
            raise ValueError(text)
        return text
    return tuple(part.replace("%2C", ",").replace("%25", "%") for part in text.split(",") if part)
