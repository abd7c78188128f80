"""A deadline or a status written on every line of a problem is that of the line's measure, not of the problem.

Offices keep one column 完成时限 or 整改状态 beside problems that are merged over their measures. Where one problem's lines differ, the
column is read as the measures'; the problem then has the latest deadline, and is only as far as its least advanced measure.
"""

from collections.abc import Sequence

from etl.sources.ledger.vocabulary import TO_MEASURES

MOVABLE = ("problems.due_on", "problems.claimed_on", "problems.status", "problems.responsible_department")
PROBLEM = ("problems.number", "problems.problem_text", "problems.heading")
UNIT = ("units.unit_id", "units.unit_name")
LEAST_FIRST = ("not_completed", "unknown", "extended", "in_progress", "long_term", "substantially_completed", "completed")


def continuing(columns: dict[str, list]) -> list[bool]:
    """For each line, whether it goes on with the problem of the line above: a measure, no problem of its own, the same unit or none."""
    measures, problems = columns.get("measures.measure_text"), [columns[flat] for flat in PROBLEM if flat in columns]
    units = next((columns[flat] for flat in reversed(UNIT) if flat in columns), None)
    if not measures or not problems or all(None not in typed for typed in problems):
        return [False] * len(measures or ())
    found, unit = [False], units[0] if units else None
    for index in range(1, len(measures)):
        mine = units[index] if units else None
        found.append(measures[index] is not None and mine in (None, unit) and all(typed[index] is None for typed in problems))
        unit = unit if mine is None else mine
    return found


def lines_of_problems(columns: dict[str, list], continued: Sequence[bool]) -> list[list[int]]:
    """The lines of each problem that has several: those that go on with it, and neighbours that name the same problem."""
    keys = list(zip(*(columns[flat] for flat in UNIT + PROBLEM if flat in columns)))
    found, current = [], []
    for index, key in enumerate(keys):
        if current and (continued[index] or key == keys[current[0]]):
            current.append(index)
            continue
        if len(current) > 1:
            found.append(current)
        current = [index]
    return found + [current] if len(current) > 1 else found


def to_measures(columns: dict[str, list], continued: Sequence[bool]) -> list[str]:
    """Move what differs between the lines of one problem to the measures, in place; return the flat columns moved."""
    candidates = [flat for flat in MOVABLE if flat in columns and TO_MEASURES[flat] not in columns]
    if "measures.measure_text" not in columns or not candidates:
        return []
    groups, moved = lines_of_problems(columns, continued), []
    for flat in candidates:
        typed = columns[flat]
        if any(len({typed[index] for index in group} - {None}) > 1 for group in groups):
            columns[TO_MEASURES[flat]] = list(typed)
            for group in groups:
                value = of_the_problem(flat, [typed[index] for index in group])
                for index in group:
                    typed[index] = value
            moved.append(flat)
    return moved


def of_the_problem(flat: str, values: list):
    """One value for a problem from those of its measures."""
    said = [value for value in values if value is not None]
    if len(set(said)) < 2:
        return said[0] if said else None
    if flat == "problems.status":
        return min(said, key=LEAST_FIRST.index)
    if flat == "problems.claimed_on" and len(said) < len(values):
        return None  # a measure without a day is not done, so neither is the problem
    return said[0] if flat == "problems.responsible_department" else max(said)
