"""Sizes and fonts of a report on paper, said once for Word and PDF: 公文 habits (GB/T 9704) in Chinese, a plain report in English.

Fonts: the names that offices have first, then what is free. A reader's own fonts serve in Word; PDF takes the first that this computer has.
"""

from dataclasses import dataclass

from dashboard.report.document import Document

QUIET, INK, RULE = "#55606d", "#1a1f26", "#1f4e79"
# Ours by role: the title, the text, headings of the first and of the second level.
FAMILIES = {
    "title": ("FZXiaoBiaoSong-B05S", "FZXiaoBiaoSong-B05", "方正小标宋简体", "STZhongsong", "Noto Serif CJK SC", "Source Han Serif SC", "SimSun"),
    "text": ("FangSong_GB2312", "仿宋_GB2312", "FangSong", "STFangsong", "Noto Serif CJK SC", "Source Han Serif SC", "Songti SC", "SimSun"),
    "heading": ("SimHei", "STHeiti", "Noto Sans CJK SC", "Source Han Sans SC", "Heiti SC", "Microsoft YaHei"),
    "subheading": ("KaiTi_GB2312", "楷体_GB2312", "KaiTi", "STKaiti", "LXGW WenKai", "Noto Serif CJK SC", "Source Han Serif SC", "Songti SC", "SimSun"),
}
# What Word writes into the file, and the names under which a computer without it may have another (w:altName), with their kind.
WORD_FONTS = {
    "title": ("方正小标宋简体", "FZXiaoBiaoSong-B05S,STZhongsong,Noto Serif CJK SC", "roman"),
    "text": ("仿宋_GB2312", "FangSong_GB2312,FangSong,STFangsong,Noto Serif CJK SC", "roman"),
    "heading": ("黑体", "SimHei,STHeiti,Noto Sans CJK SC", "swiss"),
    "subheading": ("楷体_GB2312", "KaiTi_GB2312,KaiTi,STKaiti,Noto Serif CJK SC", "roman"),
}
LATIN = {"text": "Times New Roman", "heading": "Arial", "title": "Times New Roman", "subheading": "Times New Roman"}


def contents(entries: int) -> tuple[float, float]:
    """Type of the contents as a part of the captions', and from one line to the next in its own size: closer where many have to stay on the first page."""
    return (1.0, 1.7) if entries <= 16 else (1.0, 1.4) if entries <= 20 else (0.875, 1.25)


@dataclass(frozen=True)
class Look:
    """Points, but for the margins (mm): top, bottom, left, right. line: from one base line to the next. indent: of a paragraph's first line, in characters.

    air: of the usual space around headings, pictures and tables in Word.
    """

    margins: tuple[float, float, float, float]
    title: float
    subtitle: float
    body: float
    line: float
    small: float
    table: float
    caption: float
    number: float
    headings: tuple[float, float, float]
    page_number: float
    indent: int
    air: float = 1.0


CHINESE = Look((37, 35, 28, 26), 22, 16, 16, 28, 10.5, 10.5, 12, 14, (16, 16, 16), 14, 2)
ENGLISH = Look((30, 28, 28, 26), 20, 13, 11, 17, 9, 9, 10, 14, (14, 12, 11), 11, 0)
BRIEFING = Look((16, 14, 16, 16), 19, 11, 10.5, 16, 8, 9, 9.5, 16.5, (12, 11, 10.5), 9, 0, 0.4)
PAPER = (210.0, 297.0)
# Margins of a page that lies, as Look.margins: a wide table takes what it can.
TURNED = (30.0, 26.0, 24.0, 24.0)
# From one line of a table to the next, in its own size; and what a cell adds above and below, and at each side, in points.
TABLE_LINE, TABLE_SPACE, TABLE_SIDE = 1.42, 2.0, 4.0


def look(document: Document) -> Look:
    if document.kind == "briefing":
        return BRIEFING
    return CHINESE if document.language == "zh" else ENGLISH
