"""Values of a trace: one for all points or one for each."""

from collections.abc import Sequence
from math import isfinite

from dashboard.drawing.axis import Axis


def each(value: object, points: int, default: object) -> list:
    """As many values as there are points; a single one stands for all, and a missing one is the default."""
    if value is None:
        return [default] * points
    if isinstance(value, str | int | float):
        return [value] * points
    return [default if one is None else one for one in value]


def finite(axis: Axis, values: Sequence[object]) -> list[float]:
    return [value for value in map(axis.read, values) if isfinite(value)]
