"""The command line: every command, its exit status, and the same numbers in every format."""

import argparse
import csv
import hashlib
import io
import json
import os
import re
import resource
import shlex
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

import duibiao
import queries
from etl import edition, schema
from tests.ledgers import ledger, line, records, tree

DONE, REFUSED, WRONG_USE = duibiao.DONE, duibiao.REFUSED, duibiao.WRONG_USE
COMMANDS = next(action.choices for action in duibiao.parser()._actions if isinstance(action, argparse._SubParsersAction))
METRICS = [metric.name for metric in queries.metrics()]
WATER = {"被巡察单位": "某市水务局党组", "行业": "水利", "单位层级": "市级", "市": "某市", "巡察类型": "巡察", "方面": "财务"}
SCHOOL = {"被巡察单位": "某县教育局党组", "行业": "教育", "单位层级": "县级", "县": "某县", "轮次": "第四轮", "反馈日期": "2024-04-01", "巡察类型": "提级巡察", "方面": "队伍"}


@pytest.fixture
def run(capsysbinary):
    """`run("ask", …)`: exit status, standard output, standard error."""

    def run(*arguments: object) -> tuple[int, bytes, str]:
        capsysbinary.readouterr()
        try:
            status = duibiao.main([str(each) for each in arguments])
        except SystemExit as stop:
            status = stop.code
        out, err = capsysbinary.readouterr()
        return status, out, err.decode("utf-8")

    return run


@pytest.fixture(scope="module")
def made(tmp_path_factory) -> Path:
    """A lake of two editions with two units; the tests only read it."""
    folder = tmp_path_factory.mktemp("cli")
    first = ledger(folder / "6.csv", [line(1, status="已完成", 完成时间="2024-05-01", **WATER, **{"追缴金额（万元）": "1.5"}), line(2, **WATER)])
    second = ledger(folder / "9.csv", [line(1, status="已完成", **SCHOOL), line(2, status="已完成", 整改措施="=cmd()", **SCHOOL), line(3, **SCHOOL)], as_of="2024年9月30日")
    for path in (first, second):
        assert duibiao.main(["load", str(path), "--lake", str(folder / "lake")]) == DONE
    return folder / "lake"


@pytest.fixture
def lake(made, monkeypatch) -> Path:
    monkeypatch.setenv("DUIBIAO_LAKE", str(made))
    return made


def values(out: bytes) -> dict[str, object]:
    return {row["unit_id"]: row["value"] for row in json.loads(out)["rows"]}


# Help and wrong use -----------------------------------------------------------------------------------------------------------------------

@pytest.mark.parametrize("command", [(), *((name,) for name in COMMANDS)])
def test_every_command_has_help(run, command):
    status, out, _ = run(*command, "--help")
    assert status == DONE and "usage: duibiao" in out.decode()


def test_every_command_is_listed_with_a_line_of_its_own():
    listed = duibiao.parser().format_help()
    assert [name for name in COMMANDS if not re.search(rf"^ +{name}( |$)", listed, re.MULTILINE)] == []


@pytest.mark.parametrize("arguments", [(), ("nonsense",), ("load",), ("ask",), ("ask", "x", "--as-of", "昨天"), ("ask", "x", "--basis", "x"), ("diff", "1"), ("diff", "one", "two"), ("export", "x", "--format", "ods")])
def test_wrong_use_is_status_two(run, lake, arguments):
    status, out, err = run(*arguments)
    assert (status, out) == (WRONG_USE, b"") and err


def test_an_unknown_metric_is_named_with_those_there_are(run, lake):
    status, _, err = run("ask", "no_such_metric")
    assert status == WRONG_USE and "no_such_metric" in err and "problem_completion_rate" in err


@pytest.mark.parametrize("command", ["ask problem_completion_rate", "export problems", "editions", "rollback 1", "diff 1 2"])
def test_an_empty_lake_says_what_to_do(run, tmp_path, command):
    status, out, err = run(*command.split(), "--lake", tmp_path / "none")
    assert status in (REFUSED, WRONG_USE) and out == b"" and "Traceback" not in err and err
    assert not (tmp_path / "none").exists()


@pytest.mark.parametrize("command", ["ask problem_completion_rate --edition 9", "export units --edition 9", "diff 1 9"])
def test_an_edition_that_is_not_there_is_named_with_those_there_are(run, lake, command):
    status, _, err = run(*command.split())
    assert status == REFUSED and "9" in err and "1, 2" in err


def test_help_costs_next_to_nothing():
    def cpu() -> float:
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run([sys.executable, "-m", "duibiao", "--help"], check=True, capture_output=True, cwd=duibiao.ROOT)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime

    assert min(cpu() for _ in range(5)) < 0.3


def test_the_installed_command_gives_the_status_to_the_shell(tmp_path):
    lake = {"DUIBIAO_LAKE": str(tmp_path / "lake")}
    bad = ledger(tmp_path / "坏.csv", [line(1, status="谁知道")])
    for arguments, status in (["load", bad], REFUSED), (["ask", "x"], WRONG_USE), (["editions"], DONE):
        done = subprocess.run([sys.executable, "-m", "duibiao", *arguments], env={**os.environ, **lake}, cwd=duibiao.ROOT, capture_output=True)
        assert done.returncode == status and b"Traceback" not in done.stderr, done.stderr.decode()


# Loading ------------------------------------------------------------------------------------------------------------------------------------

def test_a_load_says_what_became_of_each_file(run, tmp_path):
    good, bad = ledger(tmp_path / "好.csv", [line(1)]), ledger(tmp_path / "坏.csv", [line(1, status="谁知道")])
    status, out, err = run("load", good, bad, "--lake", tmp_path / "lake")
    assert status == REFUSED
    assert "已接收  好.csv  2 行" in out.decode() and "退回  坏.csv" in out.decode() and "接收 1 份，发布第 1 版" in out.decode()
    assert "坏.csv › CSV › 第 3 行 › 整改状态: 实为「谁知道」" in err
    status, out, _ = run("load", good, "--lake", tmp_path / "lake")
    assert status == DONE and "已载入过  好.csv" in out.decode() and "没有变化，仍为第 1 版" in out.decode()


def test_a_load_tells_programs_one_json_object_a_file(run, tmp_path):
    good, bad = ledger(tmp_path / "好.csv", [line(1)]), ledger(tmp_path / "坏.csv", [line(1, status="谁知道")])
    status, out, err = run("load", good, bad, "--json", "--lake", tmp_path / "lake")
    told = {each["file"]: each for each in map(json.loads, out.decode().splitlines())}
    assert status == REFUSED and err == "" and {name: each["state"] for name, each in told.items()} == {"好.csv": "accepted", "坏.csv": "refused"}
    assert len(told["坏.csv"]["refusals"]) == 1 and len(told["好.csv"]["sha256"]) == 64


def test_a_check_says_the_same_and_loads_nothing(run, lake, tmp_path):
    before = tree(lake)
    good, bad = ledger(tmp_path / "好.csv", [line(1)]), ledger(tmp_path / "坏.csv", [line(1, status="谁知道")])
    status, out, err = run("check", good, bad)
    assert (status, tree(lake)) == (REFUSED, before)
    assert "可接收  好.csv" in out.decode() and "整改状态 → problems.status" in out.decode() and "谁知道" in err
    assert run("check", good)[0] == DONE


@pytest.mark.parametrize("command", ["load", "check", "read"])
def test_a_missing_path_is_refused_and_said(run, tmp_path, command):
    for name in ("没有.csv", "funds.jsonl", "没有", "没有.docx"):
        status, _, err = run(command, tmp_path / name, "--lake", tmp_path / "lake") if command != "read" else (run(command, tmp_path / name)[0], b"", "")
        assert status == REFUSED, name
        assert "Traceback" not in err


def test_reading_shows_the_rows_and_loads_nothing(run, lake, tmp_path):
    before = tree(lake)
    status, out, _ = run("read", ledger(tmp_path / "a.csv", [line(1)]), "--json")
    (said,) = map(json.loads, out.decode().splitlines())
    assert (status, said["kind"], said["rows"][0]["problems.status"], tree(lake)) == (DONE, "ledger", "in_progress", before)


@pytest.mark.parametrize("content", ["[columns", "columns = 3"])
def test_a_mapping_that_cannot_be_used_is_wrong_use(run, tmp_path, content):
    (tmp_path / "mapping.toml").write_text(content)
    status, _, err = run("load", ledger(tmp_path / "a.csv", [line(1)]), "--mapping", tmp_path / "mapping.toml", "--lake", tmp_path / "lake")
    assert status in (REFUSED, WRONG_USE) and "mapping.toml" in err


def test_a_lake_that_another_load_holds_is_said(run, tmp_path):
    (tmp_path / "lake").mkdir()
    with edition.writing(tmp_path / "lake"):
        status, _, err = run("load", ledger(tmp_path / "a.csv", [line(1)]), "--wait", "0.1", "--lake", tmp_path / "lake")
    assert status == REFUSED and "另一次载入" in err


UNPRIVILEGED = """
import os, sys, duibiao
from pathlib import Path
lake, first, second = sys.argv[1:]
assert duibiao.main(["load", first, "--lake", lake]) == 0
for folder in (Path(lake), *Path(lake).iterdir()):
    folder.is_dir() and folder.chmod(0o555)
os.geteuid() or os.setuid(65534)        # root may write everywhere
sys.exit(duibiao.main(["load", second, "--lake", lake]))
"""


def test_a_folder_that_may_not_be_written_is_said():
    with tempfile.TemporaryDirectory() as folder:
        lake, first, second = Path(folder, "lake"), ledger(Path(folder, "a.csv"), [line(1)]), ledger(Path(folder, "b.csv"), [line(2)])
        Path(folder).chmod(0o755)
        done = subprocess.run([sys.executable, "-c", UNPRIVILEGED, lake, first, second], cwd=duibiao.ROOT, capture_output=True)
        for each in (lake, *(each for each in lake.iterdir() if each.is_dir())):
            each.chmod(0o755)
        assert done.returncode == REFUSED and "没有权限" in done.stderr.decode() and b"Traceback" not in done.stderr, done.stderr.decode()
        assert edition.numbers(lake) == [1] and edition.verify(lake, edition.current(lake)) == [] and not list(lake.rglob(".incoming-*"))


def test_a_disk_that_is_full_is_said(tmp_path):
    """A file may not grow beyond 2 kB in a process of its own: the operating system itself refuses the write."""
    limited = "import resource, sys; import duckdb, pyarrow.parquet, duibiao; resource.setrlimit(resource.RLIMIT_FSIZE, (2000, 2000)); sys.exit(duibiao.main(sys.argv[1:]))"
    first, second = ledger(tmp_path / "a.csv", [line(1)]), ledger(tmp_path / "b.csv", [line(2)])
    duibiao.main(["load", str(first), "--lake", str(tmp_path / "lake")])
    done = subprocess.run([sys.executable, "-c", limited, "load", second, "--lake", tmp_path / "lake"], cwd=duibiao.ROOT, capture_output=True)
    assert done.returncode == REFUSED and "当前版本未变" in done.stderr.decode() and b"Traceback" not in done.stderr, done.stderr.decode()
    assert queries.Lake(tmp_path / "lake").current_number() == 1
    assert duibiao.main(["load", str(second), "--lake", str(tmp_path / "lake")]) == DONE


def test_a_lake_that_is_no_folder_is_said(run, tmp_path):
    (tmp_path / "lake").write_text("a file")
    status, _, err = run("load", ledger(tmp_path / "a.csv", [line(1)]), "--lake", tmp_path / "lake")
    assert status == REFUSED and str(tmp_path / "lake") in err


def test_invented_and_real_data_are_never_mixed(run, tmp_path):
    real = ledger(tmp_path / "a.csv", [line(1)])
    assert run("load", real, "--lake", tmp_path / "demo", "--demo-data")[0] == DONE
    status, _, err = run("load", real, "--lake", tmp_path / "demo")
    assert status == REFUSED and "演示数据与真实数据不能放在一起" in err


# Asking and exporting -------------------------------------------------------------------------------------------------------------------------

@pytest.mark.parametrize("name", METRICS)
def test_a_metric_has_the_same_numbers_as_the_library_in_every_format(run, lake, name):
    metric = queries.metric(name)
    wanted = queries.answer(queries.Lake(lake).edition().connect(), metric)
    _, as_parquet, _ = run("ask", name, "--format", "parquet")
    table = pq.read_table(pa.BufferReader(as_parquet))
    assert table.column_names == ["unit_id", "unit_name", *(column for column in metric.columns if column != "unit_id")] and table.column_names[-1] == "value"
    assert table.to_pylist() == wanted.to_pylist()
    _, as_csv, _ = run("ask", name, "--format", "csv", "--codes")
    lines = [cells for cells in csv.reader(io.StringIO(as_csv.decode(), newline="")) if not cells[0].startswith("# ")]
    assert [cells[-1] for cells in lines[1:]] == ["" if row["value"] is None else str(row["value"]) for row in wanted.to_pylist()]


@pytest.mark.parametrize("name", ["problem_completion_rate", "funds_recovered"])
def test_json_and_the_terminal_have_the_same_numbers_too(run, lake, name):
    wanted = queries.answer(queries.Lake(lake).edition().connect(), queries.metric(name)).to_pylist()
    said = json.loads(run("ask", name, "--format", "json")[1])["rows"]
    assert said == [{column: cell if isinstance(cell, (int, float, str, type(None))) else str(cell) for column, cell in row.items()} for row in wanted]
    _, _, *shown = run("ask", name)[1].decode().splitlines()
    assert len(shown) == len(wanted)
    for row, text in zip(wanted, shown):
        assert row["value"] is None or text.split()[-1] == (f"{row['value']:.10g}" if isinstance(row["value"], float) else str(row["value"]))


@pytest.mark.parametrize("flag, words", [
    ("--unit", ["某县教育局", "某县教育局党组"]), ("--region", ["某县"]), ("--sector", ["教育", "Education", "education"]), ("--level", ["县级", "County", "county"]),
    ("--kind", ["提级巡察"]), ("--round", ["第四轮"])])
def test_names_and_labels_are_understood_as_filters(run, lake, flag, words):
    for word in words[:1] if flag == "--unit" else words:
        status, out, err = run("ask", "problem_completion_rate", flag, word, "--format", "json")
        assert (status, list(values(out).values())) == (DONE, [pytest.approx(200 / 3)]), (word, err)


def test_a_unit_is_understood_by_its_id(run, lake):
    (unit_id,) = [row["unit_id"] for row in edition.read(lake, edition.current(lake), "units").to_pylist() if row["unit_name"] == "某县教育局"]
    assert list(values(run("ask", "problem_completion_rate", "--unit", unit_id, "--format", "json")[1])) == [unit_id]


@pytest.mark.parametrize("flag, word, near", [("--unit", "教育局", "某县教育局"), ("--unit", "某县教局", "某县教育局"), ("--unit", "某县教育厅", "某县教育局"), ("--sector", "水", "水利水务"), ("--round", "第五轮", "第四轮"), ("--level", "村级", "乡镇级")])
def test_a_word_that_is_not_known_is_wrong_use_with_what_is_near(run, lake, flag, word, near):
    status, out, err = run("ask", "problem_completion_rate", flag, word)
    assert (status, out) == (WRONG_USE, b"") and flag in err and word in err and near in err


def test_a_name_that_several_units_have_is_wrong_use_with_their_ids(run, tmp_path):
    lake = tmp_path / "lake"
    source = records(tmp_path / "r", units=[{"unit_id": each, "unit_name": "水务局"} for each in ("a", "b")], inspections=[{"inspection_id": f"{each}-1", "unit_id": each} for each in ("a", "b")])
    assert run("load", source, "--lake", lake)[0] == DONE
    status, _, err = run("ask", "problem_completion_rate", "--unit", "水务局", "--lake", lake)
    assert status == WRONG_USE and "a、b" in err


def test_several_values_of_one_filter_are_joined_by_or_and_several_filters_by_and(run, lake):
    both = run("ask", "problem_completion_rate", "--sector", "教育", "--sector", "水利水务", "--format", "json")
    none = run("ask", "problem_completion_rate", "--sector", "教育", "--level", "市级", "--format", "json")
    assert (len(values(both[1])), len(values(none[1]))) == (2, 0)


def test_an_older_edition_and_an_earlier_day_can_be_asked(run, lake):
    assert len(values(run("ask", "problem_completion_rate", "--edition", "1", "--format", "json")[1])) == 1
    earlier = json.loads(run("ask", "problem_completion_rate", "--as-of", "2024-03-15", "--format", "json")[1])
    assert "2024-03-15" in earlier["about"]["filter_sentence"]


def test_a_file_says_how_to_make_it_again_and_that_makes_it_again(run, lake):
    asked = ["ask", "problem_completion_rate", "--unit", "某县教育局", "--as-of", "2024-09-30", "--format", "json"]
    first = json.loads(run(*asked)[1])
    program, *again = shlex.split(first["about"]["command"])
    assert program == "duibiao"
    assert json.loads(run(*again, "--format", "json")[1])["rows"] == first["rows"]


def test_the_list_of_metrics_is_itself_an_answer(run, lake):
    listed = json.loads(run("ask", "list", "--format", "json")[1])["rows"]
    assert [row["name"] for row in listed if row["kind"] == "metrics"] == METRICS and all(row["title"] and row["question"] for row in listed)


@pytest.mark.parametrize("table", [table.name for table in schema.TABLES])
def test_every_table_is_exported_whole_in_every_format(run, lake, table):
    kept = edition.read(lake, edition.current(lake), table)
    exported = pq.read_table(pa.BufferReader(run("export", table, "--format", "parquet")[1]))
    assert exported.to_pylist() == kept.to_pylist()
    assert json.loads(exported.schema.metadata[b"about"])["total_rows"] == kept.num_rows
    lines = list(csv.reader(io.StringIO(run("export", table)[1].decode(), newline="")))
    heads = [line[0] for line in lines if line and line[0].startswith("# ")]
    assert f"# 行数: {kept.num_rows} / {kept.num_rows}" in heads and any(edition.current(lake)["sha256"] in head for head in heads)
    assert lines[len(heads)] == [column.zh for column in schema.BY_NAME[table].columns]
    assert len(lines) == len(heads) + 1 + kept.num_rows


def test_a_table_is_exported_as_json_too(run, lake):
    assert len(json.loads(run("export", "problems", "--format", "json")[1])["rows"]) == 5


def test_a_formula_in_a_source_leaves_guarded(run, lake):
    assert "'=cmd()" in run("export", "measures")[1].decode()


@pytest.mark.parametrize("flag", [("--unit", "某县教育局"), ("--as-of", "2024-01-01"), ("--basis", "item")])
def test_a_table_is_not_filtered_and_that_is_said(run, lake, flag):
    status, _, err = run("export", "problems", *flag)
    assert status == WRONG_USE and flag[0] in err


def test_a_file_is_written_with_its_hash_and_the_mark_only_when_asked(run, lake, tmp_path):
    status, out, err = run("export", "units", "--out", tmp_path / "单位.csv", "--bom")
    content = (tmp_path / "单位.csv").read_bytes()
    assert (status, out) == (DONE, b"") and content[:3] == b"\xef\xbb\xbf" and hashlib.sha256(content).hexdigest() in err
    assert run("export", "units")[1][:3] != b"\xef\xbb\xbf"


def test_a_place_that_cannot_be_written_is_said(run, lake, tmp_path):
    status, _, err = run("export", "units", "--out", tmp_path / "no" / "such" / "folder.csv")
    assert status == REFUSED and "folder.csv" in err


def test_labels_are_in_the_language_that_is_asked(run, lake):
    assert b"Unit" in run("ask", "problem_completion_rate", "--lang", "en")[1].splitlines()[0]
    assert "单位".encode() in run("ask", "problem_completion_rate")[1].splitlines()[0]


# Editions --------------------------------------------------------------------------------------------------------------------------------------

def test_editions_are_listed_with_the_current_one(run, lake):
    listed = json.loads(run("editions", "--format", "json")[1])["rows"]
    assert [(row["edition"], row["current"], row["units"], row["documents"]) for row in listed] == [(1, False, 1, 1), (2, True, 2, 2)]


@pytest.fixture
def own(made, tmp_path) -> Path:
    """A copy of the lake that a test may change."""
    return shutil.copytree(made, tmp_path / "own")


def test_damage_is_found_and_named_with_its_edition(run, own):
    assert run("editions", "--verify", "--lake", own)[0] == DONE
    path = own / edition.current(own)["tables"]["problems"][0]["file"]
    path.write_bytes(path.read_bytes()[:-1] + b"\0")
    status, _, err = run("editions", "--verify", "--lake", own)
    assert status == REFUSED and "第 2 版" in err and path.name in err and "第 1 版" not in err


def test_a_damaged_edition_is_said_and_a_rollback_helps(run, own):
    path = own / edition.current(own)["tables"]["problems"][0]["file"]
    path.write_bytes(b"PAR1")
    status, _, err = run("ask", "problem_completion_rate", "--lake", own)
    assert status == REFUSED and "rollback" in err
    assert run("rollback", "--lake", own)[0] == DONE
    assert run("ask", "problem_completion_rate", "--lake", own)[0] == DONE


def test_a_rollback_goes_to_the_edition_before_or_to_the_one_named(run, own):
    assert run("rollback", "--lake", own)[0] == DONE and queries.Lake(own).current_number() == 1
    assert run("rollback", "2", "--lake", own)[0] == DONE and queries.Lake(own).current_number() == 2


@pytest.mark.parametrize("number", ["0", "9", "-1"])
def test_a_rollback_to_an_edition_that_is_not_there_is_wrong_use(run, own, number):
    status, _, err = run("rollback", number, "--lake", own)
    assert status == WRONG_USE and queries.Lake(own).current_number() == 2 and err


def test_a_rollback_from_the_first_edition_is_wrong_use(run, own):
    run("rollback", "1", "--lake", own)
    status, _, err = run("rollback", "--lake", own)
    assert status == WRONG_USE and "1、2" in err


def test_a_difference_is_shown_and_none_is_said(run, lake):
    shown = json.loads(run("diff", "1", "2", "--format", "json")[1])["rows"]
    assert {(row["name"], row["added"]) for row in shown if row["what"] == "table"} >= {("problems", 3), ("units", 1)}
    assert any(row["name"] == "problem_completion_rate" and row["unit_name"] == "某县教育局" for row in shown if row["what"] == "metric")
    assert "相同" in run("diff", "2", "2")[1].decode()


def test_the_lake_is_the_one_of_the_environment_unless_another_is_named(run, lake, tmp_path, monkeypatch):
    assert len(values(run("ask", "problem_completion_rate", "--format", "json")[1])) == 2
    monkeypatch.setenv("DUIBIAO_LAKE", str(tmp_path / "none"))
    assert run("ask", "problem_completion_rate")[0] == REFUSED
    assert run("ask", "problem_completion_rate", "--lake", lake)[0] == DONE


def test_an_unforeseen_error_is_not_hidden(monkeypatch, tmp_path):
    """What nobody foresaw keeps its traceback: a bug that looks like a refusal would never be reported."""
    from etl import pipeline

    monkeypatch.setattr(pipeline, "load", lambda *given, **named: {}["bug"])
    with pytest.raises(KeyError):
        duibiao.main(["load", str(tmp_path), "--lake", str(tmp_path / "lake")])
