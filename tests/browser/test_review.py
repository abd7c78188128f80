"""Reviewing a notice in a real browser: from a number to its sentence, a decision on it, and the decision wherever the number is."""

import re
from pathlib import Path

import pytest

import duibiao
from dashboard import words
from queries import Lake
from tests.browser.conftest import DESK, ready

NOTICES = Path(__file__).resolve().parents[1] / "notices"


@pytest.fixture
def lake(tmp_path) -> Path:
    assert duibiao.main(["load", str(NOTICES / "p01.txt"), "--lake", str(tmp_path / "lake")]) == duibiao.DONE
    return tmp_path / "lake"


def figure(lake: Path, name: str) -> dict:
    return Lake(lake).edition().connect().sql("select * from figures where figure = $1 and part_of is null", params=[name]).to_arrow_table().to_pylist()[0]


def test_one_click_leads_from_a_number_of_the_overview_to_its_sentence(serve, open_page, lake):
    page = open_page(serve(lake) + "/", viewport=DESK)
    page.locator("[class*='st-key-card_kpi_'] [class*='st-key-evidence_link_'] a").first.click()
    page.get_by_role("heading", name=words.say("zh", "page.trace"), level=1).wait_for()
    ready(page)
    assert figure(lake, "completed")["evidence"] in page.locator("[data-testid=stMain]").inner_text().replace("\u202f", "")


def test_a_figure_is_corrected_and_the_number_says_so_everywhere(serve, open_page, lake):
    one, address = figure(lake, "completed"), serve(lake)
    page = open_page(f"{address}/review?document={one['document_id']}&figure={one['figure_id']}")
    mark = page.locator(".notice-text mark.chosen")
    assert one["evidence"] in re.sub(r"\s", "", mark.inner_text())
    assert mark.evaluate("""mark => { const frame = mark.closest('[class*="st-key-review_scroll"]').getBoundingClientRect(), here = mark.getBoundingClientRect();
                             return here.top >= frame.top && here.bottom <= frame.bottom }"""), "the chosen words are out of sight"
    panel = page.locator("[class*=st-key-review_one]")
    panel.get_by_text("更正", exact=True).click()
    panel.locator("[class*=st-key-use_value_] input").fill(str(int(one["value"]) - 2))
    panel.locator("[class*=st-key-reason_] input").fill("原文此处是上一轮的数")
    panel.locator("[class*=st-key-by_] input").fill("值班员")
    panel.locator("[class*=st-key-by_] input").press("Tab")
    panel.get_by_role("button", name=words.say("zh", "review.save")).click()
    page.locator(".notice-text mark.chosen").wait_for()
    page.get_by_text(words.say("zh", "review.saved", number=2)).wait_for(timeout=60_000)
    ready(page)
    assert "上一轮" in panel.inner_text() and "已更正" in page.locator("[class*=st-key-review_figures]").inner_text()
    assert (figure(lake, "completed")["value"], figure(lake, "completed")["review"]) == (one["value"] - 2, "corrected")
    unit_id = Lake(lake).edition().connect().execute("select unit_id from units").fetchone()[0]
    page.goto(f"{address}/unit?unit={unit_id}")
    ready(page)
    card = page.locator("[class*='st-key-card_kpi_'][class*='problem_completion_rate']")
    assert "已更正 1" in card.inner_text() and f"{int(one['value']) - 2}" in card.inner_text()


def test_a_click_on_marked_words_chooses_their_figure(serve, open_page, lake):
    one = figure(lake, "completed")
    page = open_page(f"{serve(lake)}/review?document={one['document_id']}", viewport=DESK)
    page.locator(f".notice-text mark[data-figures~='{one['figure_id']}']").click()
    page.locator(f".notice-text mark.chosen[data-figures~='{one['figure_id']}']").wait_for()
    assert f"figure={one['figure_id']}" in page.url
    assert one["evidence"] in page.locator("[class*=st-key-review_one]").inner_text().replace("\u202f", "")


def test_a_decision_without_a_name_or_a_reason_is_not_recorded_and_says_why(serve, open_page, lake):
    one = figure(lake, "completed")
    page = open_page(f"{serve(lake)}/review?document={one['document_id']}&figure={one['figure_id']}")
    panel = page.locator("[class*=st-key-review_one]")
    panel.get_by_text("否定", exact=True).click()
    panel.get_by_role("button", name=words.say("zh", "review.save")).click()
    page.get_by_text(words.say("zh", "review.need_by")).wait_for()
    panel.locator("[class*=st-key-by_] input").fill("值班员")
    panel.locator("[class*=st-key-by_] input").press("Tab")
    panel.get_by_role("button", name=words.say("zh", "review.save")).click()
    page.get_by_text("应写明理由").wait_for(timeout=60_000)
    assert Lake(lake).edition().number == 1


def test_a_notice_is_opened_from_the_list_and_shows_as_many_figures_as_the_edition_has(serve, open_page, lake):
    connection = Lake(lake).edition().connect()
    document, number = connection.execute("select document_id, count(*) from figures group by document_id").fetchone()
    page = open_page(f"{serve(lake)}/review")
    address = page.locator(f"[data-testid=stMain] a[href*='document={document}']").first.get_attribute("href")
    page = open_page(f"{serve(lake)}/{address}")
    page.locator(".notice-text mark").first.wait_for()
    assert str(number) in page.locator("[class*=st-key-review_figures], [class*=st-key-review_sides]").first.inner_text()
    marked = set(" ".join(mark.get_attribute("data-figures") for mark in page.locator(".notice-text mark").all()).split())
    with_words = {row[0] for row in connection.execute("select figure_id from figures where document_id = ? and evidence_end is not null", [document]).fetchall()}
    assert marked == with_words
