"""What a report is made of, before it is a Word file, a PDF or a page: words, tables and pictures in order, and the seal that says what they rest on.

Chapters make these; writers turn them into files. Neither knows the other, so a chapter is written once for all formats.
"""

from dataclasses import dataclass, field
from datetime import date
from typing import Literal

import plotly.graph_objects as go

FORMATS = ("docx", "pdf", "html")


@dataclass(frozen=True)
class Run:
    """Words of one kind. link: an absolute address, or empty. tone: `quiet` for sources and small print."""

    text: str
    bold: bool = False
    link: str = ""
    tone: Literal["plain", "quiet"] = "plain"


@dataclass(frozen=True)
class Paragraph:
    """style: `body`, `note` (small print under what it explains) or `item` (one point of a list)."""

    runs: tuple[Run, ...]
    style: Literal["body", "note", "item"] = "body"


@dataclass(frozen=True)
class Table:
    """head: a name a column; rows: cells as paragraphs of runs would be, a tuple of runs each. align: `start` or `end` a column. weights: relative widths.

    A table may be long: its head repeats on every page, and no row is ever left out by a writer.
    """

    head: tuple[str, ...]
    rows: tuple[tuple[tuple[Run, ...], ...], ...]
    caption: str
    align: tuple[Literal["start", "end"], ...] = ()
    weights: tuple[float, ...] = ()
    note: str = ""


@dataclass(frozen=True)
class Picture:
    """figure: as the pages draw it, on a light ground. alt: what it shows, in words. note: what stands under it (units, benchmark, basis, days, spread, flags)."""

    figure: go.Figure
    caption: str
    alt: str
    note: str = ""
    width: int = 720


@dataclass(frozen=True)
class Number:
    """A number that is to be seen first. value: with its unit, or the reason why there is none. note: counts, basis, interval."""

    label: str
    value: str
    note: str = ""
    link: str = ""


@dataclass(frozen=True)
class Numbers:
    """Numbers side by side."""

    numbers: tuple[Number, ...]


Block = Paragraph | Table | Picture | Numbers


@dataclass(frozen=True)
class Section:
    """A heading, what stands under it, and the sections below. Headings carry no number of their own: a writer counts them.

    is_appendix: stands behind the chapters and is counted apart (附录一, Appendix A).
    """

    heading: str
    blocks: tuple[Block, ...] = ()
    sections: tuple["Section", ...] = ()
    is_appendix: bool = False


@dataclass(frozen=True)
class Seal:
    """What the report rests on and how to get it again. sha256: of the edition. address: the page that shows the same. command: what makes the same file.

    made_at: ISO 8601, to the second; files carry it as their own day and hour, so that the same document is the same bytes.
    """

    edition: int
    sha256: str
    made_at: str
    as_of: date | None
    address: str
    command: str
    asked: str = ""


@dataclass(frozen=True)
class Document:
    """kind: `report` has a table of contents and as many pages as it needs; `briefing` is one page of A4.

    facts: what stands under the title, (name, words) each. audience: for whom it was masked. name: of the file, without its ending.
    """

    kind: Literal["report", "briefing"]
    name: str
    title: str
    language: Literal["zh", "en"]
    seal: Seal
    subtitle: str = ""
    facts: tuple[tuple[str, str], ...] = ()
    sections: tuple[Section, ...] = ()
    is_demo: bool = False
    audience: str = ""
    keywords: tuple[str, ...] = field(default=())


def words(*texts: str | Run) -> tuple[Run, ...]:
    """Plain words as runs."""
    return tuple(text if isinstance(text, Run) else Run(text) for text in texts)


def paragraph(*texts: str | Run, style: Literal["body", "note", "item"] = "body") -> Paragraph:
    return Paragraph(words(*texts), style)
