"""What the commands share: exit codes, the options of every command, and how a table leaves."""

import argparse
import os
import sys
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

ROOT = Path(__file__).parent.parent
DONE, REFUSED, WRONG_USE = 0, 1, 2


class WrongUse(Exception):
    """The command was used in a way that cannot work; the message says what to do."""


@dataclass(frozen=True)
class Commands:
    """Where the families add their commands."""

    parsers: argparse._SubParsersAction

    def add(self, name: str, run: Callable[[argparse.Namespace], int | None], help: str, rows: bool = False) -> argparse.ArgumentParser:
        """A command. rows: it shows a table, so it can write it in any format."""
        added = self.parsers.add_parser(name, help=help, description=help)
        added.add_argument("--lake", type=Path, default=Path(os.environ.get("DUIBIAO_LAKE") or ROOT / "data" / "lake"), help="数据文件夹（默认 data/lake 或 DUIBIAO_LAKE）")
        if rows:
            added.add_argument("--format", choices=("table", "csv", "xlsx", "json", "parquet"), default="table", help="输出格式")
            added.add_argument("--out", type=Path, help="写入文件，不写则输出到屏幕")
            added.add_argument("--bom", action="store_true", help="CSV 以 BOM 开头（供 Excel 直接打开）")
            added.add_argument("--codes", action="store_true", help="CSV、XLSX 保留代码和全部数值，同 JSON（供程序用） codes and values as in JSON, for programs")
            added.add_argument("--lang", choices=("zh", "en"), default="zh", help="标签语言")
        added.set_defaults(run=run)
        return added


def day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"「{text}」不是日期，应如 2024-06-30") from None


def show(chosen, table, about) -> int:
    """The table to the screen or the file, in the format asked for. about: what the file says of itself, or None."""
    from queries import export as exporter

    if about is None:
        about = exporter.About(name=chosen.command, title=chosen.command, rows=table.num_rows, total_rows=table.num_rows)
    if about.internal or about.audience == "public":
        print(dict(about.lines()).get("对象" if about.language == "zh" else "Audience"), file=sys.stderr)
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
