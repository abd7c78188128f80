"""Read the cells of one column: Chinese dates, amounts, counts and code words become typed values.

Works on whole columns: every different value is read once, whatever the number of rows.
"""

import re
import unicodedata
from calendar import monthrange
from collections.abc import Callable, Collection, Sequence
from datetime import date, datetime, time, timedelta
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from functools import lru_cache

from etl.codes import CodeList
from etl.schema import Column

Errors = list[tuple[int, str, str]]

UNITS_OF_MONEY = {"元": 1, "百元": 100, "千元": 1000, "万元": 10_000, "万": 10_000, "百万元": 1_000_000, "亿元": 100_000_000, "亿": 100_000_000}
EMPTY = frozenset({"", "无", "/", "\\", "-", "--", "---", "——", "—", "－", "／", "N/A", "n/a", "#N/A", "NA", "暂无", "空"})
EXCEL_ERRORS = frozenset({"#REF!", "#DIV/0!", "#VALUE!", "#NAME?", "#NUM!", "#NULL!", "#SPILL!", "#CALC!"})

WANTED_CELL = "公式算得出的值（单元格公式出错，请改正公式或直接填写结果）"
WANTED_DATE = "日期，如 2021-03-01"
WANTED_INTEGER = "整数，如 3"
WANTED_NUMBER = "数字，如 3.5"
WANTED_MONEY = "金额，如 50227.00（约数请写确切数额）"
WANTED_BOOLEAN = "“是”或“否”"

LIMIT = Decimal(10) ** 16  # what DECIMAL(18, 2) holds
FIRST_YEAR, LAST_YEAR = 1990, 2100
EPOCH = date(1899, 12, 30)  # Excel counts days from here, its 29 February 1900 included
FIRST_SERIAL, LAST_SERIAL = (date(1990, 1, 1) - EPOCH).days, (date(2100, 12, 31) - EPOCH).days

CLOCK = r"(?:(?:\s+|T)\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?)?"
FULL_DATE = re.compile(
    rf"(\d{{4}})(?:\s*年\s*(\d{{1,2}})\s*月\s*(\d{{1,2}})\s*[日号]?|\s*([-./–—])\s*(\d{{1,2}})\s*\4\s*(\d{{1,2}})\.?|(\d{{2}})(\d{{2}})){CLOCK}\s*(?:之前|以前|前)?")
END_OF_MONTH = re.compile(r"(\d{4})\s*年\s*(?:(\d{1,2})\s*月\s*|年)?(?:底|末)\s*(?:之前|以前|前)?")
MONTH_ONLY = re.compile(r"\d{4}\s*年\s*\d{1,2}\s*月(?:份|[上中下]旬)?|\d{4}\s*[-./]\s*\d{1,2}|(?:19|20)\d{2}(?:0[1-9]|1[0-2])")
YEAR_ONLY = re.compile(r"(?:19|20)\d{2}\s*年?")

COUNTERS = "人次|人|名|位|项次|项|件次|件|个单位|个党组织|个|条|起|次|份|户|笔|处|家|批"
GROUPED = r"[-+]?(?:\d{1,3}(?:,\d{3})+|\d+)"
COUNT = re.compile(rf"({GROUPED})(?:\.0+)?\s*(?:{COUNTERS})?")
CHINESE_COUNT = re.compile(rf"([零〇一二两三四五六七八九十百千万]+)\s*(?:{COUNTERS})?")
MONEY = re.compile(rf"(?:人民币)?\s*[¥$]?\s*(\()?({GROUPED}(?:\.\d+)?)(\))?\s*({'|'.join(sorted(UNITS_OF_MONEY, key=len, reverse=True))})?(?:整|人民币)?")
DIGITS = {word: value for value, words in enumerate(("零〇", "一", "二两", "三", "四", "五", "六", "七", "八", "九")) for word in words}
PLACES = {"十": 10, "百": 100, "千": 1000, "万": 10_000}


class Wanted(ValueError):
    """A cell that cannot be read; the text says what was wanted instead."""


def parse_column(column: Column, values: Sequence, factor: int = 1) -> tuple[list, Errors]:
    """Read a column's cells by its type; an amount without its own unit is multiplied by `factor` into yuan.

    Returns the typed values (None where empty or unreadable) and, for each unreadable cell, its index, what was found and what was wanted.
    """
    if bool in set(map(type, values)):
        values = [written(value) if value is True or value is False else value for value in values]  # True == 1 in a dict
    read, unique = reader(column, factor), set(values)
    try:
        readings, wrong = dict(zip(unique, map(read, unique))), {}
    except Wanted:
        readings, wrong = read_or_explain(read, unique)
    typed = list(map(readings.__getitem__, values))
    return typed, [(index, *wrong[value]) for index, value in enumerate(values) if value in wrong] if wrong else []


def read_or_explain(read: Callable, unique: Collection) -> tuple[dict, dict[object, tuple[str, str]]]:
    readings, wrong = {}, {}
    for value in unique:
        try:
            readings[value] = read(value)
        except Wanted as wanted:
            readings[value], wrong[value] = None, (shown(value), str(wanted))
    return readings, wrong


def reader(column: Column, factor: int = 1) -> Callable:
    """The function that reads one cell of a column, or raises Wanted."""
    if column.codes:
        return lambda value: code(column.codes, value)
    if column.type == "money":
        return lambda value: money(value, factor)
    return {"text": text, "date": day, "integer": integer, "number": number, "boolean": boolean}[column.type]


def shown(value) -> str:
    """A cell as a message quotes it: one line, at most 40 characters."""
    words = " ".join(written(value).split())
    return words if len(words) <= 40 else words[:40] + "…"


def written(value) -> str:
    """A cell as it would be typed: whole numbers without their point, dates in ISO form."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else format(value, ".15g")
    if isinstance(value, datetime):
        return value.isoformat(" ") if value.time() != time() else value.date().isoformat()
    return value.isoformat() if isinstance(value, (date, time)) else str(value)


def text(value) -> str | None:
    """Words as written, without the white space around them."""
    words = value.strip() if type(value) is str else written(value)
    if words in EMPTY:
        return None
    if words[0] == "#" and words in EXCEL_ERRORS:
        raise Wanted(WANTED_CELL)
    return words.replace("_x000D_", "").replace("\r\n", "\n") if "\r" in words or "_x000D_" in words else words


def plain(value) -> str | None:
    """A cell's words in half-width form, None where it is empty; raises Wanted for a formula's error."""
    words = text(value)
    return None if words is None else unicodedata.normalize("NFKC", words).strip()


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


def integer(value) -> int | None:
    """A whole number, with or without a counter such as 人 or 项."""
    words = plain(value)
    if words is None:
        return None
    if found := COUNT.fullmatch(words):
        return int(found[1].replace(",", ""))
    if found := CHINESE_COUNT.fullmatch(words):
        return chinese_number(found[1])
    raise Wanted(WANTED_INTEGER)


def number(value) -> float | None:
    """A number as a float."""
    words = plain(value)
    if words is None:
        return None
    if not re.fullmatch(rf"{GROUPED}(?:\.\d+)?", words):
        raise Wanted(WANTED_NUMBER)
    return float(words.replace(",", ""))


def money(value, factor: int = 1) -> Decimal | None:
    """An amount in yuan with two places; a unit in the cell goes before that of the header. Negative stays negative."""
    if isinstance(value, (date, time, timedelta)):
        raise Wanted(WANTED_MONEY)
    if isinstance(value, float):
        return yuan(format(value, ".15g"), factor)  # what Excel shows: the sixteenth digit is noise of its arithmetic
    words = plain(value)
    if words is None:
        return None
    found = MONEY.fullmatch(words)
    if not found or bool(found[1]) != bool(found[3]):
        raise Wanted(WANTED_MONEY)
    sign = "-" if found[1] else ""  # (1,234.00) is how accountants write a negative
    return yuan(sign + found[2].replace(",", ""), UNITS_OF_MONEY[found[4]] if found[4] else factor)


def yuan(amount: str, factor: int) -> Decimal:
    try:
        exact = (Decimal(amount) * factor).quantize(Decimal("0.01"), ROUND_HALF_UP)
        is_small_enough = abs(exact) < LIMIT
    except InvalidOperation:  # not a number at all, or one of more than 28 digits
        raise Wanted(WANTED_MONEY) from None
    if not is_small_enough:
        raise Wanted("一亿亿元以内的金额")
    return exact


def boolean(value) -> bool | None:
    """Yes or no."""
    words = written(value).strip().lower()
    for meaning, wordings in ((True, ("是", "有", "true", "yes", "1", "√", "✔")), (False, ("否", "无", "false", "no", "0", "×"))):
        if words in wordings:
            return meaning
    if words.upper() in EMPTY:
        return None
    raise Wanted(WANTED_BOOLEAN)


def code(codes: CodeList, value) -> str | None:
    """The code that a cell's words mean; of a status, also where prose follows the word or a label stands before it."""
    words = unicodedata.normalize("NFKC", written(value)).strip()
    known = wordings(codes)
    found = known.get(bare(words)) or (leading(known, words) if codes.name == "status" else None)
    if found or text(value) is None:
        return found
    raise Wanted("、".join(entry.zh for entry in codes) + " 之一")


def leading(known: dict[str, str], words: str) -> str | None:
    """已完成。已制定办法 / 整改情况：已完成 / 已完成，并长期坚持: the longest known wording at the start."""
    words = re.sub(r"^[^:。;,]{2,8}:\s*", "", words)
    parts = [part for part in re.split(r"[。;,、:|(\s]+", words) if part]
    for length in range(min(len(parts), 3), 0, -1):
        if found := known.get(bare("".join(parts[:length]))):
            return found
    return None


@lru_cache
def wordings(codes: CodeList) -> dict[str, str]:
    """Every wording of a list in the bare form in which cells are looked up."""
    return {bare(unicodedata.normalize("NFKC", wording)): code for wording, code in codes.by_wording.items()}


def bare(words: str) -> str:
    """Lower case, without white space and the punctuation that offices put in or leave out."""
    return re.sub(r"[\s,。;、“”\"'()]", "", words).lower()
