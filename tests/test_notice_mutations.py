"""A thousand broken and hostile files: each is read or refused, within five seconds of CPU and 500 MB of memory."""

import io
import json
import os
import random
import subprocess
import sys
import time
import zipfile
import zlib
from pathlib import Path

import pytest

from etl.notice import as_json, read

ROOT = Path(__file__).resolve().parents[1]
FOLDERS = (ROOT / "tests" / "notices", ROOT.parent / "shared" / "corpus" / "dev")
SOURCES = [path for folder in FOLDERS if folder.exists() for path in sorted(folder.iterdir()) if path.suffix in (".txt", ".html")]
HEAD = "某市某局党组关于巡察整改情况的通报\n"
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
MOST_SECONDS, MOST_MEGABYTES, EACH = 5, 500, 84


def scattered(data: bytes, chance: random.Random, *pieces: bytes) -> bytes:
    for _ in range(40):
        at = chance.randrange(len(data) + 1)
        data = data[:at] + chance.choice(pieces) + data[at:]
    return data


def shuffled(data: bytes, chance: random.Random) -> bytes:
    lines = data.split(b"\n")
    chance.shuffle(lines)
    return b"\n".join(lines)


def encoded(data: bytes, chance: random.Random) -> bytes:
    text = data.decode("utf-8", "replace")
    declared = chance.choice(["utf-7", "punycode", "unicode_escape", "zlib_codec", "hex", "base64", "idna", "big5", "gbk", "undefined", "rot13", "utf-32"])
    return f"charset={declared} ".encode() + b"\xff" * chance.randrange(2) + text.encode(chance.choice(["utf-8", "gb18030", "utf-16", "utf-32", "big5", "utf-7"]), "ignore")


WAYS = {
    "cut off": lambda data, chance: data[:chance.randrange(len(data))],
    "lines shuffled": shuffled,
    "control characters": lambda data, chance: scattered(data, chance, *(bytes([code]) for code in range(32))),
    "NULs": lambda data, chance: scattered(data, chance, b"\0", b"\0" * 50),
    "wrongly encoded": encoded,
    "bytes changed": lambda data, chance: bytes(chance.randrange(256) if chance.random() < 0.02 else byte for byte in data),
    "one line": lambda data, chance: data.replace(b"\n", b""),
    "lone surrogates": lambda data, chance: scattered(data, chance, b"\xed\xa0\x80", b"\xed\xbf\xbf", b"&#xD800;"),
    "emoji": lambda data, chance: scattered(data, chance, "😀👩‍👩‍👧🇨🇳\ufe0f".encode()),
    "right to left": lambda data, chance: scattered(data, chance, "\u202e\u2067\u200f\u061c".encode(), "مرحبا".encode()),
    "tags": lambda data, chance: scattered(data, chance, b"<div>", b"</p>", b"<a href=x>", b"<!--", b"<script>", b"</table>", b"&#0;"),
    "brackets": lambda data, chance: scattered(data, chance, *("（ ） 《 》 “ ” 、 1. （一）".encode().split())),
}


@pytest.mark.parametrize("way", WAYS)
def test_a_thousand_mutated_notices_are_read_or_refused(tmp_path, way):
    assert EACH * len(WAYS) >= 1000
    chance = random.Random(f"20261122 {way}")
    for _ in range(EACH):
        source = chance.choice(SOURCES)
        path = tmp_path / f"mutated{chance.choice([source.suffix] * 4 + ['.docx', '.pdf', '.html', '.txt'])}"      # one in four has a false extension or might
        path.write_bytes(WAYS[way](source.read_bytes(), chance))
        started = time.process_time()
        notice = read(path)
        assert time.process_time() - started < MOST_SECONDS
        json.dumps(as_json(notice), ensure_ascii=False).encode("utf-8")
        assert notice.refusal or all(notice.shown[figure.start:figure.end] == figure.evidence for figure in notice.figures)


# Made to break a reader: each in a process of its own, whose time and memory are measured -------------------------------------------

def docx(body: str, declared: str = "", more: int = 0) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", f'<?xml version="1.0"?>{declared}<w:document {W}><w:body>{body}</w:body></w:document>')
        for number in range(more):
            archive.writestr(f"word/{number}", b"")
    return made.getvalue()


def stream(data: bytes, more: str = "") -> bytes:
    return f"<</Length {len(data)}{more}>>stream\n".encode() + data + b"\nendstream"


def flate(data: bytes, more: str = "") -> bytes:
    return stream(zlib.compress(data, 9), "/Filter/FlateDecode" + more)


def pdf(*objects: str | bytes, more: str = "") -> bytes:
    """A PDF of these objects, the first of which is the catalogue."""
    out, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj" % number + (content if isinstance(content, bytes) else content.encode()) + b"endobj\n"
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    return out + f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode() + table + f"trailer<</Size {len(objects) + 1}/Root 1 0 R{more}>>\nstartxref\n{len(out)}\n%%EOF".encode()


CATALOGUE, ONE_PAGE, FONT = "<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[3 0 R]/Count 1>>", "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"
PAGE = "<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 850]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>"


def one_page(content: bytes, font: str = FONT, *others: bytes, more: str = "") -> bytes:
    return pdf(CATALOGUE, ONE_PAGE, PAGE, content, font, *others, more=more)


LAUGHS = "<!DOCTYPE a [<!ENTITY a 'lol'>" + "".join(f"<!ENTITY {chr(98 + n)} '{('&' + chr(97 + n) + ';') * 10}'>" for n in range(9)) + "]>"
HOSTILE = {
    "line.txt": lambda: ("整改" * 830_000).encode(), "line.html": lambda: ("整改" * 830_000).encode(), "brackets.txt": lambda: (HEAD + "（" * 100_000).encode(),
    "pairs.txt": lambda: (HEAD + "（" * 50_000 + "）" * 50_000).encode(), "deep.html": lambda: b"<div>" * 100_000 + HEAD.encode(), "tables.html": lambda: b"<table><tr><td>" * 100_000 + HEAD.encode(),
    "tags.html": lambda: b"<b></b>" * 700_000, "paragraphs.html": lambda: b"<div>" * 190 + "<p>整改，有力有序。".encode() * 150_000, "attributes.html": lambda: b"<p " + b" ".join(b"a%d=1" % n for n in range(450_000)) + b">",
    "large.html": lambda: b"<i>" * 9_000_000, "breaks.html": lambda: b"<div>" * 1500 + "整改，<br>".encode() * 300_000,
    "bomb.docx": lambda: docx(" " * 60_000_000), "entries.docx": lambda: docx("", more=50_000), "laughs.docx": lambda: docx("&j;", LAUGHS),
    "quadratic.docx": lambda: docx("&a;" * 50_000, f"<!DOCTYPE a [<!ENTITY a '{'x' * 50_000}'>]>"), "external.docx": lambda: docx("<w:p><w:r><w:t>&a;</w:t></w:r></w:p>", "<!DOCTYPE a [<!ENTITY a SYSTEM 'file:///etc/passwd'>]>"),
    "paragraphs.docx": lambda: docx("<w:p/>" * 3_000_000), "elements.docx": lambda: docx("<x/>" * 4_500_000), "deep.docx": lambda: docx("<w:p>" * 200_000 + "</w:p>" * 200_000),
    "loop.pdf": lambda: pdf(CATALOGUE, "<</Type/Pages/Kids[2 0 R]/Count 1>>"), "count.pdf": lambda: pdf(CATALOGUE, "<</Type/Pages/Kids[3 0 R]/Count 2000000000>>", PAGE, stream(b"BT ET"), FONT),
    "doubling.pdf": lambda: pdf(CATALOGUE, *(f"<</Type/Pages/Kids[{n} 0 R {n} 0 R]/Count 2>>" for n in range(3, 33)), "<</Type/Page>>"), "bomb.pdf": lambda: one_page(flate(b" " * 300_000_000)),
    "shown.pdf": lambda: one_page(flate(b"BT (a) Tj ET " * 90_000)), "predictor.pdf": lambda: one_page(flate(b"\2" * 20_000_000, "/DecodeParms<</Predictor 15/Columns 1>>")),
    "ascii85.pdf": lambda: one_page(stream(b"z" * 9_000_000, "/Filter/ASCII85Decode")), "xref.pdf": lambda: one_page(stream(b"BT ET")).replace(b"startxref\n", b"startxref\n9"),
    "previous.pdf": lambda: b"%PDF-1.4\nxref\n0 1\n0000000000 65535 f \ntrailer<</Size 1/Prev 9/Root 1 0 R>>\nstartxref\n9\n%%EOF", "objects.pdf": lambda: b"%PDF-1.4\n" + b"1 0 obj<<>>endobj\n" * 300_000,
    "locked.pdf": lambda: one_page(stream(b"BT ET"), more=f"/Encrypt<</Filter/Standard/V 1/R 2/O<{'00' * 32}>/U<{'00' * 32}>/P -4>>/ID[<00><00>]"),
    "script.pdf": lambda: pdf("<</Type/Catalog/Pages 2 0 R/OpenAction<</S/JavaScript/JS(app.alert(1))>>>>", ONE_PAGE, PAGE, stream(b"BT ET"), FONT),
    "surrogates.pdf": lambda: one_page(stream(b"BT /F1 9 Tf " + b"<0001> Tj " * 100 + b"ET"), "<</Type/Font/Subtype/Type0/BaseFont/A/Encoding/Identity-H/ToUnicode 6 0 R>>",
                                       stream(b"begincmap 1 begincodespacerange <0000> <FFFF> endcodespacerange 1 beginbfchar <0001> <D800> endbfchar endcmap")),
}
READER = """
import json, os, resource, sys
from pathlib import Path
from etl.notice import as_json, read
for name in sys.stdin:
    child = os.fork()
    if child == 0:
        resource.setrlimit(resource.RLIMIT_CPU, (20, 20))
        resource.setrlimit(resource.RLIMIT_AS, (3 << 30, 3 << 30))
        notice = read(Path(name.rstrip()))
        json.dumps(as_json(notice), ensure_ascii=False).encode()
        os._exit(2 if "root:" in notice.shown else 0)      # an external entity; what is raised ends with 1
    _, status, used = os.wait4(child, 0)
    print(status, used.ru_utime + used.ru_stime, used.ru_maxrss / (1 << 20 if sys.platform == "darwin" else 1 << 10), flush=True)
"""


@pytest.fixture(scope="module")
def reader():
    with subprocess.Popen([sys.executable, "-c", READER], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT) as running:
        yield running
        running.stdin.close()


@pytest.mark.skipif(not hasattr(os, "fork"), reason="time and memory of one file are measured in a fork")
@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_read_or_refused_at_little_cost(tmp_path, reader, name):
    path = tmp_path / name
    path.write_bytes(HOSTILE[name]())
    print(path, file=reader.stdin, flush=True)
    status, seconds, megabytes = map(float, reader.stdout.readline().split())
    assert status == 0 and seconds < MOST_SECONDS and megabytes < MOST_MEGABYTES
