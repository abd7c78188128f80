"""The register of units: one name, one id. What is not in it gets an id from its full name and is listed as unregistered."""

import csv
import hashlib
import re
import unicodedata
from dataclasses import dataclass, field
from pathlib import Path

BODIES = ("部务会", "党工委", "党总支", "党支部", "党组", "党委")
ATTRIBUTES = ("unit_name", "party_body", "level", "sector", "province", "city", "county", "aliases", "parent_unit_id")


class Ambiguous(Exception):
    """A name that fits several units of the register."""


@dataclass
class Register:
    """Units by id, and their normalised names and aliases."""

    units: dict[str, dict] = field(default_factory=dict)
    ids_by_name: dict[str, set[str]] = field(default_factory=dict)

    @classmethod
    def load(cls, path: Path) -> "Register":
        """A CSV with the columns of `units`; aliases are separated by 、."""
        register = cls()
        if path.exists():
            with path.open(newline="", encoding="utf-8-sig") as lines:
                for row in csv.DictReader(lines):
                    register.add({name: value or None for name, value in row.items()})
        return register

    def add(self, unit: dict) -> None:
        self.units[unit["unit_id"]] = unit
        for name in (unit["unit_name"], *(unit.get("aliases") or "").split("、")):
            if name:
                self.ids_by_name.setdefault(normal(name), set()).add(unit["unit_id"])

    def find(self, name: str) -> str | None:
        """The id of a unit by name or alias; raises Ambiguous where the name fits several."""
        found = self.ids_by_name.get(normal(name), set())
        if len(found) > 1:
            raise Ambiguous("、".join(sorted(self.units[unit]["unit_name"] for unit in found)))
        return next(iter(found), None)


def normal(name: str) -> str:
    """A unit's name without white space, party prefix and party-body suffix: 中共某市水务局党组 -> 某市水务局."""
    name = re.sub(r"\s+", "", unicodedata.normalize("NFKC", name))
    name = re.sub(r"^(中国共产党|中共)", "", name)
    for body in BODIES:
        if name.endswith(body) and len(name) > len(body) + 1:
            return name[: -len(body)]
    return re.sub(r"(局|厅|院|中心|公司)委员会$", r"\1", name)


def party_body(name: str) -> str | None:
    return next((body for body in BODIES if name.strip().endswith(body)), None)


def unregistered_id(name: str, region: str) -> str:
    """A stable id for a unit that the register does not know."""
    return "u-" + hashlib.sha256((region + normal(name)).encode()).hexdigest()[:10]
