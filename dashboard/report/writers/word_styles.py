"""The styles of a Word report: built-in ones made to look as an office writes, and a few of its own."""

from docx.document import Document as WordFile
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.enum.text import WD_LINE_SPACING, WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt, RGBColor
from docx.styles.style import BaseStyle

from dashboard.report.writers.look import LATIN, PAPER, QUIET, RULE, TABLE_LINE, WORD_FONTS, Look, contents
from dashboard.report.writers.word_xml import w


def define(file: WordFile, looks: Look, language: str, entries: int) -> None:
    """Every style that the writer names, and the other names of the fonts for a computer that lacks them. entries: of the contents."""
    _without_table_styles(file)
    _paragraphs(file, looks, language)
    _headings(file, looks, language)
    _contents(file, looks, *contents(entries))
    _characters(file)
    _languages(file, language)
    _other_fonts(file)


def _without_table_styles(file: WordFile) -> None:
    """The template's hundred ways to shade a table, which nobody here asked for."""
    for old in [style for style in file.styles if style.type == WD_STYLE_TYPE.TABLE and style.name != "Normal Table"]:
        old.delete()


def _paragraphs(file: WordFile, looks: Look, language: str) -> None:
    body = style(file, "Normal", "text", looks.body, line=looks.line)
    body.paragraph_format.widow_control = True
    style(file, "Body Text", "text", looks.body, line=looks.line, indent=looks.indent, align=ALIGN.JUSTIFY, after=0 if looks.indent else looks.line * 0.4)
    style(file, "Item", "text", looks.body, line=looks.line, indent=looks.indent, after=0 if looks.indent else looks.line * 0.2)
    style(file, "Title", "title", looks.title, line=looks.title * 1.5, align=ALIGN.CENTER, before=looks.title * 0.6 * looks.air, after=6 * looks.air)
    style(file, "Subtitle", "subheading", looks.subtitle, line=looks.subtitle * 1.6, align=ALIGN.CENTER, after=12 * looks.air)
    style(file, "Caption", "heading", looks.caption, line=looks.caption * 1.5, align=ALIGN.CENTER, before=8 * looks.air, after=3 * looks.air)
    for name, colour in (("Note", QUIET), ("Seal", None)):
        before, after = (4, 6) if name == "Note" else (0, 1)
        style(file, name, "text", looks.small, line=looks.small * 1.5, colour=colour, before=before * looks.air, after=after * looks.air)
    for name, role in (("Table Text", "text"), ("Table Head", "heading")):
        style(file, name, role, looks.table, line=looks.table * TABLE_LINE)
    style(file, "Picture", "text", looks.body, spacing=1.0, align=ALIGN.CENTER, before=8 * looks.air).paragraph_format.keep_with_next = True
    style(file, "Fact Name", "heading", looks.caption, line=looks.caption * 1.6, colour=QUIET)
    style(file, "Fact", "text", looks.caption, line=looks.caption * 1.6)
    style(file, "Number Label", "heading", looks.small, line=looks.small * 1.4, colour=QUIET)
    style(file, "Number Value", "heading", looks.number, line=looks.number * 1.5, colour=RULE)
    style(file, "Number Reason", "heading", looks.caption * 0.92, line=looks.caption * 1.35, colour=RULE)
    style(file, "Number Note", "text", looks.small * 0.95, line=looks.small * 1.3, colour=QUIET)
    style(file, "Gap", "text", 6, line=8 * looks.air)
    for name in ("Header", "Footer"):
        style(file, name, "text", min(9, looks.small), spacing=1.0, colour=QUIET)
    style(file, "Page Number", "text", looks.page_number, spacing=1.0)


def _headings(file: WordFile, looks: Look, language: str) -> None:
    for level, role in ((1, "heading"), (2, "subheading"), (3, "text")):
        size = looks.headings[level - 1]
        above = looks.line * (0.5 if level == 1 else 0.15) if looks.indent else size * 0.8 * looks.air
        made = style(file, f"Heading {level}", role, size, line=max(looks.line, size * 1.4), indent=looks.indent, before=above, after=0 if looks.indent else 3)
        made.paragraph_format.keep_with_next = True
        made.font.bold = language != "zh" or level > 2
        made.font.italic = False


def _contents(file: WordFile, looks: Look, part: float, line: float) -> None:
    style(file, "TOC Heading", "heading", looks.headings[0], line=looks.headings[0] * 2, align=ALIGN.CENTER)
    right = Mm(PAPER[0] - looks.margins[2] - looks.margins[3])
    for level, role in ((1, "heading"), (2, "text")):
        made = style(file, f"toc {level}", role, looks.caption * part, line=looks.caption * part * line)
        made.paragraph_format.left_indent = Pt(looks.caption * 1.5 * (level - 1))
        made.paragraph_format.tab_stops.add_tab_stop(right, WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.DOTS)


def _characters(file: WordFile) -> None:
    for name, role, colour in (("Strong", "heading", None), ("Hyperlink", None, RULE), ("Quiet", None, QUIET)):
        made = _existing(file, name, WD_STYLE_TYPE.CHARACTER)
        if role:
            _face(made, role)
            made.font.bold = False
        if colour:
            made.font.color.rgb = RGBColor.from_string(colour[1:])
    rule = w("u", val="single", color="8AA4BF")
    file.styles["Hyperlink"].element.get_or_add_rPr().append(rule)


def style(
    file: WordFile, name: str, role: str, size: float, *, line: float = 0, spacing: float = 0, indent: int = 0, align: ALIGN = ALIGN.LEFT,
    colour: str | None = None, before: float = 0, after: float = 0,
) -> BaseStyle:
    """A paragraph style. line: an exact distance in points; spacing: a multiple, for what may hold a picture or wrap in a cell."""
    made = _existing(file, name, WD_STYLE_TYPE.PARAGRAPH)
    _face(made, role)
    made.font.size = Pt(size)
    made.font.bold = False
    if colour:
        made.font.color.rgb = RGBColor.from_string(colour[1:])
    layout = made.paragraph_format
    layout.space_before, layout.space_after, layout.alignment = Pt(before), Pt(after), align
    layout.line_spacing_rule = WD_LINE_SPACING.EXACTLY if line else WD_LINE_SPACING.MULTIPLE
    layout.line_spacing = Pt(line) if line else spacing
    if indent:
        layout.first_line_indent = Pt(indent * size)
        made.element.pPr.ind.set(qn("w:firstLineChars"), str(indent * 100))
    return made


def _existing(file: WordFile, name: str, kind: WD_STYLE_TYPE) -> BaseStyle:
    """The template's style without what it brings along, or a new one based on Normal."""
    builtin = name in ("toc 1", "toc 2", "Hyperlink", "Page Number")
    known = any(each.name == name for each in file.styles)
    made = file.styles[name] if known else file.styles.add_style(name, kind, builtin=builtin)
    if name.startswith("toc "):
        made.element.styleId = name.upper().replace(" ", "")
    for tag in ("w:pPr", "w:rPr"):
        for old in made.element.findall(qn(tag)):
            made.element.remove(old)
    if name.startswith("Heading "):
        made.element.get_or_add_pPr().append(w("outlineLvl", val=int(name[-1]) - 1))
    if kind == WD_STYLE_TYPE.PARAGRAPH and name != "Normal":
        made.base_style = file.styles["Normal"]
        made.next_paragraph_style = file.styles["Body Text"]
    made.quick_style = True
    made.hidden = False
    return made


def _face(made: BaseStyle, role: str) -> None:
    made.font.name = LATIN[role]
    fonts = made.element.rPr.rFonts
    fonts.set(qn("w:eastAsia"), WORD_FONTS[role][0])
    fonts.set(qn("w:cs"), LATIN[role])


def _languages(file: WordFile, language: str) -> None:
    defaults = file.styles.element.find(qn("w:docDefaults")).find(qn("w:rPrDefault")).find(qn("w:rPr"))
    for old in defaults.findall(qn("w:lang")):
        defaults.remove(old)
    defaults.append(w("lang", val="en-US" if language == "zh" else "en-GB", eastAsia="zh-CN"))


def _other_fonts(file: WordFile) -> None:
    """w:altName: what a computer may have in a font's place."""
    part = next(part for part in file.part.package.iter_parts() if part.partname == "/word/fontTable.xml")
    fonts = "".join(
        f'<w:font w:name="{name}"><w:altName w:val="{other}"/><w:charset w:val="86"/><w:family w:val="{kind}"/><w:pitch w:val="variable"/></w:font>'
        for name, other, kind in WORD_FONTS.values()
    )
    latin = "".join(f'<w:font w:name="{name}"><w:charset w:val="00"/></w:font>' for name in sorted(set(LATIN.values())))
    part._blob = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>' + f"<w:fonts {nsdecls('w')}>{fonts}{latin}</w:fonts>".encode()
