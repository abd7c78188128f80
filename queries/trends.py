"""A rate by round, by year of feedback and by month: sums and their ratios, never means of ratios, each basis apart.

Rows are those of the breakdowns `completion_by_round`, `on_time_by_round`, `discipline_by_round`, `rules_by_round` and `backlog_by_month`.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

import numpy as np

from queries.catalog import FEWEST_ITEMS
from queries.statistics import control, differences, intervals

Rows = Iterable[Mapping[str, object]]
CONTRADICTIONS = ("totals_contradict", "completed_contradict", "completed_exceeds_total")
SMALL = FEWEST_ITEMS


@dataclass(frozen=True)
class Period:
    """One round or year on one basis. closed of total items of `units` units; low, high: Wilson's 95 % interval in percent.

    left_out: why other units are not in it, reason code -> units. first_on: its earliest feedback; ages: days since feedback, fewest and most.
    """

    name: str | None
    closed: int
    total: int
    units: int
    left_out: Counter
    first_on: date | None
    ages: tuple[int, int] | None

    @property
    def is_small(self) -> bool:
        return self.total < SMALL

    @property
    def percent(self) -> float:
        return 100 * self.closed / self.total

    @property
    def interval(self) -> tuple[float, float]:
        low, high = intervals.wilson(self.closed, self.total)
        return 100 * float(low), 100 * float(high)


@dataclass(frozen=True)
class Number:
    """What one round or year adds up to, for numbers that are no rates."""

    name: str | None
    value: int
    units: int
    first_on: date | None


@dataclass(frozen=True)
class Month:
    """All units together at the end of a month (or on the day asked, if that comes first)."""

    month: date
    day: date
    completed: int
    total: int
    units: int

    @property
    def open(self) -> int:
        return self.total - self.completed


@dataclass(frozen=True)
class Controlled:
    """limits of a series, what each point is (`control.causes`), and whether the limits are on trial."""

    limits: control.Limits
    causes: tuple[str, ...]
    is_on_trial: bool

    @property
    def special(self) -> int:
        return sum(cause != "common" for cause in self.causes)

    @property
    def is_unsettled(self) -> bool:
        """Most points are special: the series has no usual level, and limits around its mean say nothing."""
        return 2 * self.special > len(self.causes)


def periods(rows: Rows, by: Literal["round", "year"]) -> dict[str | None, list[Period]]:
    """Each basis -> its periods in the order of their first feedback; periods of which nobody states a number are left out."""
    found: dict[tuple, dict[str, list]] = {}
    for row in rows:
        key = row.get("basis"), _name(row[by])
        found.setdefault(key, {}).setdefault(row["unit_id"], []).append(row)
    made: dict[str | None, list[Period]] = {}
    for (basis, name), units in found.items():
        if (period := _period(name, units)).total:
            made.setdefault(basis, []).append(period)
    return {basis: sorted(listed, key=_place) for basis, listed in made.items()}


def _name(value: object) -> str | None:
    return None if value is None else str(value)


def _place(period: Period | Number) -> tuple:
    return (period.first_on is None, period.first_on or date.max, period.name or "")


def _period(name: str | None, units: Mapping[str, list]) -> Period:
    """A unit that contradicts itself in the period answers in none of it, as in the metric."""
    said, left_out = [], Counter()
    for own in units.values():
        reasons = [row["reason"] for row in own if row.get("reason")]
        stated = [row for row in own if not row.get("reason") and row["value"] is not None]
        if not stated or any(reason in CONTRADICTIONS for reason in reasons):
            left_out[max(reasons, key=CONTRADICTIONS.__contains__, default=None)] += 1
        else:
            said.append(stated)
    flat = [row for own in said for row in own]
    ages = [row.get(name) for row in flat for name in ("youngest_days", "oldest_days")]
    return Period(
        name, sum(int(row["completed"]) for row in flat), sum(int(row["value"]) for row in flat), len(said), left_out, _first(flat),
        (min(ages), max(ages)) if ages and None not in ages else None)


def _first(rows: Sequence[Mapping[str, object]]) -> date | None:
    return min((row["feedback_on"] for row in rows if row["feedback_on"]), default=None)


def numbers(rows: Rows, by: Literal["round", "year"]) -> list[Number]:
    """What each round or year adds up to."""
    found: dict[str | None, list] = {}
    for row in rows:
        found.setdefault(_name(row[by]), []).append(row)
    return sorted((Number(name, sum(int(row["value"]) for row in own), len({row["unit_id"] for row in own}), _first(own)) for name, own in found.items()), key=_place)


def in_order(listed: Sequence[Period | Number]) -> list:
    """Only periods that have a place in time: those without a name or a day of feedback are in no order."""
    return [period for period in listed if period.name is not None and period.first_on is not None]


def tested(listed: Sequence[Period]) -> tuple[float, float] | None:
    """Cochran-Armitage over periods in order: (χ², p). None below three periods, or where everybody is at 0 or at 1."""
    if len(listed) < 3:
        return None
    statistic, p = differences.trend([period.closed for period in listed], [period.total for period in listed])
    return None if np.isnan(p) else (statistic, p)


def last_difference(listed: Sequence[Period]) -> tuple[float, float, float] | None:
    """The last period less the one before it, with Newcombe's interval, in percentage points; None where either is too small."""
    if len(listed) < 2 or listed[-1].is_small or listed[-2].is_small:
        return None
    return tuple(100 * float(each) for each in differences.newcombe(listed[-1].closed, listed[-1].total, listed[-2].closed, listed[-2].total))


def months(rows: Rows) -> dict[str | None, list[Month]]:
    """Each basis -> its month ends in order."""
    sums: dict[tuple, list] = {}
    for row in rows:
        own = sums.setdefault((row["basis"], row["month"], row["day"]), [0, 0, 0])
        own[0] += row["completed"]
        own[1] += row["value"]
        own[2] += 1
    made: dict[str | None, list[Month]] = {}
    for (basis, month, day), (completed, total, units) in sorted(sums.items(), key=lambda item: item[0][1]):
        made.setdefault(basis, []).append(Month(month, day, completed, total, units))
    return made


def closings(rows: Rows, of: Sequence[Month]) -> list[int]:
    """Closings in each of some months, from rows of `completions_by_month` on one basis: a month without any is a nought, because it was looked at."""
    sums: Counter = Counter()
    for row in rows:
        sums[row["month"]] += row["value"]
    return [sums[month.month] for month in of]


def whole(listed: Sequence[Month]) -> list[Month]:
    """Without the last month where the day asked cuts it short: equal spaces are what control limits rest on."""
    return [month for month in listed if (month.day.toordinal() + 1) == _next(month.month).toordinal()]


def _next(month: date) -> date:
    return date(month.year + month.month // 12, month.month % 12 + 1, 1)


def controlled(values: Sequence[float]) -> Controlled | None:
    """XmR limits of equally spaced values; None below twelve, or where nothing varies."""
    if len(values) < control.FEWEST:
        return None
    limits = control.limits(values)
    if not limits.high > limits.low:
        return None
    return Controlled(limits, tuple(control.causes(values, limits)), len(values) < control.ON_TRIAL_BELOW)
