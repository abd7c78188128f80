"""A Plotly figure of ours as SVG, without Plotly's program and without a browser: plan, place, paint."""

import json
from zlib import crc32

import plotly.graph_objects as go

from dashboard.drawing import bars, fonts, frame, heatmap, known, notes, scatter, text
from dashboard.drawing.axis import Axis
from dashboard.drawing.frame import EDGE, Frame
from dashboard.drawing.panels import Panel, Plot, placed, planned
from dashboard.drawing.paper import GRID, GROUND, TEXT, Paper, element, number, stroked, written
from dashboard.drawing.ranges import Need


def svg(figure: go.Figure, *, width: float = 760, frame: Frame | None = None, language: str = "zh", link_base: str = "") -> str:
    """The figure as it is on the pages, on a light ground.

    width: of the whole in pixels. frame: what stands around it. link_base: the absolute address that links start from; without it they are plain words.
    Raises NotDrawn naming what this program does not draw.
    """
    traces, layout = [trace.to_plotly_json() for trace in figure.data], figure.layout.to_plotly_json()
    known.checked(traces, layout)
    paper = Paper(f"p{crc32(json.dumps([traces, layout.get('annotations')], default=str).encode()):08x}")
    inner = width - 2 * EDGE if frame else width
    plot = _plotted(paper, traces, layout, inner, link_base)
    if frame is None:
        return _document(paper.text(), width, plot.height)
    return _framed(paper, plot, width, frame, language)


def _plotted(paper: Paper, traces: list[dict], layout: dict, width: float, link_base: str) -> Plot:
    plot = planned(traces, layout, width)
    drawn = {panel.name: bars.of(panel, layout) for panel in plot.panels}
    placed(plot, layout, _needs(plot, layout, drawn))
    for shape in layout.get("shapes") or ():
        if shape.get("layer") == "below":
            notes.frame(paper, plot, shape)
    for panel in plot.panels:
        _grid(paper, panel)
    for panel in plot.panels:
        _traces(paper, panel, drawn[panel.name], layout, link_base)
    for axis in {id(axis): axis for panel in plot.panels for axis in (panel.x, panel.y)}.values():
        _labels(paper, plot, axis)
    for shape in layout.get("shapes") or ():
        if shape.get("layer") != "below":
            notes.frame(paper, plot, shape)
    for note in layout.get("annotations") or ():
        notes.paint(paper, plot, note, link_base)
    return plot


def _needs(plot: Plot, layout: dict, drawn: dict[str, list]) -> dict[str, list[Need]]:
    """What everything drawn asks of the axes, by axis."""
    found: dict[str, list[Need]] = {}
    for panel in plot.panels:
        asked = [bars.needs(drawn[panel.name])]
        asked += [(heatmap if trace["type"] == "heatmap" else scatter).needs(panel, trace) for trace in panel.traces if trace["type"] != "bar"]
        for across, up in asked:
            found.setdefault(panel.x.name, []).extend(across)
            found.setdefault(panel.y.name, []).extend(up)
    for note in layout.get("annotations") or ():
        for name, asked in notes.needs(note, plot).items():
            found.setdefault(name, []).extend(asked)
    return found


def _traces(paper: Paper, panel: Panel, drawn: list, layout: dict, link_base: str) -> None:
    """Cells, then bars, then lines and points, as Plotly lays them."""
    x, y = panel.x, panel.y
    box = element("rect", x=x.start, y=y.start, width=x.length, height=y.length)
    clip = paper.define("clip", panel.name, f'<clipPath id="{{id}}">{box}</clipPath>')
    for trace in panel.traces:
        if trace["type"] == "heatmap":
            heatmap.paint(paper, panel, trace, clip)
    bars.paint(paper, panel, drawn, clip, layout.get("uniformtext") or {})
    for trace in panel.traces:
        if trace["type"].startswith("scatter"):
            scatter.paint(paper, panel, trace, clip, link_base)


def _grid(paper: Paper, panel: Panel) -> None:
    """Lines at the marks, by the rule of the pages' theme: of an upright axis unless it says no, of a lying one only if it says so."""
    x, y = panel.x, panel.y
    for axis in (x, y):
        if not axis.is_visible or not axis.asked.get("showgrid", not axis.is_across):
            continue
        path = "".join(f"M{number(at)},{number(y.start)}v{number(y.length)}" if axis.is_across else f"M{number(x.start)},{number(at)}h{number(x.length)}" for at in (axis.at(value) for value, _ in axis.marks))
        if path:
            paper.paint(element("path", d=path, fill="none", **stroked(axis.asked.get("gridcolor") or GRID, axis.asked.get("gridwidth") or 1)))


def _labels(paper: Paper, plot: Plot, axis: Axis) -> None:
    other = next(panel.y if axis is panel.x else panel.x for panel in plot.panels if axis in (panel.x, panel.y))
    edge = other.start + (other.length if axis.side == "bottom" else 0)
    if axis.is_labelled:
        for value, said in axis.marks:
            paper.paint(_label(axis, said, axis.at(value), edge))
    words, size, _ = axis.title
    if words and axis.is_visible:
        base = edge + axis.depth() - size * 0.3
        paper.paint(text.drawn(text.read(words), axis.start + axis.length / 2, base, size, anchor="middle", fill=TEXT))


def _label(axis: Axis, said: text.Lines, at: float, edge: float) -> str:
    size, more, angle = axis.size, (len(said) - 1) * text.LINE * axis.size, axis.angle()
    if not axis.is_across:
        return text.drawn(said, edge - 0.5 - axis.pad, at + size * 0.35 - more / 2, size, anchor="end", fill=TEXT)
    base = edge + 0.5 + axis.pad + size if axis.side == "bottom" else edge - 0.5 - axis.pad - size * 0.2 - more
    if not angle:
        return text.drawn(said, at, base, size, anchor="middle", fill=TEXT)
    turned = f"rotate({number(angle)} {number(at)} {number(base - size / 2)})"
    return text.drawn(said, at, base, size, anchor="start" if (angle > 0) == (axis.side == "bottom") else "end", fill=TEXT, transform=turned)


def _framed(paper: Paper, plot: Plot, width: float, around: Frame, language: str) -> str:
    head, top = frame.above(around, width)
    foot, height = frame.below(around, width, top + plot.height)
    ground = Paper(paper.name)
    if around.is_demo:
        frame.watermark(ground, width, height, language)
    return _document(ground.text() + head + element("g", paper.text(), transform=f"translate({number(EDGE)} {number(top)})") + foot, width, height, around.title)


def _document(content: str, width: float, height: float, title: str = "") -> str:
    size = f'width="{number(width)}" height="{number(height)}" viewBox="0 0 {number(width)} {number(height)}"'
    named = f"<title>{written(title)}</title>" if title else ""
    ground = element("rect", width=width, height=height, fill=GROUND)
    return f'<svg xmlns="http://www.w3.org/2000/svg" {size} role="img" font-family="{written(fonts.listed())}">{named}{ground}{content}</svg>'
