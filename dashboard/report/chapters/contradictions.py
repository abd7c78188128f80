"""Statements that cannot both hold, both sides next to one another, each with its words and its place."""

from collections import Counter

from dashboard import answers, conflicts, formats, labels, places, tables
from dashboard.places import Place
from dashboard.reader import Reader
from dashboard.report import subject as subjects
from dashboard.report import telling
from dashboard.report.document import Paragraph, Run, Section, Table
from dashboard.report.subject import Subject
from dashboard.report.telling import Words, led, paragraph, say
from queries import metric

Row = dict[str, object]
# Of several units with more than this, both sides stand in the unit's own report.
MOST_LISTED = 60


def chapter(reader: Reader, subject: Subject) -> Section:
    query, rows = metric("internal_conflicts"), subjects.conflicts(subject)
    both = sum(row["can_both_hold"] for row in rows)
    blocks: list = []
    number = led(reader, formats.count(len(rows) - both), query, subject.unit_id)
    about = paragraph(reader, say(reader, "report.conflicts", n=number), *([say(reader, "report.conflicts_both", n=both)] if both else []), say(reader, "report.conflicts_about"))
    if len(rows) > MOST_LISTED and subject.kind != "unit":
        blocks += [about, _by_unit(reader, subject, rows)]
    elif rows:
        first = [] if subject.kind == "unit" else [reader.say("table.unit")]
        lines = [[*([row["unit_name"]] if first else []), _what(reader, row), _side(reader, subject, row, "one"), _side(reader, subject, row, "other")] for row in rows]
        head = [*first, reader.say("report.head_what"), reader.say("conflicts.side_one"), reader.say("conflicts.side_other")]
        blocks += [about, telling.table(head, lines, reader.say("report.conflicts_table"), weights=(*((1.3,) if first else ()), 1.4, 3, 3))]
    else:
        blocks.append(paragraph(reader, reader.say("unit.no_conflicts")))
    return Section(reader.say("report.contradictions"), (*blocks, *_superseded(reader, subject)))


def _by_unit(reader: Reader, subject: Subject, rows: list[Row]) -> Table:
    """How many each unit has, in the order of the register."""
    counted = Counter(row["unit_id"] for row in rows)
    lines = [[unit["unit_name"], led(reader, formats.count(counted[unit["unit_id"]]), metric("internal_conflicts"), unit["unit_id"])] for unit in subject.units if counted[unit["unit_id"]]]
    return telling.table([reader.say("table.unit"), metric("internal_conflicts").columns["value"][reader.language]], lines, reader.say("report.contradictions"), weights=(3, 1), numbers=(1,),
                         note=reader.say("report.many_rows", n=len(rows)))


def _what(reader: Reader, row: Row) -> tuple[Run, ...]:
    subject, mark = labels.phrase(reader, row["subject"]), reader.say("conflicts.verify") if row["can_both_hold"] else ""
    title = led(reader, tables.check_title(reader, row["check_name"]), metric("internal_conflicts"), row["unit_id"])
    return title, *(Run(f" {part}", tone="quiet") for part in (subject, mark) if part)


def _side(reader: Reader, subject: Subject, row: Row, side: str) -> tuple[Run, ...]:
    """What it says, in its words where a sentence is kept, and where."""
    document_id, value = row[f"{side}_document_id"], row[f"{side}_value"] or ""
    where = [places.words(reader, Place(document_id, locator)) for locator in (row[f"{side}_locator"] or "").split("、") if locator] if document_id else []
    source = [places.title(reader, document_id), *where] if document_id else []
    parts: list[Words] = [Run(conflicts.said(reader, row["subject"], value), bold=True)]
    parts += [Run(str(row[f"{side}_evidence"]))] if row[f"{side}_evidence"] else []
    parts += [Run(reader.say("report.source", where=reader.say("grammar.comma").join(source)), tone="quiet")] if source else []
    return telling.joined(parts, " ")


def _superseded(reader: Reader, subject: Subject) -> list[Paragraph]:
    """Where a later notice of the same inspection has the word."""
    known = [row for row in answers.table(reader, "documents") if row["kind"] == "notice" and row["published_on"]]
    said = []
    for one in subjects.inspections(subject):
        days = {row["published_on"] for row in known if row["inspection_id"] == one["inspection_id"]}
        if len(days) > 1:
            said.append(paragraph(reader, say(reader, "conflicts.superseded", n=len(days), day=formats.day(max(days), reader.language)), style="note"))
    return said
