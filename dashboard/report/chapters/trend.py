"""From round to round, and how fast problems close: with what chance allows, and in words why not where no day item by item is known."""


from dashboard import footer, formats, labels, totals, trends, trends_closing
from dashboard.charts.runs import LINE, Point
from dashboard.reader import Reader
from dashboard.report import pictured
from dashboard.report import subject as subjects
from dashboard.report import telling
from dashboard.report.document import Block, Picture, Section
from dashboard.report.subject import Subject
from dashboard.report.telling import Words, led, paragraph, say
from queries import breakdown, curves, metric
from queries import trends as histories
from queries.trends import Period

Row = dict[str, object]
BASES = ("item", "feedback", "measure", "task")


def chapter(reader: Reader, subject: Subject) -> Section:
    return Section(reader.say("report.trend"), (), (*_rounds(reader, subject), _closing(reader, subject)))


def _rounds(reader: Reader, subject: Subject) -> list[Section]:
    """A section a basis: what each round came to, and whether two can be told apart."""
    rows = subjects.rows(subject, breakdown("completion_by_round"))
    by = "round" if len({row["round"] for row in rows if row["round"]}) > 1 else "year"
    found = histories.periods(rows, by)
    return [_basis(reader, subject, basis, found[basis], by) for basis in BASES if basis in found]


def _basis(reader: Reader, subject: Subject, basis: str, listed: list[Period], by: str) -> Section:
    query, in_order = breakdown("completion_by_round"), histories.in_order(listed)
    asked = metric("problem_completion_rate" if basis in ("item", "feedback") else "measure_completion_rate")
    lines = []
    for period in listed:
        own = trends.narrowed(reader, by, period.name)
        done = trends.counted(reader, period.closed, period.total)
        left_out = reader.say("grammar.semicolon").join(f"{formats.reason(code, reader.language)} {number:,}" for code, number in period.left_out.most_common())
        lines.append([trends.named(reader, by, period.name), *([] if subject.kind == "unit" else [formats.count(period.units)]), led(own, done, query, subject.unit_id, basis=basis) if own else done,
                      reader.say("compare.small") if period.is_small else trends.interval(reader, *period.interval),
                      "–".join(dict.fromkeys(f"{day:,}" for day in period.ages)) if period.ages else None, left_out])
    head = [reader.say(f"trends.by_{by}"), *(reader.say(f"trends.{name}") for name in (*(() if subject.kind == "unit" else ("units",)), "done", "interval_head", "ages", "left_out"))]
    blocks: list[Block] = [paragraph(reader, *_sentences(reader, in_order, by))]
    if len(in_order) > 1:
        figure = pictured.rounds(reader, asked, [_point(reader, period, by) for period in in_order])
        title = reader.say("trends.rounds_title", metric=asked.title[reader.language])
        blocks.append(Picture(figure, title, reader.say("trends.rounds_alt", metric=asked.title[reader.language]), _below(reader, subject, basis, listed)))
    blocks.append(telling.table(head, lines, reader.say("report.rounds", basis=labels.basis(reader, basis)), weights=(1.6, *(() if subject.kind == "unit" else (0.8,)), 1.8, 2, 1.2, 2)))
    return Section(reader.say("report.rounds", basis=labels.basis(reader, basis)), tuple(block for block in blocks if not hasattr(block, "runs") or block.runs))


def _below(reader: Reader, subject: Subject, basis: str, listed: list[Period]) -> str:
    """What stands under the picture on its page: units, basis, standard, days since feedback."""
    rows = [row for row in subjects.rows(subject, breakdown("completion_by_round")) if row["basis"] == basis and row["value"]]
    ages = [period.ages for period in listed if period.ages]
    span = (min(low for low, _ in ages), max(high for _, high in ages)) if ages else None
    return footer.said(reader, footer.uncompared(reader, rows, is_by_standard=basis in ("item", "feedback"), ages=span))


def _point(reader: Reader, period: Period, by: str) -> Point:
    label, counts = trends.named(reader, by, period.name), f"{period.closed:,}/{period.total:,}"
    if period.is_small:
        return Point(label, None, counts)
    low, high = period.interval
    return Point(label, period.percent, f"{formats.share(period.closed, period.total)}{LINE}{counts}", trends.interval(reader, low, high), low, high)


def _sentences(reader: Reader, listed: list[Period], by: str) -> list[Words]:
    """What can be said of the differences, and what not."""
    if len(listed) < 2:
        return [say(reader, "report.one_round")]
    said: list[Words] = []
    if (difference := histories.last_difference(listed)) is not None:
        value, low, high = difference
        said.append(say(reader, "trends.last", before=trends.named(reader, by, listed[-2].name), after=trends.named(reader, by, listed[-1].name), points=trends.points(reader, value),
                        low=trends.signed(low), high=trends.signed(high)))
        said += [say(reader, "trends.no_difference")] if low <= 0 <= high else []
    if (tested := histories.tested(listed)) is not None:
        said.append(say(reader, "trends.tested", n=len(listed), statistic=formats.rounded(tested[0], 2), p=trends.p_value(tested[1])))
    return [*said, say(reader, "report.rounds_differ")]


def _closing(reader: Reader, subject: Subject) -> Section:
    """The median and the landmarks, open problems kept as such; or the sentence why there is no curve."""
    query, rows = breakdown("closings_by_day"), subjects.rows(subject, breakdown("closings_by_day"))
    known, left_out = curves.dated(rows)
    said: list[Words] = []
    lines: list[list[Words | None]] = []
    drawn: list[Block] = []
    for basis in totals.by_basis(known):
        for group in curves.groups([row for row in known if row["basis"] == basis]):
            counts = led(reader, f"{group.closed:,} / {group.problems:,}", query, subject.unit_id, basis=basis, source="counted")
            lines.append([labels.basis(reader, basis), counts, trends_closing.median(reader, group), *(_landmark(reader, each) for each in group.landmarks)])
            said += [say(reader, "trends.long_term", n=group.long_term)] if group.long_term else []
            drawn += [] if group.is_small else [_curve(reader, known, basis, group)]
    if not lines:
        said.append(say(reader, "trends.no_curve"))
    if left_out.problems:
        said.append(say(reader, "trends.undated", n=left_out.units, problems=left_out.problems))
    blocks: list[Block] = [paragraph(reader, say(reader, "report.censored") if lines else "", *said)]
    blocks += drawn
    if lines:
        head = [reader.say("table.basis"), reader.say("trends.closed_of"), reader.say("trends.median"), *(reader.say("trends.landmark", day=day) for day in curves.LANDMARKS)]
        blocks.append(telling.table(head, lines, reader.say("report.closing"), weights=(1, 1.2, 2, *(1.6,) * len(curves.LANDMARKS)), note=reader.say("trends.landmarks_about")))
    return Section(reader.say("report.closing"), tuple(blocks))


def _curve(reader: Reader, rows: list[Row], basis: str, group: curves.Group) -> Picture:
    """Cumulative completion of one basis, with its band and how many are still followed."""
    below = footer.uncompared(reader, [row for row in rows if row["basis"] == basis], is_by_standard=True, ages=(0, int(group.last)))
    title = reader.say("report.closing_title", basis=labels.basis(reader, basis))
    return Picture(trends_closing.figure(reader, [group]), title, reader.say("trends.closing_alt"), footer.said(reader, below))


def _landmark(reader: Reader, each: curves.Landmark) -> str | None:
    if not each.followed:
        return None
    counts = f"{each.closed:,} / {each.followed:,}"
    if each.followed < curves.SMALL:
        return counts
    return reader.say("trends.landmark_value", counts=counts, share=formats.share(each.closed, each.followed), low=formats.rounded(each.low, 1), high=formats.rounded(each.high, 1))
