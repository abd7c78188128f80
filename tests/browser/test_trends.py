"""The trends page as a reader uses it: each question by a click, its figures those of the queries, its numbers leading to their rows."""

import re

import pytest

from dashboard import words
from queries import Filter, Lake, answer, breakdown, curves, metric, trends
from tests.browser.conftest import DESK, PHONE, ready, write_day
from tests.browser.test_pages import FAILURE, RAW, shown

# Names of methods that Chinese pages keep.
KEPT = re.compile(r"CSV|Excel|JSON|Parquet|Kaplan|Meier|English|Cochran|Armitage|rank|SQL")


@pytest.fixture(scope="module")
def lake(demo_lake):
    return demo_lake


@pytest.fixture(scope="module")
def url(serve, lake) -> str:
    return serve(lake)


@pytest.fixture(scope="module")
def database(lake):
    return Lake(lake / "demo").edition().connect()


def click(page, text: str, then: str) -> None:
    """Press a choice and wait for what it brings."""
    page.locator("[data-testid=stMain]").get_by_text(text, exact=True).locator("visible=true").first.click()
    page.wait_for_url(re.compile(re.escape(then)))
    ready(page)
    page.wait_for_timeout(300)
    ready(page)


@pytest.mark.parametrize("size", [pytest.param(DESK, id="1440"), pytest.param(PHONE, id="390")])
@pytest.mark.parametrize("language", words.LANGUAGES)
@pytest.mark.parametrize("view", ["rounds", "closing", "change"])
def test_every_view_fits_and_says_no_word_of_a_program(open_page, url, view, language, size):
    page = open_page(f"{url}/trends?lang={language}&data=demo&view={view}", viewport=size)
    page.locator(".js-plotly-plot .main-svg").first.wait_for(timeout=60_000)
    assert page.locator(FAILURE).count() == 0
    assert page.locator("h1").first.inner_text() == words.say(language, "page.trends")
    assert not RAW.search(shown(page))
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    if language == "zh":
        assert sorted(set(re.findall(r"[A-Za-z]{4,}", KEPT.sub("", shown(page))))) == []


def test_from_round_to_round_and_to_the_rows_of_one_round(open_page, url, database):
    page = open_page(f"{url}/?lang=zh&data=demo")
    page.locator("[class*=st-key-nav_] a", has_text="趋势").click()
    page.locator("h1", has_text="趋势").wait_for()
    ready(page)
    last = trends.periods(answer(database, breakdown("completion_by_round")).to_pylist(), "round")["feedback"][-1]
    counts = page.locator("[class*=st-key-sheet_rounds] a", has_text=f"{last.closed:,} / {last.total:,}")
    assert counts.count() == 1
    click(page, "建章立制数", "metric=rules_made")
    page.get_by_text(words.say("zh", "trends.neutral")).wait_for()
    click(page, "问题整改完成率", "metric=problem_completion_rate")
    counts.wait_for()
    address = counts.get_attribute("href")
    assert address.startswith("trace?") and "rounds=" in address
    page.goto(f"{url}/{address}")
    ready(page)
    page.locator("h1", has_text=words.say("zh", "page.trace")).wait_for()
    assert page.locator(FAILURE).count() == 0
    rows = [row for row in answer(database, breakdown("completion_by_round")).to_pylist() if (row["basis"], row["round"]) == ("feedback", last.name)]
    told = page.locator("[class*=st-key-card_trace_number]").inner_text()
    assert rows and all(row["unit_name"] in told for row in rows)


def test_months_change_with_the_series_and_agree_with_the_question_of_that_day(open_page, url, database):
    page = open_page(f"{url}/trends?lang=zh&data=demo")
    page.locator("[class*=st-key-months_feedback] summary").click()
    months = trends.months(answer(database, breakdown("backlog_by_month")).to_pylist())["feedback"]
    table = page.locator("[class*=st-key-sheet_months_feedback]")
    table.wait_for()
    day = months[-3].day
    asked = [row for row in answer(database, metric("problem_completion_rate"), Filter(as_of=day, basis="feedback", standard="accepted")).to_pylist() if row["value"] is not None]
    counts = f"{sum(row['completed'] for row in asked):,} / {sum(row['total'] for row in asked):,}"
    assert counts in table.locator("tr", has_text=day.isoformat()).inner_text()
    click(page, "当月完成数", "series=closings")
    assert page.get_by_text(re.compile("平常波动|控制限")).count() > 0


def test_how_fast_by_round_with_the_median_of_the_rows(open_page, url, database):
    page = open_page(f"{url}/trends?lang=zh&data=demo")
    click(page, "整改用时", "view=closing")
    click(page, "按轮次", "split=round")
    rows, _ = curves.dated(answer(database, breakdown("closings_by_day")).to_pylist())
    for group in curves.groups(rows, lambda row: row["round"]):
        line = page.locator("[class*=st-key-sheet_closing_round] tr", has_text=group.name)
        line.wait_for()
        assert f"{group.closed:,} / {group.problems:,}" in line.inner_text()
        if group.median[0] == group.median[0]:
            assert f"{int(group.median[0])} 天" in line.inner_text()
    page.get_by_text("log-rank").first.wait_for()
    page.go_back()
    page.wait_for_url(lambda address: "split=round" not in address)


def test_two_days_in_the_address_open_the_same_split(open_page, url):
    page = open_page(f"{url}/trends?lang=zh&data=demo&view=change&day_from=2025-03-31&day_to=2026-03-31")
    sentence = page.get_by_text(re.compile(r"[+-][\d.]+ 个百分点：整改")).first
    sentence.wait_for()
    first = sentence.inner_text()
    click(page, "轮次", "cells=round")
    assert re.findall(r"[\d,]+ / [\d,]+", first) == re.findall(r"[\d,]+ / [\d,]+", page.get_by_text(re.compile("个百分点：整改")).first.inner_text())
    with page.expect_download() as waiting:
        page.goto(f"{url}/trends?lang=zh&data=demo")
        ready(page)
        page.locator("[class*=st-key-download_completion_by_round_csv] button").click()
    assert "演示数据" in waiting.value.path().read_bytes().decode("utf-8-sig").splitlines()[0]


def test_in_the_dark_without_complaint(open_page, url):
    page = open_page(f"{url}/trends?lang=zh&data=demo&view=closing&split=level", color_scheme="dark")
    page.locator(".js-plotly-plot .main-svg").first.wait_for(timeout=60_000)
    assert page.locator(FAILURE).count() == 0


def test_by_year_and_every_metric_is_a_click(open_page, url, ask, lake):
    page = open_page(f"{url}/trends?lang=zh&data=demo")
    click(page, words.say("zh", "trends.by_year"), "by=year")
    for name in ("problem_completion_rate", "measure_completion_rate", "disciplinary_actions", "rules_made"):
        if name != "problem_completion_rate":
            click(page, metric(name).title["zh"], f"metric={name}")
        source = {"disciplinary_actions": "discipline_by_round", "rules_made": "rules_by_round"}.get(name, "completion_by_round")
        rows = [row for row in ask(lake / "demo", source) if row["year"] and (source != "completion_by_round" or row["basis"] == ("measure" if name.startswith("measure") else "feedback"))]
        for year in {row["year"] for row in rows}:
            of = [row for row in rows if row["year"] == year and row["value"] is not None]
            said = f"{sum(row['completed'] or 0 for row in of):,} / {sum(row['value'] for row in of):,}" if source == "completion_by_round" else f"{sum(row['value'] for row in of):,}"
            page.locator(f"[class*=st-key-sheet_rounds_{name}] tr", has_text=str(year)).filter(has_text=said).first.wait_for()


def test_the_days_are_written_and_every_way_of_splitting_leads_to_the_same_difference(open_page, url, ask, lake):
    page = open_page(f"{url}/trends?lang=zh&data=demo&view=change")
    write_day(page, "choose_day_from", "2025-06-30", "day_from=2025-06-30")
    ends = []
    for day in ("2025-06-30", None):
        rows = [row for row in ask(lake / "demo", "problem_completion_rate", "--basis", "feedback", "--standard", "accepted", *(["--as-of", day] if day else [])) if row["value"] is not None]
        ends.append(f"{sum(row['completed'] for row in rows):,} / {sum(row['total'] for row in rows):,}")
    for cells in ("round", "level", "sector", "unit"):
        click(page, words.say("zh", f"trends.cells_{cells}"), f"cells={cells}")
        sentence = page.get_by_text(re.compile("个百分点：整改")).first.inner_text()
        assert re.findall(r"[\d,]+ / [\d,]+", sentence) == ends, cells


def test_the_split_by_aspect_holds_the_rows_that_name_one(open_page, url, ask, lake):
    page = open_page(f"{url}/trends?lang=zh&data=demo&view=change&day_from=2025-06-30")
    click(page, words.say("zh", "trends.cells_aspect"), "cells=aspect")
    page.get_by_text(words.say("zh", "trends.only_with_aspect")).first.wait_for()
    ends = []
    for day in ("2025-06-30", None):
        rows = [row for row in ask(lake / "demo", "problems_by_aspect", "--basis", "feedback", "--standard", "accepted", *(["--as-of", day] if day else [])) if row["basis"] == "feedback"]
        ends.append(f"{sum(row['completed'] or 0 for row in rows):,} / {sum(row['value'] for row in rows):,}")
    assert re.findall(r"[\d,]+ / [\d,]+", page.get_by_text(re.compile("个百分点：整改")).first.inner_text()) == ends
    lines = page.locator("[class*=st-key-sheet_contributions_feedback_aspect] tbody tr")
    aspects = {row["aspect"] for row in rows}
    assert lines.count() > 1 and all(line.locator("td").first.inner_text() in aspects or "个" in line.locator("td").first.inner_text() for line in lines.all())
