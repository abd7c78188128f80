"""The page on common problems: its numbers are the query's, the unclassified are always said, a basis at a time."""

import html
import json
import re
from collections import Counter
from urllib.parse import parse_qsl

import pytest

from dashboard import themes, tracing, words
from dashboard.charts import Cell, heat
from queries import Filter, Lake, answers, breakdown, evidence
from tests.test_views import everything_said, open_page

QUERIES = [breakdown("problems_by_theme"), breakdown("problem_texts_by_theme")]


@pytest.fixture(scope="module")
def lake(demo_lake):
    return demo_lake


@pytest.fixture(scope="module")
def asked(lake):
    """What the queries answer for the demonstration province: theme rows, and the single problems."""
    found = answers(Lake(lake / "demo").edition().connect(threads=1), QUERIES, Filter())
    return [found[query.name].to_pylist() for query in QUERIES]


def tables_of(at) -> list:
    return [block.value for block in at.table]


def test_says_how_many_are_unclassified_and_how_many_given(lake, monkeypatch, asked):
    rows = asked[0]
    whole, without, given = sum(row["value"] for row in rows), sum(row["value"] for row in rows if row["theme"] is None), sum(row["given"] for row in rows)
    said = everything_said(open_page(lake, monkeypatch, "themes", data="demo"))
    assert 0 < without < whole and 0 < given < whole
    assert f"共 {whole:,} 个问题" in said and f"[{without:,}](trace" in said and f"来源所给的 {given:,} 个" in said


@pytest.mark.parametrize("by", themes.BY)
def test_every_number_of_the_picture_leads_to_just_so_many_rows(lake, monkeypatch, by):
    """Also where units of a province's own stand beside its cities, and where a sector is not known."""
    at = open_page(lake, monkeypatch, "themes", data="demo", by=by)
    chart = at.get("plotly_chart")[0].proto
    drawn = json.loads(chart.spec or chart.figure.spec)
    cells = [re.fullmatch(r'<a href="trace\?(.+?)" target="_self">(\d+)</a>', note["text"]) for note in drawn["layout"]["annotations"]]
    connection = Lake(lake / "demo").edition().connect(threads=1)
    followed = [cell for cell in cells if cell][:40:6]
    assert followed
    for cell in followed:
        address = dict(parse_qsl(html.unescape(cell[1]), keep_blank_values=True))
        chosen, refused = Filter.from_query({name: value for name, value in address.items() if name in Filter.__dataclass_fields__})
        found = evidence.facts(connection, QUERIES[0], chosen, address.get("unit"), **tracing.part(address))
        assert not refused and found.num_rows == int(cell[2]), address


def test_a_single_problem_is_counted_once(asked):
    """What stands in the themes adds up to the problems that are listed with their texts."""
    rows, texts = asked
    by_theme = Counter()
    for row in rows:
        by_theme[row["theme"]] += row["value"]
    assert by_theme == Counter(row["theme"] for row in texts)


@pytest.mark.parametrize("by", themes.BY)
@pytest.mark.parametrize("shown", themes.SHOWN)
def test_every_grouping_adds_up_to_all_problems(lake, monkeypatch, asked, by, shown):
    at = open_page(lake, monkeypatch, "themes", data="demo", by=by, shown=shown)
    assert not at.exception and not at.error
    table = at.dataframe[0].value
    assert table[words.say("zh", "themes.shown_problems")].sum() == sum(row["value"] for row in asked[0])
    assert set(table[words.say("zh", "themes.theme")]) == {row["theme"] or words.say("zh", "themes.unclassified") for row in asked[0]}


def test_the_clusters_name_units_that_really_have_such_a_problem(lake, monkeypatch, asked):
    at = open_page(lake, monkeypatch, "themes", data="demo")
    _, texts = asked
    units = len({row["unit_id"] for row in texts})
    shared = tables_of(at)[0]
    counts = [tuple(map(int, cell.split(" / "))) for cell in shared.iloc[:, 2]]
    assert all(2 <= found <= of == units for found, of in counts)
    assert counts == sorted(counts, reverse=True)
    members = tables_of(at)[1]
    spoken = {row["problem_text"] for row in texts}
    assert len(members) >= 2 and all(any(text in cell.replace("\\", "") for text in spoken) for cell in members.iloc[:, 1])


def test_the_self_check_list_is_of_the_sector_that_was_chosen(lake, monkeypatch, asked):
    connection = Lake(lake / "demo").edition().connect(threads=1)
    sectors = [code for (code,) in connection.sql("select distinct sector from units where sector is not null order by 1").fetchall()]
    for sector in sectors[:3]:
        found = answers(connection, QUERIES, Filter(sectors=(sector,)))[QUERIES[1].name].to_pylist()
        at = open_page(lake, monkeypatch, "themes", data="demo", for_sector=sector)
        assert not at.exception and not at.error
        said = everything_said(at)
        assert f"依据 {len({row['unit_id'] for row in found})} 个有逐项记录的单位的 {len(found):,} 个问题" in said
        listed = tables_of(at)[-1]
        assert set(listed.iloc[:, 0]) == {row["theme"] or words.say("zh", "themes.unclassified") for row in found}


def test_what_the_address_says_wrongly_is_said(lake, monkeypatch):
    at = open_page(lake, monkeypatch, "themes", data="demo", by="colour", shown="beauty", for_sector="nowhere", alike="nobody")
    assert not at.exception and not at.error and len(at.info) >= 3


def test_a_filter_without_problems_says_so(lake, monkeypatch):
    notice_only = open_page(lake, monkeypatch, "themes", data="real", levels="province")
    assert not notice_only.exception and not notice_only.error


def test_english_themes_are_english(lake, monkeypatch):
    at = open_page(lake, monkeypatch, "themes", data="demo", lang="en")
    themes_said = set(at.dataframe[0].value["Theme"])
    assert "Finance and funds" in themes_said and "Unclassified" in themes_said
    assert not any(theme in themes_said for theme in ("财务与资金管理", "未归类"))


def test_a_cell_without_a_shade_is_not_coloured_and_a_link_cannot_break_out():
    drawn = heat(("甲<b>",), ("乙",), ((Cell("3/5", None, "note", 'trace?a=1&b="><script>'),),))
    shades, texts = drawn.data[0].z, [note.text for note in drawn.layout.annotations]
    assert list(shades[0]) == [None]
    assert "<script>" not in texts[0] and "&lt;" in drawn.layout.yaxis.ticktext[0]
