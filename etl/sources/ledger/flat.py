"""The flat form of a ledger: one typed row per line of the sheets, before it is split into tables.

A column is named `table.column` after `etl/schema.py` (`problems.status`), or for the three kinds of column in which the header
carries the meaning: `funds.<state>` (an amount in yuan, Decimal), `discipline:<term>` (a head count, int), `rules.<action>` (a count, int).
"""

from dataclasses import dataclass, field
from datetime import date

from etl.sources import Issue, Rows


@dataclass
class FlatLedger:
    """A ledger read, filled and typed.

    rows: the lines in order; locators are `sheet!row` (1-based row of the sheet as Excel shows it).
    headers: flat column -> the header as written, for messages; unplaced: `sheet!header` that nothing knows.
    placed: (sheet, header as written, flat column) for every column read, for `describe`.
    as_of: the date the ledger says it stands at (title, file name, or a 截至 line), or None.
    """

    rows: Rows
    headers: dict[str, str] = field(default_factory=dict)
    unplaced: list[str] = field(default_factory=list)
    placed: list[tuple[str, str, str]] = field(default_factory=list)
    title: str | None = None
    as_of: date | None = None
    encoding: str | None = None
    media_type: str | None = None
    refusals: list[Issue] = field(default_factory=list)
    remarks: list[Issue] = field(default_factory=list)
    masked: int = 0
