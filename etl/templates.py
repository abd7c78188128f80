"""Blank ledgers to fill in, made from etl/schema.py: the same bytes on every run.

A column is in the template where offices write it (`Column.header`), and below the very words by which the reader finds it again.
"""

import csv
import io
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import xlsxwriter

from etl import schema
from etl.schema import Column
from etl.sources.ledger import vocabulary
from etl.sources.ledger.reading import TEMPLATE_SHEETS

NAME = "整改台账模板"
GUIDE, EXAMPLES = TEMPLATE_SHEETS
LEDGER = "整改台账"
TABLES = ("units", "inspections", "problems", "measures", "funds", "discipline", "rules")
NEEDED = ("units.unit_name", "problems.problem_text")
MADE_ON = datetime(2024, 1, 1)  # a fixed day, so that the bytes do not change from run to run
LAST_ROW = 5000
NOTE = "演示数据：以下单位、问题和数字均为虚构，仅示范填法；读取时跳过本表。"
INTRODUCTION = ("请在“整改台账”表中填写，一行一条措施；一个问题有几条措施的，问题各栏可合并单元格，也可只写第一行。",
                "用不到的栏可以删去，顺序可以改变；带 * 的栏必须填写。金额以元计，在表头改为（万元）后即以万元计。",
                "不要填写姓名、电话、身份证号；责任一栏只写部门。没有的内容留空，不要写 0：0 表示确有其数而为零。")

EXAMPLE_ROWS = (
    {"units.unit_name": "某市某某局", "inspections.kind": "巡察", "problems.number": "1", "problems.problem_text": "专题学习次数不足。", "problems.status": "已完成",
     "problems.due_on": "2024-09-30", "problems.claimed_on": "2024-09-01", "measures.measure_text": "每季度组织一次专题学习。", "measures.status": "已完成", "rules.title": "《学习制度》", "rules.action": "新建"},
    {"units.unit_name": "某市某某局", "inspections.kind": "巡察", "problems.number": "2", "problems.problem_text": "违规发放津补贴。", "problems.status": "正在整改",
     "problems.due_on": "2024-12-31", "measures.measure_text": "清退违规发放的津补贴。", "funds.identified": "50227.00", "funds.recovered": "30000.00", "discipline.term": "诫勉谈话", "discipline.number": "2"},
    {"units.unit_name": "某市某某中心", "inspections.kind": "巡察", "problems.number": "1", "problems.problem_text": "采购程序不规范。", "problems.status": "未完成",
     "problems.due_on": "2024-12-31", "measures.measure_text": "修订采购管理办法。", "rules.revised": "1"},
)


@dataclass(frozen=True)
class Field:
    """One column of the template: its flat name, the header above it, and the schema's column that types it."""

    flat: str
    header: str
    column: Column

    @property
    def allowed(self) -> list[str]:
        return [code.zh for code in self.column.codes] if self.column.codes else []


def fields() -> list[Field]:
    """Every column that a ledger may have, in the order of the tables."""
    found = []
    for name in TABLES:
        for column in schema.BY_NAME[name].columns:
            if column.header:
                found.append(Field(f"{name}.{column.name}", header_for(f"{name}.{column.name}", (column.zh, *column.header)), column))
        if name == "funds":
            found += [field(f"funds.{state}", words, "（元）") for state, words in schema.AMOUNT_HEADERS.items()]
        if name == "discipline":
            found.append(field("discipline.number", schema.NUMBER_HEADERS, ""))
        if name == "rules":
            found += [field(f"rules.{action}", words[1:], "") for action, words in schema.RULE_COUNT_HEADERS.items()]
    return found


def field(flat: str, words: tuple[str, ...], unit: str) -> Field:
    return Field(flat, header_for(flat, words) + unit, vocabulary.column_of(flat))


def header_for(flat: str, words: tuple[str, ...]) -> str:
    """The first wording that the reader places in this very column."""
    return next(word for word in words if vocabulary.lookup(word, ()) == flat)


def write(folder: Path) -> list[Path]:
    """Write 整改台账模板.xlsx and 整改台账模板.csv into a folder, and return their paths."""
    folder.mkdir(parents=True, exist_ok=True)
    workbook, text = folder / f"{NAME}.xlsx", folder / f"{NAME}.csv"
    workbook.write_bytes(workbook_bytes(fields()))
    text.write_bytes(csv_bytes(fields()))
    return [workbook, text]


def csv_bytes(columns: list[Field]) -> bytes:
    """The header alone, marked as UTF-8 so that Excel shows the Chinese."""
    lines = io.StringIO()
    csv.writer(lines, lineterminator="\r\n").writerow([column.header for column in columns])
    return lines.getvalue().encode("utf-8-sig")


def workbook_bytes(columns: list[Field]) -> bytes:
    made = io.BytesIO()
    book = xlsxwriter.Workbook(made, {"in_memory": True})
    book.set_properties({"title": NAME, "created": MADE_ON})
    formats = {
        "head": book.add_format({"bold": True, "text_wrap": True, "align": "center", "valign": "vcenter", "border": 1, "bg_color": "#E8EEF4"}),
        "needed": book.add_format({"bold": True, "text_wrap": True, "align": "center", "valign": "vcenter", "border": 1, "bg_color": "#FCE8D5"}),
        "text": book.add_format({"text_wrap": True, "valign": "top", "num_format": "@"}), "date": book.add_format({"valign": "top", "num_format": "yyyy-mm-dd"}),
        "money": book.add_format({"valign": "top", "num_format": "#,##0.00"}), "integer": book.add_format({"valign": "top", "num_format": "0"}),
    }
    guide(book.add_worksheet(GUIDE), columns, formats)
    ledger = book.add_worksheet(LEDGER)
    blank(ledger, columns, formats, 0)
    ledger.activate()
    examples(book.add_worksheet(EXAMPLES), columns, formats)
    book.close()
    return made.getvalue()


def guide(sheet, columns: list[Field], formats: dict) -> None:
    """Every column: what it means, an example, and the words that it may hold."""
    for row, words in enumerate(INTRODUCTION):
        sheet.write_string(row, 0, words)
    start = len(INTRODUCTION) + 1
    for at, (words, width) in enumerate((("栏目", 18), ("所属", 10), ("含义", 44), ("示例", 26), ("可填的词", 60), ("也认得的表头", 60))):
        sheet.set_column(at, at, width)
        sheet.write_string(start, at, words, formats["head"])
    for row, item in enumerate(columns, start + 1):
        table = schema.BY_NAME[item.flat.partition(".")[0]]
        others = "、".join(word for word in item.column.header if word != item.header)
        for at, words in enumerate((starred(item), table.zh, meaning(item), example(item), "、".join(item.allowed), others)):
            sheet.write_string(row, at, words, formats["text"])
    sheet.freeze_panes(start + 1, 1)


def meaning(item: Field) -> str:
    return item.column.about if item.column.header else f"{vocabulary.zh(item.flat)}。{item.column.about}"


def example(item: Field) -> str:
    words = next((row[item.flat] for row in EXAMPLE_ROWS if item.flat in row), item.column.example)
    return next((code.zh for code in item.column.codes if code.code == words), words) if item.column.codes else words


def starred(item: Field) -> str:
    return item.header + ("*" if item.flat in NEEDED else "")


def blank(sheet, columns: list[Field], formats: dict, head: int) -> None:
    """A header with widths, formats and drop-downs, frozen above the rows to fill in."""
    for at, item in enumerate(columns):
        kind = item.column.type
        sheet.set_column(at, at, 36 if item.column.name.endswith("_text") else 16, formats.get(kind, formats["text"]))
        sheet.write_string(head, at, starred(item), formats["needed" if item.flat in NEEDED else "head"])
        if item.allowed:
            sheet.data_validation(head + 1, at, LAST_ROW, at, {"validate": "list", "source": item.allowed, "error_title": item.header, "error_message": "请从下拉列表中选择。"})
        if kind == "date":
            sheet.data_validation(head + 1, at, LAST_ROW, at, {"validate": "date", "criteria": "between", "minimum": datetime(1990, 1, 1), "maximum": datetime(2100, 12, 31),
                                                               "error_type": "warning", "error_title": item.header, "error_message": "请填日期，如 2024-03-01。"})
    sheet.set_row(head, 32)
    sheet.freeze_panes(head + 1, 1)


def examples(sheet, columns: list[Field], formats: dict) -> None:
    """A few invented rows, said to be so in the first line."""
    blank(sheet, columns, formats, 1)
    sheet.write_string(0, 0, NOTE)
    for row, values in enumerate(EXAMPLE_ROWS, 2):
        for at, item in enumerate(columns):
            if item.flat in values:
                write_cell(sheet, row, at, values[item.flat], item, formats)


def write_cell(sheet, row: int, at: int, words: str, item: Field, formats: dict) -> None:
    if item.column.type == "date":
        sheet.write_datetime(row, at, datetime.fromisoformat(words), formats["date"])
    elif item.column.type in ("money", "integer"):
        sheet.write_number(row, at, float(words), formats[item.column.type])
    else:
        sheet.write_string(row, at, words, formats["text"])
