"""Every table of an edition leaves in every format with the same rows, and everything of an edition in one folder that is whole or absent."""

import csv
import io
import json
import os
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import openpyxl
import pyarrow.parquet as pq
import pytest

import duibiao
import queries
from duibiao import exporting
from queries import export

FORMATS = ("csv", "xlsx", "json", "parquet")


@pytest.fixture(scope="module")
def lake(demo_lake) -> Path:
    return demo_lake / "demo"


@pytest.fixture(scope="module")
def edition(lake) -> queries.Edition:
    return queries.Lake(lake).edition()


@pytest.fixture(scope="module")
def everything(lake, tmp_path_factory) -> dict[str, Path]:
    """format -> the folder of everything, codes kept so that the values can be compared."""
    out = tmp_path_factory.mktemp("everything")
    with pytest.MonkeyPatch.context() as quick:
        quick.setattr(os, "fsync", lambda number: None)
        for format in FORMATS:
            assert duibiao.main(["export", "--all", "--codes", "--out", str(out), "--format", format, "--lake", str(lake)]) == duibiao.DONE
    return {format: next(out.glob(f"edition-*-{format}-*")) for format in FORMATS}


def read(path: Path) -> list[list[object]]:
    """The rows of a file, without its heading, as the format itself types them."""
    if path.suffix == ".parquet":
        return [list(row.values()) for row in pq.read_table(path).to_pylist()]
    if path.suffix == ".json":
        return [list(row.values()) for row in json.loads(path.read_text(encoding="utf-8"))["rows"]]
    if path.suffix == ".xlsx":
        return [list(row) for row in openpyxl.load_workbook(path, read_only=True)["数据"].iter_rows(min_row=3, values_only=True)]
    lines = [line for line in csv.reader(io.StringIO(path.read_text(encoding="utf-8"), newline="")) if not line[0].startswith("# ")]
    return lines[1:]


def same(value: object, found: object, format: str) -> bool:
    """Whether a cell of a file is the value: amounts to the last digit, days, truths; nothing and an empty text apart where a format can."""
    if format == "parquet":
        return found == value and type(found) is type(value)
    if value is None:
        return found is None if format != "csv" else found == ""
    if isinstance(value, bool):
        return found == ("true" if value else "false") if format == "csv" else found is value
    if isinstance(value, Decimal):
        return Decimal(str(found)) == value
    if isinstance(value, date):
        return (found.date() if isinstance(found, datetime) else date.fromisoformat(str(found))) == value
    if isinstance(value, int | float):
        return float(found) == float(value)
    if format == "json":
        return found == value
    held = "\n".join(export.guarded(value).replace("\r\n", "\n").split("\r")) if format == "xlsx" else export.guarded(value)
    return (found or "") == held


@pytest.mark.parametrize("format", FORMATS)
def test_every_table_has_the_rows_and_values_of_the_edition(edition, everything, format):
    connection, seen = edition.connect(), set()
    for table in edition.manifest["tables"]:
        rows = [list(row.values()) for row in connection.sql(f"select * from {table}").to_arrow_table().to_pylist()]
        found = read(everything[format] / "tables" / f"{table}.{format}")
        assert len(found) == len(rows) == edition.rows(table), table
        wrong = [(value, cell) for row, cells in zip(rows, found, strict=True) for value, cell in zip(row, cells, strict=True) if not same(value, cell, format)]
        assert wrong == [], table
        seen |= {type(value) for row in rows for value in row}
    assert {Decimal, date, bool, int, str, type(None)} <= seen


def test_every_metric_is_there_with_the_rows_of_its_answer(edition, everything):
    answers = queries.answers(edition.connect(), list(queries.metrics()))
    for name, table in answers.items():
        assert read(everything["parquet"] / "metrics" / f"{name}.parquet") == [list(row.values()) for row in table.to_pylist()]
        assert len(read(everything["csv"] / "metrics" / f"{name}.csv")) == table.num_rows


@pytest.mark.parametrize("format", FORMATS)
def test_invented_data_is_called_so_in_every_file_and_in_the_name_of_the_folder(everything, format):
    folder = everything[format]
    assert folder.name.endswith("演示数据") and json.loads((folder / exporting.MANIFEST).read_text(encoding="utf-8"))["is_demo"] is True
    for path in (folder / "tables" / f"problems.{format}", folder / "metrics" / f"problem_completion_rate.{format}"):
        if format == "csv":
            assert path.read_text(encoding="utf-8").startswith("# 演示数据")
        elif format == "xlsx":
            made = openpyxl.load_workbook(path)
            assert all("演示数据" in each.oddHeader.center.text for each in made) and "演示数据" in made["数据"]["A1"].value
        else:
            about = json.loads(pq.read_schema(path).metadata[b"about"]) if format == "parquet" else json.loads(path.read_text(encoding="utf-8"))["about"]
            assert about["is_demo"] is True


def test_a_folder_that_is_whole_is_left_alone_and_a_damaged_one_is_made_again(lake, everything, capsys, monkeypatch):
    monkeypatch.setattr(os, "fsync", lambda number: None)
    folder = everything["parquet"]
    again = ["export", "--all", "--codes", "--out", str(folder.parent), "--format", "parquet", "--lake", str(lake)]
    before = {path: path.stat().st_mtime_ns for path in folder.rglob("*")}
    assert duibiao.main(again) == duibiao.DONE and "已有，完整" in capsys.readouterr().err
    assert {path: path.stat().st_mtime_ns for path in folder.rglob("*")} == before
    for damage in (lambda path: path.unlink(), lambda path: path.write_bytes(b"x")):
        damage(folder / "tables" / "problems.parquet")
        assert duibiao.main(again) == duibiao.DONE and "已有" not in capsys.readouterr().err
        assert exporting._is_whole(folder) and not list(folder.parent.glob(".export-*"))


@pytest.mark.parametrize("when", ["in the middle", "at the end"])
def test_a_run_that_is_cut_off_leaves_no_folder(lake, tmp_path, monkeypatch, when):
    """Killed while a file is written, or just before the folder gets its name."""
    def stopped(*args, **more):
        raise KeyboardInterrupt

    monkeypatch.setattr(exporting, "_write" if when == "in the middle" else "_put", stopped)
    with pytest.raises(KeyboardInterrupt):
        duibiao.main(["export", "--all", "--out", str(tmp_path), "--lake", str(lake)])
    assert [path for path in tmp_path.iterdir() if not path.name.startswith(".export-")] == []


def test_what_killed_runs_left_behind_is_cleared_after_a_day(tmp_path):
    for name, age in (("old", 2 * exporting.LEFTOVER), ("new", 0)):
        (tmp_path / f".export-{name}").mkdir()
        stamp = (tmp_path / f".export-{name}").stat().st_mtime - age
        os.utime(tmp_path / f".export-{name}", (stamp, stamp))
    exporting._clear(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == [".export-new"]


def test_exports_that_may_differ_have_folders_of_their_own(edition):
    parser = duibiao.parser()
    flags = [[], ["--format", "json"], ["--for", "public"], ["--lang", "en"], ["--codes"], ["--bom"]]
    names = [exporting._name(parser.parse_args(["export", "--all", *each]), edition) for each in flags]
    assert len(set(names)) == len(names) and all(name.startswith(f"edition-{edition.number:06d}-{edition.sha256[:12]}") for name in names)


@pytest.mark.parametrize("wrong", [[], ["problems", "--all"], ["--all"], ["--all", "--out", "x", "--unit", "甲"], ["--all", "--out", "x", "--format", "table"]])
def test_wrong_use_says_what_to_do(lake, wrong, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert duibiao.main(["export", *wrong, "--lake", str(lake)]) == duibiao.WRONG_USE and not (tmp_path / "x").exists()


def test_a_workbook_that_cannot_hold_a_table_is_refused_before_anything_is_written(lake, tmp_path, monkeypatch, capsys):
    from queries.export import about

    monkeypatch.setattr(about, "SHEET_ROWS", 10)
    assert duibiao.main(["export", "--all", "--format", "xlsx", "--out", str(tmp_path / "out"), "--lake", str(lake)]) == duibiao.REFUSED
    assert "csv" in capsys.readouterr().err and not (tmp_path / "out").exists()


def test_the_meaning_of_every_column_of_a_table_is_on_the_sheet_that_says_what_it_is(everything, edition):
    said = [row[1] for row in openpyxl.load_workbook(everything["xlsx"] / "tables" / "problems.xlsx")["说明"].iter_rows(values_only=True)]
    meanings = edition.connect().sql("select \"column\", about from dictionary where \"table\" = 'problems'").fetchall()
    assert meanings and all(f"{name}：{about}" in said for name, about in meanings)
