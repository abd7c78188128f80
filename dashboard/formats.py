"""How a value reads: on an axis, in a cell, on a card. Rounding happens here and nowhere else.

Chinese reports round half up, so floats are rounded through their shortest decimal form. Files carry the unrounded value.
"""

import string
from collections.abc import Mapping
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from dashboard.words import say
from queries import Query, reasons

THIN, WHOLE = "\u202f", "\u00a0"


def rounded(value: float | int | Decimal, decimals: int) -> str:
    """A number with thousands separators, rounded half up; -0 reads 0."""
    exact = Decimal(str(value)).quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)
    return f"{exact + 0:,f}"


def count(value: float | int | Decimal) -> str:
    """A count: whole where it is whole, else with what it has, up to two decimals."""
    exact = Decimal(str(value))
    return rounded(exact, 0) if exact == exact.to_integral_value() else rounded(exact, 2).rstrip("0")


def percent(value: float | Decimal, decimals: int = 1) -> str:
    return f"{rounded(value, decimals)}%"


def share(numerator: float, denominator: float, decimals: int = 1) -> str:
    """A percentage from its two counts, which leaves no room for a float's last digit."""
    return percent(Decimal(str(numerator)) * 100 / Decimal(str(denominator)), decimals)


def money(value: Decimal | float | int, language: str) -> tuple[str, str]:
    """An amount in yuan as (figure, unit), in the unit that people speak in: 亿元, 万元, 元; million yuan, yuan."""
    exact = Decimal(str(value))
    steps = ((10**8, "formats.yuan_100m"), (10**4, "formats.yuan_10k")) if language == "zh" else ((10**6, "formats.yuan_million"),)
    for size, unit in steps:
        if abs(exact) >= size:
            return rounded(exact / size, 2), say(language, unit)
    return yuan(exact), say(language, "formats.yuan")


def yuan(value: Decimal | float | int) -> str:
    """An amount to the fen, without the fen where they are nought: the form for tables."""
    exact = Decimal(str(value))
    return rounded(exact, 0) if exact == exact.to_integral_value() else rounded(exact, 2)


def day(value: date, language: str) -> str:
    if language == "zh":
        return f"{value.year}年{value.month}月{value.day}日"
    return f"{value.day} {value:%B %Y}"


def month(value: date, language: str) -> str:
    return f"{value.year}年{value.month}月" if language == "zh" else f"{value:%B %Y}"


def figure(value: object, metric: Query, language: str) -> tuple[str, str]:
    """A metric's value as (figure, unit), unrounded only in files."""
    if metric.unit == "money":
        return money(value, language)
    if metric.unit == "percent":
        return percent(value, 1 if metric.decimals is None else metric.decimals), ""
    if metric.unit == "ratio":
        return rounded(value, 2 if metric.decimals is None else metric.decimals), ""
    if metric.unit == "days":
        return count(value), say(language, "formats.days")
    return count(value), ""


def joined(figure_and_unit: tuple[str, str]) -> str:
    """A figure and its unit, never parted at the end of a line: a thin space before Chinese, a whole one before a word."""
    figure, unit = figure_and_unit
    return f"{figure}{WHOLE if unit.isascii() else THIN}{unit}" if unit else figure


def value(row: Mapping[str, object], metric: Query, language: str) -> str:
    """A row's value, or the reason why it has none: never a blank and never a nought that nobody stated."""
    if row["value"] is not None:
        return joined(figure(row["value"], metric, language))
    return reason(row.get("reason"), language)


def reason(code: str | None, language: str) -> str:
    known = reasons().get(code or "")
    return known[language] if known else say(language, "empty.unexplained")


def escaped(text: object) -> str:
    """Text of the data for a place that reads Markdown: nothing in it can become a link, a picture, a colour or a formula."""
    return "".join(f"\\{letter}" if letter in string.punctuation else letter for letter in str(text).replace("\n", " "))
