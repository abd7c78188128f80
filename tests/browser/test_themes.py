"""The page on common problems as a reader uses it: each choice by a click, its figures those of the queries, its numbers leading to their rows."""

import re
from collections import Counter

import pytest

from dashboard import words
from queries import Filter, Lake, answer, breakdown
from tests.browser.conftest import DESK, PHONE, click, pick, press, ready
from tests.browser.test_pages import FAILURE, RAW, shown

KEPT = re.compile(r"CSV|Excel|JSON|Parquet|English|SQL")


@pytest.fixture(scope="module")
def lake(demo_lake):
    return demo_lake


@pytest.fixture(scope="module")
def url(serve, lake) -> str:
    return serve(lake)


@pytest.fixture(scope="module")
def rows(lake):
    return answer(Lake(lake / "demo").edition().connect(), breakdown("problems_by_theme"), Filter()).to_pylist()


@pytest.mark.parametrize("size", [pytest.param(DESK, id="1440"), pytest.param(PHONE, id="390")])
@pytest.mark.parametrize("language", words.LANGUAGES)
def test_fits_and_says_no_word_of_a_program(open_page, url, language, size):
    page = open_page(f"{url}/themes?lang={language}&data=demo", viewport=size)
    page.locator(".js-plotly-plot .main-svg").first.wait_for()
    assert page.locator(FAILURE).count() == 0
    assert not RAW.search(shown(page))
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    if language == "zh":
        assert sorted(set(re.findall(r"[A-Za-z]{4,}", KEPT.sub("", shown(page))))) == []


def test_a_number_of_the_picture_is_the_query_s_and_leads_to_so_many_rows(open_page, url, rows):
    page = open_page(f"{url}/themes?lang=zh&data=demo&by=round")
    page.locator(".js-plotly-plot .annotation a").first.wait_for()
    whole = Counter()
    for row in rows:
        whole[row["theme"], row["round"]] += row["value"]
    links = page.locator(".js-plotly-plot .annotation a", has_text=re.compile(r"\d"))
    said = Counter(int(text) for text in links.all_text_contents())
    assert said == Counter(number for (_, round_name), number in whole.items() if round_name)
    number = links.first.text_content()
    press(links.first)
    page.locator("h1", has_text=words.say("zh", "page.trace")).wait_for()
    ready(page)
    assert page.get_by_text(words.say("zh", "trace.places", n=int(number))).count() == 1


def test_the_choices_are_kept_in_the_address(open_page, url):
    page = open_page(f"{url}/themes?lang=zh&data=demo&by=sector")
    page.get_by_role("radio", name="完成情况", exact=True).or_(page.get_by_text("完成情况", exact=True)).first.click()
    page.wait_for_url(re.compile("shown=completion"))
    ready(page)
    assert page.locator(FAILURE).count() == 0


def test_the_self_check_list_can_be_taken_away(open_page, url):
    page = open_page(f"{url}/themes?lang=zh&data=demo")
    with page.expect_download() as taken:
        page.locator("[class*=st-key-downloads_self_check] button").first.click()
    text = open(taken.value.path(), encoding="utf-8-sig").read()
    assert "演示数据" in text and "未巡先改" in text and "demo-" not in text.split("重现")[1].split("\n", 1)[1]


def test_every_grouping_is_a_click_and_its_numbers_are_those_of_the_command_line(open_page, url, lake, ask):
    page = open_page(f"{url}/themes?lang=zh&data=demo&by=unit")
    units = {row[0]: dict(zip(("sector", "level", "region"), row[1:], strict=True)) for row in
             Lake(lake / "demo").edition().connect().execute("select unit_id, sector, level, coalesce(city, province) from units").fetchall()}
    rows = ask(lake / "demo", "problems_by_theme")
    for by in ("sector", "level", "region", "round", "unit"):
        click(page, "choose_by", words.say("zh", f"themes.by_{by}"), f"by={by}")
        page.locator(".js-plotly-plot .annotation-text", has_text=re.compile(r"^\d")).first.wait_for()
        whole = Counter()
        for row in rows:
            whole[row["theme"], row["unit_id"] if by == "unit" else row["round"] if by == "round" else units[row["unit_id"]][by]] += row["value"]
        said = Counter(int(text) for text in page.locator(".js-plotly-plot .annotation-text").all_text_contents() if re.fullmatch(r"\d+", text) and int(text))
        of_groups = Counter(whole.values())
        if len({group for _, group in whole}) <= 8:                     # more are drawn only in part
            assert said == of_groups, by
        assert said and not said - of_groups, by


def test_completion_in_the_cells_and_the_self_check_of_a_sector(open_page, url, lake, ask):
    page = open_page(f"{url}/themes?lang=zh&data=demo&by=level")
    click(page, "choose_shown", words.say("zh", "themes.shown_completion"), "shown=completion")
    page.locator(".js-plotly-plot .annotation-text", has_text=re.compile(r"\d+/\d+")).first.wait_for()
    connection = Lake(lake / "demo").edition().connect()
    sector, name = connection.execute("select sector, zh from units join codes on list = 'sector' and code = sector group by sector, zh order by max(position) desc").fetchone()
    pick(page, "choose_for_sector", name, f"for_sector={sector}")
    rows = [row for row in ask(lake / "demo", "problem_texts_by_theme", "--sector", name) if row["basis"] == "feedback"]
    inspected = {row["unit_id"] for row in rows}
    without = connection.execute("select count(*) from units where sector = ?", [sector]).fetchone()[0] - len(inspected)
    page.get_by_text(words.say("zh", "themes.self_check_found", n=len(inspected), without=without, problems=len(rows)), exact=True).wait_for()
