"""Rules that were made, revised, abolished or planned, each kind for itself, and those that have a name."""

from dashboard import formats, labels
from dashboard.reader import Reader
from dashboard.report import subject as subjects
from dashboard.report import telling
from dashboard.report.document import Run, Section, Table
from dashboard.report.subject import Subject
from dashboard.report.telling import led, paragraph, say
from dashboard.rules import KINDS, MADE
from queries import breakdown, metric

Row = dict[str, object]


def chapter(reader: Reader, subject: Subject) -> Section:
    query, made = breakdown("rules_by_title"), metric("rules_made")
    rows, stated = subjects.rows(subject, query), subjects.rows(subject, made)
    known = [row for row in stated if row["value"] is not None]
    whole = sum(row["value"] for row in known)
    if subject.kind == "unit":
        said = [say(reader, "report.rules_unit", name=subject.name, value=telling.value(reader, made, stated[0]))]
    else:
        said = [say(reader, "report.rules_units", n=formats.count(len(known)), of=formats.count(len(stated)), total=led(reader, formats.count(whole), made))]
        said += [say(reader, "report.rest_unstated")] if len(known) < len(stated) else []
    if known and rows:
        said += [say(reader, f"rules.{name}", n=led(reader, formats.count(whole), made, subject.unit_id), x=_made(reader, subject, rows, column))
                 for name, column in (("named", "title"), ("answering", "number"))]
    blocks: list = [paragraph(reader, *said)]
    if rows:
        blocks += [_kinds(reader, subject, rows), _titles(reader, subject, rows)]
    return Section(reader.say("report.rules"), (*(block for block in blocks if block), paragraph(reader, made.caveat[reader.language], style="note")))


def _made(reader: Reader, subject: Subject, rows: list[Row], column: str) -> Run:
    """How many of those made have something in a column."""
    return led(reader, formats.count(sum(row["value"] for row in rows if row[column] and row["action"] in MADE)), breakdown("rules_by_title"), subject.unit_id)


def _kinds(reader: Reader, subject: Subject, rows: list[Row]) -> Table:
    query = breakdown("rules_by_title")
    sums = {kind: sum(row["value"] for row in rows if row["action"] == kind) for kind in KINDS if any(row["action"] == kind for row in rows)}
    lines = [[labels.label(reader, "rule_action", kind), led(reader, formats.count(sums[kind]), query, subject.unit_id, action=kind) if kind in sums else None] for kind in KINDS]
    head = [query.columns["action"][reader.language], query.columns["value"][reader.language]]
    return telling.table(head, lines, reader.say("rules.kinds"), weights=(3, 1), numbers=(1,), note=reader.say("rules.lump_may_hold"))


def _titles(reader: Reader, subject: Subject, rows: list[Row]) -> Table | None:
    """Of one unit: the rules by name."""
    query, named = breakdown("rules_by_title"), [row for row in rows if row["title"]]
    if subject.kind != "unit" or not named:
        return None
    lines = [[led(reader, str(row["title"]), query, row["unit_id"], title=row["title"], action=row["action"]), labels.label(reader, "rule_action", row["action"]),
              row["issued_on"].isoformat() if row["issued_on"] else None, row["number"]] for row in named]
    head = [query.columns[name][reader.language] for name in ("title", "action", "issued_on", "number")]
    return telling.table(head, lines, reader.say("report.rules_named", n=len(named)), weights=(4, 1, 1.2, 1))
