"""What somebody has to decide: contradictions, overdue and long open problems, money that is still out; each with its evidence, chosen by stated rules."""

from dataclasses import dataclass
from datetime import date

from dashboard import conflicts, deadlines, formats, labels, tables
from dashboard.reader import Reader
from dashboard.report import subject as subjects
from dashboard.report import telling
from dashboard.report.document import Block, Run
from dashboard.report.subject import Subject
from dashboard.report.telling import led, paragraph, say, yuan
from queries import breakdown, metric

MOST = 8
# How many of each kind stand there first; what is left over goes to the kinds in this order.
FIRST = {"conflict": 2, "overdue": 3, "outstanding": 2, "undue": 1}


@dataclass(frozen=True)
class Item:
    """One thing to decide. what: in words, with the way to its evidence."""

    kind: str
    unit_name: str
    what: tuple[Run, ...]


def blocks(reader: Reader, subject: Subject) -> tuple[Block, ...]:
    pools = {"conflict": _conflicts(reader, subject), "overdue": _problems(reader, subject, "overdue"), "outstanding": _outstanding(reader, subject), "undue": _problems(reader, subject, "no_due")}
    chosen, every = picked(pools), sum(map(len, pools.values()))
    if not chosen:
        return (paragraph(reader, reader.say("report.nothing_to_decide")),)
    first = [] if subject.kind == "unit" else [reader.say("table.unit")]
    lines = [[*([item.unit_name] if first else []), item.what, reader.say(f"report.decide_{item.kind}")] for item in chosen]
    head = [*first, reader.say("report.head_what"), reader.say("report.head_decide")]
    more = [reader.say("report.more_to_decide", n=every - len(chosen))] if every > len(chosen) else []
    note = "".join([reader.say("report.decided_total", n=every), *more, reader.say("report.decided_rule")])
    return (telling.table(head, lines, "", weights=(*((1.4,) if first else ()), 4, 2.4), note=note),)


def picked(pools: dict[str, list[Item]]) -> list[Item]:
    """At most MOST items: so many of each kind first, then the rest kind by kind; in the order of the kinds."""
    taken = {kind: min(FIRST[kind], len(pool)) for kind, pool in pools.items()}
    for kind, pool in pools.items():
        taken[kind] += min(len(pool) - taken[kind], MOST - sum(taken.values()))
    return [item for kind, pool in pools.items() for item in pool[:taken[kind]]]


def _conflicts(reader: Reader, subject: Subject) -> list[Item]:
    """What cannot both hold, in the order of the register."""
    rows = sorted((row for row in subjects.conflicts(subject) if not row["can_both_hold"]), key=lambda row: subject.unit_ids.index(row["unit_id"]))
    return [Item("conflict", row["unit_name"], say(
        reader, "report.to_decide_conflict", what=led(reader, tables.check_title(reader, row["check_name"]), metric("internal_conflicts"), row["unit_id"]), subject=labels.phrase(reader, row["subject"]),
        one=conflicts.said(reader, row["subject"], row["one_value"] or ""), other=conflicts.said(reader, row["subject"], row["other_value"] or ""))) for row in rows]


def _problems(reader: Reader, subject: Subject, light: str) -> list[Item]:
    """Overdue problems, those overdue for longest first; or problems without a due day, those open for longest first."""
    query, steps = breakdown("alerts"), deadlines.configured()
    rows = [row for row in subjects.rows(subject, query) if steps.light(row | {"days_left": row["value"]}) == light]
    rows.sort(key=lambda row: (row["due_on"] or date.max, row["feedback_on"] or date.max, subject.unit_ids.index(row["unit_id"]), row["problem_id"]))
    return [Item("overdue" if light == "overdue" else "undue", row["unit_name"], _problem(reader, subject, row)) for row in rows]


def _problem(reader: Reader, subject: Subject, row: dict[str, object]) -> tuple[Run, ...]:
    number = led(reader, str(row["number"] or reader.say("evidence.title")), breakdown("alerts"), row["unit_id"], problem_id=row["problem_id"])
    if row["due_on"]:
        return say(reader, "report.to_decide_overdue", number=number, n=formats.count((subject.scope.as_of - row["due_on"]).days), text=row["problem_text"] or "")
    days = formats.count((subject.scope.as_of - row["feedback_on"]).days) if row["feedback_on"] else "—"
    return say(reader, "report.to_decide_undue", number=number, n=days, text=row["problem_text"] or "")


def _outstanding(reader: Reader, subject: Subject) -> list[Item]:
    """Units with money still out, the earliest feedback first."""
    first: dict[str, date] = {}
    for row in subjects.inspections(subject):
        if row["feedback_on"]:
            first[row["unit_id"]] = min(first.get(row["unit_id"], row["feedback_on"]), row["feedback_on"])
    query = metric("funds_outstanding")
    rows = sorted((row for row in subjects.rows(subject, query) if row["value"]), key=lambda row: (first.get(row["unit_id"], date.max), subject.unit_ids.index(row["unit_id"])))
    return [Item("outstanding", row["unit_name"], say(
        reader, "report.to_decide_outstanding", amount=led(reader, yuan(reader, row["value"]), query, row["unit_id"]),
        n=formats.count((subject.scope.as_of - first[row["unit_id"]]).days) if row["unit_id"] in first else "—")) for row in rows]
