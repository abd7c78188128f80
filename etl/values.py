"""Read the cells of one column: Chinese dates, amounts, counts and code words become typed values.

Works on whole columns: every different value is read once, whatever the number of rows.
"""

import re
import unicodedata
from collections.abc import Callable, Collection, Sequence
from datetime import date, time, timedelta
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from functools import lru_cache
from math import isfinite

from etl.cells import EMPTY, Wanted, plain, shown, text, written
from etl.codes import CodeList
from etl.days import chinese_number, day
from etl.schema import Column

Errors = list[tuple[int, str, str]]

UNITS_OF_MONEY = {"元": 1, "百元": 100, "千元": 1000, "万元": 10_000, "万": 10_000, "百万元": 1_000_000, "亿元": 100_000_000, "亿": 100_000_000}
WANTED_INTEGER = "整数，如 3"
WANTED_NUMBER = "数字，如 3.5"
WANTED_MONEY = "金额，如 50227.00（约数请写确切数额）"
WANTED_BOOLEAN = "“是”或“否”"

LIMIT = Decimal(10) ** 16  # what DECIMAL(18, 2) holds
LONGEST_COUNT = 18  # characters, so that it fits 64 bits
COUNTERS = "人次|人|名|位|项次|项|件次|件|个单位|个党组织|个|条|起|次|份|户|笔|处|家|批"
GROUPED = r"[-+]?(?:\d{1,3}(?:,\d{3})+|\d+)"
COUNT = re.compile(rf"({GROUPED})(?:\.0+)?\s*(?:{COUNTERS})?")
CHINESE_COUNT = re.compile(rf"([零〇一二两三四五六七八九十百千万]+)\s*(?:{COUNTERS})?")
MONEY = re.compile(rf"(?:人民币)?\s*[¥$]?\s*(\()?({GROUPED}(?:\.\d+)?)(\))?\s*({'|'.join(sorted(UNITS_OF_MONEY, key=len, reverse=True))})?(?:整|人民币)?")


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


def integer(value) -> int | None:
    """A whole number, with or without a counter such as 人 or 项."""
    words = plain(value)
    if words is None:
        return None
    if found := COUNT.fullmatch(words):
        if len(found[1]) > LONGEST_COUNT:
            raise Wanted(f"{LONGEST_COUNT} 位以内的整数")
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
    if not isfinite(found := float(words.replace(",", ""))):
        raise Wanted(WANTED_NUMBER)
    return found


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
