"""A real server and a real browser. A page that complains, or asks any other host for anything, fails its test.

    def test_something(serve, open_page, lake):
        page = open_page(serve(lake) + "/compare", viewport=PHONE)
"""

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Error, Locator, Page, Playwright, sync_playwright

import duibiao
from dashboard import doctor

ROOT = Path(__file__).resolve().parents[2]
DESK = {"width": 1440, "height": 900}
PHONE = {"width": 390, "height": 844}
# Without a sandbox, since tests often run as root; without the errands that Chromium runs for itself.
FLAGS = [
    "--no-sandbox",
    "--disable-dev-shm-usage",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--font-render-hinting=none",
]
# The script has ended and nothing shown is from before; all parts have come (Streamlit fetches the code of a kind of element when it first meets
# one, up to seconds after the script's end) and charts are drawn; and for 200 ms nothing has changed.
SETTLED = """() => {
    const app = document.querySelector('[data-testid=stApp]')?.dataset ?? {};
    if (!window.changed) {
        const note = () => { window.changed = performance.now(); };
        note();
        new MutationObserver(note).observe(document, {subtree: true, childList: true, characterData: true});
    }
    return app.testScriptState === 'notRunning' && app.testConnectionState === 'CONNECTED'
        && !document.querySelector('[data-stale=true], [data-testid=stSkeleton], .stPlotlyChart:not(:has(.main-svg))')
        && performance.now() - window.changed > 200;
}"""
# On a page's own address Streamlit first looks for itself below that address; the browser logs the 404.
HARMLESS = re.compile(r"/[\w-]+/_stcore/(health|host-config)$")
MIDDLE = """link => {
    link.scrollIntoView({block: 'center'});
    const box = link.getBoundingClientRect();
    return [box.x + box.width / 2, box.y + box.height / 2];
}"""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark this folder's tests; without a browser or fonts skip them, or fail them where DUIBIAO_REQUIRE_BROWSER is set."""
    ours = [item for item in items if item.path.is_relative_to(Path(__file__).parent)]
    lacking = [name for name, found in {"browser": doctor.browser, "Chinese fonts": doctor.chinese_fonts}.items() if ours and not found()]
    for item in ours:
        item.add_marker(pytest.mark.browser)
        if lacking and not os.environ.get("DUIBIAO_REQUIRE_BROWSER"):
            item.add_marker(pytest.mark.skip(reason=f"no {' and no '.join(lacking)} found; 'make test' says how to get them"))


@pytest.fixture(scope="session")
def serve() -> Iterator[Callable[[Path], str]]:
    """serve(lake) -> the address of a server for that lake; one server for each lake, all ended with the session."""
    running: dict[Path, tuple[subprocess.Popen[str], str]] = {}

    def serve(lake: Path) -> str:
        lake = lake.resolve()
        if lake not in running:
            running[lake] = _start(lake)
        return running[lake][1]

    yield serve
    for process, _ in running.values():
        process.terminate()
    for process, _ in running.values():
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        process.stdout.close()


def _start(lake: Path) -> tuple[subprocess.Popen[str], str]:
    """A server on any free port. It says its address once it is warm, so nothing is guessed and nobody polls."""
    command = [sys.executable, "-c", "from dashboard.serve import serve; serve(port=0)"]
    environment = os.environ | {"DUIBIAO_LAKE": str(lake), "PYTHONUTF8": "1", "PYTHONUNBUFFERED": "1"}
    process = subprocess.Popen(command, cwd=lake.anchor, env=environment, stdout=subprocess.PIPE, encoding="utf-8")
    for line in process.stdout:
        found = re.search(r"http://127\.0\.0\.1:\d+", line)
        if found:
            return process, found[0]
    raise RuntimeError(f"the server ended with {process.wait()} before it said where it is")


@pytest.fixture(scope="package")
def playwright() -> Iterator[Playwright]:
    """For this folder only: while it is open, code elsewhere could not run an event loop of its own."""
    with sync_playwright() as playwright:
        yield playwright


@pytest.fixture(scope="package")
def browser(playwright: Playwright) -> Iterator[Browser]:
    place = doctor.browser()
    assert place, "DUIBIAO_REQUIRE_BROWSER is set, and there is no browser"
    assert doctor.chinese_fonts(), "DUIBIAO_REQUIRE_BROWSER is set, and there are no Chinese fonts"
    browser = playwright.chromium.launch(executable_path=place, args=FLAGS)
    yield browser
    browser.close()


@pytest.fixture
def open_page(browser: Browser) -> Iterator[Callable[..., Page]]:
    """open_page(url, viewport=DESK, color_scheme="light") -> a settled page, watched until the test ends."""
    contexts: list[BrowserContext] = []
    complaints: list[str] = []

    def open_page(url: str, viewport: dict = DESK, color_scheme: str = "light", **context_options) -> Page:
        context = browser.new_context(
            viewport=viewport, color_scheme=color_scheme, locale="zh-CN", timezone_id="Asia/Shanghai", **context_options
        )
        context.set_default_timeout(60_000)                 # a busy computer is no failure of the page
        contexts.append(context)
        page = context.new_page()
        watch(page, urlsplit(url).netloc, complaints)
        page.goto(url)
        ready(page)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert complaints == []


@pytest.fixture
def ask(tmp_path) -> Callable[..., list[dict]]:
    """ask(lake, "rules_made", "--level", "city") -> the rows that `duibiao ask` writes for programs, to hold a page against."""

    def ask(lake: Path, name: str, *flags: str) -> list[dict]:
        out = tmp_path / "asked.json"
        assert duibiao.main(["ask", name, *flags, "--lake", str(lake), "--format", "json", "--out", str(out)]) == duibiao.DONE
        return json.loads(out.read_text(encoding="utf-8"))["rows"]

    return ask


def watch(page: Page, host: str, complaints: list[str]) -> None:
    """Note every error that the page logs or throws, and every address that it asks at another host."""

    def on_console(message: ConsoleMessage) -> None:
        if message.type == "error" and not HARMLESS.search(message.location.get("url", "")):
            complaints.append(f"console: {message.text}")

    def on_error(error: Error) -> None:
        complaints.append(f"thrown: {error}")

    def on_address(url: str) -> None:
        if urlsplit(url).scheme in ("http", "https", "ws", "wss") and urlsplit(url).netloc != host:
            complaints.append(f"asked another host: {url}")

    page.on("console", on_console)
    page.on("pageerror", on_error)
    page.on("request", lambda request: on_address(request.url))
    page.on("websocket", lambda socket: on_address(socket.url))


def ready(page: Page) -> None:
    """Wait until Streamlit is connected, its script has ended, and what it made is all there.

    After a click wait for what the click should bring: a rerun can be over before it is seen to run.
    """
    page.wait_for_function(SETTLED)


def click(page: Page, key: str, text: str, then: str) -> None:
    """Press the choice that says `text` in the widget called `key`, and wait until the address says what it means."""
    page.locator(f".st-key-{key}").get_by_text(text, exact=True).locator("visible=true").first.click()
    settled(page, then)


def pick(page: Page, key: str, text: str, then: str) -> None:
    """Choose `text` from a list by writing its beginning, as one does with a long list."""
    box = page.locator(f".st-key-{key}").get_by_role("combobox")
    box.click()
    box.fill(text)
    page.get_by_role("option", name=text, exact=True).click()
    settled(page, then)


def write_day(page: Page, key: str, day: str, then: str) -> None:
    """Write a day into its three parts; it counts once the field is left."""
    page.locator(f".st-key-{key} [role=spinbutton]").first.click()
    page.keyboard.type(day.replace("-", ""), delay=60)
    page.locator("h1").first.click()
    settled(page, then)


def settled(page: Page, address: str) -> None:
    """Wait for an address and for the page that belongs to it."""
    page.wait_for_url(lambda url: address in unquote(url))
    ready(page)
    page.wait_for_timeout(300)
    ready(page)


def press(link: Locator) -> None:
    """Press the mouse on the middle of a link in a picture, once the link stands still. (A click of the locator's own misses words inside an SVG text.)"""
    place = None
    while (now := link.evaluate(MIDDLE)) != place:
        place = now
        link.page.wait_for_timeout(300)
    link.page.mouse.click(*place)
