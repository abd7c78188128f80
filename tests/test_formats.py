"""How values read: rounding half up, amounts in the unit people speak in, reasons in place of blanks, names made harmless."""

from datetime import date
from decimal import Decimal

import pytest

from dashboard import formats
from queries import metric, reasons


@pytest.mark.parametrize(
    "numerator, denominator, reads",
    [(29, 32, "90.6%"), (40, 40, "100.0%"), (1, 3, "33.3%"), (2, 3, "66.7%"), (1813, 2000, "90.7%"), (0, 7, "0.0%"), (1, 2000, "0.1%")],
)
def test_shares_are_rounded_half_up(numerator, denominator, reads):
    """1813/2000 is 90.65 %, which a float would round down to 90.6 %."""
    assert formats.share(numerator, denominator) == reads


@pytest.mark.parametrize("value, decimals, reads", [(90.65, 1, "90.7"), (0.125, 2, "0.13"), (-0.04, 1, "0.0"), (1234567.5, 0, "1,234,568"), (2.5, 0, "3")])
def test_floats_are_rounded_as_they_are_written(value, decimals, reads):
    assert formats.rounded(value, decimals) == reads


@pytest.mark.parametrize(
    "amount, zh, en",
    [
        (Decimal("80505.00"), ("8.05", "万元"), ("80,505", "yuan")),
        (Decimal("1125.50"), ("1,125.50", "元"), ("1,125.50", "yuan")),
        (Decimal("660000000"), ("6.60", "亿元"), ("660.00", "million yuan")),
        (Decimal("0"), ("0", "元"), ("0", "yuan")),
        (Decimal("-25000"), ("-2.50", "万元"), ("-25,000", "yuan")),
    ],
)
def test_money_is_said_in_the_unit_people_speak_in(amount, zh, en):
    assert formats.money(amount, "zh") == zh
    assert formats.money(amount, "en") == en


def test_table_amounts_keep_every_fen():
    assert formats.yuan(Decimal("29073012.37")) == "29,073,012.37"


def test_days_and_months_read_in_either_language():
    assert formats.day(date(2021, 7, 20), "zh") == "2021年7月20日"
    assert formats.day(date(2021, 7, 20), "en") == "20 July 2021"
    assert formats.month(date(2021, 7, 1), "zh") == "2021年7月"


@pytest.mark.parametrize("code", reasons())
def test_an_empty_value_shows_its_reason(code):
    row = {"value": None, "reason": code}
    assert formats.value(row, metric("problem_completion_rate"), "zh") == reasons()[code]["zh"]


def test_an_empty_value_without_a_reason_is_not_a_blank():
    assert formats.value({"value": None, "reason": None}, metric("problem_completion_rate"), "zh") == "无值（原因不明）"


def test_nought_that_was_stated_is_shown_as_nought():
    assert formats.value({"value": 0, "reason": None}, metric("disciplinary_actions"), "zh") == "0"


@pytest.mark.parametrize("name", ["[局](javascript:alert(1))", ":red[局]", "$x$ 局", "![](http://a.b/c.png)", "<b>局</b>", "局\n# 大标题", ":material/home: 局", "~~局~~ `局`"])
def test_names_cannot_become_markup(name):
    """Every mark of punctuation is escaped, so none is left to mean anything."""
    shown = formats.escaped(name)
    assert "\n" not in shown
    bare = shown.replace("\\\\", "")
    assert all(bare[place - 1] == "\\" for place, letter in enumerate(bare) if letter in "[]()<>!$`#:*_~")
