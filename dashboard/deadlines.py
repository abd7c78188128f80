"""Which light a problem shows: how many days are left, counted how, and in which phase of rectification it is."""

import tomllib
from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from pathlib import Path

SETTINGS = Path(__file__).parent.parent / "data" / "alerts.toml"
COUNTS = ("workdays", "days")
# light -> (shape, colour name of a badge): told apart by shape and word, in the order of urgency.
LIGHTS = {
    "overdue": ("◆", "red"), "near": ("▲", "orange"), "watch": ("◔", "violet"), "normal": ("●", "blue"), "no_due": ("○", "gray"),
    "extended": ("▷", "gray"), "long_term": ("∞", "gray"), "unknown": ("？", "gray"), "completed": ("✔", "gray"),
}
PHASES = ("concentrated", "continued", "unstated")
MOST_DAYS, MOST_MONTHS = 366, 120


class Malformed(ValueError):
    """The settings cannot be used; the message says what is wrong."""


@dataclass(frozen=True)
class Steps:
    """How lights are told: count (workdays or days left), the two steps, and the months of concentrated rectification (0: not set)."""

    count: str = "workdays"
    watch: int = 20
    near: int = 10
    months: int = 0

    def light(self, row: dict[str, object]) -> str:
        """A row with due_state, days_left and workdays_left -> a key of LIGHTS."""
        if row["due_state"] != "open":
            return row["due_state"]
        if row["days_left"] is None:
            return "no_due"
        if row["days_left"] < 0:
            return "overdue"
        left = self.left(row)
        return "near" if left <= self.near else "watch" if left <= self.watch else "normal"

    def left(self, row: dict[str, object]) -> int:
        """Days left as they are counted; where the calendar has no such day, days of the calendar."""
        return row["workdays_left"] if self.count == "workdays" and row["workdays_left"] is not None else row["days_left"]

    def phase(self, row: dict[str, object], as_of: date) -> str:
        """What the ledger says of the phase, else what the months say, else that nothing is said."""
        if row["phase"] or not self.months or row["feedback_on"] is None:
            return row["phase"] or "unstated"
        return "concentrated" if as_of <= months_after(row["feedback_on"], self.months) else "continued"

    def is_valid(self) -> bool:
        return self.count in COUNTS and 0 <= self.near <= self.watch <= MOST_DAYS and 0 <= self.months <= MOST_MONTHS


def months_after(day: date, months: int) -> date:
    """The same day so many months later, or the last day of that month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


@cache
def configured(path: Path = SETTINGS) -> Steps:
    """The steps of the office; the program's own where there is no file. Raises Malformed."""
    if not path.exists():
        return Steps()
    try:
        said = tomllib.loads(path.read_text(encoding="utf-8"))
        steps = replace(Steps(), **{name: value for section in ("lights", "phases") for name, value in said.get(section, {}).items()})
        if not steps.is_valid():
            raise ValueError("0 ≤ near ≤ watch ≤ 366, count = workdays | days, 0 ≤ months ≤ 120")
    except (tomllib.TOMLDecodeError, TypeError, ValueError) as error:
        raise Malformed(f"{path.name}: {error}") from None
    return steps


def asked(parameters: Mapping[str, str], steps: Steps) -> tuple[Steps, list[str]]:
    """The steps of an address, and the parameters that said nothing usable. A `near` beyond `watch` says nothing; an unsaid one gives way."""
    said, refused = {}, []
    for name, most in (("watch", MOST_DAYS), ("near", MOST_DAYS), ("months", MOST_MONTHS)):
        if value := parameters.get(name):
            if value.isdecimal() and len(value) < 5 and int(value) <= (min(most, said.get("watch", steps.watch)) if name == "near" else most):
                said[name] = int(value)
            else:
                refused.append(name)
    if count := parameters.get("count"):
        if count in COUNTS:
            said["count"] = count
        else:
            refused.append("count")
    made = replace(steps, **said)
    return replace(made, near=min(made.near, made.watch)), refused
