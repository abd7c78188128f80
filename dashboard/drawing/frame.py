"""What stands around a picture that leaves the house: title above, what it rests on below, and 演示数据 across it where it is invented."""

from dataclasses import dataclass

from dashboard.drawing import text
from dashboard.drawing.measure import measured, wrapped
from dashboard.drawing.paper import QUIET, TEXT, Paper, element, written

EDGE = 20.0
TITLE, SUBTITLE, FOOTER, SOURCE = 17.0, 12.5, 12.0, 10.5
INK, HAIR, MARK = "#1c2733", "#d5dae1", "#c98a1b"
DEMO = {"zh": "演示数据", "en": "演示数据 INVENTED"}
# Of the watermark: its size, how far apart, and its slant.
MARK_SIZE, ROOM, DOWN, SLANT = 30.0, 180.0, 170.0, -24


@dataclass(frozen=True)
class Frame:
    """title: what is shown; subtitle: of whom and as of when; footer: how to read it, a paragraph a line; source: edition, hash, day and command."""

    title: str = ""
    subtitle: str = ""
    footer: str = ""
    source: str = ""
    is_demo: bool = False


def above(frame: Frame, width: float) -> tuple[str, float]:
    """The head, and how high it is."""
    svg, top = "", EDGE - 4
    for said, size, leading, style in ((frame.title, TITLE, 1.45, {"font_weight": "bold", "fill": INK}), (frame.subtitle, SUBTITLE, 1.5, {"fill": QUIET})):
        if said:
            drawn, top = text.block(_lines(said, size * (1.05 if size == TITLE else 1), width), EDGE, top, size, size * leading, **style)
            svg += drawn
    return svg, top + 6


def below(frame: Frame, width: float, top: float) -> tuple[str, float]:
    """The foot under a hairline, and where the picture ends."""
    if not (frame.footer or frame.source):
        return "", top + EDGE / 2
    svg = element("line", x1=EDGE, x2=width - EDGE, y1=top + 8, y2=top + 8, stroke=HAIR, stroke_width=1)
    top += 14
    for said, size, leading, fill in ((frame.footer, FOOTER, 1.6, TEXT), (frame.source, SOURCE, 1.55, QUIET)):
        if said:
            drawn, top = text.block(_lines(said, size, width), EDGE, top, size, size * leading, fill=fill)
            svg, top = svg + drawn, top + 3
    return svg, top + EDGE / 2


def _lines(said: str, size: float, width: float) -> list[str]:
    return [line for paragraph in said.splitlines() for line in wrapped(paragraph.strip(), size, width - 2 * EDGE)]


def watermark(paper: Paper, width: float, height: float, language: str) -> None:
    """Pale enough to read through, dense enough that no part cut out of the picture is without it."""
    across = measured(DEMO[language], MARK_SIZE) + ROOM
    words = [
        element("text", written(DEMO[language]), font_size=MARK_SIZE, font_weight="bold", transform=f"translate({x + across / 5 * (1 if row % 2 else -1):.0f} {y:.0f}) rotate({SLANT})")
        for row, y in enumerate(_steps(height, DOWN)) for x in _steps(width, across)]
    paper.paint(element("g", "".join(words), fill=MARK, fill_opacity=0.13, text_anchor="middle", aria_hidden="true"))


def _steps(length: float, apart: float) -> list[float]:
    """At least one in the middle, else evenly about it."""
    number = max(1, round(length / apart))
    return [length * (place + 0.5) / number for place in range(number)]
