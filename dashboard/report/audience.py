"""A report for the public: words of internal columns, and free words of files that were not published, are covered as exports cover them."""

from dataclasses import replace

import pyarrow as pa

from dashboard import answers, places
from dashboard.reader import Reader
from dashboard.report.subject import Subject
from queries.export.audience import COVER

INTERNAL = ("problem_text", "rectification_text", "responsible_department", "aspect")
FREE = ("title", "category", "term")


def public(subject: Subject) -> Subject:
    """The same subject as the public may read of it: no number changes."""
    cover = COVER[subject.asking.language]
    return replace(subject, audience="public", found={name: _covered(subject, table, cover) for name, table in subject.found.items()})


def is_published(row: dict[str, object]) -> bool:
    """Whether a document stood before the public: a notice, or records with a day of publication."""
    return row["kind"] == "notice" or (row["kind"] == "records" and row["published_on"] is not None)


def title(reader: Reader, subject: Subject, document_id: str | None) -> str:
    """A document by name, covered where it was not published."""
    row = places.documents(reader).get(document_id)
    return COVER[reader.language] if subject.is_public and row is not None and not is_published(row) else places.title(reader, document_id)


def _covered(subject: Subject, table: pa.Table, cover: str) -> pa.Table:
    published = {row["document_id"] for row in answers.table(subject.asking, "documents") if is_published(row)}
    known = {row["term"] for row in answers.table(subject.asking, "terms")}
    for name in table.column_names:
        texts = table.column(name).to_pylist() if name in (*INTERNAL, *FREE) else []
        if name in INTERNAL:
            texts = [text and cover for text in texts]
        elif texts:
            sources = [places.read(each) for each in table.column("places").to_pylist()]
            texts = [text if text is None or text in known or (of and all(place.document_id in published for place in of)) else cover for text, of in zip(texts, sources, strict=True)]
        table = table.set_column(table.column_names.index(name), name, pa.array(texts, pa.string())) if texts else table
    return table
