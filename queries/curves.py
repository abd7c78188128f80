"""Cumulative completion by day since feedback, by group: Kaplan-Meier, medians, landmarks and the log-rank test.

Rows are those of the breakdown `closings_by_day`: counts by day, which add up exactly to the curve of any group.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

import numpy as np

from queries.catalog import FEWEST_ITEMS
from queries.statistics import intervals, survival

Row = Mapping[str, object]
LANDMARKS = (30, 90, 180, 365)
SMALL = FEWEST_ITEMS


@dataclass(frozen=True)
class Landmark:
    """Closed by a day after the feedback, of those known for as long; low, high: Wilson's 95 % interval in percent."""

    day: int
    closed: int
    followed: int
    low: float
    high: float


@dataclass(frozen=True)
class Group:
    """One line. days, share (closed by the day, 0-1), low, high: the curve, from day 0; at_risk: still open just before each of `days`.

    median: (days, low, high), NaN where not reached; last: the last day known. long_term: left out, a stratum of their own.
    """

    name: str | None
    units: int
    closed: int
    open: int
    long_term: int
    days: np.ndarray
    share: np.ndarray
    low: np.ndarray
    high: np.ndarray
    at_risk: np.ndarray
    median: tuple[float, float, float]
    last: float
    landmarks: tuple[Landmark, ...]

    @property
    def problems(self) -> int:
        return self.closed + self.open

    @property
    def is_small(self) -> bool:
        return self.problems < SMALL


@dataclass(frozen=True)
class LeftOut:
    """Units whose closings are not all dated: what they have closed cannot be placed on a day, and without it they would look slow."""

    units: int
    problems: int


def dated(rows: Iterable[Row]) -> tuple[list[Row], LeftOut]:
    """The rows of units and rounds of which every closing is dated, and how much is left out."""
    rows = list(rows)
    undated = {(row["unit_id"], row["round"]) for row in rows if row["outcome"] == "undated"}
    out = [row for row in rows if (row["unit_id"], row["round"]) in undated]
    return [row for row in rows if (row["unit_id"], row["round"]) not in undated], LeftOut(len({row["unit_id"] for row in out}), sum(row["value"] for row in out))


def groups(rows: Iterable[Row], of: Callable[[Row], str | None] = lambda row: None) -> list[Group]:
    """A curve for each group that `of` puts a row in, the largest first; groups in which nothing is followed are left out."""
    found: dict[str | None, list[Row]] = {}
    for row in rows:
        found.setdefault(of(row), []).append(row)
    made = [_group(name, own) for name, own in found.items() if any(row["outcome"] in ("completed", "open") for row in own)]
    return sorted(made, key=lambda group: (-group.problems, group.name or ""))


def _group(name: str | None, rows: list[Row]) -> Group:
    days, is_closed, followed = _items(rows)
    curve = survival.kaplan_meier(days, is_closed)
    low, high = survival.share_limits(curve)
    return Group(
        name=name, units=len({row["unit_id"] for row in rows}), closed=int(is_closed.sum()), open=int((~is_closed).sum()),
        long_term=sum(row["value"] for row in rows if row["outcome"] == "long_term"),
        days=np.concatenate([[0.0], curve.days]), share=np.concatenate([[0.0], 1 - curve.share_open]),
        low=np.concatenate([[0.0], 1 - high]), high=np.concatenate([[0.0], 1 - low]), at_risk=np.concatenate([[float(days.size)], curve.at_risk]),
        median=survival.median(days, is_closed), last=float(days.max()), landmarks=tuple(_landmarks(days, is_closed, followed)))


def _items(rows: list[Row]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """One entry a problem: days, whether it closed then, days for which it is known."""
    own = [row for row in rows if row["outcome"] in ("completed", "open")]
    times = np.array([row["value"] for row in own], dtype=int)
    columns = (np.array([float(row["days"]) for row in own]), np.array([row["outcome"] == "completed" for row in own], dtype=bool),
               np.array([float(row["followed_days"]) for row in own]))
    days, is_closed, followed = (np.repeat(column, times) for column in columns)
    return days, is_closed, followed


def _landmarks(days: np.ndarray, is_closed: np.ndarray, followed: np.ndarray) -> Iterable[Landmark]:
    closed_after = np.where(is_closed, days, np.nan)
    for day in LANDMARKS:
        closed, known = survival.landmark(followed, closed_after, day)
        low, high = intervals.wilson(closed, known) if known else (np.nan, np.nan)
        yield Landmark(day, closed, known, 100 * float(low), 100 * float(high))


def compared(rows: Iterable[Row], of: Callable[[Row], str | None], names: Iterable[str | None]) -> tuple[float, int, float] | None:
    """Do the named groups close equally fast? (χ², degrees of freedom, p) by the log-rank test; None for one group or without closings."""
    names = list(names)
    parts = [_items([row for row in rows if of(row) == name]) for name in names]
    if len(parts) < 2:
        return None
    days, is_closed = (np.concatenate([part[place] for part in parts]) for place in (0, 1))
    statistic, freedom, p = survival.log_rank(days, is_closed, np.repeat(np.arange(len(parts)), [part[0].size for part in parts]))
    return None if np.isnan(p) else (statistic, freedom, p)


def drawn(group: Group, most: int) -> np.ndarray:
    """Which points of a curve to draw, at most `most`: the first, the last, and those at which it has risen most since the one before."""
    if group.days.size <= most:
        return np.arange(group.days.size)
    wanted = np.linspace(group.share[0], group.share[-1], most - 1)
    return np.unique(np.concatenate([[0], np.searchsorted(group.share, wanted - 1e-12), [group.days.size - 1]]))


def at_risk(group: Group, day: float) -> int:
    """How many were still open and known just before a day."""
    place = int(np.searchsorted(group.days, day))
    return 0 if place == group.days.size else int(group.at_risk[place])
