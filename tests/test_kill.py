"""Killed at any moment a load leaves the current edition whole, and the next load makes what an undisturbed one would have made."""

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

import queries
from etl import edition, pipeline
from queries import catalog, summary
from tests.ledgers import ledger, line

KILLS, SEED = int(os.environ.get("DUIBIAO_KILLS", 50)), 20211123
ROOT = Path(__file__).resolve().parent.parent
# Loads in a child of its own for each line that it is told, so that a kill hits a real process without paying for its imports.
LOADER = """
import os, sys
from pathlib import Path
import duckdb, pyarrow.parquet
from etl import pipeline
from etl.sources.ledger import reading
from queries import catalog, run, summary
asked = [catalog.metric("problem_completion_rate")]
catalog.metrics = lambda: asked
nothing = Path("/does/not/exist")
settings = pipeline.Settings(register=nothing, corrections=nothing)
for told in sys.stdin:
    lake, *files = told.rstrip().split("\\t")
    child = os.fork()
    if child == 0:
        pipeline.load([Path(file) for file in files], Path(lake), settings, summarise=summary.write)
        os._exit(0)
    print(child, flush=True)
    print(os.waitpid(child, 0)[1], flush=True)
"""
SETTINGS = pipeline.Settings(register=Path("/does/not/exist"), corrections=Path("/does/not/exist"))
SUMMARISED = [queries.metric("problem_completion_rate")]      # every metric would only make it slower
QUESTIONS = [queries.metric(name) for name in ("problem_completion_rate", "funds_recovered", "measure_completion_rate")]

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork and no SIGKILL on this system")


def some_ledgers(folder: Path, day: str, status: str) -> list[Path]:
    return [
        ledger(folder / f"{unit}.csv", [line(number, status=status, 被巡察单位=f"某市第{unit}局党组", 整改措施=f"措施{number}", **{"追缴金额（元）": number * 100}) for number in range(1, 5)], as_of=day)
        for unit in range(6)]


class Loader:
    """A process that loads in children; `start` returns the id of one and `ended` waits for it."""

    def __init__(self):
        self.process = subprocess.Popen([sys.executable, "-c", LOADER], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT)

    def start(self, lake: Path, files: list[Path]) -> int:
        self.process.stdin.write("\t".join(map(str, [lake, *files])) + "\n")
        self.process.stdin.flush()
        return int(self.process.stdout.readline())

    def ended(self) -> int:
        return int(self.process.stdout.readline())


@pytest.fixture(scope="module")
def loader():
    running = Loader()
    yield running
    running.process.stdin.close()
    running.process.wait(30)


def answers(lake: Path) -> tuple[int, list]:
    """The edition that is current, and what it answers to the fixed questions."""
    opened = queries.Lake(lake).edition()
    with opened.connect(threads=1) as connection:
        return opened.number, [queries.answer(connection, metric).to_pylist() for metric in QUESTIONS]


def entries(lake: Path) -> set[str]:
    return {f"{folder}/{name}" for folder in ("files", "manifests", "summaries", ".") for name in os.listdir(lake / folder)}


def watch(lake: Path, pid: int, until, given_up_after: float = 60.0) -> None:
    """Wait till `until(seconds, entries seen so far)` says so; what is seen is what a load makes in the lake."""
    started, seen = time.monotonic(), entries(lake)
    while not until(time.monotonic() - started, seen) and time.monotonic() - started < given_up_after:
        if not os.path.exists(f"/proc/{pid}") and sys.platform == "linux":
            return
        seen |= entries(lake)
        time.sleep(0.0005)


def kill(pid: int) -> None:
    try:
        os.kill(pid, signal.SIGKILL)
    except ProcessLookupError:
        pass


@pytest.fixture(autouse=True)
def short_summary(monkeypatch):
    monkeypatch.setattr(catalog, "metrics", lambda: SUMMARISED)


@pytest.mark.parametrize("moments", ["in the whole course", "of writing"])
def test_a_load_killed_at_any_moment_loses_nothing_and_shows_nothing_half(tmp_path, loader, moments):
    before, after = some_ledgers(tmp_path / "6", "2024年6月30日", "正在整改"), some_ledgers(tmp_path / "9", "2024年9月30日", "已完成")
    pipeline.load(before, tmp_path / "lake", SETTINGS, summarise=summary.write)
    known = {1: answers(tmp_path / "lake")[1]}

    whole = shutil.copytree(tmp_path / "lake", tmp_path / "undisturbed")
    had, events = entries(whole), []
    started = time.monotonic()
    pid = loader.start(whole, after)
    watch(whole, pid, lambda seconds, seen: events.extend([seconds] * (len(seen - had) - len(events))) or False)
    assert loader.ended() == 0
    course = time.monotonic() - started
    wanted, (_, known[2]) = edition.current(whole), answers(whole)
    made = len(events)
    assert wanted["edition"] == 2 and known[1] != known[2] and made > 10

    chance, ends = random.Random(SEED), {"old": 0, "new": 0, "ran out": 0}
    for number in range(KILLS // 2):
        lake = shutil.copytree(tmp_path / "lake", tmp_path / f"kill-{number}")
        had = entries(lake)
        started, pid = time.monotonic(), loader.start(lake, after)
        if moments == "of writing":     # as the n-th new name is seen in the lake
            at = 1 + number * made // (KILLS // 2)
            watch(lake, pid, lambda seconds, seen: len(seen - had) >= at)
            time.sleep(chance.random() * 0.002)
        else:
            at = course * 1.05 * (number + chance.random()) / (KILLS // 2)
            watch(lake, pid, lambda seconds, seen: seconds >= at)
        kill(pid)
        was_killed = os.waitstatus_to_exitcode(loader.ended()) == -signal.SIGKILL
        course = course if was_killed else min(course, time.monotonic() - started)      # a busy computer may have made the first one slow
        edition_now, found = answers(lake)
        assert found == known[edition_now], f"kill {number} at {at}"
        assert edition.verify(lake, edition.current(lake)) == []
        ends["ran out" if not was_killed else "new" if edition_now == 2 else "old"] += 1
        again = pipeline.load(after, lake, SETTINGS, summarise=summary.write)
        assert again.edition["sha256"] == wanted["sha256"], f"kill {number} at {at}"
        assert not list(lake.rglob(".incoming-*"))
        shutil.rmtree(lake)
    assert ends["old"] >= KILLS // 10, ends      # enough were killed before the end, so the test means something


def test_a_first_load_that_is_killed_leaves_an_empty_lake_and_the_next_makes_the_same(tmp_path, loader):
    files = some_ledgers(tmp_path / "6", "2024年6月30日", "正在整改")
    wanted = pipeline.load(files, tmp_path / "undisturbed", SETTINGS, summarise=summary.write)
    made = len(entries(tmp_path / "undisturbed"))
    for number in range(6):
        lake = tmp_path / f"kill-{number}"
        for folder in ("files", "manifests", "summaries"):
            (lake / folder).mkdir(parents=True)
        pid = loader.start(lake, files)
        watch(lake, pid, lambda seconds, seen: len(seen) >= 4 + made * (number + 1) // 6)
        kill(pid)
        loader.ended()
        assert edition.verify(lake, edition.current(lake)) == [] if edition.current(lake) else queries.Lake(lake).numbers() == []
        assert pipeline.load(files, lake, SETTINGS, summarise=summary.write).edition["sha256"] == wanted.edition["sha256"]


def test_a_killed_load_does_not_keep_the_lock(tmp_path, loader):
    lake, files = tmp_path / "lake", some_ledgers(tmp_path / "6", "2024年6月30日", "正在整改")
    pipeline.load(files[:1], lake, SETTINGS)
    pid = loader.start(lake, files)
    had = entries(lake)
    watch(lake, pid, lambda seconds, seen: seen != had)
    kill(pid)
    loader.ended()
    with edition.writing(lake, wait=5):
        pass
