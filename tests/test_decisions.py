"""Decisions of people on figures: recorded with who, when and why, in force at once, kept over loads, never silently applied to something else."""

import json
import shutil
from pathlib import Path

import pytest

from etl import edition, pipeline, review
from etl.review import Refused, Wish
from queries import Filter, Lake, answer, metric
from tests.lakes import ROOT

NOTICES = ROOT / "tests" / "notices"


def load(lake, *paths):
    return pipeline.load(paths, lake, pipeline.Settings(corrections=lake / "none.toml"), jobs=1)


@pytest.fixture(scope="module")
def loaded(tmp_path_factory):
    folder = tmp_path_factory.mktemp("loaded") / "lake"
    load(folder, NOTICES / "p01.txt", NOTICES / "p02.txt")
    return folder


@pytest.fixture
def lake(loaded, tmp_path):
    return Path(shutil.copytree(loaded, tmp_path / "lake"))


def rows(lake, table):
    return edition.read(lake, edition.current(lake), table).to_pylist()


def figure(lake, name="completed"):
    return next(row for row in rows(lake, "figures") if row["figure"] == name and row["part_of"] is None and row["basis"] not in ("task", "measure"))


def again(lake, figure_id):
    return next(row for row in rows(lake, "figures") if row["figure_id"] == figure_id)


def completion(lake, inspection_id):
    unit = next(row["unit_id"] for row in rows(lake, "inspections") if row["inspection_id"] == inspection_id)
    said = answer(Lake(lake).edition().connect(), metric("problem_completion_rate"), Filter(standard="claimed")).to_pylist()
    return next(row for row in said if row["unit_id"] == unit)


def decide(lake, key, verdict, **more):
    return review.decide(lake, [Wish(key, verdict, "值班员", **({"reason": "核对过原文"} | more))])


def test_a_confirmed_figure_says_so_and_counts_as_before(lake):
    one = figure(lake)
    before = completion(lake, one["inspection_id"])
    made = decide(lake, one["figure_id"], "confirmed")
    assert again(lake, one["figure_id"]) == one | {"review": "confirmed"}
    assert completion(lake, one["inspection_id"]) == before
    kept = rows(lake, "decisions")
    assert [(row["key"], row["verdict"], row["decided_by"], row["reason"], row["state"], row["locator"]) for row in kept] == [
        (one["figure_id"], "confirmed", "值班员", "核对过原文", "applied", one["locator"])]
    assert made["edition"] == 2 and kept[0]["decided_at"]


def test_a_corrected_figure_counts_as_corrected(lake):
    one = figure(lake)
    decide(lake, one["figure_id"], "corrected", column="value", use=str(int(one["value"]) - 1))
    assert again(lake, one["figure_id"]) == one | {"review": "corrected", "value": one["value"] - 1}
    assert completion(lake, one["inspection_id"])["completed"] == one["value"] - 1
    assert (rows(lake, "decisions")[0]["found"], rows(lake, "decisions")[0]["use"]) == (str(one["value"]), str(int(one["value"]) - 1))


def test_a_rejected_figure_counts_nowhere(lake):
    one = figure(lake)
    decide(lake, one["figure_id"], "rejected")
    assert again(lake, one["figure_id"])["review"] == "rejected" and again(lake, one["figure_id"])["value"] == one["value"]
    assert completion(lake, one["inspection_id"])["completed"] is None


def test_a_withdrawal_brings_back_what_the_source_says(lake):
    one = figure(lake)
    decide(lake, one["figure_id"], "corrected", column="value", use="1")
    decide(lake, one["figure_id"], "withdrawn")
    assert again(lake, one["figure_id"]) == one
    assert [row["state"] for row in rows(lake, "decisions")] == ["superseded", "superseded"]


def test_a_later_decision_stands_over_an_earlier_one_and_both_are_kept(lake):
    one = figure(lake)
    decide(lake, one["figure_id"], "rejected")
    decide(lake, one["figure_id"], "corrected", column="value", use="2")
    decide(lake, one["figure_id"], "corrected", column="basis", use="feedback")
    assert again(lake, one["figure_id"]) == one | {"review": "corrected", "value": 2.0, "basis": "feedback"}
    assert [row["state"] for row in rows(lake, "decisions")] == ["superseded", "applied", "applied"]
    assert [row["found"] for row in rows(lake, "decisions")] == [None, str(one["value"]), one["basis"]]


def test_decisions_survive_every_later_load(lake):
    one = figure(lake)
    decide(lake, one["figure_id"], "corrected", column="value", use="1")
    before = rows(lake, "decisions")
    load(lake, *sorted(NOTICES.glob("p0*.txt")))
    assert again(lake, one["figure_id"]) == one | {"review": "corrected", "value": 1.0}
    assert rows(lake, "decisions") == before


def test_a_load_that_reads_the_same_files_changes_nothing(lake):
    decide(lake, figure(lake)["figure_id"], "rejected")
    done = load(lake, NOTICES / "p01.txt", NOTICES / "p02.txt")
    assert not done.is_new


def test_what_a_person_did_not_see_is_not_decided_on(lake):
    one = figure(lake)
    decide(lake, one["figure_id"], "corrected", column="value", use="1", seen=str(one["value"]))
    with pytest.raises(Refused, match="已是"):
        decide(lake, one["figure_id"], "corrected", column="value", use="3", seen=str(one["value"]))


@pytest.mark.parametrize("wish, says", [
    (Wish("no-such-figure", "confirmed", "甲"), "没有这一行"),
    (Wish("{key}", "agreed", "甲"), "confirmed"),
    (Wish("{key}", "confirmed", "  "), "由谁"),
    (Wish("{key}", "rejected", "甲"), "理由"),
    (Wish("{key}", "corrected", "甲", reason="因为", column="evidence", use="x"), "可更正的栏目"),
    (Wish("{key}", "corrected", "甲", reason="因为", column="value", use="许多"), "应为"),
    (Wish("{key}", "corrected", "甲", reason="因为", column="basis", use="没有这个口径"), "应为"),
    (Wish("{key}", "corrected", "甲", reason="因为", column="figure", use=""), "应为"),
    (Wish("{key}", "corrected", "甲", table="units", reason="因为", column="unit_name", use="x"), "没有这一行"),
])
def test_a_wish_that_cannot_be_taken_says_why_and_leaves_everything_as_it_was(lake, wish, says):
    good = figure(lake, "total")["figure_id"]
    wish = Wish(**{**wish.__dict__, "key": wish.key.format(key=figure(lake)["figure_id"])})
    with pytest.raises(Refused, match=says):
        review.decide(lake, [Wish(good, "confirmed", "甲"), wish])
    assert edition.current(lake)["edition"] == 1 and rows(lake, "decisions") == []


def test_only_the_files_of_the_unit_decided_on_are_made_anew(lake):
    before = edition.current(lake)
    decide(lake, figure(lake)["figure_id"], "confirmed")
    now = edition.current(lake)
    assert {name for name in now["tables"] if now["tables"][name] != before["tables"][name]} == {"figures", "decisions"}


def test_the_command_takes_a_batch_as_json_lines_and_all_of_it_or_nothing(lake, monkeypatch, capsys):
    import io

    import duibiao

    keys = [row["figure_id"] for row in rows(lake, "figures")][:3]
    monkeypatch.setattr("sys.stdin", io.StringIO("".join(json.dumps({"key": key, "verdict": "confirmed", "by": "甲"}) + "\n" for key in keys)))
    assert duibiao.main(["decide", "--lake", str(lake)]) == duibiao.DONE
    assert "第 2 版" in capsys.readouterr().out and len(rows(lake, "decisions")) == 3
    monkeypatch.setattr("sys.stdin", io.StringIO(json.dumps({"key": keys[0], "verdict": "confirmed", "by": "甲"}) + "\n" + json.dumps({"key": "x", "verdict": "confirmed", "by": "甲"})))
    assert duibiao.main(["decide", "--lake", str(lake)]) == duibiao.REFUSED
    assert len(rows(lake, "decisions")) == 3
    monkeypatch.setattr("sys.stdin", io.StringIO("not json"))
    assert duibiao.main(["decide", "--lake", str(lake)]) == duibiao.WRONG_USE


def test_a_corrected_term_takes_the_form_of_its_term_and_a_withdrawal_gives_both_back(lake):
    one = figure(lake, "discipline")
    assert (one["term"], one["form"]) == ("诫勉", 1)
    decide(lake, one["figure_id"], "corrected", column="term", use="开除党籍")
    assert again(lake, one["figure_id"]) == one | {"review": "corrected", "term": "开除党籍", "form": 3}
    decide(lake, one["figure_id"], "corrected", column="term", use="谁也没听过的办法")
    now = again(lake, one["figure_id"])
    assert (now["term"], now["form"], now["term_class"]) == ("谁也没听过的办法", None, "unspecified")
    load(lake, NOTICES / "p03.txt")
    assert again(lake, one["figure_id"]) == now
    decide(lake, one["figure_id"], "withdrawn")
    assert again(lake, one["figure_id"]) == one


def test_what_a_figure_is_says_its_unit(lake):
    one = figure(lake)
    decide(lake, one["figure_id"], "corrected", column="figure", use="funds_recovered")
    assert again(lake, one["figure_id"])["unit"] == "元"
    decide(lake, one["figure_id"], "corrected", column="value", use="1234.5")
    decide(lake, one["figure_id"], "withdrawn")
    assert again(lake, one["figure_id"]) == one


@pytest.mark.parametrize("value", ["10000000000000.25", "9999999999999998", "0.00001"])
def test_a_sum_of_any_size_is_kept_to_the_last_digit_and_can_be_withdrawn(lake, value):
    one = figure(lake)
    decide(lake, one["figure_id"], "corrected", column="figure", use="funds_recovered")
    decide(lake, one["figure_id"], "corrected", column="value", use=value)
    decide(lake, one["figure_id"], "confirmed", after=rows(lake, "decisions")[-1]["decision_id"])
    assert again(lake, one["figure_id"])["value"] == float(value)
    decide(lake, one["figure_id"], "withdrawn")
    assert again(lake, one["figure_id"]) == one


def test_of_two_people_who_decide_at_once_the_second_is_told(lake):
    one = figure(lake)
    decide(lake, one["figure_id"], "confirmed", after="")
    with pytest.raises(Refused, match="另有决定（值班员）"):
        decide(lake, one["figure_id"], "rejected", after="")
    decide(lake, one["figure_id"], "rejected", after=rows(lake, "decisions")[-1]["decision_id"])
    assert again(lake, one["figure_id"])["review"] == "rejected"


@pytest.mark.parametrize("use, says", [("-1", "不小于"), ("1e5", "应为"), ("9" * 17, "不小于"), ("2.5", "整数"), ("9" * 600, "文字")])
def test_a_number_that_no_answer_could_hold_is_not_taken(lake, use, says):
    with pytest.raises(Refused, match=says):
        decide(lake, figure(lake)["figure_id"], "corrected", column="value", use=use)


def test_nothing_is_withdrawn_where_nothing_was_decided(lake):
    with pytest.raises(Refused, match="没有可以撤回"):
        decide(lake, figure(lake)["figure_id"], "withdrawn")


@pytest.mark.parametrize("wish", [{"key": ["a"]}, {"by": 5}, {"table": {}}, {"use": 1.5, "column": "value"}, {"reason": "\ud800"}, {"by": "a\0b"}])
def test_what_is_no_text_is_refused_with_its_line(lake, monkeypatch, capsys, wish):
    import io

    import duibiao

    line = {"key": figure(lake)["figure_id"], "verdict": "corrected", "by": "甲", "reason": "因为"} | wish
    monkeypatch.setattr("sys.stdin", io.StringIO(json.dumps(line)))
    assert duibiao.main(["decide", "--lake", str(lake)]) == duibiao.REFUSED
    assert "第 1 项" in capsys.readouterr().err and edition.current(lake)["edition"] == 1


def test_the_text_behind_every_figure_is_kept_and_the_figures_point_into_it(lake):
    texts = {row["document_id"]: row["text"] for row in rows(lake, "texts")}
    found = rows(lake, "figures")
    assert found and all(texts[row["document_id"]][row["evidence_start"]:row["evidence_end"]] == row["evidence"] for row in found)


def test_a_problem_is_given_another_theme_and_keeps_it_over_a_load(tmp_path):
    import duibiao
    from tests import ledgers

    here = tmp_path / "lake"
    ledgers.load(here, ledgers.ledger(tmp_path / "ledger.csv", [ledgers.line(number) for number in (1, 2)]))
    one = rows(here, "problems")[0]
    other = next(row["theme"] for row in rows(here, "themes") if row["theme"] != one["theme"])
    words = ["--table", "problems", "--column", "theme", "--use", other, "--by", "值班员", "--why", "原文说的是此事", "--lake", str(here)]
    assert duibiao.main(["decide", one["problem_id"], "corrected", *words]) == duibiao.DONE
    ledgers.load(here, ledgers.ledger(tmp_path / "later.csv", [ledgers.line(3)]))
    kept = {row["problem_id"]: row for row in rows(here, "problems")}
    assert (kept[one["problem_id"]]["theme"], kept[one["problem_id"]]["review"]) == (other, "corrected") and len(kept) == 3
    assert all(row["theme"] == one["theme"] and not row["review"] for key, row in kept.items() if key != one["problem_id"])
    words[5] = "没有这个主题"
    assert duibiao.main(["decide", one["problem_id"], "corrected", *words]) == duibiao.REFUSED
