"""The pages of review and of evidence, without a browser."""

import shutil

import pytest
from streamlit.testing.v1 import AppTest

import duibiao
from dashboard import review
from queries import Lake
from tests.lakes import ROOT
from tests.test_views import everything_said, open_page


@pytest.fixture(scope="module")
def lake(tmp_path_factory):
    folder = tmp_path_factory.mktemp("lake")
    assert duibiao.main(["load", *(str(ROOT / "tests" / "notices" / f"p0{number}.txt") for number in (1, 2, 3)), "--lake", str(folder)]) == duibiao.DONE
    return folder


def figures(lake) -> list[dict]:
    return Lake(lake).edition().connect().sql("select * from figures order by document_id, evidence_start").to_arrow_table().to_pylist()


def test_the_directory_lists_every_document_with_its_figures(lake, monkeypatch):
    at = open_page(lake, monkeypatch, "review")
    assert not at.exception and not at.error
    assert len({row["document_id"] for row in figures(lake)}) == 3


def test_every_document_can_be_opened_and_every_figure_chosen(lake, monkeypatch):
    for row in figures(lake)[::7]:
        at = open_page(lake, monkeypatch, "review", document=row["document_id"], figure=row["figure_id"])
        assert not at.exception and not at.error
        assert at.get_by_key(f"verdict_{row['figure_id']}").value is None


@pytest.mark.parametrize("asked, field", [({"document": "no-such"}, "文件"), ({"document": "{document}", "figure": "no-such"}, "数字"), ({"document": "<b>"}, "文件")])
def test_a_document_or_a_figure_that_is_not_there_is_said(lake, monkeypatch, asked, field):
    document = figures(lake)[0]["document_id"]
    at = open_page(lake, monkeypatch, "review", **{name: value.format(document=document) for name, value in asked.items()})
    assert not at.exception and not at.error
    assert field in "".join(str(info.value) for info in at.info)


def test_every_decision_is_listed_with_who_when_and_why_and_leads_to_its_figure(lake, monkeypatch, tmp_path):
    here = shutil.copytree(lake, tmp_path / "lake")
    one = next(row for row in figures(here) if row["figure"] == "discipline")
    for words in (["corrected", "--column", "term", "--use", "批评教育", "--why", "原文如此"], ["withdrawn", "--why", "看错了一行"]):
        assert duibiao.main(["decide", one["figure_id"], *words, "--by", "值班员", "--lake", str(here)]) == duibiao.DONE
    at = open_page(here, monkeypatch, "review")
    said = at.table[-1].value.to_string()
    assert "核对决定 2 项" in everything_said(at)
    assert "值班员" in said and "原文如此" in said and "看错了一行" in said and one["figure_id"] in said
    at = open_page(here, monkeypatch, "review", document=one["document_id"], figure=one["figure_id"])
    assert not at.exception and "原文如此" in everything_said(at)


@pytest.mark.parametrize("asked", [{}, {"of": "funds_recovered"}, {"of": "discipline_by_term"}, {"of": "rules_by_action", "is_action": "new"}, {"of": "status_by_basis", "is_status": ""}])
def test_the_evidence_of_any_number_can_be_asked_for(lake, monkeypatch, asked):
    at = open_page(lake, monkeypatch, "trace", **asked)
    assert not at.exception and not at.error


def test_the_evidence_of_an_unknown_number_is_said(lake, monkeypatch):
    at = open_page(lake, monkeypatch, "trace", of="no_such_metric", unit="nobody")
    assert not at.exception and not at.error and len(at.info) == 2


def test_the_text_is_shown_as_text_whatever_is_in_it():
    rows = [{"evidence_start": 3, "evidence_end": 8, "figure_id": "a", "review": None}]
    assert review.notice.marked("<b><i>29</i>&", rows, "a") == (
        '&lt;b&gt;<mark class="figure chosen" id="figure-1" data-figures="a">&lt;i&gt;29<sup>1</sup></mark>&lt;/i&gt;&amp;')


def test_figures_that_share_words_share_a_mark_with_all_their_numbers():
    rows = [{"evidence_start": start, "evidence_end": end, "figure_id": name, "review": None} for start, end, name in ((0, 4, "a"), (2, 6, "b"), (8, 9, "c"))]
    assert review.notice.marked("0123456789", rows, None).count("<mark") == 2 and "<sup>1·2</sup>" in review.notice.marked("0123456789", rows, None)


def test_what_a_page_says_of_the_rows_behind_a_number_is_what_the_rows_say(lake, monkeypatch):
    unit_id = Lake(lake).edition().connect().execute("select unit_id from units order by unit_id").fetchone()[0]
    at = open_page(lake, monkeypatch, "trace", of="problem_completion_rate", unit=unit_id)
    assert isinstance(at, AppTest) and "已核对" not in everything_said(at)
