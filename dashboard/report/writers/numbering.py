"""Which number a heading, a table and a picture has: counted here once, so that all formats say 表3 of the same table."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from dashboard.report.document import Block, Document, Numbers, Paragraph, Picture, Section, Table
from dashboard.words import say

DIGITS = "〇一二三四五六七八九"


@dataclass(frozen=True)
class Heading:
    """level: from 1. number: as it stands before the text, with what parts them; empty in a briefing. anchor: a name within the file."""

    level: int
    number: str
    text: str
    anchor: str

    @property
    def whole(self) -> str:
        return self.number + self.text


@dataclass(frozen=True)
class Captioned:
    """A table or a picture and what stands by it. label: 表1, Figure 2; empty in a briefing."""

    block: Table | Picture
    label: str

    @property
    def caption(self) -> str:
        return "\u3000".join(part for part in (self.label, self.block.caption) if part)


Part = Heading | Captioned | Paragraph | Numbers


@dataclass
class _Counts:
    """How many there have been: of headings at every depth, of appendices, tables and pictures."""

    chapters: int = 0
    appendices: int = 0
    anchors: int = 0
    captions: dict[str, int] = field(default_factory=lambda: {"table": 0, "picture": 0})


def parts(document: Document) -> Iterator[Part]:
    """Everything under the title, in order, each with its number."""
    counts = _Counts()
    for section in document.sections:
        if section.is_appendix:
            counts.appendices += 1
        else:
            counts.chapters += 1
        yield from _section(document, section, (counts.appendices if section.is_appendix else counts.chapters,), section.is_appendix, counts)


def _section(document: Document, section: Section, place: tuple[int, ...], is_appendix: bool, counts: _Counts) -> Iterator[Part]:
    """place: which one at each depth, (2, 1) the first section of the second chapter."""
    counts.anchors += 1
    number = "" if document.kind == "briefing" else heading_number(place, document.language, is_appendix)
    yield Heading(len(place), number, section.heading, f"_Toc{counts.anchors:06}")
    for block in section.blocks:
        yield _numbered(document, block, counts)
    for index, below in enumerate(section.sections, 1):
        yield from _section(document, below, (*place, index), is_appendix, counts)


def _numbered(document: Document, block: Block, counts: _Counts) -> Part:
    if not isinstance(block, Table | Picture):
        return block
    kind = "table" if isinstance(block, Table) else "picture"
    if document.kind == "briefing" or not block.caption:
        return Captioned(block, "")
    counts.captions[kind] += 1
    return Captioned(block, say(document.language, f"report_file.{kind}", n=counts.captions[kind]))


def heading_number(place: tuple[int, ...], language: str, is_appendix: bool = False) -> str:
    """一、 （一） 1. （1） after 公文 habits, 1, 1.1, 1.1.1 in English, with what parts it from the text."""
    if language == "zh":
        if is_appendix and len(place) == 1:
            return f"附录{chinese(place[0])}\u3000"
        return (f"{chinese(place[-1])}、", f"（{chinese(place[-1])}）", f"{place[-1]}.", f"（{place[-1]}）")[min(len(place), 4) - 1]
    first = _letter(place[0]) if is_appendix else str(place[0])
    number = ".".join((first, *map(str, place[1:])))
    return f"Appendix {number}\u2002" if is_appendix and len(place) == 1 else f"{number}\u2002"


def chinese(number: int) -> str:
    """1 to 99 as 一 to 九十九."""
    tens, ones = divmod(number, 10)
    if not tens:
        return DIGITS[ones]
    return (DIGITS[tens] if tens > 1 else "") + "十" + (DIGITS[ones] if ones else "")


def _letter(number: int) -> str:
    return chr(ord("A") + number - 1) if number <= 26 else f"A{number}"
