"""A figure of a document in words: what it says, on which basis, how many of what, and what people decided on it."""

from collections import Counter
from decimal import Decimal

from dashboard import answers, formats, labels
from dashboard.reader import Reader
from queries import Query
from queries.evidence import kinds

MARKS = {"confirmed": ("check_circle", "green"), "corrected": ("edit", "blue"), "rejected": ("block", "orange")}


def name(reader: Reader, row: dict[str, object]) -> str:
    """'已完成 · 分解事项', '处理处分 · 诫勉谈话'."""
    parts = [labels.label(reader, "figure", row["figure"]), labels.label(reader, "basis", row["basis"]), row["term"] or ""]
    return " · ".join(part for part in parts if part)


def value(reader: Reader, row: dict[str, object]) -> str:
    """'29 项', '5.4 万元', '98.71%'; a statement in words has no number."""
    number = row["value"]
    if number is None or row["figure"] in ("named_contact", "next_steps", "item_by_item"):
        return ""
    if row["figure"] == "completion_rate":
        return f"{formats.count(number)}%"
    if row["unit"] == "元":
        return formats.joined(formats.money(Decimal(str(number)), reader.language))
    unit = labels.label(reader, "counts", row["counts"]) if row["counts"] else (row["unit"] or "") if reader.language == "zh" else ""
    return formats.joined((formats.count(number), unit.lower() if reader.language == "en" else unit))


def flags(reader: Reader, row: dict[str, object]) -> list[str]:
    """Badges: what people decided, and what is special about the figure."""
    said = [reader.say("review.part")] if row["part_of"] else []
    said += [reader.say("review.approximate")] if row["is_approximate"] else []
    return [review_badge(reader, row["review"]), *(f":gray-badge[{word}]" for word in said)]


def review_badge(reader: Reader, review: str | None) -> str:
    """A decision by shape, word and colour; what nobody looked at says so."""
    if review not in MARKS:
        return f":gray-badge[{reader.say('review.undecided')}]"
    icon, colour = MARKS[review]
    return f":{colour}-badge[:material/{icon}: {labels.label(reader, 'review', review)}]"


def decided(reader: Reader, query: Query, *unit_ids: str) -> str:
    """What people decided on the figures that the number of some units may rest on: '已更正 1 · 已核对 2'; empty where nobody did."""
    found, reviews = Counter(), answers.reviews(reader)
    for unit_id in unit_ids if reviews else ():
        for kind in kinds(query):
            found.update(reviews.get((unit_id, kind), {}))
    return " · ".join(f"{labels.label(reader, 'review', review)} {found[review]}" for review in ("rejected", "corrected", "confirmed") if found[review])
