"""The page of comparison in a real browser: its questions clicked through on the invented province, its figures against the queries."""

import re

import pytest

from dashboard import words
from queries import Lake, compare, metric
from tests.browser.conftest import PHONE, ready

COMPLETION = metric("problem_completion_rate")


@pytest.fixture(scope="module")
def lake(large_demo_lake):
    return large_demo_lake


@pytest.fixture(scope="module")
def address(serve, lake) -> str:
    return f"{serve(lake)}/compare?lang=zh&data=demo"


@pytest.fixture(scope="module")
def answered(lake):
    table = compare.compared(Lake(lake / "demo").edition().connect(), COMPLETION)
    return table, compare.summary(COMPLETION, table)


def members(answered, place: int = 0) -> list[dict]:
    table, said = answered
    return [row for row in table.to_pylist() if row["peers"] == said.groups[place].peers]


def picture(page, name: str):
    found = page.locator(f"[class*=st-key-{name}_] .js-plotly-plot")
    found.locator(".annotation").first.wait_for()
    return found


@pytest.mark.parametrize("viewport", [None, PHONE], ids=["1440", "390"])
def test_the_picture_says_what_the_query_says_and_fits_the_screen(open_page, address, answered, viewport):
    page = open_page(address, **({"viewport": viewport} if viewport else {}))
    drawn = picture(page, "intervals")
    said = drawn.locator(".annotation-text").all_text_contents()
    for row in members(answered):
        assert any(text.endswith(f"{row['completed']}/{row['total']}") for text in said), row["unit_id"]
    assert drawn.locator(".scatterlayer .point").count() == len(members(answered))
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")


def test_another_group_another_funnel(open_page, address, answered):
    page = open_page(address)
    group = answered[1].groups[1]
    page.locator("[class*=st-key-choose_group]").get_by_text(f"{group.youngest_days}—{group.oldest_days} 天").first.click()
    page.wait_for_url("**group=**")
    page.locator("[class*=st-key-footer_funnel]", has_text=f"单位数 {group.units}").wait_for()
    ready(page)
    assert picture(page, "funnel").locator(".scatterlayer .point").count() == group.units


def test_a_name_leads_to_the_unit_and_a_number_to_its_evidence_in_the_same_tab(open_page, address, answered):
    row = members(answered)[0]
    for leads_to, text in (("unit", row["unit_name"]), ("trace", f"{row['completed']}/{row['total']}")):
        page = open_page(address)
        link = picture(page, "intervals").locator(f".annotation-text a[*|href^='{leads_to}?'][*|href*='{row['unit_id']}']").first
        assert text[:12] in link.text_content()
        # By the mouse at the middle of the words: Playwright takes another point of an SVG link, where the picture lies above it.
        box = link.evaluate("each => { each.scrollIntoView({block: 'center'}); const box = each.getBoundingClientRect(); return [box.x + box.width / 2, box.y + box.height / 2] }")
        page.mouse.click(*box)
        page.wait_for_url(f"**/{leads_to}?**{row['unit_id']}**")
        ready(page)


def test_an_order_shows_rank_intervals_and_the_back_button_takes_it_away(open_page, address):
    page = open_page(address)
    page.get_by_text("按收缩估计下限").first.click()
    page.wait_for_url("**order=shrunken**")
    page.locator("[class*=st-key-intervals_] .annotation-text", has_text=re.compile(r"第 \d+–\d+ 位")).first.wait_for()
    page.go_back()
    page.wait_for_url(lambda url: "order=" not in url)


def test_the_league_table_comes_with_its_faults_and_goes(open_page, address, answered):
    page, luck = open_page(address), f"若这 {answered[1].groups[0].units} 个单位完全相同"
    page.get_by_text(words.say("zh", "compare.naive_switch")).click()
    page.wait_for_url("**naive=1**")
    page.get_by_text(luck).wait_for()
    page.get_by_text(words.say("zh", "compare.naive_switch")).click()
    page.wait_for_url(lambda url: "naive" not in url)
    page.get_by_text(luck).wait_for(state="detached")


def test_two_units_are_chosen_by_name_and_told_apart_or_not(open_page, address, answered):
    of = sorted(members(answered), key=lambda row: row["value"])
    found = compare.pair(COMPLETION, answered[0], of[-1]["unit_id"], of[0]["unit_id"])
    page = open_page(address)
    for name, row in (("one", of[-1]), ("other", of[0])):
        box = page.locator(f"[class*=st-key-choose_{name}]")
        box.get_by_role("combobox").click()
        box.get_by_role("combobox").fill(row["unit_name"])
        page.get_by_role("option", name=row["unit_name"], exact=True).click()
        page.wait_for_url(f"**{row['unit_id']}**")
        ready(page)
    page.get_by_text(words.say("zh", "compare.pair_apart" if found.can_be_told_apart else "compare.pair_alike"), exact=True).wait_for()
    assert found.sentence("zh") in page.locator("[class*=st-key-card_pair]").inner_text()


def test_the_file_has_the_columns_of_the_comparison(open_page, address, answered):
    page = open_page(address)
    with page.expect_download() as waiting:
        page.locator("[class*=st-key-download_problem_completion_rate_csv] button").click()
    content = waiting.value.path().read_text(encoding="utf-8-sig")
    assert "--compare" in content and compare.COLUMNS["benchmark"]["zh"] in content and "演示数据" in content.splitlines()[0]
    assert all(unit in content for unit in answered[0].column("unit_id").to_pylist())
