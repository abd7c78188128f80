"""The register of disciplinary terms: complete, well-typed, and concrete measures before category words."""

import csv
import json
from pathlib import Path

import pytest

from etl import schema
from etl.terms import Terms

ROOT = Path(__file__).parents[1]
REGISTER = ROOT / "data" / "terms.csv"
SHARED = ROOT.parent / "shared" / "vectors" / "domain" / "four_forms_terms.csv"


def rows(path: Path) -> list[dict]:
    with open(path, encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def terms():
    return Terms.load(REGISTER)


def test_has_the_columns_of_the_schema():
    assert tuple(rows(REGISTER)[0]) == schema.TERMS.names


def test_terms_are_unique():
    words = [row["term"] for row in rows(REGISTER)]
    assert len(words) == len(set(words))


def test_coded_values_are_allowed():
    classes = {code.code for code in schema.TERMS.column("term_class").codes}
    for row in rows(REGISTER):
        assert row["term_class"] in classes, row
        assert row["is_category_word"] in {"true", "false"}, row
        assert row["confidence"] in {"high", "medium", "low"}, row
        assert row["source"], row


def test_only_an_action_has_a_form():
    for row in rows(REGISTER):
        assert (row["form"] in {"1", "2", "3", "4"}) == (row["term_class"] == "action"), row


def test_has_every_shared_term_with_its_form(terms):
    if not SHARED.exists():
        pytest.skip(f"{SHARED} is not here: the vectors stay outside the project")
    for row in rows(SHARED):
        form = int(row["form_default"]) if row["form_default"] else None
        assert row["term"] in terms.by_term, row
        assert terms.resolve(row["term"])[0] == form, row


def test_every_term_of_the_sample_is_known(terms):
    lines = (ROOT / "data" / "sample" / "figures.jsonl").read_text(encoding="utf-8").splitlines()
    words = {word for line in lines for word in json.loads(line).get("term", "").split("、")} - {""}
    assert [word for word in sorted(words) if word not in terms.by_term] == []


@pytest.mark.parametrize(
    ("term", "ways", "expected"),
    [
        ("诫勉谈话", None, (1, "action")),
        ("行政记过", None, (2, "action")),
        ("开除党籍", None, (3, "action")),
        ("移送司法机关", None, (4, "action")),
        ("组织处理", None, (2, "action")),
        ("组织处理", "提醒谈话", (1, "action")),
        ("组织处理", "提醒谈话、批评教育、书面检查", (1, "action")),
        ("组织处理", "免职、调离岗位", (2, "action")),
        ("组织处理", "免职、诫勉谈话", (None, "unspecified")),
        ("组织处理", "某种新说法、诫勉", (1, "action")),
        ("组织处理", "某种新说法", (2, "action")),
        ("处理", None, (None, "unspecified")),
        ("处理", "批评教育、责令检查", (1, "action")),
        ("党纪处分", None, (None, "unspecified")),
        ("诫勉谈话", "免职", (1, "action")),
        ("责令检查、批评教育、谈话提醒", None, (1, "action")),
        ("责令检查、批评教育、谈话提醒", "责令检查、批评教育、谈话提醒", (1, "action")),
        ("党内警告、开除党籍", None, (None, "unspecified")),
        ("谈心谈话、批评教育", None, (None, "unspecified")),
        ("谈心谈话、廉政谈话", None, (None, "activity")),
        ("第一种形态", None, (1, "action")),
        ("立案", None, (None, "process")),
        ("留置", None, (None, "process")),
        ("辞退", None, (None, "employment")),
        ("劝退", None, (None, "membership")),
        ("批评帮助", None, (None, "activity")),
        ("从未见过的说法", None, (None, "unspecified")),
        (" 党内 警告\n", "", (2, "action")),
        ("约谈（对企业或区局）", None, (None, "activity")),
    ],
)
def test_resolves(terms, term, ways, expected):
    assert terms.resolve(term, ways) == expected
