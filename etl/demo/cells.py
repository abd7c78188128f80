"""How offices write a date, an amount or a number in a cell: never one way throughout."""

from datetime import date
from decimal import Decimal
from functools import cache

from etl.demo.styles import Dates, Style

FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")
EXCEL_EPOCH = date(1899, 12, 30)

# Every so many lines another hand writes: the lines are counted, no dice are thrown, so that one more column changes no other cell.
OTHER_DATES_EVERY, FULL_WIDTH_EVERY, BARE_SERIAL_EVERY = 17, 7, 11

_OTHER: dict[Dates, Dates] = {"characters": "dots", "dots": "dashes", "dashes": "characters", "slashes": "dots", "serial": "characters"}


def date_cell(day: date | None, style: Style, line: int):
    """A text in the office's style, a date cell, or a bare serial number."""
    if day is None:
        return None
    dates = _OTHER[style.dates] if line % OTHER_DATES_EVERY == 5 else style.dates
    if dates == "serial":
        return (day - EXCEL_EPOCH).days if line % BARE_SERIAL_EVERY == 3 else day
    text = _text(day, dates)
    return text.translate(FULL_WIDTH) if style.full_width and line % FULL_WIDTH_EVERY == 2 else text


def number_cell(number: int, style: Style, line: int):
    """A number, in an untidy office now and then typed in full-width digits."""
    return str(number).translate(FULL_WIDTH) if style.full_width and line % FULL_WIDTH_EVERY == 2 else number


def money_cell(yuan: Decimal, style: Style, blank_zero: bool = True):
    """An amount in the unit that the heading names: whole yuan are four decimals of 万元."""
    if blank_zero and not yuan:
        return None
    return float(yuan) if style.money == "元" else float(yuan / 10_000)


@cache
def _text(day: date, dates: Dates) -> str:
    match dates:
        case "characters":
            return f"{day.year}年{day.month}月{day.day}日"
        case "dots":
            return f"{day.year}.{day.month}.{day.day}"
        case "slashes":
            return f"{day.year}/{day.month}/{day.day}"
        case _:
            return day.isoformat()


def person(index: int) -> str:
    """Somebody who does not exist."""
    return "张王李赵陈刘杨黄周吴"[index % 10] + "某某"


def telephone(index: int) -> str:
    return f"138000000{index % 100:02d}"
