"""The page of comparison: like with like, what chance allows drawn beside every number, and no order without its rank interval."""

import json
import re
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from dashboard import charts, footer, words
from dashboard.charts.funnel import Limits, Point
from dashboard.charts.intervals import Line, Row
from queries import Lake, compare, metric, metrics
from queries.compare import casemix
from queries.compare import footer as under
from tests import ledgers
from tests.lakes import ROOT
from tests.test_views import everything_said

NOTICES = ROOT.parent / "shared" / "notices"
COMPLETION = metric("problem_completion_rate")
SHANGHAI, GAOLING = "sh-urban-management", "gaoling-urban-management"


def loaded(folder: Path, units: dict[str, tuple[int, int]], further: Sequence[dict] = (), **more: dict) -> Path:
    """A lake of units that have closed x of n; further: lines of their own; more: further cells of a unit's lines."""
    lines = [*further] + [ledgers.line(number, status="已完成" if number <= x else "正在整改", **{"被巡察单位": unit} | more.get(unit, {}))
             for unit, (x, n) in units.items() for number in range(1, n + 1)]
    ledgers.load(folder / "lake", ledgers.ledger(folder / "ledger.csv", lines))
    return folder / "lake"


def offices(number: int, x: int, n: int) -> dict[str, tuple[int, int]]:
    return {f"某市第{'一二三四五六七八九十廿卅'[place]}局党组": (x, n) for place in range(number)}


@pytest.fixture(scope="module")
def lake(tmp_path_factory) -> Path:
    """Twelve units that are much alike, one far below, one far above, two small ones, one with five problems, one fed back lately, one twice."""
    units = offices(12, 30, 40) | {"某市低局党组": (8, 40), "某市高局党组": (40, 40), "某市次低局党组": (19, 40), "某市小局党组": (11, 15), "某市微局党组": (2, 5), "某市新局党组": (6, 20)}
    twice = [ledgers.line(number, **{"被巡察单位": "某市双局党组", "轮次": name, "反馈日期": day}) for name, day in (("第三轮", "2024-03-01"), ("第一轮", "2021-03-01")) for number in range(1, 11)]
    return loaded(tmp_path_factory.mktemp("lake"), units, twice, 某市新局党组={"反馈日期": "2024-06-10", "轮次": "第四轮"})


@pytest.fixture(scope="module")
def alike(tmp_path_factory) -> Path:
    return loaded(tmp_path_factory.mktemp("alike"), offices(12, 30, 40))


@pytest.fixture(scope="module")
def ceiling(tmp_path_factory) -> Path:
    """Twelve units with forty problems each, of which two have one open."""
    return loaded(tmp_path_factory.mktemp("ceiling"), offices(12, 40, 40) | offices(2, 39, 40))


@pytest.fixture(scope="module")
def sample(tmp_path_factory) -> Path:
    import duibiao

    folder = tmp_path_factory.mktemp("sample")
    assert duibiao.main(["load", str(ROOT / "data" / "sample"), "--lake", str(folder)]) == duibiao.DONE
    return folder


def page(lake, monkeypatch, **parameters) -> AppTest:
    """The page opened by its own address, as a link does."""
    monkeypatch.setenv("DUIBIAO_LAKE", str(lake))
    at = AppTest.from_file(str(ROOT / "dashboard" / "app.py"), default_timeout=60)
    for name, value in parameters.items():
        at.query_params[name] = value
    return at.switch_page("views/compare.py").run()


def figures(at: AppTest) -> dict[str, dict]:
    """The pictures of a page, by the name that their key begins with."""
    return {re.search(r"(intervals|funnel|pair|units|casemix)_", chart.proto.id)[1]: json.loads(chart.proto.spec) for chart in at.get("plotly_chart")}


def answered(lake, query=COMPLETION) -> tuple[list[dict], compare.Summary]:
    table = compare.compared(Lake(lake).edition().connect(), query)
    return table.to_pylist(), compare.summary(query, table)


def written(figure: dict) -> list[str]:
    return [note["text"] for note in figure["layout"]["annotations"]]


def points(figure: dict) -> dict:
    return next(trace for trace in figure["data"] if trace.get("mode") == "markers")


def test_every_unit_of_a_group_has_its_counts_its_interval_and_both_links(lake, monkeypatch):
    rows, said = answered(lake)
    group = said.groups[0]
    of = [row for row in rows if row["peers"] == group.peers]
    drawn = figures(page(lake, monkeypatch))["intervals"]
    text = "\n".join(written(drawn))
    for row in of:
        assert f"{row['completed']}/{row['total']}</a>" in text
        assert f"unit?lang=zh&amp;data=real&amp;unit={row['unit_id']}" in text and f"trace?lang=zh&amp;data=real&amp;of=problem_completion_rate&amp;unit={row['unit_id']}" in text
    ends = {round(end, 6) for trace in drawn["data"] if trace["mode"] == "lines" for end in trace["x"] if end is not None}
    assert {round(row[end], 6) for row in of for end in ("low", "high")} | {round(group.pooled, 6)} == ends
    hollow = sum("-open" in symbol for symbol in points(drawn)["marker"]["symbol"])
    assert hollow == sum(row["is_small"] for row in of) > 0


def test_a_flag_is_a_shape_a_word_and_a_colour_and_says_what_to_check(lake, monkeypatch):
    rows, said = answered(lake)
    group = said.groups[0]
    flagged = {row["unit_name"]: row["flag"] for row in rows if row["peers"] == group.peers and row["flag"] not in ("none", "not_compared")}
    assert {flag.partition("_")[0] for flag in flagged.values()} == {"low", "high"}
    at = page(lake, monkeypatch)
    drawn = figures(at)["intervals"]
    marker = points(drawn)["marker"]
    kinds = Counter((symbol.removesuffix("-open"), colour) for symbol, colour in zip(marker["symbol"], marker["color"]))
    assert kinds == Counter({("triangle-down", "#c98a1b"): group.low, ("triangle-up", "#2f6db0"): group.high, ("circle", "#8592a3"): group.units - len(flagged)})
    for name, flag in flagged.items():
        direction, level = flag.split("_")
        assert any(name in text and words.say("zh", f"compare.flag_{direction}_{level}") in text for text in written(drawn))
        assert any(name in block.value.replace("\\", "") and words.say("zh", f"compare.said_{direction}_{level}") in block.value for block in at.markdown)


def test_the_funnel_names_only_who_is_flagged_or_asked_for(lake, monkeypatch):
    rows, said = answered(lake)
    of = [row for row in rows if row["peers"] == said.groups[0].peers]
    plain = next(row for row in of if row["flag"] == "none")
    flagged = {row["unit_name"] for row in of if row["flag"] not in ("none", "not_compared")}
    for mark, wanted in ((None, flagged), (plain["unit_id"], flagged | {plain["unit_name"]})):
        drawn = figures(page(lake, monkeypatch, **({"mark": mark} if mark else {})))["funnel"]
        named = {re.sub("<[^>]+>", "", text) for text in written(drawn) if text.startswith("<a")}
        assert {name.removesuffix("…") for name in named} == {name[:15] if len(name) > 16 else name for name in wanted}
        assert {"95%", "99.8%"} <= set(written(drawn))
        assert sorted(zip(points(drawn)["x"], points(drawn)["y"])) == sorted((row["total"], row["value"]) for row in of)


def test_limits_enclose_the_pooled_rate_and_stay_within_0_and_100(lake, monkeypatch):
    _, said = answered(lake)
    drawn = figures(page(lake, monkeypatch))["funnel"]
    lines = [trace["y"] for trace in drawn["data"] if trace["mode"] == "lines" and len(trace["y"]) > 2]
    assert len(lines) == 4
    for low, high in (lines[:2], lines[2:]):
        assert all(0 <= a <= said.groups[0].pooled <= b <= 100 for a, b in zip(low, high))
    assert all(outer <= inner for inner, outer in zip(lines[0], lines[2])) and all(outer >= inner for inner, outer in zip(lines[1], lines[3]))


@pytest.mark.parametrize("language", words.LANGUAGES)
def test_under_the_picture_stands_what_it_rests_on(lake, monkeypatch, language):
    _, said = answered(lake)
    group = said.groups[0]
    by_mix = compare.summary(COMPLETION, casemix.adjusted(Lake(lake).edition().connect(), COMPLETION)).groups[0]
    captions = "\n".join(caption.value for caption in page(lake, monkeypatch, lang=language).caption)
    for name, values in (("units", {"n": group.units}), ("age", {"first": group.youngest_days, "last": group.oldest_days}),
                         ("phi", {"phi": f"{group.phi:.2f}"}), ("flags", {"low": group.low, "high": group.high, "luck": f"{group.units * 0.025 + 1e-9:.1f}"})):
        is_same = name != "flags" or (by_mix.low, by_mix.high) == (group.low, group.high)
        assert captions.count(under.say(language, name, **values)) == 2 + is_same, name      # under both pictures, and under what allows for the mix
    assert (under.say(language, "overdispersed") in captions) == (group.phi > 2)


def test_much_dispersion_asks_for_the_basis_first(lake, monkeypatch):
    _, said = answered(lake)
    assert footer.OVERDISPERSED == 2
    for threshold, is_said in ((said.groups[0].phi - 0.01, True), (said.groups[0].phi, False)):
        monkeypatch.setattr(footer, "OVERDISPERSED", threshold)
        assert (under.say("zh", "overdispersed") in everything_said(page(lake, monkeypatch))) == is_said


def test_an_order_has_rank_intervals_and_no_rank(lake, monkeypatch):
    at = page(lake, monkeypatch, order="shrunken")
    texts = [text for text in written(figures(at)["intervals"]) if "unit?" in text]
    intervals = [re.search(r"第 (\d+)–(\d+) 位", text) for text in texts]
    assert all(intervals) and sum(int(found[1]) < int(found[2]) for found in intervals) > 12
    assert not re.search(r"第 \d+ [位名]", "\n".join(texts))
    assert at.dataframe[0].value[words.say("zh", "compare.places")].str.fullmatch(r"第 \d+–\d+ 位").all()
    plain = [text for text in written(figures(page(lake, monkeypatch))["intervals"]) if "unit?" in text]
    assert not any("位" in text for text in plain) and [re.search(r"unit=([\w-]+)", text)[1] for text in plain] != [re.search(r"unit=([\w-]+)", text)[1] for text in texts]


def test_where_nobody_can_be_told_apart_an_order_is_refused_in_words(alike, monkeypatch):
    said = everything_said(page(alike, monkeypatch, order="shrunken"))
    assert words.say("zh", "compare.untellable", n=12) in said and words.say("zh", "compare.band_one", n=12, pairs=66) in said
    assert words.say("zh", "compare.alike", n=12) in said


def test_bands_name_their_units(lake, monkeypatch):
    rows, said = answered(lake)
    table = compare.compared(Lake(lake).edition().connect(), COMPLETION)
    found = compare.bands(COMPLETION, table, said.groups[0].peers)
    assert len(found.bands) > 1
    text = everything_said(page(lake, monkeypatch))
    assert words.say("zh", "compare.bands_about", pairs=found.pairs, apart=found.apart) in text
    assert all(f"{len(band):,} 个单位在该规模下无法区分" in text for band in found.bands)


def test_units_without_peers_have_no_funnel_but_the_way_to_a_comparison(lake, monkeypatch):
    at = page(lake, monkeypatch, group="rest")
    assert "funnel" not in figures(at) and len(points(figures(at)["intervals"])["x"]) == 2
    said = everything_said(at)
    assert words.say("zh", "compare.no_funnel") in said and words.say("zh", "compare.instead_too_few_of_this_age") in said
    assert re.search(r"\[某市微局\]\([^)]*\)：\[2\\/5\]\(trace\?", said)      # five problems: counts, no interval; the counts lead to their rows
    rounds = re.search(r"可先选定一轮再比：(.*)", said)[1]
    assert re.findall(r"\[(第.轮)\]\(compare\?[^)]*rounds=", rounds) == ["第一轮", "第三轮", "第四轮"]


def test_the_sample_is_not_compared_and_says_why(sample, monkeypatch):
    at = page(sample, monkeypatch)
    assert "funnel" not in figures(at) and "basis=feedback" in everything_said(at) and "basis=item" in everything_said(at)
    assert under.say("zh", "no_group", n=59) in everything_said(at)
    assert not any("dash" in str(trace.get("line")) for trace in figures(at)["intervals"]["data"])       # no benchmark is drawn


def test_at_the_ceiling_what_is_open_is_listed_instead(ceiling, monkeypatch):
    at = page(ceiling, monkeypatch)
    assert not at.exception and not at.error and "funnel" not in figures(at)
    assert words.say("zh", "compare.ceiling", n=12, open=2) in everything_said(at)
    listed = next(table.value for table in at.table if words.say("zh", "compare.open") in table.value.columns)
    assert [re.sub(r"\[(.*?)\]\(.*?\)", r"\1", cell) for cell in listed.iloc[:, 1]] == ["1", "1"] and listed.iloc[:, 2].tolist() == ["40", "40"]
    assert all("trace?" in cell for cell in listed.iloc[:, 1]) and all("unit?" in cell for cell in listed.iloc[:, 0])
    with pytest.raises(KeyError):
        at.get_by_key("choose_order")


def test_the_table_holds_the_group_and_sorts_as_numbers(lake, monkeypatch):
    rows, said = answered(lake)
    of = {row["unit_name"]: row for row in rows if row["peers"] == said.groups[0].peers}
    shown = page(lake, monkeypatch).dataframe[0].value
    assert {cell.rpartition("#")[2] for cell in shown.iloc[:, 0]} == of.keys()
    columns = compare.described(COMPLETION).columns
    for name in ("value", "low", "high", "benchmark", "expected", "p_value", "q_value", "age_days"):
        assert sorted(shown[columns[name]["zh"]]) == pytest.approx(sorted(float(row[name]) for row in of.values())), name
    assert not shown[columns["peers"]["zh"]].str.contains(r"\|").any()


def test_the_files_hold_every_unit_and_the_command_that_makes_them_again(lake, monkeypatch):
    at = page(lake, monkeypatch, group="rest")
    rows, _ = answered(lake)
    assert any(words.say("zh", "download.rows", n=len(rows)) == caption.value for caption in at.caption)


def test_the_league_table_is_shown_only_when_asked_for_and_never_without_its_faults(lake, monkeypatch):
    assert words.say("zh", "compare.naive_about") not in [each.value for each in page(lake, monkeypatch).warning]
    at = page(lake, monkeypatch, naive="1")
    assert words.say("zh", "compare.naive_about") in [each.value for each in at.warning]
    shown = next(table.value for table in at.table if words.say("zh", "compare.naive_wrong") in table.value.columns)
    assert len(shown) == 19 and all(shown[words.say("zh", "compare.naive_wrong")].str.len() > 3)
    assert "不宜引用" in shown.columns[0]
    assert re.search(r"若这 16 个单位完全相同.*平均也会相差约 \d+\.\d 个百分点", everything_said(at))
    assert len(at.get("download_button")) == len(page(lake, monkeypatch).get("download_button"))


def test_the_switch_writes_the_address(lake, monkeypatch):
    at = page(lake, monkeypatch)
    at.toggle(key="choose_naive").set_value(True).run()
    assert at.query_params["naive"] in ("1", ["1"]) and at.warning
    at.toggle(key="choose_naive").set_value(False).run()
    assert "naive" not in at.query_params and not at.warning


def test_the_two_real_units_are_shown_as_not_told_apart_with_the_sentence_why(sample, monkeypatch):
    at = page(sample, monkeypatch, one=SHANGHAI, other=GAOLING)
    said = everything_said(at).replace("\\", "")
    assert "29/32" in said and "40/40" in said and "在该规模下无法区分（不等于相同）" in said
    assert words.say("zh", "compare.pair_forbidden") in said and "反馈日期或数据日期不明" in said
    assert words.say("zh", "compare.pair_apart") not in said
    assert [re.search(r">([^<]+)</a>$", text)[1] for text in written(figures(at)["pair"]) if "trace?" in text] == ["90.6%　29/32", "100.0%　40/40"]


@pytest.mark.skipif(not NOTICES.is_dir(), reason="the whole notices (../shared/notices) are not on this computer")
@pytest.mark.parametrize("language", words.LANGUAGES)
def test_the_two_notices_themselves_are_not_told_apart(tmp_path, monkeypatch, language):
    import duibiao

    assert duibiao.main(["load", *map(str, sorted(NOTICES.glob("*.txt"))), "--lake", str(tmp_path)]) == duibiao.DONE
    at = page(tmp_path, monkeypatch, lang=language, one=SHANGHAI, other=GAOLING)
    assert not at.error and not at.exception
    said = everything_said(at).replace("\\", "")
    assert {"zh": "在该规模下无法区分（不等于相同）", "en": "cannot be told apart"}[language] in said and words.say(language, "compare.pair_forbidden") in said


def test_a_pair_of_the_province_reads_as_the_query_says(lake, monkeypatch):
    rows, said = answered(lake)
    table = compare.compared(Lake(lake).edition().connect(), COMPLETION)
    of = sorted((row for row in rows if row["peers"] == said.groups[0].peers), key=lambda row: row["value"])
    found = compare.pair(COMPLETION, table, of[-1]["unit_id"], of[0]["unit_id"])
    assert found.can_be_told_apart
    text = everything_said(page(lake, monkeypatch, one=of[-1]["unit_id"], other=of[0]["unit_id"])).replace("\\", "")
    assert found.sentence("zh") in text and words.say("zh", "compare.pair_apart") in text


@pytest.mark.parametrize("name", ["metric", "group", "order", "peers", "naive", "mark", "one", "other"])
def test_an_address_that_says_something_unknown_is_said(lake, monkeypatch, name):
    at = page(lake, monkeypatch, **{name: "nonsense"})
    assert not at.error and any(f"（{name}）" in each.value.replace("\\", "") for each in at.info)


@pytest.mark.parametrize("name", [query.name for query in metrics() if query.model])
def test_every_metric_that_is_compared_with_everything_asked_for(sample, monkeypatch, name):
    at = page(sample, monkeypatch, metric=name, order="shrunken", naive="1")
    assert not at.error and not at.exception and not at.info


def row(number: int, **more) -> Row:
    return Row(f"u{number}", 50.0, 40.0, 60.0, "5/10", **more)


def test_few_units_have_names_many_have_a_line_and_very_many_are_drawn_by_the_graphics_card():
    few, many, very_many = (charts.intervals([row(number, flag="low" if number == 3 else "") for number in range(size)], top=100.0, line=Line(50, "x")) for size in (24, 25, 600))
    assert len(few.layout.annotations) == 2 * 24 + 1
    assert {note.text for note in many.layout.annotations} == {"u3", "x"}
    kinds = [{trace.type for trace in figure.data} for figure in (few, many, very_many)]
    assert kinds == [{"scatter"}, {"scatter"}, {"scatter", "scattergl"}]
    drawn = charts.funnel([Point("a", 10.0 + number, 50.0, "") for number in range(501)], [Limits((10.0, 511.0), (20.0, 40.0), (80.0, 60.0), "95%", "dot")], (50.0, "all"), top=100.0)
    assert drawn.data[-1].type == "scattergl" and len(drawn.data[-1].x) == 501


def test_names_cannot_break_out_of_a_picture():
    drawn = charts.intervals([Row("<b onclick=x>A&B", 1.0, 0.0, 2.0, "<i>", link='unit?unit=a"b', text_link="trace?x", note="<u>")])
    texts = [note.text for note in drawn.layout.annotations]
    assert texts[0] == '<a href="unit?unit=a&quot;b" target="_self">&lt;b onclick=x&gt;A&amp;B</a>' and "&lt;i&gt;" in texts[1]
    assert "&lt;u&gt;" in drawn.data[-1].hovertext[0]


def test_words_at_the_ends_of_lines_never_lie_on_one_another():
    limits = [Limits((10.0, 20.0), (48.0, low), (52.0, 51.0), f"l{low}", "dot") for low in (49.9, 49.8, 49.7)]
    drawn = charts.funnel([Point("a", 15.0, 50.0, "")], limits, (50.0, "all"), top=100.0)
    heights = sorted(note.y for note in drawn.layout.annotations)
    low, high = drawn.layout.yaxis.range
    assert min(b - a for a, b in zip(heights, heights[1:])) > (high - low) * 0.03
