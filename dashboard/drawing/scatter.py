"""Lines, areas, points and words at places: traces of the kinds scatter and scattergl."""

from collections.abc import Iterator
from dataclasses import dataclass
from math import isfinite

from dashboard.drawing import symbols, text
from dashboard.drawing.panels import Panel
from dashboard.drawing.paper import TEXT, Paper, element, filled, group, number, opaque, stroked
from dashboard.drawing.ranges import Need
from dashboard.drawing.values import each

BLUE = "#2f6db0"
# Above this many, points of one look are one path: 20,000 elements take a reader's program seconds to open.
MANY = 500
SIGN = {"top": -1, "middle": 0, "bottom": 1, "left": -1, "center": 0, "right": 1}
ANCHOR = {"left": "end", "center": "middle", "right": "start"}


@dataclass(frozen=True)
class Place:
    """A point on the paper; number: which of its trace. x or y NaN where there is none, which breaks a line."""

    number: int
    x: float
    y: float

    @property
    def is_known(self) -> bool:
        return isfinite(self.x) and isfinite(self.y)


def needs(panel: Panel, trace: dict) -> tuple[list[Need], list[Need]]:
    """What the trace asks of axes that find their own range: its points, and room for its marks."""
    modes = _modes(trace)
    is_wide = bool({"markers", "text"} & modes or trace.get("error_y"))
    sizes = each((trace.get("marker") or {}).get("size"), len(trace["x"]), 6) if "markers" in modes else [0.0] * len(trace["x"])
    pads = [max(3.0, size / 1.6) if size else 0.0 for size in sizes]
    return ([Need(panel.x.read(value), pad * is_wide, pad * is_wide, is_wide) for value, pad in zip(trace["x"], pads, strict=True)],
            [Need(panel.y.read(value), pad, pad, True) for value, pad in zip(trace["y"], pads, strict=True)])


def paint(paper: Paper, panel: Panel, trace: dict, clip: str, link_base: str) -> None:
    modes = _modes(trace)
    places = [Place(at, panel.x.at(x), panel.y.at(y)) for at, (x, y) in enumerate(zip(map(panel.x.read, trace["x"]), map(panel.y.read, trace["y"]), strict=True))]
    inside = places if trace.get("cliponaxis", True) else [place for place in places if _is_inside(panel, place)]
    drawn = [_area(places, trace, panel), _whiskers(panel, trace, inside)]
    drawn.append(_lines(places, trace) if "lines" in modes else "")
    drawn.append(_marks(inside, trace) if "markers" in modes else "")
    drawn.append(_words(inside, trace, "markers" in modes, link_base) if "text" in modes else "")
    paper.paint(group("".join(drawn), opacity=opaque(trace.get("opacity")), clip_path=clip if trace.get("cliponaxis", True) else None))


def _modes(trace: dict) -> set[str]:
    default = "lines+markers" if len(trace["x"]) < 20 else "lines"
    return set((trace.get("mode") or default).split("+"))


def _is_inside(panel: Panel, place: Place) -> bool:
    return -1 <= place.x - panel.x.start <= panel.x.length + 1 and -1 <= place.y - panel.y.start <= panel.y.length + 1


def _runs(places: list[Place]) -> Iterator[list[Place]]:
    """The places that a line joins without a gap."""
    run: list[Place] = []
    for place in places:
        if place.is_known:
            run.append(place)
        elif run:
            yield run
            run = []
    if run:
        yield run


def _path(run: list[Place], shape: str) -> str:
    first, *others = run
    path = f"M{number(first.x)},{number(first.y)}"
    return path + "".join(f"H{number(place.x)}V{number(place.y)}" if shape == "hv" else f"L{number(place.x)},{number(place.y)}" for place in others)


def _lines(places: list[Place], trace: dict) -> str:
    line = trace.get("line") or {}
    width = line.get("width", 2)
    path = "".join(_path(run, line.get("shape", "linear")) for run in _runs(places) if len(run) > 1)
    if not path or not width:
        return ""
    return element("path", d=path, fill="none", stroke_linejoin="round", **stroked(line.get("color") or BLUE, width, line.get("dash")))


def _area(places: list[Place], trace: dict, panel: Panel) -> str:
    if trace.get("fill", "none") == "none":
        return ""
    path, floor = "", panel.y.at(0)
    for run in _runs(places):
        path += _path(run, (trace.get("line") or {}).get("shape", "linear"))
        path += f"V{number(floor)}H{number(run[0].x)}Z" if trace["fill"] == "tozeroy" else "Z"
    return element("path", d=path, **filled(trace.get("fillcolor") or "rgba(47, 109, 176, 0.3)")) if path else ""


def _whiskers(panel: Panel, trace: dict, places: list[Place]) -> str:
    error = trace.get("error_y") or {}
    if not error or error.get("visible") is False:
        return ""
    ups = error.get("array")
    downs = error["arrayminus"] if error.get("symmetric") is False else ups
    half, drawn = error.get("width", 4), ""
    style = {"fill": "none", **stroked(error.get("color") or TEXT, error.get("thickness", 2))}
    for place in places:
        if place.is_known and (ups[place.number] or downs[place.number]):
            value = panel.y.read(trace["y"][place.number])
            high, low = panel.y.at(value + ups[place.number]), panel.y.at(value - downs[place.number])
            left, wide = number(place.x - half), number(2 * half)
            path = f"M{left},{number(high)}h{wide}M{number(place.x)},{number(high)}V{number(low)}M{left},{number(low)}h{wide}"
            drawn += element("path", d=path, **style)
    return drawn


def _marks(places: list[Place], trace: dict) -> str:
    """A path a mark; of many one path a look, in the order in which looks first come."""
    known, looks = [place for place in places if place.is_known], _looks(trace)
    if len(known) <= MANY:
        return "".join(element("path", d=symbols.outline(*looks[place.number][:2], place.x, place.y), **_style(*looks[place.number])) for place in known)
    alike: dict[tuple, list[str]] = {}
    for place in known:
        alike.setdefault(looks[place.number], []).append(symbols.outline(*looks[place.number][:2], place.x, place.y))
    return "".join(element("path", d="".join(paths), **_style(*look)) for look, paths in alike.items())


def _looks(trace: dict) -> list[tuple]:
    """(symbol, size, colour, opacity, colour of the edge, its width) of each point. Points of many sizes are paler, as Plotly draws them."""
    marker, points = trace.get("marker") or {}, len(trace["x"])
    edge = marker.get("line") or {}
    is_many = isinstance(marker.get("size"), list | tuple)
    return list(zip(
        each(marker.get("symbol"), points, "circle"), each(marker.get("size"), points, 6), each(marker.get("color"), points, BLUE),
        each(marker.get("opacity"), points, 0.7 if is_many else 1), each(edge.get("color"), points, TEXT), each(edge.get("width"), points, 0), strict=True))


def _style(symbol: str, size: float, colour: str, opacity: float, edge: str, width: float) -> dict[str, object]:
    faded = {"opacity": opaque(opacity)}
    if symbol.endswith("-open"):
        return {"fill": "none", **stroked(colour, width or 1), **faded}
    if symbol in symbols.LINES:
        return {"fill": "none", **stroked(edge, width), **faded}
    return {**filled(colour), **(stroked(edge, width) if width else {}), **faded}


def _words(places: list[Place], trace: dict, has_marks: bool, link_base: str) -> str:
    font, points, marker = trace.get("textfont") or {}, len(trace["x"]), trace.get("marker") or {}
    texts, sizes = each(trace.get("text"), points, ""), each(font.get("size"), points, 12)
    colours, positions = each(font.get("color"), points, TEXT), each(trace.get("textposition"), points, "middle center")
    radii = [size / 2 for size in each(marker.get("size"), points, 6)] if has_marks else [0.0] * points
    said = []
    for place in places:
        if place.is_known and texts[place.number]:
            up, across = positions[place.number].split()
            lines, size = text.read(texts[place.number]), sizes[place.number]
            away = radii[place.number] / 0.8 + 1 if radii[place.number] else 0
            base = place.y + size * 0.75 + SIGN[up] * away + (SIGN[up] - 1) * (1 + text.LINE * (len(lines) - 1)) * size / 2
            said.append(text.drawn(lines, place.x + SIGN[across] * away, base, size, anchor=ANCHOR[across], fill=colours[place.number], link_base=link_base))
    return "".join(said)
