"""Problems that come back in the next inspection, as leads to be checked; and what the problems are about."""

from collections import defaultdict

from dashboard import answers, formats, labels, repeats, totals
from dashboard.answers import Rows
from dashboard.reader import Reader
from dashboard.report import subject as subjects
from dashboard.report import telling
from dashboard.report.document import Paragraph, Section, Table
from dashboard.report.subject import Subject
from dashboard.report.telling import Words, led, paragraph, say
from queries import breakdown, metric
from queries.repeats import THRESHOLD, Pair


# Of several units with more pairs than this, the pairs stand in the unit's own report.
MOST_LISTED = 60


def chapter(reader: Reader, subject: Subject) -> Section | None:
    own = set(subject.unit_ids)
    pairs = [pair for pair in repeats.found(reader, breakdown("problem_list"), THRESHOLD)[0] if pair.later["unit_id"] in own]
    parts = [part for part in (_again(reader, subject, pairs), _themes(reader, subject)) if part]
    return Section(reader.say("report.repeated"), (), tuple(parts)) if parts else None


def _again(reader: Reader, subject: Subject, pairs: list[Pair]) -> Section | None:
    """How many are like one of the inspection before, and which; nothing where no unit was inspected twice."""
    rows = [row for row in subjects.rows(subject, metric("repeat_problem_rate")) if row["value"] is not None]
    if not rows:
        return None
    blocks: list[Paragraph | Table] = [paragraph(reader, *(_rate(reader, subject, part, basis) for basis, part in totals.by_basis(rows).items()), reader.say("repeats.caution"))]
    if pairs and not subject.is_public and (subject.kind == "unit" or len(pairs) <= MOST_LISTED):
        first = [] if subject.kind == "unit" else [reader.say("table.unit")]
        lines = [[*([pair.later["unit_name"]] if first else []), *(_side(reader, row) for row in (pair.earlier, pair.later)), formats.percent(100 * pair.similarity, 0)]
                 for pair in sorted(pairs, key=lambda pair: (subject.unit_ids.index(pair.later["unit_id"]), pair.later["problem_id"]))]
        head = [*first, reader.say("report.earlier"), reader.say("report.later"), reader.say("repeats.similarity_column")]
        blocks.append(telling.table(head, lines, reader.say("repeats.file"), weights=(*((1.3,) if first else ()), 4, 4, 1), numbers=(len(head) - 1,)))
    return Section(reader.say("report.again"), tuple(blocks))


def _rate(reader: Reader, subject: Subject, rows: Rows, basis: str | None) -> Words:
    query = metric("repeat_problem_rate")
    numbers = {name: sum(row[name] for row in rows) for name in ("repeated", "problems")}
    share = reader.say("repeats.share", share=formats.share(numbers["repeated"], numbers["problems"])) if numbers["problems"] >= totals.SMALL else ""
    said = {name: led(reader, formats.count(number), query, subject.unit_id, **({"basis": basis} if basis else {})) for name, number in numbers.items()}
    return say(reader, "report.again_rate", basis=labels.basis(reader, basis), n=formats.count(len(rows)), share=share, like=formats.percent(100 * THRESHOLD, 0), **said)


def _side(reader: Reader, row: dict[str, object]) -> Words:
    where = reader.say("grammar.comma").join(part for part in (str(row["round"] or ""), reader.say("repeats.number", number=row["number"]) if row["number"] else "") if part)
    number = led(reader, where or reader.say("evidence.title"), breakdown("problem_list"), row["unit_id"], problem_id=row["problem_id"])
    return telling.joined([str(row["problem_text"] or ""), number], " ")


def _themes(reader: Reader, subject: Subject) -> Section | None:
    """How many problems are on each theme, in the order of the list of themes."""
    query, sums = breakdown("problems_by_theme"), defaultdict(lambda: [0, 0])
    for row in subjects.rows(subject, query):
        if row["theme"]:
            sums[row["basis"], row["theme"]][0] += row["completed"] or 0
            sums[row["basis"], row["theme"]][1] += row["value"]
    if not sums:
        return None
    order = [row["theme"] for row in answers.table(reader, "themes")]
    place = {name: number for number, name in reversed(list(enumerate(order)))}
    lines = [[labels.basis(reader, basis), theme, led(reader, formats.count(problems), query, subject.unit_id, basis=basis, theme=theme), formats.count(completed)]
             for (basis, theme), (completed, problems) in sorted(sums.items(), key=lambda item: (item[0][0], place.get(item[0][1], len(place)), item[0][1]))]
    head = [query.columns[name][reader.language] for name in ("basis", "theme", "value", "completed")]
    made = telling.table(head, lines, query.title[reader.language], weights=(1, 3, 0.8, 0.8), numbers=(2, 3))
    return Section(query.title[reader.language], (made, paragraph(reader, query.caveat[reader.language], style="note")))
