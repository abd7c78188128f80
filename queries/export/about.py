"""What a file says of itself, and how people read its columns."""

from collections.abc import Callable
from dataclasses import dataclass, field, fields

DEMO = {"zh": "演示数据：单位、问题和数字均为虚构", "en": "Demonstration data (演示数据): units, problems and numbers are invented"}
SHEET_ROWS = 1_048_576


def most_rows(is_demo: bool) -> int:
    """How many rows a sheet of a workbook holds below its heading, and below the line above it that calls them invented."""
    return SHEET_ROWS - 2 if is_demo else SHEET_ROWS - 1


@dataclass(frozen=True)
class Chart:
    """A picture of `value` with its interval, unit by unit. unit: of the metric; is_neutral: more is neither better nor worse."""

    label: str
    unit: str
    is_neutral: bool


@dataclass(frozen=True)
class Reading:
    """What people are given in CSV and XLSX, and programs in JSON and Parquet are not.

    words: column -> what its codes mean. formats: column -> a spreadsheet's number format, which changes no value. emptied: percentages left
    empty where `sample` (columns, added up) is below `fewest`; `small` says why in the column `reason`.
    """

    words: dict[str, Callable[[str], str]] = field(default_factory=dict)
    formats: dict[str, str] = field(default_factory=dict)
    emptied: tuple[str, ...] = ()
    sample: tuple[str, ...] = ()
    fewest: int = 0
    small: str = ""
    chart: Chart | None = None


@dataclass(frozen=True)
class About:
    """What a file says of itself, so that its numbers can be traced and made again."""

    name: str
    title: str
    question: str = ""
    definition: str = ""
    filter_sentence: str = ""
    edition: int = 0
    edition_sha256: str = ""
    made_at: str = ""
    is_demo: bool = False
    rows: int = 0
    total_rows: int = 0
    command: str = ""
    labels: dict[str, str] = field(default_factory=dict)
    language: str = "zh"
    reading: Reading = Reading()

    def lines(self, remarks: tuple[str, ...] = ()) -> list[tuple[str, str]]:
        """Label and text, in the reader's language; empty texts left out. remarks: what was done to the rows for this file."""
        zh = self.language == "zh"
        said = [
            ("标题" if zh else "Title", self.title), ("问题" if zh else "Question", self.question), ("定义" if zh else "Definition", self.definition),
            ("筛选" if zh else "Filter", self.filter_sentence),
            ("行数" if zh else "Rows", f"{self.rows} / {self.total_rows}"),
            ("版本" if zh else "Edition", f"{self.edition} · sha256 {self.edition_sha256} · {self.made_at}"),
            ("重现" if zh else "To reproduce", self.command),
            *(("说明" if zh else "Note", remark) for remark in remarks),
        ]
        return ([(DEMO[self.language].split("：")[0] if zh else "Demonstration", DEMO[self.language])] if self.is_demo else []) + [pair for pair in said if pair[1]]

    def said(self) -> dict[str, object]:
        """The same for programs, which read the columns as they are."""
        return {each.name: getattr(self, each.name) for each in fields(self) if each.name != "reading"}
