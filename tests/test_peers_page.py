"""The page of comparison with narrower peers: what was asked is what is shown, a distance has its reasons, and who has no peers is told where to look."""

import json

import pytest

import duibiao
from duibiao import asking
from dashboard import charts, peers, words
from dashboard.charts.dumbbell import Pair
from queries import Filter, Lake, compare, metric
from queries.compare import casemix
from tests.lakes import ROOT
from tests.test_compare_page import loaded, offices, page
from tests.test_views import everything_said

COMPLETION = metric("problem_completion_rate")


@pytest.fixture(scope="module")
def lake(tmp_path_factory):
    """Fourteen units, one of which is far below; two of another level."""
    units = offices(12, 30, 40) | {"某市低局党组": (8, 40), "某县高局党组": (40, 40)}
    more = {unit: {"单位层级": "县级" if unit.startswith("某县") else "市级", "所属系统": "水利", "主题": "财务与资金管理"} for unit in units}
    return loaded(tmp_path_factory.mktemp("peers"), units, **more)


def table_of(lake, kind: str):
    return compare.compared(Lake(lake).edition().connect(), COMPLETION, Filter(), kind)


def test_the_page_compares_with_the_peers_in_its_address(lake, monkeypatch):
    at = page(lake, monkeypatch, peers="level")
    assert not at.exception
    said = everything_said(at)
    refused = [row["unit_name"] for row in table_of(lake, "level").to_pylist() if row["compare_reason"] == "too_few_of_level"]
    assert len(refused) == 1 and "同类中同层级的单位不足 10 个" in said
    assert f"[{words.say('zh', 'peers.kind_alike')}](compare?" in said and "peers=alike" in said


def test_a_unit_is_shown_its_nearest_with_distances_and_reasons(lake, monkeypatch):
    near = compare.neighbours(Lake(lake).edition().connect(), COMPLETION).to_pylist()
    unit = next(row["unit_id"] for row in table_of(lake, "alike").to_pylist() if "低" in row["unit_name"])
    mine = [row for row in near if row["unit_id"] == unit]
    at = page(lake, monkeypatch, nearest_to=unit)
    assert not at.exception
    shown = next(table.value for table in at.table if words.say("zh", "peers.why") in table.value.columns)
    assert len(shown) == len(mine) == 13
    assert [cell.partition("](")[0].strip("[").replace("\\", "") for cell in shown.iloc[:, 1]] == [row["peer_name"] for row in mine]
    assert shown.iloc[:, 3].str.contains("同层级").sum() == sum(row["level"] == 0 for row in mine) == 12
    own = next(row for row in table_of(lake, "automatic").to_pylist() if row["unit_id"] == unit)
    assert f"{own['benchmark']:.1f}%" in everything_said(at)


def test_what_the_mix_makes_one_expect_is_said_in_a_sentence(lake, monkeypatch):
    row = next(row for row in casemix.adjusted(Lake(lake).edition().connect(), COMPLETION).to_pylist() if row["flag"] == "low_alarm")
    at = page(lake, monkeypatch)
    assert not at.exception
    assert f"按本单位问题构成，预期完成 {row['expected']:.1f} 项，实际 {row['observed']} 项" in everything_said(at).replace("\u202f", "")


def test_a_metric_that_does_not_count_problems_has_no_such_card_and_a_neutral_one_no_verdict(lake, monkeypatch):
    at = page(lake, monkeypatch, metric="form_one_share", peers="automatic")
    assert not at.exception and words.say("zh", "peers.case_mix") not in everything_said(at)
    assert words.say("zh", "peers.nearest") in everything_said(at) and words.say("zh", "peers.said_low_alarm") not in everything_said(at)


def test_what_the_address_says_beyond_the_choices_is_said(lake, monkeypatch):
    for name in ("peers", "nearest_to"):
        assert words.say("zh", f"filter.{name}") in " ".join(each.value for each in page(lake, monkeypatch, **{name: "=1+1"}).info)


def test_the_page_reads_in_english(lake, monkeypatch):
    at = page(lake, monkeypatch, lang="en", peers="automatic")
    assert not at.exception and words.say("en", "peers.case_mix") in everything_said(at)


def test_the_unit_page_leads_to_the_nearest(lake, monkeypatch):
    unit = table_of(lake, "alike").column("unit_id")[0].as_py()
    monkeypatch.setenv("DUIBIAO_LAKE", str(lake))
    from streamlit.testing.v1 import AppTest

    at = AppTest.from_file(str(ROOT / "dashboard" / "app.py"), default_timeout=60)
    at.query_params["unit"] = unit
    at.switch_page("views/unit.py").run()
    assert not at.exception and any(f"nearest_to={unit}" in each.value and "units=" not in each.value for each in at.markdown)


def test_every_part_of_a_distance_has_words():
    assert {f"peers.part_{name}" for name in peers.WEIGHTS} <= words.catalogue("zh").keys() and {f"peers.kind_{kind}" for kind in compare.KINDS} <= words.catalogue("zh").keys()


def test_names_of_units_cannot_write_into_the_picture():
    pair = Pair("<script>某局</script>", 75.0, 70.0, 60.0, 85.0, "实际 30，预期 28.0（共 40）", link="unit?unit=a&x=<b>")
    figure = json.dumps(charts.dumbbell([pair], top=100.0).to_plotly_json(), default=list, ensure_ascii=False)
    assert "<script>" not in figure and "<b>\"" not in figure and "&lt;script&gt;" in figure


@pytest.mark.parametrize("number", [0, 1, 24, 25, 700])
def test_the_picture_holds_any_number_of_units(number):
    drawn = charts.dumbbell([Pair(f"单位{place}", 50.0, 55.0, 40.0, 70.0, "", flag="low" if place == 3 else "", side="worse" if place == 3 else "") for place in range(number)], top=100.0)
    points = sum(len(trace.x) for trace in drawn.data if trace.type == "scatter")
    assert points <= charts.MOST_POINTS


# The command line ------------------------------------------------------------------------------------------------------------

def ask(capsys, *arguments) -> tuple[int, str, str]:
    status = duibiao.main([*map(str, arguments)])
    told = capsys.readouterr()
    return status, told.out, told.err


@pytest.mark.parametrize("kind", compare.KINDS)
def test_the_command_line_compares_with_any_kind_and_says_how_to_repeat_it(lake, capsysbinary, kind):
    assert duibiao.main(["ask", "problem_completion_rate", "--compare", "--peers", kind, "--lake", str(lake), "--format", "csv"]) == duibiao.DONE
    assert f"--compare --peers {kind}\n".encode() in capsysbinary.readouterr().out.replace(b"\r", b"")


def test_the_command_line_says_what_the_mix_makes_one_expect(lake, capsysbinary):
    assert duibiao.main(["ask", "problem_completion_rate", "--case-mix", "--lake", str(lake), "--format", "csv"]) == duibiao.DONE
    out = capsysbinary.readouterr().out.decode()
    assert "--case-mix" in out and casemix.COLUMNS["expected"]["zh"] in out


@pytest.mark.parametrize("flags", [["--peers", "level"], ["--case-mix", "--compare"], ["--case-mix", "--peers", "level"]])
def test_flags_that_do_not_go_together_are_wrong_use(lake, capsys, flags):
    status, _, err = ask(capsys, "ask", "problem_completion_rate", *flags, "--lake", lake)
    assert status == duibiao.WRONG_USE and "--" in err


def test_the_kinds_of_the_command_line_are_those_of_the_library():
    assert set(asking.PEERS) == set(compare.KINDS)
