"""What units add up to: counts are added on one basis, never across bases, and who is missing is counted by reason."""

from collections import Counter

import pytest

from dashboard import totals
from queries import metric, metrics

RATE = metric("problem_completion_rate")


def row(basis, completed, total, reason=None):
    value = None if reason else 100 * completed / total
    return {"unit_id": "u", "basis": basis, "completed": completed, "total": total, "reason": reason, "value": value}


def test_counts_are_added_on_one_basis_and_kept_apart_on_two():
    item, feedback = totals.rates(RATE, [row("item", 29, 32), row("item", 40, 40), row("feedback", 5, 10)])
    assert (item.basis, item.value, item.of, item.units) == ("item", 69, 72, 2)
    assert (feedback.basis, feedback.value, feedback.of, feedback.units) == ("feedback", 5, 10, 1)


def test_units_without_a_value_are_counted_by_reason():
    (total,) = totals.rates(RATE, [row("item", 29, 32), row("item", None, None, "totals_contradict"), row(None, None, None, "not_stated")])
    assert total.units == 1
    assert total.uncounted == Counter({"totals_contradict": 1, "not_stated": 1})


def test_nothing_adds_up_to_nothing_and_not_to_nought():
    assert totals.summed([row(None, None, None, "not_stated")], "value").value is None


@pytest.mark.parametrize("total, is_small", [(9, True), (10, False)])
def test_fewer_than_ten_are_not_compared(total, is_small):
    assert totals.is_small(RATE, row("item", 1, total)) == is_small


def test_every_rate_names_its_two_counts():
    rates = {each.name: each for each in metrics() if each.unit == "percent"}
    assert totals.COUNTS.keys() == rates.keys()
    assert all(set(columns) <= rates[name].columns.keys() for name, columns in totals.COUNTS.items())


def test_every_percentage_of_items_says_what_its_items_are():
    assert all(set(columns) <= each.columns.keys() for each in metrics() for columns in [each.sample])
    assert {each.name for each in metrics() if each.unit == "percent" and not each.sample} == {"recovery_rate", "disclosure_completeness"}
