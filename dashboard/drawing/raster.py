"""An SVG as PNG or PDF, without a browser and without network. Chinese is drawn with a font of this computer, or not at all."""

import re
from xml.etree import ElementTree

from dashboard.drawing import fonts

# One page as large as the picture. Points stand for pixels, so two dots a point is a scale of two.
PAGE = """#set page(width: {width}pt, height: {height}pt, margin: 0pt, fill: white)
#set text(font: "{family}")
#image(bytes(sys.inputs.picture), format: "svg", width: {width}pt, height: {height}pt)"""
DOTS = 72


def png(svg: str, *, scale: float = 2) -> bytes:
    """scale: dots for a pixel of the SVG. Raises NoChineseFont."""
    return _compiled(svg, format="png", ppi=DOTS * scale)


def pdf(svg: str) -> bytes:
    """One page as large as the picture, its text as text. Raises NoChineseFont."""
    return _compiled(svg, format="pdf")


def _compiled(svg: str, **options: object) -> bytes:
    import typst

    family = fonts.required()
    root = ElementTree.fromstring(svg)
    page = PAGE.format(width=root.get("width"), height=root.get("height"), family=family)
    # The family that is here comes first: a name that is not known here may be answered by any font, also by one without Chinese.
    here = re.sub(r'font-family="[^"]*"', f'font-family="\'{family}\'"', svg, count=1)
    return typst.compile(page.encode(), font_paths=fonts.installed(), sys_inputs={"picture": here}, **options)
