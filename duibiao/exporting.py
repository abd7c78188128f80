"""Files for others: one table or answer, or everything of an edition in a folder of its own for a scheduler to fetch."""

import json
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace
from itertools import chain, repeat
from pathlib import Path

from duibiao.asking import FILTERS, PLAIN_FILTERS, add_audience, add_filters, answered
from duibiao.shared import DONE, REFUSED, Commands, WrongUse, show

MANIFEST = "manifest.json"
LEFTOVER = 24 * 3600       # seconds after which what a killed run left behind is cleared away


def add(commands: Commands) -> None:
    exporting = commands.add("export", export, "导出一张表或一个指标，或全部 export a table or a metric, or everything", rows=True)
    exporting.add_argument("name", metavar="TABLE_OR_METRIC", nargs="?", help="表名或指标名；用 --all 时不写")
    exporting.add_argument("--all", action="store_true", help="导出本版全部表和指标到 --out 文件夹；已有且完整则不重做 everything of the edition into a folder")
    exporting.add_argument("--edition", type=int, help="第几版（默认当前版）")
    add_audience(exporting)
    add_filters(exporting)
    exporting.set_defaults(format="csv")


def export(chosen) -> int:
    import queries

    if chosen.all == bool(chosen.name):
        raise WrongUse("请写明一张表或一个指标，或用 --all。Name one table or metric, or use --all.")
    edition = queries.Lake(chosen.lake).edition(chosen.edition)
    if not chosen.all and chosen.name not in edition.manifest["tables"]:
        return answered(chosen, chosen.name)
    unused = [flag for flag, name, _ in FILTERS if getattr(chosen, name)] + [f"--{name.replace('_', '-')}" for name in PLAIN_FILTERS if getattr(chosen, name)]
    if unused:
        raise WrongUse(f"{'、'.join(unused)}: 整张表的导出不作筛选；要筛选请导出指标。A table is exported whole; export a metric to filter.")
    if chosen.all:
        return _everything(chosen, edition)
    return show(chosen, *_table(edition.connect(), edition, chosen.name, chosen))


def _table(connection, edition, name: str, chosen) -> tuple:
    """A canonical table whole, and what the file says of it."""
    from queries import export as exporter
    from queries import words

    table = connection.sql(f"select * from {name}").to_arrow_table()
    return exporter.masked(connection, table, words.about_table(connection, edition, name, table.num_rows, chosen.lang, chosen.audience), name)


def _metrics(connection, edition, chosen) -> Iterator[tuple]:
    """Every metric of everything that there is, in one scope, which costs a fraction of asking one by one."""
    import queries
    from queries import export as exporter
    from queries import words

    whole = queries.Filter()
    sentence = words.sentence(connection, whole, chosen.lang, chosen.audience)
    for name, table in queries.answers(connection, list(queries.metrics()), whole).items():
        yield exporter.masked(connection, table, words.about_answer(connection, edition, queries.metric(name), whole, table.num_rows, chosen.lang, chosen.audience, sentence))


def _everything(chosen, edition) -> int:
    """Every table and every metric in a folder named after the edition: there whole, or not at all."""
    from queries.export.about import most_rows

    if chosen.out is None or chosen.format == "table":
        raise WrongUse("--all 要有 --out 文件夹，格式为 csv、xlsx、json 或 parquet。--all needs --out and a format for files.")
    too_long = [name for name in edition.manifest["tables"] if edition.rows(name) > most_rows(edition.is_demo)]
    if chosen.format == "xlsx" and too_long:
        print(f"{'、'.join(too_long)}: 行数超过 Excel 工作表的上限，请改用 --format csv 或 parquet。More rows than a sheet of Excel holds; take csv or parquet.", file=sys.stderr)
        return REFUSED
    folder = chosen.out / _name(chosen, edition)
    if _is_whole(folder):
        print(f"{folder}: 已有，完整，未重做。Already there and whole.", file=sys.stderr)
        return DONE
    chosen.out.mkdir(parents=True, exist_ok=True)
    _clear(chosen.out)
    with tempfile.TemporaryDirectory(prefix=".export-", dir=chosen.out, ignore_cleanup_errors=True) as aside:
        files = _written(chosen, edition, Path(aside) / "new")
        _put(Path(aside), folder)
    print(f"{folder}: {files} 个文件 files", file=sys.stderr)
    return DONE


def _name(chosen, edition) -> str:
    """Which edition, and everything in which two exports of it may differ: edition-000003-8c2f1a09b7de-csv-public."""
    options = [chosen.format, "public" if chosen.audience == "public" else "", chosen.lang if chosen.lang != "zh" else "", "codes" if chosen.codes else "",
               "bom" if chosen.bom else "", "演示数据" if edition.is_demo else ""]
    return "-".join([f"edition-{edition.number:06d}", edition.sha256[:12], *filter(None, options)])


def _written(chosen, edition, folder: Path) -> int:
    """The files, and last of all the manifest with the hash of each; how many they are."""
    from queries import export as exporter

    connection, listed = edition.connect(), []
    tables = (_table(connection, edition, name, chosen) for name in sorted(edition.manifest["tables"]))
    for kind, (table, about) in chain(zip(repeat("tables"), tables), zip(repeat("metrics"), _metrics(connection, edition, chosen))):
        about = replace(about, reading=exporter.Reading()) if chosen.codes else about
        content, path = exporter.render(table, chosen.format, about, bom=chosen.bom), folder / kind / f"{about.name}.{chosen.format}"
        path.parent.mkdir(parents=True, exist_ok=True)
        _write(path, content)
        listed.append({"file": f"{kind}/{path.name}", "title": about.title, "rows": table.num_rows, "bytes": len(content), "sha256": exporter.sha256(content)})
    said = {"edition": edition.number, "edition_sha256": edition.sha256, "made_at": edition.made_at, "is_demo": edition.is_demo, "audience": chosen.audience, "files": listed}
    _write(folder / MANIFEST, json.dumps(said, ensure_ascii=False, indent=1).encode("utf-8"))
    return len(listed)


def _write(path: Path, content: bytes) -> None:
    """On the disk before anything is said of it: a folder may only be taken for whole when it is."""
    with path.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _put(aside: Path, folder: Path) -> None:
    """The new folder in its place; a damaged one makes room. Another run that was quicker made the same, so its folder stays."""
    if folder.exists() and not _is_whole(folder):
        os.rename(folder, aside / "damaged")
    try:
        os.rename(aside / "new", folder)
    except OSError:
        if not _is_whole(folder):
            raise


def _is_whole(folder: Path) -> bool:
    """Whether every file that the manifest lists stands there as it was written."""
    from queries import export as exporter

    try:
        listed = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))["files"]
        return all(exporter.sha256((folder / each["file"]).read_bytes()) == each["sha256"] for each in listed)
    except (OSError, ValueError, KeyError, TypeError):
        return False


def _clear(out: Path) -> None:
    """Away with what runs that were killed left behind."""
    for path in out.glob(".export-*"):
        if time.time() - path.stat().st_mtime > LEFTOVER:
            shutil.rmtree(path, ignore_errors=True)
