"""Who is who: a unit by its name, an inspection by unit, body and period, a problem by number and wording.

The same inspection told by two files is one inspection, and a problem keeps its id from ledger to ledger, so that `progress`
grows into a history. Nothing is merged by guess: what conflicts stays apart, and what was matched by wording alone is said.
"""

import hashlib
import itertools
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date

from rapidfuzz import fuzz, process

from etl.register import REGION, Ambiguous, Register, agrees, normal, party_body, unregistered_id

SAME_NUMBER = 60.0   # at least this alike (of 100) for two texts under one number to be one problem
SAME_TEXT = 85.0     # at least this alike for a problem to be recognised under another number
PERIOD = ("round", "started_on", "feedback_on")

Key = tuple[str, str, str | None, str | None]   # inspection, basis, number, text


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
    of_name: dict[str, list[str]] = field(default_factory=dict)     # units that the register does not know
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
            known.add(problem["problem_id"], problem["basis"], problem.get("number"), problem.get("problem_text") or problem.get("heading") or "")

    def meet(self, unit: dict) -> str:
        """Take up a unit of the edition; returns the id that it goes on under: one that has got into the register since takes the register's."""
        unit_id = unit["unit_id"]
        if not unit["is_registered"] and unit_id not in self.register.units:
            try:
                unit_id = self.register.find(unit["unit_name"], unit) or unit_id
            except Ambiguous:
                pass
        self._keep(unit_id, unit["unit_name"], unit)
        return unit_id

    def unit(self, name: str, attributes: dict) -> str:
        """The id of a named unit; registers it as unregistered where it is new. Raises register.Ambiguous."""
        unit_id = attributes.get("unit_id") or self.register.find(name, attributes) or self._unregistered(name, attributes)
        self._keep(unit_id, name, attributes)
        return unit_id

    def _unregistered(self, name: str, attributes: dict) -> str:
        """The unit of that name that was met before and is not said to be elsewhere, or a new id."""
        met = [unit_id for unit_id in self.of_name.get(normal(name), ()) if agrees(self.units[unit_id], attributes)]
        just_there = [unit_id for unit_id in met if any(attributes.get(part) for part in REGION) and all(self.units[unit_id].get(part) == attributes.get(part) for part in REGION)]
        if len(just_there or met) > 1:
            raise Ambiguous("、".join(f"{name}（{''.join(self.units[unit_id].get(part) or '' for part in REGION) or '地区不详'}）" for unit_id in met))
        region = "".join(attributes.get(part) or "" for part in REGION)
        return next(iter(just_there or met), None) or unregistered_id(name, "" if normal(name).startswith(region) else region)

    def checkpoint(self) -> tuple[dict, dict]:
        """The units met so far, for `restore` where a file turns out to be refused."""
        return dict(self.units), dict(self.of_name)

    def restore(self, checkpoint: tuple[dict, dict]) -> None:
        self.units, self.of_name = checkpoint

    def _keep(self, unit_id: str, name: str, attributes: dict) -> None:
        """Remember a unit; of one that the register does not know, a later file may add what was not said before."""
        known = self.units.get(unit_id)
        if known is None:
            self.units[unit_id] = self.described(unit_id, name, attributes)
            if unit_id not in self.register.units:
                self.of_name[normal(name)] = [*self.of_name.get(normal(name), ()), unit_id]
        elif unit_id not in self.register.units:
            self.units[unit_id] = attributes | {part: value for part, value in known.items() if value is not None}

    def described(self, unit_id: str, name: str, attributes: dict) -> dict:
        registered = self.register.units.get(unit_id)
        if registered:
            return registered | {"is_registered": True}
        return {"party_body": party_body(name)} | attributes | {"unit_name": normal(name), "unit_id": unit_id, "is_registered": False}

    def inspection(self, unit_id: str, facts: dict) -> str:
        """The id of an inspection: a known one that agrees in its period and contradicts nothing, or a new one."""
        facts = {name: value for name, value in facts.items() if value is not None}
        known_id = self.find_inspection(unit_id, facts)
        if known_id:
            known = self.inspections[known_id]
            known.update({name: value for name, value in facts.items() if known.get(name) is None})
            return known_id
        said = [str(facts.get(name, "")) for name in ("inspecting_body", *PERIOD)]
        inspection_id = f"{unit_id}-{_digest(*said)}"
        if inspection_id in self.inspections:       # one of another kind, with nothing else to tell them apart
            inspection_id = f"{unit_id}-{_digest(*said, str(facts.get('kind', '')))}"
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

    def is_unclear(self, unit_id: str, facts: dict) -> bool:
        """Whether a file says too little to tell which inspection of the unit it means."""
        mine = [self.inspections[known_id] for known_id in self.of_unit.get(unit_id, ())]
        return len(mine) > 1 and not _period(facts) and all(map(_period, mine))

    def problem_ids(self, stated: Iterable[Key]) -> dict[Key, tuple[str, str | None]]:
        """The ids of the different problems that one file states, each with the number that it had before where that differs.

        What agrees in number and wording is recognised first, then what agrees in wording, and only then what is alike: so a new
        problem never takes the id of one that stands further down. Two lines are one problem only where number and wording agree.
        """
        plain = {key: (*key[:3], squeezed(key[3])) for key in stated}
        different, found, used = list(dict.fromkeys(plain.values())), {}, set()
        left = [key for key in different if self.known(key[0]).ids]
        for way in (_by_both, _by_text, _by_number, _by_wording):
            for key in left:
                known = self.known(key[0])
                problem_id = way(known, *key[1:], used)
                if problem_id:
                    used.add(problem_id)
                    found[key] = problem_id, _number_of(known, key[1], problem_id) if way in (_by_text, _by_wording) else None
            left = [key for key in left if key not in found]
        for key in different:
            known = self.known(key[0])
            problem_id, before = found.get(key) or (_new_id(known, *key), None)
            found[key] = problem_id, before if before != key[2] else None
            if known.by_both.get(key[1:]) != problem_id:
                known.add(problem_id, *key[1:])
        return {key: found[same] for key, same in plain.items()}

    def problem_of_number(self, inspection_id: str, number: str, used: dict[str, tuple]) -> str | None:
        """The problem that a number alone refers to: the only one of that number in this file, else in what is known; None if unclear."""
        here = [problem_id for problem_id, (own, _) in used.items() if own == number]
        known = here or [problem_id for (_, own), entries in self.known(inspection_id).by_number.items() if own == number for problem_id, _ in entries]
        return known[0] if len(set(known)) == 1 else None


def _by_both(known: Known, basis, number, wording, used: set[str]) -> str | None:
    found = known.by_both.get((basis, number, wording))
    return found if found not in used else None


def _by_text(known: Known, basis, number, wording, used: set[str]) -> str | None:
    return next((problem_id for problem_id in known.by_text.get((basis, wording), ()) if problem_id not in used), None) if wording else None


def _by_number(known: Known, basis, number, wording, used: set[str]) -> str | None:
    return next((problem_id for problem_id, text in known.by_number.get((basis, number), ())
                 if problem_id not in used and (not text or not wording or fuzz.ratio(text, wording) >= SAME_NUMBER)), None)


def _by_wording(known: Known, basis, number, wording, used: set[str]) -> str | None:
    choices = {problem_id: text for (of_basis, text), ids in known.by_text.items() if of_basis == basis for problem_id in ids if problem_id not in used}
    best = process.extractOne(wording, choices, scorer=fuzz.ratio, score_cutoff=SAME_TEXT) if wording and choices else None
    return best[2] if best else None


def squeezed(text: str | None) -> str:
    """A text without white space and width differences, for comparing."""
    if not text:
        return ""
    return "".join((text if unicodedata.is_normalized("NFKC", text) else unicodedata.normalize("NFKC", text)).split())


def alike(one: str, other: str) -> float:
    """How alike two wordings are, 0 to 100, whatever their white space and width."""
    return fuzz.ratio(squeezed(one), squeezed(other))


def _number_of(known: Known, basis: str, problem_id: str) -> str | None:
    return next((number for (of_basis, number), entries in known.by_number.items() if of_basis == basis and any(entry[0] == problem_id for entry in entries)), None)


def _new_id(known: Known, inspection_id: str, basis: str, number: str | None, wording: str) -> str:
    plain = f"{inspection_id}-{basis}-{number}" if number else f"{inspection_id}-{basis}"
    if number and plain not in known.ids:
        return plain
    tries = (f"{plain}-{_digest(wording, str(attempt or ''))}" for attempt in itertools.count())
    return next(problem_id for problem_id in tries if problem_id not in known.ids)


def _is_same(known: dict, facts: dict, is_only: bool) -> bool:
    for name in ("kind", "inspecting_body", *PERIOD):
        if known.get(name) is not None and facts.get(name) is not None and _plain(known[name]) != _plain(facts[name]):
            return False
    stated = _period(facts)
    return any(known.get(name) is not None for name in stated) or (is_only and not (stated and _period(known)))


def _period(facts: dict) -> list[str]:
    return [name for name in PERIOD if facts.get(name) is not None]


def _plain(value) -> str:
    return value.isoformat() if isinstance(value, date) else squeezed(str(value))


def _digest(*parts: str) -> str:
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:8]
