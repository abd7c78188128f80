"""Files as they come: encodings, HTML, DOCX, PDF, scans, and files made to break a reader."""

import io
import random
import time
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from etl.notice import as_json, read, read_text
from etl.notice.reading import Read
from etl.notice.text import text_of

FOLDER = Path(__file__).parent / "notices"
BODY = (FOLDER / "p01.txt").read_text(encoding="utf-8")
SOURCES = sorted(path for path in FOLDER.iterdir() if path.stem[0] in "pq" and path.suffix in (".txt", ".html"))


def figures(notice) -> list[tuple]:
    return [(figure.figure, figure.basis, figure.value, figure.term) for figure in notice.figures]


def read_bytes(folder: Path, name: str, data: bytes):
    path = folder / name
    path.write_bytes(data)
    return read(path)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "gbk", "utf-16"])
def test_an_undeclared_encoding_is_found(tmp_path, encoding):
    assert figures(read_bytes(tmp_path, "a.txt", BODY.encode(encoding))) == figures(read(FOLDER / "p01.txt"))


def test_a_cut_last_character_does_no_harm(tmp_path):
    assert read_bytes(tmp_path, "a.txt", BODY.encode()[:-2]).is_notice


def docx(text: str) -> bytes:
    w = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    paragraphs = "".join(f"<w:p><w:r><w:t>{line[:7]}</w:t></w:r><w:r><w:t>{line[7:]}</w:t></w:r></w:p>" for line in text.split("\n"))
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("word/document.xml", f'<?xml version="1.0"?><w:document xmlns:w="{w}"><w:body>{paragraphs}</w:body></w:document>')
    return made.getvalue()


def pdf(text: str | None) -> bytes:
    """A PDF of one page; with a text layer whose font says which character each code is, or a scan without one."""
    shown = "BT /F1 10 Tf 20 800 Td 12 TL " + " ".join(f"<{line.encode('utf-16-be').hex()}> Tj T*" for line in text.split("\n")) + " ET" if text else "0 0 100 100 re f"
    cmap = "/CIDInit /ProcSet findresource begin 12 dict begin begincmap 1 begincodespacerange <0000> <FFFF> endcodespacerange " + \
           "256 beginbfrange " + " ".join(f"<{high:02x}00> <{high:02x}ff> <{high:02x}00>" for high in range(256)) + " endbfrange endcmap end end"
    objects = ["<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[3 0 R]/Count 1>>",
               "<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 850]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>", f"<</Length {len(shown)}>>stream\n{shown}\nendstream",
               "<</Type/Font/Subtype/Type0/BaseFont/A/Encoding/Identity-H/DescendantFonts[6 0 R]/ToUnicode 7 0 R>>",
               "<</Type/Font/Subtype/CIDFontType2/BaseFont/A/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>/DW 1000>>", f"<</Length {len(cmap)}>>stream\n{cmap}\nendstream"]
    out, places = "%PDF-1.4\n", []
    for number, content in enumerate(objects, start=1):
        places.append(len(out))
        out += f"{number} 0 obj{content}endobj\n"
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    return (out + f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}trailer<</Size {len(objects) + 1}/Root 1 0 R>>\nstartxref\n{len(out)}\n%%EOF").encode("latin-1")


def test_word_and_pdf_say_what_the_text_says(tmp_path):
    expected = read(FOLDER / "p01.txt")
    for name, data in (("a.docx", docx(BODY)), ("a.pdf", pdf(BODY))):
        notice = read_bytes(tmp_path, name, data)
        assert notice.refusal is None and figures(notice) == figures(expected) and notice.unit == expected.unit


def test_a_scan_is_refused_as_such(tmp_path):
    assert "扫描" in read_bytes(tmp_path, "a.pdf", pdf(None)).refusal


def test_a_page_that_never_ends_is_refused_in_time(tmp_path):
    started = time.process_time()
    assert read_bytes(tmp_path, "a.pdf", pdf("\n".join(["巡察整改情况"] * 60_000))).refusal
    assert time.process_time() - started < 5


def bomb() -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b" " * 60_000_000)
    return made.getvalue()


HOSTILE = {
    "empty.txt": b"", "bomb.docx": bomb(), "broken.docx": b"PK\x03\x04" + b"x" * 99, "broken.pdf": b"%PDF-1.4\n" + b"1 0 obj<</Length 9999999>>stream\n" * 99,
    "entities.docx": b"", "line.txt": ("整改" * 850_000).encode(), "deep.html": b"<div>" * 100_000 + "巡察整改".encode(), "binary.txt": bytes(range(256)) * 999,
    "wrong.txt": b"%PDF-1.7 ...", "letter.rtf": b"{\\rtf1}", "digits.txt": ("巡察整改通报\n" + "1," * 140_000).encode(), "brackets.txt": ("某局党组关于巡察整改的通报\n" + "(" * 250_000).encode(),
    "verbs.txt": ("某市某局党组关于巡察整改情况的通报\n" + "制定修订完善" * 45_000 + "3项").encode(), "terms.txt": ("某市某局党组关于巡察整改情况的通报\n" + "批评教育、" * 50_000 + "3人").encode(),
    "items.txt": ("某市某局党组关于巡察整改情况的通报\n" + "1.巡察问题不严\n整改情况：改\n" * 15_000).encode()}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_read_or_refused_in_time(tmp_path, name):
    started = time.process_time()
    notice = read_bytes(tmp_path, name, HOSTILE[name])
    assert time.process_time() - started < 5
    assert notice.refusal or notice.figures is not None


def mutated(data: bytes, chance: random.Random) -> bytes:
    way = chance.randrange(6)
    if way == 0:
        return data[:chance.randrange(len(data))]
    if way == 1:
        lines = data.split(b"\n")
        chance.shuffle(lines)
        return b"\n".join(lines)
    if way == 2:
        changed = bytearray(data)
        for _ in range(30):
            changed[chance.randrange(len(changed))] = chance.randrange(256)
        return bytes(changed)
    if way == 3:
        return data.replace(b"\n", b"")
    if way == 4:
        return data * chance.randrange(2, 9)
    return b"<div>" * chance.randrange(900) + data.replace("个".encode(), b"\x00\x0b")


def test_a_thousand_mutations_break_nothing(tmp_path):
    chance = random.Random(20261122)
    for _ in range(1000):
        source = chance.choice(SOURCES)
        notice = read_bytes(tmp_path, "mutated" + source.suffix, mutated(source.read_bytes(), chance))
        as_json(notice)
        assert all(notice.shown[figure.start:figure.end] == figure.evidence for figure in notice.figures)


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet="巡察反馈的整改问题个项条人元万完成已、，。；（）《》一二三1234567890.,:：\n \t壓(yā)", max_size=400))
def test_any_text_is_read_and_every_span_leads_back(words):
    text = text_of(words)
    assert len(text.plain) <= len(text.shown)
    notice = read_text(Read("中共某市某局党组关于巡察整改情况的通报\n" + words), "a.txt")
    assert all(notice.shown[figure.start:figure.end] == figure.evidence for figure in notice.figures)


def test_time_grows_with_length_and_no_faster():
    def seconds(times: int) -> float:
        body = BODY + "\n1.账目不清。\n整改情况：追回补贴3.2万元，批评教育2人，修订制度4项。" * times
        best = float("inf")
        for _ in range(3):
            started = time.process_time()
            read_text(Read(body), "a.txt")
            best = min(best, time.process_time() - started)
        return best
    seconds(10)
    assert seconds(1600) < 14 * seconds(200)


@pytest.mark.parametrize("words", ["(3元)", "问题3个", "整改3个", "完成率5%", "制定制度3项", "批评教育3人", "立行立改3个", "共3笔4元", "局长赵赵、赵赵"])
def test_one_long_sentence_of_one_phrase_takes_no_more_than_its_share(words):
    def seconds(times: int) -> float:
        started = time.process_time()
        read_text(Read("某市某局党组关于巡察整改情况的通报\n" + words * times), "a.txt")
        return time.process_time() - started
    seconds(50)
    assert seconds(8000) < 10 * max(seconds(2000), 0.05)
