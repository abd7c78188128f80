"""The doors by which pictures leave: a button under every chart of every page, and a command."""

import re
from xml.etree import ElementTree

import pytest

import duibiao
from dashboard import drawing, words
from tests import lakes
from tests.test_views import open_page

SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="module")
def lake(tmp_path_factory):
    return lakes.with_sample_and_demo(tmp_path_factory.mktemp("lake"), units=24)


def said(path) -> list[str]:
    return ["".join(each.itertext()) for each in ElementTree.parse(path).iter(SVG + "text")]


def charts(at) -> int:
    return len(at.get("plotly_chart"))


@pytest.mark.parametrize("page", ["overview", "compare", "trends", "themes", "funds", "discipline", "rules", "alerts"])
def test_every_chart_of_a_page_has_its_two_files(lake, monkeypatch, page):
    at = open_page(lake, monkeypatch, page, data="demo")
    labels = [each.proto.label for each in at.get("download_button")]
    assert charts(at) > 0
    assert [labels.count(words.say("zh", f"picture.{format}")) for format in ("png", "svg")] == [charts(at)] * 2


@pytest.mark.parametrize("language", words.LANGUAGES)
def test_a_picture_says_what_it_shows_of_whom_and_from_where(lake, tmp_path, language):
    out = tmp_path / "picture.svg"
    assert duibiao.main(["picture", "problem_completion_rate", "--lake", str(lake / "demo"), "--lang", language, "--out", str(out)]) == duibiao.DONE
    whole = " ".join(said(out))
    assert {"zh": "问题整改完成率", "en": "Problem completion rate"}[language] in whole
    assert "sha256" in whole and "--edition 2" in whole and "duibiao picture problem_completion_rate" in whole
    assert sum("演示数据" in each for each in said(out)) >= 2


def test_the_signs_of_a_picture_are_explained_in_it(lake, tmp_path):
    out = tmp_path / "picture.svg"
    assert duibiao.main(["picture", "status_by_basis", "--lake", str(lake / "demo"), "--out", str(out)]) == duibiao.DONE
    shapes = {sign for each in said(out) for sign in re.findall("[✔✓◕◔◑◆▷▲○](?= [\\d,]+$)", each)}
    assert shapes and all(re.search(f"{sign} [一-鿿]", " ".join(said(out))) for sign in shapes)


def test_real_data_carry_no_mark_of_invention(lake, tmp_path):
    out = tmp_path / "picture.svg"
    assert duibiao.main(["picture", "status_by_basis", "--lake", str(lake), "--out", str(out)]) == duibiao.DONE
    assert not any("演示" in each for each in said(out))


@pytest.mark.parametrize(("name", "more", "status", "why"), [
    ("no_such_metric", ["--out", "a.svg"], duibiao.WRONG_USE, "duibiao ask list"),
    ("problem_completion_rate", ["--out", "a.gif"], duibiao.WRONG_USE, "--format"),
    ("problem_list", ["--out", "a.svg"], duibiao.REFUSED, "problem_list"),
    ("problem_completion_rate", ["--out", "a.svg", "--as", "funnel", "--unit", "{unit}"], duibiao.REFUSED, "funnel"),
])
def test_what_cannot_be_drawn_is_said(lake, tmp_path, monkeypatch, capsys, name, more, status, why):
    from queries import Lake

    unit = Lake(lake / "demo").edition().connect().execute("select min(unit_id) from units").fetchone()[0]
    monkeypatch.chdir(tmp_path)
    assert duibiao.main(["picture", name, "--lake", str(lake / "demo"), *(each.format(unit=unit) for each in more)]) == status
    assert why in capsys.readouterr().err and not list(tmp_path.iterdir())


def test_without_a_chinese_font_the_command_says_what_to_install(lake, tmp_path, monkeypatch, capsys):
    def refused() -> str:
        raise drawing.NoChineseFont

    monkeypatch.setattr("dashboard.drawing.fonts.required", refused)
    assert duibiao.main(["picture", "status_by_basis", "--lake", str(lake / "demo"), "--out", str(tmp_path / "a.png")]) == duibiao.REFUSED
    assert "fonts-noto-cjk" in capsys.readouterr().err


def test_without_a_chinese_font_the_page_says_so_and_offers_the_picture_that_needs_none(lake, monkeypatch):
    monkeypatch.setattr(drawing.fonts, "chosen", lambda: None)
    at = open_page(lake, monkeypatch, "overview", data="demo")
    assert not at.exception and any("fonts-noto-cjk" in each.value.replace("\\", "") for each in at.caption)
    buttons = {each.key: each.proto.disabled for each in at.get("download_button") if each.key.startswith("picture_")}
    assert len(buttons) >= 4 and all(is_off == key.endswith("_png") for key, is_off in buttons.items())
