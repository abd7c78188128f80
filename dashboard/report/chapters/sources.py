"""Where every number comes from: document, place and words; of many units the documents, for there each number has its own link."""

import re
from collections.abc import Iterable
from itertools import groupby
from urllib.parse import parse_qsl, urlsplit

import pyarrow as pa
import pyarrow.compute as pc

from dashboard import answers, labels, places, tables, tracing, unit
from dashboard.reader import Reader
from dashboard.report import subject as subjects
from dashboard.report import telling
from dashboard.report.chapters import method
from dashboard.report.chapters.overview import title
from dashboard.report.document import Block, Run, Section, Table
from dashboard.report.subject import Subject
from dashboard.report.telling import joined, paragraph, say
from queries import Filter
from queries.evidence import of_part

# So many runs of rows and sentences stand beside a number; its link has all of them.
MOST_PLACES, MOST_SENTENCES = 12, 3
DOCUMENT = ("kind", "published_on", "as_of", "extent")
CODED = (("state", "fund_state"), ("action", "rule_action"), ("counts", "counts"))
CELL = re.compile(r"(.*)[!#](\d+)")
Facts = dict[tuple, pa.Table]
Rows = list[dict[str, object]]


def chapter(reader: Reader, subject: Subject, sections: Iterable[Section]) -> Section:
    blocks = _numbers(reader, subject, sections) if subject.kind == "unit" else [_documents(reader, subject)]
    return Section(reader.say("report.sources"), (paragraph(reader, reader.say(f"report.sources_{'unit' if subject.kind == 'unit' else 'units'}")), *blocks), is_appendix=True)


def _numbers(reader: Reader, subject: Subject, sections: Iterable[Section]) -> list[Block]:
    """Every number in the order of the text, once; numbers with the same evidence on one line. Documents go by their place in the list above it."""
    known: Facts = {}
    files = {str(row["document_id"]): place for place, row in enumerate(subjects.documents(subject), 1)}
    found: dict[tuple[str, str, str], dict[tuple[str, str], Run]] = {}
    for _, run in method.linked(sections):
        asked = dict(parse_qsl(urlsplit(run.link).query, keep_blank_values=True))
        rows = _behind(reader, subject, asked, known)
        key = (_said(reader, asked), _where(reader, rows, files), "" if subject.is_public else _sentences(reader, rows))
        found.setdefault(key, {})[run.text, run.link] = run
    lines = [[joined(list(runs.values()), reader.say("grammar.comma")), *key] for key, runs in found.items()]
    head = [reader.say(f"report.head_{name}") for name in ("number_said", "said_where", "place", "words")]
    legend = [paragraph(reader, say(reader, "report.file", n=place, title=places.title(reader, document_id)), style="item") for document_id, place in files.items()]
    return [*legend, telling.table(head, lines, reader.say("report.sources_table", n=sum(map(len, found.values()))), weights=(1.6, 1.4, 3.4, 2.6))]


def _said(reader: Reader, asked: dict[str, str]) -> str:
    """What a number is: its query, and of a breakdown which part."""
    query, part = method.query(asked["of"]), tracing.part(asked)
    words = [labels.basis(reader, part["basis"])] if part.get("basis") else []
    words += [labels.status(reader, part["status"])] if part.get("status") else []
    words += [labels.form(reader, int(part["form"]) if part["form"] else None)] if "form" in part and "term" not in part else []
    words += [labels.label(reader, code_list, part[name]) for name, code_list in CODED if part.get(name)]
    return " · ".join([query.title[reader.language], *words, *(str(part[name]) for name in ("aspect", "theme", "term", "category") if part.get(name))])


def _behind(reader: Reader, subject: Subject, asked: dict[str, str], known: Facts) -> Rows:
    """The facts behind one number, as its page of evidence shows them: rows first where the number is counted from rows."""
    chosen, _ = Filter.from_query(asked)
    key = (asked["of"], chosen)
    if key not in known:
        found = answers.facts(reader.asking(chosen), method.query(asked["of"]), None, {})
        known[key] = found.filter(pc.equal(found.column("unit_id"), subject.unit_id)).combine_chunks()
    return of_part(known[key], **tracing.part(asked)).select(["source", "spoken", "document_id", "locator"]).to_pylist()


def _where(reader: Reader, rows: Rows, files: dict[str, int]) -> str:
    """Document by document: rows of one sheet as ranges, other places as they are; of many the first ones and how many there are."""
    said = []
    for document_id in dict.fromkeys(str(row["document_id"]) for row in rows if row["document_id"]):
        number = files.setdefault(document_id, len(files) + 1)
        locators = list(dict.fromkeys(part for row in rows if row["document_id"] == document_id for part in str(row["locator"] or "").split("、") if part))
        said.append(reader.say("report.in_file", n=number, places=reader.say("grammar.comma").join(_places(reader, locators))))
    return reader.say("grammar.semicolon").join(said)


def _places(reader: Reader, locators: list[str]) -> list[str]:
    sheets: dict[str, list[int]] = {}
    for cell in filter(None, (CELL.fullmatch(locator) for locator in locators)):
        sheets.setdefault(cell[1], []).append(int(cell[2]))
    said = [reader.say("report.rows", sheet=sheet, rows=reader.say("grammar.comma").join(ranges(numbers)[:MOST_PLACES]), n=len(numbers)) for sheet, numbers in sheets.items()]
    others = [places.words(reader, places.Place("", locator=locator)) for locator in locators if not CELL.fullmatch(locator)]
    more = [reader.say("report.more_places", n=len(others))] if len(others) > MOST_PLACES else []
    return [*said, *others[:MOST_PLACES], *more]


def ranges(numbers: list[int]) -> list[str]:
    """[2, 3, 4, 9] -> ['2–4', '9']."""
    said = []
    for _, run in groupby(enumerate(sorted(set(numbers))), key=lambda item: item[1] - item[0]):
        rows = [number for _, number in run]
        said.append(str(rows[0]) if len(rows) == 1 else f"{rows[0]}–{rows[-1]}")
    return said


def _sentences(reader: Reader, rows: Rows) -> str:
    """What documents say of themselves, in their words; a ledger's rows have their place."""
    said = list(dict.fromkeys(str(row["spoken"]) for row in rows if row["source"] == "declared" and row["spoken"]))
    return reader.say("grammar.semicolon").join(said[:MOST_SENTENCES]) + ("…" if len(said) > MOST_SENTENCES else "")


def _documents(reader: Reader, subject: Subject) -> Table:
    of = {row["inspection_id"]: row["unit_id"] for row in answers.table(reader, "inspections")}
    named = {row["unit_id"]: row["unit_name"] for row in subject.units}
    place = {unit_id: number for number, unit_id in enumerate(subject.unit_ids)}
    rows = sorted(subjects.documents(subject), key=lambda row: place.get(of.get(row["inspection_id"]), len(place)))
    lines = [[named.get(of.get(row["inspection_id"])), title(reader, subject, row),
              *(unit.document_cell(reader, name, row[name]) for name in DOCUMENT), tables.cell(reader, "sha256", row["sha256"])[:12]] for row in rows]
    head = [reader.say("table.unit"), reader.say("evidence.document"), *(labels.column(reader, "documents", name) for name in DOCUMENT), "SHA-256"]
    return telling.table(head, lines, reader.say("unit.documents"), weights=(1.5, 3, 1, 1.1, 1.1, 1.1, 1.3))
