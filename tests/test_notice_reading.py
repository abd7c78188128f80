"""The project's own notices are read as their gold says: every figure, problem, day and unit, and nothing else."""

import json
import re
from pathlib import Path

import pytest

from etl.notice import as_json, read
from etl.notice.text import text_of

FOLDER = Path(__file__).parent / "notices"
GOLD = {path.stem: json.loads(path.read_text(encoding="utf-8")) for path in sorted(FOLDER.glob("*.json"))}
NOTICES = [stem for stem, gold in GOLD.items() if gold["is_notice"]]
OTHERS = [stem for stem, gold in GOLD.items() if not gold["is_notice"]]


def record(stem: str) -> dict:
    return as_json(read(FOLDER / GOLD[stem]["source"]))


def plain(words: str | None) -> str:
    """Words without what the page sets for looks."""
    return re.sub(r"\s", "", text_of(words or "").plain)


def told(figure: dict) -> tuple:
    return figure["figure"], figure.get("basis"), float(figure["value"]), re.sub("作出", "", figure.get("term") or "")


def test_there_are_enough_of_every_kind():
    assert len(NOTICES) >= 20 and len(NOTICES) + len(OTHERS) >= 25
    assert {"hunan", "hubei", "zhejiang", "fujian", "guangdong", "anhui", "henan", "shandong", "shanghai", "shaanxi", "audit", "other"} == {GOLD[stem]["family"] for stem in NOTICES}


@pytest.mark.parametrize("stem", NOTICES)
def test_every_figure_and_no_other(stem):
    assert sorted(map(told, record(stem)["figures"]), key=str) == sorted(map(told, GOLD[stem]["figures"]), key=str)


@pytest.mark.parametrize("stem", NOTICES)
def test_a_figure_leads_back_to_its_words(stem):
    notice = read(FOLDER / GOLD[stem]["source"])
    for figure in notice.figures:
        assert notice.shown[figure.start:figure.end] == figure.evidence
    found = {told(figure): figure for figure in as_json(notice)["figures"]}
    for gold in GOLD[stem]["figures"]:
        mine, theirs = plain(found[told(gold)]["evidence"]), plain(gold["evidence"])
        assert mine in theirs or theirs in mine or mine[-6:] in theirs


@pytest.mark.parametrize("stem", NOTICES)
def test_every_problem_with_its_rectification(stem):
    found = [(problem["number"], plain(problem["text"]), problem["status"], plain(problem["rectification"])) for problem in record(stem)["problems"]]
    assert found == [(problem["number"], plain(problem["text"]), problem["status"], plain(problem["rectification"])) for problem in GOLD[stem]["problems"]]


@pytest.mark.parametrize("stem", NOTICES)
def test_unit_inspection_and_days(stem):
    found, gold = record(stem), GOLD[stem]
    assert {key: found["unit"][key] for key in gold["unit"]} == gold["unit"]
    assert {key: found["inspection"][key] for key in gold["inspection"]} == gold["inspection"]
    assert {key: found["notice"][key] for key in gold["notice"]} == gold["notice"]


@pytest.mark.parametrize("stem", OTHERS)
def test_a_look_alike_is_refused_with_a_reason(stem):
    found = record(stem)
    assert not found["is_notice"] and found["refusal"] and not found["figures"]
