"""How wide words are, estimated without a font, and where a line of Chinese may break."""

import re
from collections.abc import Iterator
from unicodedata import east_asian_width

# Widths of the characters from space to tilde in thousandths of the size, in Noto Sans CJK; other fonts differ by a few hundredths.
WIDTHS = (
    224, 323, 474, 555, 555, 921, 680, 278, 338, 338, 467, 555, 278, 347, 278, 392, 555, 555, 555, 555, 555, 555, 555, 555, 555, 555, 278, 278, 555, 555, 555, 474,
    946, 608, 657, 638, 688, 589, 552, 689, 728, 293, 535, 646, 543, 812, 723, 742, 633, 742, 635, 596, 599, 721, 575, 878, 573, 531, 603, 338, 392, 338, 555, 559,
    606, 563, 618, 510, 620, 554, 325, 564, 607, 275, 275, 552, 284, 926, 610, 606, 620, 620, 388, 468, 377, 607, 521, 802, 498, 521, 475, 338, 270, 338, 555)
# What may not begin a line, and what may not end one.
NEVER_FIRST = "，。、；：？！）》」』】〉〕％…—·,.;:?!)]}%”’"
NEVER_LAST = "（《「『【〈〔([{“‘"
# Signs that Chinese fonts lack. They stand by themselves, else a font that has them takes the words beside them along.
SIGN = re.compile("([\u25d0-\u25fe\u2600-\u27bf\u2b00-\u2bff\U0001f000-\U0001faff]+)")


def measured(text: str, size: float, bold: bool = False) -> float:
    return sum(_advance(character) for character in text) * size * (1.05 if bold else 1) / 1000


def _advance(character: str) -> int:
    place = ord(character) - 32
    if 0 <= place < len(WIDTHS):
        return WIDTHS[place]
    return 1000 if east_asian_width(character) in "WFA" else 850 if SIGN.match(character) else 600


def wrapped(text: str, size: float, room: float) -> list[str]:
    """Lines no wider than the room: broken between words and anywhere in Chinese, but never before a closing or after an opening mark."""
    lines = [""]
    for part in _parts(text):
        if lines[-1] and measured(lines[-1] + part.rstrip(" \u3000"), size) > room:
            lines.append("")
        lines[-1] += part.lstrip(" \u3000") if not lines[-1] else part
        while measured(lines[-1].rstrip(" \u3000"), size) > room and len(lines[-1]) > 1:      # one part that is longer than a line, such as a hash
            fitting = next(place for place in range(len(lines[-1]), 0, -1) if place == 1 or measured(lines[-1][:place], size) <= room)
            lines[-1:] = [lines[-1][:fitting], lines[-1][fitting:]]
    return [line.rstrip(" \u3000") for line in lines]


def _parts(text: str) -> Iterator[str]:
    """What a line may not break within: words with their space, a Chinese character with the marks that belong to it."""
    part = ""
    for character in text:
        breaks = part and part[-1] not in NEVER_LAST and character not in NEVER_FIRST and character not in " \u3000" and (part[-1] == " " or _is_wide(part[-1]) or _is_wide(character))
        if breaks:
            yield part
            part = ""
        part += character
    yield part


def _is_wide(character: str) -> bool:
    return east_asian_width(character) in "WF" and character not in "“”‘’"
