"""From what to what an axis reaches: as the figure says, or as far as what it shows needs room, by Plotly's rule."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import isfinite

from dashboard.drawing.axis import Axis


@dataclass(frozen=True)
class Need:
    """A value that an axis which finds its own range must show. before, after: pixels around it; is_padded: a twentieth of the axis besides."""

    value: float
    before: float = 0.0
    after: float = 0.0
    is_padded: bool = False


def ranged(axis: Axis, needs: Sequence[Need], is_from_nought: bool = False) -> None:
    """The range that the figure asks for, or the narrowest in which every need has its pixels."""
    if asked := axis.asked.get("range"):
        axis.low, axis.high = (axis.read(each) for each in asked)
    else:
        axis.low, axis.high = _found([need for need in needs if isfinite(need.value)], axis.length, is_from_nought or axis.asked.get("rangemode") == "tozero")
        if axis.asked.get("autorange") == "reversed":
            axis.low, axis.high = axis.high, axis.low


def _found(needs: Sequence[Need], length: float, is_from_nought: bool) -> tuple[float, float]:
    if not needs:
        return 0.0, 1.0
    values, more = [need.value for need in needs], 0.05 * length
    if min(values) == max(values):
        low = min(values) - 1
        return (min(0.0, low), max(1.0, low + 2)) if is_from_nought else (low, low + 2)
    lows, highs = _outermost(needs, [need.before + more * need.is_padded for need in needs], min), _outermost(needs, [need.after + more * need.is_padded for need in needs], max)
    pairs = [(first, last) for first in lows for last in highs if last[0] > first[0] and length - first[1] - last[1] > length / 10]
    if not pairs:
        return min(values), max(values)
    (low, before), (high, after) = max(pairs, key=lambda pair: (pair[1][0] - pair[0][0]) / (length - pair[0][1] - pair[1][1]))
    if is_from_nought:
        low, before = (0.0, 0.0) if low >= 0 else (low, before)
        high, after = (0.0, 0.0) if high <= 0 else (high, after)
    scale = (high - low) / (length - before - after)
    return low - scale * before, high + scale * after


def _outermost(needs: Sequence[Need], pads: Sequence[float], choose: Callable) -> list[tuple[float, float]]:
    """(value, pad): of the needs of each pad only the outermost can decide."""
    found: dict[float, float] = {}
    for need, pad in zip(needs, pads, strict=True):
        found[pad] = choose(found.get(pad, need.value), need.value)
    return [(value, pad) for pad, value in found.items()]
