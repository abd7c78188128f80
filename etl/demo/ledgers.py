"""Which ledgers the offices send: one a city, round and month for half a year, then one a quarter; all but the late one in order."""

from calendar import monthrange
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path

from etl.demo import annexes, grids, workbooks
from etl.demo.course import LAST_DAY
from etl.demo.inspections import ROUNDS, Inspection
from etl.demo.places import PROVINCE
from etl.demo.styles import Style, style_of

MONTHLY = 6

# U+FF08 stands after every character of a city's name, so that a late ledger comes last in a folder read by name, too.
LATE = "（补报）"


@dataclass(frozen=True, order=True)
class Issue:
    """One ledger of one office: it states all problems of its units of a round as of a day."""

    day: date
    group: str
    round: str

    @property
    def is_full(self) -> bool:
        """Measures, money, people and rules are stated at the end of a year and last; the editions between have one line a problem."""
        return self.day.month == 12 or self.day == LAST_DAY


def issues(inspections: Iterable[Inspection]) -> dict[Issue, list[Inspection]]:
    """Every ledger, oldest first, with the inspections it covers."""
    kept: dict[tuple[str, str], list[Inspection]] = defaultdict(list)
    for inspection in inspections:
        kept[inspection.unit.group, inspection.round].append(inspection)
    return dict(sorted((Issue(day, *key), members) for key, members in kept.items() for day in days(key[1])))


def days(round_name: str) -> list[date]:
    """The days as of which the ledgers of a round stand."""
    begun = ROUNDS[round_name]
    months = [(begun.year + (begun.month + i - 1) // 12, (begun.month + i - 1) % 12 + 1) for i in range(1, 40)]
    ends = [date(year, month, monthrange(year, month)[1]) for year, month in months]
    return [end for i, end in enumerate(ends) if end <= LAST_DAY and (i < MONTHLY or end.month % 3 == 0)]


def offices(sent: Iterable[Issue]) -> list[str]:
    """Who sends them: the province, then the cities."""
    return sorted({issue.group for issue in sent}, key=lambda group: (group != PROVINCE, group))


def write(folder: Path, sent: dict[Issue, list[Inspection]], late: Issue | None, mistaken: dict[Issue, Decimal]) -> tuple[list[Path], list[Path], int]:
    """The files in the order of arrival, then the late ones, and how many lines they have together.

    mistaken: yuan too many in a 合计.
    """
    folder.mkdir(parents=True, exist_ok=True)
    groups, lines = offices(sent), 0
    on_time: list[Path] = []
    last: list[Path] = []
    for issue, members in sent.items():
        style = style_of(issue.group, groups)
        made = _grids(issue, members, style, mistaken.get(issue, Decimal(0)))
        lines += sum(len(grid.body) for grid in made)
        if issue == late:
            last += _write(folder, made, issue, style, LATE)
        else:
            on_time += _write(folder, made, issue, style)
    return on_time, last, lines


def _grids(issue: Issue, inspections: list[Inspection], style: Style, extra: Decimal) -> list[grids.Grid]:
    ledger = grids.ledger(issue.group, issue.round, inspections, issue.day, style, issue.is_full)
    return [ledger, *(annexes.annexes(issue.group, issue.round, inspections, issue.day, style, extra) if issue.is_full else [])]


def _write(folder: Path, made: list[grids.Grid], issue: Issue, style: Style, prefix: str = "") -> list[Path]:
    def path(name: str, suffix: str) -> Path:
        return folder / f"{prefix}{issue.group}{issue.round}{name}-{issue.day}{grids.LABEL}{suffix}"

    if style.file == "xlsx":
        target = path("整改台账", ".xlsx")
        workbooks.write_xlsx(target, [annexes.notes(), *made] if style.notes_first else [*made, annexes.notes()])
        return [target]
    targets = [path(grid.name, ".csv") for grid in made]
    for target, grid in zip(targets, made):
        workbooks.write_csv(target, grid, style.file)
    return targets
