"""Every page to those who do not see it or use no mouse: axe finds nothing serious in what is ours, in the light and the dark, wide and narrow."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser.conftest import DESK, PHONE, ready
from tests.browser.test_pages import PAGES

# What axe finds in parts that are Streamlit's own: rule, a part of the element's place, and why it stays.
STREAMLIT = {
    ("scrollable-region-focusable", "stTable"): "a wide table scrolls in Streamlit's own frame; browsers focus a region that scrolls by themselves",
}
FURTHER = ("/unit?unit=demo-00001", "/trends?view=closing", "/trends?view=change", "/compare?one=demo-00001&other=demo-00002&naive=1", "/rules?view=problem")
# Moderate to axe, but the order of headings is how a page is read by ear.
ALSO = ("heading-order",)


def found(page) -> list[str]:
    """Every finding that is serious, critical or among ALSO, by rule and place, without those of STREAMLIT."""
    violations = Axe().run(page, options={"resultTypes": ["violations"]}).response["violations"]
    said = [(each["id"], " ".join(map(str, node["target"])), node["html"][:120]) for each in violations if each["impact"] in ("serious", "critical") or each["id"] in ALSO
            for node in each["nodes"]]
    return [f"{rule}: {place}: {html}" for rule, place, html in said if not any(rule == known and part in place + html for known, part in STREAMLIT)]


@pytest.mark.slow
@pytest.mark.parametrize("size, color_scheme", [pytest.param(DESK, "light", id="1440-light"), pytest.param(PHONE, "dark", id="390-dark")])
def test_nothing_serious_is_in_the_way_on_any_page(open_page, serve, demo_lake, size, color_scheme):
    address, said = serve(demo_lake), {}
    page = open_page(f"{address}/?data=demo", viewport=size, color_scheme=color_scheme)
    for path in (*PAGES.values(), *FURTHER):
        page.goto(f"{address}{path}{'&' if '?' in path else '?'}lang=zh&data=demo")
        ready(page)
        page.wait_for_timeout(300)
        ready(page)
        said[path] = found(page)
    assert said == dict.fromkeys(said, [])


def test_the_walk_sees_what_is_in_the_way(open_page, serve, demo_lake):
    page = open_page(f"{serve(demo_lake)}/?data=demo")
    page.evaluate("document.querySelector('[data-testid=stMain]').insertAdjacentHTML('beforeend', '<img src=\"data:image/gif;base64,R0lGODlhAQABAAAAACw=\"><button></button>')")
    assert sorted(each.partition(":")[0] for each in found(page)) == ["button-name", "image-alt"]
