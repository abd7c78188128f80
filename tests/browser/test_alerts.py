"""Warnings, repeats and verification clicked through in a real browser, their numbers checked against the queries."""

from collections import Counter
from datetime import date

import pytest

from dashboard import deadlines, words
from queries import Filter, Lake, answer, breakdown, sampling
from tests import lakes
from tests.browser.conftest import PHONE, ready


@pytest.fixture(scope="module")
def lake(tmp_path_factory):
    return lakes.with_sample_and_demo(tmp_path_factory.mktemp("lake"))


@pytest.fixture(scope="module")
def asked(lake):
    connection = Lake(lake / "demo").edition().connect()
    return lambda name, chosen=Filter(): answer(connection, breakdown(name), chosen).to_pylist()


def lit(rows: list[dict], steps=deadlines.Steps()) -> Counter:
    sums = Counter()
    for row in rows:
        sums[steps.light(row)] += row["value"]
    return sums


def number(page, light: str) -> int:
    return int(page.locator(f"[class*=st-key-figure_kpi_light_{light}]").inner_text().replace(",", ""))


def test_every_light_shows_its_number_and_leads_to_its_list(serve, open_page, lake, asked):
    page = open_page(f"{serve(lake)}/alerts?lang=zh&data=demo")
    sums = lit(asked("due_days"))
    assert {light: number(page, light) for light in deadlines.LIGHTS} == {light: sums[light] for light in deadlines.LIGHTS}
    there = open_page(f"{serve(lake)}/{page.locator('[class*=st-key-figure_kpi_light_long_term] a').get_attribute('href')}")
    listed = there.locator("[class*=st-key-sheet_alerts_list] tbody tr")
    listed.first.wait_for()
    assert listed.count() == min(sums["long_term"], 40)


def test_the_board_of_an_earlier_day_is_chosen_and_the_steps_move_it(serve, open_page, lake, asked):
    page = open_page(f"{serve(lake)}/alerts?lang=zh&data=demo&as_of=2025-03-31")
    rows = asked("due_days", Filter(as_of=date(2025, 3, 31)))
    assert number(page, "overdue") == lit(rows)["overdue"] and number(page, "normal") == lit(rows)["normal"]
    page.locator("[class*=st-key-alert_steps] summary").click()
    page.get_by_role("radio", name=words.say("zh", "alerts.count_days")).click()
    page.wait_for_url("**count=days**")
    ready(page)
    assert number(page, "watch") == lit(rows, deadlines.Steps("days"))["watch"]


def test_the_month_is_drawn_with_its_numbers_and_fits_a_telephone(serve, open_page, lake, asked):
    page = open_page(f"{serve(lake)}/alerts?lang=zh&data=demo", viewport=PHONE)
    due = Counter()
    for row in asked("due_days"):
        if row["due_on"]:
            due[row["due_on"]] += row["value"]
    picture = page.locator("[class*=st-key-alerts_month] .js-plotly-plot").first
    picture.scroll_into_view_if_needed()
    month = min(day for day in due if day >= date(2026, 6, 1)).replace(day=1)
    said = " ".join(picture.locator("text").all_text_contents())
    assert all(f"/{total}" in said for day, total in due.items() if day.replace(day=1) == month)
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")


def test_a_place_leads_to_the_row_of_that_problem_alone(serve, open_page, lake, asked):
    page = open_page(f"{serve(lake)}/alerts?lang=zh&data=demo&light=overdue")
    row = page.locator("[class*=st-key-sheet_alerts_list] tbody tr").first
    text = row.locator("td").nth(1).inner_text().partition(". ")[2]
    there = open_page(f"{serve(lake)}/{row.locator('td').last.locator('a').get_attribute('href')}")
    others = [each["problem_text"] for each in asked("alerts") if each["problem_text"] != text]
    shown = there.locator("[data-testid=stMain]").inner_text()
    assert text in shown
    assert not [other for other in others if other in shown]


def test_two_wordings_stand_side_by_side(serve, open_page, lake):
    page = open_page(f"{serve(lake)}/repeats?lang=zh&data=demo")
    pair = page.locator("[class*=st-key-pair_0]").first
    assert pair.locator("[class*=st-key-side_again_0]").count() == 2
    assert page.get_by_text(words.say("zh", "repeats.caution")).is_visible()


def test_a_seed_draws_the_sample_that_the_function_draws(serve, open_page, lake, asked):
    page = open_page(f"{serve(lake)}/verify?lang=zh&data=demo&size=12&strata=none")
    field = page.get_by_label(words.say("zh", "verify.seed"))
    field.fill("二〇二六")
    field.press("Enter")
    page.wait_for_url("**seed=**")
    ready(page)
    rows = [row for row in asked("problem_list") if row["value"]]
    drawn = set(sampling.drawn(sampling.by_stratum(rows, ()), 12, "二〇二六")[()])
    shown = page.locator("[class*=st-key-sheet_sample] tbody").inner_text()
    assert all(row["problem_text"] in shown for row in rows if row["problem_id"] in drawn)
    assert f"{sampling.most_false(len(rows), 12, 0):,}" in page.locator("[class*=st-key-card_verify_result]").inner_text()
