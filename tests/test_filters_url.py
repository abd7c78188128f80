"""The address of a page: it opens, shares and goes back to one question, by id, in either language."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from streamlit.testing.v1 import AppTest

from dashboard import filters, reader
from queries import Filter
from tests.test_views import open_page

TEXT = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=12)
SEVERAL = st.none() | st.lists(TEXT, min_size=1, max_size=4).map(tuple)
FILTERS = st.builds(
    Filter, as_of=st.none() | st.dates(), basis=st.sampled_from([None, "feedback", "item"]), standard=st.sampled_from([None, "claimed", "evidenced", "accepted"]),
    units=SEVERAL, regions=SEVERAL, sectors=SEVERAL, levels=SEVERAL, kinds=SEVERAL, rounds=SEVERAL,
    feedback_from=st.none() | st.dates(), feedback_to=st.none() | st.dates(), aspects=SEVERAL, themes=SEVERAL)


@given(FILTERS, st.sampled_from(["zh", "en"]))
def test_an_address_says_the_whole_question(tmp_path_factory, chosen, language):
    asking = reader.Reader(language=language, chosen=chosen)
    again = reader.read(asking.parameters())
    assert (again.language, again.chosen, again.refused) == (language, chosen, ())


@pytest.mark.parametrize("name, value", [("lang", "fr"), ("data", "imagined"), ("basis", "measures"), ("standard", "1"), ("as_of", "yesterday"), ("as_of", "2026-02-30")])
def test_what_cannot_be_read_is_named(name, value):
    asking = reader.read({name: value})
    assert asking.refused == (name,)
    assert asking.chosen == Filter()


@pytest.fixture(scope="module")
def lake(demo_lake):
    return demo_lake


@pytest.mark.parametrize("parameters", [
    {"regions": "火星省"}, {"levels": "emperor"}, {"basis": "x"}, {"as_of": "0900-01-01"}, {"metric": "none"}, {"unit": "none"}])
def test_unknown_values_are_said_politely_and_break_nothing(lake, monkeypatch, parameters):
    page = {"metric": "compare", "unit": "unit"}.get(next(iter(parameters)), "overview")
    at = open_page(lake, monkeypatch, page, **parameters)
    assert not at.exception and not at.error
    assert any(next(iter(parameters)) in notice.value.replace("\\", "") for notice in at.info)


def test_the_widgets_show_what_the_address_asks(lake, monkeypatch):
    at = open_page(lake, monkeypatch, "overview", basis="item", as_of="2026-01-31")
    assert at.selectbox(key="filter_basis").value == "item"
    assert at.date_input(key="filter_as_of").value.isoformat() == "2026-01-31"


def test_a_widget_writes_the_address_by_id(lake, monkeypatch):
    at = open_page(lake, monkeypatch, "overview")
    at.selectbox(key="filter_basis").select("feedback").run()
    at.multiselect(key="filter_levels").select("city").run()
    assert at.query_params["basis"] == "feedback"
    assert at.query_params["levels"] == "city"
    at.selectbox(key="filter_basis").select(filters.OPEN).run()
    assert "basis" not in at.query_params


def test_clearing_the_filter_keeps_language_and_data_set(lake, monkeypatch):
    at = open_page(lake, monkeypatch, "overview", lang="en", data="demo", basis="item")
    at.button(key="filter_clear").click().run()
    assert "basis" not in at.query_params
    assert (at.query_params["lang"], at.query_params["data"]) == ("en", "demo")


def test_changing_the_data_set_drops_what_means_nothing_there(lake, monkeypatch):
    at = open_page(lake, monkeypatch, "overview", levels="city")
    at.get_by_key("data").set_value("demo").run()
    assert at.query_params["data"] == "demo"
    assert "levels" not in at.query_params


def test_changing_the_language_keeps_the_question(lake, monkeypatch):
    at = open_page(lake, monkeypatch, "overview", basis="item")
    at.get_by_key("language").set_value("en").run()
    assert at.title[0].value == "Overview"
    assert at.query_params["basis"] == "item"


def test_a_new_edition_is_seen_at_the_next_click(lake, monkeypatch, tmp_path):
    """CURRENT is read at each run: pointing it at nothing is the same as no data, and back again."""
    at: AppTest = open_page(lake, monkeypatch, "overview")
    assert at.get("plotly_chart") or at.caption
    monkeypatch.setenv("DUIBIAO_LAKE", str(tmp_path))
    at.run()
    assert not at.exception and any("duibiao load" in block.value for block in at.code)
