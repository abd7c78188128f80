"""Reports: of one unit, of a round, of whatever the filter leaves, or one for each unit."""

import argparse
import os
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from duibiao.asking import add_filters, filtered
from duibiao.record import Record
from duibiao.shared import DONE, REFUSED, Commands, WrongUse

FORMATS = ("docx", "pdf", "html")


def add(commands: Commands) -> None:
    reporting = commands.add("report", report, "生成单位整改情况分析报告或一页简报 write the report of a unit, a round or a set of units, or one for each")
    reporting.add_argument("--all", action="store_true", dest="is_all", help="范围内每个单位各一份，中断后可接着做 one for each unit in scope; can be taken up again")
    reporting.add_argument("--briefing", action="store_true", help="一页简报 one page for leaders")
    reporting.add_argument("--format", dest="formats", default=("docx", "pdf"), type=_formats, help="docx、pdf、html，用逗号分开（默认 docx,pdf）")
    reporting.add_argument("--out", type=Path, required=True, help="写入哪个文件夹")
    reporting.add_argument("--edition", type=int, help="第几版（默认当前版）")
    reporting.add_argument("--lang", choices=("zh", "en"), default="zh", help="报告的语言")
    reporting.add_argument("--for", dest="audience", choices=("internal", "public"), default="internal", help="给谁看：内部，或公开（不含内部文字） for whom")
    reporting.add_argument("--address", default=os.environ.get("DUIBIAO_ADDRESS"), help="网页界面的地址，用于链接和二维码（默认 DUIBIAO_ADDRESS，否则本机）")
    reporting.add_argument("--jobs", type=int, default=0, help="用几个进程（默认 0：每个处理器核心一个）")
    add_filters(reporting)


def _formats(text: str) -> tuple[str, ...]:
    asked = tuple(dict.fromkeys(part.strip() for part in text.split(",") if part.strip()))
    if not asked or set(asked) - set(FORMATS):
        raise argparse.ArgumentTypeError(f"「{text}」不全是 {'、'.join(FORMATS)} 中的格式 not all among {', '.join(FORMATS)}")
    return asked


@dataclass(frozen=True)
class Task:
    """One report to be written. stem: of its file names. command: what makes it again. formats: those that are asked for and not there yet."""

    order: object
    stem: str
    command: str
    formats: tuple[str, ...]


def report(chosen) -> int:
    """Write what is asked for; a file that stands there whole, from the same edition and question, is left alone."""
    import queries

    edition = queries.Lake(chosen.lake).edition(chosen.edition)
    record = Record.open(chosen.out)
    asked = _tasks(chosen, edition)
    tasks = [Task(task.order, task.stem, task.command, missing) for task in asked
             if (missing := tuple(each for each in task.formats if not record.has(f"{task.stem}.{each}", edition.sha256, task.command)))]
    failed = 0
    for task, files, why in _made(tasks, chosen.jobs):
        failed += bool(why)
        if why:
            print(f"{task.stem}: {why}", file=sys.stderr)
        for each, content in files.items():
            record.put(f"{task.stem}.{each}", content, edition.sha256, task.command)
    written, there = len(tasks) - failed, len(asked) - len(tasks)
    print(f"{chosen.out}: 写成 {written} 份，已有 {there} 份，未成 {failed} 份。{written} written, {there} there already, {failed} failed.")
    return REFUSED if failed else DONE


def _tasks(chosen, edition) -> list[Task]:
    """A task for each report that is asked for, whether it is there or not."""
    import queries
    from dashboard.report.orders import ADDRESS, Order

    connection = edition.connect()
    asked = filtered(chosen, connection)
    narrowed = [*(asked.units or ()), *(asked.rounds or ()), *(asked.regions or ()), *(asked.sectors or ()), *(asked.levels or ()), *(asked.kinds or ())]
    if not (chosen.is_all or chosen.briefing or narrowed):
        raise WrongUse("要哪些单位的报告？用 --unit、--round 等选定，或用 --all 为每个单位各写一份。Of which units? Choose with --unit, --round …, or --all for one each.")
    units = {row["unit_id"]: row["unit_name"] for row in queries.units(connection, asked)}
    if not units:
        raise WrongUse("筛选后没有单位。The filter leaves no unit.")
    common = {"lake": chosen.lake.resolve(), "edition": edition.number, "chosen": asked, "kind": "briefing" if chosen.briefing else "report", "language": chosen.lang,
              "audience": chosen.audience, "address": (chosen.address or ADDRESS).rstrip("/") + "/"}
    if chosen.is_all or len(asked.units or ()) == 1:
        names = Counter(units.values())
        orders = [(Order(unit_id=unit_id, **common), [name, *([unit_id] if names[name] > 1 else [])]) for unit_id, name in units.items()]
    else:
        orders = [(Order(**common), [units.get(each, each) for each in narrowed][:3])]
    return [Task(order, _stem(edition, chosen.lang, *words, _kind(order)), order.command(edition), chosen.formats) for order, words in orders]


def _kind(order) -> str:
    from dashboard import words

    return words.say(order.language, f"report.{order.kind}_name")


def _stem(edition, language: str, *parts: str) -> str:
    from queries import export

    about = export.About(name="report", title="-".join(parts), edition=edition.number, is_demo=edition.is_demo, language=language)
    return export.file_name(about, "").removesuffix(".")


def _made(tasks: list[Task], jobs: int) -> Iterator[tuple[Task, dict[str, bytes], str]]:
    """(task, format -> content, why it failed) as they are done: in processes of their own where there is more than one report."""
    from tqdm import tqdm

    from etl import reading_pool

    count = min(jobs or reading_pool.cores(), len(tasks))
    if count <= 1:
        yield from map(_try, tqdm(tasks, unit="份", desc="写报告", disable=None if len(tasks) > 1 else True))
        return
    import multiprocessing
    from concurrent.futures import ProcessPoolExecutor, as_completed

    with reading_pool.no_main(), ProcessPoolExecutor(count, mp_context=multiprocessing.get_context("spawn")) as pool:
        waiting = {pool.submit(_try, task): task for task in tasks}
        for done in tqdm(as_completed(waiting), total=len(tasks), unit="份", desc="写报告", disable=None):
            # The process itself may die: the reports that it had are said to be missing, and the next run makes them.
            yield done.result() if done.exception() is None else (waiting[done], {}, f"{type(done.exception()).__name__}: {done.exception()}")


def _try(task: Task) -> tuple[Task, dict[str, bytes], str]:
    """One report that cannot be made must not cost the others."""
    from dashboard.report import orders

    try:
        return task, orders.files(task.order, task.formats), ""
    except Exception as error:
        return task, {}, f"{type(error).__name__}: {error}"
