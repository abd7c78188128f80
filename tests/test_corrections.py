"""Known errors are corrected as data: only while the source says what they were made for, and never for good."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

import duibiao
from duibiao import loading
from etl import corrections, edition
from tests.ledgers import ledger, line, load, one, records, rows

MARCH, JUNE, SEPTEMBER = "2024年3月31日", "2024年6月30日", "2024年9月30日"


@pytest.fixture
def lake(tmp_path) -> Path:
    return tmp_path / "lake"


def written(path: Path, *entries: dict) -> Path:
    """A file of corrections; values as TOML writes them."""
    said = lambda value: value.isoformat() if isinstance(value, date) else '"' + str(value).replace('"', '\\"') + '"'
    path.write_text("\n".join("[[correction]]\n" + "\n".join(f"{name} = {said(value)}" for name, value in entry.items()) for entry in entries), encoding="utf-8")
    return path


@pytest.fixture
def loaded(lake, tmp_path) -> str:
    """A ledger with one problem whose due day is wrong by ten years; returns the id of the problem."""
    load(lake, ledger(tmp_path / "3.csv", [line(1, 整改时限="2015-09-01")], as_of=MARCH))
    return one(lake, "problems")["problem_id"]


def due(key: str, **more) -> dict:
    return {"table": "problems", "key": key, "column": "due_on", "found": "2015-09-01", "use": "2025-09-01", "reason": "年份笔误"} | more


def test_a_correction_applies_to_rows_that_were_loaded_before_it_was_written(lake, tmp_path, loaded):
    done = load(lake, corrections=written(tmp_path / "c.toml", due(loaded)))
    assert (done.is_new, done.is_complete) == (True, True)
    assert one(lake, "problems")["due_on"] == date(2025, 9, 1)
    assert one(lake, "corrections") == due(loaded) | {"asked": None, "state": "applied"}


def test_a_correction_applies_to_rows_of_the_same_load(lake, tmp_path, loaded):
    path = ledger(tmp_path / "3.csv", [line(1, 整改时限="2015-09-01")], as_of=MARCH)
    load(tmp_path / "new", path, corrections=written(tmp_path / "c.toml", due(loaded)))
    assert one(tmp_path / "new", "problems")["due_on"] == date(2025, 9, 1)


def test_a_correction_made_again_by_the_next_load_changes_nothing(lake, tmp_path, loaded):
    fixes = written(tmp_path / "c.toml", due(loaded))
    load(lake, corrections=fixes)
    again = load(lake, tmp_path / "3.csv", corrections=fixes)
    assert (again.is_new, again.is_complete, again.corrections[0]["state"]) == (False, True, "applied")


def test_a_later_ledger_with_the_same_error_is_corrected_too(lake, tmp_path, loaded):
    fixes = written(tmp_path / "c.toml", due(loaded))
    load(lake, corrections=fixes)
    done = load(lake, ledger(tmp_path / "6.csv", [line(1, status="已完成", 整改时限="2015-09-01")], as_of=JUNE), corrections=fixes)
    assert done.is_complete and (one(lake, "problems")["due_on"], one(lake, "problems")["status"]) == (date(2025, 9, 1), "completed")


def test_a_correction_is_not_made_where_the_source_says_something_else_and_that_is_said(lake, tmp_path, loaded, capsys):
    fixes = written(tmp_path / "c.toml", due(loaded))
    load(lake, corrections=fixes)
    later = ledger(tmp_path / "6.csv", [line(1, 整改时限="2024-12-31")], as_of=JUNE)
    done = load(lake, later, corrections=fixes)
    assert (done.is_complete, done.corrections[0]["state"]) == (False, "changed")
    assert one(lake, "problems")["due_on"] == date(2024, 12, 31)
    assert loading.told(done, False) == duibiao.REFUSED and "更正未生效" in capsys.readouterr().err
    assert load(lake, corrections=fixes).corrections[0]["state"] == "changed"


def test_a_source_that_has_mended_itself_is_left_as_it_is(lake, tmp_path, loaded):
    fixes = written(tmp_path / "c.toml", due(loaded))
    load(lake, corrections=fixes)
    done = load(lake, ledger(tmp_path / "6.csv", [line(1, 整改时限="2025-09-01")], as_of=JUNE), corrections=fixes)
    assert (done.is_complete, done.corrections[0]["state"]) == (True, "agreed")
    load(lake)
    assert one(lake, "problems")["due_on"] == date(2025, 9, 1)


def test_a_correction_of_nothing_is_absent(lake, tmp_path, loaded):
    done = load(lake, corrections=written(tmp_path / "c.toml", due("no-such-problem")))
    assert (done.is_complete, done.corrections[0]["state"]) == (True, "absent")


def test_a_correction_that_is_taken_back_leaves_what_the_source_said(lake, tmp_path, loaded):
    load(lake, corrections=written(tmp_path / "c.toml", due(loaded)))
    load(lake)
    assert one(lake, "problems")["due_on"] == date(2015, 9, 1) and rows(lake, "corrections") == []


def test_a_correction_may_itself_be_corrected(lake, tmp_path, loaded):
    load(lake, corrections=written(tmp_path / "c.toml", due(loaded)))
    done = load(lake, corrections=written(tmp_path / "c.toml", due(loaded, use="2025-10-01")))
    assert done.is_complete and one(lake, "problems")["due_on"] == date(2025, 10, 1)


def test_a_corrected_period_does_not_make_a_second_inspection(lake, tmp_path, loaded):
    inspection = one(lake, "inspections")["inspection_id"]
    fixes = written(tmp_path / "c.toml", due(inspection, table="inspections", column="feedback_on", found="2024-03-01", use="2024-04-01"))
    load(lake, corrections=fixes)
    done = load(lake, ledger(tmp_path / "6.csv", [line(1, 进驻日期="2023-12-01", 整改时限="2015-09-01")], as_of=JUNE), corrections=fixes)
    assert done.is_complete and one(lake, "inspections")["feedback_on"] == date(2024, 4, 1)


def test_a_corrected_wording_does_not_make_a_second_problem(lake, tmp_path, loaded):
    text = one(lake, "problems")["problem_text"]
    fixes = written(tmp_path / "c.toml", due(loaded, column="problem_text", found=text, use="完全不同的一句话，说的是别的事情"))
    load(lake, corrections=fixes)
    load(lake, ledger(tmp_path / "6.csv", [line(2), line(7, text)], as_of=JUNE), corrections=fixes)
    assert sorted(row["problem_id"] == loaded for row in rows(lake, "problems")) == [False, True]


def test_nothing_may_stand_for_what_was_found_or_for_what_is_used(lake, tmp_path, loaded):
    load(lake, corrections=written(tmp_path / "c.toml", due(loaded, use="")))
    assert one(lake, "problems")["due_on"] is None
    load(lake, corrections=written(tmp_path / "c.toml", due(loaded, use=""), due(loaded, column="claimed_on", found="", use="2024-05-01")))
    assert one(lake, "problems")["claimed_on"] == date(2024, 5, 1)


def test_money_numbers_flags_and_documents_are_corrected_by_type(lake, tmp_path):
    source = records(
        tmp_path / "记录", units=[{"unit_id": "a", "unit_name": "甲局"}], inspections=[{"inspection_id": "a-1", "unit_id": "a"}],
        funds=[{"fund_id": "f", "inspection_id": "a-1", "state": "recovered", "amount": "5000000", "is_approximate": False}],
        documents=[{"document_id": "n", "kind": "notice", "published_on": "2024-01-01"}])
    fixes = written(
        tmp_path / "c.toml", due("f", table="funds", column="amount", found="5000000", use="500.00"), due("f", table="funds", column="is_approximate", found="false", use="true"),
        due("f", table="funds", column="state", found="recovered", use="identified"), due("n", table="documents", column="published_on", found="2024-01-01", use="2024-02-01"))
    assert {row["state"] for row in load(lake, source, corrections=fixes).corrections} == {"applied"}
    assert [one(lake, "funds")[name] for name in ("amount", "is_approximate", "state")] == [Decimal("500.00"), True, "identified"]
    assert date(2024, 2, 1) in [row["published_on"] for row in rows(lake, "documents")]


@pytest.mark.parametrize("entry, wanted", [
    ({"table": "no_such"}, "no_such"), ({"column": "no_such"}, "problems.no_such"), ({"column": "problem_id"}, "problem_id"), ({"table": "units", "column": "unit_name"}, "units.csv"),
    ({"table": "progress", "column": "status"}, "progress"), ({"table": "receipts", "column": "file"}, "receipts"), ({"use": "2025年13月1日"}, "use"), ({"found": "昨天"}, "found"),
    ({"colour": "red"}, "colour"), ({"asked": "昨天"}, "asked"),
])
def test_a_correction_that_cannot_be_used_is_said_before_anything_is_loaded(lake, tmp_path, loaded, entry, wanted):
    with pytest.raises(corrections.Malformed, match=wanted) as error:
        load(lake, corrections=written(tmp_path / "c.toml", due("x"), due(loaded, **entry)))
    assert "c.toml › 第 2 条" in str(error.value) and edition.current(lake)["edition"] == 1


@pytest.mark.parametrize("content", [b"[[correction]\n", "[[correction]]\nreason = '年'".encode("gb18030"), b"[correction]\ntable = 'problems'\n", b"correction = 3\n", b"[[correction]]\ntable = 'problems'\n"])
def test_a_file_of_corrections_that_cannot_be_read_is_said(lake, tmp_path, loaded, content):
    (tmp_path / "c.toml").write_bytes(content)
    with pytest.raises(corrections.Malformed, match="c.toml"):
        load(lake, corrections=tmp_path / "c.toml")


def test_one_place_is_corrected_once(lake, tmp_path, loaded):
    with pytest.raises(corrections.Malformed, match="前面已有一条"):
        load(lake, corrections=written(tmp_path / "c.toml", due(loaded), due(loaded, use="2026-09-01")))
