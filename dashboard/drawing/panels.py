"""Where things lie: axes, the margins that their labels need, and the panels that a pair of axes makes."""

from collections.abc import Sequence
from dataclasses import dataclass

from dashboard.drawing.axis import STANDOFF, Axis
from dashboard.drawing.dating import is_dated
from dashboard.drawing.ranges import Need, ranged

MARGINS = {"l": 80, "r": 80, "t": 100, "b": 80}


@dataclass
class Panel:
    """A pair of axes and the traces between them."""

    x: Axis
    y: Axis
    traces: list[dict]

    @property
    def name(self) -> str:
        return self.x.name + self.y.name


@dataclass
class Plot:
    """The whole: its panels, its pixels, and the rectangle of paper references (left, top, width, height)."""

    panels: list[Panel]
    width: float
    height: float
    area: tuple[float, float, float, float] = (0, 0, 1, 1)

    def axis(self, name: str) -> Axis:
        return next(axis for panel in self.panels for axis in (panel.x, panel.y) if axis.name == name)


def planned(traces: Sequence[dict], layout: dict, width: float) -> Plot:
    """Panels with their axes; neither placed nor ranged yet."""
    pad = (layout.get("margin") or {}).get("pad", STANDOFF)
    axes: dict[str, Axis] = {}
    panels: dict[tuple[str, str], Panel] = {}
    for trace in traces:
        pair = trace.get("xaxis") or "x", trace.get("yaxis") or "y"
        for name in pair:
            axes.setdefault(name, Axis(name, layout.get(f"{name[0]}axis{name[1:]}") or {}, pad=pad))
        panels.setdefault(pair, Panel(axes[pair[0]], axes[pair[1]], [])).traces.append(trace)
    for axis in axes.values():
        axis.is_date = any(is_dated(trace[axis.name[0]]) for panel in panels.values() for trace in panel.traces if axis in (panel.x, panel.y) and trace.get(axis.name[0]) is not None)
    return Plot(list(panels.values()), width, layout.get("height") or 450)


def placed(plot: Plot, layout: dict, needs: dict[str, list[Need]]) -> None:
    """Place and range every axis. Labels need margins, margins change lengths, and lengths the marks: twice is enough."""
    margins = MARGINS | {name: value for name, value in (layout.get("margin") or {}).items() if name in MARGINS}
    room = dict(margins)
    for _ in range(3):
        plot.area = room["l"], room["t"], max(1.0, plot.width - room["l"] - room["r"]), max(1.0, plot.height - room["t"] - room["b"])
        for panel in plot.panels:
            _lay(panel.x, panel.y, plot.area)
        for axis in {id(axis): axis for panel in plot.panels for axis in (panel.x, panel.y)}.values():
            ranged(axis, _of_group(axis, plot, needs))
            axis.mark()
        room = {name: max(margins[name], need) for name, need in _needed(plot, min(12, *margins.values())).items()}


def _lay(x: Axis, y: Axis, area: tuple[float, float, float, float]) -> None:
    left, top, width, height = area
    x.start, x.length = left + x.domain[0] * width, (x.domain[1] - x.domain[0]) * width
    y.start, y.length = top + (1 - y.domain[1]) * height, (y.domain[1] - y.domain[0]) * height


def _of_group(axis: Axis, plot: Plot, needs: dict[str, list[Need]]) -> list[Need]:
    """What the axis must show, and what those must that share its range."""
    leader = axis.asked.get("matches") or axis.name
    names = {each.name for panel in plot.panels for each in (panel.x, panel.y) if (each.asked.get("matches") or each.name) == leader}
    return [need for name in names for need in needs.get(name, ())]


def _needed(plot: Plot, pad: float) -> dict[str, float]:
    """Pixels that labels need on each side, with their distance from the paper's edge."""
    need = dict.fromkeys("lrtb", 0.0)
    for panel in plot.panels:
        for axis, other in ((panel.x, panel.y), (panel.y, panel.x)):
            if not axis.is_visible or axis.asked.get("automargin") is False:
                continue
            at_edge = {"bottom": other.domain[0] == 0, "top": other.domain[1] == 1, "left": other.domain[0] == 0}[axis.side]
            if at_edge and axis.depth():
                need[axis.side[0]] = max(need[axis.side[0]], axis.depth() + pad)
            for name, beyond in zip("lr" if axis.is_across else "tb", axis.overhang()):
                if beyond and axis.domain[{"l": 0, "r": 1, "t": 1, "b": 0}[name]] == {"l": 0, "r": 1, "t": 1, "b": 0}[name]:
                    need[name] = max(need[name], beyond + pad)
    return need
