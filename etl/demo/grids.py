"""One sheet of a ledger as rows of cells, before it is written: titles, header, merged ranges, body."""

from dataclasses import dataclass, field
from datetime import date

from etl.demo import cells
from etl.demo.course import Problem
from etl.demo.inspections import Inspection
from etl.demo.styles import Style

LABEL = "〔演示数据〕"
OF_UNIT = ("unit", "county", "kind", "body", "round", "feedback_on")
OF_MEASURE = ("m_number", "measure", "m_kind", "m_department", "m_due_on", "m_status", "m_done_on")
MONEY = ("identified", "recovered", "outstanding", "written_off", "surrendered")
NAMING = ("number", "heading", "text", "status")
WRITTEN_BODIES = ("党组", "党委")
MEASURE_KINDS = {"immediate": "立行立改", "phased": "分阶段整改", "long_term": "长期坚持"}

Merge = tuple[int, int, int, int]


@dataclass
class Grid:
    """A sheet: `headers` are one or two rows, `merges` are (first row, first column, last row, last column) of the body."""

    name: str
    titles: list[str]
    headers: list[list[str]]
    body: list[list] = field(default_factory=list)
    merges: list[Merge] = field(default_factory=list)

    def merge(self, first: int, last: int, column: int) -> None:
        if last > first and self.body[first][column] is not None:
            self.merges.append((first, column, last, column))


def titles(group: str, round_name: str, sheet: str, day: date, style: Style) -> list[str]:
    """The lines above the header; where a ledger says as of when it stands differs by office."""
    as_of = f"{day.year}年{day.month}月{day.day}日"
    if style.as_of_below:
        return [f"{group}{round_name}{_verb(group)}{sheet}{LABEL}", f"填报单位：{group}委{_verb(group)}办        截至：{as_of}"]
    return [f"{group}{round_name}{_verb(group)}{sheet}（截至{as_of}）{LABEL}", f"填报单位：{group}委{_verb(group)}办"]


def _verb(group: str) -> str:
    return "巡视" if group.endswith("省") else "巡察"


def ledger(group: str, round_name: str, inspections: list[Inspection], day: date, style: Style, is_full: bool) -> Grid:
    """整改台账: a line for each measure, or for each problem in the short monthly edition."""
    keys = [key for key in style.columns if is_full or key not in OF_MEASURE]
    grid = Grid("整改台账", titles(group, round_name, "整改台账", day, style), _headers(keys, style))
    for inspection in inspections:
        _add_inspection(grid, keys, inspection, day, style, is_full)
    if style.subtotals:
        problems = [problem for inspection in inspections for problem in inspection.problems]
        grid.body.append(_total("合计", keys, problems, day))
    return grid


def _headers(keys: list[str], style: Style) -> list[list[str]]:
    lower = [style.columns[key] for key in keys]
    upper = {key: name for name, members in style.groups for key in members}
    return [[upper.get(key, "") for key in keys], lower] if style.groups else [lower]


def _add_inspection(grid: Grid, keys: list[str], inspection: Inspection, day: date, style: Style, is_full: bool) -> None:
    first = len(grid.body)
    shared = _of_inspection(inspection, day, style)
    aspects: list[tuple[str, int]] = []
    for problem in sorted(inspection.problems, key=lambda problem: inspection.number(problem.number, day)):
        if not aspects or aspects[-1][0] != problem.aspect:
            aspects.append((problem.aspect, len(grid.body)))
        _add_problem(grid, keys, shared, inspection, problem, day, style, is_full)
    last = len(grid.body) - 1
    if style.merges:
        for column, key in enumerate(keys):
            if key in OF_UNIT:
                _keep_first(grid, first, last, column)
            elif key == "aspect":
                for (_, start), end in zip(aspects, [start for _, start in aspects[1:]] + [last + 1]):
                    _keep_first(grid, start, end - 1, column)
    if style.subtotals:
        grid.body.append(_total("小计", keys, inspection.problems, day))


def _keep_first(grid: Grid, first: int, last: int, column: int, is_merged: bool = True) -> None:
    for row in range(first + 1, last + 1):
        grid.body[row][column] = None
    if is_merged:
        grid.merge(first, last, column)


def _add_problem(grid: Grid, keys, shared: dict, inspection: Inspection, problem: Problem, day: date, style: Style, is_full: bool) -> None:
    first = len(grid.body)
    known = shared | _of_problem(inspection, problem, day, style, first)
    row = [known.get(key) for key in keys]
    if not is_full:
        grid.body.append(row)
        return
    money = [keys.index(key) for key in MONEY if key in keys]
    for measure in problem.measures:
        line = len(grid.body)
        said = _of_measure(measure, day, style, line)
        grid.body.append([said[key] if key in said else value for key, value in zip(keys, row)])
        if line > first:
            # A sum stands once, on the problem's first line: on every line it would be counted once a measure.
            for column in money:
                grid.body[line][column] = None
    if style.merges:
        for column, key in enumerate(keys):
            if key not in OF_MEASURE and key not in OF_UNIT and key != "aspect":
                _keep_first(grid, first, len(grid.body) - 1, column, style.merges == "all" or key in NAMING)


def _of_inspection(inspection: Inspection, day: date, style: Style) -> dict:
    unit = inspection.unit
    name = inspection.unit_name(day) + (unit.party_body if style.names_body and unit.party_body in WRITTEN_BODIES else "")
    return {"unit": name, "county": unit.place.county or None, "kind": inspection.kind, "body": inspection.inspecting_body,
            "round": inspection.round, "feedback_on": cells.date_cell(inspection.feedback_on, style, 0)}


def _of_problem(inspection: Inspection, problem: Problem, day: date, style: Style, line: int) -> dict:
    step = problem.at(day)
    fund = next((fund.at(day) for fund in inspection.funds if fund.problem == problem.number), None) if style.money == "inline" else None
    return {
        "number": cells.number_cell(inspection.number(problem.number, day), style, line),
        "aspect": problem.aspect, "heading": problem.heading, "theme": problem.theme, "text": problem.text, "department": problem.department,
        "person": cells.person(line), "phone": cells.telephone(line),
        "due_on": cells.date_cell(problem.due_on, style, line),
        "status": style.status(step.status, step.accepted_on is not None),
        "claimed_on": cells.date_cell(step.claimed_on, style, line),
        "evidenced_on": cells.date_cell(step.evidenced_on, style, line),
        "accepted_on": cells.date_cell(step.accepted_on, style, line),
        "result": _result(problem, step.status),
        **({state: cells.money_cell(fund[state], style) for state in MONEY} if fund else {}),
    }


def _result(problem: Problem, status: str) -> str:
    return f"{problem.department}牵头，已落实{len(problem.measures)}项措施。" if status == "completed" else f"{problem.department}正在牵头落实。"


def _of_measure(measure, day: date, style: Style, line: int) -> dict:
    status = measure.status(day)
    return {"m_number": measure.number, "measure": measure.text, "m_kind": MEASURE_KINDS[measure.kind], "m_department": measure.department,
            "m_due_on": cells.date_cell(measure.due_on, style, line), "m_status": style.status(status, False),
            "m_done_on": cells.date_cell(measure.done_on, style, line) if status == "completed" else None}


def _total(label: str, keys: list[str], problems, day: date) -> list:
    completed = sum(problem.at(day).status == "completed" for problem in problems)
    said = {keys[0]: label, "text": f"问题{len(problems)}个，已完成{completed}个"}
    return [said.get(key) for key in keys]
