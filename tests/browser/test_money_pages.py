"""The questions of the pages on money, people and rules, clicked through on the invented province; figures against the answers."""

import re

import pytest

from dashboard import words
from queries import Filter, Lake, answer, breakdown, metric
from tests.browser.conftest import DESK, PHONE, ready
from tests.browser.test_pages import FAILURE


@pytest.fixture(scope="module")
def lake(large_demo_lake):
    return large_demo_lake


@pytest.fixture(scope="module")
def address(serve, lake) -> str:
    return serve(lake)


def asked(lake, query, chosen: Filter = Filter()) -> list[dict]:
    return answer(Lake(lake / "demo").edition().connect(), query, chosen).to_pylist()


def card(page, key: str):
    return page.locator(f".st-key-card_{key}")


def test_the_equation_leads_to_the_rows_that_it_is_made_of(open_page, address, lake):
    page = open_page(f"{address}/funds?lang=zh&data=demo", viewport=DESK)
    checked = [row for row in asked(lake, breakdown("funds_balance")) if row["balance"] != "unknown"]
    due = f"{sum(row['identified'] for row in checked):,.2f}".removesuffix(".00")
    link = card(page, "funds_balance").get_by_role("link", name=re.compile(re.escape(due)))
    target = link.get_attribute("href")
    assert "of=funds_by_state" in target and "is_state=identified" in target
    page = open_page(f"{address}/{target.lstrip('/')}")
    assert page.locator(FAILURE).count() == 0
    assert page.locator("h1").first.inner_text() == words.say("zh", "page.trace")


def test_the_four_amounts_on_the_cards_are_those_of_the_answers(open_page, address, lake):
    page = open_page(f"{address}/funds?lang=zh&data=demo")
    for name in ("funds_identified", "funds_recovered", "funds_outstanding"):
        exact = f"{sum(row['value'] for row in asked(lake, metric(name)) if row['value'] is not None):,.2f}".removesuffix(".00")
        assert page.locator(f"[class*=_{name}]", has_text=exact).count(), name


def test_choosing_a_region_narrows_the_ledger(open_page, address, lake):
    region = next(row for row in Lake(lake / "demo").edition().connect().sql("select distinct city from units where city is not null order by 1").fetchall())[0]
    page = open_page(f"{address}/funds?lang=zh&data=demo&regions={region}")
    rows = [row for row in asked(lake, breakdown("funds_balance"), Filter(regions=(region,))) if row["balance"] == "balanced"]
    badge = words.say("zh", "card.units", n=len(rows))
    assert f"{words.say('zh', 'funds.is_balanced')} {badge}" in card(page, "funds_balance").inner_text()


def test_forms_on_the_page_are_those_of_the_answer(open_page, address, lake):
    page = open_page(f"{address}/discipline?lang=zh&data=demo")
    rows = asked(lake, breakdown("discipline_by_term"))
    table = card(page, "discipline_forms").locator("table")
    for form, name in ((1, "第一种形态"), (2, "第二种形态")):
        number = sum(row["value"] for row in rows if row["form"] == form and row["counts"] == "persons")
        assert f"{number:,}" in table.locator("tr", has_text=name).inner_text()


def test_who_says_nothing_is_named_when_asked(open_page, address, lake):
    silent = [row for row in asked(lake, metric("disciplinary_actions")) if row["value"] is None]
    if not silent:
        pytest.skip("every unit of this province states its discipline")
    page = open_page(f"{address}/discipline?lang=zh&data=demo")
    drawer = card(page, "discipline_who").locator("[data-testid=stExpander]")
    drawer.locator("summary").click()
    drawer.get_by_text(silent[0]["unit_name"]).first.wait_for()


def test_rules_by_unit_by_problem_and_by_name(open_page, address, lake):
    page = open_page(f"{address}/rules?lang=zh&data=demo")
    page.get_by_text(words.say("zh", "rules.by_problem"), exact=True).click()
    card(page, "rules_by_problem").wait_for()
    page.get_by_text(words.say("zh", "rules.by_title"), exact=True).click()
    card(page, "rules_by_title").wait_for()
    ready(page)
    assert "view=title" in page.url
    titles = [row["title"] for row in asked(lake, breakdown("rules_by_title")) if row["title"]]
    part = titles[0][:3]
    box = card(page, "rules_by_title").get_by_role("textbox")
    box.fill(part)
    box.press("Enter")
    card(page, "rules_by_title").get_by_text(f"列出 {sum(part in title for title in titles):,} 条").wait_for()
    assert page.locator(FAILURE).count() == 0


@pytest.mark.parametrize("name", ("funds", "discipline", "rules"))
def test_a_page_on_a_telephone_scrolls_down_and_never_sideways(open_page, address, name):
    page = open_page(f"{address}/{name}?lang=zh&data=demo", viewport=PHONE)
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")


@pytest.mark.parametrize("name", ("funds_balance", "funds_by_category", "recovery_rate"))
def test_every_table_of_money_can_be_taken_along(open_page, address, lake, name):
    page = open_page(f"{address}/funds?lang=zh&data=demo")
    with page.expect_download() as waiting:
        page.locator(f".st-key-download_{name}_csv button").click()
    text = waiting.value.path().read_bytes().decode("utf-8-sig")
    asked_for = metric(name) if name == "recovery_rate" else breakdown(name)
    assert "演示数据" in text and asked_for.columns["value"]["zh"] in text
    assert len(asked(lake, asked_for)) <= len(text.splitlines())
