"""What differs from the round before: how much is completion within like units, how much is which units there were."""

from dataclasses import replace

from dashboard import answers, labels, trends
from dashboard.reader import Reader
from dashboard.report.document import Section
from dashboard.report.subject import Subject
from dashboard.report.telling import Words, led, paragraph, say
from dashboard.trends_changes import cell_counts
from queries import changes, metric
from queries.changes import Change
from queries.statistics.differences import newcombe
from queries.trends import SMALL

# What the two rounds are taken apart by: the first that the register knows of the units.
CELLS = ("sector", "level")


def chapter(reader: Reader, subject: Subject) -> Section | None:
    """Of a round that has one before it."""
    before = former(reader, subject.name) if subject.kind == "round" else None
    if before is None:
        return None
    by = next((each for each in CELLS if any(row[each] for row in subject.units)), CELLS[0])
    earlier = reader.asking(replace(reader.chosen, rounds=(before,)))
    said = [paragraph(reader, *_basis(reader, earlier, subject, before, basis, by)) for basis in subject.scope.bases]
    return Section(reader.say("report.changed", before=before), (*said, paragraph(reader, reader.say("report.changed_about"), style="note"))) if said else None


def former(reader: Reader, name: str) -> str | None:
    """The round whose first feedback came before this one's."""
    first: dict[str, object] = {}
    for row in answers.table(reader, "inspections"):
        if row["round"] and row["feedback_on"]:
            first[row["round"]] = min(first.get(row["round"], row["feedback_on"]), row["feedback_on"])
    earlier = [each for each in first if name in first and (first[each], each) < (first[name], name)]
    return max(earlier, key=lambda each: (first[each], each), default=None)


def _basis(reader: Reader, earlier: Reader, subject: Subject, before: str, basis: str, by: str) -> list[Words]:
    """One basis: both rounds' counts, and the difference in two parts."""
    askers = [asking.asking(replace(asking.chosen, basis=basis)) for asking in (earlier, reader)]
    change = changes.decomposed(*(cell_counts(asking, basis, by) for asking in askers))
    if change is None:
        return [say(reader, "report.changed_unknown", before=before, basis=labels.basis(reader, basis))]
    ends = [led(asking, trends.counted(reader, *counts), metric("problem_completion_rate")) for asking, counts in zip(askers, (change.before, change.after), strict=True)]
    said: list[Words] = [say(reader, "report.changed_ends", basis=labels.basis(reader, basis), before=before, after=subject.name, one=ends[0], other=ends[1])]
    if min(change.before[1], change.after[1]) < SMALL:
        return [*said, reader.say("compare.small") + reader.say("report.stop")]
    value, low, high = (100 * float(each) for each in newcombe(*change.after, *change.before))
    said.append(say(reader, "trends.last", before=before, after=subject.name, points=trends.points(reader, value), low=trends.signed(low), high=trends.signed(high)))
    said += [say(reader, "trends.no_difference")] if low <= 0 <= high else []
    return [*said, say(reader, "report.changed_parts", by=reader.say(f"trends.cells_{by}"), parts=_parts(reader, change, by))]


def _parts(reader: Reader, change: Change, by: str) -> str:
    parts = [(reader.say("trends.part_rate"), change.rate), (reader.say("trends.part_mix"), change.mix)]
    parts += [(reader.say(f"trends.part_{state}", what=reader.say(f"trends.cells_{by}")), change.came(state)) for state in ("new", "gone") if any(cell.state == state for cell in change.cells)]
    return reader.say("grammar.comma").join(f"{name} {trends.signed(value)}" for name, value in parts)
