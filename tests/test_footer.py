"""Every picture says below itself what it rests on: how many, on which basis, how long after feedback, against what or against nothing."""

from collections.abc import Iterator

import pytest
from streamlit.testing.v1 import AppTest

from dashboard import footer, reader, words
from dashboard.footer import Footer
from queries import Filter, Lake, answer, breakdown, compare, metric, metrics, phrases, scope
from queries.compare import footer as shared
from queries.compare import gathering
from tests.test_views import PAGES, open_page

# What there is to be chosen on a page that changes its pictures, beside what it opens with.
DRAWN = ["overview", "compare", "trends", "themes", "funds", "discipline", "rules", "alerts"]
CHOICES = [(page, {}) for page in PAGES] + [
    ("unit", {"unit": "demo-00001"}), ("trends", {"view": "closing", "split": "round"}), ("trends", {"view": "change"}), ("trends", {"metric": "rules_made"}),
    ("trends", {"series": "closings"}), ("rules", {"view": "problem"}), ("themes", {"by": "round", "shown": "completion"}), ("alerts", {"month": "2026-06"}),
    ("compare", {"one": "demo-00001", "other": "demo-00002"}), *(("compare", {"metric": each.name}) for each in metrics())]


def elements(block) -> Iterator:
    for child in block.children.values():
        yield child
        if hasattr(child, "children"):
            yield from elements(child)


def under_pictures(at: AppTest) -> list[tuple[str, list[str]]]:
    """Each picture of the page and the lines of the footer that stands before the next picture; no lines where there is none."""
    found: list[tuple[str, list[str]]] = []
    for element in elements(at.main):
        if element.type == "plotly_chart":
            found.append((element.proto.id, []))
        elif found and not found[-1][1] and "-footer_" in getattr(element.proto, "id", ""):
            found[-1] = (found[-1][0], [caption.value for caption in elements(element) if caption.type == "caption"])
    return found


def said(name: str, language: str = "zh", **values: object) -> str:
    return shared.say(language, name, **values) if name in phrases.phrases(shared.WORDS) else words.say(language, f"footer.{name}", **values)


@pytest.mark.parametrize("page, wishes, language", [*((*each, "zh") for each in CHOICES), *((page, {}, "en") for page in DRAWN)],
                         ids=lambda part: part if isinstance(part, str) else "&".join(f"{name}={value}" for name, value in part.items()) or "-")
def test_every_picture_of_every_page_has_its_footer(demo_lake, monkeypatch, page, wishes, language):
    at = open_page(demo_lake, monkeypatch, page, lang=language, data="demo", **wishes)
    assert not at.exception and not at.error
    found = under_pictures(at)
    assert [name for name, lines in found if not lines] == []
    first = " ".join(found[0][1]) if found else ""
    assert not found or said("phi", language, phi="").strip() in first or said("alone", language) in first


@pytest.mark.parametrize("page", DRAWN)
def test_there_are_pictures_on_the_pages_that_draw(demo_lake, monkeypatch, page):
    assert under_pictures(open_page(demo_lake, monkeypatch, page, data="demo"))


def test_what_compares_nobody_says_who_is_in_it_and_that_nothing_is_compared(demo_lake, monkeypatch):
    connection, query = Lake(demo_lake / "demo").edition().connect(), breakdown("status_by_basis")
    rows = answer(connection, query).to_pylist()
    units, whole = {row["unit_id"] for row in rows}, scope(connection)
    line = under_pictures(open_page(demo_lake, monkeypatch, "overview", data="demo"))[0][1][0]
    inspected = {row["unit_id"]: row for row in gathering.inspected(connection).to_pylist() if row["basis"] is None}
    own = [row for row in gathering.inspected(connection).to_pylist() if row["basis"] in {each["basis"] for each in rows} and not row["unknown_ages"]]
    assert said("units", n=len(units)) in line
    assert said("inspections", n=sum(inspected[unit]["inspections"] for unit in units)) in line and whole.inspections >= sum(inspected[unit]["inspections"] for unit in units)
    assert said("age", first=min(row["youngest_days"] for row in own), last=max(row["oldest_days"] for row in own)) in line
    assert line.endswith(said("alone")) and "φ" not in line


def test_the_same_scope_is_said_once_and_then_only_what_differs(demo_lake, monkeypatch):
    first, *others = [lines[0] for _, lines in under_pictures(open_page(demo_lake, monkeypatch, "funds", data="demo"))]
    assert said("units", n=1).split()[0] in first and others
    assert not [line for line in others if not line.endswith((said("same"), said("rest")))]
    on_unit = [lines[0] for _, lines in under_pictures(open_page(demo_lake, monkeypatch, "unit", data="demo", unit="demo-00001"))]
    assert said("basis", value="") in on_unit[0]
    assert [line for line in on_unit[1:] if said("without_basis") in line]


def test_a_page_that_is_opened_again_says_its_first_footer_whole(demo_lake, monkeypatch):
    at = open_page(demo_lake, monkeypatch, "overview", data="demo")
    first = under_pictures(at)
    assert under_pictures(at.run()) == first and not first[0][1][0].endswith(said("rest"))


@pytest.mark.parametrize("chosen", [Filter(), Filter(feedback_from=None, units=("demo-00001",))])
def test_the_days_since_feedback_are_those_of_the_comparison(demo_lake, chosen):
    """Two ways to the same span: the table of the comparison, and what the footers ask."""
    connection, query = Lake(demo_lake / "demo").edition().connect(), metric("problem_completion_rate")
    known = {(row["unit_id"], row["basis"]): row for row in gathering.inspected(connection, chosen).to_pylist()}
    rows = [row for row in compare.compared(connection, query, chosen).to_pylist() if row["value"] is not None and row["age_days"] is not None]
    assert rows and all(known[row["unit_id"], row["basis"]]["youngest_days"] == row["age_days"] for row in rows)


def test_where_no_day_is_written_none_is_put_in_its_place(publish):
    rows = gathering.inspected(publish(inspections="unit_id | feedback_on\nA | 2024-01-01", documents="inspection_id | document_id | published_on | as_of\nA-1 | n | | ")).to_pylist()
    assert {row["youngest_days"] for row in rows} == {None} and rows[0]["inspections"] == 1


@pytest.mark.parametrize("language, between", [("zh", "　"), ("en", " · ")])
def test_a_picture_that_leaves_the_page_takes_the_whole_text_with_it(language, between):
    asking = reader.Reader(language)
    assert footer.said(asking, Footer(({"units": "a", "age": "b"}, {"units": "c"}), "d")) == f"a{between}b\nc\nd"
