"""Warnings, repeats and verification clicked through in a real browser, their numbers checked against the queries."""

from collections import Counter
from datetime import date

import pytest
from playwright.sync_api import expect

from dashboard import deadlines, formats, words
from queries import Filter, Lake, answer, breakdown, repeats, sampling
from tests.browser.conftest import PHONE, click, pick, ready
from tests.ledgers import ledger, line, load

BASIS = {"feedback": "反馈问题", "item": "分解事项"}


@pytest.fixture(scope="module")
def lake(demo_lake):
    return demo_lake


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


def test_each_light_is_listed_at_a_click_with_the_problems_of_the_command_line(serve, open_page, lake, ask):
    page = open_page(f"{serve(lake)}/alerts?lang=zh&data=demo")
    steps, rows = deadlines.Steps(), ask(lake / "demo", "alerts")
    for light in ("overdue", "long_term", "no_due"):
        own = [row for row in rows if steps.light(row | {"days_left": row["value"], "due_on": row["due_on"] and date.fromisoformat(row["due_on"])}) == light]
        click(page, "choose_light", f"{deadlines.LIGHTS[light][0]} {words.say('zh', f'light.{light}')}", f"light={light}")
        if own:
            lines = page.locator("[class*=st-key-sheet_alerts_list] tbody tr")
            expect(lines).to_have_count(min(len(own), 40))
            shown = [line.locator("td").nth(1).inner_text() for line in lines.all()]
            assert all(any(row["problem_text"] in text for row in own) for text in shown), light
        else:
            page.locator("[class*=st-key-sheet_alerts_list]").wait_for(state="detached")


def test_a_month_and_a_phase_are_chosen_and_their_numbers_are_those_of_the_rows(serve, open_page, lake, asked, ask):
    page = open_page(f"{serve(lake)}/alerts?lang=zh&data=demo")
    due = Counter()
    for row in ask(lake / "demo", "due_days"):
        if row["due_on"]:
            due[row["due_on"]] += row["value"]
    month = sorted({day[:7] for day in due})[-1]
    pick(page, "choose_month", month, f"month={month}")
    picture = page.locator("[class*=st-key-alerts_month] .js-plotly-plot").first
    for day, total in due.items():
        if day.startswith(month):
            picture.locator("text", has_text=f"/{total}").first.wait_for()
    phases = Counter(row["phase"] for row in asked("due_days"))
    phase, _ = next((each for each in phases.most_common() if each[0]), (None, 0))
    if phase:
        name = next(row["zh"] for row in Lake(lake / "demo").edition().connect().sql("select * from codes where list = 'phase'").to_arrow_table().to_pylist() if row["code"] == phase)
        click(page, "choose_phase", name, f"phase={phase}")
        sums = lit([row for row in asked("due_days") if row["phase"] == phase])
        page.locator("[class*=st-key-figure_kpi_light_overdue]", has_text=f"{sums['overdue']:,}").wait_for()


def test_how_alike_wordings_must_be_is_chosen_and_the_rates_follow(serve, open_page, lake, asked):
    page, rows = open_page(f"{serve(lake)}/repeats?lang=zh&data=demo"), asked("problem_list")
    for percent in ("100", "60"):
        click(page, "choose_like", f"≥ {percent}%", f"like={percent}")
        found = repeats.rates(rows, repeats.again(rows, int(percent) / 100))
        for basis in {rate.basis for rate in found}:
            part = [rate for rate in found if rate.basis == basis]
            lines = page.locator(f"[class*=st-key-sheet_repeats_{basis}] tbody tr")
            expect(lines).to_have_count(len(part))
            told = sorted((line.locator("td").nth(2).inner_text(), line.locator("td").nth(3).inner_text()) for line in lines.all())
            assert told == sorted((f"{rate.repeated:,}", f"{rate.problems:,}") for rate in part)
    pairs = repeats.again(rows, 0.6)
    unit = pairs[0].later
    pick(page, "choose_of_unit", unit["unit_name"], f"of_unit={unit['unit_id']}")
    own = [pair for pair in pairs if pair.later["unit_id"] == unit["unit_id"]]
    page.get_by_text(words.say("zh", "repeats.cut", shown=min(len(own), 10), n=len(own)), exact=True).wait_for()


def test_sisters_of_a_unit_are_listed_when_it_is_chosen(serve, open_page, lake, asked):
    rows, units = asked("problem_list"), Lake(lake / "demo").edition().connect().execute("select unit_id, unit_name, sector from units order by unit_id").fetchall()
    sectors = {unit_id: sector for unit_id, _, sector in units}
    unit_id, name = next((unit_id, name) for unit_id, name, sector in units if sector and repeats.elsewhere(rows, sectors, unit_id, 0.8))
    page = open_page(f"{serve(lake)}/repeats?lang=zh&data=demo")
    pick(page, "choose_sisters", name, f"sisters={unit_id}")
    found = repeats.elsewhere(rows, sectors, unit_id, 0.8)
    expect(page.locator(".st-key-sheet_sisters tbody tr")).to_have_count(min(len(found), 10))
    assert formats.percent(100 * found[0].similarity, 0) in page.locator(".st-key-sheet_sisters tbody tr").first.inner_text()


def test_strata_and_size_of_a_sample_are_chosen_and_the_same_problems_drawn(serve, open_page, lake, asked):
    page = open_page(f"{serve(lake)}/verify?lang=zh&data=demo&strata=none")
    click(page, "choose_strata", words.say("zh", "verify.by_aspect"), "strata=aspect")
    size = page.locator(".st-key-choose_size input")
    size.fill("25")
    size.press("Enter")
    page.wait_for_url("**size=25**")
    rows = [row for row in asked("problem_list") if row["value"]]
    basis = Counter(row["basis"] for row in rows).most_common(1)[0][0]
    rows = [row for row in rows if row["basis"] == basis]
    drawn = {problem for ids in sampling.drawn(sampling.by_stratum(rows, ("aspect",)), 25, "2026").values() for problem in ids}
    lines = page.locator("[class*=st-key-sheet_sample] tbody tr")
    expect(lines).to_have_count(25)
    shown = page.locator("[class*=st-key-sheet_sample] tbody").inner_text()
    assert len(drawn) == 25 and all(row["problem_text"] in shown for row in rows if row["problem_id"] in drawn)


@pytest.fixture(scope="module")
def on_two_bases(tmp_path_factory):
    """Problems as they were fed back, and other ones as the unit itself divided its work."""
    folder = tmp_path_factory.mktemp("two_bases")
    ends = {"整改时限": "2024-05-01", "完成日期": "2024-04-20"}
    lines = [line(number, f"反馈的第{number}个问题，材料不全。", status="已完成" if number < 12 else "正在整改", 口径="反馈问题", **(ends if number < 12 else {"整改时限": "2024-05-01", "完成日期": ""})) for number in range(1, 15)]
    lines += [line(f"事项{number}", f"分解的第{number}件事，手续不齐。", status="已完成" if number < 21 else "正在整改", 口径="分解事项", **(ends if number < 21 else {"整改时限": "2024-05-01", "完成日期": ""})) for number in range(1, 31)]
    load(folder / "lake", ledger(folder / "台账.csv", lines))
    return folder / "lake"


def test_the_lights_of_another_basis_are_a_click_away_and_bases_are_never_added(serve, open_page, on_two_bases, ask):
    page, rows = open_page(f"{serve(on_two_bases)}/alerts?lang=zh"), ask(on_two_bases, "due_days")
    for basis in ("feedback", "item"):
        click(page, "choose_on_basis", BASIS[basis], f"on_basis={basis}")
        own = [row | {"due_on": row["due_on"] and date.fromisoformat(row["due_on"])} for row in rows if row["basis"] == basis]
        page.get_by_text(words.say("zh", "alerts.total", n=f"{sum(row['value'] for row in own):,}", basis=BASIS[basis])).wait_for()
        assert {light: number(page, light) for light in deadlines.LIGHTS} == {light: lit(own)[light] for light in deadlines.LIGHTS}


def test_a_sample_is_of_one_basis_and_the_other_is_a_click_away(serve, open_page, on_two_bases, ask):
    page, rows = open_page(f"{serve(on_two_bases)}/verify?lang=zh&size=5&strata=none"), ask(on_two_bases, "problem_list")
    for basis in ("feedback", "item"):
        click(page, "choose_on_basis", BASIS[basis], f"on_basis={basis}")
        own = [row for row in rows if row["basis"] == basis]
        closed = [row for row in own if row["value"]]
        page.locator("[class*=st-key-card_verify_draw] a", has_text=f"{len(closed):,}").first.wait_for()
        shown = page.locator("[class*=st-key-sheet_sample] tbody tr").all_inner_texts()
        assert len(shown) == 5 and all(any(row["problem_text"] in text for row in closed) for text in shown)
