"""The pages of a Word report: paper and margins, head and foot, watermark, and what the file says of itself."""

from collections.abc import Iterator

from docx.document import Document as WordFile
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.oxml.ns import qn
from docx.section import Section as WordSection
from docx.section import _BaseHeaderFooter
from docx.shared import Mm
from lxml.etree import _Element as Element

from dashboard.report.document import Document
from dashboard.report.writers import sealed, word_xml
from dashboard.report.writers.cleaning import made
from dashboard.report.writers.look import PAPER, TURNED, WORD_FONTS, Look
from dashboard.report.writers.word_xml import w
from dashboard.words import say


def first(file: WordFile, document: Document, looks: Look) -> None:
    """The first section, from which later ones inherit head and foot: numbers outside, no head on the first page."""
    section = file.sections[0]
    measure(section, looks, False)
    file.settings.odd_and_even_pages_header_footer = document.kind == "report"
    section.different_first_page_header_footer = document.kind == "report"
    _settings(file)
    _head(section.header, document, 1)
    _foot(section.footer, document, "right" if document.kind == "report" else "center")
    if document.kind == "report":
        _head(section.even_page_header, document, 2)
        _head(section.first_page_header, document, 3, is_first=True)
        _foot(section.even_page_footer, document, "left")
        _foot(section.first_page_footer, document, "right")


def measure(section: WordSection, looks: Look, is_turned: bool) -> None:
    wide, high = (Mm(PAPER[1]), Mm(PAPER[0])) if is_turned else (Mm(PAPER[0]), Mm(PAPER[1]))
    section.page_width, section.page_height = wide, high
    section.orientation = WD_ORIENT.LANDSCAPE if is_turned else WD_ORIENT.PORTRAIT
    margins = TURNED if is_turned else looks.margins
    section.top_margin, section.bottom_margin, section.left_margin, section.right_margin = (Mm(side) for side in margins)
    section.header_distance, section.footer_distance = Mm(margins[0] * 0.55), Mm(margins[1] * 0.5)


def turned(file: WordFile, looks: Look, is_turned: bool) -> None:
    """From here on, pages that lie, or stand again."""
    section = file.add_section(WD_SECTION.NEW_PAGE)
    # What holds the break is a paragraph, and a high one could spill onto a page of its own.
    file.element.body.sectPr.getprevious().get_or_add_pPr().get_or_add_pStyle().val = "Gap"
    section.different_first_page_header_footer = False
    measure(section, looks, is_turned)


def _head(header: _BaseHeaderFooter, document: Document, number: int, is_first: bool = False) -> None:
    line = header.paragraphs[0]
    if not is_first and document.kind == "report":
        line.add_run(sealed.header(document))
        line._p.get_or_add_pPr().append(w("pBdr", w("bottom", val="single", sz=4, space=3, color="B5BCC4")))
    if document.is_demo:
        line._p.append(word_xml.watermark(say(document.language, "report_file.demo"), WORD_FONTS["heading"][0], number))


def _foot(footer: _BaseHeaderFooter, document: Document, side: str) -> None:
    """— 1 — outside, and under it what the report rests on."""
    old = footer.paragraphs[0]._p
    number = [word_xml.text("— "), *word_xml.field("PAGE", "1"), word_xml.text(" —")]
    for style, content in (("PageNumber", number), ("Footer", [word_xml.text(sealed.line(document))])):
        if style == "PageNumber" and document.kind == "briefing":
            continue
        line = word_xml.paragraph(style, *content)
        line.pPr.append(w("jc", val=side))
        old.addprevious(line)
    old.getparent().remove(old)


def _settings(file: WordFile) -> None:
    """As of Word 2013, or Word opens the file as an old one, in compatibility mode."""
    settings = file.settings.element
    for old in settings.findall(qn("w:compat")):
        settings.remove(old)
    compat = w("compat", w("compatSetting", name="compatibilityMode", uri="http://schemas.microsoft.com/office/word", val="15"))
    after = ("w:docVars", "w:rsids", "m:mathPr", "w:themeFontLang", "w:clrSchemeMapping", "w:shapeDefaults", "w:decimalSymbol", "w:listSeparator")
    place = next((child for child in settings if child.tag in {qn(name) for name in after}), None)
    if place is None:
        settings.append(compat)
    else:
        place.addprevious(compat)
    settings.find(qn("w:themeFontLang")).set(qn("w:eastAsia"), "zh-CN")
    settings.find(qn("w:characterSpacingControl")).set(qn("w:val"), "compressPunctuation")


def roots(file: WordFile) -> Iterator[Element]:
    """The parts of the file that are ours: text, styles, heads and feet."""
    yield file.element
    yield file.styles.element
    for section in file.sections[:1]:
        for part in (section.header, section.even_page_header, section.first_page_header, section.footer, section.even_page_footer, section.first_page_footer):
            yield part._element


def properties(file: WordFile, document: Document) -> None:
    """What the file says of itself: nobody's name, and the day of the seal; not the template's little picture of itself."""
    package = file.part.package
    for name in [name for name, relation in package.rels.items() if relation.reltype.endswith("/thumbnail")]:
        del package.rels[name]
    core, moment = file.core_properties, made(document.seal)
    core.title, core.subject, core.keywords = document.title[:255], document.subtitle[:255], ", ".join(document.keywords)[:255]
    core.author, core.last_modified_by, core.revision = "", "", 1
    core.comments = sealed.line(document)[:255]
    core.language = "zh-CN" if document.language == "zh" else "en-GB"
    core.created = core.modified = moment
