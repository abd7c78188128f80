"""What a report is about: one unit, one round, or the units that a Filter leaves; and the rows of an answer that are theirs.

An answer is asked for all units at once and the unit's rows are taken from it: the peers are needed anyway, and a hundred reports cost little
more than one. The day and the standard are settled first, as the unit's own page settles them, so that every number and link says the same.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Literal

import pyarrow as pa
import pyarrow.compute as pc

from dashboard import answers, filters, places
from dashboard.answers import Rows
from dashboard.reader import Reader
from queries import Query, Scope, breakdown, metrics

BREAKDOWNS = ("alerts", "closings_by_day", "completion_by_round", "discipline_by_term", "funds_balance", "funds_by_category", "funds_by_state", "problem_list",
              "problems_by_aspect", "problems_by_theme", "rules_by_action", "rules_by_title", "status_by_basis")

# What tells by its places which ledgers were read.
BEHIND = ("problems_by_theme", "funds_balance", "discipline_by_term", "rules_by_title")


@dataclass(frozen=True)
class Subject:
    """name: as it is spoken of. unit_ids: in the order of the register. chosen: what the reader had asked, before the day and the standard were settled.

    asking: who asks every question of the report; of one unit it covers all units. found: the subject's own part of every answer.
    """

    kind: Literal["unit", "round", "units"]
    name: str
    unit_ids: tuple[str, ...]
    asking: Reader
    chosen: Reader
    scope: Scope
    found: Mapping[str, pa.Table] = field(repr=False, compare=False)

    @property
    def is_public(self) -> bool:
        return self.asking.is_public

    @property
    def unit_id(self) -> str | None:
        return self.unit_ids[0] if self.kind == "unit" else None

    @property
    def units(self) -> Rows:
        """The units' lines of the register, in its order."""
        return _known(self.asking, self.unit_ids)


def unit(reader: Reader, unit_id: str) -> Subject:
    """One unit, whatever regions, levels or units the reader had chosen; raises KeyError for one that the edition does not know."""
    if not (found := _known(reader, (unit_id,))):
        raise KeyError(unit_id)
    wide = reader.asking(replace(reader.chosen, units=None, regions=None, sectors=None, levels=None))
    scope = answers.scope(wide.asking(replace(wide.chosen, units=(unit_id,))))
    asking = _settled(wide, scope)
    own = {name: table.filter(pc.equal(table.column("unit_id"), unit_id)) for name, table in answers.tables(asking, everything()).items()}
    return Subject("unit", str(found[0]["unit_name"]), (unit_id,), asking, reader, scope, own)


def round(reader: Reader, name: str) -> Subject:
    """Every unit of the reader's Filter that was inspected in a round."""
    asked = reader.asking(replace(reader.chosen, rounds=(name,)))
    return _several(asked, "round", name)


def units(reader: Reader) -> Subject:
    """What the reader's Filter leaves; named by its units while they are few."""
    return _several(reader, "units", "")


def _several(reader: Reader, kind: Literal["round", "units"], name: str) -> Subject:
    scope = answers.scope(reader)
    inside = {row["unit_id"] for row in answers.scope_units(reader)}
    found = [row for row in answers.units(reader) if row["unit_id"] in inside]
    asking = _settled(reader, scope)
    return Subject(kind, name or _called(reader, found), tuple(str(row["unit_id"]) for row in found), asking, reader, scope, answers.tables(asking, everything()))


def _called(reader: Reader, rows: Rows) -> str:
    if len(rows) == 1:
        return str(rows[0]["unit_name"])
    asked = [values for field, _, values in filters.described(reader) if field in ("regions", "sectors", "levels", "rounds", "kinds")]
    if asked:
        return reader.say("report.some_units", what=reader.say("grammar.comma").join(asked), n=len(rows))
    return reader.say("report.all_units" if reader.chosen.units is None else "report.chosen_units", n=len(rows))


def _settled(reader: Reader, scope: Scope) -> Reader:
    return reader.asking(replace(reader.chosen, as_of=scope.as_of, standard=scope.standard))


def _known(reader: Reader, unit_ids: tuple[str, ...]) -> Rows:
    wanted = set(unit_ids)
    return [row for row in answers.units(reader) if row["unit_id"] in wanted]


def everything() -> list[Query]:
    """All that a report asks, in one scope."""
    return [*metrics(), *(breakdown(name) for name in BREAKDOWNS)]


def rows(subject: Subject, query: Query) -> Rows:
    """The subject's rows of an answer."""
    return subject.found[query.name].to_pylist()


def conflicts(subject: Subject) -> Rows:
    """The subject's contradictions, those that cannot both hold first."""
    found = answers.conflicts(subject.asking)
    if subject.unit_id is not None:
        found = found.filter(pc.equal(found.column("unit_id"), subject.unit_id))
    return sorted(found.to_pylist(), key=lambda row: row["can_both_hold"])


def inspections(subject: Subject) -> Rows:
    """The subject's inspections under its Filter, the earliest feedback first."""
    wanted, chosen = set(subject.unit_ids), subject.asking.chosen
    found = [row for row in answers.table(subject.asking, "inspections") if row["unit_id"] in wanted and _is_asked(row, chosen)]
    return sorted(found, key=lambda row: (row["feedback_on"] is None, str(row["feedback_on"]), row["inspection_id"]))


def _is_asked(row: dict[str, object], chosen) -> bool:
    """As `inspections_in_scope` says it."""
    day = row["feedback_on"]
    return ((chosen.rounds is None or row["round"] in chosen.rounds) and (chosen.kinds is None or row["kind"] in chosen.kinds)
            and (chosen.feedback_from is None or (day is not None and day >= chosen.feedback_from))
            and (chosen.feedback_to is None or (day is not None and day <= chosen.feedback_to)) and (day is None or day <= chosen.as_of))


def documents(subject: Subject) -> Rows:
    """Every document of these inspections, and the ledgers that numbers were counted from, in the order of publication."""
    asked = inspections(subject)
    inspected, sources = ({row[name] for row in asked} for name in ("inspection_id", "document_id"))
    sources |= {place.document_id for name in BEHIND for row in rows(subject, breakdown(name)) for place in places.read(row["places"])}
    found = [row for row in answers.table(subject.asking, "documents") if row["inspection_id"] in inspected or row["document_id"] in sources]
    return sorted(found, key=lambda row: (str(row["published_on"] or row["as_of"] or "9999"), row["document_id"]))
