"""Pictures that leave the house: every chart is drawn, whole, with Chinese characters and never with boxes; what is not known is refused by name."""

import io
import re
import shutil
import subprocess
import time
from itertools import combinations, pairwise
from pathlib import Path
from xml.etree import ElementTree

import numpy as np
import plotly.graph_objects as go
import pytest
import typst
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from dashboard import drawing
from dashboard.charts import Mark, bars, dots, strip, survival
from dashboard.drawing import fonts, measure, text
from tests import gallery

FIGURES, AGAIN = gallery.figures(), gallery.figures()
REFERENCES = Path(__file__).parent / "pictures" / "charts"
FRAME = drawing.Frame(title="问题整改完成率", subtitle="截至：2026-11-22；口径：反馈问题", footer="单位数 8　合计 85.0%", source="来源：第 3 版（sha256 3f9a1c27bd00…）", is_demo=True)
SVG = "{http://www.w3.org/2000/svg}"
needs_font = pytest.mark.skipif(fonts.chosen() is None, reason="no Chinese font here")


def elements(svg: str, name: str) -> list[ElementTree.Element]:
    return list(ElementTree.fromstring(svg).iter(SVG + name))


def words(svg: str) -> list[str]:
    return ["".join(each.itertext()) for each in elements(svg, "text")]


def pixels(png: bytes) -> np.ndarray:
    return np.asarray(Image.open(io.BytesIO(png)).convert("RGB")).astype(int)


def written(said: str) -> str:
    return f'<svg xmlns="http://www.w3.org/2000/svg" width="200" height="40" font-family="\'Noto Sans CJK SC\'"><text x="5" y="28" font-size="24">{said}</text></svg>'


def test_the_gallery_shows_every_chart():
    assert {name.partition(":")[0] for name in FIGURES} == set(gallery.makers())


@pytest.mark.parametrize("width", [760, 600])
@pytest.mark.parametrize("name", FIGURES)
def test_every_chart_is_drawn_with_all_its_words(name, width):
    figure, svg = FIGURES[name], drawing.svg(FIGURES[name], width=width)
    said = " ".join(words(svg))
    for note in figure.layout.annotations:
        assert all(line in said for line in text.plain(text.read(note.text)).split("\n"))
    for trace in figure.data:
        if trace.type == "scatter" and trace.text is not None:
            assert all(line.strip() in said for each in np.atleast_1d(trace.text) for line in text.plain(text.read(each)).split("\n"))
    assert ElementTree.fromstring(svg).get("height") == str(figure.layout.height)


@pytest.mark.parametrize("name", FIGURES)
def test_no_word_is_cut_by_the_edge(name):
    svg = drawing.svg(FIGURES[name], width=760)
    for each in elements(svg, "text"):
        if each.get("transform") or each.get("x") is None:
            continue
        wide, x = measure.measured("".join(each.itertext()), float(each.get("font-size"))), float(each.get("x"))
        left = x - wide * {None: 0, "middle": 0.5, "end": 1}[each.get("text-anchor")]
        assert -2 <= left and left + wide <= 762, "".join(each.itertext())


LONG = ("十四届市委第三轮常规巡察", "Party committees and governments", "某集团公司及其所属各级企业全部", "区县巡察", "1234567890" * 3)


@pytest.mark.parametrize("width", [350, 760])
@pytest.mark.parametrize("ends", [(0.9, 0.5, 0.2), (0.99, 0.98, 0.97, 0.96, 0.95), (0.02, 0.01, 0.0), (1.0, 1.0, 1.0, 1.0, 1.0)], ids=["apart", "near the top", "near nothing", "all done"])
def test_the_names_at_the_ends_of_lines_are_inside_the_picture_and_apart(ends, width):
    """However long they are and however near the ends, also on a telephone; and so are the names beside the rows of numbers."""
    lines = [gallery._curve(label, end, last) for label, end, last in zip(LONG, ends, (365, 300, 290, 45, 365))]
    drawn = drawing.svg(survival.survival(lines, [0, 180, 365], axis="days since feedback", at_risk="尚未完成、仍可知的问题数"), width=width)
    height, boxes = float(ElementTree.fromstring(drawn).get("height")), []
    for each in elements(drawn, "text"):
        said, size = "".join(each.itertext()), float(each.get("font-size"))
        wide, x, y = measure.measured(said, size), float(each.get("x")), float(each.get("y"))
        left = x - wide * {None: 0, "middle": 0.5, "end": 1}[each.get("text-anchor")]
        boxes.append((said, left, left + wide, y - 0.85 * size, y + 0.15 * size))
    assert all(-1 <= left and right <= width + 1 and -1 <= top and bottom <= height for _, left, right, top, bottom in boxes), boxes
    crossing = [(one[0], other[0]) for one, other in combinations(boxes, 2) if one[1] < other[2] - 1 and other[1] < one[2] - 1 and one[3] < other[4] - 1 and other[3] < one[4] - 1]
    assert crossing == []


def test_ticks_too_near_for_a_telephone_are_left_out_with_their_numbers():
    line = survival.Line("高校", (0.0, 1500.0), (0.0, 0.9), (0.0, 0.8), (0.0, 1.0), (4, 3, 2, 1), ("", ""))
    drawn = survival.survival([line], [0, 180, 365, 1460], axis="反馈后天数", at_risk="仍在跟踪")
    assert [note.text for note in drawn.layout.annotations if note.text.isdigit()] == ["0", "365", "1460"]
    assert [list(trace.text) for trace in drawn.data if trace.mode == "text"] == [["4", "2", "1"]]


@pytest.mark.parametrize("name", FIGURES)
def test_the_same_figure_is_the_same_file(name):
    assert drawing.svg(FIGURES[name], frame=FRAME) == drawing.svg(AGAIN[name], frame=FRAME)


def test_two_pictures_on_one_page_do_not_share_names():
    names = [{each.get("id") for svg in [drawing.svg(FIGURES[name])] for each in ElementTree.fromstring(svg).iter() if each.get("id")} for name in ("statuses.statuses", "balance.balance", "heat.heat")]
    assert all(names) and not any(one & other for one, other in pairwise(names))


@pytest.mark.parametrize(("figure", "what"), [
    (go.Figure(go.Pie(values=[1, 2])), "pie"),
    (go.Figure(go.Scatter(x=[1], y=[1], mode="markers", marker={"symbol": "star"})), "star"),
    (go.Figure(go.Scatter(x=[1], y=[1], line={"shape": "spline"})), "spline"),
    (go.Figure(go.Scatter(x=[1], y=[1], marker={"colorbar": {"len": 1}})), "colorbar"),
    (go.Figure(go.Scatter(x=[1], y=[1]), layout={"xaxis": {"type": "log"}}), "log"),
    (go.Figure(go.Scatter(x=["甲", "乙"], y=[1, 2])), "甲"),
    (go.Figure(go.Scatter(x=[1], y=[1]), layout={"annotations": [{"x": 1, "y": 1, "text": "甲", "showarrow": True}]}), "showarrow"),
    (go.Figure(go.Scatter(x=[1], y=[1]), layout={"annotations": [{"x": 1, "y": 1, "text": "<img src=x>", "showarrow": False}]}), "<img>"),
    (go.Figure(go.Scatter(x=[1], y=[1]), layout={"annotations": [{"x": 1, "y": 1, "text": "<span style='color:red'>甲</span>", "showarrow": False}]}), "color:red"),
    (go.Figure(go.Scatter(x=[1], y=[1]), layout={"images": [{"source": "x"}]}), "images"),
    (go.Figure([go.Bar(x=[1], y=[1]), go.Bar(x=[1], y=[1])]), "barmode"),
    (go.Figure(go.Bar(x=[1], y=[1], text=["1"], textposition="auto")), "auto"),
])
def test_what_is_not_known_is_refused_by_name(figure, what):
    with pytest.raises(drawing.NotDrawn, match=re.escape(what)):
        drawing.svg(figure)


@pytest.mark.parametrize("label", ["<script>alert(1)</script>", "A & B", "a < b > c \" '", "]]>", "甲" * 300, "😀 整改", "\x00\x08控制\x1b字符\ufffe", "{id} url(#x)", ""])
def test_a_hostile_name_is_a_name(label):
    svg = drawing.svg(bars([Mark(label, 1, label, link="javascript:alert(1)")]), frame=drawing.Frame(title=label, source=label), link_base="http://127.0.0.1:8501/")
    assert re.sub(r"[\x00-\x1f\ufffe]|\s", "", label) in re.sub(r"\s", "", "".join(words(svg)))
    assert not elements(svg, "script") and not elements(svg, "a")


def test_a_link_leads_to_the_given_address_or_is_plain_words():
    figure = dots([Mark("甲", 50, "50%", link="unit?unit=u1&lang=zh")], top=100)
    assert [each.get("href") for each in elements(drawing.svg(figure, link_base="http://127.0.0.1:8501/"), "a")] == ["http://127.0.0.1:8501/unit?unit=u1&lang=zh"]
    assert not elements(drawing.svg(figure), "a") and "50%" in words(drawing.svg(figure))


def test_20000_points_are_few_elements_and_do_not_take_for_ever():
    figure = strip([Mark("单位", at * 7919 % 10007 / 100.07, "") for at in range(20_000)], top=100)
    began = time.process_time()
    svg = drawing.svg(figure)
    assert time.process_time() - began < 2      # 0.2 s on the machine where it was written
    assert len(elements(svg, "path")) < 10 and len(svg) < 2_000_000
    assert svg.count("a1.5,1.5") == 40_000      # two arcs a point: none is left out


def test_the_frame_says_all_it_is_given_and_wraps_it():
    long = "每 1000 个单位中约有 2 个会因偶然落在界限之外，" * 6
    svg = drawing.svg(FIGURES["bars.bars"], width=500, frame=drawing.Frame("题目" * 40, "范围" * 40, long + "\n第二段", "来源 " + "0123456789abcdef" * 8))
    assert all(part in "".join(words(svg)) for part in ("题目" * 40, "范围" * 40, long, "第二段", "0123456789abcdef" * 8))
    assert max(measure.measured(line, 12) for line in words(svg) if line in long) <= 460
    assert "演示数据" not in svg


@pytest.mark.parametrize("language", ["zh", "en"])
def test_invented_data_are_marked_all_over(language):
    svg = drawing.svg(FIGURES["intervals.intervals"], frame=FRAME, language=language)
    assert sum("演示数据" in word for word in words(svg)) >= 4


@given(st.text("整改率，。（）“”abc 123-_/　", max_size=120), st.integers(20, 300))
def test_wrapping_loses_nothing_and_fits(said, room):
    lines = measure.wrapped(said, 12, room)
    assert "".join("".join(lines).split()) == "".join(said.split())
    assert all(measure.measured(line, 12) <= room or len(line) == 1 for line in lines)


def test_a_line_begins_with_no_closing_mark():
    lines = measure.wrapped("整改情况（含销号）。" * 30, 12, 200)
    assert len(lines) > 5 and not any(line[0] in measure.NEVER_FIRST or line[-1] in measure.NEVER_LAST for line in lines)


@needs_font
def test_chinese_in_a_png_has_strokes_and_is_no_box(monkeypatch):
    one, other = pixels(drawing.png(written("整整整整"))), pixels(drawing.png(written("改改改改")))
    assert (one < 128).sum() > 500 and (np.abs(one - other) > 128).sum() > 500
    # The same check sees boxes where a font without Chinese draws them: all characters are then alike.
    lacking = typst.Fonts(include_system_fonts=False)
    monkeypatch.setattr(fonts, "installed", lambda: lacking)
    monkeypatch.setattr(fonts, "required", lambda: "Libertinus Serif")
    one, other = pixels(drawing.png(written("整整整整"))), pixels(drawing.png(written("改改改改")))
    assert (np.abs(one - other) > 128).sum() == 0


@needs_font
@pytest.mark.parametrize("name", FIGURES)
def test_every_chart_is_a_png_of_the_asked_size_with_something_in_it(name):
    svg = drawing.svg(FIGURES[name], width=500)
    picture = pixels(drawing.png(svg, scale=1))
    assert abs(picture.shape[0] - FIGURES[name].layout.height) <= 1 and picture.shape[1] == 500
    assert (picture.min(axis=2) < 160).sum() > 300


def test_signs_that_chinese_fonts_lack_stand_by_themselves():
    """Else the font that has the sign draws the words beside it too, in another hand."""
    parts = {"".join(each.itertext()): each for each in elements(drawing.svg(bars([Mark("甲", 1, "✔ 1,550")])), "tspan")}
    assert set(parts) == {"✔", " 1,550"} and all(each.get("x") for each in parts.values())
    assert "Symbol" in parts["✔"].get("font-family") and parts[" 1,550"].get("font-family") is None
    assert not elements(drawing.svg(bars([Mark("甲", 1, "1,550")])), "tspan")


def test_without_a_chinese_font_png_and_pdf_are_refused_and_svg_is_not(monkeypatch):
    lacking = typst.Fonts(include_system_fonts=False)
    monkeypatch.setattr(fonts, "installed", lambda: lacking)
    fonts.chosen.cache_clear()
    try:
        svg = drawing.svg(FIGURES["bars.bars"])
        for refused in (drawing.png, drawing.pdf):
            with pytest.raises(drawing.NoChineseFont, match="fonts-noto-cjk"):
                refused(svg)
    finally:
        fonts.chosen.cache_clear()


@needs_font
@pytest.mark.skipif(not shutil.which("pdftotext"), reason="no pdftotext")
def test_the_text_of_a_pdf_is_text(tmp_path):
    path = tmp_path / "picture.pdf"
    path.write_bytes(drawing.pdf(drawing.svg(FIGURES["bars.bars"], frame=drawing.Frame(title="问题整改完成率", source="来源：第 3 版"))))
    said = subprocess.run(["pdftotext", path, "-"], capture_output=True, text=True, check=True).stdout
    assert {"问题整改完成率", "工作纪律", "来源：第 3 版"} <= set(said.splitlines())


@pytest.mark.skipif(fonts.chosen() != "Noto Sans CJK SC", reason="the pictures kept were drawn with Noto Sans CJK SC")
@pytest.mark.parametrize("path", sorted(REFERENCES.glob("*.png")), ids=lambda path: path.stem)
def test_a_picture_looks_as_it_did(path):
    kept, now = pixels(path.read_bytes()), pixels(drawing.png(drawing.svg(FIGURES[path.stem], width=600, frame=FRAME), scale=1))
    assert kept.shape == now.shape
    assert (np.abs(kept - now).max(axis=2) > 48).mean() < 0.002, "looked at and meant? then draw it again: python -m tests.gallery"
