"""What stands behind a number: the rows and sentences that it is made of add up to it, and each has its place."""

from collections import Counter
from decimal import Decimal

import pytest

from dashboard import quotes
from queries import Filter, Lake, answer, breakdown, breakdowns, metric, metrics
from queries.evidence import COLUMNS, facts
from tests import lakes


@pytest.fixture(scope="module")
def demo(tmp_path_factory):
    return Lake(lakes.with_sample_and_demo(tmp_path_factory.mktemp("lake")) / "demo").edition().connect()


@pytest.mark.parametrize("asked", [*metrics(), *breakdowns()], ids=lambda each: each.name)
def test_every_number_has_facts_and_every_fact_its_place(demo, asked):
    table = facts(demo, asked)
    assert set(table.column_names) == set(COLUMNS) and table.num_rows
    assert all(row["document_id"] and row["locator"] and row["unit_name"] for row in table.to_pylist())


def test_the_problems_behind_a_completion_rate_are_as_many_as_it_counts(demo):
    query = metric("problem_completion_rate")
    found = Counter((row["unit_id"], row["basis"], row["status"] == "completed") for row in facts(demo, query).to_pylist() if row["source"] == "counted")
    counted = [row for row in answer(demo, query).to_pylist() if row["source"] == "counted"]
    assert counted
    for row in counted:
        done, open_ones = (found[row["unit_id"], row["basis"], is_done] for is_done in (True, False))
        assert (done, done + open_ones) == (row["completed"], row["total"])


@pytest.mark.parametrize("name, state", [("funds_recovered", "recovered"), ("funds_identified", "identified")])
def test_the_sums_behind_an_amount_add_up_to_it(demo, name, state):
    sums: dict[str, Decimal] = {}
    for row in facts(demo, metric(name), state=state).to_pylist():
        sums[row["unit_id"]] = sums.get(row["unit_id"], Decimal(0)) + Decimal(str(row["value"]))
    said = {row["unit_id"]: row["value"] for row in answer(demo, metric(name)).to_pylist() if row["value"] is not None}
    assert said and said == sums


def test_the_part_of_a_breakdown_has_the_facts_of_that_part(demo):
    query = breakdown("rules_by_action")
    for row in answer(demo, query).to_pylist():
        assert sum(fact["value"] for fact in facts(demo, query, unit_id=row["unit_id"], action=row["action"]).to_pylist()) == row["value"]


def test_one_unit_is_asked_by_the_standard_and_on_the_day_that_hold_for_all(demo):
    query = metric("problem_completion_rate")
    whole = facts(demo, query).to_pylist()
    for unit_id in dict.fromkeys(row["unit_id"] for row in whole):
        assert facts(demo, query, unit_id=unit_id).to_pylist() == [row for row in whole if row["unit_id"] == unit_id]


def test_the_filter_holds_for_facts_too(demo):
    query = metric("problem_completion_rate")
    unit_id = facts(demo, query).column("unit_id")[0].as_py()
    assert {row["unit_id"] for row in facts(demo, query, Filter(units=(unit_id,))).to_pylist()} == {unit_id}


def test_facts_are_told_apart_only_by_what_they_have(demo):
    with pytest.raises(ValueError, match="colour"):
        facts(demo, metric("rules_made"), colour="red")


@pytest.mark.parametrize("text, span, said", [
    ("一是。已完成29项，余3项。二是", (3, 9), ("", "已完成29项", "，余3项。")),
    ("前句。后句", (3, 5), ("", "后句", "")),
    ("没有句号的一行", (2, 4), ("没有", "句号", "的一行")),
    ("甲\n乙丙\n丁", (2, 4), ("", "乙丙", "")),
    ("短", (0, 99), ("", "短", "")),
])
def test_a_place_is_shown_in_its_sentence(text, span, said):
    before, words, after = quotes.sentence(text, *span)
    assert (before, words, after.rstrip("\n")) == said


def test_a_long_sentence_is_cut_on_both_sides_and_says_so():
    text = "长" * 500 + "数29项" + "尾" * 500
    before, words, after = quotes.sentence(text, 500, 504)
    assert words == "数29项" and before == "…" + "长" * quotes.LONGEST and after == "尾" * quotes.LONGEST + "…"
