"""Rules about time: which of them give a problem its due day, and which only oblige somebody to report.

The register is `data/due_rules.csv`, one row a rule with its legal basis. Nothing in it makes a problem overdue until an office adds a
line with `is_applied`: a duty to report to the inspectors is no day by which a problem must be solved.
"""

import csv
import io
from itertools import combinations
from pathlib import Path

import pyarrow as pa

from etl import codes, validate, values
from etl.schema import BY_NAME
from etl.sources import Rows

MANY = ("level", "kind")


class Malformed(Exception):
    """The register cannot be used; the message says which lines and why."""


def load(path: Path) -> pa.Table:
    """The table `due_rules` from a CSV with its columns, in UTF-8 or as Excel saves it in China; raises Malformed with every reason."""
    table, lines = BY_NAME["due_rules"], _lines(path)
    wrong = [f"没有 {name} 这一栏" for name in (lines[0] if lines else {}) if name not in table.names]
    columns = {}
    for column in table.columns:
        columns[column.name], errors = values.parse_column(column, [line.get(column.name) for line in lines])
        wrong += [f"第 {index + 2} 行 {column.zh}: 「{found}」，应为{wanted}" for index, found, wanted in errors]
    rows = Rows(columns, [f"第 {index + 2} 行" for index in range(len(lines))])
    wrong += [str(issue) for issue in (*validate.required(table, rows, path.name), *validate.repeated(table, rows, path.name))]
    if not wrong:
        wrong = _objections([dict(zip(columns, row)) for row in zip(*columns.values())])
    if wrong:
        raise Malformed(f"{path.name}: {'；'.join(wrong)}。The register of due rules cannot be used.")
    for name, known in zip(MANY, (codes.LEVEL, codes.INSPECTION_KIND)):
        rows.columns[name] = [each and "、".join(known.read(word) for word in each.split("、")) for each in columns[name]]
    return validate.arrow_table(table, rows)


def _lines(path: Path) -> list[dict]:
    if not path.exists():
        return []
    content = path.read_bytes()
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return list(csv.DictReader(io.StringIO(content.decode(encoding), newline="")))
        except UnicodeDecodeError:
            continue
    raise Malformed(f"{path.name}: 既不是 UTF-8 也不是 GB18030 文本。Neither UTF-8 nor GB18030.")


def _objections(rules: list[dict]) -> list[str]:
    """Why rules cannot be applied as they stand: unverified, without a length, from a day that no data has, or two for one case."""
    wrong = [f"{rule['rule_id']} {name}: 「{word}」不在代码表中" for rule in rules for name, known in zip(MANY, (codes.LEVEL, codes.INSPECTION_KIND))
             for word in (rule[name] or "").split("、") if word and known.read(word) is None]
    wrong += [f"{rule['rule_id']}: 生效日期晚于失效日期" for rule in rules if rule["effective_from"] and rule["effective_to"] and rule["effective_from"] > rule["effective_to"]]
    applied = [rule for rule in rules if rule["is_applied"]]
    for rule in applied:
        why = ("依据未核实，不能用于判定" if rule["evidence"] == "unverified" else
               "只是报告、公开一类的义务，不能用于判定问题超期" if rule["duty"] != "rectification" else
               "没有期限长度" if not rule["length"] or rule["length"] < 1 or not rule["length_unit"] else
               "起算日不是反馈之日，数据中没有这一天" if rule["start_event"] != "feedback" else None)
        wrong += [f"{rule['rule_id']}: {why}"] if why else []
    return wrong + [f"{one['rule_id']} 和 {other['rule_id']}: 范围和时间相同，不知用哪一条" for one, other in combinations(applied, 2) if _clash(one, other)]


def _clash(one: dict, other: dict) -> bool:
    """Whether both would be meant for the same inspections, and neither more closely."""
    if any(bool(one[name]) != bool(other[name]) for name in ("region", "level", "kind")):
        return False
    if one["region"] != other["region"] or any(not _meet(one[name], other[name]) for name in MANY):
        return False
    return all(not early["effective_to"] or not late["effective_from"] or late["effective_from"] <= early["effective_to"] for early, late in ((one, other), (other, one)))


def _meet(one: str | None, other: str | None) -> bool:
    return not one or bool(set(one.split("、")) & set(other.split("、")))
