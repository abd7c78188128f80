"""Reports as files: every word of the document is in the file, in order, and nothing else is; pages hold what stands on them."""

import io
import os
import re
import shutil
import subprocess
import unicodedata
import zipfile
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

import docx
import lxml.etree
import lxml.html
import pypdf
import pytest
from docx.oxml.ns import qn

from dashboard import doctor, drawing
from dashboard.drawing import fonts
from dashboard.report.document import Document, Picture, Section, Table, words
from dashboard.report.writers import cleaning, columns, numbering, qr, sealed, write
from tests.report_documents import BASE, SEAL, briefing, everything, hostile, table, texts

BRIEFINGS = ((8, "zh"), (200, "zh"), (8, "en"))
needs_office = pytest.mark.skipif(not shutil.which("soffice"), reason="没有 LibreOffice（soffice），不能把 Word 文件转成页面。")
needs_poppler = pytest.mark.skipif(not shutil.which("pdftotext"), reason="没有 poppler-utils（pdftotext），不能量页面上的字。")
needs_browser = pytest.mark.skipif(not doctor.browser(), reason="没有浏览器。")
pytestmark = pytest.mark.skipif(not fonts.chosen(), reason="没有中文字体。")


def plain(text: str) -> str:
    """Without what a line, a font or a page may change: spaces, invisible breaks, and one sign for another of the same look."""
    return re.sub(r"[\s\u200b\u00ad]", "", unicodedata.normalize("NFKC", cleaning.cleaned(text)))


def missing(document: Document, found: str) -> list[str]:
    """The document's texts that are not in what was found, each looked for behind the one before it."""
    lacking, place = [], 0
    for text in filter(None, map(plain, texts(document))):
        at = found.find(text, place)
        if at < 0:
            lacking.append(text)
        else:
            place = at + len(text)
    return lacking


@lru_cache(16)
def pages_of(content: bytes) -> tuple[str, ...]:
    return tuple(plain(page.extract_text()) for page in pypdf.PdfReader(io.BytesIO(content)).pages)


def pdf_text(content: bytes, document: Document) -> str:
    """The text of all pages in order, without the mark, and without what stands at the head and foot of each."""
    head, foot, mark = plain(sealed.header(document)), plain(sealed.line(document)), plain("演示数据")
    said = []
    for index, text in enumerate(pages_of(content)):
        text = re.sub(r"—\d+—", "", text.replace(foot, "", 1))
        text = text.replace(mark, "") if document.is_demo else text
        said.append(text.replace(head, "", 1) if index else text)
    return "".join(said)


def word_text(content: bytes) -> str:
    return plain("".join(node.text or "" for node in docx.Document(io.BytesIO(content)).element.body.iter(qn("w:t"))))


def html_text(content: bytes) -> str:
    tree = lxml.html.document_fromstring(content.decode())
    return plain(tree.body.text_content())


@pytest.fixture(scope="module")
def report() -> Document:
    return everything()


@pytest.fixture(scope="module")
def files(report) -> dict[str, bytes]:
    return {format: write(report, format) for format in ("docx", "pdf", "html")}


@pytest.fixture(scope="module")
def office(tmp_path_factory, files) -> dict[str, bytes]:
    """Word files as LibreOffice shows them on paper: all in one run of it, in a profile of its own."""
    folder = tmp_path_factory.mktemp("office")
    briefings = {f"{rows}-{language}": write(briefing(rows, language=language), "docx") for rows, language in BRIEFINGS}
    for name, content in ({"report": files["docx"]} | briefings).items():
        (folder / f"{name}.docx").write_bytes(content)
    command = ["soffice", f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--convert-to", "pdf:writer_pdf_Export", "--outdir", str(folder)]
    subprocess.run([*command, *map(str, sorted(folder.glob("*.docx")))], check=True, capture_output=True, timeout=180, env=os.environ | {"HOME": str(folder)})
    return {path.stem: path.read_bytes() for path in folder.glob("*.pdf")}


def test_a_word_file_has_every_text_in_order(report, files):
    assert missing(report, word_text(files["docx"])) == []


def test_a_pdf_has_every_text_in_order(report, files):
    assert missing(report, pdf_text(files["pdf"], report)) == []


def test_a_page_has_every_text_in_order(report, files):
    assert missing(report, html_text(files["html"])) == []


@needs_office
def test_libreoffice_shows_every_text_of_a_word_file_in_order(report, office):
    assert missing(report, pdf_text(office["report"], report)) == []


@needs_office
def test_the_contents_of_a_word_file_name_the_pages_where_headings_stand(files, office):
    """To a page: LibreOffice sets with other fonts than the reader's Word, and Word counts anew before it prints."""
    pages = pages_of(office["report"])
    entries = [line for line in docx.Document(io.BytesIO(files["docx"])).element.body.iter(qn("w:p")) if re.fullmatch(r"TOC[12]", line.style or "")]
    assert len(entries) == 9
    for entry in entries:
        heading, page = "".join(node.text or "\t" for node in entry.iter(qn("w:t"), qn("w:tab"))).split("\t")
        stands_on = [index for index, text in enumerate(pages, 1) if plain(heading) in text and index > 1]
        assert abs(stands_on[0] - int(page)) <= 1, heading


def test_the_oracle_sees_a_word_that_is_missing(report, files):
    shorter = html_text(files["html"]).replace(plain("台账第103行"), "", 1)
    assert missing(report, shorter) == ["台账第103行"]


def test_hostile_words_are_words_in_every_format():
    document = hostile()
    assert missing(document, word_text(write(document, "docx"))) == []
    assert missing(document, html_text(write(document, "html"))) == []


def test_hostile_words_do_not_stop_a_pdf():
    """A character that no font has leaves PDF/A, and is a box."""
    document = hostile()
    found = pdf_text(write(document, "pdf"), document)
    assert missing(document, found) == []
    with_rare = everything(rows=1, is_demo=False)
    content = write(replace(with_rare, title=f"{with_rare.title}\U00013000"), "pdf")
    assert len(pages_of(content)) > 3 and b"pdfaid:part" not in content


def test_a_cell_longer_than_a_page_is_parted_and_whole():
    long = Table(("一", "二"), ((words("非常长的名称" * 600), words("短")),), "很长的格")
    found = "".join(pages_of(write(Document("report", "长", "长", "zh", SEAL, sections=(Section("长", (long,)),)), "pdf")))
    assert len(re.findall("[非常长的名称]", found.partition("很长的格")[2])) >= 6 * 600


def test_hostile_words_leave_no_element_and_no_address_behind():
    document = hostile()
    page = write(document, "html").decode()
    tree = lxml.html.document_fromstring(page)
    assert not tree.xpath("//script | //iframe | //object | //*[@onerror] | //*[@onload]")
    assert {link for link in tree.xpath("//@href") if not link.startswith("#")} == {SEAL.address}
    assert tree.xpath("//@src") == [source for source in tree.xpath("//@src") if source.startswith("data:image/png;base64,")]
    with zipfile.ZipFile(io.BytesIO(write(document, "docx"))) as parts:
        links = re.findall(r'Target="([^"]+)" TargetMode="External"', parts.read("word/_rels/document.xml.rels").decode())
    assert {link.replace("&amp;", "&") for link in links} == {SEAL.address}
    assert set(addresses(write(document, "pdf"))) == {SEAL.address}


def addresses(content: bytes) -> list[str]:
    """Where the links of a PDF lead outside of it."""
    marks = (mark.get_object() for page in pypdf.PdfReader(io.BytesIO(content)).pages for mark in page.get("/Annots", ()))
    return [str(mark["/A"]["/URI"]) for mark in marks if "/URI" in mark.get("/A", {})]


def test_evidence_is_one_click_away_in_every_format(report, files):
    evidence = f"{BASE}trace?metric=completion_rate"
    assert addresses(files["pdf"]).count(evidence) >= 200
    assert files["html"].decode().count(f'<a href="{evidence}">') >= 200
    assert evidence in zipfile.ZipFile(io.BytesIO(files["docx"])).read("word/_rels/document.xml.rels").decode()


@pytest.mark.parametrize("format", ["docx", "pdf", "html"])
def test_the_same_document_is_the_same_bytes(format):
    """The second after other work, so that nothing kept from the first is handed out."""
    first = write(everything(rows=3), format)
    write(everything(rows=4, language="en"), format)
    assert write(everything(rows=3), format) == first
    assert write(everything(rows=2), format) != first


def test_another_format_is_refused_by_name():
    with pytest.raises(ValueError, match="odt"):
        write(briefing(), "odt")


# Pages


def test_a_report_is_a4_and_a_wide_table_lies_across(files):
    boxes = [tuple(map(float, page.mediabox[2:])) for page in pypdf.PdfReader(io.BytesIO(files["pdf"])).pages]
    assert {(round(wide), round(high)) for wide, high in boxes} == {(595, 842), (842, 595)}
    sections = docx.Document(io.BytesIO(files["docx"])).sections
    assert [round(section.page_width.mm) for section in sections] == [210, 297, 210]


@needs_poppler
@pytest.mark.parametrize("document", [everything(rows=40), hostile(), briefing()], ids=["report", "hostile", "briefing"])
def test_no_word_of_a_pdf_leaves_the_text_between_the_margins(document, tmp_path):
    (tmp_path / "it.pdf").write_bytes(write(document, "pdf"))
    said = subprocess.run(["pdftotext", "-bbox", "it.pdf", "-"], cwd=tmp_path, check=True, capture_output=True, text=True).stdout
    pages = re.split(r"<page ", said)[1:]
    assert pages
    for page in pages:
        wide, high = (float(number) for number in re.match(r'width="([\d.]+)" height="([\d.]+)"', page).groups())
        boxes = [tuple(map(float, box)) for box in re.findall(r'xMin="([\d.-]+)" yMin="([\d.-]+)" xMax="([\d.-]+)" yMax="([\d.-]+)"', page)]
        assert boxes
        assert min(box[0] for box in boxes) >= 40 and max(box[2] for box in boxes) <= wide - 40
        assert min(box[1] for box in boxes) >= 15 and max(box[3] for box in boxes) <= high - 15


def test_a_long_table_has_its_head_on_every_page(report, files):
    head = "序号反馈问题整改期限状态超期天数依据"
    pages = pages_of(files["pdf"])
    with_rows = [text for text in pages if re.search(r"台账第\d+行", text) and "市住建局" not in text and "第二轮验收销号" not in text]
    assert len(with_rows) > 8
    assert all(head in text for text in with_rows)
    rows = docx.Document(io.BytesIO(files["docx"])).element.body.iter(qn("w:tblHeader"))
    assert len(list(rows)) == 3


def test_no_short_row_of_a_word_table_is_parted_by_a_page(files):
    tables = [table for table in docx.Document(io.BytesIO(files["docx"])).tables if table._tbl.xpath(".//w:tblHeader")]
    assert [len(table._tbl.tr_lst) for table in tables] == [201, 10, 6]
    assert all(row.xpath("./w:trPr/w:cantSplit") for table in tables for row in table._tbl.tr_lst)


def test_the_seal_stands_at_the_foot_of_every_page(report, files):
    foot = plain(sealed.line(report))
    assert "3f9a1c07d2b8" in foot and "演示数据" in foot
    assert all(foot in page for page in pages_of(files["pdf"]))
    for section in docx.Document(io.BytesIO(files["docx"])).sections[:1]:
        feet = (section.footer, section.even_page_footer, section.first_page_footer)
        assert [plain(foot.paragraphs[-1].text) for foot in feet] == [plain(sealed.line(report))] * 3
    assert foot in html_text(files["html"])


def test_page_numbers_stand_outside():
    first, *_ = docx.Document(io.BytesIO(write(everything(rows=2), "docx"))).sections
    sides = [foot.paragraphs[0]._p.pPr.find(qn("w:jc")).get(qn("w:val")) for foot in (first.footer, first.even_page_footer, first.first_page_footer)]
    assert sides == ["right", "left", "right"]


@pytest.mark.parametrize("is_demo", [True, False])
def test_invented_data_says_so_on_every_page_and_real_data_never(is_demo):
    document = everything(rows=5, is_demo=is_demo)
    assert all(("演示数据" in page) is is_demo for page in pages_of(write(document, "pdf")))
    assert ("演示数据" in write(document, "html").decode()) is is_demo
    with zipfile.ZipFile(io.BytesIO(write(document, "docx"))) as parts:
        heads = [parts.read(name).decode() for name in parts.namelist() if "header" in name]
    assert len(heads) == 3
    assert all(('string="演示数据"' in head) is is_demo for head in heads)


def test_a_pdf_has_its_fonts_within_and_chinese_among_them(files):
    reader, found = pypdf.PdfReader(io.BytesIO(files["pdf"])), {}
    for page in reader.pages:
        for font in page["/Resources"].get("/Font", {}).values():
            below = font.get_object().get("/DescendantFonts", [font])[0].get_object()
            found[str(below["/BaseFont"])] = set(below["/FontDescriptor"].get_object())
    assert all(parts & {"/FontFile", "/FontFile2", "/FontFile3"} for parts in found.values())
    assert any("CJK" in name or "SimSun" in name or "Song" in name for name in found)


def test_a_pdf_is_fit_for_an_archive_and_tagged(report, files):
    reader = pypdf.PdfReader(io.BytesIO(files["pdf"]))
    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert reader.trailer["/Root"]["/Lang"].lower().startswith("zh")
    assert reader.metadata.title == report.title
    claimed = reader.trailer["/Root"]["/Metadata"].get_data().decode()
    assert "<pdfaid:part>2</pdfaid:part>" in claimed and "<pdfaid:conformance>B</pdfaid:conformance>" in claimed


def test_without_a_chinese_font_a_pdf_is_refused(monkeypatch):
    def none() -> str:
        raise drawing.NoChineseFont

    from dashboard.report.writers import pdf

    pdf.families.cache_clear()
    monkeypatch.setattr(fonts, "required", none)
    with pytest.raises(drawing.NoChineseFont, match="字体"):
        write(everything(rows=1), "pdf")
    pdf.families.cache_clear()


# Headings, captions, properties


def test_headings_are_counted_as_offices_count_them():
    headings = [part.number for part in numbering.parts(everything(rows=1)) if isinstance(part, numbering.Heading)]
    assert headings == ["一、", "二、", "（一）", "1.", "（二）", "三、", "四、", "附录一\u3000", "（一）", "附录二\u3000"]
    english = [part.number.strip() for part in numbering.parts(everything(rows=1, language="en")) if isinstance(part, numbering.Heading)]
    assert english == ["1", "2", "2.1", "2.1.1", "2.2", "3", "4", "Appendix A", "A.1", "Appendix B"]


@pytest.mark.parametrize(("number", "said"), [(1, "一"), (10, "十"), (11, "十一"), (20, "二十"), (21, "二十一"), (99, "九十九")])
def test_chinese_numbers(number, said):
    assert numbering.chinese(number) == said


def test_tables_and_pictures_have_the_same_numbers_in_every_format(report, files):
    captions = ["图1与同类单位相比的完成率", "图2与同类单位相比的完成率", "表1未完成与超期问题清单", "表2资金明细", "表3证据"]
    for found in (word_text(files["docx"]), pdf_text(files["pdf"], report), html_text(files["html"])):
        places = [found.find(caption) for caption in captions]
        assert places == sorted(places) and -1 not in places
    fields = [plain(node.text) for node in docx.Document(io.BytesIO(files["docx"])).element.body.iter(qn("w:instrText")) if "SEQ" in node.text]
    assert fields == [plain(f"SEQ {name} \\* ARABIC") for name in ("图", "图", "表", "表", "表")]


def test_contents_of_a_word_file_lead_to_its_headings(files):
    body = docx.Document(io.BytesIO(files["docx"])).element.body
    entries = [line for line in body.iter(qn("w:p")) if re.fullmatch(r"TOC[12]", line.style or "")]
    led_to = [entry.find(qn("w:hyperlink")).get(qn("w:anchor")) for entry in entries]
    marked = [mark.get(qn("w:name")) for mark in body.iter(qn("w:bookmarkStart"))]
    assert len(led_to) == 9 and set(led_to) < set(marked) and len(set(marked)) == len(marked)
    begun = [mark.get(qn("w:fldCharType")) for mark in body.iter(qn("w:fldChar"))]
    assert begun.count("begin") == begun.count("separate") == begun.count("end")


def test_contents_of_a_pdf_are_its_bookmarks(files):
    from dashboard.report.writers import pdf

    marks = [mark.title for mark in pdf._flat(pypdf.PdfReader(io.BytesIO(files["pdf"])).outline)]
    assert marks[0] == "一、巡察与整改概况" and marks[-1] == "附录二\u3000证据清单" and len(marks) == 10


def test_every_picture_has_words_for_those_who_do_not_see_it(files):
    alt = "三个单位的完成率，数目见表"
    pictures = docx.Document(io.BytesIO(files["docx"])).element.body.xpath(".//wp:docPr/@descr")
    assert pictures.count(alt) == 2 and len(pictures) == 3
    assert files["html"].decode().count(f'aria-label="{alt}"') == 2
    assert [words for words in described(files["pdf"]) if words == alt] == [alt] * 2


def described(content: bytes) -> list[str]:
    """The words for pictures in a PDF's tree of tags."""
    said, left = [], [pypdf.PdfReader(io.BytesIO(content)).trailer["/Root"]["/StructTreeRoot"]]
    while left:
        node = left.pop().get_object()
        if isinstance(node, list):
            left += node
        elif isinstance(node, dict):
            said += [str(node["/Alt"])] if "/Alt" in node else []
            left += [node["/K"]] if "/K" in node else []
    return said


def test_a_word_file_says_whose_it_is_not_and_when_it_was_made(report, files):
    core = docx.Document(io.BytesIO(files["docx"])).core_properties
    assert (core.title, core.author, core.last_modified_by) == (report.title, "", "")
    assert core.created == core.modified
    assert "3f9a1c07d2b8" in core.comments


def test_fonts_of_a_word_file_are_those_of_offices(files):
    styles = docx.Document(io.BytesIO(files["docx"])).styles
    asked = {name: styles[name].element.rPr.rFonts.get(qn("w:eastAsia")) for name in ("Title", "Heading 1", "Heading 2", "Body Text")}
    assert asked == {"Title": "方正小标宋简体", "Heading 1": "黑体", "Heading 2": "楷体_GB2312", "Body Text": "仿宋_GB2312"}
    body = styles["Body Text"]
    assert body.font.size.pt == 16 and body.paragraph_format.line_spacing.pt == 28
    assert body.element.pPr.ind.get(qn("w:firstLineChars")) == "200"


def test_a_word_file_names_no_style_that_it_lacks_and_no_picture_twice(files):
    for content in (files["docx"], write(briefing(), "docx")):
        file = docx.Document(io.BytesIO(content))
        named = {mark.get(qn("w:val")) for mark in file.element.iter(qn("w:pStyle"), qn("w:rStyle"))}
        assert named <= {style.style_id for style in file.styles}
        ids = file.element.xpath(".//wp:docPr/@id")
        assert len(ids) >= 3 and len(set(ids)) == len(ids)


def test_what_word_calls_properties_is_in_the_order_of_its_schema(files):
    """ECMA-376 part 1: CT_PPrBase, CT_TcPr and EG_RPrBase are sequences; these are the parts that a report has most to do with."""
    orders = {
        "pPr": ["pStyle", "keepNext", "pageBreakBefore", "pBdr", "tabs", "spacing", "ind", "jc", "outlineLvl", "sectPr"],
        "tcPr": ["tcW", "tcBorders", "shd", "vAlign"],
        "rPr": ["rStyle", "rFonts", "b", "i", "color", "sz", "szCs", "u", "lang"],
    }
    with zipfile.ZipFile(io.BytesIO(files["docx"])) as parts:
        roots = [lxml.etree.fromstring(parts.read(name)) for name in parts.namelist() if re.match(r"word/(document|styles|header\d|footer\d)\.xml", name)]
    assert len(roots) == 8
    for name, order in orders.items():
        for properties in (found for root in roots for found in root.iter(qn(f"w:{name}"))):
            known = [part.tag for part in properties if part.tag in {qn(f"w:{part}") for part in order}]
            assert known == sorted(known, key=[qn(f"w:{part}") for part in order].index)


# Briefings


@pytest.mark.parametrize("rows", [0, 3, 8, 200])
def test_a_briefing_is_one_page_and_says_what_it_leaves_out(rows):
    document = briefing(rows)
    reader = pypdf.PdfReader(io.BytesIO(write(document, "pdf")))
    assert len(reader.pages) == 1
    text = plain(reader.pages[0].extract_text())
    shown = [row for row in range(1, rows + 1) if f"第{row}项" in text]
    left_out = re.search(r"另有(\d+)项,见完整报告", text)
    assert shown == list(range(1, len(shown) + 1))
    assert len(shown) + (int(left_out[1]) if left_out else 0) == rows
    assert (rows <= 8) is (left_out is None)


@needs_office
@pytest.mark.parametrize(("rows", "language"), BRIEFINGS)
def test_a_briefing_is_one_page_in_word_too(rows, language, office):
    assert len(pages_of(office[f"{rows}-{language}"])) == 1


def test_a_briefing_that_cannot_be_one_page_is_refused():
    sections = tuple(Section(f"第{number}节", (words and everything(rows=1).sections[0].blocks[0],) * 6) for number in range(9))
    too_long = Document("briefing", "太长", "太长的简报", "zh", SEAL, sections=sections)
    with pytest.raises(ValueError, match="一页"):
        write(too_long, "pdf")


# The page


def test_a_page_is_read_without_script_and_asks_nobody(files):
    page = files["html"].decode()
    assert "default-src 'none'" in page and "<script" not in page and "@import" not in page
    css = page.partition("<style>")[2].partition("</style>")[0]
    assert not re.search(r"\bgrid\b|var\(|url\(|flex", re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL))
    tree = lxml.html.document_fromstring(page)
    assert tree.get("lang") == "zh-CN"
    assert all(table.find("caption") is not None for table in tree.iter("table"))
    assert all(cell.get("scope") in ("col", "row") for cell in tree.iter("th"))
    anchors = {link[1:] for link in tree.xpath("//@href") if link.startswith("#")}
    assert anchors <= set(tree.xpath("//@id")) and len(tree.xpath("//@id")) == len(set(tree.xpath("//@id")))


@needs_browser
@pytest.mark.browser
def test_a_page_opened_without_script_asks_no_other_host(files, tmp_path):
    sync_playwright = pytest.importorskip("playwright.sync_api").sync_playwright
    path: Path = tmp_path / "report.html"
    path.write_bytes(files["html"])
    asked, said = [], []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=doctor.browser(), args=["--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu", "--disable-background-networking"])
        page = browser.new_context(java_script_enabled=False, viewport={"width": 390, "height": 844}).new_page()
        page.on("request", lambda request: asked.append(request.url))
        page.on("console", lambda message: said.append(message.text))
        page.goto(path.as_uri())
        assert page.locator("h1").is_visible() and page.locator("svg").count() == 2
        assert page.evaluate("document.documentElement.scrollWidth") <= 390
        browser.close()
    assert [address for address in asked if not address.startswith("data:")] == [path.as_uri()] and said == []


def test_two_pictures_of_a_page_keep_their_names_apart(files):
    tree = lxml.html.document_fromstring(files["html"].decode())
    asked = re.findall(r"url\(#([^)]+)\)", files["html"].decode())
    assert asked and set(asked) <= set(tree.xpath("//@id"))


# Parts


def test_a_figure_stays_whole_and_a_column_gets_what_it_needs():
    fit = columns.fit(table(50, 6), 10.5, 156, 249)
    assert (fit.size, fit.is_turned) == (10.5, False)
    assert abs(sum(fit.widths) - 1) < 1e-9
    assert fit.capacity[2] >= columns.em("2026年3月31日") and fit.capacity[4] >= columns.em("1050")
    assert max(fit.capacity) == fit.capacity[1]


def test_a_table_of_forty_columns_still_fits_its_page():
    wide = Table(tuple(f"第{number}列" for number in range(40)), (tuple(words("2026-03-31") for _ in range(40)),), "很宽的表")
    fit = columns.fit(wide, 10.5, 156, 249)
    assert fit.is_turned and abs(sum(fit.widths) - 1) < 1e-9
    assert columns.breaking("2026-03-31", 2.0).replace("\u200b", "") == "2026-03-31" and "\u200b" in columns.breaking("2026-03-31", 2.0)


@pytest.mark.parametrize("address", ["javascript:alert(1)", "file:///etc/passwd", "data:text/html,x", "//evil.example/x", "", "http://[", "vbscript:x"])
def test_a_link_that_is_no_page_is_no_link(address):
    assert cleaning.safe_link(address) == ""


@pytest.mark.parametrize("address", [SEAL.address, "https://例子.example/路径?单位=1"])
def test_a_link_to_a_page_is_one(address):
    assert cleaning.safe_link(address) == address


def test_the_code_holds_the_address_of_the_view():
    """Against segno's own matrix: each module of the picture is dark where the code's is."""
    import segno
    from PIL import Image

    code = segno.make(SEAL.address, error="m", micro=False)
    image = Image.open(io.BytesIO(qr.png(SEAL.address, scale=2))).convert("L")
    rows = [[image.getpixel((2 * (column + 4) + 1, 2 * (row + 4) + 1)) < 128 for column in range(len(code.matrix))] for row in range(len(code.matrix))]
    assert rows == [[bool(module) for module in row] for row in code.matrix]


def test_a_picture_without_size_is_refused():
    from dashboard.report.writers import figures

    with pytest.raises(ValueError, match="width"):
        figures.size("<svg/>")
    assert figures.size(figures.svg(Picture(everything().sections[1].blocks[1].figure, "", ""), "zh"))[0] == 720
