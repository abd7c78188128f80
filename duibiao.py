"""The command line. Heavy imports happen inside the commands, so that `duibiao --help` answers at once.

Exit status: 0 all done, 1 something was refused (said which and why), 2 wrong use.
"""

import argparse
import os
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path

ROOT = Path(__file__).parent
DONE, REFUSED, WRONG_USE = 0, 1, 2
FILTERS = (
    ("--unit", "units", "单位名称或编号，可多次"), ("--region", "regions", "省、市或县，可多次"), ("--sector", "sectors", "领域，可多次"),
    ("--level", "levels", "层级，可多次"), ("--kind", "kinds", "监督类型，可多次"), ("--round", "rounds", "轮次，可多次"),
    ("--aspect", "aspects", "方面，可多次"), ("--theme", "themes", "主题，可多次"),
)

PEERS = ("alike", "automatic", "level", "sector", "region", "city", "round")
PLAIN_FILTERS = ("as_of", "feedback_from", "feedback_to", "basis", "standard")


class WrongUse(Exception):
    """The command was used in a way that cannot work; the message says what to do."""


def main(arguments: list[str] | None = None) -> int:
    parser = _parser()
    chosen = parser.parse_args(arguments)
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


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="duibiao", description="对标：巡视巡察整改情况对比分析。Compares how inspected units put right what an inspection found.")
    commands = parser.add_subparsers(dest="command", metavar="命令 COMMAND", required=True)

    def command(name: str, run, help: str, rows: bool = False) -> argparse.ArgumentParser:
        added = commands.add_parser(name, help=help, description=help)
        added.add_argument("--lake", type=Path, default=Path(os.environ.get("DUIBIAO_LAKE") or ROOT / "data" / "lake"), help="数据文件夹（默认 data/lake 或 DUIBIAO_LAKE）")
        if rows:
            added.add_argument("--format", choices=("table", "csv", "xlsx", "json", "parquet"), default="table", help="输出格式")
            added.add_argument("--out", type=Path, help="写入文件，不写则输出到屏幕")
            added.add_argument("--bom", action="store_true", help="CSV 以 BOM 开头（供 Excel 直接打开）")
            added.add_argument("--codes", action="store_true", help="CSV、XLSX 保留代码和全部数值，同 JSON（供程序用） codes and values as in JSON, for programs")
            added.add_argument("--lang", choices=("zh", "en"), default="zh", help="标签语言")
        added.set_defaults(run=run)
        return added

    for name, run, help in (("load", load, "载入台账和记录，发布新的一版 load files into a new edition"), ("check", check, "只检查，不载入 say what a load would make of files"), ("read", read, "读出文件内容，不载入 what the reader makes of files")):
        added = command(name, run, help)
        added.add_argument("paths", nargs="+", type=Path, metavar="PATH")
        added.add_argument("--mapping", type=Path, help="表头对照文件 mapping.toml")
        added.add_argument("--as-of", type=_day, help="台账截至日期（文件中没有写明时）")
        added.add_argument("--json", action="store_true", help="供程序读取的输出")
        if name != "read":
            added.add_argument("--jobs", type=int, default=0, help="用几个进程读取文件（默认 0：每个处理器核心一个；1：逐个读取）")
        if name == "load":
            added.add_argument("--wait", type=float, default=60.0, help="等待另一次载入的秒数")
            added.add_argument("--demo-data", action="store_true", help=argparse.SUPPRESS)
    asking = command("ask", ask, "查询一个指标 ask one metric", rows=True)
    asking.add_argument("metric", help="指标名，如 problem_completion_rate；不知道名称时用 list")
    asking.add_argument("--edition", type=int, help="第几版（默认当前版）")
    asking.add_argument("--compare", action="store_true", help="附区间、同类基准、p 值、提示 add interval, benchmark, p and flag")
    asking.add_argument("--peers", choices=PEERS, help="同类范围，与 --compare 同用 with whom, together with --compare")
    asking.add_argument("--case-mix", action="store_true", help="按各单位问题构成算预期完成数 add what the unit's own mix of problems makes one expect")
    _filters(asking)
    exporting = command("export", export, "导出一张表或一个指标 export a table or a metric", rows=True)
    exporting.add_argument("name", metavar="TABLE_OR_METRIC")
    exporting.add_argument("--edition", type=int, help="第几版（默认当前版）")
    _filters(exporting)
    exporting.set_defaults(format="csv")
    listing = command("editions", editions, "列出各版 list the editions", rows=True)
    listing.add_argument("--verify", action="store_true", help="核对每个文件的 SHA-256 compare every file with its hash")
    back = command("rollback", rollback, "改用较早的一版 make an earlier edition current")
    back.add_argument("edition", type=int, nargs="?", help="第几版（默认上一版）")
    differing = command("diff", diff, "比较两版 compare two editions", rows=True)
    differing.add_argument("old", type=int)
    differing.add_argument("new", type=int)
    deciding = command("decide", decide, "核对：确认、更正或否定一个数字，发布新的一版 confirm, correct or reject a figure")
    deciding.add_argument("key", nargs="?", help="行的编号（figure_id）；不写则从标准输入逐行读 JSON")
    deciding.add_argument("verdict", nargs="?", choices=("confirmed", "corrected", "rejected", "withdrawn"), help="决定")
    deciding.add_argument("--by", help="谁决定")
    deciding.add_argument("--why", dest="reason", help="理由")
    deciding.add_argument("--table", default="figures", help="哪张表（默认 figures）")
    deciding.add_argument("--column", help="更正哪一栏")
    deciding.add_argument("--use", help="更正为什么")
    deciding.add_argument("--wait", type=float, default=60.0, help="等待另一次载入的秒数")
    serving = command("serve", serve, "打开网页界面 serve the dashboard")
    serving.add_argument("--host", default="127.0.0.1")
    serving.add_argument("--port", type=int, default=8501)
    province = command("demo", demo, "生成并载入虚构省份（演示数据） make and load an invented province")
    province.add_argument("--units", type=int, default=320)
    province.add_argument("--seed", type=int, default=1)
    province.add_argument("--files", type=Path, help="保留生成的台账文件于此文件夹")
    blank = command("templates", templates, "生成空白台账 write blank ledgers")
    blank.add_argument("--out", type=Path, default=ROOT / "data" / "templates")
    documents = command("docs", docs, "生成数据字典 write the data dictionary")
    documents.add_argument("--check", action="store_true", help="只检查是否最新")
    command("doctor", doctor, "检查这台电脑是否就绪 is this computer ready")
    return parser


def _filters(parser: argparse.ArgumentParser) -> None:
    for flag, name, help in FILTERS:
        parser.add_argument(flag, dest=name, action="append", help=help)
    parser.add_argument("--as-of", type=_day, help="截至日期，如 2024-06-30")
    parser.add_argument("--feedback-from", type=_day, help="反馈日期从")
    parser.add_argument("--feedback-to", type=_day, help="反馈日期到")
    parser.add_argument("--basis", choices=("feedback", "item"), help="口径：反馈问题或分解事项")
    parser.add_argument("--standard", choices=("claimed", "evidenced", "accepted"), help="认定标准：自报、有佐证、验收销号")


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"「{text}」不是日期，应如 2024-06-30") from None


def load(chosen) -> int:
    from etl import pipeline
    from queries import summary

    done = pipeline.load(chosen.paths, chosen.lake, _settings(chosen), jobs=chosen.jobs, watch=_bar(chosen.json), summarise=summary.write)
    return _told(done, chosen.json)


def check(chosen) -> int:
    """Load into a lake that is thrown away, so that a check says exactly what a load would."""
    import tempfile

    from etl import pipeline
    from etl.sources import ledger
    from etl.terms import Terms

    settings = _settings(chosen)
    terms = Terms.load(settings.terms)
    for path in pipeline.sources(chosen.paths):
        if not chosen.json and path.is_file() and ledger.reads(path):
            from etl.sources.ledger import reading

            print(reading.describe(ledger.read(path, list(terms.by_term), settings.mapping)))
    with tempfile.TemporaryDirectory() as folder:
        return _told(pipeline.load(chosen.paths, Path(folder), settings, jobs=chosen.jobs), chosen.json, is_check=True)


def read(chosen) -> int:
    import json

    from etl import pipeline
    from etl.sources import ledger, notice, records
    from etl.terms import Terms

    settings, refused = _settings(chosen), False
    terms = Terms.load(settings.terms)
    for path in pipeline.sources(chosen.paths):
        if ledger.reads(path):
            flat = ledger.read(path, list(terms.by_term), settings.mapping)
            found, rows, issues = "ledger", flat.rows, flat.refusals
        elif records.reads(path):
            reading = records.read(path)
            found, issues, rows = "records", reading.refusals, None
        elif notice.reads(path):
            refused = _notice(path, chosen.json) or refused
            continue
        else:
            print(*pipeline.unknown_kind(path).refusals, sep="\n", file=sys.stderr)
            refused = True
            continue
        refused = refused or bool(issues)
        said = {"source": path.name, "kind": found, "refusal": [str(issue) for issue in issues] or None}
        if rows is not None:
            said["columns"] = list(rows.columns)
            said["rows"] = [dict(zip(rows.columns, values)) | {"locator": rows.locators[index]} for index, values in enumerate(zip(*rows.columns.values()))]
        if chosen.json:
            print(json.dumps(said, ensure_ascii=False, default=str))
        else:
            print(f"{path.name}: {len(said.get('rows', ()))} 行" + "".join(f"\n  {issue}" for issue in issues))
            for row in said.get("rows", ()):
                print("  " + row.pop("locator") + "  " + " · ".join(f"{name}={value}" for name, value in row.items() if value is not None))
    return REFUSED if refused else DONE


def _notice(path: Path, is_json: bool) -> bool:
    """Print what is read of one notice, every figure with the words it stands in; whether it was refused."""
    import json

    from etl import notice as reader

    found = reader.read(path)
    said = reader.as_json(found)
    if is_json:
        print(json.dumps(said, ensure_ascii=False))
    elif found.refusal:
        print(f"{path.name}: 不是可读的整改通报：{found.refusal}")
    else:
        print(f"{path.name}: {said['unit']['name']}，{len(said['figures'])} 个数字，{len(said['problems'])} 个问题")
        for figure in said["figures"]:
            facts = " · ".join(f"{name}={figure[name]}" for name in ("figure", "basis", "term", "value") if figure.get(name) is not None)
            print(f"  {figure['start']}-{figure['end']}  {facts}  「{figure['evidence']}」")
    return bool(found.refusal)


def ask(chosen) -> int:
    import pyarrow as pa

    import queries
    from queries import words

    if chosen.metric == "list":
        rows = [{"name": each.name, "kind": each.kind, "title": each.title[chosen.lang], "question": each.question[chosen.lang]} for each in (*queries.metrics(), *queries.breakdowns(), *queries.checks())]
        return _show(chosen, pa.Table.from_pylist(rows), None)
    return _answer(chosen, chosen.metric, words)


def export(chosen) -> int:
    import queries
    from queries import words

    edition = queries.Lake(chosen.lake).edition(chosen.edition)
    if chosen.name not in edition.manifest["tables"]:
        return _answer(chosen, chosen.name, words)
    unused = [flag for flag, name, _ in FILTERS if getattr(chosen, name)] + [f"--{name.replace('_', '-')}" for name in PLAIN_FILTERS if getattr(chosen, name)]
    if unused:
        raise WrongUse(f"{'、'.join(unused)}: 整张表的导出不作筛选；要筛选请导出指标。A table is exported whole; export a metric to filter.")
    connection = edition.connect()
    table = connection.sql(f"select * from {chosen.name}").to_arrow_table()
    about = words.about_table(connection, edition, chosen.name, table.num_rows, chosen.lang)
    return _show(chosen, table, about)


def _answer(chosen, name: str, words) -> int:
    import queries

    query = next((each for each in (*queries.metrics(), *queries.breakdowns(), *queries.checks()) if each.name == name), None)
    if query is None:
        known = "、".join(each.name for each in (*queries.metrics(), *queries.breakdowns(), *queries.checks()))
        raise WrongUse(f"没有名为「{name}」的指标或表。There is no metric or table '{name}'.\n可用 known: {known}")
    edition = queries.Lake(chosen.lake).edition(chosen.edition)
    connection = edition.connect()
    asked = _filter(chosen, connection)
    flags = _comparing(chosen)
    query, table = _compared(connection, query, asked, flags) if flags else (query, queries.answer(connection, query, asked))
    about = words.about_answer(connection, edition, query, asked, table.num_rows, chosen.lang)
    return _show(chosen, table, replace(about, command=" ".join([about.command, *flags])))


def _comparing(chosen) -> list[str]:
    """The flags that ask for a comparison, as they stand in a command; what does not go together is wrong use."""
    is_compared, kind, is_by_mix = (getattr(chosen, name, None) for name in ("compare", "peers", "case_mix"))
    if kind and not is_compared:
        raise WrongUse("--peers 须与 --compare 同用。--peers needs --compare.")
    if is_by_mix and is_compared:
        raise WrongUse("--case-mix 与 --compare 只能用一个。Use either --case-mix or --compare.")
    if is_by_mix:
        return ["--case-mix"]
    return (["--compare"] if is_compared else []) + ([f"--peers {kind}"] if kind else [])


def _compared(connection, query, asked, flags: list[str]):
    from queries import compare
    from queries.compare import casemix

    if query.kind != "metrics":
        raise WrongUse(f"{flags[0]}: 「{query.name}」不是指标，不能与同类比较。Only metrics are compared.")
    if flags == ["--case-mix"]:
        return casemix.described(query), casemix.adjusted(connection, query, asked)
    kind = flags[-1].removeprefix("--peers ") if len(flags) > 1 else "alike"
    return compare.described(query), compare.compared(connection, query, asked, kind)


def _filter(chosen, connection):
    """The Filter that the flags mean; names of units and words of code lists are looked up, and what is unknown is wrong use."""
    import queries
    from queries import words

    found = {name: getattr(chosen, name) for name in PLAIN_FILTERS}
    for flag, name, _ in FILTERS:
        if getattr(chosen, name):
            try:
                found[name] = tuple(words.identified(connection, name, each) for each in getattr(chosen, name))
            except KeyError as error:
                raise WrongUse(f"{flag}: {error.args[0]}") from None
    return queries.Filter(**found)


def editions(chosen) -> int:
    import pyarrow as pa

    import queries

    lake = queries.Lake(chosen.lake)
    at = lake.current_number()
    rows = [{"edition": each.number, "current": each.number == at, "made_at": each.made_at, "is_demo": each.is_demo, "units": each.rows("units"),
             "problems": each.rows("problems"), "documents": each.rows("documents"), "sha256": each.sha256[:16]} for each in lake.editions()]
    if not rows:
        lake.edition()
    damage = _damage(chosen.lake, [row["edition"] for row in rows]) if chosen.verify else []
    for each in damage:
        print(each, file=sys.stderr)
    return _show(chosen, pa.Table.from_pylist(rows), None) or (REFUSED if damage else DONE)


def _damage(lake: Path, numbers: list[int]) -> list[str]:
    from etl import edition

    return [f"第 {number} 版 edition {number} › {wrong}" for number in numbers for wrong in edition.verify(lake, edition.manifest(lake, number))]


def rollback(chosen) -> int:
    from etl import edition

    if not chosen.lake.is_dir():
        raise WrongUse(f"{chosen.lake}: 还没有数据。There is no edition yet.")
    with edition.writing(chosen.lake):
        number = chosen.edition if chosen.edition is not None else (edition.current(chosen.lake) or {}).get("parent")
        if number is None or number not in edition.numbers(chosen.lake):
            known = "、".join(map(str, edition.numbers(chosen.lake))) or "—"
            raise WrongUse(f"没有可以退回的第 {number or '?'} 版，现有 {known}。There is no edition to go back to; there are {known}.")
        edition.point_to(chosen.lake, number)
    print(f"现在使用第 {number} 版。Edition {number} is current now.")
    return DONE


def diff(chosen) -> int:
    import pyarrow as pa

    import queries

    found = queries.diff(queries.Lake(chosen.lake), chosen.old, chosen.new)
    rows = [{"what": "table", "name": row["table"], "unit_id": None, "unit_name": None, "old": None, "new": None, **{key: row[key] for key in ("added", "changed", "gone")}} for row in found["tables"]]
    rows += [{"what": "metric", "name": row["metric"], "unit_id": row["unit_id"], "unit_name": row["unit_name"], "old": row["old"], "new": row["new"], "added": None, "changed": None, "gone": None} for row in found["moved"]]
    if not rows:
        print("两版相同。The editions are the same.")
        return DONE
    return _show(chosen, pa.Table.from_pylist(rows), None)


def serve(chosen) -> int:
    os.environ["DUIBIAO_LAKE"] = str(chosen.lake.resolve())
    from dashboard import serve as server

    return server.serve(chosen.host, chosen.port) or DONE


def demo(chosen) -> int:
    import tempfile

    from etl import demo as province
    from etl import pipeline
    from queries import summary

    with tempfile.TemporaryDirectory() as folder:
        made = province.write(chosen.files or Path(folder), units=chosen.units, seed=chosen.seed)
        settings = pipeline.Settings(register=made.register, due_rules=made.due_rules, corrections=made.folder / "corrections.toml", is_demo=True)
        late = set(made.late)      # arrives after newer ones, as ledgers do
        done = pipeline.load([path for path in made.paths if path not in late], chosen.lake / "demo", settings, watch=_bar(False), summarise=summary.write)
        if late:
            last = pipeline.load(made.late, chosen.lake / "demo", settings, watch=_bar(False), summarise=summary.write)
            done = pipeline.Load(done.outcomes + last.outcomes, last.edition, done.is_new or last.is_new, last.corrections)
    return _told(done, False, is_demo=True)


def templates(chosen) -> int:
    from etl import templates as blank

    for path in blank.write(chosen.out) or ():
        print(path)
    return DONE


def docs(chosen) -> int:
    from etl import dictionary

    path, text = ROOT / "data" / "README.md", dictionary.markdown()
    if chosen.check and (not path.exists() or path.read_text(encoding="utf-8") != text):
        print("data/README.md 不是最新；请运行 duibiao docs。data/README.md is stale; run 'duibiao docs'.", file=sys.stderr)
        return REFUSED
    if not chosen.check:
        path.write_text(text, encoding="utf-8")
    return DONE


def doctor(chosen) -> int:
    from dashboard import doctor as checks

    report = checks.report(chosen.lake)
    print(checks.text(report))
    return DONE if all(check.ok for check in report) else REFUSED


def _settings(chosen):
    import tomllib

    from etl import pipeline

    mapping = None
    if chosen.mapping:
        try:
            mapping = tomllib.loads(chosen.mapping.read_text(encoding="utf-8"))
        except (OSError, tomllib.TOMLDecodeError) as error:
            raise WrongUse(f"{chosen.mapping}: 无法作为表头对照使用：{error}") from None
    return pipeline.Settings(mapping=mapping, as_of=chosen.as_of, wait=getattr(chosen, "wait", 60.0), is_demo=getattr(chosen, "demo_data", False))


def decide(chosen) -> int:
    """One decision from the arguments, or a batch from standard input: a JSON object a line, with the names of `etl.review.Wish`."""
    import json

    from etl import review
    from queries import summary

    try:
        if chosen.key:
            wishes = [review.Wish(chosen.key, chosen.verdict or "", chosen.by or "", chosen.table, chosen.column, chosen.use, chosen.reason)]
        else:
            wishes = [review.Wish(**json.loads(line)) for line in sys.stdin if line.strip()]
    except (ValueError, TypeError) as error:
        raise WrongUse(f"每行应是一个 JSON 对象，含 key、verdict、by：{error}。Each line must be a JSON object with key, verdict and by.") from None
    if not wishes:
        raise WrongUse("没有给出决定。No decision was given.")
    made = review.decide(chosen.lake, wishes, wait=chosen.wait, summarise=summary.write)
    print(f"记下 {len(wishes)} 项决定，发布第 {made['edition']} 版。")
    return DONE


def _bar(is_json: bool):
    """A progress bar on a terminal; nothing elsewhere."""
    if is_json:
        return iter
    from tqdm import tqdm

    return lambda files: tqdm(files, unit="份", desc="读取", disable=None)


def _told(done, is_json: bool, is_check: bool = False, is_demo: bool = False) -> int:
    import json

    for outcome in done.outcomes:
        if is_json:
            print(json.dumps({"file": outcome.file, "sha256": outcome.sha256, "kind": outcome.kind, "state": outcome.state, "rows": outcome.rows, "masked": outcome.masked,
                              "refusals": [str(issue) for issue in outcome.refusals], "remarks": [str(issue) for issue in outcome.remarks]}, ensure_ascii=False))
        elif not (is_demo and outcome.state == "accepted"):
            word = {"accepted": "可接收" if is_check else "已接收", "refused": "退回", "unchanged": "已载入过"}[outcome.state]
            print(f"{word}  {outcome.file}  {outcome.rows} 行" + (f"，遮盖 {outcome.masked} 处" if outcome.masked else ""))
            for issue in outcome.refusals:
                print(f"    {issue}", file=sys.stderr)
            for issue in outcome.remarks[:20]:
                print(f"    提示 {issue}")
    for row in done.corrections:
        if row["state"] == "changed":
            print(f"更正未生效：{row['table']} {row['key']} {row['column']} 已不是「{row['found']}」，请核对 corrections.toml", file=sys.stderr)
    if not is_json and not is_check:
        count = sum(outcome.state == "accepted" for outcome in done.outcomes)
        said = f"第 {done.edition['edition']} 版" if done.edition else "尚无数据"
        print(f"{'演示数据：' if is_demo else ''}接收 {count} 份，{'发布' if done.is_new else '没有变化，仍为'}{said}。")
    return DONE if done.is_complete else REFUSED


def _show(chosen, table, about) -> int:
    from queries import export as exporter

    if about is None:
        about = exporter.About(name=chosen.command, title=chosen.command, rows=table.num_rows, total_rows=table.num_rows)
    if chosen.codes:
        about = replace(about, reading=exporter.Reading())
    if chosen.format == "table":
        content = (exporter.text(table, about.labels) + "\n").encode()
    else:
        content = exporter.render(table, chosen.format, about, bom=chosen.bom)
    if chosen.out:
        chosen.out.write_bytes(content)
        print(f"{chosen.out}: {table.num_rows} 行，sha256 {exporter.sha256(content)}", file=sys.stderr)
    elif chosen.format in ("parquet", "xlsx") and sys.stdout.isatty():
        raise WrongUse(f"{chosen.format} 不能显示在屏幕上，请加 --out 文件名。{chosen.format} needs --out.")
    else:
        sys.stdout.buffer.write(content)
        sys.stdout.flush()
    return DONE


if __name__ == "__main__":
    sys.exit(main())
