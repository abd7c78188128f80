"""What the funnel of a group shows: its units, the lines between them, how far the axes go, who is named where, and what is said."""

from dataclasses import dataclass

from queries.catalog import Query
from queries.compare import Group
from queries.compare.footer import BETWEEN, line, read
from queries.compare.funnel import Lines, lines
from queries.export.about import About
from queries.export.charts import names
from queries.export.charts.looks import MOST, drawn, say, source, wrapped
from queries.export.charts.members import Member
from queries.export.charts.scale import Axis, axis
from queries.export.sheet import Texts

# Pixels of the chart, and the part of it where points lie.
WIDTH, HEIGHT, INSIDE = 1100, 560, {"x": 0.07, "y": 0.2, "width": 0.9, "height": 0.58}
# Characters of a line under the axis, and of a name: programs break longer ones.
CHARACTERS, LONGEST = 165, 12
LEFT_OUT = ((), ("basis", "standard"), ("basis", "standard", "age"))
SIGNS = {"low": "▼", "high": "▲", "": ""}
# What a limit leaves out on both sides together, and on one.
LEVELS = {0.95: ("95%", "2.5%"), 0.998: ("99.8%", "0.1%")}


@dataclass(frozen=True)
class Picture:
    """What is drawn. across, up: the axes; named: index of a member -> the side of its name; said: title and words under the axis."""

    query: Query
    members: list[Member]
    lines: tuple[Lines, ...]
    pooled: float
    across: Axis
    up: Axis
    named: dict[int, str]
    said: tuple[str, str]
    sentences: list[str]


def prepared(query: Query, group: Group, members: list[Member], about: About, texts: Texts) -> Picture:
    """The funnel of a group's members, with the sentences that are said under it."""
    found = lines(query, group, [each.items for each in members])
    across = axis(0, max(each.items for each in members) * 1.02)
    ends = [each.value for each in members] + [end for each in found for end in (each.low[-1], each.high[-1])]
    up = axis(max(0.0, min(ends) - (max(ends) - min(ends)) * 0.1), max(ends) + (max(ends) - min(ends)) * 0.06, 100.0 if query.unit == "percent" else None)
    named = _named(members, across, up)
    spread = ["about_widened"] if group.tau2 else ["few"] if group.tau2 is None else []
    reading = (" " if about.language == "en" else "").join(say(about, name) for name in ("about", *spread))
    flagged = sum(bool(each.direction) for each in members)
    outstanding = [say(about, "flagged")] if flagged else [say(about, "nobody", n=len(members))]
    unnamed = [say(about, "unnamed", n=flagged - len(named))] if flagged > len(named) else []
    return Picture(query, members, found, group.pooled, across, up, named, _said(query, group, about, texts), [reading, *outstanding, *unnamed])


def pooled_in_words(picture: Picture, about: About) -> str:
    return say(about, "pooled", value=read(picture.query, picture.pooled))


def level_in_words(each: Lines, about: About) -> str:
    level, a_side = LEVELS[each.confidence]
    return say(about, "widened", level=level) if each.is_widened else say(about, "limit", level=level, side=a_side)


def label(each: Member) -> str:
    return f"{SIGNS[each.direction]} {each.name if len(each.name) <= LONGEST else each.name[:LONGEST - 1] + '…'}"


def _said(query: Query, group: Group, about: About, texts: Texts) -> tuple[str, str]:
    """Title with its source, and what the axis counts with what stands under the chart, where it is long without what the title says."""
    title = f"{' · '.join([about.title, about.reading.words['peers'](group.peers)])}\n{source(about)}"
    parts, across = line(query, group, about.language, about.reading.words), about.labels.get(query.denominator, query.denominator)
    said = ("\n".join([across, *wrapped(BETWEEN[about.language].join(text for name, text in parts.items() if name not in left_out), CHARACTERS)]) for left_out in LEFT_OUT)
    return drawn(title, texts), drawn(next((each for each in said if len(each) <= MOST), across), texts)


def _named(members: list[Member], across: Axis, up: Axis) -> dict[int, str]:
    """Where the names of those that stand out go, alarms first."""
    at = [(across.share(each.items) * INSIDE["width"] * WIDTH, (1 - up.share(each.value)) * INSIDE["height"] * HEIGHT) for each in members]
    order = sorted((index for index, each in enumerate(members) if each.direction), key=lambda index: not members[index].flag.endswith("alarm"))
    others = [at[index] for index, each in enumerate(members) if not each.direction]
    inside = names.Box(0, -names.LINE / 2, INSIDE["width"] * WIDTH, INSIDE["height"] * HEIGHT + names.LINE / 2)
    return {order[index]: place for index, place in names.placed([(*at[index], label(members[index])) for index in order], others, inside).items()}
