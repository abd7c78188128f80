"""Several units side by side: what they add up to, group by group who can be told apart, and every unit in the order of the register."""

from itertools import combinations

from dashboard import answers, footer, formats, labels, pictures, totals
from dashboard.answers import Compared
from dashboard.charts import base
from dashboard.comparison.asked import SHOWN_ANYWAY, Asked, counted, flag
from dashboard.reader import Reader
from dashboard.report import pictured
from dashboard.report import subject as subjects
from dashboard.report import telling
from dashboard.report.chapters.completion import COMPLETION, TO_CHECK, of_basis, verdict
from dashboard.report.chapters.made_of import status_table
from dashboard.report.document import Block, Paragraph, Picture, Run, Section
from dashboard.report.subject import Subject
from dashboard.report.telling import Words, joined, led, paragraph, say
from dashboard.totals import Total
from queries import Query, breakdown, metric
from queries.compare import Bands, Group, bands, pair

Row = dict[str, object]
RATES = (COMPLETION, "measure_completion_rate", "on_time_rate")
FLAGS = (("low", "alarm"), ("low", "notice"), ("high", "alarm"), ("high", "notice"))
# So few units are also told two by two; and so many of a band are named.
FEW, MOST_NAMED = 4, 40


def chapter(reader: Reader, subject: Subject) -> Section | None:
    if subject.kind == "unit":
        return None
    query = metric(COMPLETION)
    found = answers.compared(reader, query)
    groups = [_group(grouped(reader, query, found, group)) for group in found.summary.groups]
    status = subjects.rows(subject, breakdown("status_by_basis"))
    parts = [Section(reader.say("report.sums"), tuple(_sums(reader, subject))), *(groups or [_no_group(reader, found)]), _pairs(reader, query, found), _units(reader, query, found),
             Section(breakdown("status_by_basis").title[reader.language], (status_table(reader, subject, status),)) if status else None]
    return Section(reader.say("report.completion"), (), tuple(part for part in parts if part))


def grouped(reader: Reader, query: Query, found: Compared, group: Group) -> Asked:
    members = tuple(row for row in found.rows if row["peers"] == group.peers and row["compare_reason"] in SHOWN_ANYWAY)
    return Asked(reader, query, found, group, members, "register", {})


def _sums(reader: Reader, subject: Subject) -> list[Paragraph]:
    return [paragraph(reader, each) for each in summed(reader, subject, RATES)] or [paragraph(reader, reader.say("report.nothing_stated"))]


def summed(reader: Reader, subject: Subject, names: tuple[str, ...] = (COMPLETION,)) -> list[Words]:
    """Counts added, then divided, a sentence a metric and basis; a basis never with another."""
    return [_sum(reader, metric(name), total) for name in names for total in totals.rates(metric(name), subjects.rows(subject, metric(name))) if total.units]


def _sum(reader: Reader, query: Query, total: Total) -> Words:
    basis = {"basis": total.basis} if total.basis else {}
    numbers = {"value": led(reader, formats.count(total.value), query, **basis), "of": led(reader, formats.count(total.of), query, **basis)}
    named = {f"{name}_name": query.columns[column][reader.language] for name, column in (("value", query.numerator), ("of", query.denominator))}
    first = say(reader, "report.sum", metric=query.title[reader.language], basis=labels.basis(reader, total.basis), n=formats.count(total.units), **named, **numbers)
    share = say(reader, "report.sum_small") if total.of < totals.SMALL else say(reader, "report.sum_share", share=led(reader, formats.share(total.value, total.of), query, **basis))
    why = reader.say("grammar.comma").join(f"{formats.reason(code, reader.language)} {reader.say('card.units', n=number)}" for code, number in total.uncounted.most_common())
    return joined([first, share, *([say(reader, "report.sum_left_out", why=why)] if why else [])], "")


def _group(asking: Asked) -> Section:
    """One group of peers: its picture, who is flagged, and whether the others can be told apart."""
    reader, group = asking.reader, asking.group
    blocks: list[Block] = [group_picture(asking)]
    if group.reason == "pooled_at_ceiling":
        still = [row for row in asking.members if row["total"] > row["completed"]]
        blocks.append(paragraph(reader, formats.reason("pooled_at_ceiling", reader.language) + reader.say("report.stop"), say(reader, "report.still_open", n=len(still), units=_named(asking, still))))
    elif asking.is_judged:
        blocks += [paragraph(reader, *said, style="item") for said in flagged(asking)]
        blocks += [] if any(flag(row)[0] for row in asking.members) else [paragraph(reader, say(reader, "compare.alike", n=len(asking.members)))]
        blocks += _bands(asking)
    return Section(labels.peers(reader, asking.metric, group.peers), tuple(blocks))


def group_picture(asking: Asked, most: int = pictures.MOST_NAMED, longest: int = base.LONGEST_NAME) -> Picture:
    """Names and intervals while the units are few; of many a funnel, where the group may be judged."""
    reader, query, n = asking.reader, asking.metric, len(asking.members)
    title = reader.say("report.picture_group", metric=query.title[reader.language], n=n)
    note = footer.said(reader, footer.compared(reader, query, asking.found.summary, asking.group.peers))
    if n > most and asking.is_judged:
        return Picture(pictured.funnelled(asking), title, reader.say("compare.funnel_alt", metric=query.title[reader.language], n=n), note)
    figure = pictured.intervals(asking, [pictured.mark(asking, row, longest) for row in asking.members])
    return Picture(figure, title, reader.say("compare.intervals_alt", metric=query.title[reader.language], n=n), note)


def flagged(asking: Asked) -> list[tuple[Words, ...]]:
    """Who stands out, in the words of the method, and who of them stays on the list to check when all are adjusted together."""
    said: list[tuple[Words, ...]] = []
    for direction, level in FLAGS:
        rows = [row for row in asking.members if flag(row) == (direction, level)]
        if rows:
            colon = asking.reader.say("grammar.colon")
            check = [row for row in rows if row["q_value"] is not None and row["q_value"] <= TO_CHECK]
            said.append((joined([_named(asking, rows), say(asking.reader, f"compare.said_{direction}_{level}")], colon),
                         say(asking.reader, "report.all_to_check" if len(check) == len(rows) else "report.some_to_check" if check else "report.none_to_check", n=len(check))))
    return said


def _named(asking: Asked, rows: list[Row]) -> tuple[Run, ...]:
    reader = asking.reader
    names = [joined([str(row["unit_name"]), led(reader, counted(asking, row), asking.metric, row["unit_id"], **of_basis(row))], " ") for row in rows[:MOST_NAMED]]
    more = [reader.say("attention.more", n=len(rows) - MOST_NAMED)] if len(rows) > MOST_NAMED else []
    return joined([*names, *more], reader.say("grammar.comma"))


def _bands(asking: Asked) -> list[Paragraph]:
    """Who cannot be told apart, as the page of comparison says it."""
    reader, group = asking.reader, asking.group
    found: Bands = answers.kept_figure((*reader.key, "bands", asking.metric.name, reader.chosen, group.peers), lambda: bands(asking.metric, asking.found.table, group.peers))
    if found.bands is None:
        untested = reader.say("compare.bands_untested", pairs=found.pairs)
        return [paragraph(reader, untested if found.apart is None else reader.say("compare.bands_many", pairs=found.pairs, apart=found.apart))]
    if len(found.bands) == 1:
        return [paragraph(reader, reader.say("compare.band_one", n=len(found.bands[0]), pairs=found.pairs))]
    names = {row["unit_id"]: str(row["unit_name"]) for row in asking.members}
    said = [paragraph(reader, reader.say("compare.bands_about", pairs=found.pairs, apart=found.apart))]
    for band in sorted(found.bands, key=len, reverse=True):
        inside, outside = [names[unit] for unit in names if unit in band], [names[unit] for unit in names if unit not in band]
        comma = reader.say("grammar.comma")
        text = (reader.say("compare.band_but", n=len(inside), others=comma.join(outside)) if 0 < len(outside) < len(inside)
                else reader.say("compare.band", n=len(inside)) + reader.say("grammar.colon") + comma.join(inside))
        said.append(paragraph(reader, text, style="item"))
    return said


def _no_group(reader: Reader, found: Compared) -> Section:
    """No group of ten: nobody is compared, and why."""
    lines = [paragraph(reader, f"{formats.reason(code, reader.language)}{reader.say('grammar.colon')}{reader.say('card.units', n=number)}", style="item") for code, number in found.summary.reasons.most_common()]
    return Section(reader.say("report.beside"), (paragraph(reader, say(reader, "report.no_group")), *lines))


def _pairs(reader: Reader, query: Query, found: Compared) -> Section | None:
    """Of a few units two by two: whether they may be compared and can be told apart, and why not."""
    rows = [row for row in found.rows if row["value"] is not None]
    if not 1 < len(rows) <= FEW or len(found.rows) > FEW:
        return None
    said = [paragraph(reader, pair(query, found.table, one["unit_id"], other["unit_id"]).sentence(reader.language), style="item") for one, other in combinations(rows, 2)]
    return Section(reader.say("report.pairs"), (*said, paragraph(reader, reader.say("report.pairs_about"), style="note")))


def _units(reader: Reader, query: Query, found: Compared) -> Section:
    """Every unit, in the order of the register: an order by value would be a rank."""
    asking, lines = Asked(reader, query, found, None, (), "register", {}), []
    for row in found.rows:
        known = row["value"] is not None
        counts = led(reader, counted(asking, row), query, row["unit_id"], **of_basis(row)) if known else None
        is_small = totals.is_small(query, row)
        value = reader.say("compare.small") if is_small else formats.percent(row["value"]) if known else telling.value(reader, query, row)
        lines.append([row["unit_name"], labels.basis(reader, row["basis"]) if row["basis"] else None, counts, value,
                      reader.say("report.span", low=formats.percent(row["low"]), high=formats.percent(row["high"])) if known and not is_small else None,
                      verdict(reader, row) if known and not is_small else None, formats.count(row["age_days"]) if known and row["age_days"] is not None else None])
    head = [reader.say("table.unit"), *(reader.say(f"report.head_{name}") for name in ("basis", "counts", "rate", "interval", "against", "since"))]
    made = telling.table(head, lines, reader.say("report.every_unit"), weights=(2, 1, 1, 1.4, 1.5, 2, 0.9), numbers=(2, 6), note=reader.say("report.every_unit_note"))
    return Section(reader.say("report.every_unit"), (made,))
