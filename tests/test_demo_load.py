"""The demo province, written as real workbooks and read back: every inspection says exactly what its last ledger said."""

from collections import Counter, defaultdict
from decimal import Decimal

import pytest

from etl import demo, edition, pipeline


@pytest.fixture(scope="module")
def loaded(tmp_path_factory):
    folder = tmp_path_factory.mktemp("province")
    made = demo.write(folder / "files", units=40, seed=3)
    settings = pipeline.Settings(register=made.register, corrections=folder / "none.toml", is_demo=True)
    first = pipeline.load([path for path in made.paths if path not in set(made.late)], folder / "lake", settings)
    second = pipeline.load(made.late, folder / "lake", settings)
    now = edition.current(folder / "lake")
    tables = {name: edition.read(folder / "lake", now, name).to_pylist() for name in ("units", "inspections", "problems", "measures", "funds", "discipline", "rules")}
    return made, first, second, tables


def of_inspection(tables, name, inspection_id):
    return [row for row in tables[name] if row["inspection_id"] == inspection_id]


def test_no_ledger_of_the_province_is_refused(loaded):
    _, first, second, _ = loaded
    assert [(outcome.file, list(map(str, outcome.refusals))) for outcome in first.outcomes + second.outcomes if outcome.state != "accepted"] == []


def test_every_inspection_says_what_its_last_ledger_said(loaded):
    made, _, _, tables = loaded
    by_name = {(row["unit_id"], row["round"]): row["inspection_id"] for row in tables["inspections"]}
    assert len(made.truth["inspections"]) > 40
    for truth in made.truth["inspections"]:
        inspection_id = by_name[truth["unit_id"], truth["round"]]
        problems, measures = (of_inspection(tables, name, inspection_id) for name in ("problems", "measures"))
        completed = [row for row in problems if row["status"] == "completed"]
        assert len(problems) == truth["problems"]
        assert Counter(row["status"] for row in problems) == Counter(truth["statuses"])
        assert sum(row["accepted_on"] is not None for row in completed) == truth["completed"]["accepted"]
        assert len(measures) == truth["measures"]
        assert sum(row["status"] == "completed" for row in measures) == truth["measures_completed"]


def test_money_people_and_rules_are_counted_once(loaded):
    made, _, _, tables = loaded
    by_name = {(row["unit_id"], row["round"]): row["inspection_id"] for row in tables["inspections"]}
    for truth in made.truth["inspections"]:
        inspection_id = by_name[truth["unit_id"], truth["round"]]
        funds, people, rules = defaultdict(int), Counter(), Counter()
        for row in of_inspection(tables, "funds", inspection_id):
            funds[row["state"]] += row["amount"]
        for row in of_inspection(tables, "discipline", inspection_id):
            people[row["term"]] += row["number"]
        for row in of_inspection(tables, "rules", inspection_id):
            rules[row["action"]] += row["number"]
        assert {state: amount for state, amount in funds.items() if amount} == {state: Decimal(amount) for state, amount in truth["funds"].items()}
        assert people == Counter(truth["discipline"])
        assert rules == Counter(truth["rules"])


def test_a_unit_that_the_register_lacks_stays_apart_and_is_listed(loaded):
    _, _, _, tables = loaded
    unregistered = [row for row in tables["units"] if not row["is_registered"]]
    assert [row["unit_id"][:2] for row in unregistered] == ["u-"]


def test_an_older_ledger_that_arrives_late_adds_history_and_changes_nothing(loaded):
    made, _, second, tables = loaded
    assert second.is_new and len(second.outcomes) == len(made.late) == 1
