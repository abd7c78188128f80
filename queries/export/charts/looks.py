"""What sheets with charts share: words, colours, lines of text as wide as a chart, and how they are printed."""

import re
from pathlib import Path

from queries import phrases
from queries.export.about import DEMO, About
from queries.export.sheet import Texts
from queries.export.terminal import width

WORDS = Path(__file__).with_name("words.toml")
# Those of the pages: told apart by luminance too, never red against green.
BLUE, OCHRE, GREY, INK, GRID = "#2f6db0", "#c98a1b", "#8592a3", "#3c4a57", "#dfe5ea"
PERCENT = '0"%"'
# Of a text inside a chart; Excel shows no more of some.
MOST = 250
# A Chinese character or a word, with the signs that may not begin a line; or white space.
PART = re.compile(r"(?:[\u2e80-\uffff]|[^\s\u2e80-\uffff]+)[，。；：、！？）”…]*(?: ·)?|\s+")


def say(about: About, name: str, **values: object) -> str:
    return phrases.say(WORDS, about.language, name, **values)


def shown(text: str, texts: Texts) -> str:
    """The text as a cell holds it. xlsxwriter takes one that looks like rich text for XML; it gets another bracket."""
    held = texts.held(text)
    return "＜" + held[1:] if held.startswith("<r>") else held


def drawn(text: str, texts: Texts) -> str:
    """The text as a chart holds it: xlsxwriter takes one like `a!B2` for the address of a cell."""
    return shown(text, texts).replace("!", "！")[:MOST]


def source(about: About) -> str:
    said = say(about, "source", edition=about.edition, sha256=about.edition_sha256[:12])
    return " · ".join([said, DEMO[about.language]]) if about.is_demo else said


def wrapped(text: str, columns: int) -> list[str]:
    """The text in lines of so many columns, a Chinese character taking two."""
    lines = [""]
    for part in PART.findall(text):
        if width(lines[-1]) + width(part.rstrip()) > columns and lines[-1].strip():
            lines.append("")
        lines[-1] += part if lines[-1] else part.lstrip()
    return [line.rstrip() for line in lines]


def printed(sheet, about: About, breaks: list[int]) -> None:
    """No wider than a page, each chart on a page of its own: one that is cut at the edge of the paper says something else."""
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.set_h_pagebreaks(breaks)
    sheet.set_footer("&R&P / &N")
    if about.is_demo:
        sheet.set_header("&C" + DEMO[about.language])
