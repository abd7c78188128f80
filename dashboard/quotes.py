"""A place in a text as its sentence: the words before, the words themselves, the words after."""

import re

from dashboard import formats

ENDS = re.compile(r"[。；！？\n]")
# A sentence is cut where it is longer than this on either side of the words.
LONGEST = 120


def sentence(text: str, start: int, end: int) -> tuple[str, str, str]:
    """(before, words, after) of the sentence around text[start:end]; … where it was cut."""
    start, end = max(0, min(start, len(text))), max(0, min(end, len(text)))
    first = max((match.end() for match in ENDS.finditer(text, 0, start)), default=0)
    last = stop.end() if (stop := ENDS.search(text, max(end - 1, start))) else len(text)
    before, after = text[max(first, start - LONGEST):start], text[end:min(last, end + LONGEST)]
    before = ("…" if start - LONGEST > first else "") + before.lstrip()
    return before, text[start:end], after.rstrip() + ("…" if end + LONGEST < last else "")


def markdown(text: str, start: int, end: int) -> str:
    """The sentence as Markdown, the words in bold."""
    before, words, after = (formats.escaped(part.replace("\u3000", " ")) for part in sentence(text, start, end))
    return f"{before}**{words.strip()}**{after}" if words.strip() else f"{before}{words}{after}"
