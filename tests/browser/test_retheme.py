"""Giving a problem another theme in a real browser: clicked through, counted by the command line, kept over a load, and withdrawn again."""

from pathlib import Path

import pytest
from playwright.sync_api import Page

import duibiao
from dashboard import words
from queries import Lake
from tests import ledgers
from tests.browser.conftest import DESK, PHONE, ready

CONDUCT, FUNDS = "四风与公务支出", "财务与资金管理"
TEXTS = ("公务接待超标准报销三次。", "公务接待超标准报销四次。", "抓得不够扎实。")


@pytest.fixture
def lake(tmp_path) -> Path:
    load(tmp_path, "ledger.csv", *TEXTS)
    return tmp_path / "lake"


@pytest.fixture(scope="module")
def only_read(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("retheme")
    load(folder, "ledger.csv", *TEXTS)
    return folder / "lake"


def load(folder: Path, name: str, *texts: str, first: int = 1) -> None:
    path = ledgers.ledger(folder / name, [ledgers.line(number, text) for number, text in enumerate(texts, start=first)])
    assert duibiao.main(["load", str(path), "--lake", str(folder / "lake")]) == duibiao.DONE


def press_open(page: Page) -> None:
    page.locator("[class*=st-key-retheme_trace_] button").click()
    page.get_by_text(words.say("zh", "retheme.about")).or_(page.get_by_text(words.say("en", "retheme.about"))).wait_for()
    ready(page)


def pick(page: Page, name: str, text: str) -> None:
    box = page.locator(f"[class*=st-key-retheme_{name}_]").get_by_role("combobox")
    box.click()
    box.fill(text)                      # of a long list only what is in sight is there
    page.get_by_role("option", name=text).click()
    ready(page)


def write(page: Page, name: str, text: str) -> None:
    box = page.locator(f"[class*=st-key-retheme_{name}_] input")
    box.fill(text)
    box.press("Tab")


def save(page: Page, edition: int) -> None:
    page.locator("[class*=st-key-retheme_save_] button").click()
    page.get_by_text(words.say("zh", "review.saved", number=edition)).wait_for()
    page.locator("[class*=st-key-retheme_save_]").wait_for(state="detached")
    ready(page)


def counted(ask, lake: Path) -> dict[str | None, int]:
    """Problems by theme, as the command line counts them."""
    found: dict[str | None, int] = {}
    for row in ask(lake, "problems_by_theme", "--codes"):
        found[row["theme"]] = found.get(row["theme"], 0) + row["value"]
    return found


def test_a_theme_is_changed_by_clicks_counts_everywhere_outlives_a_load_and_is_withdrawn(serve, open_page, ask, lake):
    assert counted(ask, lake) == {CONDUCT: 2, None: 1}
    page = open_page(f"{serve(lake)}/trace?lang=zh&of=problems_by_theme&is_theme={CONDUCT}", viewport=DESK)
    press_open(page)
    pick(page, "of", TEXTS[0])
    page.locator("[class*=st-key-retheme_save_]").wait_for()
    body = page.locator("[data-testid=stPopoverBody]", has=page.locator("[class*=st-key-retheme_save_]"))
    assert "归类用语：四风与公务支出：" in body.inner_text()
    pick(page, "use", FUNDS)
    write(page, "reason", "说的是报销")
    write(page, "by", "值班员")
    save(page, 2)
    assert counted(ask, lake) == {CONDUCT: 1, FUNDS: 1, None: 1}
    load(lake.parent, "later.csv", "公车私用十二次，加油卡无人管。", first=4)
    assert counted(ask, lake) == {CONDUCT: 2, FUNDS: 1, None: 1}

    page.goto(f"{serve(lake)}/themes?lang=zh")
    line = page.locator("[class*=st-key-sheet_retheme_decisions] tbody tr")
    line.wait_for()
    assert all(word in line.inner_text() for word in ("值班员", TEXTS[0], f"主题 更正为 {FUNDS}（原为 {CONDUCT}）", "说的是报销", "生效"))
    page.goto(f"{serve(lake)}/{line.locator('a').get_attribute('href')}")
    press_open(page)
    page.locator("[class*=st-key-retheme_verdict_]").get_by_text(words.say("zh", "review.verdict_withdrawn"), exact=True).click()
    page.locator("[class*=st-key-retheme_use_]").wait_for(state="detached")
    write(page, "reason", "还是接待的事")
    write(page, "by", "值班员")
    save(page, 4)
    assert counted(ask, lake) == {CONDUCT: 3, None: 1}


@pytest.mark.parametrize("size", [pytest.param(DESK, id="1440"), pytest.param(PHONE, id="390")])
@pytest.mark.parametrize("language, scheme", [("zh", "light"), ("en", "dark")])
def test_the_form_fits_its_screen_and_can_be_read_in_the_dark(serve, open_page, only_read, language, scheme, size):
    row_id = Lake(only_read).edition().connect().execute("select problem_id from problems where problem_text = ?", [TEXTS[0]]).fetchone()[0]
    page = open_page(f"{serve(only_read)}/trace?lang={language}&of=problem_texts_by_theme&is_row_id={row_id}", viewport=size, color_scheme=scheme)
    press_open(page)
    box = page.locator("[class*=st-key-retheme_reason_] input")
    box.scroll_into_view_if_needed()
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    place = box.bounding_box()
    assert place["x"] >= 0 and place["x"] + place["width"] <= size["width"]
    field = page.locator("[class*=st-key-retheme_reason_] [data-testid=stTextInputRootElement]")
    ground = field.evaluate("box => { for (; box; box = box.parentElement) { const colour = getComputedStyle(box).backgroundColor; if (!/, 0\\)$/.test(colour)) return colour } }")
    assert (sum(map(int, ground.strip("rgb()").split(",")[:3])) < 200) == (scheme == "dark"), ground
