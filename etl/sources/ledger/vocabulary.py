"""What a header says: the flat column that a label stands for, by the aliases of etl/schema.py.

A flat column is `table.column`, `funds.<state>`, `discipline:<term>`, `rules.<action>`, or PERSONAL, which is left out and counted.
"""

import re
import unicodedata
from collections.abc import Collection
from dataclasses import dataclass
from functools import cache

from etl import schema
from etl.schema import Column
from etl.values import UNITS_OF_MONEY

PERSONAL = "personal"
TERMS = frozenset({"提醒谈话", "批评教育", "诫勉", "诫勉谈话", "责令检查", "通报批评", "党内警告", "党内严重警告", "撤销党内职务", "留党察看", "开除党籍",
                   "政务警告", "政务记过", "政务记大过", "政务降级", "政务撤职", "政务开除", "组织处理", "党纪处分", "政务处分", "移送司法机关"})
HEAD_COUNT = re.compile(r"(?:人数|人次|人|次数|数)$")
MONEY_UNIT = "|".join(sorted(UNITS_OF_MONEY, key=len, reverse=True))
BRACKETS = re.compile(r"[(\[【{<][^()\[\]【】{}<>]*[)\]】}>]")
UNIT_IN_BRACKETS = re.compile(rf"[(\[【{{](?:单位[:为]?|人民币)?({MONEY_UNIT})[)\]】}}]")
UNIT_AT_END = re.compile(rf"[/:,]?(?:单位:?)?({MONEY_UNIT})$")

GROUPS = (("measures", "措施|举措|任务"), ("funds", "资金|金额|款|追缴|清退"), ("discipline", "处分|问责|追责|处理|形态"), ("rules", "制度|建章"),
          ("problems", "问题|整改|完成|反馈意见|销号|验收"), ("units", "单位|基本"), ("inspections", "巡察|巡视|审计|监督"))
# What a short label means below a group header such as 整改措施 or 追缴资金.
IN_GROUP = {
    "problems": {"内容": "problem_text", "描述": "problem_text", "表述": "problem_text", "时限": "due_on", "期限": "due_on", "进度": "status"},
    "measures": {"内容": "measure_text", "描述": "measure_text", "具体内容": "measure_text", "时限": "due_on", "期限": "due_on", "进度": "status", "类型": "kind"},
    "funds": {"类别": "category", "性质": "category", "日期": "happened_on", "时间": "happened_on"},
    "discipline": {"种类": "term", "方式": "term", "类型": "term", "人数": "number", "数量": "number", "日期": "decided_on", "时间": "decided_on"},
    "rules": {"名称": "title", "类型": "action", "方式": "action", "日期": "issued_on", "时间": "issued_on"},
    "units": {"名称": "unit_name", "编号": "unit_id", "代码": "unit_id", "类别": "sector"},
    "inspections": {"类型": "kind", "组别": "inspecting_body", "轮次": "round", "反馈日期": "feedback_on"},
}
TO_MEASURES = {"problems.number": "measures.number", "problems.due_on": "measures.due_on", "problems.claimed_on": "measures.completed_on",
               "problems.status": "measures.status", "problems.responsible_department": "measures.responsible_department"}


@dataclass(frozen=True)
class Label:
    """A header's words: in full, without its bracketed hints, and the unit of money that it names."""

    full: str
    bare: str
    factor: int | None


@cache
def label(words: str) -> Label:
    """追缴金额（万元） -> 追缴金额, 10000; white space, full-width forms, asterisks and colons do not count."""
    full = re.sub(r"[\s*]|:$", "", unicodedata.normalize("NFKC", words))
    unit = UNIT_IN_BRACKETS.search(full)
    bare = BRACKETS.sub("", full)
    if not unit and (unit := UNIT_AT_END.search(bare)):
        bare = bare[: unit.start()]
    return Label(full, bare, UNITS_OF_MONEY[unit[1]] if unit else None)


@cache
def aliases() -> dict[str, str]:
    """Normalised alias -> flat column; what offices write goes before our own names of columns."""
    found: dict[str, str] = {}
    headed = [(f"{table.name}.{column.name}", column) for table in schema.TABLES for column in table.columns if column.header]
    amounts = [(f"funds.{state}", words) for state, words in schema.AMOUNT_HEADERS.items()]
    counts = [(f"rules.{action}", words) for action, words in schema.RULE_COUNT_HEADERS.items()]
    numbers = [("discipline.number", schema.NUMBER_HEADERS), (PERSONAL, schema.PERSONAL_HEADERS)]
    for flat, words in [(flat, column.header) for flat, column in headed] + amounts + counts + numbers + [(flat, (column.zh,)) for flat, column in headed]:
        for word in words:
            found.setdefault(label(word).full, flat)
    return found


def lookup(words: str, terms: Collection[str]) -> str | None:
    """The flat column that a header's words stand for by themselves."""
    said, known = label(words), aliases()
    if found := known.get(said.full) or known.get(said.bare):
        return found
    term = HEAD_COUNT.sub("", said.bare)
    return next((f"discipline:{name}" for name in (said.bare, term) if name in terms or name in TERMS), None)


def is_bare_term(words: str) -> bool:
    """Whether a discipline header names the term alone, so that only its cells tell a count from prose."""
    return not HEAD_COUNT.search(label(words).bare) and "人" not in label(words).full


def group_of(words: str) -> str | None:
    """The table that a group header such as 整改措施 speaks of."""
    said = label(words).bare
    return next((table for table, pattern in GROUPS if len(said) <= 15 and re.search(pattern, said)), None)


def lookup_below(group: str, words: str, terms: Collection[str]) -> str | None:
    """The flat column of a header below a group header: 整改措施 › 完成时限 is measures.due_on."""
    table, said = group_of(group), label(words)
    together = aliases().get(label(group).bare + said.bare)
    if together or not table:
        return together or lookup(words, terms)
    if (column := IN_GROUP[table].get(said.bare)) is not None:
        return f"{table}.{column}"
    if table == "funds" and (state := state_of(said.bare)):
        return f"funds.{state}"
    if table == "rules" and (action := schema.codes.RULE_ACTION.read(said.bare)):
        return f"rules.{action}"
    alone = lookup(words, terms)
    return TO_MEASURES.get(alone, alone) if table == "measures" else alone


def state_of(words: str) -> str | None:
    read = schema.codes.FUND_STATE.read
    return read(words) or read(words.removesuffix("金额")) or read(words.removesuffix("数"))


def column_of(flat: str) -> Column:
    """The schema's column that types a flat column; KeyError where there is none."""
    if flat.startswith("discipline:"):
        return schema.DISCIPLINE.column("number")
    table, _, name = flat.partition(".")
    if table == "funds" and name in schema.AMOUNT_HEADERS:
        return schema.FUNDS.column("amount")
    if table == "rules" and name in schema.RULE_COUNT_HEADERS:
        return schema.RULES.column("number")
    if name in schema.BY_NAME[table].names:
        return schema.BY_NAME[table].column(name)
    raise KeyError(flat)


def zh(flat: str) -> str:
    """A flat column's Chinese name, for people."""
    if flat == PERSONAL:
        return "个人信息（不读，只计数）"
    if flat.startswith("discipline:"):
        return flat.partition(":")[2] + "（数量）"
    table, _, name = flat.partition(".")
    if table == "funds" and name in schema.AMOUNT_HEADERS:
        return next(code.zh for code in schema.codes.FUND_STATE if code.code == name) + "金额"
    if table == "rules" and name in schema.RULE_COUNT_HEADERS:
        return next(code.zh for code in schema.codes.RULE_ACTION if code.code == name) + "制度数"
    return f"{schema.BY_NAME[table].zh}·{column_of(flat).zh}"
