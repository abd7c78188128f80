"""The trends page says what the queries answer, in every view and both languages, and takes nothing from an address that it cannot read."""

from datetime import date
from pathlib import Path

import pytest

from dashboard import words
from dashboard.charts import runs, survival, waterfall
from etl import merge, pipeline
from queries import Filter, Lake, answer, breakdown, causes, changes, curves, metric, summary, trends
from tests.ledgers import ledger, line
from tests.test_views import everything_said, open_page

NOTHING = Path("/does/not/exist")


@pytest.fixture(scope="module")
def lake(demo_lake):
    return demo_lake


@pytest.fixture(scope="module")
def database(lake):
    return Lake(lake / "demo").edition().connect()


def page(lake, monkeypatch, **parameters):
    at = open_page(lake, monkeypatch, "trends", **parameters)
    assert not at.exception and not at.error
    return at


def said(at) -> str:
    return everything_said(at).replace("\\", "")


def cells(at) -> str:
    """Every cell of every table on the page, as read."""
    return "\n".join(str(value) for table in at.table for value in table.value.to_numpy().ravel()).replace("\\", "")


@pytest.mark.parametrize(("data", "language"), [("demo", "en"), ("real", "zh")])
@pytest.mark.parametrize("asked", [{"view": "rounds"}, {"view": "closing", "split": "sector"}, {"view": "change", "cells": "aspect"}], ids=lambda asked: asked["view"])
def test_every_view_with_data(lake, monkeypatch, asked, data, language):
    page(lake, monkeypatch, data=data, lang=language, **asked)


@pytest.mark.parametrize("asked", [
    {"metric": "measure_completion_rate", "by": "year", "series": "open"}, {"metric": "on_time_rate", "series": "closings"}, {"view": "closing", "split": "round"},
    {"view": "closing", "split": "level"}, {"view": "change", "cells": "sector"}, {"view": "change", "cells": "level"}, {"view": "change", "cells": "round"}],
    ids=lambda asked: "-".join(asked.values()))
def test_every_choice_of_the_cards(lake, monkeypatch, asked):
    page(lake, monkeypatch, data="demo", **asked)


def test_rounds_stand_with_their_counts_and_intervals(lake, monkeypatch, database):
    at = page(lake, monkeypatch, data="demo")
    found = trends.periods(answer(database, breakdown("completion_by_round")).to_pylist(), "round")["feedback"]
    assert len(found) > 2
    for period in found:
        assert f"{period.closed:,} / {period.total:,}（" in cells(at)
        low, high = period.interval
        assert f"95% 区间 {low:.1f}%—{high:.1f}%" in cells(at)
    assert "趋势检验（Cochran–Armitage）" in said(at) and words.say("zh", "trends.mix_differs") in said(at)


def test_a_neutral_number_is_listed_without_a_word_of_direction(lake, monkeypatch, database):
    at = page(lake, monkeypatch, data="demo", metric="rules_made")
    assert words.say("zh", "trends.neutral") in said(at)
    card = next(block for block in at.markdown if "建章立制数" in block.value)
    assert card and "检验（Cochran" not in said(at) and "百分点" not in said(at)
    spec = at.get("plotly_chart")[0].proto.spec
    assert runs.base.GREY in spec and runs.base.BLUE not in spec


def test_the_median_is_the_one_of_the_rows_and_half_that_is_not_reached_is_said(lake, monkeypatch, database):
    at = page(lake, monkeypatch, data="demo", view="closing")
    group = curves.groups(curves.dated(answer(database, breakdown("closings_by_day")).to_pylist())[0])[0]
    day, low, high = (int(each) for each in group.median)
    assert f"{day} 天（{low}—{high}）" in cells(at) and f"{group.closed:,} / {group.problems:,}" in cells(at)
    assert str(group.long_term) in said(at)
    early = page(lake, monkeypatch, data="demo", view="closing", as_of="2024-07-31")
    assert "天（未达一半）" in cells(early)


def test_where_there_are_only_notices_no_curve_is_drawn(lake, monkeypatch):
    at = page(lake, monkeypatch, data="real", view="closing")
    assert words.say("zh", "trends.no_curve") in said(at) and not at.get("plotly_chart")
    assert words.say("zh", "trends.notices_about") in said(at)


def test_months_without_rows_are_said_and_not_drawn_as_nought(lake, monkeypatch):
    assert words.say("zh", "trends.no_months") in said(page(lake, monkeypatch, data="real"))


def test_the_change_between_two_days_is_split_as_the_queries_split_it(lake, monkeypatch, database):
    days = {"day_from": "2025-03-31", "day_to": "2026-03-31"}
    at = page(lake, monkeypatch, data="demo", view="change", **days)
    found = [{row["unit_id"]: (row["completed"], row["total"]) for row in answer(
        database, metric("problem_completion_rate"), Filter(as_of=date.fromisoformat(day), basis="feedback", standard="accepted")).to_pylist() if row["value"] is not None} for day in days.values()]
    change = changes.decomposed(*found)
    signs = [f"{value:+.1f}" for value in (change.points, change.rate)]
    assert f"**{signs[0]} 个百分点**：整改 {signs[1]}，构成 " in said(at)
    assert f"{change.before[0]:,} / {change.before[1]:,}（" in said(at) and f"{change.after[0]:,} / {change.after[1]:,}（" in said(at)
    assert "新增单位" in said(at)


@pytest.mark.parametrize("asked", [{"day_from": "tomorrow"}, {"day_to": "2999-01-01"}, {"split": "<b>"}, {"cells": "x", "view": "change"}, {"metric": "no_such"}, {"view": "??"}, {"by": "week"}, {"series": "z"},
                                   {"edition_from": "99", "view": "change"}], ids=str)
def test_what_an_address_cannot_mean_is_said_and_not_taken(lake, monkeypatch, asked):
    view = {"day_from": "change", "day_to": "change", "split": "closing"}
    name = next(iter(asked))
    at = page(lake, monkeypatch, data="demo", **({"view": view[name]} if name in view else {}) | asked)
    assert words.say("zh", f"filter.{name}") in "\n".join(block.value for block in at.info)


def test_days_in_the_wrong_order_are_asked_again(lake, monkeypatch):
    at = page(lake, monkeypatch, data="demo", view="change", day_from="2026-03-31", day_to="2025-03-31")
    assert words.say("zh", "trends.days_order") in said(at)


def test_a_filter_that_matches_nothing_is_said(lake, monkeypatch):
    assert words.say("zh", "empty.no_match") in said(page(lake, monkeypatch, data="demo", feedback_from="2099-01-01"))


# Pictures ------------------------------------------------------------------------------------------------------------

def count(figure) -> int:
    return sum(len(trace.x) for trace in figure.data if trace.x is not None)


def test_no_curve_has_more_points_than_a_picture_may():
    rows = [{"unit_id": f"u{number % 9}", "basis": "item", "round": str(number % 5), "outcome": "completed" if number % 3 else "open", "days": number % 997, "followed_days": 1000, "value": 1}
            for number in range(5000)]
    for of in (lambda row: None, lambda row: row["round"]):
        groups = curves.groups(rows, of)
        most = 460 // (5 * len(groups)) if len(groups) > 1 else 90
        lines = []
        for group in groups:
            at = curves.drawn(group, most)
            columns = [tuple(float(each) for each in column[at]) for column in (group.days, group.share, group.low, group.high)]
            lines.append(survival.Line(str(group.name), *columns, (1, 2), tuple("" for _ in at)))
        assert count(survival.survival(lines, (0, 180), axis="x", at_risk="y")) <= 500


def test_names_that_hold_markup_stay_text():
    drawn = runs.runs([runs.Point("<b>x</b>", 50.0, "<i>y</i>", low=40.0, high=60.0)])
    assert "<b>" not in drawn.layout.xaxis.ticktext[0] and drawn.data[1].text[0] == "&lt;i&gt;y&lt;/i&gt;"
    steps = [waterfall.Step("<a>", "t", 50.0), waterfall.Step("b", "t", 60.0, 10.0)]
    assert "&lt;a&gt;" in str(waterfall.waterfall(steps).data)


def test_a_period_with_too_few_is_not_drawn_as_a_point():
    drawn = runs.runs([runs.Point("a", None, "3/7"), runs.Point("b", 50.0, "5/10")])
    assert list(drawn.data[0].x) == [1] and "3/7" in drawn.data[2].text


# Editions ------------------------------------------------------------------------------------------------------------

def load(folder: Path, *paths: Path) -> None:
    pipeline.load(paths, folder, pipeline.Settings(register=NOTHING, corrections=NOTHING), summarise=summary.write)


def moved(folder: Path, old: int = 1, new: int = 2) -> dict[tuple[str, str], str]:
    return {(row["unit_name"], row["metric"]): row["cause"] for row in causes.causes(Lake(folder), old, new)["moved"]}


def test_a_new_ledger_is_new_data_for_its_unit_and_a_later_day_for_the_others(tmp_path):
    folder = tmp_path / "lake"
    load(folder, ledger(tmp_path / "a.csv", [line(1), line(2, 被巡察单位="某市教育局", 整改时限="2024-08-31")]))
    load(folder, ledger(tmp_path / "b.csv", [line(1, status="已完成")], as_of="2024年9月30日"))
    found = causes.causes(Lake(folder), 1, 2)
    by_name = moved(folder)
    assert by_name["某市水务局", "problem_completion_rate"] == "new_data"
    assert {cause for (name, _), cause in by_name.items() if name == "某市教育局"} <= {"later_day"}
    assert found["days"] == (date(2024, 6, 30), date(2024, 9, 30))
    assert {row["table"]: (row["new_data"], row["reclassified"], row["gone"]) for row in found["rows"]}["progress"] == (1, 0, 0)


def test_a_row_that_differs_under_the_same_document_is_filed_otherwise(tmp_path, monkeypatch):
    folder = tmp_path / "lake"
    load(folder, ledger(tmp_path / "a.csv", [line(1), line(2)]))
    lake = Lake(folder)
    rows = tmp_path / "corrections.toml"
    document = lake.edition(1).connect().execute("select problem_id from problems order by 1").fetchall()[0][0]
    rows.write_text(f'[[correction]]\ntable = "problems"\nkey = "{document}"\ncolumn = "status"\nfound = "in_progress"\nuse = "completed"\nreason = "核对后更正"\nasked = 2024-10-01\n', encoding="utf-8")
    try:
        pipeline.load([ledger(tmp_path / "c.csv", [line(3, 被巡察单位="某市教育局")])], folder, pipeline.Settings(register=NOTHING, corrections=rows), summarise=summary.write)
    except Exception as error:  # the form of a correction is the loader's own business
        pytest.fail(str(error))
    found = causes.causes(lake, 1, 2)
    by_table = {row["table"]: row for row in found["rows"]}
    assert by_table["problems"]["reclassified"] == 1 and by_table["problems"]["new_data"] == 1


def test_numbers_that_moved_though_nothing_differs_are_another_definition(tmp_path, monkeypatch):
    folder = tmp_path / "lake"
    load(folder, ledger(tmp_path / "a.csv", [line(1), line(2)]))
    monkeypatch.setattr(causes, "diff", lambda lake, old, new: {"moved": [{"metric": "problem_completion_rate", "unit_id": "x", "unit_name": "x", "old": 1.0, "new": 2.0}]})
    assert [row["cause"] for row in causes.causes(Lake(folder), 1, 1)["moved"]] == ["definition"]


def test_spreading_over_more_files_is_no_cause(tmp_path, monkeypatch):
    folder = tmp_path / "lake"
    load(folder, ledger(tmp_path / "a.csv", [line(1), line(2, 被巡察单位="某市教育局")]))
    monkeypatch.setattr(merge, "bucket_count", lambda units: 4)
    load(folder, ledger(tmp_path / "b.csv", [line(1, 被巡察单位="某市统计局")]))
    assert {row["table"]: row["reclassified"] for row in causes.causes(Lake(folder), 1, 2)["rows"] if row["reclassified"]} == {}
