"""Files into text: TXT, HTML, DOCX and PDF, in whatever encoding; what cannot be a notice is refused with the reason."""

import codecs
import io
import re
import zipfile
from dataclasses import dataclass, field
from pathlib import Path
from time import monotonic

MOST_BYTES = 30_000_000
MOST_CHARACTERS = 300_000        # the longest notices have some 60,000
MOST_XML = 40_000_000            # of a DOCX, unpacked
MOST_PAGES = 300
MOST_SECONDS = 2.0
MOST_CONTENT = 1_500_000          # of one PDF page, unpacked: about two seconds
DECLARED = re.compile(rb"""(?i)(?:charset|encoding)\s*=\s*["']?\s*([\w.-]{3,20})""")
WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
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
    return read


def decoded(data: bytes) -> tuple[str, str]:
    """The text of some bytes and its encoding: UTF-8 where it is valid (a cut last character is), else as declared, else GB18030."""
    for mark, encoding in ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be")):
        if data.startswith(mark):
            return data[len(mark):].decode(encoding, "replace"), encoding
    declared = DECLARED.search(data[:3000])
    names = ["utf-8", *([declared[1].decode("ascii", "replace").lower()] if declared else []), "gb18030"]
    for name in names:
        try:
            name = "gb18030" if name in ("gb2312", "gbk") else codecs.lookup(name).name
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
    from etl.notice.html import page_text

    source, encoding = decoded(data)
    shown, facts = page_text(source)
    return Read(shown, encoding, facts)


def docx_text(data: bytes) -> Read:
    """Paragraphs of a Word document; nothing is unpacked to disk, no entity is resolved, and a bomb is refused before it is unpacked."""
    from lxml import etree

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            part = archive.getinfo("word/document.xml")
            if part.file_size > MOST_XML:
                raise Refused(f"解压后 {part.file_size // 1_000_000} MB，不是一份通报")
            with archive.open(part) as file:
                xml = file.read(MOST_XML + 1)
        if len(xml) > MOST_XML:
            raise Refused("解压后过大，不是一份通报")
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
        root = etree.fromstring(xml, parser)
    except (zipfile.BadZipFile, KeyError, NotImplementedError, RuntimeError, EOFError, OSError, etree.LxmlError, zipfile.zlib.error) as error:
        raise Refused(f"不是完好的 Word 文件（{type(error).__name__}）") from None
    return Read("\n".join(map(paragraph, root.iter(WORD + "p"))), "utf-8")


def paragraph(node) -> str:
    """The words of one paragraph, line breaks and tabs included, deleted text and field codes left out."""
    words = []
    for part in node.iter(WORD + "t", WORD + "br", WORD + "tab"):
        words.append(part.text or "" if part.tag == WORD + "t" else "\n" if part.tag == WORD + "br" else "\t")
    return "".join(words)


def pdf_text(data: bytes) -> Read:
    """The text layer of a PDF, lines joined into paragraphs; a scan has none and is refused as such."""
    import logging

    from pypdf import PdfReader

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    started, pages = monotonic(), []
    try:
        reader = PdfReader(io.BytesIO(data), strict=False)
        if reader.is_encrypted and not reader.decrypt(""):
            raise Refused("PDF 有密码")
        count = len(reader.pages)
        for page in reader.pages[:MOST_PAGES]:
            content = page.get_contents()
            if content is not None and len(content.get_data()) > MOST_CONTENT:
                raise Refused("PDF 的一页过于复杂，不是一份通报")
            pages.append(page.extract_text() or "")
            if monotonic() - started > MOST_SECONDS:
                raise Refused("PDF 过于复杂，读取超时")
    except Refused:
        raise
    except Exception as error:  # a hostile PDF breaks pypdf in any way it likes
        raise Refused(f"不是完好的 PDF（{type(error).__name__}）") from None
    if sum(len(text.strip()) for text in pages) < 20 * max(1, count):
        raise Refused("扫描件：PDF 里没有文字层，请先做文字识别或改交可复制文字的版本")
    return Read(joined("\n".join(pages)), "utf-8")


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
