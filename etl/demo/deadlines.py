"""Due days of every sort, put in on purpose: some still to come, some that nobody set, and a rule of one office that sets them."""

import csv
import io
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from random import Random

from etl.demo.course import LAST_DAY
from etl.demo.inspections import Inspection
from etl.demo.places import PROVINCE
from etl.demo.planting import entry

ONE_IN = 3                                      # of the inspections of the last round: due days still to come
ONE_IN_WITHOUT = 15                             # of all inspections: no due day at all
DAYS_TO_COME = (1, 3, 8, 9, 14, 20, 26, 38, 61, 92)
OPEN = ("in_progress", "not_completed")
MONTHS = 6


def plant(random: Random, inspections: list[Inspection]) -> tuple[list[Inspection], list[dict]]:
    """The inspections with their new due days, and the list of what was changed."""
    last = [index for index, inspection in enumerate(inspections) if inspection.round == "第三轮" and _open(inspection)]
    soon = set(random.sample(last, min(len(last), max(1, len(last) // ONE_IN))))
    rest = [index for index in range(len(inspections)) if index not in soon]
    without = set(random.sample(rest, min(len(rest), max(1, len(inspections) // ONE_IN_WITHOUT))))
    kept, planted = [], []
    for index, inspection in enumerate(inspections):
        made = _to_come(inspection) if index in soon else _without(inspection, index == min(without)) if index in without else inspection
        kept.append(made)
        if index in soon:
            planted.append(entry("due_to_come", made, numbers=_open(made), due_on=[made.problems[number - 1].due_on.isoformat() for number in _open(made)]))
        if index in without:
            planted.append(entry("no_due_day", made, problems=len(made.problems)))
    return kept, planted


def rules(path: Path, register: Path, planted: list[dict], inspections: list[Inspection]) -> Path:
    """The national rules on time, and one invented line that applies to the place of the first inspection without due days."""
    with register.open(encoding="utf-8-sig", newline="") as file:
        known = [line for line in csv.DictReader(file) if not line["region"]]
    without = {each["inspection_id"] for each in planted if each["kind"] == "no_due_day"}
    place = next((inspection.unit.place for inspection in inspections if inspection.inspection_id in without and inspection.due_on is None), inspections[0].unit.place)
    ours = {name: None for name in known[0]} | {
        "rule_id": "DEMO-1", "duty": "rectification", "what": "集中整改", "start_event": "feedback", "length": MONTHS, "length_unit": "months",
        "region": place.county or place.city or PROVINCE, "effective_from": date(2024, 1, 1), "is_applied": "true", "evidence": "local",
        "legal_basis": "演示数据：虚构的本地规定", "note": "演示数据"}
    text = io.StringIO()
    made = csv.DictWriter(text, list(known[0]), lineterminator="\n")
    made.writeheader()
    made.writerows([*known, ours])
    path.write_bytes(text.getvalue().encode("utf-8-sig"))
    return path


def _open(inspection: Inspection) -> list[int]:
    return [problem.number for problem in inspection.problems if problem.at(LAST_DAY).status in OPEN]


def _to_come(inspection: Inspection) -> Inspection:
    """Its open problems fall due in the weeks after the last day, one after another."""
    first = inspection.due_on.day       # so that not every unit's problems fall due on the same days
    days = {number: LAST_DAY + timedelta(days=DAYS_TO_COME[(first + place) % len(DAYS_TO_COME)]) for place, number in enumerate(_open(inspection))}
    return _with(inspection, lambda problem: days.get(problem.number, problem.due_on))


def _without(inspection: Inspection, is_whole: bool) -> Inspection:
    """No problem has a due day; is_whole: nor has the inspection, so that only a rule can give one."""
    made = _with(inspection, lambda problem: None)
    return replace(made, due_on=None) if is_whole else made


def _with(inspection: Inspection, due_on) -> Inspection:
    return replace(inspection, problems=tuple(replace(problem, due_on=due_on(problem)) for problem in inspection.problems))
