"""Why a group's rate changed: each cell's own rate, or the weights of the cells; and what moved between two editions, with its cause.

Kitagawa 1955, Oaxaca 1973, Blinder 1973, in the symmetric form without an interaction term.
"""

from collections.abc import Mapping
from dataclasses import dataclass

Counts = tuple[int, int]


@dataclass(frozen=True)
class Cell:
    """One unit (or aspect, round, …). before, after: (closed, total) or None where it has no number on that day.

    rate, mix: its contributions in percentage points. A cell that is there on one day only has all of its contribution in `mix`.
    """

    name: str
    before: Counts | None
    after: Counts | None
    rate: float
    mix: float

    @property
    def state(self) -> str:
        return "stayed" if self.before and self.after else "new" if self.after else "gone"

    @property
    def contribution(self) -> float:
        return self.rate + self.mix


@dataclass(frozen=True)
class Change:
    """before, after: (closed, total) of the whole. cells: every contribution; they add up to the change exactly."""

    before: Counts
    after: Counts
    cells: tuple[Cell, ...]

    @property
    def points(self) -> float:
        """The change of the whole rate, in percentage points."""
        return percent(self.after) - percent(self.before)

    @property
    def rate(self) -> float:
        """What those that stayed contribute by their own rates."""
        return sum(cell.rate for cell in self.cells)

    @property
    def mix(self) -> float:
        """What those that stayed contribute by their weights."""
        return sum(cell.mix for cell in self.cells if cell.state == "stayed")

    def came(self, state: str) -> float:
        """What the new, or the gone, contribute."""
        return sum(cell.mix for cell in self.cells if cell.state == state)


def percent(counts: Counts) -> float:
    return 100 * counts[0] / counts[1]


def decomposed(before: Mapping[str, Counts], after: Mapping[str, Counts]) -> Change | None:
    """The change of Σclosed/Σtotal over cells; None where one of the days has nothing to divide.

    Δ = Σ w̄·Δr + Σ (r̄ − c)·Δw over the cells of both days, w = n/Σn, c = the mean of the two whole rates: since Σ Δw = 0, c changes no
    sum, and a cell contributes by its weight only as far as it differs from the whole. A new cell contributes w₂(r₂ − c), one that is
    gone −w₁(r₁ − c): its rate on the other day is unknown, not nought. Cells without items have no weight and are left out.
    """
    before, after = ({name: counts for name, counts in day.items() if counts[1] > 0} for day in (before, after))
    if not before or not after:
        return None
    whole = tuple((sum(x for x, _ in day.values()), sum(n for _, n in day.values())) for day in (before, after))
    centre = (percent(whole[0]) + percent(whole[1])) / 2
    cells = []
    for name in sorted({*before, *after}):
        one, other = before.get(name), after.get(name)
        weight, weight_after = (counts[1] / total if counts else 0.0 for counts, (_, total) in zip((one, other), whole))
        rate, rate_after = percent(one or other), percent(other or one)
        cells.append(Cell(name, one, other, (weight + weight_after) / 2 * (rate_after - rate), ((rate + rate_after) / 2 - centre) * (weight_after - weight)))
    return Change(*whole, tuple(cells))
