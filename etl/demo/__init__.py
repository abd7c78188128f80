"""A seeded, invented province with its ledgers and notices, for demonstrations, benchmarks and tests. Always labelled 演示数据.

The same seed and number of units give the same bytes of every file. Nothing in it exists: no place, no person, no office.
"""

import csv
import io
import json
from dataclasses import dataclass
from pathlib import Path
from random import Random

from etl.demo import deadlines, ledgers, notices, planting, recurrence, truth
from etl.demo.inspections import Inspection, inspections
from etl.demo.units import REGISTER_COLUMNS, Unit, units as invented_units

RULES = Path(__file__).parents[2] / "data" / "due_rules.csv"


@dataclass(frozen=True)
class Province:
    """Everything that happened, before anything is written; `planted` has the contradictions of its ledgers."""

    units: list[Unit]
    inspections: list[Inspection]
    planted: list[dict]


@dataclass(frozen=True)
class Demo:
    """What was written.

    paths: the folder of records (one source, since its files refer to each other) and the ledgers, in the order of arrival.
    late: the last of these, which stand at an older day than others before them. lines: of all ledgers together.
    """

    folder: Path
    register: Path
    due_rules: Path
    paths: list[Path]
    late: list[Path]
    planted: list[dict]
    truth: dict
    lines: int


def province(units: int = 320, seed: int = 1) -> Province:
    """The invented units and their inspections, contradictions included."""
    random = Random(seed)
    inspected = invented_units(random, units)
    happened, planted = planting.plant(random, inspections(random, inspected), units)
    happened, due_days = deadlines.plant(Random(f"deadlines {seed}"), happened)
    happened, repeated = recurrence.plant(happened)
    return Province(inspected, happened, planted + due_days + repeated)


def write(folder: Path, units: int = 320, seed: int = 1) -> Demo:
    """Write units.csv, due_rules.csv, ledgers/, records/, planted.json and truth.json below a folder."""
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    made = province(units, seed)
    register = _register(folder / "units.csv", made.units)
    due_rules = deadlines.rules(folder / "due_rules.csv", RULES, made.planted, made.inspections)
    sent = ledgers.issues(made.inspections)
    mistaken, wrong_totals = planting.mistaken_totals(sent, units)
    late, late_ones = planting.late_issue(sent)
    on_time, last, lines = ledgers.write(folder / "ledgers", sent, late, mistaken)
    declared = notices.write(folder / "records", Random(f"notices {seed}"), made.inspections, units)
    planted = made.planted + wrong_totals + late_ones + declared
    known = truth.truth(made.units, made.inspections)
    _json(folder / "planted.json", planted)
    _json(folder / "truth.json", known)
    return Demo(folder, register, due_rules, [folder / "records", *on_time, *last], last, planted, known, lines)


def _register(path: Path, inspected: list[Unit]) -> Path:
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows([REGISTER_COLUMNS, *(unit.as_register_row() for unit in inspected)])
    path.write_bytes(text.getvalue().encode())
    return path


def _json(path: Path, content) -> None:
    path.write_bytes((json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode())
