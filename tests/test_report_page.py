"""The page that hands out reports: what is ordered stands in its address, and its files are those of the command."""

import pytest
from streamlit.testing.v1 import AppTest

from dashboard import ordering, words
from dashboard.report import orders
from queries import Lake
from tests.lakes import ROOT
from tests.test_views import everything_said


@pytest.fixture
def open_page(demo_lake, monkeypatch):
    """The page of the demonstration province, opened by its own address."""

    def open_page(**parameters) -> AppTest:
        monkeypatch.setenv("DUIBIAO_LAKE", str(demo_lake))
        at = AppTest.from_file(str(ROOT / "dashboard" / "app.py"), default_timeout=120)
        for name, value in {"data": "demo", **parameters}.items():
            at.query_params[name] = value
        return at.switch_page("views/report.py").run()

    return open_page


@pytest.fixture
def ordered(monkeypatch) -> list:
    """The orders whose files are asked for; none is made."""
    found = []
    monkeypatch.setattr(orders, "files", lambda order, formats: found.append((order, formats)) or {format: b"" for format in formats})
    return found


def test_one_unit_s_report_is_named_ordered_and_can_be_made_again(open_page, demo_lake):
    edition = Lake(demo_lake / "demo").edition()
    at = open_page(unit="demo-00003")
    assert not at.exception and not at.error
    name = next(row["unit_name"] for row in edition.connect().sql("select unit_id, unit_name from units").to_arrow_table().to_pylist() if row["unit_id"] == "demo-00003")
    buttons = at.get("download_button")
    assert [button.proto.label for button in buttons] == [words.say("zh", f"order.{format}") for format in ("docx", "pdf", "html")]
    order = orders.Order(edition.folder, edition.number, unit_id="demo-00003")
    assert orders.title(order).startswith(name)
    assert f"{order.command(edition)} --out reports" in [block.value for block in at.code]


def test_a_file_is_made_only_when_its_button_is_pressed(open_page, ordered, demo_lake):
    open_page(unit="demo-00003")
    assert ordered == []
    order = orders.Order(Lake(demo_lake / "demo").edition().folder, 1, unit_id="demo-00003")
    assert ordering._maker(order, "pdf")() == b"" and ordered == [(order, ("pdf",))]


def test_without_a_unit_the_report_is_of_all_in_scope_and_says_how_to_get_one_each(open_page):
    said = everything_said(open_page())
    assert words.say("zh", "order.each") in said
    assert words.say("zh", "order.each") not in everything_said(open_page(unit="demo-00003"))


def test_an_unknown_unit_or_form_is_said_and_the_rest_stands(open_page):
    at = open_page(unit="nobody", form="novel")
    assert not at.exception and len(at.info) == 2 and len(at.get("download_button")) == 3


def test_the_preview_shows_the_first_pages(demo_lake):
    edition = Lake(demo_lake / "demo").edition()
    order = orders.Order(edition.folder, edition.number, unit_id="demo-00003", kind="briefing")
    pages, number = orders.pictures(order)
    assert number == len(pages) == 1 and pages[0].startswith(b"\x89PNG")
