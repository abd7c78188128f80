"""What the last ledger of each inspection says, counted from the same values that were written: what a load must find again."""

from collections import Counter
from datetime import date
from decimal import Decimal

from etl.demo.course import LAST_DAY
from etl.demo.inspections import Inspection
from etl.demo.units import Unit


def truth(units: list[Unit], inspections: list[Inspection]) -> dict:
    """JSON-ready. `unregistered` are the inspections under a spelling that the register lacks, as of their only ledger."""
    misspelled = [(inspection, day, name) for inspection in inspections for day, name in inspection.spellings if name not in inspection.unit.aliases]
    return {
        "as_of": LAST_DAY.isoformat(),
        "qualities": {unit.unit_id: unit.quality for unit in units if unit.quality != "common"},
        "inspections": [of_inspection(inspection, LAST_DAY) for inspection in inspections],
        "unregistered": [of_inspection(inspection, day) | {"unit_id": None, "inspection_id": None, "unit_name": name} for inspection, day, name in misspelled],
    }


def of_inspection(inspection: Inspection, day: date) -> dict:
    """`completed`: problems whose status is completed, and of these the evidenced and the accepted ones, as queries/scope.sql counts them."""
    said = [problem.at(day) for problem in inspection.problems]
    completed = [step for step in said if step.status == "completed"]
    measures = [measure for problem in inspection.problems for measure in problem.measures]
    return {
        "inspection_id": inspection.inspection_id, "unit_id": inspection.unit.unit_id, "unit_name": inspection.unit.unit_name,
        "round": inspection.round, "feedback_on": inspection.feedback_on.isoformat(), "as_of": day.isoformat(),
        "problems": len(said),
        "statuses": dict(sorted(Counter(step.status for step in said).items())),
        "completed": {
            "claimed": len(completed),
            "evidenced": sum(bool(step.evidenced_on or step.accepted_on) for step in completed),
            "accepted": sum(bool(step.accepted_on) for step in completed),
        },
        "measures": len(measures),
        "measures_completed": sum(measure.status(day) == "completed" for measure in measures),
        "funds": _funds(inspection, day),
        "discipline": _discipline(inspection, day),
        "rules": dict(sorted(Counter(stated[0] for rule in inspection.rules if (stated := rule.at(day))).items())),
    }


def _funds(inspection: Inspection, day: date) -> dict[str, str]:
    sums: Counter = Counter()
    for fund in inspection.funds:
        sums.update(fund.at(day))
    return {state: str(Decimal(amount)) for state, amount in sorted(sums.items()) if amount}


def _discipline(inspection: Inspection, day: date) -> dict[str, int]:
    persons: Counter = Counter()
    for action in inspection.actions:
        if action.decided_on <= day:
            persons[action.term] += action.persons
    return dict(sorted(persons.items()))
