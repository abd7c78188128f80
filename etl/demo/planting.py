"""Contradictions put in on purpose, each listed, so that a check can be asked whether it finds them."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from random import Random

from etl.demo import cells
from etl.demo.course import LAST_DAY, Problem, Step
from etl.demo.inspections import Inspection
from etl.demo.ledgers import Issue, days, offices
from etl.demo.styles import style_of

UNITS_OF_ONE = 60  # one contradiction of each kind in so many units

Change = Callable[[Inspection], tuple[Inspection, dict] | None]


def plant(random: Random, inspections: list[Inspection], units: int) -> tuple[list[Inspection], list[dict]]:
    """The inspections with their contradictions, and the list of these; an inspection has at most one while there are enough."""
    kept, planted = list(inspections), []
    order = random.sample(range(len(kept)), len(kept))
    for kind, change in KINDS.items():
        wanted = max(1, units // UNITS_OF_ONE)
        for index in list(order):
            made = change(kept[index])
            if made is None:
                continue
            kept[index], detail = made
            planted.append(entry(kind, kept[index], **detail))
            order.remove(index)
            order.append(index)  # used again only after all others
            wanted -= 1
            if not wanted:
                break
    return kept, planted


def entry(kind: str, inspection: Inspection, **detail) -> dict:
    unit = inspection.unit
    return {"kind": kind, "inspection_id": inspection.inspection_id, "unit_id": unit.unit_id, "unit_name": unit.unit_name, "round": inspection.round, **detail}


def mistaken_totals(sent: dict[Issue, list[Inspection]], units: int) -> tuple[dict[Issue, Decimal], list[dict]]:
    """合计 rows of 资金台账 that say a little more than their column adds up to: issue -> yuan too many."""
    groups = offices(sent)
    found = [issue for issue, members in sent.items()
             if issue.day == LAST_DAY and style_of(issue.group, groups).money != "inline" and any(member.funds for member in members)]
    chosen = found[:max(1, units // UNITS_OF_ONE // 2)]
    return {issue: Decimal(50_000) for issue in chosen}, [
        {"kind": "total_row_differs", "group": issue.group, "round": issue.round, "as_of": issue.day.isoformat(), "sheet": "资金台账",
         "column": "违规金额", "too_many_yuan": "50000"} for issue in chosen]


def late_issue(sent: dict[Issue, list[Inspection]]) -> tuple[Issue | None, list[dict]]:
    """A short edition that comes after newer ones, of an office that changed no numbers and no names (one difficulty at a time)."""
    late = next((issue for issue, members in sent.items() if issue.day == days(issue.round)[3]
                 and not any(member.renumbered_from or member.spellings for member in members)), None)
    return late, [{"kind": "late_ledger", "group": late.group, "round": late.round, "as_of": late.day.isoformat()}] if late else []


def _of_problem(change: Callable[[Inspection, Problem], Problem | None]) -> Change:
    """A change to the first problem of an inspection that allows it."""
    def changed(inspection: Inspection):
        for index, problem in enumerate(inspection.problems):
            if made := change(inspection, problem):
                problems = (*inspection.problems[:index], made, *inspection.problems[index + 1:])
                return replace(inspection, problems=problems), {"number": problem.number, "problem_text": made.text}
        return None
    return changed


def _stepwise(problem: Problem, change: Callable[[Step], Step]) -> Problem:
    return replace(problem, steps=tuple(change(step) if step.claimed_on else step for step in problem.steps))


def _accepted_before_claimed(_: Inspection, problem: Problem) -> Problem | None:
    last = problem.at(LAST_DAY)
    if not last.accepted_on:
        return None
    too_early = last.claimed_on - timedelta(days=6)
    return _stepwise(problem, lambda step: replace(step, accepted_on=too_early) if step.accepted_on else step)


def _completed_before_feedback(inspection: Inspection, problem: Problem) -> Problem | None:
    if not problem.at(LAST_DAY).claimed_on:
        return None
    return _stepwise(problem, lambda step: replace(step, claimed_on=inspection.feedback_on - timedelta(days=15)))


def _completed_without_date(_: Inspection, problem: Problem) -> Problem | None:
    if not problem.at(LAST_DAY).claimed_on:
        return None
    return _stepwise(problem, lambda step: Step(step.on, step.status))


def _due_before_feedback(_: Inspection, problem: Problem) -> Problem:
    return replace(problem, due_on=problem.due_on - timedelta(days=366))


def _phone_in_text(inspection: Inspection, problem: Problem) -> Problem:
    return replace(problem, text=f"{problem.text}（联系人{cells.person(inspection.due_on.day)}，电话{cells.telephone(problem.number)}）")


def _recovered_exceeds_identified(inspection: Inspection):
    for index, fund in enumerate(inspection.funds):
        if fund.happened_on <= LAST_DAY and fund.surrendered == 0:
            made = replace(fund, recovered=(fund.identified * Decimal("1.25")).quantize(Decimal(1)), written_off=Decimal(0))
            detail = {"number": fund.problem, "identified": str(made.identified), "recovered": str(made.recovered)}
            return replace(inspection, funds=(*inspection.funds[:index], made, *inspection.funds[index + 1:])), detail
    return None


def _renumbered(inspection: Inspection):
    if len(inspection.problems) < 4 or inspection.renumbered_from:
        return None
    since = days(inspection.round)[4]
    return replace(inspection, renumbered_from=since), {"from": since.isoformat(), "number": 2, "becomes": len(inspection.problems)}


def _spelled_two_ways(inspection: Inspection):
    if not inspection.unit.aliases or inspection.spellings:
        return None
    return _spelled(inspection, inspection.unit.aliases[0], days(inspection.round)[2])


def _spelled_unregistered(inspection: Inspection):
    return None if inspection.spellings else _spelled(inspection, inspection.unit.unit_name + "机关", days(inspection.round)[1])


def _spelled(inspection: Inspection, name: str, day):
    return replace(inspection, spellings=((day, name),)), {"spelling": name, "as_of": day.isoformat()}


KINDS: dict[str, Change] = {
    "accepted_before_claimed": _of_problem(_accepted_before_claimed),
    "completed_before_feedback": _of_problem(_completed_before_feedback),
    "completed_without_date": _of_problem(_completed_without_date),
    "due_before_feedback": _of_problem(_due_before_feedback),
    "phone_in_text": _of_problem(_phone_in_text),
    "recovered_exceeds_identified": _recovered_exceeds_identified,
    "renumbered": _renumbered,
    "spelled_two_ways": _spelled_two_ways,
    "spelled_unregistered": _spelled_unregistered,
}
