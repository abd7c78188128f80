"""Codes and column names as people say them, from the `codes` and `dictionary` tables of the edition."""

import re

from dashboard import answers, formats
from dashboard.reader import Reader
from queries import Query
from queries.codes import LISTS

# The words of a contradiction's subject that are columns of tables, not codes.
DATES = ("started_on", "ended_on", "feedback_on", "published_on", "claimed_on", "accepted_on", "evidenced_on", "due_on", "as_of")


def label(reader: Reader, code_list: str, code: object) -> str:
    """How a code reads; a code that the list lacks reads as it is written, an empty one as nothing."""
    if code is None:
        return ""
    return codes(reader, code_list).get(str(code), str(code))


def codes(reader: Reader, code_list: str) -> dict[str, str]:
    """A code list in its own order: code -> words."""
    rows = (row for row in answers.table(reader, "codes") if row["list"] == code_list)
    return {row["code"]: row[reader.language] for row in sorted(rows, key=lambda row: row["position"])}


def theme(reader: Reader, name: str | None) -> str:
    """A theme as people say it; one that only a source uses reads as it is written."""
    if name is None:
        return reader.say("themes.unclassified")
    english = {row["theme"]: row["en"] for row in answers.table(reader, "themes")}
    return english.get(name, name) if reader.language == "en" else name


def basis(reader: Reader, code: str | None) -> str:
    return label(reader, "basis", code) or reader.say("basis.none")


def status(reader: Reader, code: str) -> str:
    """A problem's status, or what a notice calls it."""
    if code in ("claimed_only", "in_progress_or_substantially_completed"):
        return reader.say(f"status.{code}")
    return codes(reader, "status").get(code) or label(reader, "figure", code)


def form(reader: Reader, number: int | None) -> str:
    return reader.say("form.none") if number is None else reader.say(f"form.{number}")


def source(reader: Reader, code: str | None) -> str:
    return reader.say(f"source.{code}") if code in ("counted", "declared", "mixed") else ""


def peers(reader: Reader, metric: Query, name: str | None) -> str:
    """A group of peers as a reader calls it: 'item|claimed|30-89' -> 分解事项 · 单位自报 · 反馈后 30–89 天."""
    if not name:
        return ""
    lists = [each for each in ("basis", "standard") if each in metric.columns]
    *kinds, days = (parts := name.split("|", len(lists) + 1))[:len(lists) + 1]
    words = [label(reader, each, code) for each, code in zip(lists, kinds, strict=True)]
    if metric.is_aged:
        words.append(reader.say("compare.age_band", days=days.replace("-", "–")))
    return " · ".join([*words, *(narrower(reader, each) for each in parts[len(lists) + 1:])])


def narrower(reader: Reader, text: str) -> str:
    """What else a group of peers shares: 'level=county' -> 县级, 'automatic' -> 各自最相近的单位."""
    kind, _, value = text.partition("=")
    if kind == "automatic":
        return reader.say("peers.kind_automatic")
    return label(reader, kind, value) if kind in ("level", "sector") else value


def column(reader: Reader, table: str, name: str) -> str:
    for row in answers.table(reader, "dictionary"):
        if row["table"] == table and row["column"] == name:
            return row[reader.language]
    return name


def phrase(reader: Reader, text: str | None) -> str:
    """One side of a contradiction in words: 'total measure' -> 总数 整改措施, '40.0' -> 40, '4 件' -> 4 cases."""
    return (formats.THIN if reader.language == "zh" else " ").join(_word(reader, word) for word in (text or "").split())


def _word(reader: Reader, word: str) -> str:
    if re.fullmatch(r"-?\d+(\.\d+)?", word):
        return formats.count(word)
    if word in DATES:
        return column(reader, "problems" if word in ("claimed_on", "accepted_on", "evidenced_on", "due_on") else
                      "documents" if word in ("published_on", "as_of") else "inspections", word)
    for code_list in ("figure", "basis", "status", "counts"):
        for row in answers.table(reader, "codes"):
            if row["list"] == code_list and word in (row["code"], row["zh"]):
                return row[reader.language]
    known = {"funds": "subject.funds", "rules": "subject.rules", "problem": "subject.problem", ">": "subject.later_than",
             "全部完成": "subject.all_completed", "全部收回": "subject.all_recovered"}
    return reader.say(known[word]) if word in known else word
