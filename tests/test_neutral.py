"""More is neither better nor worse: wherever a neutral metric stands, it is grey, in the order of the register, and offered no other.

Walks every page. The comparison shows one metric at a time, so all of it is looked at for each neutral metric; on the other pages
every card, picture and table whose key names one, and the whole of those that are about neutral metrics only.
"""

import json
import re
from collections.abc import Iterator

import pytest
from streamlit.testing.v1 import AppTest

from dashboard import words
from queries import metrics
from tests.lakes import ROOT

NEUTRAL = tuple(metric.name for metric in metrics() if metric.is_neutral)
PAGES = sorted(path.stem for path in (ROOT / "dashboard" / "views").glob("*.py"))
# Pages on which every metric is neutral.
OF_NEUTRAL = ("discipline", "rules")
# Badges that name a basis, not a judgement.
BASES = ("反馈问题", "分解事项", "整改措施", "任务", "未说明口径")
COLOURED = re.compile(r":(?!gr[ae]y)(red|orange|yellow|green|blue|violet|primary|rainbow)(-badge|-background)?\[((?:[^\]\\]|\\.)*)\]")
# Channels of a grey may differ by so much; the palest colour of the palette differs by twice as much.
GREY_WITHIN = 40
ORDERS = ("choose_order", "choose_naive")


@pytest.fixture(scope="module")
def lake(large_demo_lake):
    return large_demo_lake


def opened(lake, monkeypatch, page: str, **parameters: str) -> AppTest:
    monkeypatch.setenv("DUIBIAO_LAKE", str(lake))
    at = AppTest.from_file(str(ROOT / "dashboard" / "app.py"), default_timeout=60)
    for name, value in {"data": "demo", **parameters}.items():
        at.query_params[name] = value
    at = at.switch_page(f"views/{page}.py").run()
    assert not at.exception and not at.error
    return at


def elements(part) -> Iterator:
    """Every element and container below a container, itself first."""
    yield part
    for child in getattr(part, "children", {}).values():
        yield from elements(child)


def key_of(part) -> str:
    """What Streamlit calls it; ends with the key that we gave it."""
    proto = getattr(part, "proto", None)
    return str(getattr(proto, "id", "") or "")


def named(at: AppTest, name: str) -> list:
    """The outermost parts of a page whose key names a metric."""
    found, seen = [], set()
    for part in elements(at.main):
        if id(part) not in seen and re.search(rf"(?:^|_){name}(?:_|$)", key_of(part).partition("-")[2].split("-")[-1]):
            found.append(part)
            seen.update(id(each) for each in elements(part))
    return found


def colours(said: object, is_colour: bool = False) -> Iterator[str]:
    """Every colour in a figure: what stands under a name that says so, and what looks like one in a list of them."""
    if isinstance(said, dict):
        for name, value in said.items():
            if name != "template":
                yield from colours(value, is_colour="color" in name.lower())
    elif isinstance(said, list):
        for value in said:
            yield from colours(value, is_colour)
    elif is_colour and isinstance(said, str):
        yield said


def is_grey(colour: str) -> bool:
    if colour in ("white", "black", "transparent", "rgba(0,0,0,0)"):
        return True
    if long := re.fullmatch(r"#([0-9a-fA-F]{6})", colour):
        channels = [int(long[1][place:place + 2], 16) for place in (0, 2, 4)]
    else:
        channels = [float(part) for part in re.match(r"rgba?\(\s*([\d.]+)\s*,\s*([\d.]+)\s*,\s*([\d.]+)", colour).groups()]
    return max(channels) - min(channels) <= GREY_WITHIN


def offences(parts: list) -> list[str]:
    """What a neutral metric must not have: a coloured mark, a coloured word, an arrow of good or bad, an order."""
    found = []
    for part in (each for whole in parts for each in elements(whole)):
        kind = getattr(part, "type", "")
        if kind == "plotly_chart":
            found += [f"{key_of(part)}: {colour}" for colour in colours(json.loads(part.proto.spec)) if not is_grey(colour)]
        elif kind in ("markdown", "caption"):
            found += [match[0] for match in COLOURED.finditer(part.value) if match[3].replace("\\", "") not in BASES]
        elif kind == "metric" and part.proto.delta and part.proto.color in (0, 1):       # RED, GREEN
            found.append(f"{part.label}: {part.delta}")
        elif any(key_of(part).endswith(f"-{key}") for key in ORDERS):
            found.append(key_of(part))
    return found


def test_the_walk_sees_colours_and_orders_where_they_are(lake, monkeypatch):
    """The same walk over a metric with a direction finds all of them: a test that cannot fail says nothing."""
    at = opened(lake, monkeypatch, "compare", metric="measure_completion_rate", group="measure|730+")
    found = "\n".join(offences([at.main]))
    assert "#c98a1b" in found or "#2f6db0" in found
    assert "-badge[" in found and "choose_order" in found and "choose_naive" in found
    assert named(opened(lake, monkeypatch, "overview"), "problem_completion_rate")


@pytest.mark.parametrize("colour", ["#8592a3", "rgba(133, 146, 163, 0.22)", "white"])
def test_grey_is_grey(colour):
    assert is_grey(colour)


@pytest.mark.parametrize("colour", ["#2f6db0", "#1f8a7a", "#c98a1b", "#c2412d", "#6d5ba8", "#5f7fb3", "rgb(0, 200, 0)"])
def test_every_other_colour_of_the_palette_is_not(colour):
    assert not is_grey(colour)


@pytest.mark.parametrize("name", NEUTRAL)
def test_a_neutral_metric_is_compared_in_grey_and_in_the_order_of_the_register_whatever_is_asked(lake, monkeypatch, name):
    """Neither pictures nor tables change when an order is asked for, and no column of a table sorts by value."""
    plain, asked = (opened(lake, monkeypatch, "compare", metric=name, **more) for more in ({}, {"order": "shrunken", "naive": "1"}))
    assert offences([plain.main, asked.main]) == []
    drawn = [[chart.proto.spec for chart in at.get("plotly_chart")] for at in (plain, asked)]
    assert drawn[0] == drawn[1] and not plain.toggle
    for at in (plain, asked):
        said = "\n".join(block.value for block in [*at.markdown, *at.caption])
        assert words.say("zh", "better.neutral") in said and not re.search(r"第 ?\d+(–\d+)? ?位", said)
        assert all(frame.value.select_dtypes("number").empty for frame in at.dataframe)


@pytest.mark.parametrize("page", PAGES)
def test_wherever_a_neutral_metric_is_named_it_is_grey(lake, monkeypatch, page):
    at = opened(lake, monkeypatch, page)
    whole = [at.main] if page in OF_NEUTRAL else []
    assert {name: offences(whole + named(at, name)) for name in NEUTRAL} == {name: [] for name in NEUTRAL}
