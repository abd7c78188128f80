"""Deciding on rows: a batch of wishes becomes decisions and a new edition, or nothing and all the reasons why not."""

from collections.abc import Callable, Iterator
from dataclasses import astuple, dataclass
from datetime import UTC, datetime
from pathlib import Path

import pyarrow as pa

from etl import codes, decisions, edition, merge, validate, values
from etl.decisions import CORRECTABLE, FOLLOWING, REVIEWED, Decision
from etl.edition import PROGRAM
from etl.figure_units import unit_of
from etl.schema import BY_NAME
from etl.terms import Terms

NEEDS_REASON = ("corrected", "rejected", "withdrawn")
LONGEST = 500
LARGEST = 10**16      # what the amounts of an answer hold


class Refused(Exception):
    """Wishes that cannot be taken; the message has a line for each. Nothing was decided."""


@dataclass(frozen=True)
class Wish:
    """What somebody wants decided on one row.

    seen: the value that they saw; after: the last decision on the row that they saw, '' for none. So nobody decides on what has changed meanwhile.
    """

    key: str
    verdict: str
    by: str
    table: str = "figures"
    column: str | None = None
    use: str | None = None
    reason: str | None = None
    seen: str | None = None
    after: str | None = None


def decide(lake: Path, wishes: list[Wish], *, wait: float = 60.0, summarise: Callable[[Path, dict, Path], None] | None = None) -> dict:
    """Record the decisions and publish the edition in which they hold; returns its manifest. All wishes or none.

    Only the buckets of the rows decided on are made anew; everything else is shared with the edition before.
    Raises Refused, edition.Busy, edition.Damaged; in every case the current edition stands.
    """
    _readable(wishes)
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
        said = [each for wish in wishes for each in _columns(found, wish)]
        made = [_decision(found, wish, column, use, f"{number:06d}-{index:04d}", now) for index, (wish, column, use) in enumerate(said, start=1)]
        parts, states = found.decided(before + made)
        parts["decisions"] = {0: pa.Table.from_pylist(decisions.listed(before + made, states), schema=validate.arrow_schema(BY_NAME["decisions"]))}
        edition.compact(lake)
        return edition.publish(lake, base, parts, number=number, buckets=base["buckets"], is_demo=base["is_demo"], program=PROGRAM, summarise=summarise)


def _readable(wishes: list[Wish]) -> None:
    """Raises Refused where something is not a text that can be kept."""
    for number, wish in enumerate(wishes, start=1):
        for text in astuple(wish):
            if not (text is None or isinstance(text, str)) or len(text or "") > LONGEST or any("\ud800" <= letter <= "\udfff" or letter == "\0" for letter in text or ""):
                raise Refused(f"第 {number} 项: 「{str(text)[:40]!a}」不是可以保存的文字（不超过 {LONGEST} 字）。Not a text of at most {LONGEST} characters.")


class _Found:
    """The rows that wishes are about, as the sources (and the list of corrections) say them, and the buckets that hold them."""

    def __init__(self, lake: Path, base: dict, wishes: list[Wish], before: list[Decision]):
        self.tables: dict[tuple[str, int], pa.Table] = {}
        self.rows: dict[tuple[str, str], dict] = {}
        self.shown: dict[tuple[str, str], dict] = {}
        self.last = {(each.table, each.key): each for each in before}
        self.terms = Terms.of(edition.read(lake, base, "terms").to_pylist())
        self.themes = edition.read(lake, base, "themes", columns=["theme"]).column("theme").to_pylist() if "themes" in base["tables"] else []
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
    if not (wish.by or "").strip():
        return "应写明由谁决定。Say who decides."
    if wish.verdict in NEEDS_REASON and not (wish.reason or "").strip():
        return "应写明理由。Say why."
    last = found.last.get((wish.table, wish.key))
    if wish.after is not None and wish.after != (last.decision_id if last else ""):
        return f"刚刚另有决定（{last.decided_by if last else '已退回较早的一版'}），请看过再定。Somebody has decided meanwhile; look again."
    if wish.verdict == "withdrawn" and (last is None or last.verdict == "withdrawn"):
        return "没有可以撤回的决定。There is no decision to withdraw."
    if wish.table != "figures" and wish.verdict in ("rejected", "confirmed") and not wish.column:
        return "只有文件所称数字可以确认或否定；这里只能更正或撤回"
    if wish.verdict == "corrected":
        return _why_not_corrected(found, wish)
    return None


def _why_not_corrected(found: _Found, wish: Wish) -> str | None:
    if wish.column not in CORRECTABLE[wish.table]:
        return f"可更正的栏目为 {'、'.join(CORRECTABLE[wish.table])}，不是「{wish.column}」"
    column = BY_NAME[wish.table].column(wish.column)
    (use,), wrong = values.parse_column(column, [wish.use])
    if wrong or (column.required and use is None):
        return f"更正为「{wish.use}」，应为{wrong[0][2] if wrong else column.zh}"
    if wish.column == "theme" and use not in (None, *found.themes):
        return f"更正为「{wish.use}」，应为 {'、'.join(found.themes)} 之一。There is no such theme."
    if column.type == "number" and use is not None and not 0 <= use < LARGEST:
        return f"更正为「{wish.use}」，应为不小于 0、小于一亿亿的数。Neither negative nor that large."
    shown = found.shown[wish.table, wish.key]
    if column.type == "number" and use is not None and not use.is_integer() and shown["unit"] not in ("元", "%"):
        return f"更正为「{wish.use}」，应为整数。This is a count."
    now = decisions.as_text(shown[wish.column])
    if wish.seen is not None and values.parse_column(column, [wish.seen])[0] != values.parse_column(column, [now])[0]:
        return f"看到的是「{wish.seen}」，现在已是「{now}」，请刷新后再定。It has changed meanwhile; look again."
    return None


def _columns(found: _Found, wish: Wish) -> Iterator[tuple[Wish, str | None, object]]:
    """What a wish changes: (wish, column, value), the column asked for and those that follow from it; no column where it corrects none."""
    if wish.verdict != "corrected":
        yield wish, None, None
        return
    column = BY_NAME[wish.table].column(wish.column)
    use = values.parse_column(column, [wish.use])[0][0]
    yield wish, wish.column, use if column.type == "text" else wish.use or None
    now = found.shown[wish.table, wish.key] | {wish.column: use}
    for column in FOLLOWING[wish.table].get(wish.column, ()):
        yield wish, column, _following(found, column, now)


def _following(found: _Found, column: str, row: dict) -> object:
    """What a corrected figure has in a column that follows from the others."""
    if column == "unit":
        return unit_of(row["figure"], row["counts"])
    form, term_class = found.terms.resolve(row["term"], row["ways"]) if row["term"] else (None, None)
    return form if column == "form" else term_class


def _decision(found: _Found, wish: Wish, column: str | None, use: object, decision_id: str, now: str) -> Decision:
    row = found.rows[wish.table, wish.key]
    return Decision(
        decision_id, wish.table, wish.key, wish.verdict, wish.by.strip(), now, (wish.reason or "").strip() or None, column,
        decisions.as_text(row[column]) if column else None, decisions.as_text(use) if column else None, row["inspection_id"], row["document_id"], row["locator"])
