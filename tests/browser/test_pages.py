"""Every page in a real browser: with the sample, the invented province and nothing; both languages, wide and narrow.

That nothing is logged as an error and no other host is asked is what `open_page` asserts.
"""

import re

import pytest

from dashboard import words
from tests.browser.conftest import DESK, PHONE, ROOT, ready

PAGES = {name: "/" if name == "overview" else f"/{name}" for name in sorted(path.stem for path in (ROOT / "dashboard" / "views").glob("*.py"))}
SIZES = [pytest.param(DESK, id="1440"), pytest.param(PHONE, id="390")]
# What Streamlit shows when a script fails, and what our frame shows in its place.
FAILURE = "[data-testid=stException], [data-testid=stAlertContentError]"
# Words of a program that must not stand where a label is meant. Code and the data dictionary show names on purpose.
RAW = re.compile(r"\b(?:None|nan|NaN|unit_id|feedback_on|claimed_only|not_stated|opening_only|in_progress|d-[0-9a-f]{8,})\b")
# Latin words that Chinese pages keep: names of formats and methods, and the ids of rules on time.
KEPT = re.compile(r"[RL]-?[A-Z]*\d{4}(?:-[A-Z]+)?|Word|CSV|Excel|JSON|Parquet|SHA-256|Kaplan|Meier|English|duibiao|load|demo|data|sample|https?\S+|Wilson|SQL|Cochran|Armitage")


@pytest.fixture(scope="module")
def full(serve, demo_lake) -> str:
    return serve(demo_lake)


@pytest.fixture(scope="module")
def empty(serve, tmp_path_factory) -> str:
    return serve(tmp_path_factory.mktemp("empty"))


def shown(page) -> str:
    """What a reader sees in the page itself. Code is English anywhere, and icons are words of an icon font."""
    return page.evaluate("""() => {
        const copy = document.querySelector('[data-testid=stMain]').cloneNode(true);
        copy.querySelectorAll('code, pre, [translate=no], [role=img], [data-testid=stDataFrame], .js-plotly-plot style').forEach((node) => node.remove());
        return copy.textContent;
    }""")


def check(page, language: str, name: str) -> None:
    assert page.locator(FAILURE).count() == 0
    assert page.locator("h1").first.inner_text() == words.say(language, f"page.{name}")
    assert not RAW.search(shown(page))
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"), "the page is wider than the screen"


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("language", words.LANGUAGES)
@pytest.mark.parametrize("data", ["real", "demo"])
@pytest.mark.parametrize("name", PAGES)
def test_a_page_with_data(open_page, full, name, data, language, size):
    page = open_page(f"{full}{PAGES[name]}?lang={language}&data={data}", viewport=size)
    check(page, language, name)
    assert page.get_by_text(words.say(language, "demo.about")).count() == (1 if data == "demo" else 0)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("language", words.LANGUAGES)
@pytest.mark.parametrize("name", PAGES)
def test_a_page_without_data(open_page, empty, name, language, size):
    check(open_page(f"{empty}{PAGES[name]}?lang={language}", viewport=size), language, name)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("data", ["real", "demo"])
def test_a_unit_opens_from_its_name(open_page, full, data, size):
    page = open_page(f"{full}/unit?lang=zh&data={data}", viewport=size)
    page.get_by_role("combobox").last.click()
    page.get_by_role("option").first.click()
    page.locator("[class*=st-key-card_unit_metrics]").wait_for()
    ready(page)
    check(page, "zh", "unit")
    assert "unit=" in page.url


@pytest.mark.parametrize("name", PAGES)
def test_a_chinese_page_has_no_english(open_page, full, name):
    page = open_page(f"{full}{PAGES[name]}?lang=zh&data=real")
    assert sorted(set(re.findall(r"[A-Za-z]{4,}", KEPT.sub("", shown(page))))) == []


def test_the_question_goes_along_and_back(open_page, full):
    """From a filter on the overview to the comparison, to another metric there, and back with the browser's own button."""
    page = open_page(f"{full}/?lang=zh&data=demo&basis=feedback")
    page.locator("[class*=st-key-nav_] a").nth(1).click()
    page.locator("h1", has_text="单位对比").wait_for()
    ready(page)
    assert "basis=feedback" in page.url
    page.locator("[class*=st-key-metric_group]").get_by_text("资金", exact=True).click()
    page.wait_for_url("**metric=recovery_rate**")
    ready(page)
    page.go_back()
    page.wait_for_url(lambda url: "metric=recovery_rate" not in url)
    page.go_back()
    page.locator("h1", has_text="总览").wait_for()
    assert "basis=feedback" in page.url


def test_every_number_is_one_click_from_its_definition(open_page, full):
    page = open_page(f"{full}/?lang=zh&data=demo")
    page.locator("[class*=st-key-define_kpi_0] button").click()
    definition = page.locator("[data-testid=stPopoverBody]")
    definition.wait_for()
    assert "向各单位提出的问题" in definition.inner_text()
    definition.get_by_text("select").first.wait_for()


def test_a_file_is_made_when_asked_for(open_page, full):
    page = open_page(f"{full}/compare?lang=zh&data=demo")
    with page.expect_download() as waiting:
        page.locator("[class*=st-key-download_problem_completion_rate_csv] button").click()
    content = waiting.value.path().read_bytes()
    assert "演示数据" in waiting.value.suggested_filename
    assert content.startswith(b"\xef\xbb\xbf")
    assert "演示数据" in content.decode("utf-8-sig").splitlines()[0]
