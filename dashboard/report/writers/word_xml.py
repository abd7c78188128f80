"""The pieces of WordprocessingML that python-docx has no words for: runs, links, fields, bookmarks, and the watermark."""

from collections.abc import Iterator

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.oxml.parser import OxmlElement
from lxml.etree import _Element as Element

from dashboard.report.document import Run
from dashboard.report.writers.cleaning import safe_link

# The shape that Word itself makes for "Design > Watermark", so that a reader can take it away there.
WATERMARK = """<w:r {names} xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"><w:rPr><w:noProof/></w:rPr><w:pict>
<v:shapetype id="_x0000_t136" coordsize="21600,21600" o:spt="136" adj="10800" path="m@7,l@8,m@5,21600l@6,21600e"><v:formulas>
<v:f eqn="sum #0 0 10800"/><v:f eqn="prod #0 2 1"/><v:f eqn="sum 21600 0 @1"/><v:f eqn="sum 0 0 @2"/><v:f eqn="sum 21600 0 @3"/>
<v:f eqn="if @0 @3 0"/><v:f eqn="if @0 21600 @1"/><v:f eqn="if @0 0 @2"/><v:f eqn="if @0 @4 21600"/><v:f eqn="mid @5 @6"/><v:f eqn="mid @8 @5"/>
<v:f eqn="mid @7 @8"/><v:f eqn="mid @6 @7"/><v:f eqn="sum @6 0 @5"/></v:formulas><v:path textpathok="t" o:connecttype="custom"
o:connectlocs="@9,0;@10,10800;@11,21600;@12,10800" o:connectangles="270,180,90,0"/><v:textpath on="t" fitshape="t"/></v:shapetype>
<v:shape id="PowerPlusWaterMarkObject{number}" o:spid="_x0000_s{spid}" type="#_x0000_t136" alt="{text}" style="position:absolute;margin-left:0;margin-top:0;width:400pt;
height:100pt;rotation:315;z-index:-251658752;mso-position-horizontal:center;mso-position-horizontal-relative:margin;mso-position-vertical:center;
mso-position-vertical-relative:margin" o:allowincell="f" fillcolor="#fbf5ea" stroked="f"><v:textpath style="font-family:&quot;{font}&quot;;font-size:1pt"
string="{text}"/></v:shape></w:pict></w:r>"""
# The order that ECMA-376 part 1 §17 demands of what Word calls properties; Word may refuse a file with another.
SEQUENCES = {
    "pPr": "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr shd tabs suppressAutoHyphens kinsoku wordWrap "
    "overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd snapToGrid spacing ind contextualSpacing mirrorIndents suppressOverlap jc "
    "textDirection textAlignment textboxTightWrap outlineLvl divId cnfStyle rPr sectPr",
    "rPr": "rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint noProof snapToGrid vanish webHidden color spacing w kern "
    "position sz szCs highlight u effect bdr shd fitText vertAlign rtl cs em lang eastAsianLayout specVanish oMath",
    "tblPr": "tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize tblW jc tblCellSpacing tblInd tblBorders shd tblLayout "
    "tblCellMar tblLook tblCaption tblDescription",
    "tcPr": "cnfStyle tcW gridSpan hMerge vMerge tcBorders shd noWrap tcMar textDirection tcFitText vAlign hideMark",
}


def in_order(root: Element) -> None:
    """Puts the parts of all properties below into that order. Raises ValueError for one that SEQUENCES does not name."""
    for name, sequence in SEQUENCES.items():
        places = {qn(f"w:{part}"): place for place, part in enumerate(sequence.split())}
        for properties in root.iter(qn(f"w:{name}")):
            unknown = [part.tag for part in properties if part.tag not in places]
            if unknown:
                raise ValueError(f"{name}: {', '.join(unknown)} has no place in SEQUENCES.")
            properties[:] = sorted(properties, key=lambda part: places[part.tag])


def w(tag: str, *children: Element | None, **attributes: object) -> Element:
    """An element of the main namespace; its attributes are of that namespace too. Children that are None are left out."""
    made = OxmlElement(f"w:{tag}")
    for name, value in attributes.items():
        made.set(qn(f"w:{name}"), str(value))
    made.extend(child for child in children if child is not None)
    return made


def paragraph(style: str, *content: Element) -> Element:
    return w("p", w("pPr", w("pStyle", val=style)), *content)


def text(words: str, *marks: Element) -> Element:
    """One run; lines of the text stay lines. marks: elements of its properties."""
    made = w("r", w("rPr", *marks) if marks else None)
    for index, line in enumerate(words.split("\n")):
        if index:
            made.append(w("br"))
        if line:
            written = w("t")
            written.text = line
            written.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
            made.append(written)
    return made


def runs(part: Part, said: tuple[Run, ...]) -> Iterator[Element]:
    """Runs of the model, those with an address as links of this part of the file."""
    for run in said:
        link = safe_link(run.link)
        style = "Strong" if run.bold else "Hyperlink" if link else "Quiet" if run.tone == "quiet" else ""
        made = text(run.text, *([w("rStyle", val=style)] if style else []))
        yield linked(part, link, made) if link else made


def linked(part: Part, address: str, run: Element) -> Element:
    made = w("hyperlink", run, history="1")
    made.set(qn("r:id"), part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
    return made


def to_anchor(anchor: str, *content: Element) -> Element:
    """Content that leads to a place in the same file."""
    return w("hyperlink", *content, anchor=anchor, history="1")


def field(code: str, shown: str, *marks: Element) -> list[Element]:
    """A field with what it shows until Word counts anew."""
    return [*opened(code), text(shown, *marks), closed()]


def opened(code: str) -> list[Element]:
    instruction = w("instrText")
    instruction.text = f" {code} "
    instruction.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    return [w("r", w("fldChar", fldCharType="begin")), w("r", instruction), w("r", w("fldChar", fldCharType="separate"))]


def closed() -> Element:
    return w("r", w("fldChar", fldCharType="end"))


def bookmarked(number: int, name: str, *content: Element) -> list[Element]:
    return [w("bookmarkStart", id=number, name=name), *content, w("bookmarkEnd", id=number)]


def watermark(words: str, font: str, number: int) -> Element:
    """A run for a header: the words across the page, behind the text. words and font are ours, never data."""
    return parse_xml(WATERMARK.format(names=nsdecls("w"), text=words, font=font, number=number, spid=2048 + number))
