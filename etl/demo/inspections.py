"""Three rounds of inspections of the invented units: how many problems, with what money, people and rules behind them."""

import hashlib
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from math import exp
from random import Random
from statistics import NormalDist

from etl.demo import course, texts
from etl.demo.course import Problem
from etl.demo.units import Unit

ROUNDS = {"第一轮": date(2024, 3, 11), "第二轮": date(2024, 11, 11), "第三轮": date(2025, 7, 7)}
MEAN_PROBLEMS, FEWEST, MOST, TAIL = 40, 5, 150, 0.75
MEASURES_OF_A_PROBLEM = {1: 26, 2: 30, 3: 22, 4: 13, 5: 7, 6: 2}
TERMS = {"批评教育": 24, "提醒谈话": 28, "责令检查": 9, "通报批评": 7, "诫勉谈话": 15, "党内警告": 7, "党内严重警告": 4, "政务警告": 3,
         "政务记过": 2, "政务记大过": 1, "撤销党内职务": 1, "留党察看": 0.5, "开除党籍": 0.3, "移送司法机关": 0.2}
LIGHT = ("批评教育", "提醒谈话", "责令检查", "通报批评", "诫勉谈话")


@dataclass(frozen=True)
class Fund:
    """Money behind one problem, in yuan; nothing has come back before `happened_on`."""

    problem: int
    category: str
    identified: Decimal
    recovered: Decimal
    written_off: Decimal
    surrendered: Decimal
    happened_on: date

    def at(self, day: date) -> dict[str, Decimal]:
        """The sums by state as a ledger of that day gives them."""
        nothing = Decimal(0)
        if self.happened_on > day:
            return {"identified": self.identified, "recovered": nothing, "outstanding": self.identified, "written_off": nothing, "surrendered": nothing}
        outstanding = max(self.identified - self.recovered - self.written_off, nothing)
        return {"identified": self.identified, "recovered": self.recovered, "outstanding": outstanding,
                "written_off": self.written_off, "surrendered": self.surrendered}


@dataclass(frozen=True)
class Action:
    """One action taken against so many people for one problem."""

    problem: int
    term: str
    persons: int
    decided_on: date


@dataclass(frozen=True)
class Rule:
    """One rule: planned until it is issued, if ever."""

    problem: int
    title: str
    action: str
    planned_on: date | None
    issued_on: date | None

    def at(self, day: date) -> tuple[str, date | None] | None:
        """(action, date of issue) as of that day, or None where nothing is to be seen yet."""
        if self.issued_on and self.issued_on <= day:
            return self.action, self.issued_on
        return ("planned", None) if self.planned_on and self.planned_on <= day else None


@dataclass(frozen=True)
class Inspection:
    """One inspection of one unit. `renumbered_from`: from that day on the second problem is numbered last."""

    inspection_id: str
    unit: Unit
    kind: str
    inspecting_body: str
    round: str
    started_on: date
    ended_on: date
    feedback_on: date
    due_on: date | None
    problems: tuple[Problem, ...]
    funds: tuple[Fund, ...]
    actions: tuple[Action, ...]
    rules: tuple[Rule, ...]
    renumbered_from: date | None = None
    spellings: tuple[tuple[date, str], ...] = ()

    def number(self, problem: int, day: date) -> int:
        """The number that the ledger of that day gives to a problem."""
        if self.renumbered_from is None or day < self.renumbered_from or problem < 2:
            return problem
        return len(self.problems) if problem == 2 else problem - 1

    def unit_name(self, day: date) -> str:
        """How the ledger of that day spells the unit."""
        return dict(self.spellings).get(day, self.unit.unit_name)


def inspections(random: Random, units: list[Unit]) -> list[Inspection]:
    """Every inspection of every unit: most are inspected in one round, some in two or three."""
    return [
        _inspection(random, unit, round_name, share)
        for unit, problems in zip(units, _sizes(random, len(units)))
        for round_name, share in _rounds(random, problems)
    ]


def _sizes(random: Random, units: int) -> list[int]:
    """Problems a unit: long-tailed, and by quantiles instead of draws, so that the mean hardly depends on the seed."""
    normal = [NormalDist().inv_cdf((i + 0.5) / units) for i in range(units)]
    median = float(MEAN_PROBLEMS)
    for _ in range(30):
        sizes = [min(MOST, max(FEWEST, round(median * exp(TAIL * z)))) for z in normal]
        median *= MEAN_PROBLEMS * units / sum(sizes)
    return random.sample(sizes, units)


def _rounds(random: Random, problems: int) -> list[tuple[str, int]]:
    number = random.choices((1, 2, 3), (80, 16, 4))[0] if problems >= 15 else 1
    chosen = sorted(random.sample(range(len(ROUNDS)), number))
    share, rest = divmod(problems, number)
    return [(list(ROUNDS)[round_index], share + (i < rest)) for i, round_index in enumerate(chosen)]


def _inspection(random: Random, unit: Unit, round_name: str, size: int) -> Inspection:
    feedback_on = ROUNDS[round_name] + timedelta(days=random.randint(0, 18))
    due_on = feedback_on + timedelta(days=183)
    problems = _problems(random, unit, round_name, feedback_on, size)
    kind, body = _inspectors(random, unit)
    return Inspection(
        inspection_id=f"{unit.unit_id}-{hashlib.sha256(f'{unit.unit_id}{round_name}'.encode()).hexdigest()[:8]}",
        unit=unit, kind=kind, inspecting_body=body, round=round_name,
        started_on=feedback_on - timedelta(days=120), ended_on=feedback_on - timedelta(days=45), feedback_on=feedback_on, due_on=due_on,
        problems=problems,
        funds=tuple(_funds(random, problems, feedback_on)), actions=tuple(_actions(random, problems, feedback_on)),
        rules=tuple(_rules(random, problems, feedback_on)))


def _inspectors(random: Random, unit: Unit) -> tuple[str, str]:
    if not unit.place.city:
        return "巡视", f"省委第{random.choice('一二三四五六')}巡视组"
    kind = random.choices(("巡察", "提级巡察", "专项巡察"), (8, 1, 1))[0] if unit.level in ("county", "township") else "巡察"
    return kind, f"{unit.place.city}委第{random.choice('一二三四五六七八')}巡察组"


def _problems(random: Random, unit: Unit, round_name: str, feedback_on: date, size: int) -> tuple[Problem, ...]:
    """In the order of the aspects, as feedback is written."""
    themes = sorted(random.choices(texts.THEMES, k=size), key=texts.THEMES.index)
    taken: set[str] = set()

    def problem(number: int, theme: texts.Theme) -> Problem:
        due_on = feedback_on + timedelta(days=random.choice((90, 120, 180)))
        steps = course.steps(random, unit.quality, round_name, feedback_on, due_on)
        wanted = random.choices(list(MEASURES_OF_A_PROBLEM), list(MEASURES_OF_A_PROBLEM.values()))[0]
        measures = course.measures(random, steps, texts.measure_texts(random, theme, wanted), texts.DEPARTMENTS, feedback_on, due_on)
        return Problem(number, theme.name, theme.aspect, theme.heading, texts.problem_text(random, theme, taken),
                       random.choice(texts.DEPARTMENTS), due_on, steps, measures)

    return tuple(problem(number, theme) for number, theme in enumerate(themes, 1))


def _theme(problem: Problem) -> texts.Theme:
    return next(theme for theme in texts.THEMES if theme.name == problem.theme)


def _funds(random: Random, problems: tuple[Problem, ...], feedback_on: date):
    for problem in problems:
        category = _theme(problem).money
        if not category or random.random() > 0.4:
            continue
        identified = Decimal(max(200, round(exp(random.gauss(10.2, 1.7)))))
        share = random.choices((1.0, random.uniform(0.3, 0.95), 0.0), (70, 20, 10))[0]
        recovered = (identified * Decimal(str(round(share, 2)))).quantize(Decimal(1))
        written_off = (identified - recovered) // 2 if random.random() < 0.3 else Decimal(0)
        surrendered = recovered if random.random() < 0.25 else Decimal(0)
        yield Fund(problem.number, category, identified, recovered, written_off, surrendered, feedback_on + timedelta(days=random.randint(30, 280)))


def _actions(random: Random, problems: tuple[Problem, ...], feedback_on: date):
    for problem in problems:
        for _ in range(random.choices((0, 1, 2), (88, 10, 2))[0]):
            term = random.choices(list(TERMS), list(TERMS.values()))[0]
            persons = random.choices((1, 2, 3, 5), (55, 25, 15, 5))[0] if term in LIGHT else 1
            yield Action(problem.number, term, persons, feedback_on + timedelta(days=random.randint(25, 260)))


def _rules(random: Random, problems: tuple[Problem, ...], feedback_on: date):
    taken: set[str] = set()
    for problem in problems:
        title = texts.rule_title(random, _theme(problem), taken) if random.random() < 0.16 else None
        if title is None:
            continue
        is_planned = random.random() < 0.2
        issued_on = feedback_on + timedelta(days=random.randint(30, 300))
        yield Rule(problem.number, title, random.choices(("new", "revised"), (6, 4))[0], feedback_on + timedelta(days=20) if is_planned else None,
                   None if is_planned and random.random() < 0.5 else issued_on)
