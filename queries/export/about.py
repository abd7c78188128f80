"""What a file says of itself, and how people read its columns."""

from collections.abc import Callable
from dataclasses import dataclass, field, fields

from queries.catalog import Query

DEMO = {"zh": "演示数据：单位、问题和数字均为虚构", "en": "Demonstration data (演示数据): units, problems and numbers are invented"}
SHEET_ROWS = 1_048_576
AUDIENCES = ("internal", "public")


def most_rows(is_demo: bool) -> int:
    """How many rows a sheet of a workbook holds below its heading, and below the line above it that calls them invented."""
    return SHEET_ROWS - 2 if is_demo else SHEET_ROWS - 1


@dataclass(frozen=True)
class Chart:
    """A picture of `value` with its interval, unit by unit. unit: of the metric; is_neutral: more is neither better nor worse.

    query: the metric, where its answer was compared and its units are drawn among their peers too.
    """

    label: str
    unit: str
    is_neutral: bool
    query: Query | None = None


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
    """What a file says of itself, so that its numbers can be traced and made again.

    meanings: column -> what it is, where the edition says so. audience: for whom the rows are (AUDIENCES). internal: their columns of the
    class internal; left_out, covered: which columns and how many texts `audience.masked` kept back.
    """

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
    meanings: dict[str, str] = field(default_factory=dict)
    audience: str = "internal"
    internal: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()
    covered: int = 0
    reading: Reading = Reading()

    def lines(self, remarks: tuple[str, ...] = ()) -> list[tuple[str, str]]:
        """Label and text, in the reader's language; empty texts left out. remarks: what was done to the rows for this file."""
        zh = self.language == "zh"
        said = [
            ("标题" if zh else "Title", self.title), ("问题" if zh else "Question", self.question), ("定义" if zh else "Definition", self.definition),
            ("筛选" if zh else "Filter", self.filter_sentence),
            ("行数" if zh else "Rows", f"{self.rows} / {self.total_rows}"),
            ("对象" if zh else "Audience", self._audience(zh)),
            ("版本" if zh else "Edition", f"{self.edition} · sha256 {self.edition_sha256} · {self.made_at}"),
            ("重现" if zh else "To reproduce", self.command),
            *(("说明" if zh else "Note", remark) for remark in remarks),
        ]
        return ([(DEMO[self.language].split("：")[0] if zh else "Demonstration", DEMO[self.language])] if self.is_demo else []) + [pair for pair in said if pair[1]]

    def said(self) -> dict[str, object]:
        """The same for programs, which read the columns as they are."""
        return {each.name: getattr(self, each.name) for each in fields(self) if each.name != "reading"}

    def _audience(self, zh: bool) -> str:
        """For whom the file is and what it keeps back; nothing where the rows hold nothing internal and are for the office."""
        comma = "、" if zh else ", "
        if self.audience == "public":
            columns = comma.join(self.labels.get(name, name) for name in self.left_out)
            if not self.left_out and not self.covered:
                return "面向公开" if zh else "For the public"
            said = [f"面向公开：已略去 {len(self.left_out)} 列" if zh else f"For the public: {len(self.left_out)} columns left out", (f"（{columns}）" if zh else f" ({columns})") if columns else "",
                    (f"，已遮盖内部来件的文字 {self.covered} 处" if zh else f", {self.covered} texts of internal files covered") if self.covered else ""]
            return "".join(said)
        columns = comma.join(self.labels.get(name, name) for name in self.internal)
        return (f"内部资料，含内部栏目：{columns}；对外提供请用 --for public" if zh else f"Internal: holds the internal columns {columns}; for others use --for public") if columns else ""

    @property
    def columns(self) -> list[tuple[str, str, str]]:
        """Heading, name and meaning of each column that has a meaning."""
        return [(self.labels.get(name, name), name, meaning) for name, meaning in self.meanings.items()]
