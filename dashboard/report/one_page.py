"""The page for leaders: five numbers, three pictures, and what is to be decided, chosen by rules that stand under it."""

from dashboard import answers, cards, charts, formats, labels, tables
from dashboard.balances import added, part
from dashboard.cards import Card
from dashboard.charts.balance import PARTS
from dashboard.reader import Reader
from dashboard.report import deciding, pictured
from dashboard.report import subject as subjects
from dashboard.report.chapters import completion, side_by_side, trend
from dashboard.report.document import Number, Numbers, Picture, Section
from dashboard.report.subject import Subject
from dashboard.report.telling import led, paragraph
from queries import Query, breakdown, metric

NUMBERS = ("problem_completion_rate", "measure_completion_rate", "overdue_problems", "funds_outstanding", "internal_conflicts")
# So many units stand around the one in a picture a third of a page wide.
MOST_ROWS, MOST_PICTURES, LONGEST_NAME = 5, 3, 9


def sections(reader: Reader, subject: Subject) -> list[Section]:
    numbers = Numbers(tuple(_number(reader, subject, metric(name)) for name in NUMBERS))
    pictures = [picture for picture in (_statuses(reader, subject), _peers(reader, subject), _money(reader, subject), _rounds(reader, subject)) if picture][:MOST_PICTURES]
    said = completion.sentence(completion.of_unit(subject, metric(NUMBERS[0]), reader)) if subject.kind == "unit" else paragraph(reader, *side_by_side.summed(reader, subject))
    return [Section(reader.say("report.numbers"), (numbers, said)), *([Section(reader.say("report.pictures"), tuple(pictures))] if pictures else []),
            Section(reader.say("report.deciding"), deciding.blocks(reader, subject))]


def _number(reader: Reader, subject: Subject, query: Query) -> Number:
    """As the cards of the pages have it: of a unit its own, of several what they add up to on the basis that most of them answer on."""
    rows = subjects.rows(subject, query)
    if subject.kind == "unit":
        card, row = cards.one(reader, query, rows[0]), rows[0]
        basis, has_link = row.get("basis"), tables.has_evidence(row)
    else:
        found = cards.rate(reader, query, rows) if query.model else cards.sums(reader, query, rows)
        card = max(found, key=lambda card: sum(row.get("basis") == card.basis and row["value"] is not None for row in rows))
        basis, has_link = card.basis, card.has_value
    note = " · ".join(([labels.basis(reader, basis)] if basis else []) + list(card.lines[:1]) + _interval(reader, subject, query, rows, card))
    return Number(query.title[reader.language], formats.joined(card.value), note, led(reader, "", query, subject.unit_id, **({"basis": basis} if basis else {})).link if has_link else "")


def _interval(reader: Reader, subject: Subject, query: Query, rows: list, card: Card) -> list[str]:
    """What chance allows, beside a unit's rate."""
    if subject.kind != "unit" or query.model != "binomial" or not card.value[0].endswith("%"):
        return []
    row = completion.of_unit(subject, query, reader)[1]
    return [reader.say("compare.note_interval", low=formats.percent(row["low"]), high=formats.percent(row["high"]))]


def _statuses(reader: Reader, subject: Subject) -> Picture | None:
    query = breakdown("status_by_basis")
    rows = subjects.rows(subject, query)
    figure = pictured.statuses(reader, rows)
    if figure is None:
        return None
    said = [f"{charts.SHAPES[status][1]} {labels.status(reader, status)}" for status in charts.SHAPES if any(row["status"] == status and row["value"] for row in rows)]
    return Picture(figure, query.title[reader.language], reader.say("chart.status_alt"), reader.say("grammar.comma").join(said))


def _peers(reader: Reader, subject: Subject) -> Picture | None:
    """The unit among those around it, or the largest group of peers."""
    query = metric(NUMBERS[0])
    if subject.kind == "unit":
        asking, row = completion.of_unit(subject, query, reader)
        return completion.picture(asking, row, MOST_ROWS, LONGEST_NAME) if asking.group is not None and row["benchmark"] is not None else None
    found = answers.compared(reader, query)
    if not found.summary.groups:
        return None
    asking = side_by_side.grouped(reader, query, found, found.summary.groups[0])
    return side_by_side.group_picture(asking, MOST_ROWS, LONGEST_NAME) if asking.is_judged or len(asking.members) <= MOST_ROWS else None


def _money(reader: Reader, subject: Subject) -> Picture | None:
    checked = [row for row in subjects.rows(subject, breakdown("funds_balance")) if row["balance"] != "unknown"]
    sums = added(checked)
    figure = pictured.ledger(reader, [(reader.say("funds.whole"), sums)]) if checked else None
    if figure is None:
        return None
    said = [f"{part(reader, name)}{formats.THIN}{formats.joined(formats.money(sums[name], reader.language))}" for name in PARTS if sums[name]]
    return Picture(figure, reader.say("report.funds_picture"), reader.say("funds.balance_alt"), reader.say("grammar.comma").join(said))


def _rounds(reader: Reader, subject: Subject) -> Picture | None:
    """Where there is room: how the rounds went."""
    return next((block for section in trend.chapter(reader, subject).sections for block in section.blocks if isinstance(block, Picture)), None)
