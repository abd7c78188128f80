"""Unit by unit, in the order of the register: how many problems show which light."""

from collections import Counter, defaultdict
from dataclasses import replace

from dashboard import answers, tables
from dashboard.alerts import lights
from dashboard.alerts.board import Board
from dashboard.deadlines import LIGHTS
from queries import breakdown


def show(shown: Board) -> None:
    """Unit by unit, in the order of the register: how many problems show which light, each number a way to its list."""
    reader = shown.reader
    sums: dict[str, Counter] = defaultdict(Counter)
    for row in shown.days:
        sums[row["unit_id"]][row["light"]] += row["value"]
    rows = [unit for unit in answers.units(reader) if unit["unit_id"] in sums]
    seen = [light for light in LIGHTS if any(sums[row["unit_id"]][light] for row in rows)]
    head = [reader.say("table.unit"), *(lights.word(reader, light) for light in seen)]
    if len(rows) > tables.MOST_ON_PAGE:
        said = [{"unit_id": row["unit_id"], "unit_name": row["unit_name"], "basis": shown.basis, "value": sum(sums[row["unit_id"]].values())} for row in rows]
        tables.of_units(reader, said, head, [[sums[row["unit_id"]][light] for light in seen] for row in rows], alt=reader.say("alerts.by_unit"), key="alerts_units",
                        query=breakdown("due_days"))
        return
    lines = [[tables.unit_link(reader, row), *(_counted(shown, row["unit_id"], light, sums[row["unit_id"]][light]) for light in seen)]
             for row in rows]
    tables.plain(head, lines, alt=reader.say("alerts.by_unit"), key="alerts_units")


def _counted(shown: Board, unit_id: str, light: str, number: int) -> str:
    """A number of problems of one unit, leading to their list, or to their rows where they are completed and in no list."""
    if not number or light == "completed":
        return lights.completed(shown, number, unit_id)
    one = shown.reader.asking(replace(shown.reader.chosen, units=(unit_id,)))
    return f"[{number:,}]({lights.address(one, light=light)})"
