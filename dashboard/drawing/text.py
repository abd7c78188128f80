"""Words in a picture: Plotly's little HTML into lines of pieces, how wide they are, where Chinese may break, and the SVG of it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from html.parser import HTMLParser
from urllib.parse import urljoin, urlsplit

from dashboard.drawing.errors import NotDrawn
from dashboard.drawing.measure import SIGN, measured
from dashboard.drawing.paper import LINK, TEXT, UNWRITABLE, element, number, written

LINE = 1.3
# Of a line: how far letters reach above and below its base.
ASCENT, DESCENT = 1.0, 0.26
SIGNS = "'Segoe UI Symbol', 'Apple Symbols', 'Noto Sans Symbols2', 'DejaVu Sans', sans-serif"


@dataclass(frozen=True)
class Piece:
    """Words in one style. size None: that of the text it stands in."""

    text: str
    bold: bool = False
    italic: bool = False
    size: float | None = None
    link: str = ""


Lines = tuple[tuple[Piece, ...], ...]


class Reading(HTMLParser):
    """Reads what Plotly reads of HTML: br, b, strong, i, em, a, and span with a size. Anything else is an error, never left out."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.lines: list[list[Piece]] = [[]]
        self.styles: list[tuple[str, Piece]] = [("", Piece(""))]

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        said, now = dict(attributes), self.styles[-1][1]
        if tag == "br":
            self.lines.append([])
        elif tag in ("b", "strong"):
            self.styles.append((tag, replace(now, bold=True)))
        elif tag in ("i", "em"):
            self.styles.append((tag, replace(now, italic=True)))
        elif tag == "a":
            self.styles.append((tag, replace(now, link=said.get("href") or "")))
        elif tag == "span":
            self.styles.append((tag, replace(now, size=_size(said.get("style") or "") or now.size)))
        else:
            raise NotDrawn(f"<{tag}>")

    def handle_endtag(self, tag: str) -> None:
        if any(tag == opened for opened, _ in self.styles):
            while self.styles.pop()[0] != tag:
                pass

    def handle_data(self, data: str) -> None:
        text = UNWRITABLE.sub("", data).replace("\n", " ")
        if text:
            self.lines[-1].append(replace(self.styles[-1][1], text=text))


def _size(style: str) -> float | None:
    """The size that a style asks for; any other wish of it is an error."""
    size = None
    for part in filter(None, (part.strip() for part in style.split(";"))):
        name, _, value = (each.strip() for each in part.partition(":"))
        if name != "font-size" or not value.endswith("px"):
            raise NotDrawn(f"style '{part}'")
        size = float(value.removesuffix("px"))
    return size


def read(text: object) -> Lines:
    """Lines of pieces; an empty text has one empty line."""
    if "<" not in (said := str(text)) and "&" not in said:
        return tuple((Piece(UNWRITABLE.sub("", line)),) for line in [said.replace("\n", " ")])
    reading = Reading()
    reading.feed(said)
    reading.close()
    return tuple(tuple(line) for line in reading.lines)


def plain(lines: Lines) -> str:
    return "\n".join("".join(piece.text for piece in line) for line in lines)


def width(lines: Lines, size: float) -> float:
    """Of the longest line, estimated."""
    return max(sum(measured(piece.text, piece.size or size, piece.bold) for piece in line) for line in lines)


def height(lines: Lines, size: float) -> float:
    return (ASCENT + DESCENT + LINE * (len(lines) - 1)) * size


def drawn(lines: Lines, x: float, base: float, size: float, *, anchor: str = "start", fill: str = TEXT, link_base: str = "", **attributes: object) -> str:
    """SVG of lines under one another, the first with its base at `base`. Links stay links where there is an absolute address to stand on."""
    return "".join(_line(line, x, base + LINE * size * place, size, anchor, link_base, fill=fill, **attributes)
                   for place, line in enumerate(lines) if any(piece.text.strip() for piece in line))


def _line(line: Sequence[Piece], x: float, base: float, size: float, anchor: str, link_base: str, **attributes: object) -> str:
    """One line. With signs among its words each part stands by itself: a font that has a sign would otherwise take all words of the line."""
    if not any(SIGN.search(piece.text) for piece in line):
        content = "".join(_piece(piece, written(piece.text), link_base) for piece in line)
        return element("text", content, x=x, y=base, font_size=size, text_anchor=None if anchor == "start" else anchor, **attributes)
    content, at = "", x - width((tuple(line),), size) * {"start": 0, "middle": 0.5, "end": 1}[anchor]
    for piece in line:
        parts = ""
        for part in filter(None, SIGN.split(piece.text)):
            parts += element("tspan", written(part), x=at, font_family=SIGNS if SIGN.fullmatch(part) else None)
            at += measured(part, piece.size or size, piece.bold)
        content += _piece(piece, parts, link_base)
    return element("text", content, y=base, font_size=size, **attributes)


def _piece(piece: Piece, words: str, link_base: str) -> str:
    """Words, written already, in the style of a piece."""
    styles = {"font-weight": "bold" if piece.bold else None, "font-style": "italic" if piece.italic else None, "font-size": number(piece.size) if piece.size else None}
    said = {name: value for name, value in styles.items() if value}
    address = _address(piece.link, link_base)
    if address:
        return element("a", element("tspan", words, fill=LINK, **said), href=address)
    return element("tspan", words, **said) if said else words


def _address(link: str, base: str) -> str:
    """Where a link leads, whole; nowhere unless it is of the web."""
    whole = urljoin(base, link) if link and base else ""
    return whole if urlsplit(whole).scheme in ("http", "https") else ""


def block(texts: Sequence[str], x: float, top: float, size: float, leading: float, **attributes: object) -> tuple[str, float]:
    """Plain lines from `top` down, and where they end."""
    svg = "".join(_line((Piece(line),), x, top + leading * place + size, size, "start", "", **attributes) for place, line in enumerate(texts))
    return svg, top + leading * len(texts)
