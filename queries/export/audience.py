"""For whom a file or a page is: what may not leave the office stays in it, by the class of its column and by the kind of its document.

For the public, columns of the class `internal` are left out of files and covered on pages, and free text of other columns is covered where it
comes from a file that was not published (a ledger, or a table of records without a day of publication). What is left out is said in the file.
A column of the class `personal` leaves in no file at all.
"""

import hashlib
import re
from collections.abc import Callable
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
# Columns of places: the names of sheets are words of the file, the numbers of rows and characters are not.
PLACES = {"locator", "one_locator", "other_locator", "places"}
# A problem's number as it may be written; what else stands there is free text.
NUMBER = re.compile(r"[\d一二三四五六七八九十百零〇.．、·\-－—_/()（）第条项号]{1,16}|[A-Za-z]{0,3}[\d.\-]{1,12}")
# Internal columns by which answers are grouped, and free ones: on pages different words of theirs stay different when they are covered.
TOLD_APART = {"aspect", "responsible_department"} | FREE
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
    table, count = _covered(connection, table.drop_columns(list(internal)), lambda text: COVER[about.language], of_table)
    kept = {name: meaning for name, meaning in about.meanings.items() if name in table.column_names}
    return table, replace(about, left_out=internal, covered=count, meanings=kept)


def _classes(connection, names: list[str], of_table: str | None) -> dict[str, str]:
    """column -> internal or personal; public ones are not named."""
    rows = connection.cursor().execute('select "table", "column", sensitivity from dictionary where sensitivity <> \'public\'').fetchall()
    if of_table is not None:
        known = {column: kind for table, column, kind in rows if table == of_table} | dict.fromkeys(KEPT_BACK.get(of_table, ()), "internal")
        return {name: known[name] for name in names if name in known}
    known = {column: kind for _, column, kind in rows if column not in CODES} | dict.fromkeys(IN_ANSWERS, "internal")
    return {name: kind for name in names if (kind := known.get(name) or known.get(name.removeprefix("earlier_")))}


def covered(connection: duckdb.DuckDBPyConnection, table: pa.Table, language: str, names: dict[str, str], of_table: str | None = None) -> pa.Table:
    """The rows with all their columns as a page for the public shows them: every number stays, every text that is not public is covered.

    names: what covers the words by which rows are told apart, from `told_apart`; other text is covered by one word.
    """
    def cover(text: str) -> str:
        return names.get(text, COVER[language])

    for name, kind in _classes(connection, table.column_names, of_table).items():
        if pa.types.is_string(table.schema.field(name).type):
            table = _with(table, name, [None if text is None else cover(text) if kind == "internal" else COVER[language] for text in table.column(name).to_pylist()])
        else:
            table = table.set_column(table.column_names.index(name), name, pa.nulls(table.num_rows, table.schema.field(name).type))
    return _covered(connection, table, cover, of_table)[0]


def told_apart(connection: duckdb.DuckDBPyConnection, language: str) -> dict[str, str]:
    """text -> '〔内部 3〕', for every text of the edition by which rows are told apart; the number says nothing but which are the same."""
    columns = connection.cursor().execute('select distinct "table", "column" from dictionary').fetchall()
    parts = [f'select "{column}" as text from "{table}"' for table, column in columns if column in TOLD_APART and table not in REGISTERS]
    texts = [text for (text,) in connection.cursor().execute(" union ".join(parts)).fetchall() if text] if parts else []
    open_, close = COVER[language][0], COVER[language][-1]
    return {text: f"{open_}{COVER[language][1:-1]} {place}{close}" for place, text in enumerate(sorted(texts, key=_opaque), 1)}


def _covered(connection, table: pa.Table, cover: Callable[[str], str], of_table: str | None) -> tuple[pa.Table, int]:
    """Free text of files that were not published, covered; and how many texts that were. Words of the edition's own lists stay."""
    texts = [] if of_table in REGISTERS else [name for name in table.column_names if pa.types.is_string(table.schema.field(name).type)]
    ways = {name: way for name in texts if (way := _way(name.removeprefix("earlier_"), cover))}
    if not ways:
        return table, 0
    known, count, is_open, is_published = _own_words(connection), 0, _is_open(connection, table), published(connection)
    for name, way in ways.items():
        before = table.column(name).to_pylist()
        if way is _placed:
            after = [text and _placed(text, is_shown, is_published) for text, is_shown in zip(before, is_open, strict=True)]
        else:
            after = [text if is_shown or text is None or text in known or text.isdigit() else way(text) for text, is_shown in zip(before, is_open, strict=True)]
            count += sum(old != new for old, new in zip(before, after, strict=True)) if way is cover else 0
        table = _with(table, name, after)
    return table, count


def _way(name: str, cover: Callable[[str], str]) -> Callable[..., str] | None:
    """How a column of text is covered; None for one that holds no free words."""
    if name in PLACES:
        return _placed
    if name == "number":
        return lambda text: text if NUMBER.fullmatch(text) else cover(text)
    if name in FREE:
        return cover
    return _opaque if name.endswith("_id") or name in KEYS else None


def _placed(text: str, is_shown: bool, is_published: dict[str, bool]) -> str:
    """A place, or several parted by '；', without the names of sheets of files that were not published: '整改台账!17' -> '〔内部〕!17'."""
    said = []
    for part in text.split("；"):
        document_id, between, locator = part.rpartition(" › ")
        is_own = is_published[document_id] if document_id in is_published else is_shown or locator in is_published
        rows = re.findall(r"[!#](\d+)", locator)
        if is_own or re.fullmatch(r"[\d\-、]*", locator):
            said.append(part)
        else:
            said.append(f"{document_id}{between}" + ("、".join(f"{COVER['zh']}!{row}" for row in rows) or COVER["zh"]))
    return "；".join(said)


def _with(table: pa.Table, name: str, texts: list[str | None]) -> pa.Table:
    return table.set_column(table.column_names.index(name), name, pa.array(texts, pa.string()))


def _opaque(key: str) -> str:
    """An id without the words that it was made of; the same id is the same in every table."""
    return key if key.isascii() else f"h-{hashlib.sha256(key.encode()).hexdigest()[:16]}"


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
