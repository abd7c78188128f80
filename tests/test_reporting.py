"""`duibiao report`: which reports are made, under which names, and that work which was cut off is taken up where it stood."""

import io
import json
import re

import docx
import pypdf
import pytest

import duibiao
from dashboard.report import orders
from duibiao.record import NAME
from queries import Lake, answer, metric

RATE = metric("problem_completion_rate")


@pytest.fixture(scope="module")
def demo(demo_lake):
    return demo_lake / "demo"


@pytest.fixture
def run(demo, tmp_path, capsys):
    """run(*arguments) -> exit status, files written by name, what was said."""

    def run(*arguments, out=tmp_path / "out"):
        status = duibiao.main(["report", "--lake", str(demo), "--out", str(out), *map(str, arguments)])
        said = capsys.readouterr()
        return status, {path.name: path for path in sorted(out.glob("*")) if path.name != NAME} if out.exists() else {}, said.out + said.err

    return run


def rows(demo) -> list[dict]:
    return answer(Lake(demo).edition().connect(), RATE).to_pylist()


def text_of(path) -> str:
    if path.suffix == ".docx":
        made = docx.Document(path)
        return "\n".join([*(each.text for each in made.paragraphs), *(cell.text for table in made.tables for row in table.rows for cell in row.cells)])
    if path.suffix == ".pdf":
        return "\n".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(path.read_bytes())).pages)
    return re.sub(r"<[^>]*>", "", path.read_text(encoding="utf-8"))


def test_a_unit_s_report_in_three_formats_has_the_numbers_of_ask(run, demo):
    unit = next(row for row in rows(demo) if row["value"] is not None and row["total"] >= 10)
    status, files, said = run("--unit", unit["unit_name"], "--format", "docx,pdf,html")
    assert status == duibiao.DONE and [path.suffix for path in files.values()] == [".docx", ".html", ".pdf"]
    assert all(name.startswith(unit["unit_name"]) and "演示数据" in name and f"第{Lake(demo).edition().number}版" in name for name in files)
    for path in files.values():
        text = re.sub(r"\s", "", text_of(path))
        assert f"{unit['completed']}/{unit['total']}" in text and f"{unit['value']:.1f}%" in text


def test_what_is_there_whole_is_left_alone_and_what_is_not_is_made_again(run, demo):
    ask = ("--unit", rows(demo)[0]["unit_id"], "--format", "html,docx")
    _, files, _ = run(*ask)
    before = {name: (path.stat().st_mtime_ns, path.read_bytes()) for name, path in files.items()}
    status, files, said = run(*ask)
    assert status == duibiao.DONE and "已有 1 份" in said and {name: path.stat().st_mtime_ns for name, path in files.items()} == {name: time for name, (time, _) in before.items()}
    damaged, lost = files.values()
    damaged.write_bytes(damaged.read_bytes()[:-9])
    lost.unlink()
    status, files, said = run(*ask)
    assert status == duibiao.DONE and "写成 1 份" in said
    assert {name: path.read_bytes() for name, path in files.items()} == {name: content for name, (_, content) in before.items()}       # the same order, the same bytes


def test_another_question_is_another_file_and_leaves_the_first_alone(run, demo):
    unit = rows(demo)[0]["unit_id"]
    for further in ((), ("--as-of", "2025-12-31"), ("--standard", "claimed"), ("--lang", "en"), ("--briefing",), ("--for", "public")):
        status, files, _ = run("--unit", unit, "--format", "html", *further)
        assert status == duibiao.DONE
    assert len(files) == 6


def test_the_command_in_a_report_makes_the_same_report(run, demo, tmp_path):
    _, files, _ = run("--unit", rows(demo)[1]["unit_name"], "--format", "html", "--as-of", "2025-12-31", "--standard", "claimed")
    record = json.loads((tmp_path / "out" / NAME).read_text(encoding="utf-8"))
    words = record["command"].replace("--lake data/lake/demo", "").split()[2:]
    _, again, _ = run(*words, "--format", "html", out=tmp_path / "again")
    assert [path.read_bytes() for path in again.values()] == [path.read_bytes() for path in files.values()]
    assert record["command"] in text_of(next(iter(files.values()))).replace("&#39;", "'").replace("&amp;", "&")


def of(some: list[dict]) -> list[str]:
    return [word for row in some for word in ("--unit", row["unit_id"])]


def test_one_for_each_unit_on_several_processes_and_again_nothing(run, demo):
    some = rows(demo)[:4]
    status, files, said = run("--all", *of(some), "--format", "html", "--jobs", 2)
    assert status == duibiao.DONE and len(files) == 4 and "写成 4 份" in said
    assert {row["unit_name"] for row in some} == {name.split("-")[0] for name in files}
    status, _, said = run("--all", *of(some), "--format", "html", "--jobs", 2)
    assert status == duibiao.DONE and "已有 4 份" in said
    status, files, said = run("--all", *of(some[:2]), "--format", "html")       # each by itself is the same report, whoever else was asked for
    assert len(files) == 4 and "已有 2 份" in said


def test_all_means_every_unit_in_scope(demo):
    from duibiao import reporting

    chosen = duibiao.parser().parse_args(["report", "--all", "--lake", str(demo), "--out", "x"])
    assert [task.order.unit_id for task in reporting._tasks(chosen, Lake(demo).edition())] == [row["unit_id"] for row in rows(demo)]


def test_a_report_that_cannot_be_made_costs_no_other(run, demo, monkeypatch):
    some = rows(demo)[:3]
    made = orders.files
    monkeypatch.setattr(orders, "files", lambda order, formats: made(order, formats) if order.unit_id != some[0]["unit_id"] else 1 / 0)
    status, files, said = run("--all", *of(some), "--format", "html", "--jobs", 1)
    assert status == duibiao.REFUSED and len(files) == 2 and "ZeroDivisionError" in said and "未成 1 份" in said
    monkeypatch.undo()
    status, files, said = run("--all", *of(some), "--format", "html", "--jobs", 1)
    assert status == duibiao.DONE and len(files) == 3 and "写成 1 份" in said


def test_a_round_and_a_set_are_one_report_each(run, demo):
    name = Lake(demo).edition().connect().sql("select round from inspections group by round order by count(*) desc").fetchall()[0][0]
    status, files, _ = run("--round", name, "--format", "html")
    assert status == duibiao.DONE and len(files) == 1 and name in text_of(next(iter(files.values())))
    some = rows(demo)[:3]
    status, files, _ = run(*of(some), "--format", "html")
    text = text_of(next(path for file, path in files.items() if not file.startswith(name)))
    assert all(row["unit_name"] in text for row in some)


def test_nothing_chosen_means_all_units_side_by_side(demo):
    from duibiao import reporting

    task, = reporting._tasks(duibiao.parser().parse_args(["report", "--lake", str(demo), "--out", "x"]), Lake(demo).edition())
    assert task.order.unit_id is None and task.stem.startswith("整改情况分析报告") and " --unit" not in task.command


def test_a_briefing_of_everything_is_one_page(run):
    status, files, _ = run("--briefing", "--format", "pdf")
    assert status == duibiao.DONE and len(pypdf.PdfReader(next(iter(files.values()))).pages) == 1


@pytest.mark.parametrize("arguments, wanted", [
    (("--unit", "没有这个局"), "--unit"), (("--all", "--feedback-from", "2031-01-01"), "没有单位"),
    (("--for", "public", "--aspect", "全面从严治党方面"), "内部栏目"),
])
def test_what_cannot_be_reported_on_is_wrong_use(run, arguments, wanted):
    status, files, said = run(*arguments)
    assert status == duibiao.WRONG_USE and wanted in said and not files


def test_an_unknown_format_is_wrong_use(run):
    with pytest.raises(SystemExit) as ended:
        run("--all", "--format", "docx,doc")
    assert ended.value.code == duibiao.WRONG_USE


def test_a_record_that_was_cut_off_costs_only_its_last_line(run, demo, tmp_path):
    ask = ("--unit", rows(demo)[0]["unit_id"], "--format", "html")
    run(*ask)
    with (tmp_path / "out" / NAME).open("a", encoding="utf-8") as record:
        record.write('{"file": "半行')
    assert "已有 1 份" in run(*ask)[2]
