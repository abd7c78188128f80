"""Deciding on rows: a batch of wishes becomes decisions and a new edition, or nothing and all the reasons why not."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pyarrow as pa

from etl import codes, decisions, edition, merge, validate, values
from etl.decisions import CORRECTABLE, REVIEWED, Decision
from etl.intake import PROGRAM
from etl.schema import BY_NAME

NEEDS_REASON = ("corrected", "rejected", "withdrawn")
LONGEST = 500


class Refused(Exception):
    """Wishes that cannot be taken; the message has a line for each. Nothing was decided."""


@dataclass(frozen=True)
class Wish:
    """What somebody wants decided on one row. seen: the value that they saw, so that nobody decides on what has changed meanwhile."""

    key: str
    verdict: str
    by: str
    table: str = "figures"
    column: str | None = None
    use: str | None = None
    reason: str | None = None
    seen: str | None = None


def decide(lake: Path, wishes: list[Wish], *, wait: float = 60.0, summarise: Callable[[Path, dict, Path], None] | None = None) -> dict:
    """Record the decisions and publish the edition in which they hold; returns its manifest. All wishes or none.

    Only the buckets of the rows decided on are made anew; everything else is shared with the edition before.
    Raises Refused, edition.Busy, edition.Damaged; in every case the current edition stands.
    """
    with edition.writing(lake, wait):
        base = edition.current(lake)
        if base is None:
            raise Refused("还没有数据，请先运行 duibiao load。There is no edition yet; run 'duibiao load' first.")
        before = decisions.read(edition.read(lake, base, "decisions").to_pylist())
        found = _Found(lake, base, wishes, before)
        reasons = [f"{wish.key}: {reason}" for wish in wishes if (reason := _why_not(found, wish))]
        if reasons:
            raise Refused("\n".join(reasons))
        number, now = edition.next_number(lake), datetime.now(UTC).isoformat(timespec="seconds")
        made = [_decision(found, wish, f"{number:06d}-{index:04d}", now) for index, wish in enumerate(wishes, start=1)]
        parts, states = found.decided(before + made)
        parts["decisions"] = {0: pa.Table.from_pylist(decisions.listed(before + made, states), schema=validate.arrow_schema(BY_NAME["decisions"]))}
        return edition.publish(lake, base, parts, number=number, buckets=base["buckets"], is_demo=base["is_demo"], program=PROGRAM, summarise=summarise)


class _Found:
    """The rows that wishes are about, as the sources (and the list of corrections) say them, and the buckets that hold them."""

    def __init__(self, lake: Path, base: dict, wishes: list[Wish], before: list[Decision]):
        self.tables: dict[tuple[str, int], pa.Table] = {}
        self.rows: dict[tuple[str, str], dict] = {}
        self.shown: dict[tuple[str, str], dict] = {}
        units = dict(zip(*(edition.read(lake, base, "inspections").column(name).to_pylist() for name in ("inspection_id", "unit_id"))))
        for table in {wish.table for wish in wishes} & set(REVIEWED):
            key = BY_NAME[table].key[0]
            wanted = {wish.key for wish in wishes if wish.table == table}
            keys = edition.read(lake, base, table, columns=[key, "inspection_id"]).to_pylist()
            for bucket in {merge.bucket_of(units[row["inspection_id"]], base["buckets"]) for row in keys if row[key] in wanted}:
                shown = edition.read(lake, base, table, bucket)
                self.tables[table, bucket] = decisions.undone(table, shown, before)
                self.shown |= {(table, row[key]): row for row in shown.to_pylist() if row[key] in wanted}
                self.rows |= {(table, row[key]): row for row in self.tables[table, bucket].to_pylist() if row[key] in wanted}

    def decided(self, all_of_them: list[Decision]) -> tuple[dict[str, dict[int, pa.Table]], dict[str, str]]:
        """The buckets with every decision in them: (parts, what became of each decision)."""
        parts, states = {}, {}
        for (table, bucket), rows in self.tables.items():
            parts.setdefault(table, {})[bucket] = decisions.apply(table, rows, all_of_them, states)
        return parts, states


def _why_not(found: _Found, wish: Wish) -> str | None:
    """The first reason why a wish cannot be taken, or None."""
    if wish.table not in REVIEWED or (wish.table, wish.key) not in found.rows:
        return f"当前版本的 {wish.table} 中没有这一行。There is no such row."
    if codes.VERDICT.read(wish.verdict) != wish.verdict:
        return f"决定为「{wish.verdict}」，应为 {'、'.join(code.code for code in codes.VERDICT)} 之一"
    if not (wish.by or "").strip() or len(wish.by) > LONGEST:
        return "应写明由谁决定。Say who decides."
    if wish.verdict in NEEDS_REASON and not (wish.reason or "").strip() or len(wish.reason or "") > LONGEST:
        return f"应写明理由（不超过 {LONGEST} 字）。Say why."
    if wish.table != "figures" and wish.verdict in ("rejected", "confirmed") and not wish.column:
        return "只有文件所称数字可以确认或否定；这里只能更正或撤回"
    if wish.verdict == "corrected":
        return _why_not_corrected(found, wish)
    return None


def _why_not_corrected(found: _Found, wish: Wish) -> str | None:
    if wish.column not in CORRECTABLE[wish.table]:
        return f"可更正的栏目为 {'、'.join(CORRECTABLE[wish.table])}，不是「{wish.column}」"
    column = BY_NAME[wish.table].column(wish.column)
    wrong = values.parse_column(column, [wish.use])[1]
    if wrong or (column.required and wish.use in (None, "")):
        return f"更正为「{wish.use}」，应为{wrong[0][2] if wrong else column.zh}"
    now = _text(found.shown[wish.table, wish.key][wish.column])
    if wish.seen is not None and values.parse_column(column, [wish.seen])[0] != values.parse_column(column, [now])[0]:
        return f"看到的是「{wish.seen}」，现在已是「{now}」，请刷新后再定。It has changed meanwhile; look again."
    return None


def _decision(found: _Found, wish: Wish, decision_id: str, now: str) -> Decision:
    row = found.rows[wish.table, wish.key]
    column = wish.column if wish.verdict == "corrected" else None
    return Decision(
        decision_id, wish.table, wish.key, wish.verdict, wish.by.strip(), now, (wish.reason or "").strip() or None, column,
        _text(row[column]) if column else None, (wish.use or None) if column else None, row["inspection_id"], row["document_id"], row["locator"])


def _text(value) -> str | None:
    return None if value is None else str(value)
