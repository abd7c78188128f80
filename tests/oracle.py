"""Every metric again, in plain Python from the rows: written from the definitions in design/, not from the SQL.

An answer is `{unit_id: Answer}`. Reasons are sets: where several are true, any of them may be given.
`random_lake(seed)` makes the rows of a small invented province with all that goes wrong in a real one.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from random import Random

from queries import Filter

STANDARDS = ("claimed", "evidenced", "accepted")
PEOPLE = ("persons", "person_times")
CONTRADICTIONS = {"totals_contradict", "completed_contradict", "completed_exceeds_total"}
OPEN_FIGURES = ("not_completed", "in_progress", "substantially_completed", "extended", "in_progress_or_substantially_completed")


@dataclass(frozen=True)
class Answer:
    """A value, or why there is none; `parts` are ingredients that must agree too."""

    value: object = None
    reasons: frozenset = frozenset()
    parts: dict = field(default_factory=dict)


@dataclass(frozen=True)
class Judged:
    """One problem on the chosen day by the chosen standard."""

    row: dict
    status: str
    is_stated: bool
    is_completed: bool
    closed_on: date | None
    due_on: date | None
    is_overdue: bool


def none(*reasons: str, **parts) -> Answer:
    return Answer(None, frozenset(reasons), parts)


def rate(numerator, denominator, **parts) -> Answer:
    return Answer(100 * numerator / denominator, parts=parts) if denominator else none("total_is_zero", **parts)


def group(rows: Iterable[dict], *names: str) -> dict:
    found = defaultdict(list)
    for row in rows:
        found[tuple(row.get(name) for name in names) if len(names) > 1 else row.get(names[0])].append(row)
    return found


class Oracle:
    """The rows and one question."""

    def __init__(self, tables: dict[str, list[dict]], chosen: Filter):
        self.tables, self.chosen = tables, chosen
        self.by_document = {row["document_id"]: row for row in tables["documents"]}
        self.as_of = chosen.as_of or self.last_day()
        self.has_parts = chosen.aspects is not None or chosen.themes is not None
        self.inspections = {row["inspection_id"]: row for row in tables["inspections"] if self.is_inspected(row)}
        by_inspection = chosen.kinds or chosen.rounds or chosen.feedback_from or chosen.feedback_to
        inspected = {row["unit_id"] for row in self.inspections.values()}
        self.units = sorted(row["unit_id"] for row in tables["units"] if self.is_asked(row) and (not by_inspection or row["unit_id"] in inspected))
        self.of_unit = group(self.inspections.values(), "unit_id")
        self.latest = self.latest_documents()
        self.figures = [row for row in tables["figures"] if not self.has_parts and row["inspection_id"] in self.latest
                        and self.latest[row["inspection_id"]]["document_id"] == row["document_id"]]
        self.asked_problems = [row for row in tables["problems"] if row["inspection_id"] in self.inspections and self.is_of_part(row)]
        self.asked_ids = {row["problem_id"] for row in self.asked_problems}
        self.history = group(tables["progress"], "problem_id")
        self.standard = chosen.standard or self.best_standard()
        self.problems = [self.judge(row) for row in self.asked_problems]

    # What is asked about ---------------------------------------------------------------------------------------------

    def last_day(self) -> date:
        days = [row.get(name) for row in self.tables["documents"] for name in ("published_on", "as_of")] + [row["as_of"] for row in self.tables["progress"]]
        return max((day for day in days if day), default=date(1970, 1, 1))

    def is_asked(self, unit: dict) -> bool:
        chosen = self.chosen
        places = {unit.get("province"), unit.get("city"), unit.get("county")}
        return ((chosen.units is None or unit["unit_id"] in chosen.units) and (chosen.regions is None or bool(places & set(chosen.regions)))
                and (chosen.sectors is None or unit.get("sector") in chosen.sectors) and (chosen.levels is None or unit.get("level") in chosen.levels))

    def is_inspected(self, inspection: dict) -> bool:
        chosen, day = self.chosen, inspection.get("feedback_on")
        unit = next(row for row in self.tables["units"] if row["unit_id"] == inspection["unit_id"])
        return (self.is_asked(unit) and (chosen.kinds is None or inspection.get("kind") in chosen.kinds)
                and (chosen.rounds is None or inspection.get("round") in chosen.rounds)
                and (chosen.feedback_from is None or (day is not None and day >= chosen.feedback_from))
                and (chosen.feedback_to is None or (day is not None and day <= chosen.feedback_to))
                and (day is None or day <= self.as_of))

    def is_of_part(self, row: dict) -> bool:
        chosen = self.chosen
        return (chosen.aspects is None or row.get("aspect") in chosen.aspects) and (chosen.themes is None or row.get("theme") in chosen.themes)

    def spoken_on(self, row: dict, *names: str) -> date | None:
        """The day a row speaks for: its own date, else its document's day."""
        document = self.by_document.get(row.get("document_id"), {})
        return next((day for day in (*(row.get(name) for name in names), document.get("as_of"), document.get("published_on")) if day), None)

    def is_said(self, row: dict, *names: str) -> bool:
        day = self.spoken_on(row, *names)
        return day is None or day <= self.as_of

    def latest_documents(self) -> dict[str, dict]:
        """The word of an inspection is its last document that is out by the day."""
        found = {}
        for document in sorted(self.tables["documents"], key=lambda row: row["document_id"], reverse=True):
            inspection_id, day = document.get("inspection_id"), document.get("published_on") or document.get("as_of")
            if inspection_id in self.inspections and (day is None or day <= self.as_of):
                before = found.get(inspection_id)
                rank = (day or date.min, document["loaded_in"])
                if before is None or rank >= (before.get("published_on") or before.get("as_of") or date.min, before["loaded_in"]):
                    found[inspection_id] = document
        return found

    def silence(self, unit_id: str) -> str:
        if self.has_parts:
            return "no_rows"
        documents = [self.latest[row["inspection_id"]] for row in self.of_unit[unit_id] if row["inspection_id"] in self.latest]
        return "opening_only" if documents and all(document.get("extent") == "opening" for document in documents) else "not_stated"

    # Problems --------------------------------------------------------------------------------------------------------

    def told(self, row: dict) -> list[tuple[date, str]]:
        return sorted((each["as_of"], each["status"]) for each in self.history[row["problem_id"]]
                      if each["as_of"] <= self.as_of and each.get("status") not in (None, "unknown"))

    def stated(self, row: dict) -> tuple[str, bool]:
        """Status on the day, and whether somebody (or a date) spoke of it."""
        told, status, claimed_on = self.told(row), row.get("status"), row.get("claimed_on") or row.get("accepted_on")
        if told:
            return told[-1][1], True
        if status not in (None, "unknown") and self.is_said(row):
            return status, True
        if claimed_on:
            return ("completed" if claimed_on <= self.as_of else "in_progress"), True
        return ("unknown" if status in (None, "unknown", "completed") else "in_progress"), False

    def reopened_on(self, row: dict) -> date:
        """The last day on which it was called open after having been called completed."""
        told = self.told(row)
        return max((day for day, status in told if status != "completed" and any(before < day and was == "completed" for before, was in told)), default=date.min)

    def judge(self, row: dict) -> Judged:
        status, is_stated = self.stated(row)
        told, reopened_on = self.told(row), self.reopened_on(row)
        claimed_on = row.get("claimed_on") or row.get("accepted_on")
        claimed_later = bool(told and claimed_on and told[-1][0] < claimed_on <= self.as_of and status != "completed")
        is_claimed = status == "completed" or claimed_later
        day = None
        if self.standard == "claimed":
            is_completed = is_claimed
            if claimed_on and reopened_on < claimed_on <= self.as_of:
                day = claimed_on
            elif told and told[-1][1] == "completed":
                day = self.start_of_last_run(told)
        else:
            names = ("accepted_on",) if self.standard == "accepted" else ("evidenced_on", "accepted_on")
            day = min((row[name] for name in names if row.get(name) and row[name] > reopened_on), default=None)
            is_completed = is_claimed and day is not None and day <= self.as_of
        due_on = row.get("due_on") or self.inspections[row["inspection_id"]].get("due_on")
        is_overdue = not is_completed and due_on is not None and due_on < self.as_of and status not in ("extended", "long_term", "unknown")
        shown = "completed" if is_completed else "claimed_only" if is_claimed else status
        return Judged(row, shown, is_stated, is_completed, day if is_completed else None, due_on, is_overdue)

    @staticmethod
    def start_of_last_run(told: list[tuple[date, str]]) -> date:
        start = told[-1][0]
        for day, status in reversed(told):
            if status != "completed":
                break
            start = day
        return start

    def best_standard(self) -> str:
        spoken = [row for row in self.asked_problems if self.stated(row)[1]]
        with_rows = {row["inspection_id"] for row in spoken}
        documents = {row["document_id"] for row in spoken} | {
            row["document_id"] for row in self.figures
            if row["figure"] in ("total", "completed") and row.get("basis") in ("feedback", "item") and row["inspection_id"] not in with_rows}
        return min((self.by_document[each].get("standard") or "claimed" for each in documents), key=STANDARDS.index, default="claimed")

    # Completion ------------------------------------------------------------------------------------------------------

    def said(self, inspection_id: str, figure: str, basis: str) -> set:
        return {row["value"] for row in self.figures if row["inspection_id"] == inspection_id and row["figure"] == figure
                and row.get("basis") == basis and not row.get("part_of") and row.get("value") is not None}

    def completion_of(self, inspection_id: str, basis: str):
        """(completed, total, reason, source) of one inspection on one basis, or None where it says nothing on it."""
        rows = [(each.is_completed, each.is_stated) for each in self.problems if (each.row["inspection_id"], each.row["basis"]) == (inspection_id, basis)]
        if basis == "measure":
            rows += [self.measure(row) for row in self.tables["measures"] if row["inspection_id"] == inspection_id
                     and (not self.has_parts or row.get("problem_id") in self.asked_ids)]
        if any(is_stated for _, is_stated in rows) and not self.is_partial_list(inspection_id, basis):
            return sum(is_completed for is_completed, _ in rows), len(rows), None, "counted"
        totals, completions = self.said(inspection_id, "total", basis), self.said(inspection_id, "completed", basis)
        if not totals | completions:
            return None
        reason = ("totals_contradict" if len(totals) > 1 else "completed_contradict" if len(completions) > 1
                  else "completed_exceeds_total" if totals and completions and max(completions) > max(totals)
                  else "claimed_only" if self.standard != "claimed" and basis in ("feedback", "item")
                  else "no_total" if not totals else "no_completed" if not completions else None)
        completed = max(completions) if completions and reason is None else None
        return completed, (max(totals) if len(totals) == 1 else None), reason, "declared"

    def is_partial_list(self, inspection_id: str, basis: str) -> bool:
        """A notice that lists other than as many problems as it counts, or leaves the state of some open."""
        listed = [row for row in self.tables["problems"] if (row["inspection_id"], row["basis"]) == (inspection_id, basis)]
        if not listed or any(self.by_document[row["document_id"]]["kind"] != "notice" for row in listed):
            return False
        totals = [row["value"] for row in self.tables["figures"] if (row["inspection_id"], row["figure"], row.get("basis")) == (inspection_id, "total", basis)
                  and not row.get("part_of") and row.get("value") is not None and row.get("review") != "rejected"]
        return bool(totals) and max(totals) != len(listed) or any(row.get("status") in (None, "unknown") for row in listed)

    def measure(self, row: dict) -> tuple[bool, bool]:
        status = row.get("status") if row.get("status") != "unknown" else None
        if row.get("completed_on"):
            return row["completed_on"] <= self.as_of and status in (None, "completed"), True
        return status == "completed" and self.is_said(row), status is not None and self.is_said(row)

    def completion(self, bases: tuple[str, ...], unit_id: str) -> tuple[str | None, list]:
        """The basis on which a unit answers, and what each of its inspections says on it."""
        said = []
        for inspection in self.of_unit[unit_id]:
            for rank, basis in enumerate(bases):
                if found := self.completion_of(inspection["inspection_id"], basis):
                    newest = -(inspection["feedback_on"].toordinal()) if inspection.get("feedback_on") else 1
                    said.append(((found[2] is not None, found[3] != "counted", newest, rank, inspection["inspection_id"]), basis, found))
        if not said:
            return None, []
        basis = min(said)[1]
        return basis, [found for _, other, found in said if other == basis]

    def unit_basis(self, unit_id: str) -> str | None:
        return self.completion(self.bases(), unit_id)[0]

    def bases(self) -> tuple[str, ...]:
        return (self.chosen.basis,) if self.chosen.basis else ("item", "feedback")

    def completion_rate(self, bases: tuple[str, ...], unit_id: str, silence: str) -> Answer:
        basis, said = self.completion(bases, unit_id)
        if basis is None:
            return none(silence, basis=None, completed=None)
        reasons = {reason for _, _, reason, _ in said if reason}
        counted = [(completed, total) for completed, total, reason, _ in said if reason is None]
        if reasons & CONTRADICTIONS:
            return none(*(reasons & CONTRADICTIONS), basis=basis, completed=None, total=None)
        if not counted:
            return none(*reasons, *(["total_is_zero"] if {total for _, total, _, _ in said} & {0} else []), basis=basis, completed=None)
        completed, total = (sum(numbers) for numbers in zip(*counted))
        return rate(completed, total, basis=basis, completed=completed, total=total)

    def problem_completion_rate(self, unit_id: str) -> Answer:
        silence = self.silence(unit_id)
        return self.completion_rate(self.bases(), unit_id, silence if silence == "no_rows" or not self.chosen.basis else "not_on_this_basis")

    def measure_completion_rate(self, unit_id: str) -> Answer:
        return self.completion_rate(("measure", "task"), unit_id, self.silence(unit_id))

    # Time ------------------------------------------------------------------------------------------------------------

    def answering(self, unit_id: str) -> list[Judged]:
        """The problems of a unit on the basis on which it answers."""
        basis, own = self.unit_basis(unit_id), {row["inspection_id"] for row in self.of_unit[unit_id]}
        return [each for each in self.problems if each.row["inspection_id"] in own and each.row["basis"] == basis]

    def on_time_rate(self, unit_id: str) -> Answer:
        problems = self.answering(unit_id)
        if not problems:
            return none("no_rows")
        if all(each.due_on is None for each in problems):
            return none("no_due_dates")
        passed = [each for each in problems if each.due_on and each.due_on < self.as_of]
        closed = [each for each in passed if each.is_completed and each.closed_on]
        late = [each for each in passed if each.is_overdue]
        if not closed and not late:
            return none("undated_closings" if any(each.is_completed for each in passed) else "none_due_yet")
        return rate(sum(each.closed_on <= each.due_on for each in closed), len(closed) + len(late))

    def overdue_problems(self, unit_id: str) -> Answer:
        problems = self.answering(unit_id)
        if not problems:
            return none("no_rows")
        if all(each.due_on is None for each in problems):
            return none("no_due_dates")
        return Answer(sum(each.is_overdue for each in problems))

    def median_days_to_close(self, unit_id: str) -> Answer:
        watched = [each for each in self.answering(unit_id) if self.inspections[each.row["inspection_id"]].get("feedback_on") and each.status != "unknown"]
        if not watched:
            return none("no_item_dates")
        if any(each.is_completed and not each.closed_on for each in watched):
            return none("undated_closings")
        times = []
        for each in watched:
            start = self.inspections[each.row["inspection_id"]]["feedback_on"]
            if each.status != "long_term":
                times.append((max(((each.closed_on or self.as_of) - start).days, 0), each.is_completed))
        still_open = Fraction(1)
        for day in sorted({day for day, _ in times}):
            at_risk = sum(other >= day for other, _ in times)
            still_open *= 1 - Fraction(sum(other == day and is_closed for other, is_closed in times), at_risk)
            if still_open <= Fraction(1, 2):
                return Answer(day)
        return none("not_reached")

    # Money -----------------------------------------------------------------------------------------------------------

    def money(self, inspection_id: str, state: str) -> Decimal | None:
        """Rows where the inspection has them, else what its document declares; parts of a sum are in the sum."""
        counted = [row["amount"] for row in self.tables["funds"]
                   if row["inspection_id"] == inspection_id and row["state"] == state and not row.get("part_of") and self.is_said(row, "happened_on")
                   and (not self.has_parts or row.get("problem_id") in self.asked_ids)]
        declared = [Decimal(str(row["value"])) for row in self.figures if row["inspection_id"] == inspection_id and row["figure"] == f"funds_{state}"
                    and not row.get("part_of") and row.get("value") is not None]
        return sum(counted or declared) if counted or declared else None

    def moneys(self, unit_id: str, *states: str) -> list[tuple]:
        return [tuple(self.money(row["inspection_id"], state) for state in states) for row in self.of_unit[unit_id]]

    def funds(self, unit_id: str, state: str) -> Answer:
        known = [amount for amount, in self.moneys(unit_id, state) if amount is not None]
        return Answer(sum(known)) if known else none(self.silence(unit_id))

    def funds_identified(self, unit_id: str) -> Answer:
        return self.funds(unit_id, "identified")

    def funds_recovered(self, unit_id: str) -> Answer:
        return self.funds(unit_id, "recovered")

    def funds_outstanding(self, unit_id: str) -> Answer:
        owed = []
        for stated, identified, recovered, written_off in self.moneys(unit_id, "outstanding", "identified", "recovered", "written_off"):
            if stated is not None:
                owed.append(stated)
            elif identified is not None and recovered is not None:
                owed.append(identified - recovered - (written_off or 0))
        if any(each < 0 for each in owed):
            return none("recovered_exceeds_identified")
        return Answer(sum(owed)) if owed else none(self.silence(unit_id))

    def recovery_rate(self, unit_id: str) -> Answer:
        known = self.moneys(unit_id, "recovered", "identified")
        pairs = [pair for pair in known if None not in pair]
        if any(recovered > identified for recovered, identified in pairs):
            return none("recovered_exceeds_identified")
        if pairs:
            return rate(float(sum(recovered for recovered, _ in pairs)), float(sum(identified for _, identified in pairs)))
        return none("identified_unknown" if any(recovered is not None for recovered, _ in known) else self.silence(unit_id))

    # People ----------------------------------------------------------------------------------------------------------

    def actions(self, inspection_id: str) -> list[tuple[int | None, int]]:
        """(form, persons or person-times) of each statement, a total only by what its parts leave over."""
        counted = [row for row in self.tables["discipline"] if row["inspection_id"] == inspection_id and self.is_said(row, "decided_on")
                   and (not self.has_parts or row.get("problem_id") in self.asked_ids)]
        said = {row["discipline_id"]: row for row in counted} or {
            row["figure_id"]: row | {"number": int(row["value"])} for row in self.figures
            if row["inspection_id"] == inspection_id and row["figure"] == "discipline" and row.get("value") is not None}
        found = []
        for key, row in said.items():
            parts = [part["number"] for part in said.values() if part.get("part_of") == key and part["counts"] in PEOPLE]
            left = row["number"] - sum(parts)
            if row["counts"] in PEOPLE and row.get("term_class") in ("action", "unspecified", "employment") and (not parts or left > 0):
                found.append((row.get("form"), left))
        return found

    def all_actions(self, unit_id: str) -> list[tuple[int | None, int]]:
        return [action for row in self.of_unit[unit_id] for action in self.actions(row["inspection_id"])]

    def disciplinary_actions(self, unit_id: str) -> Answer:
        found = self.all_actions(unit_id)
        if not found:
            return none(self.silence(unit_id))
        parts = {f"form_{form}": sum(number for own, number in found if own == form) for form in (1, 2, 3, 4)}
        return Answer(sum(number for _, number in found), parts=parts)

    def form_one_share(self, unit_id: str) -> Answer:
        found = self.all_actions(unit_id)
        classified = sum(number for form, number in found if form)
        if classified:
            return rate(sum(number for form, number in found if form == 1), classified)
        return none("no_classified_action" if found else self.silence(unit_id))

    def feedback_problems(self, inspection_id: str) -> int | None:
        rows = [each for each in self.problems if (each.row["inspection_id"], each.row["basis"]) == (inspection_id, "feedback")]
        said = self.said(inspection_id, "total", "feedback")
        if self.is_partial_list(inspection_id, "feedback"):
            return max(said) if len(said) == 1 else None
        return len(rows) or (max(said) if len(said) == 1 else None)

    def per_problem(self, unit_id: str, numbers: dict[str, int], times: int) -> Answer:
        """Only inspections of which both numbers are known are divided."""
        if not numbers:
            return none(self.silence(unit_id))
        pairs = [(number, problems) for inspection_id, number in numbers.items() if (problems := self.feedback_problems(inspection_id))]
        return Answer(times * sum(number for number, _ in pairs) / sum(problems for _, problems in pairs)) if pairs else none("no_feedback_problems")

    def actions_per_10_problems(self, unit_id: str) -> Answer:
        numbers = {row["inspection_id"]: sum(number for _, number in found) for row in self.of_unit[unit_id] if (found := self.actions(row["inspection_id"]))}
        return self.per_problem(unit_id, numbers, 10)

    # Rules -----------------------------------------------------------------------------------------------------------

    def rules(self, inspection_id: str) -> tuple[dict[str, int], bool]:
        """Numbers by action, and whether they were counted."""
        counted = [row for row in self.tables["rules"] if row["inspection_id"] == inspection_id and self.is_said(row, "issued_on")
                   and (not self.has_parts or row.get("problem_id") in self.asked_ids)]
        declared = [{"action": row["figure"].removeprefix("rules_"), "number": row["value"]} for row in self.figures
                    if row["inspection_id"] == inspection_id and row["figure"].startswith("rules_") and not row.get("part_of") and row.get("value") is not None]
        return {action: sum(row["number"] for row in rows) for action, rows in group(counted or declared, "action").items()}, bool(counted)

    def rules_of(self, inspection_id: str) -> int | None:
        by_action, is_counted = self.rules(inspection_id)
        apart = [by_action[action] for action in ("new", "revised") if action in by_action]
        lump = [by_action["new_or_revised"]] if "new_or_revised" in by_action else []
        if not apart + lump:
            return None
        if is_counted:
            return sum(apart + lump)
        return sum(apart) if len(apart) == 2 or not lump else max(sum(apart), lump[0])

    def all_rules(self, unit_id: str) -> dict[str, int]:
        return {row["inspection_id"]: made for row in self.of_unit[unit_id] if (made := self.rules_of(row["inspection_id"])) is not None}

    def rules_made(self, unit_id: str) -> Answer:
        made = self.all_rules(unit_id)
        return Answer(sum(made.values())) if made else none(self.silence(unit_id))

    def rules_per_problem(self, unit_id: str) -> Answer:
        return self.per_problem(unit_id, self.all_rules(unit_id), 1)

    # Disclosure ------------------------------------------------------------------------------------------------------

    def newest(self, inspections: list[dict]) -> list[dict]:
        return sorted(inspections, key=lambda row: (-(row["feedback_on"].toordinal()) if row.get("feedback_on") else 1, row["inspection_id"]))

    def notices(self, inspection_id: str) -> list[dict]:
        return [row for row in self.tables["documents"] if row["kind"] == "notice" and row.get("inspection_id") == inspection_id
                and (row.get("published_on") or self.as_of) <= self.as_of]

    def published_on(self, inspection_id: str) -> date | None:
        return min((row["published_on"] for row in self.notices(inspection_id) if row.get("published_on")), default=None)

    def disclosure_lag_days(self, unit_id: str) -> Answer:
        noticed = [row for row in self.newest(self.of_unit[unit_id]) if self.notices(row["inspection_id"])]
        dated = [row for row in noticed if row.get("feedback_on") and self.published_on(row["inspection_id"])]
        if dated:
            return Answer((self.published_on(dated[0]["inspection_id"]) - dated[0]["feedback_on"]).days)
        if not noticed:
            return none("no_notice")
        return none("no_feedback_date" if self.published_on(noticed[0]["inspection_id"]) else "not_published")

    def disclosure_completeness(self, unit_id: str) -> Answer:
        if self.has_parts:
            return none("no_rows")
        noticed = [row for row in self.newest(self.of_unit[unit_id]) if self.notices(row["inspection_id"]) and row["inspection_id"] in self.latest]
        whole = [row for row in noticed if self.latest[row["inspection_id"]].get("extent") in ("whole", None)
                 and any(notice.get("extent") == "whole" for notice in self.notices(row["inspection_id"]))]
        if not noticed or not whole:
            return none("opening_only" if noticed else "no_notice")
        inspection_id = whole[0]["inspection_id"]
        figures = [row for row in self.figures if row["inspection_id"] == inspection_id]
        names = {row["figure"] for row in figures}
        elements = [
            whole[0].get("feedback_on") is not None,
            self.published_on(inspection_id) is not None,
            any(row["figure"] == "total" and row.get("basis") in ("feedback", "item") for row in figures),
            bool(names & {"completed", "all_completed"}),
            any(row.get("basis") in ("measure", "task") for row in figures),
            any(name.startswith("rules") for name in names),
            any(name.startswith("funds") or name == "loss_averted" for name in names),
            "discipline" in names,
        ]
        if names & set(OPEN_FIGURES):
            elements.append(True)
        elif self.left_open(figures):
            elements.append(False)
        for name in ("item_by_item", "next_steps", "named_contact"):
            read = [row["value"] for row in figures if row["figure"] == name and row.get("value") is not None]
            elements += [max(read) >= 1] if read else []
        return rate(sum(elements), len(elements))

    def left_open(self, figures: list[dict]) -> bool:
        """Whether the document's own numbers leave something open, on the finest basis on which it gives both."""
        for basis in ("item", "feedback"):
            total, done = ([row["value"] for row in figures if row["figure"] == name and row.get("basis") == basis and row.get("value") is not None]
                           for name in ("total", "completed"))
            if total and done:
                return max(total) > max(done)
        return False

    def declared_vs_counted_gap(self, unit_id: str) -> Answer:
        for inspection in self.newest(self.of_unit[unit_id]):
            for basis in self.bases():
                declared = self.said(inspection["inspection_id"], "total", basis)
                listed = sum((each.row["inspection_id"], each.row["basis"]) == (inspection["inspection_id"], basis) for each in self.problems)
                if declared and listed:
                    return Answer(max(declared) - listed) if len(declared) == 1 else none("totals_contradict")
        return none("nothing_to_compare")


METRICS = tuple(name for name in vars(Oracle) if name in {
    "problem_completion_rate", "measure_completion_rate", "on_time_rate", "overdue_problems", "median_days_to_close", "funds_identified", "funds_recovered",
    "funds_outstanding", "recovery_rate", "disciplinary_actions", "form_one_share", "actions_per_10_problems", "rules_made", "rules_per_problem",
    "disclosure_lag_days", "disclosure_completeness", "declared_vs_counted_gap"})


# An invented province ---------------------------------------------------------------------------------------------------

STATUSES = ("completed", "completed", "completed", "in_progress", "substantially_completed", "long_term", "extended", "not_completed", "unknown", None)
TERMS = ((1, "action", "诫勉谈话"), (2, "action", "党内警告"), (3, "action", "开除党籍"), (4, "action", "移送司法"), (None, "unspecified", "追责问责"),
         (None, "employment", "辞退"), (None, "process", "立案"), (None, "activity", "约谈"))
FIRST = date(2023, 1, 1)
LEDGER_DAYS = tuple(FIRST + timedelta(days=each) for each in (240, 330, 420, 510))
FILTERS = (
    Filter(), Filter(as_of=LEDGER_DAYS[0] - timedelta(days=20)), Filter(as_of=LEDGER_DAYS[1] + timedelta(days=7)), Filter(standard="claimed"),
    Filter(standard="evidenced"), Filter(standard="accepted"), Filter(basis="item"), Filter(basis="feedback", standard="claimed"),
    Filter(rounds=("第二轮",)), Filter(levels=("county",)), Filter(themes=("finance",)), Filter(aspects=("甲",), as_of=LEDGER_DAYS[2]),
    Filter(kinds=("审计",), regions=("某市",)), Filter(feedback_from=FIRST + timedelta(days=60), sectors=("health",)),
)


def random_lake(seed: int, units: int = 6, is_steady: bool = False) -> dict[str, list[dict]]:
    """Rows by table. A steady lake has rows only, no reopening, and dates that its ledgers agree with."""
    random = Random(seed)
    tables = defaultdict(list)
    ledgers = {}
    for number, day in enumerate(LEDGER_DAYS):
        ledgers[day] = f"ledger-{number}"
        tables["documents"].append({"document_id": ledgers[day], "kind": "ledger", "as_of": day, "standard": random.choice(STANDARDS), "extent": "whole", "loaded_in": number})
    for unit in range(units):
        unit_id = f"u{unit}"
        tables["units"].append({"unit_id": unit_id, "unit_name": unit_id, "level": random.choice(("city", "county", None)), "sector": random.choice(("health", "water", None)),
                                "city": random.choice(("某市", "另一市", None))})
        for inspected in range(random.choice((0, 1, 1, 2, 3))):
            _inspect(random, tables, ledgers, unit_id, f"{unit_id}-{inspected}", is_steady)
    return dict(tables)


def _maybe(random: Random, chance: float, value):
    return value if random.random() < chance else None


def _day(random: Random, first: int, last: int) -> date:
    return FIRST + timedelta(days=random.randint(first, last))


def _inspect(random: Random, tables, ledgers, unit_id: str, inspection_id: str, is_steady: bool) -> None:
    feedback_on = _day(random, 0, 200)
    tables["inspections"].append({
        "inspection_id": inspection_id, "unit_id": unit_id, "kind": random.choice(("巡察", "审计")), "round": random.choice(("第一轮", "第二轮")),
        "started_on": feedback_on - timedelta(days=80), "feedback_on": feedback_on if is_steady else _maybe(random, 0.9, feedback_on), "due_on": _maybe(random, 0.3, _day(random, 250, 500))})
    problem_ids = []
    for basis in random.choice((("feedback",), ("item",), ("feedback", "item"), ())):
        for number in range(random.randint(1, 6)):
            problem_ids.append(f"{inspection_id}-{basis}-{number}")
            (_steady_problem if is_steady else _problem)(random, tables, ledgers, inspection_id, basis, problem_ids[-1], feedback_on)
    if is_steady:
        return
    for number in range(random.choice((0, 0, 3))):
        tables["measures"].append({"measure_id": f"{inspection_id}-m{number}", "inspection_id": inspection_id, "problem_id": random.choice([None, *problem_ids]),
                                   "status": random.choice(STATUSES), "completed_on": _maybe(random, 0.4, _day(random, 100, 600)), "document_id": random.choice(list(ledgers.values()))})
    _rows(random, tables, list(ledgers.values()), inspection_id, problem_ids)
    notices = [f"{inspection_id}-notice-{number}" for number in range(random.choice((0, 1, 1, 2)))]
    for document_id in notices:
        _notice(random, tables, inspection_id, document_id, feedback_on)
    if notices and random.random() < 0.2:      # what only a notice lists
        for row in tables["problems"]:
            if row["inspection_id"] == inspection_id:
                row["document_id"] = notices[0]


def _problem(random, tables, ledgers, inspection_id, basis, problem_id, _) -> None:
    claimed_on = _maybe(random, 0.5, _day(random, 100, 500))
    days = [day for day in ledgers if random.random() < 0.5]
    told = [(day, random.choice(STATUSES)) for day in days]
    tables["progress"] += [{"problem_id": problem_id, "inspection_id": inspection_id, "as_of": day, "status": status, "document_id": ledgers[day]} for day, status in told]
    tables["problems"].append({
        "problem_id": problem_id, "inspection_id": inspection_id, "basis": basis, "number": problem_id[-1], "aspect": random.choice(("甲", "乙", None)), "theme": random.choice(("finance", None)),
        "status": told[-1][1] if told else random.choice(STATUSES), "due_on": _maybe(random, 0.6, _day(random, 200, 520)), "claimed_on": claimed_on,
        "evidenced_on": _maybe(random, 0.4, _day(random, 100, 500)), "accepted_on": _maybe(random, 0.4, _day(random, 100, 500)),
        "document_id": ledgers[days[-1]] if days else random.choice(list(ledgers.values()))})


def _steady_problem(random, tables, ledgers, inspection_id, basis, problem_id, _) -> None:
    """Closed once or never, by dates in order, and every ledger says what was so on its day."""
    claimed_on = _day(random, 200, 400)
    evidenced_on = claimed_on + timedelta(days=random.randint(0, 60))
    days = (claimed_on, evidenced_on, evidenced_on + timedelta(days=random.randint(0, 60)))
    stage = random.randint(0, 3)
    claimed_on, evidenced_on, accepted_on = (day if reached < stage else None for reached, day in enumerate(days))
    for day, document_id in ledgers.items():
        if random.random() < 0.6:
            status = "completed" if claimed_on and claimed_on <= day else random.choice(("in_progress", "extended", "long_term", "unknown", "substantially_completed"))
            tables["progress"].append({"problem_id": problem_id, "inspection_id": inspection_id, "as_of": day, "status": status, "document_id": document_id})
    tables["problems"].append({
        "problem_id": problem_id, "inspection_id": inspection_id, "basis": basis, "status": "completed" if claimed_on else "in_progress", "aspect": random.choice(("甲", "乙")),
        "claimed_on": claimed_on, "evidenced_on": evidenced_on, "accepted_on": accepted_on, "document_id": ledgers[LEDGER_DAYS[-1]]})


def _rows(random, tables, documents, inspection_id, problem_ids) -> None:
    for number in range(random.choice((0, 0, 2, 5))):
        first = f"{inspection_id}-f0"
        tables["funds"].append({
            "fund_id": f"{inspection_id}-f{number}", "inspection_id": inspection_id, "problem_id": random.choice([None, *problem_ids]),
            "state": random.choice(("identified", "recovered", "outstanding", "written_off", "surrendered")), "category": random.choice(("津补贴", None)),
            "amount": Decimal(random.randint(0, 5_000_000)) / 100, "happened_on": _maybe(random, 0.5, _day(random, 100, 600)),
            "part_of": _maybe(random, 0.2, first) if number else None, "document_id": random.choice(documents)})
    for number in range(random.choice((0, 0, 2, 4))):
        form, term_class, term = random.choice(TERMS)
        tables["discipline"].append({
            "discipline_id": f"{inspection_id}-d{number}", "inspection_id": inspection_id, "problem_id": random.choice([None, *problem_ids]), "term": term, "form": form,
            "term_class": term_class, "counts": random.choice(("persons", "persons", "person_times", "cases", "units")), "number": random.choice((0, 1, 2, 5, 9)),
            "decided_on": _maybe(random, 0.5, _day(random, 100, 600)), "part_of": _maybe(random, 0.4, f"{inspection_id}-d0") if number else None, "document_id": random.choice(documents)})
    for number in range(random.choice((0, 0, 1, 3))):
        tables["rules"].append({
            "rule_id": f"{inspection_id}-r{number}", "inspection_id": inspection_id, "problem_id": random.choice([None, *problem_ids]),
            "action": random.choice(("new", "revised", "new_or_revised", "abolished", "planned")), "number": random.randint(0, 4),
            "issued_on": _maybe(random, 0.5, _day(random, 100, 600)), "document_id": random.choice(documents)})


def _notice(random, tables, inspection_id, document_id, feedback_on) -> None:
    tables["documents"].append({
        "document_id": document_id, "kind": "notice", "inspection_id": inspection_id, "published_on": _maybe(random, 0.8, feedback_on + timedelta(days=random.randint(30, 400))),
        "standard": "claimed", "extent": random.choice(("whole", "opening")), "loaded_in": random.randint(1, 2)})
    figures = []
    for basis in ("feedback", "item", "measure", "task"):
        total = random.randint(0, 12)
        said = [("total", total)] * random.choice((0, 0, 1, 1, 2)) + [("completed", random.randint(0, total))] * random.choice((0, 1, 1, 2))
        said += [("total", total + 1)] * (random.random() < 0.1) + [("completed", total + 2)] * (random.random() < 0.1) + [("in_progress", 1)] * (random.random() < 0.2)
        figures += [{"figure": figure, "basis": basis, "value": value} for figure, value in said if random.random() < 0.8]
    figures += [{"figure": f"funds_{state}", "value": random.randint(0, 90_000)} for state in ("identified", "recovered", "outstanding", "surrendered") if random.random() < 0.3]
    figures += [{"figure": f"rules_{action}", "value": random.randint(0, 9)} for action in ("new", "revised", "new_or_revised", "abolished", "planned") if random.random() < 0.3]
    figures += [{"figure": name, "value": random.choice((0, 1))} for name in ("item_by_item", "next_steps", "named_contact") if random.random() < 0.5]
    figures += [{"figure": name} for name in ("all_completed", "all_recovered") if random.random() < 0.2]
    for number in range(random.choice((0, 0, 1, 3))):
        form, term_class, term = random.choice(TERMS)
        figures.append({"figure": "discipline", "term": term, "form": form, "term_class": term_class, "value": random.choice((0, 1, 3, 8)),
                        "counts": random.choice(("persons", "person_times", "cases")), "is_part": number > 0 and random.random() < 0.5})
    first = next((number for number, row in enumerate(figures) if row["figure"] == "discipline"), None)
    for number, row in enumerate(figures):
        part_of = f"{document_id}-g{first}" if row.pop("is_part", False) else None
        tables["figures"].append(row | {"figure_id": f"{document_id}-g{number}", "inspection_id": inspection_id, "document_id": document_id, "part_of": part_of})
