"""Kinds of file. Each module `reads(path)` or not, and `read`s a file into a Reading.

To add a kind of file, add a module here and name it in KINDS.
"""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Issue:
    """One thing about a file, worded for the person who sent it: where, what was found, what was wanted, what to do."""

    file: str
    place: str
    column: str
    found: str
    wanted: str

    def __str__(self) -> str:
        where = " › ".join(part for part in (self.file, self.place, self.column) if part)
        return f"{where}: 实为「{self.found}」，应为{self.wanted}。" if self.found else f"{where}: 应为{self.wanted}。"


@dataclass
class Rows:
    """Typed values by column, all of one length, and for each row the place in the file that it came from."""

    columns: dict[str, list] = field(default_factory=dict)
    locators: list[str] = field(default_factory=list)

    def __len__(self) -> int:
        return len(self.locators)


@dataclass
class Reading:
    """What one file says: its own description, its rows by canonical table, and what is wrong with it.

    `refusals` not empty means that the file is refused whole. `remarks` are shown and change nothing.
    """

    document: dict
    tables: dict[str, Rows] = field(default_factory=dict)
    refusals: list[Issue] = field(default_factory=list)
    remarks: list[Issue] = field(default_factory=list)
    masked: int = 0
