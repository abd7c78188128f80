"""An axis: from what to what it reaches, where it lies on the paper, where it is marked."""

from dataclasses import dataclass, field
from math import cos, radians, sin

from dashboard.drawing import text, ticks
from dashboard.drawing.dating import milliseconds
from dashboard.drawing.text import LINE, Lines

# How far a label stands from the edge of the plot, where the figure does not say.
STANDOFF = 6.0
LABEL = 12.0
# Labels closer than this run into one another and are slanted.
APART = 4.0


@dataclass
class Axis:
    """One axis. asked: as the figure says it; is_date: values are milliseconds; low, high: the two ends in the order in which they are drawn.

    start, length: its pixels, from the left or from the top; marks: where it is labelled and how.
    """

    name: str
    asked: dict
    is_date: bool = False
    pad: float = STANDOFF
    low: float = 0.0
    high: float = 1.0
    start: float = 0.0
    length: float = 1.0
    marks: list[tuple[float, Lines]] = field(default_factory=list)

    @property
    def is_across(self) -> bool:
        return self.name.startswith("x")

    @property
    def is_visible(self) -> bool:
        return self.asked.get("visible", True)

    @property
    def is_labelled(self) -> bool:
        return self.is_visible and self.asked.get("showticklabels", True)

    @property
    def side(self) -> str:
        return self.asked.get("side") or ("bottom" if self.is_across else "left")

    @property
    def domain(self) -> tuple[float, float]:
        return tuple(self.asked.get("domain") or (0.0, 1.0))

    @property
    def size(self) -> float:
        """Of its labels."""
        return (self.asked.get("tickfont") or {}).get("size") or LABEL

    @property
    def title(self) -> tuple[str, float, float]:
        """(words, size, distance from the labels)."""
        said = self.asked.get("title") or {}
        return said.get("text") or "", (said.get("font") or {}).get("size") or 13, said.get("standoff") or 0

    def at(self, value: float) -> float:
        """Its pixel; an axis upward counts from below."""
        share = (value - self.low) / (self.high - self.low)
        return self.start + self.length * (share if self.is_across else 1 - share)

    def read(self, value: object) -> float:
        """A value of the data as a number, NaN where there is none."""
        return milliseconds(value) if self.is_date else float("nan") if value is None else float(value)

    def angle(self) -> float:
        """Of its labels, in degrees; slanted where they would run into one another."""
        asked = self.asked.get("tickangle")
        if asked not in (None, "auto"):
            return float(asked)
        places = sorted((self.at(value), text.width(said, self.size)) for value, said in self.marks)
        is_tight = self.is_across and any(after - before < (wide + wider) / 2 + APART for (before, wide), (after, wider) in zip(places, places[1:]))
        return 30.0 if is_tight else 0.0

    def depth(self) -> float:
        """How far its labels and title reach outward."""
        depth = 0.0
        if self.is_labelled and self.marks:
            turned, shallow = radians(self.angle()), 0.5 + self.pad
            depth = shallow + max(_reach(said, self.size, turned, self.is_across) for _, said in self.marks)
        words, size, standoff = self.title
        return depth + (standoff + size * 1.0 if words else 0)

    def overhang(self) -> tuple[float, float]:
        """How far its labels stand out beyond its own two ends: left and right, or top and bottom."""
        if not self.is_labelled or not self.marks:
            return 0.0, 0.0
        reaches = [(self.at(value), *self._about(said)) for value, said in self.marks]
        return max(0.0, *(self.start - at + before for at, before, _ in reaches)), max(0.0, *(at + after - self.start - self.length for at, _, after in reaches))

    def _about(self, said: Lines) -> tuple[float, float]:
        """How far a label reaches before and after its mark, along the axis. A slanted one begins at its mark."""
        wide, turned = text.width(said, self.size), radians(self.angle())
        if turned:
            return 0.0, wide * abs(cos(turned))
        half = (wide if self.is_across else text.height(said, self.size)) / 2
        return half, half

    def mark(self) -> None:
        """Put the marks: those of the figure that lie on the axis, else its own."""
        low, high = sorted((self.low, self.high))
        slack = (high - low) * 1e-6
        if self.asked.get("tickvals") is not None:
            values = [self.read(value) for value in self.asked["tickvals"]]
            texts = self.asked.get("ticktext")
            texts = [ticks.said(value, ticks.places(values), self.is_date, self.asked.get("tickformat") or "") for value in values] if texts is None else texts
        else:
            most = self.asked.get("nticks") or min(9, max(4, self.length / (80 if self.is_across else 40))) + 1
            values = ticks.dates(low, high, most) if self.is_date else ticks.linear(low, high, most)
            decimals, form = ticks.places(values), self.asked.get("tickformat") or ""
            texts = [f"{self.asked.get('tickprefix') or ''}{ticks.said(value, decimals, self.is_date, form)}{self.asked.get('ticksuffix') or ''}" for value in values]
        self.marks = [(value, text.read(said)) for value, said in zip(values, texts) if low - slack <= value <= high + slack]


def _reach(said: Lines, size: float, turned: float, is_across: bool) -> float:
    wide, tall = text.width(said, size), size * ((1.45 if turned else 1.2) + LINE * (len(said) - 1))
    return abs(sin(turned)) * wide + abs(cos(turned)) * tall if is_across else abs(cos(turned)) * wide + abs(sin(turned)) * tall
