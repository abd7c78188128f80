"""Outlines of the marks at a point, of the size and form that Plotly gives them."""

from math import sqrt

from dashboard.drawing.paper import number

# Those that are a line by nature have no inside.
LINES = ("line-ns",)


def outline(symbol: str, size: float, x: float, y: float) -> str:
    """A path around (x, y). symbol: with or without -open."""
    radius = size / 2
    return _OUTLINES[symbol.removesuffix("-open")](radius, x, y)


def _joined(x: float, y: float, *corners: tuple[float, float]) -> str:
    return "M" + "L".join(f"{number(x + across)},{number(y + down)}" for across, down in corners) + "Z"


def _circle(r: float, x: float, y: float) -> str:
    radius, wide = number(r), number(2 * r)
    return f"M{number(x - r)},{number(y)}a{radius},{radius} 0 1,1 {wide},0a{radius},{radius} 0 1,1 -{wide},0Z"


def _diamond(r: float, x: float, y: float) -> str:
    r *= 1.3
    return _joined(x, y, (r, 0), (0, r), (-r, 0), (0, -r))


def _square(r: float, x: float, y: float) -> str:
    return _joined(x, y, (r, r), (r, -r), (-r, -r), (-r, r))


def _up(r: float, x: float, y: float) -> str:
    return _joined(x, y, (-2 * r / sqrt(3), r / 2), (2 * r / sqrt(3), r / 2), (0, -r))


def _down(r: float, x: float, y: float) -> str:
    return _joined(x, y, (-2 * r / sqrt(3), -r / 2), (2 * r / sqrt(3), -r / 2), (0, r))


def _stroke(r: float, x: float, y: float) -> str:
    return f"M{number(x)},{number(y + 1.4 * r)}V{number(y - 1.4 * r)}"


_OUTLINES = {"circle": _circle, "diamond": _diamond, "square": _square, "triangle-up": _up, "triangle-down": _down, "line-ns": _stroke}
