"""Read days as offices write them: Chinese, ISO, dotted, eight digits, Excel serial numbers, Chinese numerals."""

import re
from calendar import monthrange
from datetime import date, datetime, time, timedelta

from etl.cells import Wanted, plain

WANTED_DATE = "日期，如 2021-03-01"
FIRST_YEAR, LAST_YEAR = 1990, 2100
EPOCH = date(1899, 12, 30)  # Excel counts days from here, its 29 February 1900 included
FIRST_SERIAL, LAST_SERIAL = (date(1990, 1, 1) - EPOCH).days, (date(2100, 12, 31) - EPOCH).days

CLOCK = r"(?:(?:\s+|T)\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?)?"
FULL_DATE = re.compile(
    rf"(\d{{4}})(?:\s*年\s*(\d{{1,2}})\s*月\s*(\d{{1,2}})\s*[日号]?|\s*([-./–—])\s*(\d{{1,2}})\s*\4\s*(\d{{1,2}})\.?|(\d{{2}})(\d{{2}})){CLOCK}\s*(?:之前|以前|前)?")
END_OF_MONTH = re.compile(r"(\d{4})\s*年\s*(?:(\d{1,2})\s*月\s*|年)?(?:底|末)\s*(?:之前|以前|前)?")
MONTH_ONLY = re.compile(r"\d{4}\s*年\s*\d{1,2}\s*月(?:份|[上中下]旬)?|\d{4}\s*[-./]\s*\d{1,2}|(?:19|20)\d{2}(?:0[1-9]|1[0-2])")
YEAR_ONLY = re.compile(r"(?:19|20)\d{2}\s*年?")

DIGITS = {word: value for value, words in enumerate(("零〇", "一", "二两", "三", "四", "五", "六", "七", "八", "九")) for word in words}
PLACES = {"十": 10, "百": 100, "千": 1000, "万": 10_000}


def day(value) -> date | None:
    """A day between 1990 and 2100: Chinese, ISO, dotted, eight digits, an Excel serial number or a real date."""
    if isinstance(value, datetime):
        return plausible(value.date())
    if isinstance(value, date):
        return plausible(value)
    if isinstance(value, (time, timedelta)):
        raise Wanted(WANTED_DATE)
    words = plain(value)
    if words is None:
        return None
    if re.fullmatch(r"\d{5}(?:\.\d+)?", words) and FIRST_SERIAL <= float(words) < LAST_SERIAL + 1:
        return EPOCH + timedelta(days=int(float(words)))
    return day_in_words(words)


def day_in_words(words: str) -> date:
    arabic = chinese_digits(words) if "年" in words else words
    if found := FULL_DATE.fullmatch(arabic):
        year, month, of_month = (int(group) for group in found.groups() if group and group.isdigit())
        return calendar_day(year, month, of_month)
    if found := END_OF_MONTH.fullmatch(arabic):
        year, month = int(found[1]), int(found[2] or 12)
        return calendar_day(year, month, monthrange(year, month)[1] if 1 <= month <= 12 and year else 1)
    if MONTH_ONLY.fullmatch(arabic):
        raise Wanted("完整日期，如 2021-03-01（只写到月，请补上日）")
    if YEAR_ONLY.fullmatch(arabic):
        raise Wanted("完整日期，如 2021-03-01（只写到年，请补上月和日）")
    raise Wanted(WANTED_DATE)


def calendar_day(year: int, month: int, of_month: int) -> date:
    try:
        return plausible(date(year, month, of_month))
    except Wanted:
        raise
    except ValueError:
        raise Wanted(f"{WANTED_DATE}（日历上没有这一天）") from None


def plausible(found: date) -> date:
    if FIRST_YEAR <= found.year <= LAST_YEAR:
        return found
    raise Wanted(f"{FIRST_YEAR} 年至 {LAST_YEAR} 年之间的日期")


def chinese_digits(words: str) -> str:
    """二〇二一年七月二十日 with Arabic numerals; other words are left as they are."""
    def arabic(found: re.Match) -> str:
        numeral = found[0]
        if len(numeral) == 4 and not set(numeral) & set(PLACES):
            return "".join(str(DIGITS[word]) for word in numeral)
        return str(chinese_number(numeral))
    return re.sub(r"[零〇一二三四五六七八九十]+(?=[年月日号])", arabic, words)


def chinese_number(numeral: str) -> int:
    """三 3, 十二 12, 一百零五 105, 两千 2000, 一万二千 12000."""
    total = section = digit = 0
    for word in numeral:
        if word in DIGITS:
            digit = DIGITS[word]
        elif word == "万":
            total, section, digit = (total + section + digit) * 10_000, 0, 0
        else:
            section, digit = section + (digit or 1) * PLACES[word], 0
    return total + section + digit
