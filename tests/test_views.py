"""Every page in every situation: with the sample, with the invented province, without data, with a filter that matches nothing."""

import pytest
from streamlit.testing.v1 import AppTest

from dashboard import answers, tables, words
from dashboard.reader import Reader
from queries import Lake, breakdown, breakdowns, checks, metrics
from tests.lakes import ROOT

PAGES = sorted(path.stem for path in (ROOT / "dashboard" / "views").glob("*.py"))
NOTHING = {"feedback_from": "2099-01-01"}


@pytest.fixture(scope="module")
def lake(demo_lake):
    return demo_lake


def open_page(lake, monkeypatch, page: str, **parameters: str) -> AppTest:
    """A page as a reader opens it: lake and address first, then the script."""
    monkeypatch.setenv("DUIBIAO_LAKE", str(lake))
    at = AppTest.from_file(str(ROOT / "dashboard" / "app.py"), default_timeout=60)
    for name, value in parameters.items():
        at.query_params[name] = value
    return (at if page == "overview" else at.switch_page(f"views/{page}.py")).run()


def everything_said(at: AppTest) -> str:
    return "\n".join(str(element.value) for element in [*at.markdown, *at.caption, *at.title, *at.info])


@pytest.mark.parametrize("language", words.LANGUAGES)
@pytest.mark.parametrize("data", ["real", "demo"])
@pytest.mark.parametrize("page", PAGES)
def test_a_page_with_data(lake, monkeypatch, page, data, language):
    at = open_page(lake, monkeypatch, page, lang=language, data=data)
    assert not at.exception and not at.error
    assert at.title[0].value == words.say(language, f"page.{page}")
    assert (words.say(language, "demo.about") in everything_said(at)) == (data == "demo")


@pytest.mark.parametrize("language", words.LANGUAGES)
@pytest.mark.parametrize("page", PAGES)
def test_a_page_without_data_says_how_to_load_some(tmp_path, monkeypatch, page, language):
    at = open_page(tmp_path, monkeypatch, page, lang=language)
    assert not at.exception and not at.error
    if page != "definitions":
        assert "duibiao load data/sample" in [block.value for block in at.code]


@pytest.mark.parametrize("language", words.LANGUAGES)
@pytest.mark.parametrize("page", ["overview", "compare"])
def test_a_filter_that_matches_nothing_is_said(lake, monkeypatch, page, language):
    at = open_page(lake, monkeypatch, page, lang=language, **NOTHING)
    assert not at.exception and not at.error
    assert words.say(language, "empty.no_match") in everything_said(at)


@pytest.mark.parametrize("language", words.LANGUAGES)
def test_every_status_that_an_answer_knows_is_said_in_words(lake, language):
    reader = Reader(language, "demo", Lake(lake / "demo").edition())
    found = {row["status"] for row in answers.ask(reader, breakdown("problem_list"))}
    assert "claimed_only" in found and all(tables.cell(reader, "status", status) not in found for status in found)


@pytest.mark.parametrize("metric", [metric.name for metric in metrics()])
def test_every_metric_can_be_compared(lake, monkeypatch, metric):
    at = open_page(lake, monkeypatch, "compare", data="demo", metric=metric, order="shrunken")
    assert not at.exception and not at.error


def test_neutral_metrics_offer_no_order(lake, monkeypatch):
    at = open_page(lake, monkeypatch, "compare", data="demo", metric="disciplinary_actions")
    assert words.say("zh", "compare.neutral") in everything_said(at)
    with pytest.raises(KeyError):
        at.get_by_key("choose_order")


def test_every_unit_of_the_sample_has_a_page(lake, monkeypatch):
    at = open_page(lake, monkeypatch, "unit")
    units = list(at.selectbox(key="choose_unit").options)
    assert units
    for place in (0, len(units) // 2, len(units) - 1):
        at.selectbox(key="choose_unit").select_index(place).run()
        assert not at.exception and not at.error
        assert any(units[place] in block.value.replace("\\", "") for block in at.markdown)


@pytest.mark.parametrize("data", ["real", "demo"])
def test_the_drawer_of_places_names_documents(lake, monkeypatch, data):
    """Every number leads to a document by its title, never by its id."""
    at = open_page(lake, monkeypatch, "compare", data=data)
    at.session_state["evidence_compare"] = True
    at.run()
    assert not at.exception and not at.error
    drawer = at.table[-1].value
    assert len(drawer)
    assert not drawer.iloc[:, 2].str.contains(words.say("zh", "place.unknown_document")).any()


@pytest.mark.parametrize("view", ["documents", "receipts", "refusals", "remarks", "corrections", "editions"])
def test_every_source_view(lake, monkeypatch, view):
    at = open_page(lake, monkeypatch, "sources", view=view)
    assert not at.exception and not at.error


@pytest.mark.parametrize("view", ["metrics", "breakdowns", "checks", "reasons", "terms", "dictionary"])
def test_every_definition_view(lake, monkeypatch, view):
    at = open_page(lake, monkeypatch, "definitions", view=view)
    assert not at.exception and not at.error
    listed = {"metrics": metrics(), "breakdowns": breakdowns(), "checks": checks()}.get(view, ())
    assert {query.title["zh"] for query in listed} <= {drawer.label for drawer in at.expander}


def test_every_page_is_in_the_navigation():
    frame = (ROOT / "dashboard" / "app.py").read_text(encoding="utf-8")
    assert all(f'"{path.stem}"' in frame for path in (ROOT / "dashboard" / "views").glob("*.py"))


def test_a_damaged_edition_is_said_with_the_commands_that_help(tmp_path, monkeypatch):
    (tmp_path / "CURRENT").write_text("not a number")
    monkeypatch.setenv("DUIBIAO_LAKE", str(tmp_path))
    page = AppTest.from_file(str(ROOT / "dashboard" / "app.py"), default_timeout=60).run()
    assert not page.exception
    assert any("duibiao rollback" in error.value for error in page.error)
