"""Cards of one number each, with its counts, its basis and its definition."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import streamlit as st

from dashboard import components, figures, formats, labels, tables, totals
from dashboard.answers import Rows
from dashboard.reader import Reader
from dashboard.totals import Total
from queries import Query


@dataclass(frozen=True)
class Card:
    """One number ready to read. value: figure and unit. lines: what stands under it, counts first. tag: its basis or nature.

    basis, unit_id: which evidence is the number's own.
    """

    metric: Query
    value: tuple[str, str]
    lines: tuple[str, ...] = ()
    tag: str = ""
    has_value: bool = True
    basis: str | None = None
    unit_id: str | None = None


def wall(reader: Reader, cards: Sequence[Card]) -> None:
    """Cards side by side, as many as fit: four on a screen, two on a telephone."""
    with st.grid(4, min_column_width=158, gap="small"):
        for place, card in enumerate(cards):
            _draw(reader, card, f"kpi_{place}_{card.metric.name}")


def _draw(reader: Reader, card: Card, key: str) -> None:
    figure, unit = card.value
    with st.container(border=True, key=f"card_{key}", height="stretch", gap="xxsmall"):
        with st.container(horizontal=True, vertical_alignment="center", gap="xxsmall", horizontal_alignment="distribute", key=f"title_{key}"):
            st.markdown(f"**{card.metric.title[reader.language]}**", width="stretch")
            if card.has_value or card.unit_id:
                components.evidence_link(reader, card.metric, key, card.unit_id, **({"basis": card.basis} if card.basis else {}))
            components.definition(reader, card.metric, key)
        with st.container(key=f"{'figure' if card.has_value else 'reason'}_{key}"):
            st.markdown(figure + (f" :small[{unit}]" if unit else ""))
        if card.tag:
            st.markdown(card.tag)
        for line in card.lines:
            st.caption(line)


def rate(reader: Reader, metric: Query, rows: Rows) -> list[Card]:
    """A card a basis: what the units on that basis add up to. Without any value, one card with the reasons."""
    cards = [_rate_card(reader, metric, total, [row for row in rows if row.get("basis") == total.basis]) for total in totals.rates(metric, rows) if total.units]
    return cards or [empty(reader, metric, totals.summed(rows, "value").uncounted)]


def _rate_card(reader: Reader, metric: Query, total: Total, rows: Rows) -> Card:
    counts = reader.say("card.counts", value=formats.count(total.value), of=formats.count(total.of))
    is_small = metric.sample and total.of < totals.SMALL
    figure, first = (counts, reader.say("compare.small")) if is_small else (formats.share(total.value, total.of), counts)
    return Card(metric, (figure, ""), (f"{first} · {reader.say('card.units', n=total.units)}", *left_out(reader, total.uncounted), *_decided(reader, metric, rows)), basis_tag(reader, total.basis), basis=total.basis)


def sums(reader: Reader, metric: Query, rows: Rows) -> list[Card]:
    """What the units add up to, a card a basis; amounts and counts are added, never averaged."""
    cards = []
    parts = totals.by_basis(rows)
    without = parts.pop(None, []) if len(parts) > 1 else []
    for basis, part in parts.items():
        total = totals.summed(part + without, "value", basis=basis)
        if total.units:
            lines = (reader.say("card.units", n=total.units), *left_out(reader, total.uncounted), *_decided(reader, metric, part))
            cards.append(Card(metric, formats.figure(total.value, metric, reader.language), lines, basis_tag(reader, basis) or nature_tag(reader, metric), basis=basis))
    return cards or [empty(reader, metric, totals.summed(rows, "value").uncounted)]


def one(reader: Reader, metric: Query, row: dict[str, object]) -> Card:
    """A unit's own number, or the reason why it has none."""
    tag = basis_tag(reader, row.get("basis")) or nature_tag(reader, metric)
    if row["value"] is None:
        return Card(metric, (formats.reason(row["reason"], reader.language), ""), (), tag, has_value=False, unit_id=row["unit_id"] if tables.has_evidence(row) else None)
    counts = totals.counts(metric, row)
    figure, lines = formats.figure(row["value"], metric, reader.language), []
    if counts and totals.is_small(metric, row):
        figure = (reader.say("card.counts", value=counts[0], of=counts[1]), "")
    elif counts:
        pair = [formats.joined(formats.money(each, reader.language)) if metric.name == "recovery_rate" else formats.count(each) for each in counts]
        lines.append(reader.say("card.counts", value=pair[0], of=pair[1]))
    if totals.is_small(metric, row):
        lines.append(reader.say("compare.small"))
    if row.get("source"):
        lines.append(labels.source(reader, row["source"]))
    if decided := figures.decided(reader, metric, row["unit_id"]):
        lines.append(decided)
    return Card(metric, figure, (" · ".join(lines),) if lines else (), tag, unit_id=row["unit_id"])


def empty(reader: Reader, metric: Query, why: Counter) -> Card:
    """No unit has a value: the reasons in place of the number."""
    first, number = why.most_common(1)[0] if why else (None, 0)
    rest = (reader.say("card.units", n=number), *left_out(reader, why - Counter({first: number})))
    return Card(metric, (formats.reason(first, reader.language), ""), rest, nature_tag(reader, metric), has_value=False)


def left_out(reader: Reader, why: Counter) -> tuple[str, ...]:
    """Units that are not in the number, with the reason."""
    return tuple(reader.say("card.left_out", n=number, reason=formats.reason(code, reader.language)) for code, number in why.most_common(2))


def _decided(reader: Reader, metric: Query, rows: Rows) -> tuple[str, ...]:
    """What people decided on the figures behind the sum; nothing where nobody did."""
    said = figures.decided(reader, metric, *(row["unit_id"] for row in rows if row["value"] is not None))
    return (said,) if said else ()


def basis_tag(reader: Reader, basis: str | None) -> str:
    return f":blue-badge[{labels.basis(reader, basis)}]" if basis else ""


def nature_tag(reader: Reader, metric: Query) -> str:
    return f":gray-badge[{reader.say('better.neutral_tag')}]" if metric.is_neutral else ""
