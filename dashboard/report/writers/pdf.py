"""A report as PDF, set by Typst: real pages, fonts within, tagged for those who listen, fit for an archive (PDF/A-2b) wherever every character has a glyph."""

import io
import json
from collections.abc import Iterator
from functools import cache, partial
from pathlib import Path
from threading import Lock

import pypdf
import typst

from dashboard.drawing import fonts
from dashboard.report.document import Document
from dashboard.report.writers import briefing, typeset
from dashboard.report.writers.cleaning import made
from dashboard.report.writers.look import FAMILIES, Look, look
from dashboard.report.writers.numbering import Part, parts

HERE = Path(__file__).parent
STANDARDS = ("a-2b", "1.7")
_one_at_a_time = Lock()


def write(document: Document) -> bytes:
    """The file. Raises drawing.NoChineseFont where this computer has none: a report of boxes is worse than none."""
    return compiled(document, *_fitted(document))


def pictures(document: Document, most: int, ppi: float = 96) -> tuple[list[bytes], int]:
    """The first `most` pages as PNG, and how many there are in all. Raises NoChineseFont as `write` does."""
    compiler, said = _compiler(document.kind), _said(document, *_fitted(document))
    with _one_at_a_time:
        drawn = compiler.compile(format="png", ppi=ppi, sys_inputs={"data": said})
    found = drawn if isinstance(drawn, list) else [drawn]
    return found[:most], len(found)


def _fitted(document: Document) -> tuple[Look, list[Part], float]:
    """Look, parts and scale; a briefing's so that it is one page."""
    if document.kind == "briefing":
        return briefing.fitted(document, partial(pages, document))
    return look(document), list(parts(document)), 1.0


def _said(document: Document, looks: Look, pieces: list[Part], scale: float = 1.0, reserve: float = 0.0) -> str:
    """What the Typst files are given."""
    return json.dumps(typeset.data(document, looks, pieces, scale, families(), reserve), ensure_ascii=False)


def pages(document: Document, looks: Look, pieces: list[Part], scale: float = 1.0, reserve: float = 0.0) -> int:
    """How many pages it comes to. reserve: mm that a briefing leaves empty, for a writer that cannot measure."""
    return len(pypdf.PdfReader(io.BytesIO(compiled(document, looks, pieces, scale, reserve))).pages)


def heading_pages(document: Document, pieces: list[Part]) -> list[int]:
    """The page of each heading, in order. Raises NoChineseFont as `write` does."""
    reader = pypdf.PdfReader(io.BytesIO(compiled(document, look(document), pieces)))
    return [reader.get_destination_page_number(mark) + 1 for mark in _flat(reader.outline)]


def _flat(marks: list) -> Iterator[pypdf.generic.Destination]:
    for mark in marks:
        yield from _flat(mark) if isinstance(mark, list) else (mark,)


def compiled(document: Document, looks: Look, pieces: list[Part], scale: float = 1.0, reserve: float = 0.0) -> bytes:
    """PDF/A-2b; a plain PDF where a character has no glyph in any font here, which PDF/A forbids."""
    compiler = _compiler(document.kind)
    said = _said(document, looks, pieces, scale, reserve)
    with _one_at_a_time:
        for standard in STANDARDS:
            try:
                return compiler.compile(format="pdf", sys_inputs={"data": said}, pdf_standards=[standard], timestamp=made(document.seal))
            except typst.TypstError as error:
                if standard == STANDARDS[-1] or not _is_of_the_standard(error):
                    raise


def _is_of_the_standard(error: typst.TypstError) -> bool:
    return any("PDF/A" in said for said in (error.message, error.diagnostic, *error.hints))


@cache
def _compiler(kind: str) -> typst.Compiler:
    return typst.Compiler(HERE / f"{kind}.typ", root=HERE, font_paths=fonts.installed())


@cache
def families() -> dict[str, tuple[str, ...]]:
    """By role, those of our fonts that this computer has, or at least one that has Chinese. Raises NoChineseFont."""
    here, least = set(fonts.installed().families()), fonts.required()
    return {role: tuple(name for name in names if name in here) or (least,) for role, names in FAMILIES.items()}
