"""Native charts of a comparison: they point at the cells that hold the answer and the limits, and where a gate forbids one its sentence stands instead."""

import io
import re
import shutil
import string
import subprocess
import zipfile
from dataclasses import replace
from functools import cache
from itertools import combinations
from pathlib import Path
from xml.etree import ElementTree

import numpy as np
import openpyxl
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.utils import range_boundaries

from dashboard import words as interface
from queries import codes, export, metric, phrases
from queries.compare import bands, compared, described, footer, summary
from queries.export import About
from queries.export.charts import looks, names
from queries.export.charts.scale import MOST_MARKS, axis
from queries.export.terminal import width
from queries.statistics import dispersion, limits
from test_compare import alike, problems
from tests.test_bands import apart_by_hand

COMPLETION, RULES = metric("problem_completion_rate"), metric("rules_per_problem")
CHART, DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/chart}", "{http://schemas.openxmlformats.org/drawingml/2006/main}"
SHEETS, BETWEEN = {"zh": "同类比较", "en": "Peers"}, {"zh": "", "en": " "}
# Twelve that are alike, two that are not, one of few items.
UNITS = alike(12) | {"worst": (5, 40), "best": (60, 60), "small": (9, 12)}
JUDGED = {"C98A1B", "F0DCB4", "2F6DB0", "C3D6EC"}


def made(connection, query=COMPLETION, language: str = "zh", peers: str = "alike") -> tuple[pa.Table, bytes]:
    """An answer that was compared, and its workbook."""
    table, asked = compared(connection, query, peers=peers), described(query)
    labels = {name: words[language] for name, words in asked.columns.items()}
    about = About(name=query.name, title=query.title[language], edition=3, edition_sha256="ab" * 32, language=language, labels=labels, reading=codes.of_answer(connection, asked, language))
    return table, export.render(table, "xlsx", about)


@cache
def sheets(content: bytes) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(content))


def said(content: bytes, language: str = "zh") -> str:
    """Every text of the sheet beside peers; its lines joined, since a sentence may take two."""
    return BETWEEN[language].join(str(cell) for row in sheets(content)[SHEETS[language]].iter_rows(values_only=True) for cell in row if cell is not None)


def charts(content: bytes, kind: str = "scatterChart") -> list[ElementTree.Element]:
    """The charts of a kind, in the order of the workbook."""
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        names = sorted((name for name in parts.namelist() if re.fullmatch(r"xl/charts/chart\d+\.xml", name)), key=lambda name: int(re.search(r"\d+", name)[0]))
        found = [ElementTree.fromstring(parts.read(name)) for name in names]
    return [each for each in found if each.find(f".//{CHART}{kind}") is not None]


def text_of(element: ElementTree.Element | None) -> str:
    return "" if element is None else "".join(part.text or "" for part in element.iter(f"{DRAWING}t"))


def cells(content: bytes, address: str) -> list[object]:
    sheet, area = address.rsplit("!", 1)
    left, top, right, bottom = range_boundaries(area.replace("$", ""))
    return [cell for row in sheets(content)[sheet.strip("'")].iter_rows(top, bottom, left, right, values_only=True) for cell in row]


def series(content: bytes, chart: ElementTree.Element) -> list[tuple[str, list[float], list[float], ElementTree.Element]]:
    """Name, what it points at across and up, and the series; what a chart keeps of its cells is what stands in them."""
    found = []
    for each in chart.iter(f"{CHART}ser"):
        across, up = (each.find(f"{CHART}{name}/{CHART}numRef") for name in ("xVal", "yVal"))
        pointed = [cells(content, part.find(f"{CHART}f").text) for part in (across, up)]
        assert [[float(value.text) for value in part.iter(f"{CHART}v")] for part in (across, up)] == pointed
        found.append((each.find(f"{CHART}tx//{CHART}v").text, *pointed, each))
    return found


def parted(content: bytes, chart: ElementTree.Element) -> tuple[list, list]:
    """The series of lines, and those of units."""
    found = series(content, chart)
    is_line = [each[3].find(f"{CHART}marker/{CHART}symbol").get("val") == "none" for each in found]
    return [each for each, line in zip(found, is_line) if line], [each for each, line in zip(found, is_line) if not line]


# What a funnel is drawn from --------------------------------------------------------------------------------------------------------------------

@pytest.mark.parametrize("count, is_widened", [(7, False), (15, True)])
def test_lines_point_at_cells_that_hold_the_limits_of_the_statistics(publish, count, is_widened):
    """With twenty units or more also those widened by how far they spread."""
    units = alike(count) | {f"v{number}": (4 * number + 5, 40 + number) for number in range(9)}
    table, content = made(publish(problems=problems(**units)))
    (chart,), group = charts(content), summary(COMPLETION, table).groups[0]
    lines, _ = parted(content, chart)
    rate = sum(x for x, _ in units.values()) / sum(n for _, n in units.values())
    assert group.pooled == pytest.approx(100 * rate) and bool(group.tau2) == is_widened
    items = np.array(lines[0][1], dtype=float)
    wanted = [np.full(items.size, rate)]
    for confidence in (0.95, 0.998):
        wanted += limits.interpolated_limits(items, rate, confidence)
        wanted += dispersion.proportion_limits(items, rate, group.tau2, confidence) if group.tau2 else ()
    assert len(lines) == len(wanted) == (9 if is_widened else 5)
    for (_, across, up, _), line in zip(lines, wanted, strict=True):
        assert across == items.tolist() and up == pytest.approx((100 * line).tolist(), abs=1e-9)
    assert items.min() < 20 and items.max() >= 48 and list(items) == sorted(set(items))


def test_a_rate_has_the_limits_of_a_rate_in_its_own_unit(publish):
    units = {unit: 20 + number for number, unit in enumerate(alike(14))}
    connection = publish(problems=problems(**{unit: (0, n) for unit, n in units.items()}), rules=[{"unit_id": unit, "number": str(30 if unit == "u03" else 2 + place % 3)} for place, unit in enumerate(units)])
    table, content = made(connection, replace(RULES, better="lower"))
    (chart,) = charts(content)
    lines, points = parted(content, chart)
    items, rate = np.array(lines[0][1], dtype=float), sum(table.column("rules").to_pylist()) / sum(units.values())
    assert lines[0][2] == pytest.approx([rate] * items.size)
    for place, confidence in ((1, 0.95), (3, 0.998)):
        low, high = limits.ratio_limits(items * rate, confidence)
        assert lines[place][2] == pytest.approx((rate * low).tolist()) and lines[place + 1][2] == pytest.approx((rate * high).tolist())
    assert sum(len(each[1]) for each in points) == 14
    assert float(chart.find(f".//{CHART}valAx[2]/{CHART}scaling/{CHART}max").get("val")) >= max(table.column("value").to_pylist()) and '"%"' not in ElementTree.tostring(chart, "unicode")


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_compared_unit_is_a_point_at_its_items_and_value_under_the_word_for_its_flag(publish, language):
    table, content = made(publish(problems=problems(**UNITS)), language=language)
    (chart,) = charts(content)
    drawn = []
    for name, across, up, each in parted(content, chart)[1]:
        sheet, area = each.find(f"{CHART}xVal/{CHART}numRef/{CHART}f").text.rsplit("!", 1)
        left, top, _, bottom = range_boundaries(area.replace("$", ""))
        assert left == 2
        drawn += [(unit, n, value, name) for (unit,), n, value in zip(sheets(content)[sheet.strip("'")].iter_rows(top, bottom, 1, 1, values_only=True), across, up, strict=True)]
    words = {code: phrases.say(looks.WORDS, language, f"flag_{code}") for code in ("low", "high", "none")}
    signed = {"low": f"▼ {words['low']}", "high": f"▲ {words['high']}", "none": words["none"]}
    wanted = set()
    for row in table.to_pylist():
        word = signed[row["flag"].partition("_")[0]]
        wanted.add((row["unit_name"], row[COMPLETION.denominator], row["value"], phrases.say(looks.WORDS, language, "pale", of=word) if row["is_small"] else word))
    assert set(drawn) == wanted and len(drawn) == len(UNITS)
    assert {name for _, _, _, name in drawn} == {signed["none"], signed["low"], signed["high"], phrases.say(looks.WORDS, language, "pale", of=signed["none"])}


def test_only_who_stands_out_has_a_name_beside_its_point(publish):
    table, content = made(publish(units="unit_id | unit_name\nworst | 某县第一人民医院和附属医院集团\nbest | 某局", problems=problems(**UNITS)))
    (chart,) = charts(content)
    labels = [text_of(label) for label in chart.iter(f"{CHART}dLbl") if label.find(f"{CHART}delete") is None]
    assert {row["unit_name"] for row in table.to_pylist() if row["flag"] not in ("none", "not_compared")} == {"某县第一人民医院和附属医院集团", "某局"}
    assert sorted(labels) == ["▲ 某局", "▼ 某县第一人民医院和附属…"]
    quiet = [each for name, _, _, each in parted(content, chart)[1] if "▼" not in name and "▲" not in name]
    assert quiet and not any(each.find(f"{CHART}dLbls") is not None for each in quiet)


def test_names_without_room_are_counted_in_a_sentence(publish):
    """Ten that stand out at the same place cannot all be named."""
    units = alike(60, x=19) | {f"w{number}": (5, 20) for number in range(10)}
    table, content = made(publish(problems=problems(**units)))
    named = [label for chart in charts(content) for label in chart.iter(f"{CHART}dLbl") if label.find(f"{CHART}delete") is None]
    flagged = sum(flag.startswith("low") for flag in table.column("flag").to_pylist())
    assert flagged == 10 and 0 < len(named) < 10
    assert f"图中放不下名称的另有 {10 - len(named)} 个" in said(content)


def test_each_side_has_its_colour_and_shape_and_who_is_alike_is_grey(publish):
    (chart,) = charts(made(publish(problems=problems(**UNITS)))[1])
    seen = {}
    for each in chart.iter(f"{CHART}ser"):
        marker = each.find(f"{CHART}marker")
        if (shape := marker.find(f"{CHART}symbol").get("val")) != "none":
            seen[shape] = seen.get(shape, set()) | {marker.find(f"{CHART}spPr/{DRAWING}solidFill/{DRAWING}srgbClr").get("val").upper()}
    assert seen == {"diamond": {"C98A1B"}, "triangle": {"2F6DB0"}, "circle": {"8592A3", "D9DEE5"}}


def test_lower_is_better_turns_the_colours(publish):
    query = replace(COMPLETION, better="lower")
    (chart,) = charts(made(publish(problems=problems(**UNITS)), query)[1])
    colour = {each.find(f"{CHART}marker/{CHART}symbol").get("val"): each.find(f"{CHART}marker/{CHART}spPr/{DRAWING}solidFill/{DRAWING}srgbClr") for each in chart.iter(f"{CHART}ser")}
    assert (colour["diamond"].get("val").upper(), colour["triangle"].get("val").upper()) == ("2F6DB0", "C98A1B")


# Groups and gates -------------------------------------------------------------------------------------------------------------------------------

def test_each_basis_has_a_funnel_of_its_own(publish):
    rows = problems(**alike(12), **alike(10, x=5, letter="v"))
    for row in rows:
        row["basis"] = "item" if row["unit_id"].startswith("v") else "feedback"
    table, content = made(publish(problems=rows))
    found = charts(content)
    assert len(found) == 2 and [sum(len(each[1]) for each in parted(content, chart)[1]) for chart in found] == [12, 10]
    assert [set(parted(content, chart)[0][0][2]) for chart in found] == [{75.0}, {25.0}]
    assert ["feedback" in text_of(chart.find(f"{CHART}chart/{CHART}title")) for chart in found] == [True, False]


def test_a_metric_on_which_time_does_not_tell_names_no_days(publish):
    query = replace(COMPLETION, is_aged=False)
    table, content = made(publish(problems=problems(**UNITS)), query)
    assert set(table.column("peers").to_pylist()) == {"feedback|claimed|0+"}
    assert "feedback · claimed\n" in text_of(charts(content)[0].find(f"{CHART}chart/{CHART}title")) and "0+" not in said(content)


def test_a_unit_of_another_group_or_of_none_is_in_no_funnel(publish):
    rows = problems(**alike(12), tiny=(4, 5), **alike(9, letter="v"))
    for row in rows:
        row["basis"] = "item" if row["unit_id"].startswith("v") else "feedback"
    table, content = made(publish(problems=rows))
    (chart,) = charts(content)
    assert sum(len(each[1]) for each in parted(content, chart)[1]) == 12
    text = said(content)
    assert "没有同类可比 · 10 个单位" in text and "同口径、同认定标准的单位不足 10 个，不作比较：9 个单位" in text and "不足 10 项，仅列数，不作比较：1 个单位" in text


@pytest.mark.parametrize("language, no_group, no_funnel, reason", [
    ("zh", "所选 9 个单位中，没有满 10 个", "这里不画漏斗图", "同口径、同认定标准的单位不足 10 个，不作比较：9 个单位"),
    ("en", "Of 9 units chosen no ten", "No funnel is drawn here", "Fewer than 10 units on this basis and standard: not compared: 9 units")])
def test_fewer_than_ten_units_have_no_funnel_and_the_reason(publish, language, no_group, no_funnel, reason):
    _, content = made(publish(problems=problems(**alike(9))), language=language)
    assert charts(content) == [] and len(charts(content, "barChart")) == 1
    assert all(part in said(content, language) for part in (no_group, no_funnel, reason))


def test_at_the_ceiling_there_is_no_funnel_and_what_is_open_is_counted(publish):
    _, content = made(publish(problems=problems(**alike(12, x=40, n=40), open=(30, 39))))
    assert charts(content) == [] and "13 个单位合计已达 98% 以上" in said(content) and "1 个单位仍有未完成" in said(content)
    _, content = made(publish(problems=problems(**alike(12, x=40, n=40), open=(20, 39))))
    assert len(charts(content)) == 1 and "98% 以上" not in said(content)


@pytest.mark.parametrize("language, sentence", [("zh", "中性指标：不画漏斗图，不排名，不着色，也不分高低。"), ("en", "Neutral: no funnel, no rank, no colour")])
def test_a_neutral_metric_has_no_funnel_no_bands_and_no_colour_of_judgement(publish, language, sentence):
    units = {unit: 20 for unit in alike(12)}
    connection = publish(problems=problems(**{unit: (0, n) for unit, n in units.items()}), rules=[{"unit_id": unit, "number": str(40 if unit == "u03" else 1)} for unit in units])
    _, content = made(connection, RULES, language)
    assert charts(content) == [] and sentence in said(content, language)
    assert not any(phrases.say(looks.WORDS, language, name) in said(content, language) for name in ("bands", "letters", "flag_high", "against"))
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        coloured = {colour.upper() for name in parts.namelist() if "charts/chart" in name for colour in re.findall(r'srgbClr val="(\w+)"', parts.read(name).decode())}
    assert "8592A3" in coloured and not coloured & JUDGED


def test_what_is_never_compared_has_no_sheet_of_peers(publish):
    connection = publish(problems=problems(**alike(12)))
    assert SHEETS["zh"] not in sheets(made(connection, metric("recovery_rate"))[1]).sheetnames
    assert SHEETS["zh"] not in sheets(made(connection, metric("disciplinary_actions"))[1]).sheetnames


def test_a_column_kept_back_leaves_the_intervals_and_no_funnel(publish):
    connection = publish(problems=problems(**UNITS))
    table = compared(connection, COMPLETION).drop_columns([COMPLETION.denominator])
    content = export.render(table, "xlsx", About(name="x", title="x", reading=codes.of_answer(connection, described(COMPLETION), "zh")))
    assert sheets(content).sheetnames == ["数据", "图表", "说明"] and len(charts(content, "barChart")) == 1


# Who cannot be told apart -----------------------------------------------------------------------------------------------------------------------

def lettered(content: bytes) -> dict[str, str]:
    """unit -> its letters, in the table below the funnel."""
    rows = list(sheets(content)["同类比较"].iter_rows(values_only=True))
    first = next(place for place, row in enumerate(rows) if row[:2] == ("单位", "问题总数"))
    letters = {row[0]: row[4] or "" for row in rows[first + 1:] if row[0] and isinstance(row[1], int | float)}
    assert rows[first][4] == ("同组字母" if any(letters.values()) else None)
    return letters


def test_two_units_share_a_letter_unless_they_can_be_told_apart(publish):
    units = alike(12) | {"worst": (5, 40), "best": (60, 60), "middle": (8, 20)}
    table, content = made(publish(problems=problems(**units)))
    apart, letters = apart_by_hand(units), lettered(content)
    assert apart and letters.keys() == units.keys() and len(letters["middle"]) > 1
    assert {frozenset(pair) for pair in combinations(units, 2) if not set(letters[pair[0]]) & set(letters[pair[1]])} == apart
    found = bands(COMPLETION, table, "feedback|claimed|365-729")
    assert {letter: {unit for unit, has in letters.items() if letter in has} for letter in "".join(letters.values())} == {letter: set(band) for letter, band in zip(string.ascii_lowercase, found.bands)}
    text = said(content)
    assert f"105 对单位逐一精确检验并一并校正（错判比例至多 5%），能够区分的有 {len(apart)} 对" in text and "a：" in text


def test_a_band_says_its_units_or_those_that_are_not_in_it(publish):
    text = said(made(publish(problems=problems(**alike(12), worst=(2, 60))))[1])
    assert "a：除 worst 以外，其余 12 个单位在该规模下无法区分" in text and "b：以下 1 个单位在该规模下无法区分：worst" in text


def test_of_many_bands_the_largest_are_said_in_words_and_the_rest_by_letters(publish):
    table, content = made(publish(problems=problems(**alike(12), **{f"v{number}": (4 * number + 5, 40 + number) for number in range(9)})))
    found = bands(COMPLETION, table, "feedback|claimed|365-729").bands
    assert len(found) > 4 and set("".join(lettered(content).values())) == set(string.ascii_lowercase[:len(found)])
    assert f"其余 {len(found) - 3} 组见下表的字母" in said(content) and len(re.findall(r"[a-z]：(?:除|以下)", said(content))) == 3


def test_where_no_two_differ_that_is_said_and_there_are_no_letters(publish):
    _, content = made(publish(problems=problems(**alike(12))))
    assert "本组 12 个单位在该规模下无法区分（不等于相同）。66 对单位逐一检验" in said(content) and set(lettered(content).values()) == {""}
    assert "这 12 个单位与各自的同类无法区分（不等于相同）" in said(content)


# Words ------------------------------------------------------------------------------------------------------------------------------------------

@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_funnel_says_what_it_rests_on_and_what_its_axes_are(publish, language):
    table, content = made(publish(problems=problems(**UNITS)), language=language)
    group, (chart,) = summary(COMPLETION, table).groups[0], charts(content)
    x, n = sum(x for x, _ in UNITS.values()), sum(n for _, n in UNITS.values())
    title = text_of(chart.find(f"{CHART}chart/{CHART}title"))
    across, up = (text_of(each.find(f"{CHART}title")).replace("\n", BETWEEN[language]) for each in chart.iter(f"{CHART}valAx"))
    assert COMPLETION.title[language] in title and "sha256 " + "ab" * 6 in title
    assert across.startswith(COMPLETION.columns[COMPLETION.denominator][language]) and up == COMPLETION.columns["value"][language]
    pooled, phi = f"{100 * x / n:.1f}%", f"φ {group.phi:.2f}"       # of fifteen alike 2.5 % are 0.375
    wanted = {"zh": ("单位数 15", f"合计 {pooled}", phi, "反馈后 365—365 天", "期望误报至多 0.4 个"), "en": ("15 units", f"together {pooled}", phi, "365–365 days", "at most 0.4 on each side")}[language]
    for part in wanted:
        assert part in across and part in said(content, language), part
    for part in ("feedback", "claimed"):        # codes, where the edition has no words
        assert part in title and part in said(content, language)


def test_no_text_of_a_chart_is_longer_than_a_spreadsheet_shows(publish):
    content = made(publish(problems=problems(**UNITS)), language="en")[1]
    texts = [text_of(each) for kind in ("scatterChart", "barChart") for chart in charts(content, kind) for each in chart.iter(f"{CHART}title")]
    assert len(texts) == 6 and max(map(len, texts)) <= looks.MOST


def test_the_intervals_say_what_their_groups_rest_on_and_where_the_funnels_are(publish):
    _, content = made(publish(problems=problems(**UNITS)))
    text = "".join(str(row[0]) for row in sheets(content)["图表"].iter_rows(values_only=True) if row[0])
    assert "单位数 15" in text and "离散倍数 φ" in text and "见工作表“同类比较”" in text
    (chart,) = charts(content, "barChart")
    assert "单位数 15" in text_of(chart.find(f".//{CHART}valAx")) and text_of(chart.find(f".//{CHART}catAx")) == "单位"
    _, content = made(publish(problems=problems(**alike(3))))
    text = "".join(str(row[0]) for row in sheets(content)["图表"].iter_rows(values_only=True) if row[0])
    assert "没有满 10 个可比的单位" in text and "见工作表" not in text


def test_an_interval_above_all_others_is_drawn_whole(publish):
    connection = publish(problems=problems(u=(0, 10), v=(0, 200)), rules=[{"unit_id": "u", "number": "9"}, {"unit_id": "v", "number": "1"}])
    table, content = made(connection, RULES)
    (chart,) = charts(content, "barChart")
    assert float(chart.find(f".//{CHART}valAx/{CHART}scaling/{CHART}max").get("val")) >= max(table.column("high").to_pylist()) > 1.5


@pytest.mark.parametrize("path", [looks.WORDS, footer.WORDS], ids=["charts", "footer"])
def test_words_take_the_same_values_in_both_languages_and_none_is_idle(path):
    code = "".join(each.read_text(encoding="utf-8") for each in (*path.parent.glob("*.py"), *Path("dashboard").glob("footer.py")))
    for name, both in phrases.phrases(path).items():
        zh, en = ({field for _, field, _, _ in string.Formatter().parse(both[language]) if field} for language in ("zh", "en"))
        assert zh == en, name
        assert re.search(rf"[\"']{name}[\"']", code) or name in ("flag_low", "flag_high", "flag_none", "widened_lower", "widened_upper", "lower", "upper", "basis", "standard"), name


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("name, key", [("few", "funnel_few"), ("about_widened", "funnel_widened"), ("nobody", "alike"), ("rest", "rest"), ("pooled", "pooled"), ("bands", "bands"), ("counted", "panel")])
def test_files_and_pages_say_the_same_of_a_comparison(language, name, key):
    assert phrases.phrases(looks.WORDS)[name][language] == interface.catalogue(language)[f"compare.{key}"]


# Files ------------------------------------------------------------------------------------------------------------------------------------------

def test_the_same_answer_gives_the_same_bytes(publish):
    connection = publish(problems=problems(**UNITS))
    assert made(connection)[1] == made(connection)[1]


def test_hostile_names_are_text_in_cells_and_in_the_chart(publish):
    hostile = ["=1+1", "a!B2", "<r><t>x</t></r>", "'Sheet'!A1", "http://x", "&lt;\x01"]
    units = alike(12) | {f"h{number}": (2, 40 + 15 * number) for number in range(len(hostile))}
    connection = publish(units=[{"unit_id": f"h{number}", "unit_name": name} for number, name in enumerate(hostile)], problems=problems(**units))
    _, content = made(connection)
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        assert not any(b"<f>" in parts.read(name) or b"<hyperlink" in parts.read(name) for name in parts.namelist() if name.startswith("xl/worksheets/"))
        refs = {ref for name in parts.namelist() if "charts/chart" in name for ref in re.findall(r"<c:f>([^<]*)</c:f>", parts.read(name).decode())}
    assert refs and all(ref.replace("'", "").startswith(("图表!", "同类比较!")) for ref in refs)
    (chart,) = charts(content)
    labels = {text_of(label) for label in chart.iter(f"{CHART}dLbl") if label.find(f"{CHART}delete") is None}
    assert {"▼ =1+1", "▼ a！B2"} & labels and not any("\x01" in label for label in labels)
    column = {row[0] for row in sheets(content)["同类比较"].iter_rows(values_only=True)}
    assert {"'=1+1", "a!B2", "http://x"} <= column


def test_control_characters_of_a_name_are_counted_once(publish):
    connection = publish(units=[{"unit_id": "worst", "unit_name": "a\x02b"}], problems=problems(**UNITS))
    content = made(connection)[1]
    assert any("删去 1 个" in (text or "") for _, text in sheets(content)["说明"].iter_rows(values_only=True))


@pytest.mark.skipif(shutil.which("soffice") is None or shutil.which("pdftotext") is None, reason="LibreOffice or poppler-utils is not on this machine")
def test_another_office_prints_each_funnel_whole_on_a_page_with_its_words(publish, tmp_path):
    rows = problems(**UNITS, **alike(10, x=5, letter="v"))
    for row in rows:
        row["basis"] = "item" if row["unit_id"].startswith("v") else "feedback"
    (tmp_path / "peers.xlsx").write_bytes(made(publish(problems=rows))[1])
    subprocess.run(["soffice", f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path), str(tmp_path / "peers.xlsx")],
                   check=True, timeout=300, capture_output=True)
    pages = subprocess.run(["pdftotext", "-layout", str(tmp_path / "peers.pdf"), "-"], check=True, capture_output=True, text=True).stdout.rstrip("\f").split("\f")
    funnels = [page for page in pages if "99.8% 界线" in page]
    assert len(funnels) == 2
    for page, pooled, named in zip(funnels, (f"合计 {100 * 254 / 352:.1f}%", "合计 25.0%"), (("▼ worst", "▲ best"), ()), strict=True):
        assert pooled in page and "离散倍数 φ" in page and "95% 界线" in page and "来源：第 3 版数据" in page and all(name in page for name in named)


# Parts ------------------------------------------------------------------------------------------------------------------------------------------

POINT = st.tuples(st.floats(0, 990), st.floats(0, 320))


@given(st.lists(st.tuples(st.floats(0, 990), st.floats(0, 320), st.text("字a", min_size=1, max_size=14)), max_size=14), st.lists(POINT, max_size=20))
def test_no_name_lies_on_another_on_a_named_point_or_outside(named, others):
    inside = names.Box(0, 0, 990, 320)
    found = names.placed(named, others, inside)
    boxes = {index: dict(names._places(*named[index][:2], names.CHARACTER * width(named[index][2]) + 4))[place] for index, place in found.items()}
    assert not any(one.meets(other) for one, other in combinations(boxes.values(), 2))
    for index, box in boxes.items():
        assert names._is_within(box, inside)
        assert not any(box.meets(names._around(x, y)) for at, (x, y, _) in enumerate(named) if at != index)


def test_a_name_with_room_is_never_left_out():
    assert names.placed([(500, 160, "某局")], [(500 + x, 160) for x in range(10, 60, 5)], names.Box(0, 0, 990, 320)) == {0: "left"}
    assert names.placed([(985, 160, "某局")], [], names.Box(0, 0, 990, 320)) == {0: "left"} and names.placed([(60, 5, "某局")], [], names.Box(0, 0, 990, 320)) == {0: "below"}
    assert names.placed([(5, 5, "字" * 90)], [], names.Box(0, 0, 990, 320)) == {}


@given(st.floats(0, 1e6), st.floats(0, 1e6), st.sampled_from([None, 100.0]))
def test_an_axis_holds_what_is_drawn_between_round_marks(one, other, top):
    low, high = sorted((one, other) if top is None else (one % 100, other % 100))
    found = axis(low, high, top)
    assert found.first <= low * (1 + 1e-9) + 1e-9 and found.last >= high * (1 - 1e-9) - 1e-9 and 0 <= found.first < found.last
    assert (top is None or found.last <= top) and (found.last - found.first) / found.step <= MOST_MARKS + 1e-6
    assert f"{found.step:e}"[0] in "125" and abs(found.last / found.step - round(found.last / found.step)) < 1e-6


@given(st.text(st.sampled_from("字，。 a1%·—（）"), max_size=200), st.integers(10, 60))
def test_a_wrapped_text_loses_nothing_and_no_line_is_too_wide(text, columns):
    lines = looks.wrapped(text, columns)
    assert re.sub(r"\s", "", "".join(lines)) == re.sub(r"\s", "", text)
    for line in lines:
        assert width(line) <= columns or len(looks.PART.findall(line)) == 1
