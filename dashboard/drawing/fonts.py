"""Which Chinese font pictures are drawn with. An SVG names families and the reader's computer has one; a PNG or PDF needs one here."""

from functools import cache

# As on the pages: the reader's own first. Then what a server has, and a serif rather than none.
FAMILIES = (
    "PingFang SC", "HarmonyOS Sans SC", "Microsoft YaHei", "Noto Sans CJK SC", "Source Han Sans SC", "Noto Sans SC", "Source Han Sans CN", "Microsoft YaHei UI", "Hiragino Sans GB",
    "WenQuanYi Micro Hei", "WenQuanYi Zen Hei", "Droid Sans Fallback", "SimHei", "DengXian", "STHeiti", "Noto Serif CJK SC", "Source Han Serif SC", "SimSun", "STSong",
)


class NoChineseFont(Exception):
    """No font of this computer has Chinese characters, so a picture would show boxes."""

    def __init__(self) -> None:
        super().__init__(
            "没有中文字体，不能生成 PNG 或 PDF 图片（否则汉字会成为方框）；Debian/Ubuntu：apt-get install fonts-noto-cjk。SVG 图片不受影响。"
            f"No Chinese font, so no PNG or PDF picture is made; install one of {', '.join(FAMILIES[:8])}. SVG pictures need none.")


@cache
def installed() -> object:
    """The fonts of this computer, as the drawing program finds them; looked for once."""
    import typst

    return typst.Fonts()


@cache
def chosen() -> str | None:
    """The family that Chinese in a picture is drawn with, or None."""
    found = set(installed().families())
    return next((family for family in FAMILIES if family in found), None)


def lacking() -> NoChineseFont | None:
    """Why no PNG or PDF can be made here; None where it can."""
    return None if chosen() else NoChineseFont()


def required() -> str:
    """The family, or the error that says what to install."""
    family = chosen()
    if family is None:
        raise NoChineseFont
    return family


def listed() -> str:
    """The families as an SVG names them: whoever opens it has one of these."""
    return ", ".join([*(f"'{family}'" for family in FAMILIES), "sans-serif"])
