"""Who is who: a unit by its name, an inspection by unit, body and period, a problem by number and wording.

The same inspection told by two files is one inspection, and a problem keeps its id from ledger to ledger, so that `progress`
grows into a history. Nothing is merged by guess: what conflicts stays apart, and what was matched by wording alone is said.
"""

import hashlib
import re
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date

from rapidfuzz import fuzz, process

from etl.register import Register, normal, party_body, unregistered_id

SAME_NUMBER = 60.0   # at least this alike (of 100) for two texts under one number to be one problem
SAME_TEXT = 85.0     # at least this alike for a problem to be recognised under another number
PERIOD = ("round", "started_on", "feedback_on")


@dataclass
class Known:
    """What is known of one inspection's problems: id by (basis, number, text), and the reverse ways to find them."""

    by_both: dict[tuple, str] = field(default_factory=dict)
    by_text: dict[tuple, list[str]] = field(default_factory=dict)
    by_number: dict[tuple, list[tuple[str, str]]] = field(default_factory=dict)
    ids: set[str] = field(default_factory=set)

    def add(self, problem_id: str, basis: str, number: str | None, text: str) -> None:
        self.ids.add(problem_id)
        self.by_both[basis, number, text] = problem_id
        if text:
            self.by_text.setdefault((basis, text), []).append(problem_id)
        if number:
            self.by_number.setdefault((basis, number), []).append((problem_id, text))


@dataclass
class Identity:
    """Finds ids; knows what the edition and the files read so far have named."""

    register: Register
    units: dict[str, dict] = field(default_factory=dict)
    inspections: dict[str, dict] = field(default_factory=dict)
    of_unit: dict[str, list[str]] = field(default_factory=dict)
    problems: dict[str, Known] = field(default_factory=dict)
    recall: Callable[[str], Iterable[dict]] | None = None

    def known(self, inspection_id: str) -> Known:
        """The problems of an inspection; asked of the edition (through `recall`) the first time they are needed."""
        if inspection_id not in self.problems:
            self.problems[inspection_id] = Known()
            for problem in self.recall(inspection_id) if self.recall else ():
                self.remember(problem)
        return self.problems[inspection_id]

    def remember(self, problem: dict) -> None:
        known = self.known(problem["inspection_id"])
        if problem["problem_id"] not in known.ids:
            known.add(problem["problem_id"], problem["basis"], problem.get("number"), squeezed(problem.get("problem_text") or problem.get("heading")))

    def unit(self, name: str, attributes: dict) -> str:
        """The id of a named unit; registers it as unregistered where it is new. Raises register.Ambiguous."""
        unit_id = attributes.get("unit_id") or self.register.find(name)
        if unit_id is None:
            region = "".join(attributes.get(part) or "" for part in ("province", "city", "county"))
            unit_id = unregistered_id(name, "" if normal(name).startswith(region) else region)
        if unit_id not in self.units:
            self.units[unit_id] = self.described(unit_id, name, attributes)
        return unit_id

    def described(self, unit_id: str, name: str, attributes: dict) -> dict:
        registered = self.register.units.get(unit_id)
        if registered:
            return registered | {"is_registered": registered.get("is_registered", True)}
        return {"party_body": party_body(name)} | attributes | {"unit_name": normal(name), "unit_id": unit_id, "is_registered": False}

    def inspection(self, unit_id: str, facts: dict) -> str:
        """The id of an inspection: a known one that agrees in its period and contradicts nothing, or a new one."""
        facts = {name: value for name, value in facts.items() if value is not None}
        known_id = self.find_inspection(unit_id, facts)
        if known_id:
            known = self.inspections[known_id]
            known.update({name: value for name, value in facts.items() if known.get(name) is None})
            return known_id
        inspection_id = f"{unit_id}-{_digest(*(str(facts.get(name, '')) for name in ('inspecting_body', *PERIOD)))}"
        self.add_inspection({"inspection_id": inspection_id, "unit_id": unit_id} | facts)
        return inspection_id

    def find_inspection(self, unit_id: str, facts: dict) -> str | None:
        """A known inspection of the unit that agrees with the facts, or None."""
        mine = self.of_unit.get(unit_id, ())
        return next((known_id for known_id in mine if _is_same(self.inspections[known_id], facts, is_only=len(mine) == 1)), None)

    def add_inspection(self, inspection: dict) -> None:
        known = self.inspections.get(inspection["inspection_id"])
        if known is None:
            self.of_unit.setdefault(inspection["unit_id"], []).append(inspection["inspection_id"])
        self.inspections[inspection["inspection_id"]] = (known or {}) | {name: value for name, value in inspection.items() if value is not None}

    def problem(self, inspection_id: str, basis: str, number: str | None, text: str | None, used: dict[str, tuple]) -> tuple[str, str | None]:
        """The id of a problem, and the number it had before where that differs.

        used: ids already taken in this file -> the (number, text) that took them; two lines of one file are never one problem
        unless number and text agree.
        """
        known, wording = self.known(inspection_id), squeezed(text)
        found, before = self._match(known, basis, number, wording, used)
        problem_id = found or _new_id(known, inspection_id, basis, number, wording)
        if (basis, number, wording) not in known.by_both:
            known.add(problem_id, basis, number, wording)
        used[problem_id] = (number, wording)
        return problem_id, before

    def problem_of_number(self, inspection_id: str, number: str, used: dict[str, tuple]) -> str | None:
        """The problem that a number alone refers to: the only one of that number in this file, else in what is known; None if unclear."""
        here = [problem_id for problem_id, (own, _) in used.items() if own == number]
        known = here or [problem_id for (_, own), entries in self.known(inspection_id).by_number.items() if own == number for problem_id, _ in entries]
        return known[0] if len(set(known)) == 1 else None

    def _match(self, known: Known, basis, number, wording, used) -> tuple[str | None, str | None]:
        exact = known.by_both.get((basis, number, wording))
        if exact and used.get(exact, (number, wording)) == (number, wording):
            return exact, None
        if len(used) == len(known.ids):     # all that is known is taken: a new problem, without comparing
            return None, None
        free = [problem_id for problem_id in known.by_text.get((basis, wording), ()) if problem_id not in used] if wording else []
        if free:
            return free[0], _number_of(known, basis, free[0])
        for problem_id, text in known.by_number.get((basis, number), ()):
            if problem_id not in used and (not text or not wording or fuzz.ratio(text, wording) >= SAME_NUMBER):
                return problem_id, None
        return self._by_wording(known, basis, wording, used)

    def _by_wording(self, known: Known, basis, wording, used) -> tuple[str | None, str | None]:
        choices = {ids[0]: text for (of_basis, text), ids in known.by_text.items() if of_basis == basis and ids[0] not in used}
        best = process.extractOne(wording, choices, scorer=fuzz.ratio, score_cutoff=SAME_TEXT) if wording and choices else None
        return (best[2], _number_of(known, basis, best[2])) if best else (None, None)


def squeezed(text: str | None) -> str:
    """A text without white space and width differences, for comparing."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text)) if text else ""


def _number_of(known: Known, basis: str, problem_id: str) -> str | None:
    return next((number for (of_basis, number), entries in known.by_number.items() if of_basis == basis and any(entry[0] == problem_id for entry in entries)), None)


def _new_id(known: Known, inspection_id: str, basis: str, number: str | None, wording: str) -> str:
    plain = f"{inspection_id}-{basis}-{number}" if number else None
    if plain and plain not in known.ids:
        return plain
    return f"{plain or f'{inspection_id}-{basis}'}-{_digest(wording, str(len(known.ids)) if not wording else '')}"


def _is_same(known: dict, facts: dict, is_only: bool) -> bool:
    for name in ("kind", "inspecting_body", *PERIOD):
        if known.get(name) is not None and facts.get(name) is not None and _plain(known[name]) != _plain(facts[name]):
            return False
    stated = [name for name in PERIOD if facts.get(name) is not None]
    return any(known.get(name) is not None for name in stated) or (is_only and not stated)


def _plain(value) -> str:
    return value.isoformat() if isinstance(value, date) else squeezed(str(value))


def _digest(*parts: str) -> str:
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:8]
