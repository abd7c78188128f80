"""The command line. Heavy imports happen inside the commands, so that `duibiao --help` answers at once.

Exit status: 0 all done, 1 something was refused (said which and why), 2 wrong use.
A module here is a family of commands: its `add(commands)` says what they take, and each command is a function of what was chosen.
"""

import argparse
import os
import sys

from duibiao import asking, deciding, editions, exporting, loading, making, picturing, reporting, serving
from duibiao.shared import DONE, REFUSED, ROOT, WRONG_USE, Commands, WrongUse

__all__ = ["DONE", "REFUSED", "ROOT", "WRONG_USE", "main", "parser"]


def main(arguments: list[str] | None = None) -> int:
    chosen = parser().parse_args(arguments)
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="replace")
    try:
        return chosen.run(chosen) or DONE
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
    except WrongUse as error:
        print(error, file=sys.stderr)
        return WRONG_USE
    except OSError as error:
        print(f"{error.filename or chosen.lake}: {error.strerror or error}（磁盘已满、没有权限或路径不对；当前版本未变）。Disk full, no permission or no such place; the current edition stands.", file=sys.stderr)
        return REFUSED
    except Exception as error:
        if type(error).__module__.split(".")[0] in ("etl", "queries", "dashboard"):
            print(error, file=sys.stderr)
            return REFUSED
        raise


def parser() -> argparse.ArgumentParser:
    made = argparse.ArgumentParser(prog="duibiao", description="对标：巡视巡察整改情况对比分析。Compares how inspected units put right what an inspection found.")
    commands = Commands(made.add_subparsers(dest="command", metavar="命令 COMMAND", required=True))
    for family in (loading, asking, picturing, reporting, exporting, editions, deciding, serving, making):
        family.add(commands)
    return made
