"""For whom a file is: what may not leave the office stays in it, by the class of its column and by the kind of its document.

For the public, columns of the class `internal` are left out, and free text of other columns is covered where it comes from a file that was
not published (a ledger, or a table of records without a day of publication). What is left out is said in the file. A column of the
class `personal` leaves in no file at all.
"""

import hashlib
import re
from dataclasses import replace

import duckdb
import pyarrow as pa

from queries.export.about import About

COVER = {"zh": "〔内部〕", "en": "[internal]"}
# Answers call what they take from an internal column by its own name, or by one of these; `reason` is a code there, and no text.
IN_ANSWERS = {"spoken", "one_evidence", "other_evidence"}
CODES = {"reason"}
# Columns of the class public that hold words of whoever wrote the file: covered where the file was not published.
FREE = {"title", "titles", "uri", "file", "subject", "term", "ways", "verb", "category", "theme", "theme_others", "theme_words"}
# Columns of ids besides those called so: an id may be made of words of its row.
KEYS = {"part_of", "key"}
# What files that were refused, and people who decided, wrote: no document says whether it was published.
KEPT_BACK = {"refusals": {"file", "place", "column", "found", "wanted"}, "remarks": {"file", "place", "column", "found", "wanted"},
             "corrections": {"found", "use", "reason"}, "decisions": {"found", "use"}}
REGISTERS = {"codes", "dictionary", "terms", "themes", "theme_words", "due_rules", "calendar", "units", "inspections"}
SOURCES = ("document_id", "one_document_id", "other_document_id", "places", "earlier_places")
SEPARATOR = re.compile(r"；| › ")


def masked(connection: duckdb.DuckDBPyConnection, table: pa.Table, about: About, of_table: str | None = None) -> tuple[pa.Table, About]:
    """The rows as `about.audience` may have them, and the about that says so. of_table: the table of the edition that they are; None for an answer."""
    classes = _classes(connection, table.column_names, of_table)
    table = table.drop_columns([name for name, kind in classes.items() if kind == "personal"])
    internal = tuple(name for name, kind in classes.items() if kind == "internal")
    if about.audience != "public":
        return table, replace(about, internal=internal)
    table, covered = _covered(connection, table.drop_columns(list(internal)), COVER[about.language], of_table)
    kept = {name: meaning for name, meaning in about.meanings.items() if name in table.column_names}
    return table, replace(about, left_out=internal, covered=covered, meanings=kept)


def _classes(connection, names: list[str], of_table: str | None) -> dict[str, str]:
    """column -> internal or personal; public ones are not named."""
    rows = connection.cursor().execute('select "table", "column", sensitivity from dictionary where sensitivity <> \'public\'').fetchall()
    if of_table is not None:
        known = {column: kind for table, column, kind in rows if table == of_table} | dict.fromkeys(KEPT_BACK.get(of_table, ()), "internal")
        return {name: known[name] for name in names if name in known}
    known = {column: kind for _, column, kind in rows if column not in CODES} | dict.fromkeys(IN_ANSWERS, "internal")
    return {name: kind for name in names if (kind := known.get(name) or known.get(name.removeprefix("earlier_")))}


def _covered(connection, table: pa.Table, cover: str, of_table: str | None) -> tuple[pa.Table, int]:
    """Free text of files that were not published, covered; and how many texts that were. Words of the edition's own lists stay."""
    texts = [] if of_table in REGISTERS else [name for name in table.column_names if pa.types.is_string(table.schema.field(name).type)]
    free, ids = [name for name in texts if name.removeprefix("earlier_") in FREE], [name for name in texts if name.endswith("_id") or name in KEYS]
    if not free and not ids:
        return table, 0
    known, count, is_open = _own_words(connection), 0, _is_open(connection, table)
    for name in free:
        words = [text if is_shown or text is None or text in known or text.isdigit() else cover for text, is_shown in zip(table.column(name).to_pylist(), is_open, strict=True)]
        count += words.count(cover)
        table = _with(table, name, words)
    for name in ids:
        table = _with(table, name, [text if is_shown or text is None or text.isascii() else _opaque(text) for text, is_shown in zip(table.column(name).to_pylist(), is_open, strict=True)])
    return table, count


def _with(table: pa.Table, name: str, texts: list[str | None]) -> pa.Table:
    return table.set_column(table.column_names.index(name), name, pa.array(texts, pa.string()))


def _opaque(key: str) -> str:
    """An id without the words that it was made of; the same id is the same in every table."""
    return f"h-{hashlib.sha256(key.encode()).hexdigest()[:16]}"


def _is_open(connection, table: pa.Table) -> list[bool]:
    """Whether each row comes from published documents alone, by its columns of documents or its places ('document › locator；document › rows')."""
    is_published = published(connection)
    found: list[list[bool]] = [[] for _ in range(table.num_rows)]
    for name in SOURCES:
        if name in table.column_names:
            for documents, text in zip(found, table.column(name).to_pylist(), strict=True):
                documents += [is_published[part] for part in SEPARATOR.split(text or "") if part in is_published]
    return [bool(documents) and all(documents) for documents in found]


def published(connection) -> dict[str, bool]:
    """document_id -> whether it stood before the public: a notice, or records with a day of publication."""
    return dict(connection.cursor().execute("select document_id, kind = 'notice' or (kind = 'records' and published_on is not null) from documents").fetchall())


def _own_words(connection) -> set[str]:
    """Terms and themes of the edition's own lists, which say nothing about a file."""
    return {word for (word,) in connection.cursor().execute("select term from terms union select theme from themes").fetchall()}
