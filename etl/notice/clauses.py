"""A stretch of text cut the way figures are said: sentences, their parts between semicolons, brackets apart.

A `Place` is one counted number with what stands around it. Brackets and 《titles》 are blanked in the words around a number
that is outside of them, so that a list in brackets does not come between a verb and its number.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from etl.notice.numbers import Token

BLANK, TITLE = "\x01", "\x02"
LONGEST = 400        # characters before a number that are looked at: a sentence of 300,000 would be read again for each of its numbers
ENDS = re.compile(r"[。;!?！？\n]")
BRACKETED = re.compile(r"\((?!(?:修订|修改|完善|修|制)\))[^()\n]*\)?")
TALLIED = re.compile(r"(?<=问题|任务|措施|举措)\(((?:共计?)?\d{1,4}[个项条])\)")          # 反馈的问题(共23个) is 反馈的问题共23个
GROUPING = re.compile(r"(?<=\d),(?=\d{3})")
TITLED = re.compile(r"《[^《》\n]*》")


@dataclass(slots=True)
class Place:
    """One number in its surroundings; all words are plain with brackets blanked."""

    token: Token
    left: str            # from the beginning of the segment, LONGEST characters at most
    clause: str          # from the last comma
    gap: str             # from the number before, or the beginning of the segment
    right: str
    begins: int          # where the segment begins in plain
    is_first: bool
    depth: int = 0
    is_alone: bool = False    # the only sum of its segment
    counted: str = ""         # the words before the count of payments that stands before a sum


@dataclass(slots=True)
class Segment:
    """A part of a sentence between semicolons, with its numbers in order; `inner` are the numbers within its brackets."""

    start: int
    end: int
    words: str
    places: list[Place]


def segments(plain: str, start: int, end: int, tokens: list[Token], starts: list[int]) -> Iterator[Segment]:
    """The segments of a stretch that hold numbers; a bracket comes as a segment of its own, right after the one that it is in."""
    cuts = [start, *(found.end() for found in ENDS.finditer(plain, start, end)), end]
    for first, last in zip(cuts, cuts[1:]):
        within = tokens[bisect_left(starts, first):bisect_left(starts, last)]
        if within:
            yield from with_brackets(plain, first, last, within)


def with_brackets(plain: str, first: int, last: int, within: list[Token]) -> Iterator[Segment]:
    words = TITLED.sub(lambda found: TITLE * len(found[0]), GROUPING.sub(BLANK, plain[first:last]))
    words = TALLIED.sub(r"共\1,", words)
    brackets = [(found.start() + first, found.end() + first) for found in BRACKETED.finditer(words)]
    flat = BRACKETED.sub(blank, words) if brackets else words
    inner: dict[tuple[int, int], list[Token]] = {}
    outer = []
    opens = [bracket[0] for bracket in brackets]
    for token in within:
        bracket = brackets[at] if (at := bisect_right(opens, token.start) - 1) >= 0 else None
        if bracket and token.start < bracket[1]:
            inner.setdefault(bracket, []).append(token)
        elif flat[token.start - first] not in (BLANK, TITLE):
            outer.append(token)
    yield Segment(first, last, flat, placed(flat, first, outer, 0))
    for bracket, mine in inner.items():
        said = words[bracket[0] - first + 1:bracket[1] - first]
        yield Segment(bracket[0] + 1, bracket[1], said, placed(said, bracket[0] + 1, mine, 1))


def blank(found: re.Match) -> str:
    return BLANK * len(found[0])


def placed(flat: str, first: int, tokens: list[Token], depth: int) -> list[Place]:
    places, before = [], 0
    for token in tokens:
        start, end = token.start - first, token.end - first
        left = flat[max(0, start - LONGEST):start].rstrip(BLANK)
        clause = left[max(left.rfind(","), left.rfind(":")) + 1:]
        gap = flat[before:start].strip(BLANK)
        places.append(Place(token, left, clause, gap, flat[end:end + 60].lstrip(BLANK), first, before == 0, depth))
        before = end
    return places
