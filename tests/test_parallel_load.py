"""Files read on all cores: the same edition to the last byte, and a file that ends its process costs itself only."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from etl import edition, pipeline, reading_pool
from etl.reading_pool import Reader, read_all
from tests import breaking_readers
from tests.ledgers import ledger, line, load, records

NOTICES = Path(__file__).parent / "notices"
ROOT = Path(__file__).parent.parent
NOTHING = Path("/does/not/exist")


@pytest.fixture(autouse=True)
def always_worth_it(monkeypatch):
    monkeypatch.setattr(reading_pool, "WORTH_SECONDS", 0)


@pytest.fixture
def mixed(tmp_path) -> Path:
    """Ledgers of several days that speak of the same problems, notices, records, and files that are refused."""
    folder = tmp_path / "mixed"
    for month, status in ((6, "正在整改"), (9, "已完成"), (3, "正在整改")):
        for unit in range(3):
            lines = [line(number, status=status, 被巡察单位=f"某市第{unit}局党组", 整改措施=f"措施{number}", **{"追缴金额（元）": number}) for number in range(1, 30)]
            ledger(folder / f"{unit}-{month}.{'xlsx' if unit else 'csv'}", lines, as_of=f"2024年{month}月30日")
    for path in sorted(NOTICES.iterdir()):
        if path.suffix in (".txt", ".html"):
            (folder / path.name).write_bytes(path.read_bytes())
    records(folder / "记录", units=[{"unit_id": "a", "unit_name": "甲局"}])
    for name, content in (("坏.csv", b"\xff\xfe\x00"), ("坏.docx", b"PK\x03\x04"), ("空.txt", b""), ("坏.rtf", b"x"), ("坏.xlsx", b"PK\x03\x04" + b"\0" * 60)):
        (folder / name).write_bytes(content)
    return folder


def small(folder: Path, *names: str) -> list[Path]:
    folder.mkdir(exist_ok=True)
    for name in names:
        ledger(folder / name, [line(1, 被巡察单位=f"某市{name}局党组")])
    return [folder / name for name in names]


def told(contents: list) -> list:
    return [content and (content.refusals or content.rows.columns["units.unit_name"]) for content in contents]


def test_two_processes_make_the_same_edition_to_the_last_byte(tmp_path, mixed):
    settings = pipeline.Settings(register=NOTHING, corrections=NOTHING)
    alone, apart = (pipeline.load([mixed], tmp_path / f"lake{jobs}", settings, jobs=jobs) for jobs in (1, 2))
    assert apart.edition["sha256"] == alone.edition["sha256"]
    assert apart.outcomes == alone.outcomes
    assert {outcome.state for outcome in apart.outcomes} == {"accepted", "refused"} and len(apart.outcomes) > 30
    assert edition.verify(tmp_path / "lake2", edition.current(tmp_path / "lake2")) == []


def test_reading_is_shared_and_nothing_heavy_is_imported(tmp_path):
    found = read_all(small(tmp_path, *(f"{number}.csv" for number in range(20))), breaking_readers.where, 2)
    assert len({process for process, _ in found} - {os.getpid()}) == 2
    assert {name for _, names in found for name in names} == set()


def test_a_few_small_files_are_read_here(tmp_path, monkeypatch):
    monkeypatch.undo()
    files = small(tmp_path, "a.csv", "b.csv")
    assert {process for process, _ in read_all(files, breaking_readers.where, 0)} == {os.getpid()}
    monkeypatch.setattr(reading_pool, "WORTH_SECONDS", 0.9 * sum(path.stat().st_size for path in files) * reading_pool.SECONDS_A_BYTE[reading_pool.ledger])
    assert os.getpid() not in {process for process, _ in read_all(files, breaking_readers.where, 0)}


def test_one_job_reads_here_however_much_there_is(tmp_path):
    assert {process for process, _ in read_all(small(tmp_path, "a.csv", "b.csv"), breaking_readers.where, 1)} == {os.getpid()}


@pytest.mark.parametrize("way", ["killed", "faults", "leaves", "unsendable", "overflows"])
def test_a_file_that_ends_its_process_is_refused_and_the_others_are_read(tmp_path, way):
    files = small(tmp_path, "a.csv", f"{way}.csv", "b.csv", f"again-{way}.csv", "c.csv")
    found = told(read_all(files, breaking_readers.Breaking(), 2))
    assert [found[index] for index in (0, 2, 4)] == [[f"某市{name}.csv局党组"] for name in "abc"]
    for index in (1, 3):
        assert len(found[index]) == 1 and files[index].name in str(found[index][0]) and "意外中止" in str(found[index][0])


def test_a_load_goes_on_after_a_file_that_ends_its_process(tmp_path, monkeypatch):
    monkeypatch.setattr(pipeline, "Reader", breaking_readers.Breaking)
    notice = tmp_path / "killed.txt"
    notice.write_bytes((NOTICES / "p01.txt").read_bytes())
    done = load(tmp_path / "lake", *small(tmp_path, "a.csv", "killed.xlsx", "b.csv"), notice)
    assert {outcome.file: (outcome.kind, outcome.state) for outcome in done.outcomes} == {
        "a.csv": ("ledger", "accepted"), "b.csv": ("ledger", "accepted"), "killed.xlsx": ("ledger", "refused"), "killed.txt": ("notice", "refused")}
    assert edition.read(tmp_path / "lake", done.edition, "refusals").num_rows == 2


def test_a_file_that_hangs_is_given_up_by_the_clock(tmp_path, monkeypatch):
    monkeypatch.setattr(reading_pool, "MOST_SECONDS", 3)
    first, hung, last = told(read_all(small(tmp_path, "a.csv", "hangs.csv", "b.csv"), breaking_readers.Breaking(), 2))
    assert (first, last) == (["某市a.csv局党组"], ["某市b.csv局党组"]) and "已放弃" in str(hung[0])


@pytest.mark.skipif(sys.platform == "win32", reason="Windows counts no processor seconds for us; the clock bounds a file there")
def test_a_file_that_counts_for_ever_is_given_up_by_its_processor_seconds(tmp_path):
    first, *_ = files = small(tmp_path, "counts.csv", "a.csv")
    code = ("import sys; from pathlib import Path; from etl import reading_pool; from tests import breaking_readers\n"
            "reading_pool.MOST_CPU_SECONDS = 1\n"
            "class Pipe:\n"
            "    def __init__(self, *paths): self.paths = list(paths)\n"
            "    def send(self, content): print(content and len(content.rows), flush=True)\n"
            "    def recv(self): return self.paths.pop(0)\n"
            "reading_pool.serve(Pipe(*map(Path, sys.argv[1:])), breaking_readers.Breaking())")
    ended = subprocess.run([sys.executable, "-c", code, str(files[1]), str(first)], cwd=ROOT, capture_output=True, text=True, timeout=60)
    assert (ended.returncode, ended.stdout.split()) == (-signal.SIGXCPU, ["None", "1"])


def test_where_no_other_process_gets_ready_all_is_read_here(tmp_path, monkeypatch):
    files = small(tmp_path, "a.csv", "b.csv")
    assert told(read_all(files, breaking_readers.Nowhere(), 2)) == told(read_all(files, Reader(), 1))

    def refused(reader):
        raise PermissionError
    monkeypatch.setattr(reading_pool, "Worker", refused)
    assert told(read_all(files, Reader(), 2)) == told(read_all(files, Reader(), 1))


def test_files_are_counted_as_they_are_read(mixed, monkeypatch):
    files, read, seen = list(pipeline.sources([mixed])), [], []
    apart = reading_pool.read_apart

    def noting(*arguments):
        for each in apart(*arguments):
            read.append(each)
            yield each

    def watch(paths):
        assert paths == files
        for path in paths:
            yield path
            seen.append(len(read))

    monkeypatch.setattr(reading_pool, "read_apart", noting)
    read_all(files, Reader(), 2, watch)
    assert len(read) > 30 and seen == [*range(1, len(read) + 1), *[len(read)] * (len(files) - len(read))]


@pytest.mark.skipif(sys.platform == "win32", reason="Ctrl-C cannot be sent to one group of processes there")
def test_ctrl_c_ends_every_process(tmp_path):
    files = small(tmp_path, "hangs-1.csv", "hangs-2.csv")
    code = ("import sys; from pathlib import Path; from etl import reading_pool; from tests import breaking_readers\n"
            "reading_pool.WORTH_SECONDS = 0\n"
            "started = reading_pool.Worker.give\n"
            "def give(self, *told): started(self, *told); print(self.process.pid, flush=True)\n"
            "reading_pool.Worker.give = give\n"
            "reading_pool.read_all([Path(each) for each in sys.argv[1:]], breaking_readers.Breaking(), 2)")
    with subprocess.Popen([sys.executable, "-c", code, *map(str, files)], cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True) as running:
        workers = [int(running.stdout.readline()) for _ in files]
        time.sleep(0.2)
        os.killpg(running.pid, signal.SIGINT)
        _, said = running.communicate(timeout=20)
    assert said.rstrip().endswith("KeyboardInterrupt") and said.count("Traceback") == 1
    assert not any(is_alive(worker) for worker in workers)


def is_alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return True


@pytest.mark.skipif(sys.platform == "win32", reason="no SIGKILL there")
def test_processes_end_with_the_one_that_started_them(tmp_path):
    files = small(tmp_path, "hangs-1.csv", "a.csv")
    code = ("import os, sys; from pathlib import Path; from etl import reading_pool; from tests import breaking_readers\n"
            "reading_pool.WORTH_SECONDS = 0\n"
            "paths = [Path(each) for each in sys.argv[1:]]\n"
            "found = reading_pool.read_apart(paths, {0: 1}, breaking_readers.where, 2)\n"
            "print(next(found)[1][0], flush=True)\n"
            "os.kill(os.getpid(), 9)")
    ended = subprocess.run([sys.executable, "-c", code, *map(str, files)], cwd=ROOT, capture_output=True, text=True, timeout=60)
    worker = int(ended.stdout)
    until = time.monotonic() + 10
    while is_alive(worker) and time.monotonic() < until:
        time.sleep(0.05)
    assert not is_alive(worker)


def test_the_program_that_asks_is_not_run_again_by_the_processes(tmp_path, monkeypatch):
    """Whatever stands as the main module: here a page, which would fail wherever it is run a second time."""
    page = tmp_path / "page.py"
    page.write_text("raise SystemExit('run again')", encoding="utf-8")
    main = type(sys)("__main__")
    main.__file__ = str(page)
    monkeypatch.setitem(sys.modules, "__main__", main)
    with reading_pool.no_main():
        assert getattr(sys.modules["__main__"], "__file__", None) is None
    assert sys.modules["__main__"] is main
