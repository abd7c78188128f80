"""What is laid on a picture: words at a place, frames and lines."""

from dashboard.drawing import text
from dashboard.drawing.axis import Axis
from dashboard.drawing.panels import Plot
from dashboard.drawing.paper import TEXT, Paper, element, filled, opaque, stroked
from dashboard.drawing.ranges import Need

# Around the words of a note, where Plotly has a border that we never show.
BORDER = 2.0
SHIFT = {"left": 0.5, "center": 0.0, "right": -0.5, "top": 0.5, "middle": 0.0, "bottom": -0.5}
ANCHOR = {"left": "start", "center": "middle", "right": "end"}


def needs(note: dict, plot: Plot) -> dict[str, list[Need]]:
    """What a note asks of axes that find their own range, by axis."""
    lines, size = text.read(note["text"]), _size(note)
    asked = {}
    for letter, extent, shift in (("x", text.width(lines, size), note.get("xshift") or 0), ("y", text.height(lines, size), -(note.get("yshift") or 0))):
        name = note.get(f"{letter}ref") or letter
        if name != "paper" and not name.endswith("domain"):
            extent += 2 * BORDER
            before, after = (extent * (0.5 - SHIFT[_anchor(note, letter, 0.5)]) - shift, extent * (0.5 + SHIFT[_anchor(note, letter, 0.5)]) + shift)
            # Pixels count downward, values upward.
            before, after = (before, after) if letter == "x" else (after, before)
            asked[name] = [Need(plot.axis(name).read(note[letter]), max(0, before), max(0, after))]
    return asked


def paint(paper: Paper, plot: Plot, note: dict, link_base: str) -> None:
    """The words of a note: its box stands at its place by its anchors, and its lines in the box by its alignment."""
    lines, size = text.read(note["text"]), _size(note)
    wide, tall = text.width(lines, size) + 2 * BORDER, text.height(lines, size) + 2 * BORDER
    (x, share_x), (y, share_y) = _place(plot, note, "x"), _place(plot, note, "y")
    across, up = _anchor(note, "x", share_x), _anchor(note, "y", share_y)
    centre = x + wide * SHIFT[across] + (note.get("xshift") or 0)
    top = y + tall * SHIFT[up] - (note.get("yshift") or 0) - tall / 2
    # Words stand by the edge that they are anchored to, so that a font of another width does not move them.
    align = across if len(lines) == 1 else note.get("align") or "center"
    edge = {"left": centre - wide / 2 + BORDER, "center": centre, "right": centre + wide / 2 - BORDER}[align]
    said = text.drawn(lines, edge, top + BORDER + text.ASCENT * size, size, anchor=ANCHOR[align], fill=(note.get("font") or {}).get("color") or TEXT, link_base=link_base,
                      opacity=opaque(note.get("opacity")))
    paper.paint(said)


def frame(paper: Paper, plot: Plot, shape: dict) -> None:
    """A rectangle or a line."""
    (x0, x1), (y0, y1) = ([_at(plot, letter, shape.get(f"{letter}ref"), shape[f"{letter}{end}"])[0] for end in (0, 1)] for letter in "xy")
    line = shape.get("line") or {}
    edge = stroked(line.get("color") or TEXT, line.get("width", 2), line.get("dash")) if line.get("width", 2) else {}
    if shape.get("type") == "line":
        paper.paint(element("line", x1=x0, y1=y0, x2=x1, y2=y1, **edge, opacity=opaque(shape.get("opacity"))))
        return
    (left, right), (top, bottom) = sorted((x0, x1)), sorted((y0, y1))
    paper.paint(element("rect", x=left, y=top, width=right - left, height=bottom - top, **filled(shape.get("fillcolor")), **edge, opacity=opaque(shape.get("opacity"))))


def _size(note: dict) -> float:
    return (note.get("font") or {}).get("size") or 12


def _place(plot: Plot, note: dict, letter: str) -> tuple[float, float]:
    return _at(plot, letter, note.get(f"{letter}ref"), note[letter])


def _at(plot: Plot, letter: str, reference: str | None, value: object) -> tuple[float, float]:
    """(pixel, share by which an anchor that says `auto` chooses its side). reference: an axis, its domain, or the paper."""
    if reference == "paper":
        left, top, width, height = plot.area
        return (left + width * value if letter == "x" else top + height * (1 - value)), value
    axis: Axis = plot.axis((reference or letter).split()[0])
    reference = reference or letter
    if reference.endswith("domain"):
        share = value if axis.is_across else 1 - value
        return axis.start + axis.length * share, value
    return axis.at(axis.read(value)), 0.5


def _anchor(note: dict, letter: str, share: float) -> str:
    said = note.get(f"{letter}anchor") or "auto"
    if said != "auto":
        return said
    names = ("left", "center", "right") if letter == "x" else ("bottom", "middle", "top")
    return names[0] if share < 1 / 3 else names[2] if share > 2 / 3 else names[1]
