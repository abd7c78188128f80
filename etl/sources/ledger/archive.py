"""Look at a file before anything parses it: what it really is, how large it would become, which cells hold an error."""

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from posixpath import join, normpath

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
MOST_ENTRIES = 1000
MOST_BYTES = 400_000_000
MOST_RATIO = 200  # a real ledger of 100,000 repeated rows reaches about 60; a bomb reaches 1000
RATIO_MATTERS_FROM = 20_000_000  # a smaller file does no harm however well it packs
MOST_CELLS = 20_000_000  # calamine lays out the whole rectangle up to the last cell: about 1 GB of memory
TAIL = 2_000_000  # the last rows of a sheet stand at its end

FAR_CELL = re.compile(rb'<c r="[A-Z]{2}')  # beyond column Z
ROW = re.compile(rb'<row [^>]*?r="(\d+)"')
COLUMN = re.compile(rb'<c r="([A-Z]{1,3})\d')
ERROR_CELL = re.compile(rb'<c r="([A-Z]{1,3})(\d+)"(?=[^>]*\bt="e")[^>]*>(?:(?!</c>).)*?<v>([^<]*)</v>', re.S)
SHEET = re.compile(r"<(?:\w+:)?sheet\s[^>]*>")
RELATION = re.compile(r"<(?:\w+:)?Relationship\s[^>]*>")
OTHER_KINDS = {"word/document.xml": "Word 文档（.docx）", "ppt/presentation.xml": "演示文稿（.pptx）", "content.xml": "OpenDocument 文件（.ods、.odt）",
               "xl/workbook.bin": "二进制工作簿（.xlsb）"}


class Unreadable(Exception):
    """A file that cannot be read at all: what it is, and what was wanted."""

    def __init__(self, found: str, wanted: str, place: str = ""):
        super().__init__(found, wanted)
        self.found, self.wanted, self.place = found, wanted, place


def examine(data: bytes) -> dict[str, dict[tuple[int, int], str]]:
    """Refuse what is not a workbook or would grow too large; return each sheet's error cells, which calamine would give as empty."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        entries = {entry.filename: entry for entry in archive.infolist()}
        refuse_bomb(list(entries.values()), len(data))
        if "xl/workbook.xml" not in entries:
            kind = next((words for name, words in OTHER_KINDS.items() if name in entries), "压缩包")
            raise Unreadable(kind, "工作簿（请另存为 .xlsx）")
        size, errors = 0, {}
        for name, path in worksheets(archive):
            if path in entries:
                xml = inflated(data, entries[path], size)
                size += len(xml)
                refuse_far_cells(xml, name)
                errors[name] = error_cells(xml)
        return errors
    except (zipfile.BadZipFile, zlib.error, KeyError, EOFError, NotImplementedError, RuntimeError, IndexError):
        raise Unreadable("不完整的工作簿（压缩内容损坏或被截断）", "完整的 .xlsx（请重新取得，或用 Excel 打开并另存）") from None


def refuse_bomb(entries: list[zipfile.ZipInfo], size: int) -> None:
    grown = sum(entry.file_size for entry in entries)
    if len(entries) > MOST_ENTRIES:
        raise Unreadable(f"压缩包内有 {len(entries)} 个文件", f"{MOST_ENTRIES} 个以内（台账不该如此，请另存为新的工作簿）")
    if grown > MOST_BYTES:
        raise Unreadable(f"展开后有 {grown / 1e6:.0f} MB", f"{MOST_BYTES / 1e6:.0f} MB 以内（请分成几个文件）")
    if grown > RATIO_MATTERS_FROM and grown > MOST_RATIO * size:
        raise Unreadable(f"压缩比高达 {grown / size:.0f}:1", f"{MOST_RATIO}:1 以内（台账不该如此，请另存为新的工作簿）")


def worksheets(archive: zipfile.ZipFile) -> Iterator[tuple[str, str]]:
    """Each sheet's name and its file in the archive."""
    workbook, relations = (archive.read(path).decode("utf-8", "replace") for path in ("xl/workbook.xml", "xl/_rels/workbook.xml.rels"))
    targets = {}
    for element in RELATION.findall(relations):
        target = attribute(element, "Target")
        targets[attribute(element, "Id")] = target.lstrip("/") if target.startswith("/") else normpath(join("xl", target))
    for element in SHEET.findall(workbook):
        yield attribute(element, "name"), targets.get(attribute(element, r"\w+:id"), "")


def attribute(element: str, name: str) -> str:
    found = re.search(rf"""\s{name}=(?:"([^"]*)"|'([^']*)')""", element)
    words = (found[1] or found[2] or "") if found else ""
    for entity, character in (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&apos;", "'"), ("&amp;", "&")):
        words = words.replace(entity, character)
    return words


def inflated(data: bytes, entry: zipfile.ZipInfo, before: int) -> bytes:
    """An entry's bytes, stopping as soon as the file has grown past the limit: the sizes that it declares may lie."""
    if entry.flag_bits & 1:
        raise Unreadable("有打开密码的压缩内容", "没有密码的工作簿")
    start = entry.header_offset + 30 + sum(int.from_bytes(data[entry.header_offset + at:entry.header_offset + at + 2], "little") for at in (26, 28))
    packed = data[start:start + entry.compress_size]
    if entry.compress_type == zipfile.ZIP_STORED:
        return packed
    unpacker, room = zlib.decompressobj(-15), MOST_BYTES - before
    xml = unpacker.decompress(packed, room + 1)
    if len(xml) > room:
        raise Unreadable("展开后超过所声明的大小", f"{MOST_BYTES / 1e6:.0f} MB 以内（文件可能有害）")
    if not unpacker.eof:
        raise zlib.error("cut short")
    return xml


def refuse_far_cells(xml: bytes, name: str) -> None:
    """Refuse a sheet whose used rectangle would not fit into memory, as a stray cell in the last column makes it."""
    last_row = max(map(int, ROW.findall(xml[-TAIL:])), default=1)
    if last_row * (16_384 if FAR_CELL.search(xml) else 26) <= MOST_CELLS:
        return
    letters = set(COLUMN.findall(xml)) or {b"A"}
    cells = last_row * (1 + max(column_index(letter.decode()) for letter in letters))
    if cells > MOST_CELLS:
        raise Unreadable(f"到最后一个单元格为止共 {cells} 格", f"{MOST_CELLS} 格以内（可能有远离表格的单元格，请删去空行空列后另存）", name)


def error_cells(xml: bytes) -> dict[tuple[int, int], str]:
    """#REF! and the like, by row and column counted from 0."""
    if b't="e"' not in xml:
        return {}
    return {(int(row) - 1, column_index(letters.decode())): value.decode() for letters, row, value in ERROR_CELL.findall(xml)}


def column_index(letters: str) -> int:
    """A 0, Z 25, AA 26."""
    index = 0
    for letter in letters:
        index = index * 26 + ord(letter) - 64
    return index - 1


def is_encrypted(data: bytes) -> bool:
    """Whether an OLE file is a workbook behind a password: Excel wraps the whole package into a stream of this name."""
    return "EncryptedPackage".encode("utf-16-le") in data


def web_page(data: bytes) -> str | None:
    """What a text with an Excel extension really is, where systems export tables in other forms."""
    start = data[:2000].lstrip(b"\xef\xbb\xbf \r\n\t").lower()
    if start.startswith((b"<html", b"<!doctype html", b"<table", b"<meta", b"<style")):
        return "网页（HTML）"
    if start.startswith(b"<?xml") or start.startswith(b"<workbook"):
        return "XML 表格（SpreadsheetML 2003）" if b"workbook" in start else "XML 文本"
    if start.startswith(b"mime-version"):
        return "网页存档（MHTML）"
    return "PDF 文件" if start.startswith(b"%pdf") else None
