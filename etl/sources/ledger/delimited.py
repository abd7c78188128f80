"""CSV as offices save it: UTF-8 with or without its mark, UTF-16 or GB18030; comma, tab or semicolon."""

import csv
import io

from etl.sources.ledger.archive import Unreadable

MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
DELIMITERS = ",\t;"
ENOUGH_CHINESE = 8  # so many Chinese characters are not valid UTF-8 by chance: the text is UTF-8, and it is damaged
LARGEST_CELL = 1_000_000


def rows(data: bytes) -> tuple[list[list[str]], str]:
    """The rows, all of one width, and the encoding; raises Unreadable."""
    text, encoding = decoded(data)
    if "\0" in text:
        raise Unreadable("含有空字符（NUL）的二进制内容", "文本（请用 Excel 打开并另存为 .xlsx 或 CSV UTF-8）")
    found = parsed(text, delimiter(text))
    width = max(map(len, found), default=0)
    return [row + [""] * (width - len(row)) for row in found], encoding


def decoded(data: bytes) -> tuple[str, str]:
    """The text and its encoding: by its mark, else UTF-8, else GB18030; never with replacement characters."""
    for mark, encoding in MARKS:
        if data.startswith(mark):
            return strictly(data, encoding), encoding
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8")
        if sum("\u4e00" <= character <= "\u9fff" for character in before) >= ENOUGH_CHINESE:
            raise Unreadable(f"第 {error.start + 1} 字节处不是 UTF-8 文字", "UTF-8 或 GB18030 文本（文件可能损坏，请重新导出）") from None
    return strictly(data, "gb18030"), "gb18030"


def strictly(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        name = "GB18030" if encoding == "gb18030" else encoding.upper().removesuffix("-SIG")
        at = error.start + (3 if encoding == "utf-8-sig" else 0)
        raise Unreadable(f"第 {at + 1} 字节处不是 {name} 文字", "UTF-8 或 GB18030 文本（请用 Excel 另存为 CSV UTF-8）") from None


def delimiter(text: str) -> str:
    """The one that stands most often outside quotation marks in the first lines."""
    outside = "".join(text[:20_000].split('"')[::2])
    return max(DELIMITERS, key=outside.count)


def parsed(text: str, separator: str) -> list[list[str]]:
    found, begun = [], 1
    csv.field_size_limit(LARGEST_CELL)
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    try:
        for row in lines:
            found.append(row)
            begun = lines.line_num + 1
    except csv.Error as error:
        is_open = "unexpected end of data" in str(error) or "field limit" in str(error)
        what = "引号没有闭合" if is_open else "引号后面还有文字"
        raise Unreadable(what, "成对的英文引号（单元格内的引号要写两个）", f"第 {begun} 行（文本行）") from None
    return found
