"""Bars, upright or lying: beside nothing, over one another or stacked; their hatching, and the words in or above them."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from math import isfinite, sqrt

from dashboard.drawing import text
from dashboard.drawing.errors import NotDrawn
from dashboard.drawing.panels import Panel
from dashboard.drawing.paper import TEXT, Paper, element, filled, number, opaque
from dashboard.drawing.ranges import Need
from dashboard.drawing.text import Lines
from dashboard.drawing.values import each

GAP = 0.2
# Between a bar's edge and the words in it or above it.
PAD = 3.0


@dataclass(frozen=True)
class Bar:
    """One bar in values of its axes: at its place, so wide, from where to where. colour, text: its own; trace: what it is drawn by."""

    trace: dict
    at: float
    wide: float
    low: float
    high: float
    colour: str
    text: str
    size: float
    text_colour: str

    @property
    def is_lying(self) -> bool:
        return self.trace.get("orientation") == "h"


@dataclass(frozen=True)
class Box:
    """A bar in pixels."""

    x: float
    y: float
    width: float
    height: float


def of(panel: Panel, layout: dict) -> list[Bar]:
    """The bars of a panel, stacked where the figure stacks."""
    traces = [trace for trace in panel.traces if trace["type"] == "bar"]
    mode = layout.get("barmode") or "group"
    if mode == "group" and len(traces) > 1:
        raise NotDrawn("layout.barmode = 'group' with several traces")
    if not traces:
        return []
    across = panel.y if traces[0].get("orientation") == "h" else panel.x
    places = sorted({value for trace in traces for value in map(across.read, trace["y" if across is panel.y else "x"]) if isfinite(value)})
    apart = min((after - before for before, after in zip(places, places[1:])), default=1.0)
    ends: dict[tuple[float, bool], float] = {}
    return [_stacked(bar, ends) if mode == "stack" else bar for trace in traces for bar in _bars(panel, trace, apart * (1 - (layout.get("bargap") or GAP)))]


def _bars(panel: Panel, trace: dict, width: float) -> Iterator[Bar]:
    is_lying = trace.get("orientation") == "h"
    across, along = (panel.y, panel.x) if is_lying else (panel.x, panel.y)
    places, lengths = (trace["y"], trace["x"]) if is_lying else (trace["x"], trace["y"])
    font, points = trace.get("textfont") or {}, len(places)
    bases, colours = each(trace.get("base"), points, 0.0), each((trace.get("marker") or {}).get("color"), points, "#2f6db0")
    texts, sizes, inks = each(trace.get("text"), points, ""), each(font.get("size"), points, 12), each(font.get("color"), points, TEXT)
    widths = each(trace.get("width"), points, width)
    for place, length, base, colour, said, size, ink, wide in zip(places, lengths, bases, colours, texts, sizes, inks, widths, strict=True):
        length = along.read(length)
        if isfinite(length):
            yield Bar(trace, across.read(place), wide, base, base + length, colour, str(said), size, ink)


def _stacked(bar: Bar, ends: dict[tuple[float, bool], float]) -> Bar:
    key = bar.at, bar.high < bar.low
    start = ends.get(key, 0.0)
    ends[key] = start + bar.high - bar.low
    return replace(bar, low=start, high=ends[key])


def needs(bars: list[Bar]) -> tuple[list[Need], list[Need]]:
    """What bars ask of (x, y): half a step beside the outermost, nought, and a twentieth beyond the longest."""
    if not bars:
        return [], []
    places = sorted({bar.at for bar in bars})
    half = min((after - before for before, after in zip(places, places[1:])), default=1.0) / 2
    across = [Need(end) for bar in bars for end in (bar.at - max(half, bar.wide / 2), bar.at + max(half, bar.wide / 2))]
    along = [Need(end, after=_above(bar), is_padded=end != 0) for bar in bars for end in (bar.low, bar.high)]
    return (along, across) if bars[0].is_lying else (across, along)


def _above(bar: Bar) -> float:
    """Pixels for words beyond its end."""
    return PAD + text.LINE * bar.size if bar.text and bar.trace.get("textposition") == "outside" else 0.0


def paint(paper: Paper, panel: Panel, bars: list[Bar], clip: str, uniform: dict) -> None:
    """Each bar with its words, so that a bar laid over another covers its words too."""
    drawn = [(bar, _box(panel, bar), text.read(bar.text) if bar.trace.get("textposition") != "none" else ()) for bar in bars]
    sizes = _uniform([_fitting(bar, box, lines) if bar.text and lines else 0.0 for bar, box, lines in drawn], uniform)
    for (bar, box, lines), size in zip(drawn, sizes, strict=True):
        _bar(paper, bar, box, clip)
        if size:
            paper.paint(_words(bar, box, lines, size))


def _bar(paper: Paper, bar: Bar, box: Box, clip: str) -> None:
    shape = {"x": box.x, "y": box.y, "width": box.width, "height": box.height, "clip_path": None if bar.trace.get("cliponaxis") is False else clip}
    marker = bar.trace.get("marker") or {}
    paper.paint(element("rect", **shape, **filled(bar.colour), opacity=opaque(marker.get("opacity", bar.trace.get("opacity")))))
    if (pattern := marker.get("pattern") or {}).get("shape"):
        paper.paint(element("rect", **shape, fill=_hatched(paper, pattern)))


def _box(panel: Panel, bar: Bar) -> Box:
    across, along = (panel.y, panel.x) if bar.is_lying else (panel.x, panel.y)
    (first, last), (start, end) = (sorted((axis.at(low), axis.at(high))) for axis, low, high in ((across, bar.at - bar.wide / 2, bar.at + bar.wide / 2), (along, bar.low, bar.high)))
    return Box(start, first, end - start, last - first) if bar.is_lying else Box(first, start, last - first, end - start)


def _fitting(bar: Bar, box: Box, lines: Lines) -> float:
    """The size at which the words fit: whole in a bar, as wide as it above it; never larger than asked."""
    wide, tall = text.width(lines, bar.size), text.height(lines, bar.size)
    if bar.trace.get("textposition") == "outside":
        return bar.size * min(1.0, box.height / tall if bar.is_lying else box.width / wide)
    room = box.width - 2 * PAD, box.height - 2 * PAD
    return max(0.0, bar.size * min(1.0, room[0] / wide, room[1] / tall))


def _uniform(sizes: list[float], uniform: dict) -> list[float]:
    """One size for all words of bars, the smallest that is allowed; those that would be smaller are hidden (0) or shown at it."""
    least = uniform.get("minsize") or 0
    if not uniform.get("mode"):
        return sizes
    fitting = [size for size in sizes if size >= least]
    return [(min(fitting) if size >= least else 0.0 if uniform["mode"] == "hide" or not size else least) for size in sizes]


def _words(bar: Bar, box: Box, lines: Lines, size: float) -> str:
    tall = text.height(lines, size)
    centre = box.x + box.width / 2, box.y + box.height / 2
    if bar.trace.get("textposition") != "outside":
        return text.drawn(lines, centre[0], centre[1] - tall / 2 + text.ASCENT * size, size, anchor="middle", fill=bar.text_colour)
    is_less = bar.high < bar.low
    if bar.is_lying:
        return text.drawn(lines, box.x - PAD if is_less else box.x + box.width + PAD, centre[1] - tall / 2 + text.ASCENT * size, size, anchor="end" if is_less else "start", fill=bar.text_colour)
    top = box.y + box.height + PAD if is_less else box.y - PAD - tall
    return text.drawn(lines, centre[0], top + text.ASCENT * size, size, anchor="middle", fill=bar.text_colour)


def _hatched(paper: Paper, pattern: dict) -> str:
    """A fill of slanted lines, as Plotly lays them."""
    shape, size, solidity, colour = pattern["shape"], pattern.get("size", 8), pattern.get("solidity", 0.3), pattern.get("fgcolor") or "#ffffff"
    side = size * sqrt(2)
    quarter, half, most = (number(side * share) for share in (0.25, 0.5, 0.75))
    whole, beyond = number(side), number(side * 1.25)
    up = f"M-{quarter},{quarter}l{half},-{half}M0,{whole}L{whole},0M{most},{beyond}l{half},-{half}"
    down = f"M{most},-{quarter}l{half},{half}M0,0L{whole},{whole}M-{quarter},{most}l{half},{half}"
    path, thick = {"/": (up, solidity * size), "\\": (down, solidity * size), "x": (up + down, size - size * sqrt(1 - solidity))}[shape]
    drawn = filled(colour)
    line = element("path", d=path, fill="none", stroke=drawn["fill"], stroke_opacity=(drawn["fill_opacity"] or 1) * pattern.get("fgopacity", 0.5), stroke_width=thick)
    return paper.define("hatch", (shape, size, solidity, colour), f'<pattern id="{{id}}" width="{whole}" height="{whole}" patternUnits="userSpaceOnUse">{line}</pattern>')
