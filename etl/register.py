"""The register of units: one name, one id. What is not in it gets an id from its full name and is listed as unregistered."""

import csv
import hashlib
import io
import re
import unicodedata
from dataclasses import dataclass, field
from pathlib import Path

BODIES = ("部务会", "党工委", "党总支", "党支部", "党组", "党委")
REGION = ("province", "city", "county")
ATTRIBUTES = ("unit_name", "party_body", "level", "sector", "province", "city", "county", "aliases", "parent_unit_id")


class Ambiguous(Exception):
    """A name that fits several units of the register."""


class Malformed(Exception):
    """The register cannot be used; the message says where and why."""


@dataclass
class Register:
    """Units by id, and their normalised names and aliases."""

    units: dict[str, dict] = field(default_factory=dict)
    ids_by_name: dict[str, set[str]] = field(default_factory=dict)

    @classmethod
    def load(cls, path: Path) -> "Register":
        """A CSV with the columns of `units`, in UTF-8 or as Excel saves it in China; aliases are separated by 、. Raises Malformed."""
        register = cls()
        if path.exists():
            lines = csv.DictReader(io.StringIO(_decoded(path), newline=""))
            lacking = {"unit_id", "unit_name"} - set(lines.fieldnames or ())
            if lacking:
                raise Malformed(f"{path.name}: 缺 {'、'.join(sorted(lacking))} 栏。The register lacks {', '.join(sorted(lacking))}.")
            for row in lines:
                unit = {name: (row.get(name) or "").strip() or None for name in ("unit_id", *ATTRIBUTES)}
                if not unit["unit_id"] or not unit["unit_name"] or unit["unit_id"] in register.units:
                    raise Malformed(f"{path.name} › 第 {lines.line_num} 行: unit_id 和 unit_name 都要有，unit_id 不能重复（「{unit['unit_id'] or ''}」）。")
                register.add(unit)
        return register

    def add(self, unit: dict) -> None:
        self.units[unit["unit_id"]] = unit
        for name in (unit["unit_name"], *(unit.get("aliases") or "").split("、")):
            if name:
                self.ids_by_name.setdefault(normal(name), set()).add(unit["unit_id"])

    def find(self, name: str, attributes: dict | None = None) -> str | None:
        """The id of a unit by name or alias, and by region where several have the name; raises Ambiguous where that does not decide."""
        found = self.ids_by_name.get(normal(name), set())
        if len(found) > 1:
            found = {unit for unit in found if agrees(self.units[unit], attributes or {})} or found
        if len(found) > 1:
            raise Ambiguous("、".join(sorted(f"{self.units[unit]['unit_name']}（{unit}）" for unit in found)))
        return next(iter(found), None)


def agrees(unit: dict, attributes: dict) -> bool:
    """Whether nothing that is said of the region contradicts the unit's."""
    return all(unit.get(part) == attributes[part] for part in REGION if unit.get(part) and attributes.get(part))


def _decoded(path: Path) -> str:
    content = path.read_bytes()
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Malformed(f"{path.name}: 既不是 UTF-8 也不是 GB18030 文本。Neither UTF-8 nor GB18030.")


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
