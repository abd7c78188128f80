"""What a cell says before it is given a type: its words, whether it is empty, and how a message quotes it."""

import unicodedata
from datetime import date, datetime, time

EMPTY = frozenset({"", "无", "/", "\\", "-", "--", "---", "——", "—", "－", "／", "N/A", "n/a", "#N/A", "NA", "暂无", "空"})
EXCEL_ERRORS = frozenset({"#REF!", "#DIV/0!", "#VALUE!", "#NAME?", "#NUM!", "#NULL!", "#SPILL!", "#CALC!"})

WANTED_CELL = "公式算得出的值（单元格公式出错，请改正公式或直接填写结果）"


class Wanted(ValueError):
    """A cell that cannot be read; the text says what was wanted instead."""


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
