"""What stands under every picture: how many units, on which basis, by which standard, how long after feedback, and against what; or that nothing is compared."""

from collections.abc import Collection
from dataclasses import dataclass
from functools import partial

import streamlit as st

from dashboard import answers, formats, labels
from dashboard.answers import Rows
from dashboard.reader import Reader
from queries import Query
from queries.compare import Group, Summary
from queries.compare import footer as shared
from queries.compare.footer import BETWEEN, OVERDISPERSED, say

KEPT_IN = "footer"


@dataclass(frozen=True)
class Footer:
    """lines: parts by what they say, a line a group of peers. note: what to check before the units."""

    lines: tuple[dict[str, str], ...]
    note: str = ""


def said(reader: Reader, footer: Footer) -> str:
    """The whole of it as plain text, for a picture that leaves the page."""
    return "\n".join([*(_joined(reader, line) for line in footer.lines), *([footer.note] if footer.note else [])])


def under(reader: Reader, footer: Footer, key: str) -> None:
    """In one small line; what stands under the picture before already is not said again where nothing is compared."""
    before, st.session_state[KEPT_IN] = st.session_state.get(KEPT_IN), footer
    with st.container(key=f"footer_{key}", gap="xxsmall"):
        for line in footer.lines:
            st.caption(_joined(reader, _shortened(reader, line, before)))
        if footer.note:
            st.caption(f":material/info: {footer.note}")


def begin() -> None:
    """A page begins: no picture stands before its first."""
    st.session_state[KEPT_IN] = None


def compared(reader: Reader, query: Query, found: Summary, peers: str | None = None) -> Footer:
    """Under units beside their peers: a line a group, or for the group `peers` only, in the order of methods: benchmark, age, spread, flags."""
    if not found.groups:
        return Footer(({"no_group": say(reader.language, "no_group", n=found.units)},))
    groups = [group for group in found.groups if peers in (None, group.peers)]
    is_wide = any(group.phi > OVERDISPERSED for group in groups)
    return Footer(tuple(_line(reader, query, group) for group in groups), say(reader.language, "overdispersed") if is_wide else "")


def uncompared(reader: Reader, units: Rows | Collection[str], *, bases: Collection[str | None] | None = None, is_by_standard: bool = False,
               ages: tuple[int, int] | None = None, why: str = "alone") -> Footer:
    """Under a picture that holds nobody against a benchmark. units: ids, or rows with their own `basis`; ages: where the picture has a span of its own."""
    rows = [row for row in units if isinstance(row, dict)]
    ids = {row["unit_id"] for row in rows} if rows else set(units)
    bases = [basis for basis in (dict.fromkeys(row.get("basis") for row in rows) if bases is None else bases) if basis]
    scope, known = answers.scope(reader), answers.inspected(reader)
    said = {"units": say(reader.language, "units", n=len(ids)),
            "inspections": reader.say("footer.inspections", n=sum(known[unit_id, None]["inspections"] for unit_id in ids if (unit_id, None) in known))}
    if bases:
        said["basis"] = say(reader.language, "basis", value=reader.say("grammar.comma").join(labels.basis(reader, basis) for basis in sorted(bases)))
    if is_by_standard and (not bases or {"feedback", "item"} & set(bases)):
        said["standard"] = say(reader.language, "standard", value=labels.label(reader, "standard", scope.standard))
    said["as_of"] = reader.say("scope.as_of", day=formats.day(scope.as_of, reader.language))
    said["age"] = say(reader.language, "age", first=ages[0], last=ages[1]) if ages else _age(reader, [known.get((unit_id, basis)) for unit_id in ids for basis in bases or [None]])
    return Footer((said | {"why": reader.say(f"footer.{why}")},))


def value(reader: Reader, query: Query, number: float) -> str:
    """A number in the metric's unit, as its values read."""
    return formats.joined(formats.figure(number, query, reader.language))


def _age(reader: Reader, found: list[dict[str, int | None] | None]) -> str:
    """The days since feedback that the units span; where a day is not written nothing is put in its place."""
    known = [row for row in found if row and not row["unknown_ages"] and row["oldest_days"] is not None]
    if not known:
        return reader.say("footer.age_unknown")
    return say(reader.language, "age", first=min(row["youngest_days"] for row in known), last=max(row["oldest_days"] for row in known))


def _line(reader: Reader, query: Query, group: Group) -> dict[str, str]:
    return shared.line(query, group, reader.language, {name: partial(labels.label, reader, name) for name in ("basis", "standard")})


def _shortened(reader: Reader, line: dict[str, str], before: Footer | None) -> dict[str, str]:
    """Only what differs from the picture before, where neither compares; a comparison is always said whole."""
    if before is None or "why" not in line or "why" not in before.lines[0]:
        return line
    old = before.lines[0]
    differs = {name: text for name, text in line.items() if old.get(name) != text} | {name: reader.say(f"footer.without_{name}") for name in old if name not in line}
    return differs | {"rest": reader.say("footer.rest" if differs else "footer.same")}


def _joined(reader: Reader, parts: dict[str, str]) -> str:
    return BETWEEN[reader.language].join(parts.values())
