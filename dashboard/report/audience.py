"""A report for the public: words of internal columns, and free words of files that were not published, are covered as exports cover them."""

from dataclasses import replace

import pyarrow as pa

from dashboard import answers, places
from dashboard.reader import Reader
from dashboard.report.subject import Subject
from queries.export.audience import COVER, published

INTERNAL = ("problem_text", "rectification_text", "responsible_department", "aspect")
FREE = ("title", "category", "term")


def public(subject: Subject) -> Subject:
    """The same subject as the public may read of it: no number changes."""
    cover = COVER[subject.asking.language]
    return replace(subject, audience="public", found={name: _covered(subject, table, cover) for name, table in subject.found.items()})


def title(reader: Reader, subject: Subject, document_id: str | None) -> str:
    """A document by name, covered where it was not published."""
    is_covered = subject.is_public and not published(answers.connection(reader)).get(document_id, True)
    return COVER[reader.language] if is_covered else places.title(reader, document_id)


def _covered(subject: Subject, table: pa.Table, cover: str) -> pa.Table:
    open_ones = {document_id for document_id, is_open in published(answers.connection(subject.asking)).items() if is_open}
    known = {row["term"] for row in answers.table(subject.asking, "terms")}
    for name in table.column_names:
        texts = table.column(name).to_pylist() if name in (*INTERNAL, *FREE) else []
        if name in INTERNAL:
            texts = [text and cover for text in texts]
        elif texts:
            sources = [places.read(each) for each in table.column("places").to_pylist()]
            texts = [text if text is None or text in known or (of and all(place.document_id in open_ones for place in of)) else cover for text, of in zip(texts, sources, strict=True)]
        table = table.set_column(table.column_names.index(name), name, pa.array(texts, pa.string())) if texts else table
    return table
