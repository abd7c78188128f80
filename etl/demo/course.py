"""What happens to each problem: from the feedback to acceptance, or not.

Every unit of common quality closes problems with one probability and at one speed, so that whatever differs between them is chance;
a few are really worse or better. The third round is a little slower for all.
"""

from bisect import bisect_right
from dataclasses import dataclass
from datetime import date, timedelta
from math import exp
from random import Random

from etl.demo.units import Quality

LAST_DAY = date(2026, 6, 30)

MEDIAN_DAYS, SPREAD = 110, 0.45
SPEED = {"common": 1.0, "worse": 1.8, "better": 0.65}
COMPLETES = {"common": 0.90, "worse": 0.62, "better": 0.985}
DELAY_OF_ROUND = {"第三轮": 1.3}


@dataclass(frozen=True)
class Step:
    """What a ledger says of a problem from a day on, until the next step."""

    on: date
    status: str
    claimed_on: date | None = None
    evidenced_on: date | None = None
    accepted_on: date | None = None


@dataclass(frozen=True)
class Measure:
    """One measure: `done_on` is the day by which it is carried out, if ever."""

    number: int
    text: str
    kind: str
    department: str
    due_on: date
    done_on: date | None

    def status(self, day: date) -> str:
        if self.done_on and self.done_on <= day:
            return "completed"
        return "long_term" if self.kind == "long_term" else "in_progress"


@dataclass(frozen=True)
class Problem:
    """One problem and its whole course."""

    number: int
    theme: str
    aspect: str
    heading: str
    text: str
    department: str
    due_on: date | None
    steps: tuple[Step, ...]
    measures: tuple[Measure, ...]

    def at(self, day: date) -> Step:
        """The last step by that day."""
        return self.steps[max(bisect_right(self.steps, day, key=lambda step: step.on) - 1, 0)]


def steps(random: Random, quality: Quality, round_name: str, feedback_on: date, due_on: date) -> tuple[Step, ...]:
    """The course of one problem, in the order of days."""
    begun = _begin(random, feedback_on)
    fate = random.choices(("ordinary", "long_term", "substantially_completed", "extended"), (87, 5, 4, 4))[0]
    pace = SPEED[quality] * DELAY_OF_ROUND.get(round_name, 1.0)
    closed_on = feedback_on + timedelta(days=max(7, round(MEDIAN_DAYS * pace * exp(SPREAD * random.gauss(0, 1)))))
    completes = random.random() < COMPLETES[quality]
    if fate == "long_term" or fate == "substantially_completed":
        course = [*begun, Step(closed_on, fate)]
        return _in_order(course + _closing(random, closed_on + _days(random, 90, 240))) if fate != "long_term" and completes else _in_order(course)
    if fate == "extended":
        course = [*begun, Step(due_on + timedelta(days=1), "extended")]
        return _in_order(course + _closing(random, due_on + _days(random, 60, 200))) if completes else _in_order(course)
    if not completes:
        overdue = [Step(due_on + timedelta(days=1), "not_completed")] if random.random() < 0.3 else []
        return _in_order(begun + overdue)
    return _in_order(begun + _closing(random, closed_on))


def measures(random: Random, course: tuple[Step, ...], texts: list[str], departments: tuple[str, ...], feedback_on: date, due_on: date) -> tuple[Measure, ...]:
    """Measures are done by the day on which the problem is first claimed; of an open problem about half are."""
    claimed_on = next((step.claimed_on for step in course if step.claimed_on), None)
    settled = claimed_on or (course[-1].on if course[-1].status in ("long_term", "substantially_completed") else None)
    until = settled or feedback_on + timedelta(days=300)

    def measure(number: int, text: str) -> Measure:
        kind = random.choices(("immediate", "phased", "long_term"), (45, 45, 10))[0]
        span = max((until - feedback_on).days, 2)
        done_on = feedback_on + _days(random, max(1, span // 4), span)
        is_done = bool(claimed_on) or random.random() < 0.5
        allowed = (due_on - feedback_on).days
        return Measure(number, text, kind, random.choice(departments), feedback_on + _days(random, allowed // 3, allowed), done_on if is_done else None)

    return tuple(measure(number, text) for number, text in enumerate(texts, 1))


def _begin(random: Random, feedback_on: date) -> list[Step]:
    """A tenth of the problems is not yet begun for some weeks."""
    if random.random() < 0.9:
        return [Step(feedback_on, "in_progress")]
    return [Step(feedback_on, "not_completed"), Step(feedback_on + _days(random, 20, 70), "in_progress")]


def _closing(random: Random, claimed_on: date) -> list[Step]:
    """Claimed, then evidenced by documents, then accepted; either may never come, and a little is opened again."""
    claimed = Step(claimed_on, "completed", claimed_on)
    if random.random() >= 0.93:
        return [claimed]
    evidenced_on = claimed_on + _days(random, 3, 40)
    evidenced = Step(evidenced_on, "completed", claimed_on, evidenced_on)
    if random.random() >= 0.9:
        return [claimed, evidenced]
    accepted_on = evidenced_on + _days(random, 10, 100)
    accepted = Step(accepted_on, "completed", claimed_on, evidenced_on, accepted_on)
    return [claimed, evidenced, accepted, *(_reopening(random, accepted_on) if random.random() < 0.012 else [])]


def _reopening(random: Random, accepted_on: date) -> list[Step]:
    """Struck off, and then found unmended: the ledger empties its dates."""
    reopened_on = accepted_on + _days(random, 60, 150)
    again_on = reopened_on + _days(random, 60, 120)
    opened = [Step(reopened_on, "in_progress")]
    return [*opened, Step(again_on, "completed", again_on)] if random.random() < 0.5 else opened


def _in_order(course: list[Step]) -> tuple[Step, ...]:
    """Whatever would come before an earlier step falls away: a problem solved at once was never late."""
    kept: list[Step] = []
    for step in reversed(course):
        if not kept or step.on < kept[-1].on:
            kept.append(step)
    return tuple(reversed(kept))


def _days(random: Random, least: int, most: int) -> timedelta:
    return timedelta(days=random.randint(least, max(least, most)))
