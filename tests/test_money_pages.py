"""The pages on money, people and rules: the numbers on them are those of the answers, and what is not known is said."""

import re
from decimal import Decimal

import pytest
from streamlit.testing.v1 import AppTest

from dashboard import balances, discipline, pooled, stated, words
from dashboard.discipline import GROUPS, sums
from dashboard.reader import Reader
from queries import Filter, Lake, answer, breakdown, metric
from tests.lakes import ROOT

PAGES = ("funds", "discipline", "rules")


@pytest.fixture(scope="module")
def lake(large_demo_lake):
    return large_demo_lake


def open_page(lake, monkeypatch, page: str, **parameters: str) -> AppTest:
    monkeypatch.setenv("DUIBIAO_LAKE", str(lake))
    at = AppTest.from_file(str(ROOT / "dashboard" / "app.py"), default_timeout=60)
    for name, value in parameters.items():
        at.query_params[name] = value
    return at.run().switch_page(f"views/{page}.py").run()


def said(at: AppTest) -> str:
    return "\n".join(str(element.value) for element in [*at.markdown, *at.caption])


def asked(lake, query, data: str = "demo", chosen: Filter = Filter()) -> list[dict]:
    edition = Lake(lake / "demo" if data == "demo" else lake).edition()
    return answer(edition.connect(), query, chosen).to_pylist()


@pytest.mark.parametrize("parameters", [{}, {"units": "MISSING"}, {"aspects": "不存在"}, {"feedback_from": "2024-09-01"}], ids=str)
@pytest.mark.parametrize("data", ["real", "demo"])
@pytest.mark.parametrize("page", PAGES)
def test_a_page_opens_whatever_is_chosen(lake, monkeypatch, page, data, parameters):
    at = open_page(lake, monkeypatch, page, data=data, **parameters)
    assert not at.exception and not at.error


@pytest.mark.parametrize("page", PAGES)
def test_one_unit_narrows_every_table_to_itself(lake, monkeypatch, page):
    row = next(row for row in asked(lake, metric("recovery_rate")) if row["value"] is not None)
    at = open_page(lake, monkeypatch, page, data="demo", units=row["unit_id"])
    assert not at.error
    others = {other["unit_name"] for other in asked(lake, metric("recovery_rate"))} - {row["unit_name"]}
    cells = "\n".join(table.value.to_string() for table in at.table)
    assert row["unit_name"] in cells
    assert not [name for name in others if f"[{name}]" in cells and name not in row["unit_name"]]


@pytest.mark.parametrize("data", ["real", "demo"])
def test_the_equation_on_the_page_balances_to_the_fen(lake, monkeypatch, data):
    """Read from the page as a reader would, and added up."""
    at = open_page(lake, monkeypatch, "funds", data=data)
    equation = next(element.value for element in at.markdown if "＝" in element.value)
    left, right = re.sub(r"\]\([^)]*\)", "", equation).split("＝")
    due, = amounts(left)
    plus, _, minus = right.partition("－")
    assert due == sum(amounts(plus)) - sum(amounts(minus))
    checked = [row for row in asked(lake, breakdown("funds_balance"), data) if row["balance"] != "unknown"]
    assert due == sum(row["identified"] for row in checked) > 0


def amounts(text: str) -> list[Decimal]:
    return [Decimal(number.replace(",", "")) for number in re.findall(r"([\d,]+(?:\.\d+)?)\u202f元", text)]


def test_every_unit_whose_ledger_does_not_balance_is_named_with_its_residual(lake, monkeypatch):
    at = open_page(lake, monkeypatch, "funds", data="demo")
    text = said(at).replace("\\", "")
    rows = asked(lake, breakdown("funds_balance"))
    for row in rows:
        if row["balance"] == "unbalanced":
            assert row["unit_name"] in text and f"{abs(row['value']):,.0f}" in text
        if row["balance"] == "unknown":
            assert row["unit_name"] in text
    unbalanced = sum(row["balance"] == "unbalanced" for row in rows)
    assert (words.say("zh", "funds.is_unbalanced") in text) == bool(unbalanced)


def test_money_of_which_nothing_is_said_is_not_nought(lake, monkeypatch):
    """57 notices of the sample were read in their openings only: they are not collected, and no sum of theirs is 0."""
    at = open_page(lake, monkeypatch, "funds", data="real")
    silent = [row for row in asked(lake, metric("funds_identified"), "real") if row["value"] is None]
    assert len(silent) > 50
    assert words.say("zh", "funds.is_unknown") in said(at)
    stating = {row["unit_id"] for row in asked(lake, breakdown("funds_balance"), "real")}
    cells = "\n".join(table.value.to_string() for table in at.table)
    assert not [row for row in silent if row["unit_id"] not in stating and f"[{row['unit_name']}]" in cells.replace("\\", "")]


@pytest.mark.parametrize("page", ("discipline", "rules"))
def test_nought_not_disclosed_and_not_collected_are_counted_apart(lake, monkeypatch, page):
    name = {"discipline": "disciplinary_actions", "rules": "rules_made"}[page]
    for data in ("real", "demo"):
        rows = asked(lake, metric(name), data)
        text = said(open_page(lake, monkeypatch, page, data=data))
        found = stated.by_statement(rows)
        for code, units in found.items():
            if units and code != "some":
                label = words.say("zh", "stated.nought") if code == "nought" else {"opening_only": "未收录（仅读开头）", "not_stated": "未公开"}[code]
                assert f"{label} {len(units):,}" in text


def test_counts_of_people_are_never_added_to_one_another(lake):
    rows = asked(lake, breakdown("discipline_by_term"), "real")
    found = sums(rows)
    for counts in discipline.COUNTS:
        assert sum(said.get(counts, 0) for said in found.values()) == sum(row["value"] for row in rows if row["counts"] == counts)
    assert len({counts for said in found.values() for counts in said}) >= 3


def test_every_term_belongs_to_exactly_one_group(lake):
    for data in ("real", "demo"):
        for row in asked(lake, breakdown("discipline_by_term"), data):
            assert sum(group.has(row) for group in GROUPS) == 1, row


def test_neutral_pages_keep_the_order_of_the_register(lake, monkeypatch):
    """No unit stands first because it punished more: tables follow region and name, as the list of units does."""
    at = open_page(lake, monkeypatch, "discipline", data="real")
    reader_order = [row["unit_name"] for row in sorted_units(lake)]
    table = next(table.value for table in at.table if "第四种形态" in table.value.columns)
    shown = [re.match(r"\[(.+?)\]", cell)[1].replace("\\", "") for cell in table.iloc[:, 0]]
    assert len(shown) > 5 and shown == [name for name in reader_order if name in shown]


def sorted_units(lake) -> list[dict]:
    from dashboard.answers import register_order
    return sorted(Lake(lake).edition().connect().sql("select * from units").to_arrow_table().to_pylist(), key=register_order)


def test_the_rate_of_all_is_the_ratio_of_sums_and_its_interval_is_the_same_every_time(lake):
    reader = Reader("zh", "demo", Lake(lake / "demo").edition())
    rows = asked(lake, metric("recovery_rate"))
    known = [row for row in rows if row["value"] is not None]
    found = pooled._pooled(metric("recovery_rate"), tuple((row["recovered"], row["identified"]) for row in known))
    assert found.value == pytest.approx(float(100 * sum(row["recovered"] for row in known) / sum(row["identified"] for row in known)))
    assert found.low < found.value < found.high
    again = pooled._pooled(metric("recovery_rate"), tuple((row["recovered"], row["identified"]) for row in known))
    assert found == again
    lines = pooled.card(reader, metric("recovery_rate"), rows).lines
    assert any(f"{found.low:.1f}%" in line for line in lines)


def test_two_units_have_no_interval_and_none_has_no_rate():
    query = metric("recovery_rate")
    two = pooled._pooled(query, ((Decimal(1), Decimal(2)), (Decimal(1), Decimal(4))))
    assert (two.low, two.high, two.units) == (None, None, 2) and two.value == pytest.approx(100 / 3)


def test_the_median_is_said_only_where_it_tells_another_story(lake):
    reader = Reader("zh", "demo", Lake(lake / "demo").edition())
    far = pooled.Pooled(Decimal(1), Decimal(2), 3, 50.0, 56.0, 40.0, 60.0)
    near = pooled.Pooled(Decimal(1), Decimal(2), 3, 50.0, 55.0, 40.0, 60.0)
    assert len(pooled._interval(reader, metric("recovery_rate"), far)) == 2
    assert len(pooled._interval(reader, metric("recovery_rate"), near)) == 1


def test_a_gap_above_hides_no_gap_below():
    row = dict.fromkeys(balances.SUMS)
    found = balances.added([row | {"identified": Decimal(10), "value": Decimal(4)}, row | {"identified": Decimal(10), "value": Decimal(-4)}])
    assert (found["missing"], found["surplus"], found["recovered"]) == (Decimal(4), Decimal(4), None)


def test_rules_are_found_by_a_part_of_their_name(lake, monkeypatch):
    titles = [row["title"] for row in asked(lake, breakdown("rules_by_title")) if row["title"]]
    part = titles[0][:2]
    wanted = sum(part in title for title in titles)
    at = open_page(lake, monkeypatch, "rules", data="demo", view="title", sought=part)
    assert f"列出 {wanted:,} 条" in said(at)
    at = at.text_input(key="rules_sought").input("没有这样的制度名称").run()
    assert "列出 0 条" in said(at) and at.query_params["sought"] in ("没有这样的制度名称", ["没有这样的制度名称"])


@pytest.mark.parametrize("view", ("unit", "problem", "title"))
def test_every_view_of_the_rules_opens_in_either_data_set(lake, monkeypatch, view):
    for data in ("real", "demo"):
        at = open_page(lake, monkeypatch, "rules", data=data, view=view)
        assert not at.exception and not at.error
