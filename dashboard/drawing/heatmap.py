"""A table of shaded cells: traces of the kind heatmap, each cell a rectangle."""

from collections.abc import Sequence
from math import isfinite

from dashboard.drawing.panels import Panel
from dashboard.drawing.paper import Paper, element, filled, opaque
from dashboard.drawing.ranges import Need
from dashboard.drawing.values import finite


def needs(panel: Panel, trace: dict) -> tuple[list[Need], list[Need]]:
    return tuple([Need(edge) for edge in _edges(finite(axis, trace[name]))] for axis, name in ((panel.x, "x"), (panel.y, "y")))


def paint(paper: Paper, panel: Panel, trace: dict, clip: str) -> None:
    across = [panel.x.at(edge) for edge in _edges(finite(panel.x, trace["x"]))]
    down = [panel.y.at(edge) for edge in _edges(finite(panel.y, trace["y"]))]
    gap_x, gap_y = trace.get("xgap") or 0, trace.get("ygap") or 0
    cells = []
    for row, line in enumerate(trace["z"]):
        for column, value in enumerate(line):
            if value is not None and isfinite(value):
                (left, right), (top, bottom) = sorted(across[column:column + 2]), sorted(down[row:row + 2])
                cells.append(element("rect", x=left + gap_x / 2, y=top + gap_y / 2, width=right - left - gap_x, height=bottom - top - gap_y, **filled(_shade(trace, value))))
    paper.paint(element("g", "".join(cells), clip_path=clip, opacity=opaque(trace.get("opacity"))))


def _edges(centres: Sequence[float]) -> list[float]:
    """Between centres, and half a step beyond the outermost."""
    if len(centres) < 2:
        return [centre + side for centre in centres for side in (-0.5, 0.5)]
    between = [(first + last) / 2 for first, last in zip(centres, centres[1:])]
    return [centres[0] * 1.5 - centres[1] / 2, *between, centres[-1] * 1.5 - centres[-2] / 2]


def _shade(trace: dict, value: float) -> str:
    """Between the two steps of the colour scale that the value lies between."""
    values = [each for line in trace["z"] for each in line if each is not None]
    low, high = trace.get("zmin", min(values)), trace.get("zmax", max(values))
    share = min(1.0, max(0.0, (value - low) / ((high - low) or 1)))
    scale = [(step, _parts(colour)) for step, colour in trace["colorscale"]]
    (first, before), (last, after) = next((pair for pair in zip(scale, scale[1:]) if share <= pair[1][0]), scale[-2:])
    part = (share - first) / ((last - first) or 1)
    red, green, blue, opacity = (one + (other - one) * part for one, other in zip(before, after, strict=True))
    return f"rgba({red:.0f}, {green:.0f}, {blue:.0f}, {opacity:.3f})"


def _parts(colour: str) -> tuple[float, ...]:
    """Red, green, blue, opacity of #rrggbb or rgba(…)."""
    if colour.startswith("#"):
        return (*(int(colour[at:at + 2], 16) for at in (1, 3, 5)), 1.0)
    found = [float(part) for part in colour[colour.index("(") + 1:-1].split(",")]
    return tuple(found) if len(found) == 4 else (*found, 1.0)
