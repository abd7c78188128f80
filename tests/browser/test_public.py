"""For whom pages are: one click covers what is internal, and numbers still lead to where they come from."""

import re

from playwright.sync_api import Page

from dashboard import words
from tests.browser.conftest import ready, settled

NUMBER = re.compile(r"[\d.,%/ \u202f]+")


def numbers(page: Page) -> list[str]:
    """Every number of the page that leads to its evidence."""
    return sorted(text for text in page.locator("a[href^='trace?']").all_inner_texts() if NUMBER.fullmatch(text))


def test_one_click_covers_what_is_internal_and_the_numbers_stay(serve, open_page, large_demo_lake):
    url = serve(large_demo_lake)
    page = open_page(f"{url}/alerts?lang=zh&data=demo")
    inside, counted = page.locator("[data-testid=stMain]").inner_text(), numbers(page)
    assert "〔内部" not in inside and page.locator("[class*=st-key-nav_] a", has_text="反向核查").count() == 1
    page.locator(".st-key-audience").get_by_text("公开", exact=True).click()
    settled(page, "for=public")
    page.get_by_text(words.say("zh", "audience.badge")).wait_for()
    outside = page.locator("[data-testid=stMain]").inner_text()
    assert "〔内部" in outside and page.locator("[class*=st-key-nav_] a", has_text="反向核查").count() == 0
    assert counted and numbers(page) == counted
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")


def test_a_number_for_the_public_leads_to_its_rows_and_its_file_says_for_whom(serve, open_page, large_demo_lake):
    url = serve(large_demo_lake)
    page = open_page(f"{url}/funds?lang=zh&data=demo&for=public")
    address = page.locator("a[href*='of=funds'][href^='trace?']").first.get_attribute("href")
    assert "for=public" in address
    page.goto(f"{url}/{address}")
    ready(page)
    told = page.locator(".st-key-card_trace_places")
    assert "〔内部" in told.inner_text() and "整改台账" not in told.inner_text()
    with page.expect_download() as waiting:
        told.get_by_role("button", name="CSV").last.click()
    assert "公开" in waiting.value.suggested_filename
    text = waiting.value.path().read_text(encoding="utf-8-sig")
    assert "整改台账!" not in text and "--for public" in text


def test_an_internal_page_says_that_it_is_one(serve, open_page, large_demo_lake):
    page = open_page(f"{serve(large_demo_lake)}/verify?lang=zh&data=demo&for=public")
    page.get_by_text(words.say("zh", "audience.internal_page")).wait_for()
    assert page.locator("[data-testid=stMain] table").count() == 0
