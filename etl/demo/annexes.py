"""The other sheets of a workbook: money, people, rules, and how to fill it all in."""

from collections import Counter
from datetime import date
from decimal import Decimal

from etl.demo import cells
from etl.demo.grids import LABEL, Grid, titles
from etl.demo.inspections import TERMS, Inspection
from etl.demo.styles import Style

_MONEY = {"identified": "违规金额", "recovered": "追缴金额", "outstanding": "未收回金额", "written_off": "核销金额", "surrendered": "上缴财政金额"}
_RULE_COUNTS = {"new": "新建制度数", "revised": "修订制度数", "planned": "拟建制度数"}
_RULE_WORDS = {"new": "新建", "revised": "修订", "planned": "拟建"}

NOTES = (
    f"填表说明{LABEL}", "一、本台账所列单位、人员、事项均属虚构，供演示使用。", "二、每项措施占一行，同一问题的单元格可以合并。",
    "三、完成时间由单位自报，销号日期由巡察机构验收后填写。", "四、金额按表头所注单位填写。",
)


def annexes(group: str, round_name: str, inspections: list[Inspection], day: date, style: Style, extra: Decimal = Decimal(0)) -> list[Grid]:
    """The sheets beside 整改台账 in a full edition. `extra` yuan are added to the first 合计 by mistake."""
    named = [grid for grid in (
        _funds(inspections, day, style, extra) if style.money != "inline" else None,
        _people(inspections, day, style),
        _rules(inspections, day, style),
    ) if grid]
    for grid in named:
        grid.titles = titles(group, round_name, grid.name, day, style)
    return named


def notes() -> Grid:
    return Grid("填表说明", list(NOTES), [])


def _of_inspection(inspection: Inspection, day: date, style: Style) -> list:
    return [inspection.unit_name(day), inspection.round, cells.date_cell(inspection.feedback_on, style, 0), inspection.inspecting_body]


_INSPECTION = ["被巡察单位", "轮次", "反馈日期", "巡察组"]


def _funds(inspections: list[Inspection], day: date, style: Style, extra: Decimal) -> Grid:
    unit = "元" if style.money == "元" else "万元"
    grid = Grid("资金台账", [], [[*_INSPECTION, "问题序号", "资金类别", *(f"{name}（{unit}）" for name in _MONEY.values()), "追缴日期", "经办人"]])
    sums: Counter = Counter()
    for inspection in inspections:
        for fund in inspection.funds:
            amounts, line = fund.at(day), len(grid.body)
            sums.update(amounts)
            grid.body.append([*_of_inspection(inspection, day, style), inspection.number(fund.problem, day), fund.category,
                              *(cells.money_cell(amounts[state], style, state != "outstanding") for state in _MONEY),
                              cells.date_cell(fund.happened_on, style, line) if fund.happened_on <= day else None, cells.person(line)])
    sums["identified"] += extra
    grid.body.append(["合计", *[None] * 5, *(cells.money_cell(Decimal(sums[state]), style, False) for state in _MONEY), None, None])
    return grid


def _people(inspections: list[Inspection], day: date, style: Style) -> Grid:
    if style.people == "columns":
        return _people_in_columns(inspections, day, style)
    grid = Grid("问责台账", [], [[*_INSPECTION, "问题序号", "处理方式", "处理人数", "处理日期", "被处理人"]])
    for inspection in inspections:
        for action in inspection.actions:
            if action.decided_on <= day:
                line = len(grid.body)
                grid.body.append([*_of_inspection(inspection, day, style), inspection.number(action.problem, day), action.term, action.persons,
                                  cells.date_cell(action.decided_on, style, line), cells.person(line) if action.persons == 1 else f"{cells.person(line)}等"])
    return grid


def _people_in_columns(inspections: list[Inspection], day: date, style: Style) -> Grid:
    """One line a unit, one column a kind of action: an empty cell says nothing, and 合计 adds up the columns."""
    grid = Grid("问责台账", [], [[*_INSPECTION, *(f"{term}（人）" for term in TERMS)]])
    for inspection in inspections:
        persons: Counter = Counter()
        for action in inspection.actions:
            if action.decided_on <= day:
                persons[action.term] += action.persons
        if persons:
            grid.body.append([*_of_inspection(inspection, day, style), *(persons[term] or None for term in TERMS)])
    first = len(_INSPECTION)
    sums = [sum(row[first + i] or 0 for row in grid.body) for i in range(len(TERMS))]
    grid.body.append(["合计", None, None, None, *sums])
    return grid


def _rules(inspections: list[Inspection], day: date, style: Style) -> Grid:
    listed = [(inspection, rule, said) for inspection in inspections for rule in inspection.rules if (said := rule.at(day))]
    if style.rules == "counts":
        grid = Grid("制度台账", [], [[*_INSPECTION, *_RULE_COUNTS.values()]])
        for inspection in inspections:
            numbers = Counter(said[0] for owner, _, said in listed if owner is inspection)
            if numbers:
                grid.body.append([*_of_inspection(inspection, day, style), *(numbers[action] or None for action in _RULE_COUNTS)])
        return grid
    grid = Grid("制度台账", [], [[*_INSPECTION, "问题序号", "制度名称", "制定方式", "印发日期"]])
    for line, (inspection, rule, (action, issued_on)) in enumerate(listed):
        grid.body.append([*_of_inspection(inspection, day, style), inspection.number(rule.problem, day), rule.title, _RULE_WORDS[action],
                          cells.date_cell(issued_on, style, line)])
    return grid
