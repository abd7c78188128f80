"""Where a number comes from: document and place, as written by the queries, in words a reader can follow."""

import re
from dataclasses import dataclass

from dashboard import answers
from dashboard.reader import Reader


@dataclass(frozen=True)
class Place:
    """One place: a document, and either where in it or how many of its rows."""

    document_id: str
    locator: str | None = None
    rows: int | None = None


def read(places: str | None) -> tuple[Place, ...]:
    """The places behind an answer: 'document › locator', or 'document › number of rows', parted by '；'."""
    return tuple(_place(part) for part in (places or "").split("；") if part)


def _place(text: str) -> Place:
    first, _, second = text.partition(" › ")
    if first.isdigit():
        return Place(second, rows=int(first))
    return Place(first, rows=int(second)) if second.isdigit() else Place(first, locator=second or None)


def words(reader: Reader, place: Place) -> str:
    """'第 120–130 字', '整改台账，第 17 行', '共 28 行'."""
    if place.rows is not None:
        return reader.say("place.rows", n=place.rows)
    return "、".join(_locator(reader, part) for part in (place.locator or "").split("、") if part)


def _locator(reader: Reader, locator: str) -> str:
    if span := re.fullmatch(r"(\d+)-(\d+)", locator):
        return reader.say("place.characters", start=span[1], end=span[2])
    if cell := re.fullmatch(r"(.*)[!#](\d+)", locator):
        return reader.say("place.row", sheet=cell[1], row=cell[2])
    return locator


def documents(reader: Reader) -> dict[str, dict[str, object]]:
    return {row["document_id"]: row for row in answers.table(reader, "documents")}


def title(reader: Reader, document_id: str | None) -> str:
    known = documents(reader).get(document_id)
    return (known and (known["title"] or known["uri"])) or reader.say("place.unknown_document")


def address(reader: Reader, document_id: str | None) -> str | None:
    """The document's address on the web, if it has one that a browser may open."""
    uri = (documents(reader).get(document_id) or {}).get("uri") or ""
    return uri if re.match(r"https?://", uri) else None
