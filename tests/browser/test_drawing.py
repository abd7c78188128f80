"""Every kind of picture drawn twice in the same browser, by Plotly's own program and by ours: the same words, and everything at the same place."""

import json
from pathlib import Path

import plotly
import plotly.graph_objects as go
import pytest

from dashboard import drawing, words
from tests import gallery

WIDTH = 760
# Pixels. Fonts measure a little differently, and Plotly rounds where we do not.
NEAR = 3.0
FIGURES = gallery.figures()
# What the theme of the pages says where a figure says nothing.
AXIS = {"automargin": True, "zeroline": False, "gridcolor": "#e3e7ed"}
TEMPLATE = {"layout": {"xaxis": AXIS | {"showgrid": False}, "yaxis": AXIS, "margin": {"pad": 6}}}
BOXES = """([root, nodes]) => {
    const from = document.querySelector(root).getBoundingClientRect();
    const pieces = node => {
        const parts = (node.getAttribute('d') || '').split(/(?=M)/), lines = [...node.querySelectorAll('tspan.line')];
        const shapes = parts.length < 2 ? [] : parts.map(part => { const piece = node.cloneNode(); piece.setAttribute('d', part); node.after(piece); return piece; });
        return [...(lines.length ? lines : [node]), ...shapes];
    };
    return [...document.querySelectorAll(nodes)].flatMap(pieces).map(node => {
        const box = node.getBoundingClientRect();
        return [node.textContent, box.x - from.x, box.y - from.y, box.x - from.x + box.width, box.y - from.y + box.height];
    }).filter(box => box[3] > box[1] || box[4] > box[2]);
}"""
PLOTLY_MARKS = ".points path.point, .bars .point > path, .lines path.js-line, .fills path.js-fill, .errorbar path, .shapelayer path"


@pytest.fixture(scope="module")
def drawn(page):
    """name -> ((words, marks) of Plotly, (words, marks) of ours), each drawn once."""
    kept = {}

    def drawn(name: str) -> tuple:
        if name not in kept:
            kept[name] = theirs(page, FIGURES[name]), ours(page, FIGURES[name])
        return kept[name]

    return drawn


@pytest.fixture(scope="module")
def page(browser):
    page = browser.new_page(viewport={"width": WIDTH, "height": 900})
    page.set_content("<body style='margin: 0'><div id='theirs'></div><div id='ours'></div></body>")
    page.add_script_tag(path=Path(plotly.__file__).parent / "package_data" / "plotly.min.js")
    yield page
    page.close()


def theirs(page, figure: go.Figure) -> tuple[list, list]:
    """(words, marks) as Plotly draws them: text or '', and left, top, right, bottom in pixels."""
    said = json.loads(figure.to_json())
    for trace in said["data"]:
        trace["type"] = trace["type"].removesuffix("gl")       # a canvas has no elements to compare
    said["layout"] |= {"template": TEMPLATE, "width": WIDTH, "font": {"family": "Noto Sans CJK SC", "size": 12}}
    page.evaluate("said => { theirs.innerHTML = '<div id=plot></div>'; return Plotly.newPlot('plot', said.data, said.layout); }", said)
    page.wait_for_timeout(50)
    return page.evaluate(BOXES, ["#plot", "#plot svg.main-svg text"]), page.evaluate(BOXES, ["#plot", ", ".join(f"#plot {each}" for each in PLOTLY_MARKS.split(", "))])


def ours(page, figure: go.Figure) -> tuple[list, list]:
    svg = drawing.svg(figure, width=WIDTH).replace("PingFang SC", "Noto Sans CJK SC")
    page.evaluate("svg => { ours.innerHTML = svg; }", svg)
    return page.evaluate(BOXES, ["#ours svg", "#ours text"]), page.evaluate(BOXES, ["#ours svg", "#ours svg > g path, #ours svg > path, #ours svg rect, #ours svg line"])


def apart(one: list, other: list) -> float:
    """How far apart the middles of two boxes are, across or down."""
    return max(abs(one[low] + one[low + 2] - other[low] - other[low + 2]) / 2 for low in (1, 2))


def far(one: list, other: list) -> float:
    """How far apart the furthest edges of two boxes are."""
    return max(abs(first - last) for first, last in zip(one[1:], other[1:], strict=True))


def lines(words: list) -> list[str]:
    return sorted(" ".join(word[0].split()) for word in words if word[0].strip())


@pytest.mark.parametrize("name", FIGURES)
def test_the_same_words_stand_at_the_same_places(drawn, name):
    (there, _), (here, _) = drawn(name)
    assert lines(here) == lines(there)
    for word in there:
        twins = [each for each in here if each[0].split() == word[0].split()]
        assert min((apart(word, each) for each in twins), default=0) <= NEAR, (word, twins)


@pytest.mark.parametrize("name", FIGURES)
def test_the_same_marks_stand_at_the_same_places(drawn, name):
    (_, there), (_, here) = drawn(name)
    assert there or name.startswith("heat")
    for mark in there:
        nearest = min(here, key=lambda each: far(mark, each))
        assert far(mark, nearest) <= NEAR, (mark, nearest)


def test_a_chart_of_a_page_is_downloaded_as_png_and_svg(serve, open_page, demo_lake):
    """What arrives is a picture with the card's title, the edition, and 演示数据 in it and in its name."""
    page = open_page(f"{serve(demo_lake)}/?lang=zh&data=demo")
    under = page.locator("[class*=st-key-under_]").first
    under.get_by_role("button", name=words.say("zh", "picture.button")).click()
    files = {}
    for format in ("png", "svg"):
        with page.expect_download() as waited:
            page.get_by_role("button", name=words.say("zh", f"picture.{format}")).locator("visible=true").click()
        assert waited.value.suggested_filename.endswith(f"-演示数据.{format}")
        files[format] = Path(waited.value.path()).read_bytes()
    assert files["png"].startswith(b"\x89PNG") and len(files["png"]) > 10_000
    title, svg = waited.value.suggested_filename.partition("-")[0], files["svg"].decode()
    assert page.get_by_text(title, exact=True).count()
    assert all(said in svg for said in (title, "sha256", "演示数据"))
