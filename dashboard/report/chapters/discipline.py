"""Who was held to account, by form and by term, each count for itself: neutral, neither ranked nor judged."""

from collections import defaultdict

from dashboard import discipline, formats, labels
from dashboard.reader import Reader
from dashboard.report import subject as subjects
from dashboard.report import telling
from dashboard.report.document import Section, Table
from dashboard.report.subject import Subject
from dashboard.report.telling import led, paragraph, say
from queries import breakdown, metric

Row = dict[str, object]


def chapter(reader: Reader, subject: Subject) -> Section:
    rows = subjects.rows(subject, breakdown("discipline_by_term"))
    actions = metric("disciplinary_actions")
    stated = subjects.rows(subject, actions)
    said = [say(reader, "report.discipline_unit", name=subject.name, value=telling.value(reader, actions, stated[0]))] if subject.kind == "unit" else _stated(reader, subject, stated)
    blocks: list = [paragraph(reader, *said, say(reader, "discipline.apart"))]
    if rows:
        blocks += [_forms(reader, subject, rows), _terms(reader, subject, rows)]
    else:
        blocks.append(paragraph(reader, reader.say("discipline.nothing")))
    return Section(reader.say("report.discipline"), (*blocks, paragraph(reader, actions.caveat[reader.language], style="note")))


def _stated(reader: Reader, subject: Subject, rows: list[Row]) -> list:
    """How many units state it, how many of them none: silence is not nought."""
    known = [row for row in rows if row["value"] is not None]
    total = led(reader, formats.count(sum(row["value"] for row in known)), metric("disciplinary_actions"))
    rest = [say(reader, "report.rest_unstated")] if len(known) < len(rows) else []
    return [say(reader, "report.discipline_units", n=formats.count(len(known)), of=formats.count(len(rows)), total=total, nought=formats.count(sum(row["value"] == 0 for row in known))), *rest]


def _forms(reader: Reader, subject: Subject, rows: list[Row]) -> Table:
    query, found = breakdown("discipline_by_term"), discipline.sums(rows)
    used = [counts for counts in discipline.COUNTS if any(counts in said for said in found.values())]
    lines = [[discipline.named(reader, group), *(led(reader, formats.count(said[counts]), query, subject.unit_id, counts=counts, **dict(group.part)) if counts in said else None for counts in used)]
             for group, said in found.items()]
    head = [breakdown("discipline_by_form").columns["form"][reader.language], *(labels.label(reader, "counts", counts) for counts in used)]
    return telling.table(head, lines, reader.say("discipline.forms"), weights=(3, *(1,) * len(used)), numbers=range(1, len(head)), note=reader.say("discipline.forms_about"))


def _terms(reader: Reader, subject: Subject, rows: list[Row]) -> Table:
    """As the documents write it, in the order of the forms."""
    query, sums = breakdown("discipline_by_term"), defaultdict(int)
    for row in rows:
        sums[row["form"] or 9, row["term_class"], row["term"], row["counts"]] += row["value"]
    lines = [[term, labels.form(reader, None if form == 9 else form), labels.label(reader, "term_class", term_class), labels.label(reader, "counts", counts),
              led(reader, formats.count(number), query, subject.unit_id, term=term, form=None if form == 9 else form, term_class=term_class, counts=counts)]
             for (form, term_class, term, counts), number in sorted(sums.items(), key=lambda item: tuple(str(part).encode("gb18030") for part in item[0]))]
    head = [query.columns[name][reader.language] for name in ("term", "form", "term_class", "counts", "value")]
    return telling.table(head, lines, query.title[reader.language], weights=(2, 1.4, 1.4, 1, 0.8), numbers=(4,), note=query.caveat[reader.language])
