"""Whatever is decided, loaded, corrected and rolled back, in any order: the figures are their sources, then the list of corrections, then what
stands of the decisions, and no decision is ever lost. Held against a model of a few lines that knows no edition and no file."""

import shutil
from copy import deepcopy
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from etl import edition, pipeline, review
from etl.review import Refused, Wish
from tests.lakes import ROOT

NOTICES = [ROOT / "tests" / "notices" / f"p0{number}.txt" for number in (1, 2, 3)]
COMPARED = ("figure_id", "value", "basis", "term", "is_approximate", "review", "evidence", "locator")
USES = {"value": ("0", "7", "12"), "basis": ("feedback", "item"), "term": ("诫勉谈话", "无", "没有登记的用语"), "is_approximate": ("true", "false")}
TYPED = {"value": float, "basis": str, "term": str, "is_approximate": lambda text: text == "true"}
STEPS = st.lists(st.tuples(st.sampled_from(("confirmed", "corrected", "corrected", "corrected", "rejected", "withdrawn", "load", "correct", "roll back")),
                           st.integers(0, 3), st.integers(0, 999)), min_size=2, max_size=8)


@dataclass
class Model:
    """What should be there: files that were loaded, corrections that the last load knew, and every decision as (key, verdict, column, found, use)."""

    files: set[int] = field(default_factory=lambda: {0})
    fixes: dict[str, tuple[float, float]] = field(default_factory=dict)
    made: list[tuple] = field(default_factory=list)

    def corrected(self, sources: list[dict]) -> dict[str, dict]:
        rows = {row["figure_id"]: dict(row) for number in self.files for row in sources[number]}
        for key, (found, use) in self.fixes.items():
            if key in rows and rows[key]["value"] == found:
                rows[key]["value"] = use
        return rows

    def standing(self, key: str) -> tuple[str | None, dict]:
        review, uses = None, {}
        for _, verdict, column, found, use in (each for each in self.made if each[0] == key):
            uses = {} if verdict in ("rejected", "withdrawn") else uses | ({column: (found, use)} if verdict == "corrected" else {})
            review = None if verdict == "withdrawn" else "rejected" if verdict == "rejected" else "corrected" if uses else "confirmed"
        return review, uses

    def figures(self, sources: list[dict]) -> dict[str, dict]:
        rows = self.corrected(sources)
        for key, row in rows.items():
            review, uses = self.standing(key)
            if all(row[column] == found for column, (found, _) in uses.items()):
                row |= {"review": review} | {column: use for column, (_, use) in uses.items()}
        return rows


@pytest.fixture(scope="module")
def start(tmp_path_factory):
    """A lake with the first notice, and what each notice says when it is loaded alone."""
    sources = []
    for number, notice in enumerate(NOTICES):
        folder = tmp_path_factory.mktemp(f"alone{number}")
        load(folder, [notice])
        sources.append(there(folder))
    lake = tmp_path_factory.mktemp("start") / "lake"
    load(lake, NOTICES[:1])
    return lake, sources


def load(lake: Path, files) -> None:
    pipeline.load(files, lake, pipeline.Settings(corrections=lake / "corrections.toml"), jobs=1)


def there(lake: Path) -> list[dict]:
    return [{name: row[name] for name in COMPARED} for row in edition.read(lake, edition.current(lake), "figures").to_pylist()]


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(STEPS)
def test_figures_are_their_sources_then_the_corrections_then_what_stands_of_the_decisions(start, steps):
    first, sources = start
    with TemporaryDirectory() as folder:
        lake = Path(shutil.copytree(first, Path(folder) / "lake"))
        model, wanted_fixes, editions, ever = Model(), {}, {1: Model()}, {}
        for kind, which, number in steps:
            if kind == "load":
                load(lake, NOTICES[: which % 3 + 1])
                model = Model(model.files | set(range(which % 3 + 1)), dict(wanted_fixes), model.made)
            elif kind == "correct":
                wanted_fixes = fixes(sources, which, number)
                (lake / "corrections.toml").write_text("".join(map(as_toml, wanted_fixes.items())), encoding="utf-8")
            elif kind == "roll back":
                back = sorted(editions)[number % len(editions)]
                edition.point_to(lake, back)
                model = deepcopy(editions[back])
            else:
                decide(lake, model, sources, kind, which, number)
            editions.setdefault(edition.current(lake)["edition"], deepcopy(model))
            assert {row["figure_id"]: row for row in there(lake)} == model.figures(sources)
            kept = sorted(edition.read(lake, edition.current(lake), "decisions").to_pylist(), key=lambda row: row["decision_id"])
            asked = [(row["key"], row["verdict"], row["column"]) for row in kept if row["column"] not in ("form", "term_class", "unit")]
            assert asked == [each[:3] for each in model.made]
            for row in kept:
                said = {name: row[name] for name in row if name != "state"}
                assert ever.setdefault(row["decision_id"], said) == said, "a decision was changed"


def fixes(sources, which: int, number: int) -> dict[str, tuple[float, float]]:
    """No, one or two corrections of a value, of which one may be of what the source does not say."""
    rows = [row for row in sources[0] if row["value"] is not None]
    chosen = [rows[(number + step) % len(rows)] for step in range(which % 3)]
    return {row["figure_id"]: (row["value"] + (which == 2 and step == 1), row["value"] + 100) for step, row in enumerate(chosen)}


def as_toml(fix: tuple[str, tuple[float, float]]) -> str:
    key, (found, use) = fix
    return f'[[correction]]\ntable = "figures"\nkey = "{key}"\ncolumn = "value"\nfound = "{found}"\nuse = "{use}"\nreason = "试"\n\n'


def decide(lake: Path, model: Model, sources, verdict: str, which: int, number: int) -> None:
    """One decision on one of three figures of the first notice, in the lake and in the model; refused in both where there is nothing to withdraw."""
    rows = [row for row in sources[0] if row["value"] is not None]
    key = rows[number % 3]["figure_id"]
    column = sorted(USES)[which] if verdict == "corrected" else None
    use = USES[column][number % len(USES[column])] if column else None
    last = next((each for each in reversed(model.made) if each[0] == key), None)
    wish = Wish(key, verdict, "甲", column=column, use=use, reason="试")
    if verdict == "withdrawn" and (last is None or last[1] == "withdrawn"):
        with pytest.raises(Refused):
            review.decide(lake, [wish])
        return
    review.decide(lake, [wish])
    found = model.corrected(sources)[key][column] if column else None
    model.made = [*model.made, (key, verdict, column, found, TYPED[column](use) if column and use != "无" else None)]
