"""Files that leave the house, opened by another office: the same numbers, days and texts, nothing run, and pictures that are whole on paper."""

import re
import shutil
import subprocess
import zipfile
from datetime import date
from decimal import Decimal
from pathlib import Path
from xml.etree import ElementTree

import pyarrow as pa
import pytest

from queries import codes, export
from queries.export import About, Chart, Reading

pytestmark = pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not on this machine (Debian: libreoffice-calc-nogui)")

TABLE, TEXT, OFFICE = ("{urn:oasis:names:tc:opendocument:xmlns:" + name + ":1.0}" for name in ("table", "text", "office"))
TEXTS = [f"{sign}1+1" for sign in "=+-@＝＋－＠"] + ["=cmd|'/c calc'!A1", "  前有空格", "一\n二", "https://example.org/a?b=1", "mailto:a@b", "'引号", "某局", "1e5", "007", "2024-06-30", "TRUE", "a\tb",
                                                          "<r>x</r>", "&lt;", "123456789012345678", None]
COUNT = len(TEXTS)
HOSTILE = pa.table({
    "text": pa.array(TEXTS, pa.string()),
    "amount": pa.array(([Decimal("-12345678.90"), Decimal("0.10"), None, Decimal("9999999999999.99")] * COUNT)[:COUNT], pa.decimal128(18, 2)),
    "float": pa.array(([-0.1, 1 / 3, 1e-9, None, -2.5e15] * COUNT)[:COUNT], pa.float64()),
    "integer": pa.array(([-1, 10**15 - 1, 0, None] * COUNT)[:COUNT], pa.int64()),
    "share": pa.array(([200 / 3, 0.0, None] * COUNT)[:COUNT], pa.float64()),
    "day": pa.array(([date(2024, 2, 29), None, date(1999, 12, 31)] * COUNT)[:COUNT], pa.date32()),
    "flag": pa.array(([True, False, None] * COUNT)[:COUNT], pa.bool_()),
})
SAID = About(name="x", title="题目", rows=COUNT, total_rows=COUNT, command="=duibiao", reading=Reading(formats={"share": codes.PERCENT}))
COMPARED = pa.table({
    "unit_id": [f"u{n}" for n in range(24)], "unit_name": [f"某县第{n}局" for n in range(24)], "basis": ["反馈问题"] * 12 + ["分解事项"] * 12,
    "value": [40.0 + n for n in range(24)], "low": [30.0 + n for n in range(24)], "high": [52.0 + n for n in range(24)]})
COMPARISON = About(name="y", title="完成率", is_demo=True, edition=3, edition_sha256="ab" * 32, reading=Reading(formats={"value": codes.PERCENT}, chart=Chart("完成率", "percent", False)))


def converted(folder: Path, to: str, *files: Path, more: tuple[str, ...] = ()) -> Path:
    """The files as another format, all in one start of the office, with a profile of its own."""
    subprocess.run(["soffice", f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", *more, "--convert-to", to, "--outdir", str(folder), *map(str, files)],
                   check=True, timeout=300, capture_output=True)
    return folder


@pytest.fixture(scope="module")
def opened(tmp_path_factory) -> Path:
    """What LibreOffice makes of them: books.ods, rows.ods, picture.pdf."""
    folder = tmp_path_factory.mktemp("office")
    (folder / "book.xlsx").write_bytes(export.render(HOSTILE, "xlsx", SAID))
    (folder / "picture.xlsx").write_bytes(export.render(COMPARED, "xlsx", COMPARISON))
    content = export.render(HOSTILE, "csv", SAID)
    (folder / "rows.csv").write_bytes(content)
    first = sum(line.startswith("# ") for line in content.decode("utf-8-sig").splitlines()) + 1
    converted(folder, "ods", folder / "book.xlsx", folder / "picture.xlsx")
    converted(folder, "ods", folder / "rows.csv", more=(f"--infilter=Text - txt - csv (StarCalc):44,34,76,{first}",))
    return converted(folder, "pdf", folder / "picture.xlsx")


def sheets(path: Path) -> dict[str, list[list[object]]]:
    """Every sheet of an OpenDocument workbook as LibreOffice holds it; a formula would be seen as one."""
    with zipfile.ZipFile(path) as parts:
        tree = ElementTree.fromstring(parts.read("content.xml"))
    found = {}
    for sheet in tree.iter(f"{TABLE}table"):
        rows = [[value for cell in row if cell.tag == f"{TABLE}table-cell" for value in [_value(cell)] * min(int(cell.get(f"{TABLE}number-columns-repeated", 1)), 20)]
                for row in sheet.iter(f"{TABLE}table-row")]
        found[sheet.get(f"{TABLE}name")] = [row for row in rows if any(value is not None for value in row)]
    return found


def _value(cell) -> object:
    kind = cell.get(f"{OFFICE}value-type")
    truth = {"of:=TRUE()": True, "of:=FALSE()": False}.get(cell.get(f"{TABLE}formula"))       # how LibreOffice holds the truths of any workbook of Excel
    if truth is not None:
        return truth
    if cell.get(f"{TABLE}formula") is not None:
        return ("formula", cell.get(f"{TABLE}formula"))
    if kind is None:
        return None
    if kind == "date":
        return date.fromisoformat(cell.get(f"{OFFICE}date-value")[:10])
    if kind in ("float", "percentage", "currency"):
        return float(cell.get(f"{OFFICE}value"))
    return "\n".join(_text(part) for part in cell.iter(f"{TEXT}p"))


def _text(part) -> str:
    said = {f"{TEXT}s": " " * int(part.get(f"{TEXT}c", 1)), f"{TEXT}tab": "\t", f"{TEXT}line-break": "\n"}.get(part.tag, part.text or "")
    return said + "".join(_text(child) + (child.tail or "") for child in part)


def kept(cells: list[object]) -> list[object]:
    """Numbers to the 15 digits that an OpenDocument file writes of them; all else as it is."""
    return [f"{cell:.15g}" if isinstance(cell, float) else cell for cell in cells]


def expected(name: str) -> list[object]:
    cells = HOSTILE.column(name).to_pylist()
    return [None if cell is None else export.guarded(cell) if isinstance(cell, str) else float(cell) if isinstance(cell, int | float | Decimal) and not isinstance(cell, bool) else cell for cell in cells]


@pytest.mark.parametrize("name", HOSTILE.column_names)
def test_a_workbook_opens_with_the_same_cells(opened, name):
    heading, *rows = sheets(opened / "book.ods")["数据"]
    place = heading.index(name)
    assert kept([row[place] if place < len(row) else None for row in rows]) == kept(expected(name))


def test_nothing_in_a_workbook_or_a_csv_is_a_formula_or_an_address_to_follow(opened):
    for name in ("book.ods", "rows.ods", "picture.ods"):
        assert not [value for sheet in sheets(opened / name).values() for row in sheet for value in row if isinstance(value, tuple)]
        with zipfile.ZipFile(opened / name) as parts:
            assert b"xlink:href=\"http" not in parts.read("content.xml")


@pytest.mark.parametrize("name", ["amount", "float", "integer", "share"])
def test_numbers_of_a_csv_open_as_the_same_numbers(opened, name):
    (heading, *rows), = sheets(opened / "rows.ods").values()
    place = heading.index(name)
    assert kept([row[place] if place < len(row) else None for row in rows]) == kept(expected(name))


def test_text_of_a_csv_that_a_spreadsheet_would_run_stays_text(opened):
    (heading, *rows), = sheets(opened / "rows.ods").values()
    found = [row[0] for row in rows]
    for said, seen in zip(HOSTILE.column("text").to_pylist(), found, strict=True):
        if said is not None and export.FORMULA.match(said):
            assert seen in ("'" + said, said) and isinstance(seen, str)


def test_the_sheet_that_says_what_the_file_is_opens_with_its_lines(opened):
    said = dict(row[:2] for row in sheets(opened / "book.ods")["说明"])
    assert said["标题"] == "题目" and said["行数"] == f"{COUNT} / {COUNT}" and said["重现"] == "'=duibiao"
    assert sheets(opened / "picture.ods")["数据"][0][0] == "演示数据：单位、问题和数字均为虚构"


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="poppler-utils is not on this machine")
def test_each_chart_is_whole_on_a_page_of_its_own_and_every_page_says_that_it_is_invented(opened):
    said = subprocess.run(["pdftotext", "-layout", str(opened / "picture.pdf"), "-"], check=True, capture_output=True, text=True).stdout.rstrip("\f").split("\f")
    assert all("演示数据" in page for page in said)
    charts = [page for page in said if "线为 95% 区间" in page]
    assert len(charts) == 2
    for basis, page in zip(("分解事项", "反馈问题"), charts, strict=True):
        units = set(re.findall(r"某县第\d+局", page))
        assert basis in page and len(units) == 12 and re.search(r"(?<!\d)0%", page) and "100%" in page
