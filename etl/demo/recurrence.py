"""Problems that come back in a unit's next inspection, put in on purpose: the same words, with the year and the number moved on."""

import re
from collections import defaultdict
from dataclasses import replace
from itertools import pairwise

from etl.demo.inspections import Inspection
from etl.demo.planting import entry

MOST = 3        # problems that come back from one inspection to the next


def plant(inspections: list[Inspection]) -> tuple[list[Inspection], list[dict]]:
    """The inspections with problems that come back, and which one comes back as which."""
    kept, planted = list(inspections), []
    of_unit: dict[str, list[int]] = defaultdict(list)
    for index, inspection in enumerate(inspections):
        of_unit[inspection.unit.unit_id].append(index)
    for indices in of_unit.values():
        for before, after in pairwise(sorted(indices, key=lambda index: inspections[index].feedback_on)):
            kept[after], again = _again(kept[before], kept[after])
            planted += [entry("repeated", kept[after], before=kept[before].inspection_id, **pair) for pair in again]
    return kept, planted


def _again(before: Inspection, after: Inspection) -> tuple[Inspection, list[dict]]:
    """The later inspection with up to three problems worded as earlier ones of the same theme."""
    problems, again, used = list(after.problems), [], set()
    for old in before.problems:
        place = next((place for place, new in enumerate(problems) if new.theme == old.theme and place not in used), None)
        if len(again) == MOST or place is None:
            continue
        used.add(place)
        text = _moved_on(old.text)
        if text not in {problem.text for problem in problems}:
            problems[place] = replace(problems[place], text=text, heading=old.heading)
            again.append({"number_before": old.number, "number": problems[place].number, "problem_text": text})
    return replace(after, problems=tuple(problems)), again


def _moved_on(text: str) -> str:
    """The same words a year later."""
    return re.sub(r"20\d\d", lambda year: str(int(year[0]) + 1), text)
