"""How much of it is completed: on each basis and by each standard, with what chance allows, beside the peers, and against what the own mix makes one expect."""

from dataclasses import replace

from dashboard import answers, footer, formats, labels, peers, pictures, totals
from dashboard.charts import base
from dashboard.comparison.asked import SHOWN_ANYWAY, Asked, counted, flag, read
from dashboard.reader import Reader
from dashboard.report import pictured, telling
from dashboard.report import subject as subjects
from dashboard.report.chapters import made_of
from dashboard.report.document import Block, Paragraph, Picture, Run, Section
from dashboard.report.subject import Subject
from dashboard.report.telling import Words, led, paragraph, say
from queries import Query, metric
from queries.compare.casemix import COUNTED
from queries.filter import BASES, STANDARDS

Row = dict[str, object]
COMPLETION = "problem_completion_rate"
OTHERS = ("measure_completion_rate", "on_time_rate")
# A unit that is flagged and has at most this share of lucky ones among its like is on the list to check.
TO_CHECK = 0.10


def chapter(reader: Reader, subject: Subject) -> Section | None:
    """Of one unit; several are put side by side by another chapter."""
    if subject.kind != "unit":
        return None
    asked = of_unit(subject, metric(COMPLETION), reader)
    parts = (_standards(reader, subject), _beside(asked, subject), _mix(asked), made_of.statuses(reader, subject), made_of.aspects(reader, subject))
    return Section(reader.say("report.completion"), (sentence(asked),), tuple(part for part in parts if part))


def of_unit(subject: Subject, query: Query, reader: Reader) -> tuple[Asked, Row]:
    """The comparison that the unit's row stands in, with its group, and the row."""
    found = answers.compared(reader, query)
    own = next(row for row in found.rows if row["unit_id"] == subject.unit_id)
    group = next((each for each in found.summary.groups if each.peers == own["peers"]), None)
    members = tuple(row for row in found.rows if group is not None and row["peers"] == group.peers and row["compare_reason"] in SHOWN_ANYWAY)
    return Asked(reader, query, found, group, members, "register", {}), own


def sentence(asked: tuple[Asked, Row]) -> Paragraph:
    """The completion in words: counts, rate, what chance allows, what is open, and whose word it is."""
    asking, row = asked
    reader, query = asking.reader, asking.metric
    if row["value"] is None:
        said = [say(reader, "report.no_rate", name=row["unit_name"], metric=query.title[reader.language], reason=telling.value(reader, query, row))]
        return paragraph(reader, *said, say(reader, "report.not_nought"))
    numbers = {"total": _led(asking, row, row["total"]), "completed": _led(asking, row, row["completed"]), "open": _led(asking, row, row["total"] - row["completed"])}
    named = {"name": row["unit_name"], "standard": labels.label(reader, "standard", row["standard"]), "basis": labels.basis(reader, row["basis"])}
    if totals.is_small(query, row):
        return paragraph(reader, say(reader, "report.rate_small", **named, **numbers), _source(reader, row))
    rate = {"rate": _led(asking, row, read(asking, row["value"])), "low": read(asking, row["low"]), "high": read(asking, row["high"])}
    return paragraph(reader, say(reader, "report.rate", **named, **numbers, **rate), say(reader, "report.interval_means"), _source(reader, row))


def _led(asking: Asked, row: Row, number: object) -> Run:
    text = number if isinstance(number, str) else formats.count(number)
    return led(asking.reader, text, asking.metric, row["unit_id"], **of_basis(row))


def of_basis(row: Row) -> dict[str, object]:
    """The part of a metric's evidence that a row rests on."""
    return {"basis": row["basis"]} if row.get("basis") else {}


def _source(reader: Reader, row: Row) -> Words:
    return say(reader, f"report.is_{row['source']}") if row.get("source") else ""


def _standards(reader: Reader, subject: Subject) -> Section:
    """Every basis by every standard, and the rates of measures and of time, a line each: rates on different bases are never added."""
    lines = []
    for basis in BASES if reader.chosen.basis is None else (reader.chosen.basis,):
        rows = [(of_unit(subject, metric(COMPLETION), reader.asking(replace(reader.chosen, basis=basis, standard=standard))), standard) for standard in STANDARDS]
        if any(row["value"] is not None for (_, row), _ in rows):
            lines += [_line(asking, row, basis, standard) for (asking, row), standard in rows]
        else:
            lines.append(_line(*rows[0][0], basis, None))
    for name in OTHERS:
        asking, row = of_unit(subject, metric(name), reader)
        lines.append(_line(asking, row, row.get("basis"), None))
    head = [reader.say(f"report.head_{name}") for name in ("metric", "basis", "standard", "counts", "rate", "interval", "benchmark", "against", "q")]
    note = reader.say("report.standards_note")
    made = telling.table(head, lines, reader.say("report.standards"), weights=(1.5, 1, 1, 1, 1, 1.5, 1, 2, 0.8), numbers=(3, 4, 5, 6, 8), note=note)
    return Section(reader.say("report.standards"), (made,))


def _line(asking: Asked, row: Row, basis: str | None, standard: str | None) -> list[Words | None]:
    reader, query = asking.reader, asking.metric
    first = [query.title[reader.language], labels.basis(reader, basis) if basis else None, labels.label(reader, "standard", standard) if standard else None]
    if row["value"] is None:
        return [*first, None, telling.value(reader, query, row), None, None, None, None]
    counts = _led(asking, row, counted(asking, row))
    if totals.is_small(query, row):
        return [*first, counts, None, None, None, reader.say("compare.small"), None]
    known = row["benchmark"] is not None
    return [*first, counts, _led(asking, row, read(asking, row["value"])), reader.say("report.span", low=read(asking, row["low"]), high=read(asking, row["high"])),
            read(asking, row["benchmark"]) if known else None, verdict(reader, row), formats.rounded(row["q_value"], 3) if row["q_value"] is not None else None]


def verdict(reader: Reader, row: Row) -> str:
    """How a row stands beside its peers in a few words, or why it is not compared."""
    direction, level = flag(row)
    if direction:
        return reader.say(f"compare.flag_{direction}_{level}")
    return reader.say("compare.flag_none") if row["flag"] == "none" else formats.reason(row["compare_reason"], reader.language)


def _beside(asked: tuple[Asked, Row], subject: Subject) -> Section | None:
    """The unit among its peers in words and as a picture; or the sentence why it is not compared, and then round by round what can be."""
    asking, row = asked
    reader = asking.reader
    if row["value"] is None:
        return None
    if row["benchmark"] is not None:
        return Section(reader.say("report.beside"), _compared(asking, row))
    why = paragraph(reader, say(reader, "report.not_compared", name=row["unit_name"], reason=formats.reason(row["compare_reason"], reader.language)))
    rounds = dict.fromkeys(str(each["round"]) for each in subjects.inspections(subject) if each["round"]) if row["compare_reason"] == "mixed_ages" else ()
    found = {name: of_unit(subject, asking.metric, reader.asking(replace(reader.chosen, rounds=(name,)))) for name in rounds}
    return Section(reader.say("report.beside"), (why,), tuple(Section(name, (sentence(each), *_compared(*each))) for name, each in found.items() if each[1]["benchmark"] is not None))


def _compared(asking: Asked, row: Row) -> tuple[Block, ...]:
    words = paragraph(asking.reader, *peer_words(asking, row))
    return (words, picture(asking, row)) if asking.group is not None else (words,)


def peer_words(asking: Asked, row: Row) -> list[Words]:
    """Whom it is compared with, what they have together, what follows, and how much of that may be luck."""
    reader, (direction, level) = asking.reader, flag(row)
    said: list[Words] = [say(reader, "report.peers", peers=labels.peers(reader, asking.metric, row["peers"]), n=asking.group.units if asking.group else 0,
                             benchmark=read(asking, row["benchmark"]), expected=formats.rounded(row["expected"], 1), total=_led(asking, row, row[asking.metric.denominator]),
                             observed=_led(asking, row, row[asking.metric.numerator]))]
    said.append(say(reader, f"compare.said_{direction}_{level}") if direction else say(reader, "report.alike") if row["flag"] == "none"
                else say(reader, "report.not_judged", reason=formats.reason(row["compare_reason"], reader.language)))
    if row["q_value"] is not None:
        is_to_check = bool(direction) and row["q_value"] <= TO_CHECK
        said.append(say(reader, "report.to_check" if is_to_check else "report.not_to_check", q=formats.rounded(row["q_value"], 3)))
    return said


def picture(asking: Asked, row: Row, most: int = pictures.MOST_NAMED, longest: int = base.LONGEST_NAME) -> Picture:
    """The unit and those around it: all of the group while they are at most so many, else those most like it."""
    reader, query = asking.reader, asking.metric
    rows, near = asking.members, ()
    if len(rows) > most:
        near = {each["peer_id"] for each in peers.neighbours(reader, query).get(row["unit_id"], ())[:most - 1]}
        rows = tuple(each for each in rows if each["unit_id"] in near or each["unit_id"] == row["unit_id"])
    marks = [replace(mark, label=f"▸ {mark.label}") if each["unit_id"] == row["unit_id"] else mark for each in rows for mark in [pictured.mark(asking, each, longest)]]
    figure = pictured.intervals(asking, marks)
    caption = reader.say("report.picture_near" if near else "report.picture_peers", metric=query.title[reader.language], n=len(rows), of=asking.group.units)
    return Picture(figure, caption, reader.say("compare.intervals_alt", metric=query.title[reader.language], n=len(rows)), footer.said(reader, footer.compared(reader, query, asking.found.summary, asking.group.peers)))


def _mix(asked: tuple[Asked, Row]) -> Section | None:
    """What the unit's own problems make one expect."""
    asking, row = asked
    reader = asking.reader
    if asking.metric.name not in COUNTED or row["value"] is None or totals.is_small(asking.metric, row):
        return None
    own = next(each for each in peers.adjusted(reader, asking.metric).rows if each["unit_id"] == row["unit_id"])
    if own["ratio"] is None:
        said = [say(reader, "report.no_mix", reason=formats.reason(own["compare_reason"], reader.language))]
    else:
        (direction, level), two = flag(own), {name: formats.rounded(own[name], 2) for name in ("ratio", "low", "high")}
        said = [say(reader, "peers.sentence", observed=_led(asking, row, own["observed"]), expected=formats.rounded(own["expected"], 1), **two),
                say(reader, f"peers.said_{direction}_{level}") if direction else say(reader, "peers.alike") if own["flag"] == "none" else ""]
    return Section(reader.say("peers.case_mix"), (paragraph(reader, *said), paragraph(reader, reader.say("peers.case_mix_about"), style="note")))
