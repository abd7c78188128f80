"""Files made of a report: Word, PDF, and one page that holds all it needs. The same words in the same order in all of them."""

import importlib

from dashboard.report.document import FORMATS, Document
from dashboard.report.writers.cleaning import cleaned


def write(document: Document, format: str) -> bytes:
    """The file's bytes, the same for the same document. Raises ValueError for another format than docx, pdf and html."""
    if format not in FORMATS:
        raise ValueError(f"'{format}' is none of {', '.join(FORMATS)}.")
    # Word and Typst take a while to load, and a reader of pages may never want them.
    return importlib.import_module(f"dashboard.report.writers.{format}").write(cleaned(document))
