"""What stands behind a number: the rows and sentences that it is made of add up to it, and each has its place."""

from collections import Counter
from dataclasses import replace
from decimal import Decimal
from urllib.parse import parse_qsl

import pytest

from dashboard import quotes, tracing
from dashboard.reader import Reader
from queries import Filter, Lake, answer, breakdown, breakdowns, metric, metrics
from queries.evidence import COLUMNS, PARTS, facts, kinds


@pytest.fixture(scope="module")
def demo(demo_lake):
    return Lake(demo_lake / "demo").edition().connect()


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


@pytest.mark.parametrize("name", ("funds_by_source", "discipline_by_source", "rules_by_source"))
def test_the_facts_of_both_sides_add_up_to_what_is_counted_and_declared(publish, name):
    """A declared number leads to its figures, though the rows are what is used; what only one side speaks of is not among them."""
    database = publish(**BOTH_SIDES)
    query, column = breakdown(name), {"funds_by_source": "state", "discipline_by_source": "counts", "rules_by_source": "action"}[name]
    rows = answer(database, query).to_pylist()
    assert rows
    for row in rows:
        sums, said = Counter(), set()
        for fact in facts(database, query, unit_id=row["unit_id"], **{column: row[column]}).to_pylist():
            sums[fact["source"]] += Decimal(str(fact["value"]))
            said.add((fact["source"], fact["row_id"] is not None, fact["kind"], fact["inspection_id"]))
        assert (sums["counted"], sums["declared"]) == (row["counted"], row["declared"]), row
        assert {(source, has_figure) for source, has_figure, *_ in said} == {("counted", False), ("declared", True)}
        assert {kind for _, _, kind, _ in said} == {name.removesuffix("_by_source")} and {inspection for *_, inspection in said} == {f"{row['unit_id']}-1"}


BOTH_SIDES = {
    "inspections": "inspection_id | unit_id\nA-1 | A\nA-2 | A\nB-1 | B",
    "funds": "inspection_id | state | amount\nA-1 | recovered | 99.50\nA-1 | recovered | 100\nA-1 | identified | 300\nA-2 | recovered | 7",
    "discipline": "inspection_id | term | counts | term_class | form | number\nA-1 | 诫勉谈话 | persons | action | 1 | 2\nB-1 | 立案 | persons | process | | 7\nB-1 | 批评教育 | persons | action | 1 | 4",
    "rules": "inspection_id | action | number\nA-1 | new | 1\nA-1 | revised | 2\nA-1 | planned | 4",
    "figures": "inspection_id | figure_id | figure | term | counts | term_class | form | value | part_of\n"
               "A-1 | g1 | funds_recovered | | | | | 200 |\nA-1 | g2 | funds_recovered | | | | | 120 | g1\nB-1 | g3 | funds_recovered | | | | | 5 |\n"
               "A-1 | g4 | discipline | 处理 | persons | unspecified | | 5 |\nB-1 | g5 | discipline | 处理 | persons | unspecified | | 3 |\nB-1 | g6 | discipline | 立案 | persons | process | | 9 |\n"
               "A-1 | g7 | rules_new_or_revised | | | | | 5 |\nA-1 | g8 | rules_new | | | | | 1 |",
}


@pytest.mark.parametrize("asked", [each for each in (*metrics(), *breakdowns()) if any(each.evidence.values())], ids=lambda each: each.name)
def test_what_narrows_the_facts_of_a_query_are_columns_and_values_that_facts_have(demo, asked):
    """A header that misspells one would leave the number without evidence, or with too much."""
    whole = replace(asked, evidence=dict.fromkeys(asked.evidence, {}))
    told = facts(demo, whole).to_pylist()
    for only in asked.evidence.values():
        for column, values in only.items():
            assert column in (*PARTS, "kind") and values and {fact[column] for fact in told} & set(values), (column, values)


def test_a_decision_on_a_figure_of_either_side_is_told_beside_the_number():
    assert [kinds(breakdown(name)) for name in ("funds_by_source", "rules_by_source")] == [("funds",), ("rules",)]
    assert kinds(metric("rules_per_problem")) == ("rules", "problems")


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
