"""What was inspected, what was read of it, and what is not known."""

from collections import defaultdict

from dashboard import cards, formats, labels, places, tables, totals, unit
from dashboard.reader import Reader
from dashboard.report import subject as subjects
from dashboard.report import telling
from dashboard.report.document import Block, Number, Numbers, Paragraph, Run, Section, Table
from dashboard.report.subject import Subject
from dashboard.report.telling import led, paragraph, say
from queries import metric, metrics

DOCUMENT = ("kind", "published_on", "as_of", "standard", "extent")


def chapter(reader: Reader, subject: Subject) -> Section:
    blocks: list[Block] = [_scope(reader, subject)]
    if subject.kind == "unit":
        blocks += [Numbers(tuple(_number(reader, subject, name) for name in unit.ON_CARDS))]
    parts = (_inspections(reader, subject), _documents(reader, subject), _unknown(reader, subject))
    return Section(reader.say("report.overview"), tuple(blocks), tuple(part for part in parts if part))


def _scope(reader: Reader, subject: Subject) -> Paragraph:
    """Who, how many inspections, by which standard: what every other number rests on."""
    inspections = subjects.inspections(subject)
    rounds = list(dict.fromkeys(str(row["round"]) for row in inspections if row["round"]))
    said = [say(reader, "report.scope_unit" if subject.kind == "unit" else "report.scope_units", day=formats.day(subject.scope.as_of, reader.language), name=subject.name,
                units=formats.count(len(subject.unit_ids)), n=len(inspections))]
    said += [say(reader, "report.scope_rounds", rounds=reader.say("grammar.comma").join(rounds))] if rounds else []
    standard = labels.label(reader, "standard", subject.scope.standard)
    said.append(say(reader, "report.scope_standard_asked" if subject.chosen.chosen.standard else "report.scope_standard_taken", standard=standard))
    if subject.scope.standard == "claimed":
        said.append(say(reader, "report.claimed"))
    return paragraph(reader, *said)


def _number(reader: Reader, subject: Subject, name: str) -> Number:
    """As the unit's page has it on a card."""
    asked = metric(name)
    row = subjects.rows(subject, asked)[0]
    card = cards.one(reader, asked, row)
    of = [labels.basis(reader, row["basis"])] if row.get("basis") else []
    of += [reader.say("better.neutral_tag")] if asked.is_neutral else []
    return Number(asked.title[reader.language], formats.joined(card.value), " · ".join((*of, *card.lines)), led(reader, "", asked, subject.unit_id).link if tables.has_evidence(row) else "")


def _inspections(reader: Reader, subject: Subject) -> Section:
    rows = subjects.inspections(subject)
    if not rows:
        return Section(reader.say("unit.inspections"), (paragraph(reader, reader.say("report.no_inspections")),))
    if subject.kind != "unit":
        return Section(reader.say("unit.inspections"), (_by_round(reader, rows),))
    shown = [name for name in unit.INSPECTION if any(row[name] for row in rows)]
    lines = [[tables.cell(reader, name, row[name]) for name in shown] for row in rows]
    return Section(reader.say("unit.inspections"), (telling.table([labels.column(reader, "inspections", name) for name in shown], lines, reader.say("unit.inspections")),))


def _by_round(reader: Reader, rows: list[dict[str, object]]) -> Table:
    """How many inspections and units each round had, and when it was fed back."""
    lines = []
    for name in dict.fromkeys(row["round"] for row in rows):
        own = [row for row in rows if row["round"] == name]
        days = sorted(row["feedback_on"] for row in own if row["feedback_on"])
        span = reader.say("report.span", low=days[0].isoformat(), high=days[-1].isoformat()) if days else None
        lines.append([name or reader.say("trends.no_round"), formats.count(len(own)), formats.count(len({row["unit_id"] for row in own})), span])
    head = [reader.say("trends.by_round"), *(reader.say(f"report.head_{name}") for name in ("inspections", "units_count", "feedback"))]
    return telling.table(head, lines, reader.say("report.by_round"), weights=(2, 1, 1, 2), numbers=(1, 2))


def _documents(reader: Reader, subject: Subject) -> Section:
    """Each with what was read of it: an opening says less than a whole notice."""
    rows = subjects.documents(subject)
    if not rows:
        return Section(reader.say("unit.documents"), (paragraph(reader, reader.say("report.no_documents")),))
    opening = sum(row["extent"] == "opening" for row in rows)
    said = paragraph(reader, say(reader, "report.documents_read", n=len(rows), whole=len(rows) - opening), *([say(reader, "report.documents_opening", n=opening)] if opening else []))
    if subject.kind != "unit":
        return Section(reader.say("unit.documents"), (said, paragraph(reader, reader.say("report.documents_below"))))
    head = [labels.column(reader, "documents", "title"), *(labels.column(reader, "documents", name) for name in DOCUMENT)]
    lines = [[title(reader, subject, row), *(unit.document_cell(reader, name, row[name]) for name in DOCUMENT)] for row in rows]
    return Section(reader.say("unit.documents"), (said, telling.table(head, lines, reader.say("unit.documents"), weights=(4, *(1.2,) * len(DOCUMENT)))))


def title(reader: Reader, subject: Subject, row: dict[str, object]) -> Run:
    """A document by its title, with its address where a browser may open it."""
    uri = str(row["uri"] or "")
    return Run(places.title(reader, str(row["document_id"])), link=uri if uri.startswith(("http://", "https://")) else "")


def _unknown(reader: Reader, subject: Subject) -> Section | None:
    """Which numbers are not there, by reason: unknown is not nought."""
    lines = _lacking(reader, subject) if subject.kind == "unit" else _silent(reader, subject)
    if not lines:
        return None
    return Section(reader.say("report.unknown"), (paragraph(reader, reader.say("report.unknown_about")), *(paragraph(reader, line, style="item") for line in lines)))


def _lacking(reader: Reader, subject: Subject) -> list[tuple[Run, ...]]:
    found: dict[str, list[str]] = defaultdict(list)
    for each in metrics():
        row = subjects.rows(subject, each)[0]
        if row["value"] is None:
            found[row["reason"]].append(each.title[reader.language])
    return [say(reader, "report.lacking", reason=formats.reason(code, reader.language), what=reader.say("grammar.comma").join(titles)) for code, titles in found.items()]


def _silent(reader: Reader, subject: Subject) -> list[tuple[Run, ...]]:
    """Of each main number: how many units state it, and why the others do not."""
    said = []
    for name in unit.ON_CARDS:
        total = totals.summed(subjects.rows(subject, metric(name)), "value")
        why = reader.say("grammar.comma").join(f"{formats.reason(code, reader.language)} {reader.say('card.units', n=number)}" for code, number in total.uncounted.most_common())
        if why:
            said.append(say(reader, "report.silent", metric=metric(name).title[reader.language], n=total.units, why=why))
    return said
