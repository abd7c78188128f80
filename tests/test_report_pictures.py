"""Pages of reports beside pictures of them that somebody has looked at: two units, one set of units, a briefing, and everything that a document can hold.

A picture may differ as one font's hinting differs from another's, and no more. After a change that is meant, look at the pages and keep them anew:
UPDATE_PICTURES=1 .venv/bin/python -m pytest tests/test_report_pictures.py
"""

import os
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import duibiao
import pytest
from PIL import Image, ImageChops, ImageFilter

from dashboard.drawing import fonts
from dashboard.reader import Reader
from dashboard.report import briefing, compose, subject
from dashboard.report.document import Document
from dashboard.report.writers import write
from queries import Filter, Lake
from tests import lakes, report_documents
from tests.report_documents import SEAL

KEPT = Path(__file__).parent / "pictures"
# Dots an inch: lines of text are grey bars, and a table, a picture or a page that moves is seen.
DOTS, ACROSS, PAGES = 30, 6, 12
# Of the dots of any one square, how many may differ by a quarter of the way from white to black, both pictures a little blurred.
SQUARE, MOST_OTHERS = 117, 0.006
WANTED = {"Noto Serif CJK SC", "Noto Sans CJK SC", "Liberation Serif", "Liberation Sans"}

pytestmark = [
    pytest.mark.skipif(not shutil.which("pdftoppm"), reason="没有 poppler-utils（pdftoppm），不能把页面画成图。"),
    pytest.mark.skipif(not set(fonts.installed().families()) >= WANTED, reason=f"没有这些图所用的字体：{'、'.join(sorted(WANTED))}。"),
]


@pytest.fixture(scope="module")
def documents(tmp_path_factory) -> dict[str, Document]:
    """Of the sample two units and both as a set; of hands, all the rest."""
    folder = tmp_path_factory.mktemp("lake")
    assert duibiao.main(["load", str(lakes.ROOT / "data" / "sample"), "--lake", str(folder)]) == duibiao.DONE
    reader = Reader("zh", "real", Lake(folder).edition(), Filter())
    both = subject.units(reader)
    first, second = both.unit_ids[:2]
    return {
        "unit-1": compose(reader, subject.unit(reader, first), SEAL),
        "unit-2": compose(reader, subject.unit(reader, second), SEAL),
        "set": compose(reader, both, SEAL),
        "set-briefing": briefing(reader, both, SEAL),
        "everything": report_documents.everything(rows=12),
        "everything-en": report_documents.everything(rows=12, language="en"),
        "briefing": report_documents.briefing(),
    }


def sheet(document: Document, folder: Path) -> Image.Image:
    """The first pages of its PDF, small and grey, side by side in rows."""
    (folder / "it.pdf").write_bytes(write(document, "pdf"))
    subprocess.run(["pdftoppm", "-r", str(DOTS), "-gray", "-l", str(PAGES), "it.pdf", "page"], cwd=folder, check=True, capture_output=True)
    pages = [Image.open(path) for path in sorted(folder.glob("page-*.pgm"))]
    wide, high = max(page.width for page in pages), max(page.height for page in pages)
    made = Image.new("L", (wide * min(ACROSS, len(pages)), high * -(-len(pages) // ACROSS)), 160)
    for index, page in enumerate(pages):
        made.paste(page, (wide * (index % ACROSS), high * (index // ACROSS)))
    return made


def others(one: Image.Image, other: Image.Image) -> float:
    """The part of the dots that differ, where they differ most; all of them, where the pages are not as many or not as large."""
    if one.size != other.size:
        return 1.0
    soft = (image.filter(ImageFilter.GaussianBlur(1.2)) for image in (one, other))
    differ = ImageChops.difference(*soft).point(lambda dot: 255 * (dot >= 64))
    squares = ((left, top, left + SQUARE, top + SQUARE) for left in range(0, one.width, SQUARE) for top in range(0, one.height, SQUARE))
    return max(differ.crop(square).histogram()[255] for square in squares) / SQUARE**2


@pytest.mark.parametrize("name", ["unit-1", "unit-2", "set", "set-briefing", "everything", "everything-en", "briefing"])
def test_pages_look_as_they_looked(name, documents, tmp_path):
    made, kept = sheet(documents[name], tmp_path), KEPT / f"report-{name}.png"
    if os.environ.get("UPDATE_PICTURES"):
        KEPT.mkdir(exist_ok=True)
        made.point(lambda dot: round(dot / 17) * 17).save(kept, optimize=True)
    assert kept.stat().st_size < 90_000
    assert others(made, Image.open(kept).convert("L")) <= MOST_OTHERS


WHOLE = report_documents.everything(rows=12)
CHANGED = {
    "a row": report_documents.everything(rows=11),
    "a title": replace(WHOLE, title="关于另一单位的分析报告"),
    "a fact": replace(WHOLE, facts=(*WHOLE.facts, ("轮次", "第二轮"))),
    "a chapter": replace(WHOLE, sections=WHOLE.sections[1:]),
}


@pytest.mark.parametrize("document", CHANGED.values(), ids=CHANGED)
def test_a_page_that_has_changed_is_seen(document, tmp_path):
    assert others(sheet(document, tmp_path), Image.open(KEPT / "report-everything.png").convert("L")) > MOST_OTHERS
