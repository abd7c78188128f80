"""Which units need a look, and at what: leads to be verified, never findings."""

from dashboard import attention
from dashboard.reader import Reader
from dashboard.report import subject as subjects
from dashboard.report import telling
from dashboard.report.document import Run, Section
from dashboard.report.subject import Subject
from dashboard.report.telling import joined, led, paragraph
from queries import metric

Row = dict[str, object]
LINES = (("conflicts", "internal_conflicts"), ("overdue", "overdue_problems"), ("outstanding", "funds_outstanding"), ("uncomputed", "problem_completion_rate"), ("silent", "problem_completion_rate"))
MOST_NAMED = 40


def chapter(reader: Reader, subject: Subject) -> Section | None:
    if subject.kind == "unit":
        return None
    lines = [[reader.say(f"attention.{name}", n=len(rows)), _named(reader, subject, name, query, rows)] for name, query in LINES if (rows := _rows(subject, name, query))]
    if not lines:
        return Section(reader.say("report.to_check_units"), (paragraph(reader, reader.say("attention.none")),))
    made = telling.table([reader.say("report.head_what"), reader.say("report.head_units")], lines, reader.say("report.to_check_units"), weights=(1.3, 4))
    return Section(reader.say("report.to_check_units"), (paragraph(reader, reader.say("overview.attention_about")), made))


def _rows(subject: Subject, name: str, query: str) -> list[Row]:
    """As the overview picks them, in the order of the register."""
    rows = subjects.rows(subject, metric(query))
    if name in ("uncomputed", "silent"):
        rows = [row for row in rows if row["reason"] in (attention.CONTRADICTORY if name == "uncomputed" else attention.SILENT)]
    else:
        rows = [row for row in rows if row["value"]]
    return sorted(rows, key=lambda row: subject.unit_ids.index(row["unit_id"]))


def _named(reader: Reader, subject: Subject, name: str, query: str, rows: list[Row]) -> tuple[Run, ...]:
    """Each with its number, which leads to its evidence; being first here means nothing."""
    said = []
    for row in rows[:MOST_NAMED]:
        number = () if row["value"] is None else (Run(" "), telling.value(reader, metric(query), row))
        of = metric("internal_conflicts") if name == "uncomputed" else metric(query)
        said.append((Run(str(row["unit_name"])), *number) if number else led(reader, str(row["unit_name"]), of, row["unit_id"]) if name == "uncomputed" else Run(str(row["unit_name"])))
    more = [reader.say("attention.more", n=len(rows) - MOST_NAMED)] if len(rows) > MOST_NAMED else []
    return joined([*said, *more], reader.say("grammar.comma"))
