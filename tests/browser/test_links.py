"""One click of the mouse on one number of each page shows its rows or sentences: in tables, on cards and in pictures."""

import pytest

from tests.browser.conftest import DESK, ready

TABLE, PICTURE, CARD, TEXT = "[data-testid=stTable] a", ".js-plotly-plot a", "[class*='st-key-evidence_link_'] a", "[data-testid=stMarkdownContainer] a"
NUMBERS = {
    "/": CARD, "/compare": PICTURE, "/trends?view=closing": TABLE, "/funds": TEXT, "/discipline": PICTURE, "/rules": PICTURE, "/themes": TABLE, "/alerts": TABLE,
    "/verify": TABLE, "/repeats": TABLE, "/unit?unit=demo-00001": PICTURE,
}
# Where the words begin of the first link of that kind that leads to evidence and is to be seen, scrolled to; null where there is none.
PLACE = """selector => {
    const links = [...document.querySelectorAll(`[data-testid=stMain] ${selector}`)];
    const found = links.find(link => /trace\\?/.test(link.href?.baseVal ?? link.href ?? '') && link.getClientRects().length && link.checkVisibility());
    if (!found) return null;
    found.scrollIntoView({block: 'center'});
    const box = found.getBoundingClientRect();
    return [Math.round(box.x + Math.min(8, box.width / 2)), Math.round(box.y + box.height / 2)];
}"""


@pytest.fixture(scope="module")
def address(serve, demo_lake) -> str:
    return serve(demo_lake)


def test_a_click_on_one_number_of_each_page_shows_its_rows(open_page, address):
    """The mouse itself: what lies above a link would take its click."""
    page = open_page(f"{address}/?data=demo", viewport=DESK)
    for path, selector in NUMBERS.items():
        page.goto(f"{address}{path}{'&' if '?' in path else '?'}data=demo")
        ready(page)
        place = page.wait_for_function(PLACE, arg=selector).json_value()
        page.wait_for_timeout(300)
        while (now := page.evaluate(PLACE, selector)) != place:         # pictures above may still grow
            place = now
            page.wait_for_timeout(300)
        if selector in (TABLE, TEXT):                                   # links of Streamlit's Markdown open a tab of their own
            with page.context.expect_page() as opened:
                page.mouse.click(*place)
            shown = opened.value
        else:
            page.mouse.click(*place)
            shown = page
        shown.locator("[class*=st-key-card_trace_places] tbody tr").first.wait_for()
        assert "/trace?" in shown.url, path
        if shown is not page:
            shown.close()
