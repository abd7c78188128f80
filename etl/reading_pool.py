"""Ledgers and notices read on all cores: a process reads one file at a time, so whatever it dies of costs that file only.

Reading needs nothing but the file, so the results are those of reading one after another, in the same order. The processes are
spawned, not forked: the parent has threads of pyarrow and DuckDB, and a fork of those may never come back. No executor of the
standard library fits: when one of its processes dies, it gives up every file and does not say which one did it.
"""

import multiprocessing
import os
import signal
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from datetime import date
from multiprocessing.connection import Connection, wait
from pathlib import Path
from time import monotonic, process_time
from types import ModuleType

from etl.notice import Notice
from etl.sources import Issue, Rows, ledger, notice
from etl.sources.ledger.flat import FlatLedger

MOST_CPU_SECONDS = 120           # for one file, where the system counts them (not on Windows)
MOST_SECONDS = 600               # for one file by the clock, everywhere: a network drive may never answer
MOST_PROCESSES = 32              # Windows waits for 63 things at most
WORTH_SECONDS = 3.0              # of reading; below it the processes, which cost 0.5 CPU-s each to start, save nothing that one would notice
SECONDS_A_BYTE = {ledger: 0.3e-6, notice: 0.7e-6}
Content = FlatLedger | Notice | None


@contextmanager
def no_main() -> Iterator[None]:
    """While it holds, a process that is spawned does not run this program's main module over again: it needs none of it, and what
    stands there may be a page or a test runner that must not run twice."""
    main = sys.modules["__main__"]
    sys.modules["__main__"] = ModuleType("__main__")
    try:
        yield
    finally:
        sys.modules["__main__"] = main


@dataclass(frozen=True)
class Reader:
    """What reading needs beside the file; called with a path, it gives what a ledger or a notice says, and None for anything else."""

    terms: tuple[str, ...] = ()
    mapping: dict | None = None
    as_of: date | None = None

    def __call__(self, path: Path) -> Content:
        try:
            if ledger.reads(path):
                flat = ledger.read(path, list(self.terms), self.mapping)
                flat.as_of = flat.as_of or self.as_of
                return flat
            return notice.read(path) if notice.reads(path) else None
        except OSError as error:      # the intake opens it again, and says so in its own words
            return unread(path, error.strerror or "打不开")
        except Exception as error:      # a file that breaks the reader is refused, and the load goes on
            return unread(path, f"读取时出错（{type(error).__name__}），请把这份文件交给维护人员")


def unread(path: Path, reason: str) -> Content:
    """What stands for a file that could not be read: its kind, and the reason why it is refused."""
    if ledger.reads(path):
        return FlatLedger(Rows(), refusals=[Issue(path.name, "", "", "", f"一份可读的台账：{reason}")])
    return Notice(path.name, refusal=reason) if notice.reads(path) else None


def read_all(paths: list[Path], reader: Callable[[Path], Content], jobs: int = 0, watch: Callable[[list], Iterable] = iter) -> list[Content]:
    """What each file says, in the order of the paths. jobs: how many processes at most (0: one a core; 1: none but this one).

    watch wraps the list of paths, and is asked for the next of them as a file has been read, whichever it was.
    """
    costs = {index: path.stat().st_size * SECONDS_A_BYTE[kind] for index, path in enumerate(paths) if path.is_file() and (kind := kind_of(path))}
    is_apart = jobs != 1 and sum(costs.values()) >= WORTH_SECONDS
    found = read_apart(paths, costs, reader, jobs or cores()) if is_apart else ((index, reader(paths[index])) for index in costs)
    contents: list[Content] = [None] * len(paths)
    with closing(found):
        for count, _ in enumerate(watch(paths)):
            if count < len(costs):
                index, contents[index] = next(found)
    return contents


def kind_of(path: Path):
    """The module that reads a file; None for records and for what is of no known kind."""
    return next((kind for kind in SECONDS_A_BYTE if kind.reads(path)), None)


def cores() -> int:
    """The cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def read_apart(paths: list[Path], costs: dict[int, float], reader: Callable[[Path], Content], jobs: int) -> Iterator[tuple[int, Content]]:
    """Each index in `costs` (CPU seconds, about) with what its file says, as they are read; in this process where no other can be started."""
    waiting = sorted(costs, key=costs.get)      # taken from the end: the longest first, so that none is left to be waited for alone
    workers: list[Worker] = []
    try:
        workers += started(reader, min(jobs, len(waiting), MOST_PROCESSES))
        while workers and (waiting or any(worker.index is not None for worker in workers)):
            for worker in answering(workers):
                index = worker.index
                try:
                    content = worker.answer()
                except (EOFError, OSError):
                    workers.remove(worker)
                    reason = worker.ended()
                    if index is None:      # it never got ready, and another one would not either
                        continue
                    content = unread(paths[index], reason)
                    workers += started(reader, 1) if waiting else []
                if index is not None:
                    yield index, content
                if waiting and worker in workers:
                    worker.give(waiting.pop(), paths)
        yield from ((index, reader(paths[index])) for index in reversed(waiting))
    finally:
        for worker in workers:
            worker.ended()


class Worker:
    """A process that reads one file at a time. `index` is the file it is on; it has none until it has said that it is ready."""

    def __init__(self, reader: Callable[[Path], Content]):
        context = multiprocessing.get_context("spawn")
        self.pipe, theirs = context.Pipe()
        self.index, self.began = None, monotonic()
        self.process = context.Process(target=serve, args=(theirs, reader), daemon=True)
        with theirs, no_main():
            self.process.start()

    @property
    def is_late(self) -> bool:
        return monotonic() - self.began > MOST_SECONDS

    def give(self, index: int, paths: list[Path]) -> None:
        self.index, self.began = index, monotonic()
        with suppress(OSError):      # it died while idle: the next answer says so
            self.pipe.send(paths[index].absolute())

    def answer(self) -> Content:
        """What its file says; raises EOFError or OSError where it has died or takes too long."""
        if self.is_late and not self.pipe.poll():
            raise EOFError
        content, self.index = self.pipe.recv(), None
        return content

    def ended(self) -> str:
        """End the process, whatever it does; why the file that it was on could not be read."""
        was_late = self.is_late
        self.pipe.close()
        self.process.join(0 if was_late or self.index is None else 1)      # one that died of itself has a status to tell
        self.process.kill()
        self.process.join(5)
        code = self.process.exitcode
        if was_late or code == -getattr(signal, "SIGXCPU", 0):
            return f"读取超过 {MOST_CPU_SECONDS} 秒，已放弃；请把这份文件交给维护人员"
        return f"读取它的进程意外中止（{code}，可能是内存不足）；请单独再载入一次，仍不成功的交给维护人员"


def started(reader: Callable[[Path], Content], count: int) -> list[Worker]:
    """So many processes, or as many as the system lets us have."""
    workers = []
    with suppress(OSError):
        for _ in range(count):
            workers.append(Worker(reader))
    return workers


def answering(workers: list[Worker]) -> list[Worker]:
    """Those that have said something, have died or take too long; waits a second at most."""
    spoken = wait([worker.pipe for worker in workers], timeout=1)
    return [worker for worker in workers if worker.pipe in spoken or worker.is_late]


def serve(pipe: Connection, reader: Callable[[Path], Content]) -> None:
    """What a process does: say that it is ready, then answer each path with what its file says, until nobody asks any more."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)      # Ctrl-C reaches every process; the first one ends the others
    with suppress(EOFError, BrokenPipeError):
        pipe.send(None)
        while True:
            path = pipe.recv()
            allow_seconds()
            pipe.send(reader(path))


def allow_seconds() -> None:
    """The system ends this process when its next file takes too long, with no core dump, which would have the file in it."""
    with suppress(ImportError, ValueError, OSError):      # Windows has no such thing
        import resource

        resource.setrlimit(resource.RLIMIT_CORE, (0, resource.getrlimit(resource.RLIMIT_CORE)[1]))
        resource.setrlimit(resource.RLIMIT_CPU, (int(process_time()) + MOST_CPU_SECONDS, resource.getrlimit(resource.RLIMIT_CPU)[1]))
