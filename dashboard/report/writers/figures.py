"""A report's pictures as files need them; a figure is drawn once for all formats that are made of it."""

import re

from dashboard import drawing
from dashboard.drawing import fonts
from dashboard.report.document import Picture

FAMILY = re.compile(r'font-family="[^"]*"')
SIZE = re.compile(r'<svg[^>]*?\swidth="([\d.]+)(?:px)?"[^>]*?\sheight="([\d.]+)(?:px)?"')
# A figure's `width` that fills the text from edge to edge.
FULL = 720


def svg(picture: Picture, language: str, width: int | None = None) -> str:
    """width: in pixels, where the picture has to be drawn narrower than it says."""
    return drawing.svg(picture.figure, width=width or picture.width, language=language)


def png(drawn: str) -> bytes:
    """At 720 pixels to the width of the text, 2 is some 230 dots an inch on paper."""
    return drawing.png(drawn, scale=2)


def set_here(drawn: str) -> str:
    """The picture with the one family that this computer has: a name that Typst does not know may be answered by a font without Chinese."""
    return FAMILY.sub(f'font-family="{fonts.required()}"', drawn)


def size(drawn: str) -> tuple[float, float]:
    """Width and height in pixels. Raises ValueError for a picture that does not say them."""
    found = SIZE.search(drawn)
    if not found:
        raise ValueError("The picture does not say its width and height.")
    return float(found[1]), float(found[2])
