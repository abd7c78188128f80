"""A report as a Word file: own styles after 公文 habits, contents and captions as fields, and the same bytes for the same document."""

import io
import zipfile
from collections.abc import Iterator
from functools import partial

import docx
from docx.document import Document as WordFile
from docx.shared import Mm
from lxml.etree import _Element as Element

from dashboard.report.document import Document, Paragraph, Picture, Table
from dashboard.report.writers import briefing, columns, figures, pdf, qr, sealed, word_pages, word_styles, word_tables, word_xml
from dashboard.report.writers.look import PAPER, Look, look
from dashboard.report.writers.numbering import Captioned, Heading, Part, parts
from dashboard.report.writers.typeset import text_widths
from dashboard.report.writers.word_xml import w
from dashboard.words import say

STYLES = {"body": "BodyText", "item": "Item", "note": "Note"}
# Word cannot be asked how long a page comes out, and sets with other fonts: a briefing leaves so many mm, and a little of its size.
RESERVE, SMALLER = 18.0, 0.96


def write(document: Document) -> bytes:
    """The file. Raises drawing.NoChineseFont: its pictures are drawn here."""
    if document.kind == "briefing":
        _, pieces, scale = briefing.fitted(document, partial(pdf.pages, document, reserve=RESERVE))
        return _Writer(document, briefing.scaled(look(document), scale * SMALLER), pieces).written()
    return _Writer(document, look(document), list(parts(document))).written()


class _Writer:
    """One file being written: where it has come to, and how wide its page is there."""

    def __init__(self, document: Document, looks: Look, pieces: list[Part]) -> None:
        self.document, self.looks, self.pieces = document, looks, pieces
        self.file: WordFile = docx.Document()
        self.body = self.file.element.body
        self.upright, self.across = text_widths(looks)
        self.bookmarks, self.pictures = 0, 0
        word_styles.define(self.file, looks, document.language, sum(isinstance(piece, Heading) and piece.level <= 2 for piece in pieces))
        word_pages.first(self.file, document, looks)
        word_pages.properties(self.file, document)

    def written(self) -> bytes:
        self.add(*(self.front() if self.document.kind == "report" else self.top()))
        for piece in briefing.side_by_side(self.document, self.pieces):
            self.piece(piece)
        if self.document.kind == "report":
            self.add(*self.seal())
        else:
            self.add(self.small_seal())
        for root in word_pages.roots(self.file):
            word_xml.in_order(root)
        made = io.BytesIO()
        self.file.save(made)
        return _same_bytes(made.getvalue())

    def add(self, *elements: Element) -> None:
        """At the end, before what Word keeps last: the section's properties."""
        for element in elements:
            self.body.sectPr.addprevious(element)

    def say(self, key: str, **values: object) -> str:
        return say(self.document.language, f"report_file.{key}", **values)

    # The first page

    def front(self) -> Iterator[Element]:
        document = self.document
        title = word_xml.paragraph("Title", word_xml.text(document.title))
        side = round((self.upright - columns.balanced(document.title, self.looks.title, self.upright)) / 2 * word_tables.TWENTIETHS_PER_MM)
        title.pPr.append(w("ind", left=side, right=side))
        yield title
        if document.subtitle:
            yield word_xml.paragraph("Subtitle", word_xml.text(document.subtitle))
        rows = [
            [[word_xml.paragraph("FactName", word_xml.text(name))], [word_xml.paragraph("Fact", word_xml.text(words))]]
            for name, words in sealed.facts(document)
        ]
        if rows:
            yield word_tables.plain(rows, (0.18, 0.82), self.upright, rules=True)
        yield word_xml.paragraph("Gap")
        yield self.contents()

    def contents(self) -> Element:
        """A field that Word can count anew, already filled with what it would show."""
        headings = [piece for piece in self.pieces if isinstance(piece, Heading)]
        pages = pdf.heading_pages(self.document, self.pieces) if headings else []
        entries = [self.entry(heading, page) for heading, page in zip(headings, pages, strict=True) if heading.level <= 2]
        if entries:
            for run in reversed(word_xml.opened('TOC \\o "1-2" \\h \\z \\u')):
                entries[0].pPr.addnext(run)
            entries[-1].append(word_xml.closed())
        gallery = w("docPartObj", w("docPartGallery", val="Table of Contents"), w("docPartUnique"))
        title = word_xml.paragraph("TOCHeading", word_xml.text(self.say("contents")))
        return w("sdt", w("sdtPr", gallery), w("sdtContent", title, *entries))

    def entry(self, heading: Heading, page: int) -> Element:
        """page: in the PDF of the same document, which is set in the same sizes; Word counts it anew before it prints."""
        number = [w("r", w("tab")), *word_xml.field(f"PAGEREF {heading.anchor} \\h", str(page))]
        return word_xml.paragraph(f"TOC{heading.level}", word_xml.to_anchor(heading.anchor, word_xml.text(heading.whole), *number))

    def top(self) -> Iterator[Element]:
        """A briefing's: title, facts and the code side by side."""
        document = self.document
        facts = "\u3000".join(f"{name}{self.say('colon')}{words}" for name, words in sealed.facts(document))
        left = [
            word_xml.paragraph("Title", word_xml.text(document.title)),
            *([word_xml.paragraph("Subtitle", word_xml.text(document.subtitle))] if document.subtitle else []),
            word_xml.paragraph("Note", word_xml.text(facts)),
        ]
        for line in left[:-1]:
            line.pPr.append(w("jc", val="left"))
        yield word_tables.plain([[left, self.code(18)]], (0.84, 0.16), self.upright)

    # The text

    def piece(self, piece: Part | list[Captioned]) -> None:
        if isinstance(piece, list):
            self.add(self.row(piece))
        elif isinstance(piece, Heading):
            self.add(self.heading(piece))
        elif isinstance(piece, Paragraph):
            mark = [word_xml.text("·\u2002")] if piece.style == "item" else []
            self.add(word_xml.paragraph(STYLES[piece.style], *mark, *word_xml.runs(self.file.part, piece.runs)))
        elif isinstance(piece, Captioned) and isinstance(piece.block, Table):
            self.table(piece)
        elif isinstance(piece, Captioned):
            self.add(*self.picture(piece, self.upright), *self.caption(piece), *self.note(piece.block.note, "center"))
        else:
            self.add(word_tables.numbers_table(self.file.part, piece, self.upright), word_xml.paragraph("Gap"))

    def heading(self, heading: Heading) -> Element:
        self.bookmarks += 1
        content = word_xml.bookmarked(self.bookmarks, heading.anchor, word_xml.text(heading.whole))
        made = word_xml.paragraph(f"Heading{min(heading.level, 3)}", *content)
        if self.bookmarks == 1 and self.document.kind == "report":
            made.pPr.append(w("pageBreakBefore"))
            made.pPr.append(w("spacing", before=0))
        return made

    def table(self, piece: Captioned) -> None:
        fit = columns.fit(piece.block, self.looks.table, self.upright, self.across)
        if fit.is_turned:
            word_pages.turned(self.file, self.looks, True)
        width = self.across if fit.is_turned else self.upright
        made = word_tables.data_table(self.file.part, piece.block, fit, width, self.looks.table)
        self.add(*self.caption(piece), made, *(self.note(piece.block.note) or [word_xml.paragraph("Gap")]))
        if fit.is_turned:
            word_pages.turned(self.file, self.looks, False)

    def caption(self, piece: Captioned) -> Iterator[Element]:
        """Its number a field, so that Word counts on when somebody puts in another table."""
        if not piece.caption:
            return
        kind = "table" if isinstance(piece.block, Table) else "picture"
        before, _, after = self.say(kind, n="\0").partition("\0")
        number = piece.label.removeprefix(before).removesuffix(after)
        content = [word_xml.text(before), *word_xml.field(f"SEQ {before.strip()} \\* ARABIC", number), word_xml.text(after)] if piece.label else []
        made = word_xml.paragraph("Caption", *content, word_xml.text(("\u3000" if piece.label else "") + piece.block.caption))
        if kind == "table":
            made.pPr.append(w("keepNext"))
        yield made

    def note(self, words: str, side: str = "left") -> list[Element]:
        if not words:
            return []
        made = word_xml.paragraph("Note", word_xml.text(words))
        made.pPr.append(w("jc", val=side))
        return [made]

    def picture(self, piece: Captioned, width: float, pixels: int | None = None) -> Iterator[Element]:
        """width: mm that there are. The picture takes of them what its own pixels are of the full width, and never most of a page's height."""
        picture: Picture = piece.block
        drawn = figures.svg(picture, self.document.language, pixels)
        wide, high = figures.size(drawn)
        most = (PAPER[1] - self.looks.margins[0] - self.looks.margins[1]) * 0.8
        shown = min(width if pixels else width * min(1.0, wide / figures.FULL), most * wide / high)
        yield word_xml.paragraph("Picture", self.image(figures.png(drawn), shown, picture.alt))

    def row(self, row: list[Captioned]) -> Element:
        pixels = briefing.WIDTHS[len(row)]
        cells = [
            [*self.caption(piece), *self.picture(piece, self.upright / len(row) - 3, pixels), *(self.note(piece.block.note) or [word_xml.paragraph("Note")])]
            for piece in row
        ]
        return word_tables.plain([cells], (1 / len(row),) * len(row), self.upright)

    def image(self, png: bytes, width: float, alt: str) -> Element:
        inline = self.file.part.new_pic_inline(io.BytesIO(png), width=Mm(width))
        self.pictures += 1  # python-docx counts only what is in the text already
        inline.docPr.id, inline.graphic.graphicData.pic.nvPicPr.cNvPr.id = self.pictures, self.pictures
        inline.docPr.set("name", f"Picture {self.pictures}")
        inline.docPr.set("descr", alt)
        return w("r", w("drawing", inline))

    # The end

    def code(self, width: float) -> list[Element]:
        scan = self.say("scan")
        image = self.image(qr.png(self.document.seal.address), width, f"{scan} {self.document.seal.address}")
        return [word_xml.paragraph("Picture", image), word_xml.paragraph("Note", word_xml.text(scan))]

    def small_seal(self) -> Element:
        said = "\u3000".join(f"{name}{self.say('colon')}{words}" for name, words, _ in sealed.rows(self.document))
        return word_xml.paragraph("Seal", word_xml.text(said, w("rStyle", val="Quiet")))

    def seal(self) -> Iterator[Element]:
        said = []
        for name, words, link in sealed.rows(self.document):
            value = word_xml.text(words)
            shown = word_xml.linked(self.file.part, link, value) if link else value
            said.append(word_xml.paragraph("Seal", word_xml.text(f"{name}{self.say('colon')}", w("rStyle", val="Quiet")), shown))
        yield word_xml.paragraph("Gap")
        yield word_tables.plain([[self.code(26), said]], (0.22, 0.78), self.upright, rules=True)
        yield word_xml.paragraph("Gap")


def _same_bytes(written: bytes) -> bytes:
    """The archive without the hour at which it was packed."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(written)) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            entry = zipfile.ZipInfo(name)
            entry.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(entry, old.read(name))
    return made.getvalue()
