"""On invented provinces the ledger of money is what a plain reading says, and the breakdowns of money, people and rules keep to the metrics."""

from collections import defaultdict
from decimal import Decimal
from random import Random

import pytest

import oracle
from queries import Filter, answer, breakdown, metric

FILTERS = (Filter(), Filter(rounds=("第二轮",)), Filter(aspects=("甲",)))
PARTS = ("identified", "recovered", "outstanding", "written_off")


@pytest.fixture(params=range(4), ids=lambda seed: f"lake {seed}")
def lake(request):
    return oracle.random_lake(request.param)


def rows(database, query, chosen=Filter()) -> list[dict]:
    return answer(database, query, chosen).to_pylist()


def judged(identified, recovered, outstanding, written_off) -> tuple[str, Decimal | None, Decimal | None]:
    """(result, residual, reckoned) of one inspection, as one would do it with a pencil."""
    if identified is None or recovered is None:
        return "unknown", None, None
    rest = identified - recovered - (written_off or 0)
    if outstanding is None:
        return ("reckoned", None, rest) if rest >= 0 else ("unbalanced", rest, None)
    return ("balanced" if rest == outstanding else "unbalanced"), rest - outstanding, None


@pytest.mark.parametrize("chosen", FILTERS, ids=lambda chosen: ",".join(chosen.to_query()) or "all")
def test_the_ledger_is_what_a_pencil_makes_of_it(lake, chosen, publish):
    plain = oracle.Oracle(defaultdict(list, lake), chosen)
    expected: dict[tuple[str, str], dict] = {}
    for unit_id in plain.units:
        for amounts in plain.moneys(unit_id, *PARTS):
            if any(amount is not None for amount in amounts):
                result, residual, reckoned = judged(*amounts)
                said = expected.setdefault((unit_id, result), dict.fromkeys((*PARTS, "value", "reckoned")) | {"inspections": 0})
                said["inspections"] += 1
                for name, amount in zip((*PARTS, "value", "reckoned"), (*amounts, residual, reckoned), strict=True):
                    if amount is not None:
                        said[name] = (said[name] or Decimal(0)) + amount
    found = {(row["unit_id"], row["balance"]): {name: row[name] for name in (*PARTS, "value", "reckoned", "inspections")} for row in rows(publish(**lake), breakdown("funds_balance"), chosen)}
    assert found == expected


def dense(seed: int) -> list[dict]:
    """Sums of money in every state and category, a few of them lacking, to the fen."""
    random = Random(seed)
    return [{"inspection_id": f"{unit}-{turn}", "state": state, "category": category, "amount": Decimal(random.randint(0, 10**7)) / 100}
            for unit in "ABCDE" for turn in "12" for category in ("津补贴", "租金", None) for state in (*PARTS, "surrendered", "loss_averted")
            if random.random() < 0.8]


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("name", ("funds_balance", "funds_by_category"))
def test_what_is_due_is_the_sum_of_its_parts_to_the_fen(seed, name, publish):
    """Where nothing is unknown; with DECIMAL, so the equation holds exactly and not nearly."""
    checked = 0
    for row in rows(publish(funds=dense(seed)), breakdown(name)):
        if row.get("balance") == "unknown" or row.get("unchecked"):
            continue
        made_of = [row[part] for part in ("recovered", "outstanding", "reckoned", "written_off", "value")]
        assert row["identified"] == sum(amount for amount in made_of if amount is not None)
        assert all(isinstance(amount, Decimal) for amount in made_of if amount is not None)
        checked += 1
    assert checked >= 3


def test_a_tenth_and_a_fifth_are_three_tenths(publish):
    """What floats cannot do: 0.1 + 0.2 = 0.3, a thousand times over."""
    funds = [{"state": state, "amount": amount} for _ in range(1000) for state, amount in (("identified", "0.30"), ("recovered", "0.10"), ("outstanding", "0.20"))]
    found, = rows(publish(funds=funds), breakdown("funds_balance"))
    assert (found["balance"], found["identified"], found["value"]) == ("balanced", Decimal("300.00"), 0)


@pytest.mark.parametrize(("part", "name"), [("identified", "funds_identified"), ("recovered", "funds_recovered")])
@pytest.mark.parametrize("parts", ("funds_balance", "funds_by_category"))
def test_the_parts_add_up_to_the_metric(lake, part, name, parts, publish):
    database = publish(**lake)
    sums: dict[str, Decimal] = defaultdict(Decimal)
    for row in rows(database, breakdown(parts)):
        if row[part] is not None:
            sums[row["unit_id"]] += row[part]
    assert {row["unit_id"]: row["value"] for row in rows(database, metric(name)) if row["value"] is not None} == sums


@pytest.mark.parametrize("name", ("funds_by_source", "discipline_by_source", "rules_by_source"))
def test_a_gap_is_declared_less_counted_and_both_have_a_place(lake, name, publish):
    for row in rows(publish(**lake), breakdown(name)):
        assert row["value"] == row["declared"] - row["counted"]
        assert len(row["places"].split("；")) >= 2


def test_the_named_rules_add_up_to_the_rules_of_each_kind(lake, publish):
    database = publish(**lake)
    by_title, by_action = defaultdict(int), {}
    for row in rows(database, breakdown("rules_by_title")):
        by_title[row["unit_id"], row["action"]] += row["value"]
    for row in rows(database, breakdown("rules_by_action")):
        by_action[row["unit_id"], row["action"]] = row["value"]
    assert by_title == by_action


def test_rules_by_problem_are_the_rows_that_name_one(lake, publish):
    in_scope = {row["problem_id"] for row in lake["problems"]}
    named = [row for row in lake["rules"] if row.get("problem_id") in in_scope and oracle.Oracle(defaultdict(list, lake), Filter()).is_said(row, "issued_on")]
    found = rows(publish(**lake), breakdown("rules_by_problem"))
    kinds = ("rules_new", "rules_revised", "rules_lumped", "rules_abolished", "rules_planned")
    assert sum(row[kind] or 0 for row in found for kind in kinds) == sum(row["number"] for row in named)
