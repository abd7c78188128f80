"""Files into the lake: load, check, read."""

import argparse
import sys
from pathlib import Path

from duibiao.shared import DONE, REFUSED, Commands, WrongUse, day


def add(commands: Commands) -> None:
    for name, run, help in (("load", load, "载入台账和记录，发布新的一版 load files into a new edition"), ("check", check, "只检查，不载入 say what a load would make of files"), ("read", read, "读出文件内容，不载入 what the reader makes of files")):
        added = commands.add(name, run, help)
        added.add_argument("paths", nargs="+", type=Path, metavar="PATH")
        added.add_argument("--mapping", type=Path, help="表头对照文件 mapping.toml")
        added.add_argument("--as-of", type=day, help="台账截至日期（文件中没有写明时）")
        added.add_argument("--json", action="store_true", help="供程序读取的输出")
        if name != "read":
            added.add_argument("--jobs", type=int, default=0, help="用几个进程读取文件（默认 0：每个处理器核心一个；1：逐个读取）")
        if name == "load":
            added.add_argument("--wait", type=float, default=60.0, help="等待另一次载入的秒数")
            added.add_argument("--demo-data", action="store_true", help=argparse.SUPPRESS)


def load(chosen) -> int:
    from etl import pipeline
    from queries import summary

    done = pipeline.load(chosen.paths, chosen.lake, _settings(chosen), jobs=chosen.jobs, watch=bar(chosen.json), summarise=summary.write)
    return told(done, chosen.json)


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
        return told(pipeline.load(chosen.paths, Path(folder), settings, jobs=chosen.jobs), chosen.json, is_check=True)


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


def bar(is_json: bool):
    """A progress bar on a terminal; nothing elsewhere."""
    if is_json:
        return iter
    from tqdm import tqdm

    return lambda files: tqdm(files, unit="份", desc="读取", disable=None)


def told(done, is_json: bool, is_check: bool = False, is_demo: bool = False) -> int:
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
