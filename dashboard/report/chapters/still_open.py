"""What is open and what is overdue, problem by problem, with the day and the rule that says so; without a rule nothing is judged."""

from collections import Counter
from datetime import date

from dashboard import alerts, answers, deadlines, formats, labels, totals
from dashboard.reader import Reader
from dashboard.report import subject as subjects
from dashboard.report import telling
from dashboard.report.document import Paragraph, Section, Table
from dashboard.report.subject import Subject
from dashboard.report.telling import Words, led, paragraph, say
from queries import breakdown, metric

Row = dict[str, object]
# Of several units with more than this, each problem is listed in the unit's own report.
MOST_LISTED = 60
LIGHTS = ("overdue", "no_due", "extended", "long_term", "unknown")


def chapter(reader: Reader, subject: Subject) -> Section:
    query, asked = breakdown("alerts"), metric("overdue_problems")
    steps = deadlines.configured()
    every = [row | {"light": steps.light(row | {"days_left": row["value"]})} for row in subjects.rows(subject, query)]
    # Of a problem whose state nobody says, it is not known that it is open.
    rows = [row for row in every if row["light"] != "unknown"]
    rows.sort(key=lambda row: (row["due_on"] or date.max, subject.unit_ids.index(row["unit_id"]), row["basis"], row["problem_id"]))
    blocks: list = [_counted(reader, subject, basis, [row for row in every if row["basis"] == basis]) for basis in totals.by_basis(every)]
    answers_of = subjects.rows(subject, asked)
    if subject.kind == "unit" and answers_of[0]["value"] is None:
        blocks.append(paragraph(reader, say(reader, "report.overdue_unknown", reason=telling.value(reader, asked, answers_of[0]))))
    if not every:
        blocks.append(paragraph(reader, _nothing(reader, subject)))
    if len(rows) > MOST_LISTED and subject.kind != "unit":
        blocks += [paragraph(reader, say(reader, "report.open_many", n=len(rows))), _by_unit(reader, rows), _rules(reader, rows)]
    elif rows:
        blocks += [_table(reader, subject, rows), _rules(reader, rows)]
    return Section(reader.say("report.open"), tuple(block for block in blocks if block))


def _nothing(reader: Reader, subject: Subject) -> Words:
    """No line to show: because all is closed, or because nobody itemised it."""
    is_itemised = bool(subjects.rows(subject, breakdown("problem_list")))
    return say(reader, "report.nothing_open" if is_itemised else "report.not_itemised")


def _counted(reader: Reader, subject: Subject, basis: str | None, rows: list[Row]) -> Paragraph:
    found = Counter(row["light"] for row in rows)
    number = led(reader, formats.count(len(rows) - found["unknown"]), breakdown("alerts"), subject.unit_id, basis=basis)
    said: list[Words] = [say(reader, "report.open_counted", basis=labels.basis(reader, basis), n=number)]
    said += [say(reader, f"report.open_{light}", n=led(reader, formats.count(found[light]), metric("overdue_problems") if light == "overdue" else breakdown("alerts"), subject.unit_id, basis=basis))
             for light in LIGHTS if found[light]]
    return paragraph(reader, *said)


def _table(reader: Reader, subject: Subject, rows: list[Row]) -> Table:
    query = breakdown("alerts")
    first = [] if subject.kind == "unit" else [reader.say("table.unit")]
    head = [*first, *(reader.say(f"report.head_{name}") for name in ("number", "problem", "light", "due_on", "left", "since", "due_source"))]
    lines = [[*([row["unit_name"]] if first else []), led(reader, str(row["number"] or reader.say("evidence.title")), query, row["unit_id"], problem_id=row["problem_id"]), row["problem_text"],
              alerts.lights.word(reader, row["light"]), row["due_on"].isoformat() if row["due_on"] else None, formats.count(row["value"]) if row["value"] is not None else None,
              formats.count((subject.scope.as_of - row["feedback_on"]).days) if row["feedback_on"] else None, _due(reader, row)] for row in rows]
    weights = (*((1.5,) if first else ()), 0.8, 4, 1.1, 1.2, 0.9, 0.9, 1.5)
    return telling.table(head, lines, reader.say("report.open_table", n=len(rows)), weights=weights, numbers=(len(head) - 3, len(head) - 2), note=reader.say("report.open_note"))


def _by_unit(reader: Reader, rows: list[Row]) -> Table:
    """A row a unit and basis, in the order of the register."""
    place = {unit["unit_id"]: number for number, unit in enumerate(answers.units(reader))}
    found: dict[tuple, Counter] = {}
    for row in sorted(rows, key=lambda row: (place[row["unit_id"]], row["basis"])):
        found.setdefault((row["unit_id"], row["unit_name"], row["basis"]), Counter())[row["light"]] += 1
    seen = [light for light in deadlines.LIGHTS if any(counts[light] for counts in found.values())]
    lines = [[name, labels.basis(reader, basis), led(reader, formats.count(counts.total()), breakdown("alerts"), unit_id, basis=basis),
              *(led(reader, formats.count(counts[light]), metric("overdue_problems") if light == "overdue" else breakdown("alerts"), unit_id, basis=basis) for light in seen)]
             for (unit_id, name, basis), counts in found.items()]
    head = [reader.say("table.unit"), reader.say("table.basis"), reader.say("trends.open"), *(alerts.lights.word(reader, light) for light in seen)]
    return telling.table(head, lines, reader.say("report.open_units"), weights=(2, 1, *(1,) * (len(seen) + 1)), numbers=range(2, len(head)), note=reader.say("report.every_unit_note_order"))


def _due(reader: Reader, row: Row) -> str:
    if not row["due_source"]:
        return reader.say("alerts.source_none")
    return " ".join(part for part in (labels.label(reader, "due_source", row["due_source"]), row["due_rule_id"]) if part)


def _rules(reader: Reader, rows: list[Row]) -> Paragraph:
    """Which rules the days rest on, or that none is in force."""
    used = {row["due_rule_id"] for row in rows if row["due_rule_id"]}
    said = [say(reader, "report.rule", rule=row["rule_id"], what=row["what"], basis=row["legal_basis"]) for row in answers.table(reader, "due_rules") if row["rule_id"] in used]
    if not any(row["is_applied"] for row in answers.table(reader, "due_rules")):
        said.append(say(reader, "rules_on_time.none_applied"))
    return paragraph(reader, *said, style="note") if said else None
