"""Days in running text: years left out, months only, 年 and 月 stripped by the page; what is ambiguous is None."""

import re
from dataclasses import dataclass
from datetime import date

from etl.days import chinese_number

YEAR = r"(?:19|20)\d\d"
CHINESE_YEAR = "[二2][〇零○O0][〇零○O0一二三][〇零○O0一二三四五六七八九]"
CHINESE_MONTH = "十[一二]?|[一二三四五六七八九]"
CHINESE_DAY = "[二三]?十[一二三四五六七八九]?|[一二三四五六七八九]"
DAY = re.compile(
    rf"(?:(?P<y>{YEAR})年)?(?P<m>\d{{1,2}})月(?:(?P<d>\d{{1,2}})(?:日|号|(?![\d.%个项次条名人件万元余家场期种类份]))|(?P<vague>[上中下]旬|底|末|初|中旬|份)?)"
    rf"|(?:(?P<cy>{CHINESE_YEAR})年)?(?P<cm>{CHINESE_MONTH})月(?P<cd>{CHINESE_DAY})[日号]"
    rf"|(?P<iso>{YEAR})[-./](?P<im>\d{{1,2}})[-./](?P<id>\d{{1,2}})(?!\d)"
    rf"|(?<!\d)(?P<run>\d{{2,8}})日")
TO = re.compile(r"起?(?:至|到|-{1,2}|~)(?:次年|翌年|第二年|同年|当年)?")
NEXT_YEAR = re.compile(r"次年|翌年|第二年")
LAST_DAY = re.compile(r"(?P<d>\d{1,2})日")
SAME_MONTH = re.compile(r"(?:当月|同月|本月)(?P<d>\d{1,2})日")
ENTERED, LEFT = re.compile(r"起?[^。;\d]{0,40}?(?:进驻|入驻|进点|启动|开始|开展)[^。;\d]{0,40}"), re.compile(r"[^,。;\d]{0,12}?(?:结束|撤离|离驻|撤点)")
DIGIT = {**{word: str(value) for value, word in enumerate("〇一二三四五六七八九")}, "零": "0", "○": "0", "O": "0", "0": "0", "2": "2"}


@dataclass(frozen=True, slots=True)
class Day:
    """A day as far as the text says it; `year` or `day` may be missing. A run of digits that fits two days is no day."""

    start: int
    end: int
    year: int | None
    month: int | None
    day: int | None
    is_vague: bool = False

    def iso(self, year: int | None = None) -> str | None:
        """ISO, or YYYY-MM for a month; None where the year is not known or there is no such day."""
        year = self.year or year
        if not year or not self.month or not 1 <= self.month <= 12:
            return None
        if not self.day:
            return f"{year}-{self.month:02d}"
        try:
            return date(year, self.month, self.day).isoformat()
        except ValueError:
            return None

    @property
    def of_year(self) -> tuple[int, int]:
        return self.month or 0, self.day or 0


def days(plain: str, start: int = 0, end: int | None = None) -> list[Day]:
    """Every day that a stretch of text names, in order."""
    found = (day_of(match) for match in DAY.finditer(plain, start, len(plain) if end is None else end))
    return [day for day in found if day]


def day_of(match: re.Match) -> Day | None:
    if match["run"]:
        parts = stripped(match["run"])
        return Day(match.start(), match.end(), *parts) if parts else None
    if match["iso"]:
        return Day(match.start(), match.end(), int(match["iso"]), int(match["im"]), int(match["id"]))
    if match["cm"]:
        year = int("".join(DIGIT[word] for word in match["cy"])) if match["cy"] else None
        return Day(match.start(), match.end(), year, chinese_number(match["cm"]), chinese_number(match["cd"]))
    year, month, day = (int(match[name]) if match[name] else None for name in "ymd")
    return Day(match.start(), match.end(), year, month, day, bool(match["vague"]))


def stripped(run: str) -> tuple[int | None, int, int] | None:
    """202442日 is 2024-4-2: a year in front, then month and day where only one reading is a day."""
    year, rest = (int(run[:4]), run[4:]) if len(run) >= 6 and re.match(YEAR, run) else (None, run)
    if not 2 <= len(rest) <= 4:
        return None
    readings = []
    for cut in (1, 2):
        month, day = rest[:cut], rest[cut:]
        if day and month[0] != "0" and day[0] != "0" and 1 <= int(month) <= 12 and 1 <= int(day) <= 31 and len(day) <= 2:
            readings.append((year, int(month), int(day)))
    return readings[0] if len(readings) == 1 else None


def period(plain: str, start: int, end: int) -> tuple[Day, Day] | None:
    """The first D1至D2 of a stretch of text; a second day without its month has that of the first."""
    listed = days(plain, start, end)
    return joined(plain, listed, end) or entered_and_left(plain, listed)


def joined(plain: str, listed: list[Day], end: int) -> tuple[Day, Day] | None:
    """3月6日至5月12日."""
    for index, first in enumerate(listed):
        joint = TO.match(plain, first.end)
        if not joint or first.end > end:
            continue
        last = LAST_DAY.match(plain, joint.end()) if first.day and "月" in plain[first.start:first.end] else None
        if last:
            return first, Day(last.start(), last.end(), first.year, first.month, int(last["d"]))
        if index + 1 < len(listed) and listed[index + 1].start == joint.end():
            second = listed[index + 1]
            if first.year is None and second.year and not NEXT_YEAR.search(joint[0]):
                first = Day(first.start, first.end, second.year - (first.of_year > second.of_year), first.month, first.day, first.is_vague)
            return first, last_of(plain, listed, index + 1)
    return None


def entered_and_left(plain: str, listed: list[Day]) -> tuple[Day, Day] | None:
    """3月6日进驻,5月12日结束."""
    for first, second in zip(listed, listed[1:]):
        if ENTERED.fullmatch(plain, first.end, second.start) and LEFT.match(plain, second.end):
            return first, second
    return None


def last_of(plain: str, listed: list[Day], index: int) -> Day:
    """The end of the last period where two are joined: 10月18日至11月19日、11月29日至12月17日."""
    day = listed[index]
    if index + 2 < len(listed) and plain[day.end:listed[index + 1].start] in ("、", "和", "及", ",") and TO.fullmatch(plain[listed[index + 1].end:listed[index + 2].start]):
        return last_of(plain, listed, index + 2)
    return day


def following(day: Day, after: str | None) -> str | None:
    """A day as ISO; without a year, the first such day on or after an ISO day, None where that is not known."""
    if day.year or not after:
        return day.iso()
    year = int(after[:4])
    candidate = day.iso(year)
    return candidate if candidate and candidate >= after[:len(candidate)] else day.iso(year + 1)


def preceding(day: Day, before: str | None) -> str | None:
    """A day as ISO; without a year, the last such day on or before an ISO day."""
    if day.year or not before:
        return day.iso()
    year = int(before[:4])
    candidate = day.iso(year)
    return candidate if candidate and candidate <= before[:len(candidate)] else day.iso(year - 1)
