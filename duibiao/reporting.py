"""Reports: of one unit, of a round, of whatever the filter leaves, or one for each unit."""

import argparse
import hashlib
import os
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from duibiao.asking import add_audience, add_filters, filtered
from duibiao.record import Record
from duibiao.shared import DONE, REFUSED, Commands, WrongUse

FORMATS = ("docx", "pdf", "html")
# What a file of several units is named after, while it is so few.
NAMING = ("units", "rounds", "regions", "sectors", "levels", "kinds")
MOST_NAMED = 3


def add(commands: Commands) -> None:
    reporting = commands.add("report", report, "生成整改情况分析报告或一页简报：一个单位、一轮，或范围内全部单位并列 write the report of a unit, or of a round or all units in scope side by side")
    reporting.add_argument("--all", action="store_true", dest="is_all", help="范围内每个单位各一份，中断后可接着做 one for each unit in scope; can be taken up again")
    reporting.add_argument("--briefing", action="store_true", help="一页简报 one page for leaders")
    reporting.add_argument("--format", dest="formats", default=("docx", "pdf"), type=_formats, help="docx、pdf、html，用逗号分开（默认 docx,pdf）")
    reporting.add_argument("--out", type=Path, required=True, help="写入哪个文件夹")
    reporting.add_argument("--edition", type=int, help="第几版（默认当前版）")
    reporting.add_argument("--lang", choices=("zh", "en"), default="zh", help="报告的语言")
    add_audience(reporting)
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
    from queries import words as asked_words

    connection = edition.connect()
    asked = filtered(chosen, connection)
    if chosen.audience == "public" and any(getattr(asked, name) for name in asked_words.INTERNAL):       # every link and the QR code would say the word
        raise WrongUse("--for public 不能与 --aspect 同用：方面是内部栏目，报告里的链接会带出它。--for public cannot go with --aspect: an aspect is internal, and the report's links would name it.")
    narrowed = [each for name in NAMING for each in getattr(asked, name) or ()]
    units = {row["unit_id"]: row["unit_name"] for row in queries.units(connection, asked)}
    if not units:
        raise WrongUse("筛选后没有单位。The filter leaves no unit.")
    common = {"lake": chosen.lake.resolve(), "edition": edition.number, "chosen": asked, "kind": "briefing" if chosen.briefing else "report", "language": chosen.lang,
              "audience": chosen.audience, "address": (chosen.address or ADDRESS).rstrip("/") + "/"}
    if chosen.is_all or len(asked.units or ()) == 1:
        names = Counter(units.values())
        common["chosen"] = replace(asked, units=None)       # a unit's report is the same, whoever else is asked for
        orders = [(Order(unit_id=unit_id, **common), [name, *([unit_id] if names[name] > 1 else [])]) for unit_id, name in units.items()]
    else:
        orders = [(Order(**common), [units.get(each, each) for each in narrowed[:MOST_NAMED]])]
    return [Task(order, _stem(edition, chosen.lang, *words, _kind(order), *_apart(order)), order.command(edition), chosen.formats) for order, words in orders]


def _apart(order) -> list[str]:
    """What sets a file apart from one of the same subject that was asked for otherwise: the day, for whom, and a mark for what else was chosen."""
    chosen = order.chosen.to_query()
    is_named = order.unit_id is None and sum(len(getattr(order.chosen, name) or ()) for name in NAMING) <= MOST_NAMED
    rest = {name: value for name, value in chosen.items() if name not in ("as_of", *(NAMING if is_named else ()))}
    said = [chosen.get("as_of", ""), "" if order.audience == "internal" else order.audience, hashlib.sha256(repr(sorted(rest.items())).encode()).hexdigest()[:6] if rest else ""]
    return [part for part in said if part]


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
