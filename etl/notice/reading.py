"""Files into text: TXT, HTML, DOCX and PDF, in whatever encoding; what cannot be a notice is refused with the reason."""

import codecs
import io
import re
import zipfile
from dataclasses import dataclass, field
from pathlib import Path
from time import process_time
from xml.parsers import expat

MOST_BYTES = 30_000_000
MOST_CHARACTERS = 300_000        # the longest notices have some 60,000
MOST_HTML = 5_000_000            # of a page, embedded pictures left out
MOST_XML = 20_000_000            # of a DOCX, unpacked: 300 for each character of the longest notice
MOST_PAGES = 300
MOST_PAGE_CONTENT = 1_200_000    # of a PDF, unpacked: about two seconds
MOST_CONTENT = 10_000_000        # of all its pages
MOST_SECONDS = 2.0               # of this process, since the time by the clock depends on what else runs
DECLARED = re.compile(rb"""(?i)(?:charset|encoding)\s*=\s*["']?\s*([\w.-]{3,20})""")
PICTURE = re.compile(r"data:[\w/+.;=-]{0,100},[A-Za-z0-9+/=%\s]{200,}")
CHINESE = frozenset(("gb18030", "gbk", "gb2312", "hz", "big5", "big5hkscs", "cp950", "utf-8", "utf-16", "utf-16-le", "utf-16-be", "utf-32"))
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
BREAKS = {WORD + "br": "\n", WORD + "tab": "\t"}
KINDS = {".txt": "text/plain", ".html": "text/html", ".htm": "text/html", ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
         ".pdf": "application/pdf"}


class Refused(ValueError):
    """A file that is not read; the text says why."""


@dataclass(frozen=True)
class Read:
    """A file's shown text, with what its head or properties say of it."""

    shown: str
    encoding: str | None = None
    facts: dict[str, str] = field(default_factory=dict)


def read_file(path: Path) -> Read:
    """The text of a file; raises Refused."""
    suffix = path.suffix.lower()
    if suffix not in KINDS:
        raise Refused(f"不认识的文件类型 {suffix or '（无扩展名）'}，应为 {'、'.join(KINDS)}")
    if path.stat().st_size > MOST_BYTES:
        raise Refused(f"文件超过 {MOST_BYTES // 1_000_000} MB，不是一份通报")
    data = path.read_bytes()
    if not data.strip():
        raise Refused("空文件")
    read = {".docx": docx_text, ".pdf": pdf_text, ".html": html_text, ".htm": html_text}.get(suffix, plain_text)(data)
    if len(read.shown) > MOST_CHARACTERS:
        raise Refused(f"正文 {len(read.shown)} 字，超过 {MOST_CHARACTERS} 字，不是一份通报")
    if not read.shown.strip():
        raise Refused("文件里没有文字")
    return Read(sendable(read.shown), read.encoding, {name: sendable(words) for name, words in read.facts.items()})


def sendable(words: str) -> str:
    """The words with half characters (lone surrogates) replaced, which no file and no database takes."""
    return words.encode("utf-8", "replace").decode("utf-8")


def decoded(data: bytes) -> tuple[str, str]:
    """The text of some bytes and its encoding: UTF-8 where it is valid (a cut last character is), else as declared, else GB18030."""
    for mark, encoding in ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be")):
        if data.startswith(mark):
            return data[len(mark):].decode(encoding, "replace"), encoding
    declared = DECLARED.search(data[:3000])
    names = ["utf-8", *([declared[1].decode("ascii", "replace").lower()] if declared else []), "gb18030"]
    for name in names:
        try:
            name = codecs.lookup(name).name
            if name not in CHINESE:      # a page of another name, or a codec that is no encoding: zlib, punycode, unicode_escape
                continue
            name = "gb18030" if name in ("gb2312", "gbk") else name
            return codecs.getincrementaldecoder(name)().decode(data), name
        except (UnicodeError, LookupError, TypeError, AttributeError):
            continue
    likeliest = min(("utf-8", "gb18030"), key=lambda name: data.decode(name, "replace").count("\ufffd"))
    return data.decode(likeliest, "replace"), likeliest


def plain_text(data: bytes) -> Read:
    if data[:4] in (b"PK\x03\x04", b"%PDF", b"\xd0\xcf\x11\xe0"):
        raise Refused("扩展名是 .txt，内容却不是文本")
    text, encoding = decoded(data)
    if text.count("\ufffd") + text.count("\x00") > len(text) // 20:
        raise Refused("不是文本（或编码不明）")
    return Read(text, encoding)


def html_text(data: bytes) -> Read:
    from etl.notice.html import TooMuch, page_text

    source, encoding = decoded(data)
    source = PICTURE.sub("", source)
    if len(source) > MOST_HTML:
        raise Refused(f"网页超过 {MOST_HTML // 1_000_000} 兆字符，不是一份通报")
    try:
        shown, facts = page_text(source)
    except TooMuch:
        raise Refused("网页的文字过多，不是一份通报") from None
    return Read(shown, encoding, facts)


def docx_text(data: bytes) -> Read:
    """Paragraphs of a Word document; nothing is unpacked to disk, a document that declares entities is refused, and so is a bomb, unpacked or not."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            part = archive.getinfo("word/document.xml")
            if part.file_size > MOST_XML:
                raise Refused(f"解压后 {part.file_size // 1_000_000} MB，不是一份通报")
            with archive.open(part) as file:
                xml = file.read(MOST_XML + 1)
        if len(xml) > MOST_XML:
            raise Refused("解压后过大，不是一份通报")
        document = _Document()
        document.read(xml)
    except (zipfile.BadZipFile, KeyError, NotImplementedError, RuntimeError, EOFError, OSError, UnicodeError, expat.ExpatError, zipfile.zlib.error) as error:
        raise Refused(f"不是完好的 Word 文件（{type(error).__name__}）") from None
    return Read("\n".join(document.lines), "utf-8")


class _Document:
    """The words of a Word document as its parts pass by, so that no tree of them is built; deleted text and field codes are left out.

    A paragraph within another (a text box) is a line before it.
    """

    def __init__(self):
        self.lines: list[str] = []
        self.open: list[list[str]] = []      # the words of the paragraphs that have begun and not ended
        self.is_text = False

    def read(self, xml: bytes) -> None:
        parser = expat.ParserCreate(namespace_separator="}")
        parser.buffer_text = True
        parser.StartElementHandler, parser.EndElementHandler, parser.CharacterDataHandler = self.start, self.end, self.text
        parser.StartDoctypeDeclHandler = self.refuse
        parser.Parse(xml, True)

    def start(self, tag: str, attributes: dict) -> None:
        if tag == WORD + "p":
            self.open.append([])
        elif tag == WORD + "t":
            self.is_text = True
        elif tag in BREAKS and self.open:
            self.open[-1].append(BREAKS[tag])

    def end(self, tag: str) -> None:
        if tag == WORD + "p":
            self.lines.append("".join(self.open.pop()))
            if len(self.lines) > MOST_CHARACTERS:
                raise Refused(f"超过 {MOST_CHARACTERS} 段，不是一份通报")
        elif tag == WORD + "t":
            self.is_text = False

    def text(self, words: str) -> None:
        if self.is_text and self.open:
            self.open[-1].append(words)

    def refuse(self, *declared) -> None:
        raise Refused("Word 文件里声明了实体，正常的文件没有")


def pdf_text(data: bytes) -> Read:
    """The text layer of a PDF, lines joined into paragraphs; a scan has none and is refused as such."""
    import logging

    from pypdf import PdfReader, apply_configuration

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    started, pages, unpacked = process_time(), [], 0
    try:
        most = dict.fromkeys(("zlib_maximum_output_length", "lzw_maximum_output_length", "run_length_maximum_output_length"), 2 * MOST_PAGE_CONTENT)
        with apply_configuration(**most):
            reader = PdfReader(io.BytesIO(data), strict=False)
            if reader.is_encrypted and not reader.decrypt(""):
                raise Refused("PDF 有密码")
            count = len(reader.pages)
            for page in reader.pages[:MOST_PAGES]:
                if packed_size(page) > MOST_PAGE_CONTENT:
                    raise Refused("PDF 的一页过于复杂，不是一份通报")
                content = page.get_contents()
                size = len(content.get_data()) if content is not None else 0
                unpacked += size
                if size > MOST_PAGE_CONTENT or unpacked > MOST_CONTENT:
                    raise Refused("PDF 的一页过于复杂，不是一份通报")
                pages.append(page.extract_text() or "")
                if process_time() - started > MOST_SECONDS:
                    raise Refused("PDF 过于复杂，读取超时")
    except Refused:
        raise
    except Exception as error:  # a hostile PDF breaks pypdf in any way it likes
        raise Refused(f"不是完好的 PDF（{type(error).__name__}）") from None
    if sum(len(text.strip()) for text in pages) < 20 * max(1, count):
        raise Refused("扫描件：PDF 里没有文字层，请先做文字识别或改交可复制文字的版本")
    return Read(joined("\n".join(pages)), "utf-8")


def packed_size(page) -> int:
    """The bytes of a page's content as they stand in the file; pypdf has no public word for them, and unpacks without a bound where they are ASCII85."""
    content = page.get("/Contents")
    content = content.get_object() if content is not None else []
    return sum(len(getattr(part.get_object(), "_data", b"")) for part in (content if isinstance(content, list) else [content]))


HEAD = re.compile(r"\s*(?:[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十\d]{1,3}[）)]|\d{1,2}[.．、]|问题\s?\d|整改|完成情况|反馈问题|中共|[一二三四五六七八九]是)")


def joined(text: str) -> str:
    """Lines broken by the page's width are joined: a line goes on unless it ends a sentence, is short, or the next one begins something."""
    lines = [line.rstrip() for line in text.split("\n")]
    lines = [line for line in lines if line.strip() and not re.fullmatch(r"\s*[-—–]?\s*\d{1,3}\s*[-—–]?\s*", line)]
    width = max((len(line) for line in lines), default=0)
    out = []
    for line in lines:
        if out and not out[-1].endswith(("。", "：", ":", "；")) and len(out[-1]) >= 0.8 * width and not HEAD.match(line):
            out[-1] += line.strip()
        else:
            out.append(line.strip())
    return "\n".join(out)
