"""What stands under every picture of a comparison: how many units, against what, on which basis, how spread, how many flags are luck."""

import pyarrow as pa
import streamlit as st

from dashboard import formats, labels
from dashboard.reader import Reader
from queries import Query
from queries.compare import Group, Summary, summary

# Beyond this units differ by so much more than chance that their basis or difficulty is asked about first.
OVERDISPERSED = 2


def under(reader: Reader, query: Query, said: pa.Table | Summary, peers: str | None = None, key: str = "compared") -> None:
    """A line for each group of peers of a table made by `queries.compare.compared`, or of its summary; peers: for that group only."""
    found = said if isinstance(said, Summary) else summary(query, said)
    with st.container(key=f"footer_{key}", gap="xxsmall"):
        for group in found.groups:
            if peers in (None, group.peers):
                st.caption(line(reader, query, group))
                if group.phi > OVERDISPERSED:
                    st.caption(f":material/info: {reader.say('footer.overdispersed')}")
        if not found.groups:
            st.caption(reader.say("footer.no_group", n=found.units))


def line(reader: Reader, query: Query, group: Group) -> str:
    """One group as a sentence of parts, in the order of methods: units, benchmark, basis, standard, age, spread, flags."""
    parts = [reader.say("footer.units", n=group.units), reader.say("footer.benchmark", pooled=value(reader, query, group.pooled)), *kind(reader, query, group),
             reader.say("footer.age", first=group.youngest_days, last=group.oldest_days), reader.say("footer.phi", phi=formats.rounded(group.phi, 2))]
    if query.is_neutral:
        parts.append(reader.say("footer.neutral"))
    elif group.compared:
        parts.append(reader.say("footer.flags", low=group.low, high=group.high, luck=formats.rounded(group.expected_false_flags, 1)))
    return ("　" if reader.language == "zh" else " · ").join(parts)


def kind(reader: Reader, query: Query, group: Group) -> list[str]:
    """The basis and standard that a group answers by, where the metric has them."""
    codes = dict(zip([name for name in ("basis", "standard") if name in query.columns], group.peers.split("|"), strict=False))
    return [reader.say(f"footer.{name}", value=labels.basis(reader, code) if name == "basis" else labels.label(reader, name, code)) for name, code in codes.items()]


def value(reader: Reader, query: Query, number: float) -> str:
    """A number in the metric's unit, as its values read."""
    return formats.joined(formats.figure(number, query, reader.language))
