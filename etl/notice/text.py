"""A notice's text twice: `shown`, as people read it, and `plain`, the same in the one form that the grammar knows.

Plain is simplified characters, half-width punctuation, straight dashes, no pinyin glosses and no blanks within words. Every
change is one character for one character or leaves characters out, so a span of plain leads back to a span of shown.
"""

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from functools import lru_cache

TONED = "āáǎàēéěèīíǐìōóǒòūúǔùüǖǘǚǜḿńňǹ"
GLOSS = re.compile(r"[(（][a-z" + TONED + r"]{1,7}[)）]")
WIDE = {**{0xFF01 + place: chr(0x21 + place) for place in range(94)}, **{ord(mark): "-" for mark in "—–―−─‐－﹣～"}}
MARKS = str.maketrans({**dict.fromkeys("【［〔", "("), **dict.fromkeys("】］〕", ")"), **dict.fromkeys("「『＂\"", "“"), **dict.fromkeys("」』", "”"),
                       "﹕": ":", "∶": ":", "﹔": ";", "﹐": ",", "\u3000": "\t", **dict.fromkeys("\xa0\u2002\u2003\u2009", " "),
                       **dict.fromkeys("＊☆★※●", "*")})
LEFT_OUT = re.compile(
    r"(?<=[^\x00-\x7f])\([a-z" + TONED + r"]{1,7}\)"     # 壓(yā)力: a gloss in brackets breaks every keyword
    r"|[\x00-\x08\x0b-\x1f\x7f\u200b-\u200f\u2028-\u202f\u2060\ufeff\ufffd]+"
    r"|(?<![0-9A-Za-z\s]) (?=[^\s])|(?<=[0-9A-Za-z]) (?=[^0-9A-Za-z\s])"   # one blank is set for looks, a wider one separates
    r"|(?<=\n)[ \t]+|[ \t]+(?=\n)|(?<=[ \t])[ \t]+|^[ \t]+")

CENSORED = re.compile(r"\*(?=[委组纪务员总工建风章籍治策府])(?!\*)")     # some sites star out 党 and 政


@lru_cache(maxsize=1)
def character_table() -> dict[int, str]:
    """Traditional to simplified by OpenCC, character by character, with the half-width forms."""
    import opencc

    source = [chr(code) for block in (range(0x3400, 0xA000), range(0xF900, 0xFB00)) for code in block]
    simple = opencc.OpenCC("t2s").convert("\n".join(source)).split("\n")
    table = {ord(old): new for old, new in zip(source, simple) if old != new and len(new) == 1}
    return table | WIDE | MARKS


@dataclass(frozen=True)
class Text:
    """The text in both forms; `kept` and `shifts` say where each kept piece of plain began in shown."""

    shown: str
    plain: str
    kept: list[int] = field(repr=False)
    shifts: list[int] = field(repr=False)
    ends: list[int] = field(repr=False)      # where the line feeds of shown stand

    def origin(self, position: int) -> int:
        return position + self.shifts[bisect_right(self.kept, position) - 1]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The span of shown that a span of plain came from."""
        if end <= start:
            return (self.origin(start),) * 2
        last = self.origin(end - 1) + 1
        gloss = GLOSS.match(self.shown, last) if self.shown[last:last + 1] in ("(", "（") else None      # 問題(tí): the gloss of the last character belongs to it
        return self.origin(start), gloss.end() if gloss else last

    def line(self, position: int) -> int:
        """The line of shown, from 1, that a position stands in."""
        return bisect_left(self.ends, position) + 1

    def words(self, start: int, end: int) -> str:
        """What is shown where a span of plain came from, without the blanks around it."""
        first, last = self.span(start, end)
        return self.shown[first:last].strip()


def text_of(shown: str) -> Text:
    """Both forms of a text; line ends become line feeds, in shown too."""
    shown = shown.replace("\r\n", "\n").replace("\r", "\n")
    wide = shown.translate(character_table())
    if "*" in wide:
        wide = CENSORED.sub(lambda found: "政" if found.end() < len(wide) and wide[found.end()] in "治策府" else "党", wide)
    pieces, kept, shifts, position, length = [], [0], [0], 0, 0
    for found in LEFT_OUT.finditer(wide):
        piece = wide[position:found.start()]
        pieces.append(piece)
        length += len(piece)
        position = found.end()
        kept.append(length)
        shifts.append(position - length)
    pieces.append(wide[position:])
    return Text(shown, "".join(pieces), kept, shifts, [found.start() for found in re.finditer("\n", shown)])
