"""The edition that a load starts from, and what the load adds to it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import pyarrow as pa

from etl import corrections, decisions, edition, merge, validate
from etl.identity import Identity
from etl.register import Register
from etl.schema import BY_NAME, TABLES
from etl.sources import Rows
from etl.terms import Terms

DATA = Path(__file__).parent.parent / "data"


class MixedData(Exception):
    """Invented data was to be loaded beside real data, or the other way round."""


@dataclass(frozen=True)
class Settings:
    """What a load needs beside the files."""

    register: Path = DATA / "units.csv"
    terms: Path = DATA / "terms.csv"
    due_rules: Path = DATA / "due_rules.csv"
    themes: Path = DATA / "themes.csv"
    theme_words: Path = DATA / "theme_words.csv"
    corrections: Path = DATA / "corrections.toml"
    mapping: dict | None = None
    as_of: date | None = None
    is_demo: bool = False
    wait: float = 60.0


@dataclass
class State:
    """The edition that the load starts from, and what the load adds to it."""

    lake: Path
    base: dict | None
    number: int
    settings: Settings
    identity: Identity
    terms: Terms
    received: dict[str, int] = field(default_factory=dict)              # sha256 of what was accepted -> the load that did
    applied: list[corrections.Correction] = field(default_factory=list)     # what the edition corrected
    decided: list[decisions.Decision] = field(default_factory=list)     # what people decided on its rows
    was_of: dict[str, str] = field(default_factory=dict)                # inspection -> its unit in the edition
    is_moved: bool = False                                              # whether a unit has got into the register since: its rows belong elsewhere
    reread: set[str] = field(default_factory=set)                       # documents of the edition that this load reads again
    new: dict[str, list[pa.Table]] = field(default_factory=lambda: {table.name: [] for table in TABLES})

    def add(self, name: str, rows: Rows) -> None:
        if len(rows):
            self.new[name].append(validate.arrow_table(BY_NAME[name], rows))

    def added(self, name: str) -> pa.Table:
        return pa.concat_tables([validate.empty(BY_NAME[name]), *self.new[name]])

    def before(self, name: str, bucket: int | None = None, columns: list[str] | None = None) -> pa.Table:
        """Rows of the edition as their sources say."""
        return corrections.undone(name, decisions.undone(name, edition.read(self.lake, self.base, name, bucket, columns), self.decided), self.applied)


def opened(lake: Path, settings: Settings) -> State:
    base = edition.current(lake)
    if base and base["is_demo"] != settings.is_demo:
        raise MixedData(f"{lake}: 演示数据与真实数据不能放在一起；请用另一个文件夹（--lake）。Demonstration data and real data are never mixed; use another --lake.")
    state = State(lake, base, edition.next_number(lake), settings, Identity(Register.load(settings.register)), Terms.load(settings.terms))
    state.decided = decisions.read(state.before("decisions").to_pylist())
    state.applied = corrections.applied(state.before("corrections").to_pylist())
    goes_on_as = {unit["unit_id"]: state.identity.meet(unit) for unit in state.before("units").to_pylist()}
    state.is_moved = any(unit_id != now for unit_id, now in goes_on_as.items())
    for inspection in state.before("inspections").to_pylist():
        state.was_of[inspection["inspection_id"]] = inspection["unit_id"]
        state.identity.add_inspection(inspection | {"unit_id": goes_on_as[inspection["unit_id"]]})
    state.identity.recall = _recall(state)
    receipts = state.before("receipts")
    state.received = dict(zip(receipts.column("sha256").to_pylist(), receipts.column("loaded_in").to_pylist()))
    return state


def _recall(state: State) -> Callable[[str], list[dict]]:
    """Reads the problems of an inspection from the edition, a bucket at a time and each bucket once."""
    by_bucket: dict[int, dict[str, list[dict]]] = {}

    def recall(inspection_id: str) -> list[dict]:
        if inspection_id not in state.was_of:
            return []
        bucket = merge.bucket_of(state.was_of[inspection_id], state.base["buckets"])
        if bucket not in by_bucket:
            by_bucket[bucket] = {}
            columns = ["problem_id", "inspection_id", "basis", "number", "problem_text", "heading"]
            for problem in state.before("problems", bucket, columns).to_pylist():
                by_bucket[bucket].setdefault(problem["inspection_id"], []).append(problem)
        return by_bucket[bucket].get(inspection_id, [])

    return recall
