"""What changed between two editions: rows by table and metrics that moved, and nothing else."""

from pathlib import Path

import pytest

import queries
from etl import edition, merge, pipeline
from queries import summary
from tests.ledgers import ledger, line

NOTHING = Path("/does/not/exist")
SETTINGS = pipeline.Settings(register=NOTHING, corrections=NOTHING)


@pytest.fixture
def lake(tmp_path) -> Path:
    return tmp_path / "lake"


def load(lake: Path, *paths: Path) -> None:
    pipeline.load(paths, lake, SETTINGS, summarise=summary.write)


def changes(lake: Path, old: int = 1, new: int = 2) -> dict[str, tuple]:
    found = queries.diff(queries.Lake(lake), old, new)["tables"]
    return {row["table"]: (row["added"], row["changed"], row["gone"]) for row in found}


def test_an_edition_does_not_differ_from_itself(lake, tmp_path):
    load(lake, ledger(tmp_path / "a.csv", [line(1)]))
    assert queries.diff(queries.Lake(lake), 1, 1) == {"tables": [], "moved": []}


def test_rows_are_added_changed_and_gone(lake, tmp_path):
    load(lake, ledger(tmp_path / "a.csv", [line(1, **{"追缴金额（元）": "100"}), line(2)]))
    load(lake, ledger(tmp_path / "b.csv", [line(1, status="已完成", **{"追缴金额（元）": ""}), line(3)], as_of="2024年9月30日"))
    assert changes(lake) == {"documents": (1, 0, 0), "receipts": (1, 0, 0), "problems": (1, 1, 0), "progress": (2, 0, 0), "funds": (0, 0, 1)}
    assert changes(lake, 2, 1) == {"documents": (0, 0, 1), "receipts": (0, 0, 1), "problems": (0, 1, 1), "progress": (0, 0, 2), "funds": (1, 0, 0)}


def test_metrics_that_moved_are_named_with_both_values(lake, tmp_path):
    load(lake, ledger(tmp_path / "a.csv", [line(1), line(2)]))
    load(lake, ledger(tmp_path / "b.csv", [line(1, status="已完成"), line(2)], as_of="2024年9月30日"))
    moved = {row["metric"]: row for row in queries.diff(queries.Lake(lake), 1, 2)["moved"]}
    assert [moved["problem_completion_rate"][name] for name in ("unit_name", "old", "new")] == ["某市水务局", 0.0, 50.0]


def test_a_unit_that_is_new_has_no_old_value(lake, tmp_path):
    load(lake, ledger(tmp_path / "a.csv", [line(1)]))
    load(lake, ledger(tmp_path / "b.csv", [line(1, status="已完成", 被巡察单位="某市教育局")]))
    moved = [row for row in queries.diff(queries.Lake(lake), 1, 2)["moved"] if row["metric"] == "problem_completion_rate"]
    assert [(row["unit_name"], row["old"], row["new"]) for row in moved] == [("某市教育局", None, 100.0)]


def test_spreading_over_more_buckets_is_no_change(lake, tmp_path, monkeypatch):
    load(lake, ledger(tmp_path / "a.csv", [line(1), line(2, 被巡察单位="某市教育局")]))
    monkeypatch.setattr(merge, "bucket_count", lambda units: 4)
    load(lake, ledger(tmp_path / "b.csv", [line(1, 被巡察单位="某市统计局")]))
    assert edition.current(lake)["buckets"] == 4
    assert changes(lake) == {"units": (1, 0, 0), "inspections": (1, 0, 0), "documents": (1, 0, 0), "receipts": (1, 0, 0), "problems": (1, 0, 0), "progress": (1, 0, 0)}


def test_editions_without_a_summary_are_compared_by_their_rows(lake, tmp_path):
    for name, status in (("a", "正在整改"), ("b", "已完成")):
        pipeline.load([ledger(tmp_path / f"{name}.csv", [line(1, status=status)], as_of=f"2024年{'6' if name == 'a' else '9'}月30日")], lake, SETTINGS)
    assert queries.diff(queries.Lake(lake), 1, 2)["moved"] == [] and changes(lake)["problems"] == (0, 1, 0)


def test_an_edition_that_is_not_there_is_said(lake, tmp_path):
    load(lake, ledger(tmp_path / "a.csv", [line(1)]))
    with pytest.raises(queries.NoEdition, match="没有第 9 版，现有 1"):
        queries.diff(queries.Lake(lake), 1, 9)
