"""An axis with round marks."""

from dataclasses import dataclass
from math import ceil, floor, log10

MOST_MARKS = 8


@dataclass(frozen=True)
class Axis:
    """From first to last with a mark every step."""

    first: float
    last: float
    step: float

    def share(self, value: float) -> float:
        """How far along the axis a value lies, 0-1."""
        return (value - self.first) / (self.last - self.first)


def axis(low: float, high: float, top: float | None = None) -> Axis:
    """The shortest axis with round marks that holds low and high, neither below 0. top: what no value exceeds."""
    least = 0.05 * (top or 1)
    high = max(high, low + least) if top is None else min(max(high, low + least), top)
    low = max(0.0, min(low, high - least))
    size = 10.0 ** floor(log10((high - low) / MOST_MARKS))
    step = next(size * by for by in (1, 2, 5, 10, 20) if ceil(high / (size * by)) - floor(low / (size * by)) <= MOST_MARKS)
    return Axis(round(floor(low / step) * step, 9), round(ceil(round(high / step, 9)) * step, 9), round(step, 9))
