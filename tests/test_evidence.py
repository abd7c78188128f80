"""What stands behind a number: the rows and sentences that it is made of add up to it, and each has its place."""

from collections import Counter
from decimal import Decimal
from urllib.parse import parse_qsl

import pytest

from dashboard import quotes, tracing
from dashboard.reader import Reader
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


# Breakdowns whose every row is a sum of amounts, or a number of rows, that its own facts make up.
SUMS = ("funds_by_state", "discipline_by_term", "discipline_by_form", "rules_by_action", "rules_by_title")
NUMBERS = ("completions_by_month", "problems_by_aspect", "problem_texts_by_theme")
MOST_ASKED = 4


@pytest.mark.parametrize("name", (*SUMS, *NUMBERS))
def test_the_facts_of_a_part_make_up_its_number(demo, name):
    """Form, class of the term, category, title, number, month: what a row says of itself narrows its facts to its own."""
    query = breakdown(name)
    rows = answer(demo, query).to_pylist()
    for row in rows[::len(rows) // MOST_ASKED + 1]:
        found = facts(demo, query, unit_id=row["unit_id"], **addressed(query, row)).to_pylist()
        said = sum(Decimal(str(fact["value"])) for fact in found) if name in SUMS else len(found)
        assert said == row["value"], row


@pytest.mark.parametrize("asked", breakdowns(), ids=lambda each: each.name)
def test_every_row_of_a_breakdown_has_facts_of_its_own(demo, asked):
    rows = answer(demo, asked).to_pylist()
    for row in rows[::len(rows) // MOST_ASKED + 1]:
        assert facts(demo, asked, unit_id=row["unit_id"], **addressed(asked, row)).num_rows, row


def addressed(query, row) -> dict:
    """The part of a row as its address carries it to the page."""
    address = tracing.row_address(Reader(), query, row)
    return tracing.part(dict(parse_qsl(address.partition("?")[2], keep_blank_values=True)))


def test_the_amounts_of_a_category_are_those_of_its_facts(demo):
    query = breakdown("funds_by_category")
    rows = answer(demo, query).to_pylist()
    assert {row["category"] for row in rows} >= {None} or len({row["category"] for row in rows}) > 2
    for row in rows[::len(rows) // MOST_ASKED + 1]:
        sums = Counter()
        for fact in facts(demo, query, unit_id=row["unit_id"], category=row["category"]).to_pylist():
            assert fact["category"] == row["category"]
            sums[fact["state"]] += Decimal(str(fact["value"]))
        assert {state: sums[state] for state in ("identified", "recovered", "written_off")} == {state: row[state] or 0 for state in ("identified", "recovered", "written_off")}


@pytest.mark.parametrize("name", ("disciplinary_actions", "rules_made", "funds_identified", "funds_recovered"))
def test_a_metric_that_counts_a_part_of_its_facts_has_that_part_only(demo, name):
    sums = Counter()
    for fact in facts(demo, metric(name)).to_pylist():
        sums[fact["unit_id"]] += Decimal(str(fact["value"]))
    rows = [row for row in answer(demo, metric(name)).to_pylist() if row["value"]]
    agree = [row for row in rows if sums[row["unit_id"]] == row["value"]]
    # A document may give one number as a lump and by kind; then its sentences say more than the number.
    assert rows and len(agree) >= (len(rows) - 3 if name == "rules_made" else len(rows))


def test_several_ids_are_asked_for_at_once_and_their_commas_survive(demo):
    query = breakdown("problem_list")
    rows = answer(demo, query).to_pylist()[:3]
    ids = tuple(row["problem_id"] for row in rows)
    assert facts(demo, query, problem_id=ids).column("row_id").to_pylist() == sorted(ids, key=lambda each: [row["row_id"] for row in facts(demo, query).to_pylist()].index(each))
    for several in (ids, ("a,b", "c%2C"), ("a,b",), ("d",)):
        asked = tracing.parameters(Reader(), query, None, problem_id=several)
        assert tracing.part(asked) == {"problem_id": several if len(several) > 1 else several[0]}


def test_a_month_is_the_month_of_closing(demo):
    query = breakdown("completions_by_month")
    row = answer(demo, query).to_pylist()[0]
    found = facts(demo, query, unit_id=row["unit_id"], basis=row["basis"], month=row["month"]).to_pylist()
    assert len(found) == row["value"] and {fact["closed_on"].replace(day=1) for fact in found} == {row["month"]}


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
