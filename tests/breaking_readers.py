"""A reader of files whose names say what becomes of the process that reads them, for tests; light, since every process imports it."""

import os
import signal
import time
from dataclasses import dataclass
from pathlib import Path

from etl.reading_pool import Reader


@dataclass(frozen=True)
class Breaking(Reader):
    """Reads as Reader does, but for files whose name says how they end the process."""

    def __call__(self, path: Path):
        if "killed" in path.name:
            os.kill(os.getpid(), getattr(signal, "SIGKILL", signal.SIGTERM))
        if "leaves" in path.name:
            os._exit(3)
        if "faults" in path.name:
            signal.raise_signal(signal.SIGSEGV)
        if "overflows" in path.name:
            return deep(100_000)
        if "hangs" in path.name:
            time.sleep(3600)
        if "counts" in path.name:
            while True:
                pass
        if "unsendable" in path.name:
            return lambda: None
        return super().__call__(path)


@dataclass(frozen=True)
class Nowhere(Reader):
    """Cannot be had in another process."""

    def __setstate__(self, state):
        os._exit(4)


def deep(levels: int) -> list:
    """A list that nests too deeply to be sent."""
    nested = []
    for _ in range(levels):
        nested = [nested]
    return nested


def where(path: Path) -> tuple[int, set[str]]:
    """Which process reads, and what of the heavy packages it has."""
    import sys

    time.sleep(0.05)
    return os.getpid(), {"duckdb", "pyarrow", "streamlit", "pandas", "numpy"} & sys.modules.keys()
