"""Where an axis is marked and what stands there, as Plotly chooses it: round steps for numbers, months and days for dates."""

from collections.abc import Iterator
from datetime import UTC, datetime
from math import ceil, floor, log10

DAY = 86_400_000.0
MONTH, YEAR = 2_629_800_000.0, 31_557_600_000.0
# The Sunday from which steps of days are counted.
SUNDAY = 946_771_200_000.0
TENS, MONTHS, DAYS = (2, 5, 10), (1, 2, 3, 6, 12), (1, 2, 3, 7, 14)


def linear(low: float, high: float, most: float) -> list[float]:
    """Steps of 1, 2 or 5 times a power of ten."""
    rough = (high - low) / most
    return _stepped(low, high, _rounded(rough, 10 ** floor(log10(rough)), TENS), 0.0)


def dates(low: float, high: float, most: float) -> list[float]:
    """Steps of months or days, in milliseconds since 1970."""
    rough = (high - low) / most
    if 2 * rough > YEAR:
        return _months(low, high, int(12 * _rounded(rough / YEAR, 10 ** floor(log10(rough / YEAR)), TENS)))
    if 2 * rough > MONTH:
        return _months(low, high, int(_rounded(rough / MONTH, 1, MONTHS)))
    return _stepped(low, high, _rounded(rough, DAY, DAYS), SUNDAY)


def _rounded(rough: float, base: float, steps: tuple[int, ...]) -> float:
    return base * next((step for step in steps if step > rough / base), steps[-1])


def _stepped(low: float, high: float, step: float, tick0: float) -> list[float]:
    first = ceil((low - tick0) / step - 1e-9)
    return [tick0 + step * place for place in range(first, floor((high - tick0) / step + 1e-9) + 1)]


def _months(low: float, high: float, step: int) -> list[float]:
    return [at for at in _every(step, low, high) if low <= at <= high]


def _every(step: int, low: float, high: float) -> Iterator[float]:
    first = _moment(low)
    number = ((first.year - 2000) * 12 + first.month - 1) // step * step
    while (at := datetime(2000 + number // 12, number % 12 + 1, 1, tzinfo=UTC).timestamp() * 1000) <= high:
        yield at
        number += step


def _moment(milliseconds: float) -> datetime:
    return datetime.fromtimestamp(milliseconds / 1000, UTC)


def said(value: float, places: int, is_date: bool, form: str) -> str:
    """A mark in words. form: one of those that `known` lists. Numbers are never shortened to k or M: Chinese counts in 万."""
    if is_date:
        return f"{_moment(value):{form or '%Y-%m-%d'}}"
    if form == ",d":
        return f"{round(value):,}".replace("-", "−")
    return f"{value:.{places}f}".replace("-", "−")


def places(values: list[float]) -> int:
    """How many decimals marks at these steps need."""
    step = min((after - before for before, after in zip(values, values[1:])), default=1) or 1
    return max(0, -floor(log10(step) + 0.01))
