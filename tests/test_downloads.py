"""Every table of every page can be had as a file: the same rows, figures as numbers, and the file says what it is."""

import csv
import io
import json
import re
from datetime import date
from decimal import Decimal

import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

import queries
from dashboard import downloads, shown
from queries import export
from tests.test_views import PAGES, open_page

# Page -> what is asked of it besides, so that all its tables are seen.
ASKED = {
    "sources": [{"view": view} for view in ("documents", "corrections", "editions")],
    "definitions": [{"view": view} for view in ("reasons", "terms", "dictionary")],
    "trends": [{"view": view} for view in ("rounds", "closing", "change")],
    "unit": [{}, {"unit": "demo-00003"}],
    "review": [{}, {"document": "a notice"}],
    "trace": [{}, {"unit": "demo-00003"}, {"of": "problems_by_aspect"}],
    "compare": [{}, {"metric": "funds_identified"}],
    "rules": [{}, {"view": "problem"}, {"view": "title"}],
    "repeats": [{}, {"sisters": "demo-00003"}],
}
# Tables that are no answer to anybody's question, by key, and why they leave in no file.
NO_FILE = {"evidence_": "a drawer that repeats the column of places of the file on the same card"}


@pytest.fixture(scope="module")
def lake(demo_lake):
    return demo_lake


def asked_of(page: str, lake) -> list[dict[str, str]]:
    notice = queries.Lake(lake / "demo").edition().connect().sql("select min(document_id) from figures join documents using (document_id) where kind = 'notice'").fetchall()[0][0]
    return [{name: notice if value == "a notice" else value for name, value in each.items()} for each in ASKED.get(page, [{}])]


def elements(block, inside=()):
    """Every element of a page with the ids of the containers that it stands in."""
    for child in getattr(block, "children", {}).values():
        own = getattr(getattr(child, "proto", None), "id", "")
        yield child, inside
        yield from elements(child, (*inside, own) if own else inside)


def card(inside: tuple[str, ...]) -> str:
    return next((each for each in reversed(inside) if "-card_" in each), "page")


@pytest.mark.parametrize("page", PAGES)
def test_every_table_of_a_page_has_a_file_on_its_card(lake, monkeypatch, page):
    """What stands in a frame and what is part of the page alike. A file of a picture is no file of a table."""
    for asked in asked_of(page, lake):
        at = open_page(lake, monkeypatch, page, data="demo", **asked)
        assert not at.exception and not at.error
        found = [(each, inside) for each, inside in elements(at.main) if not any(name in part for name in NO_FILE for part in inside)]
        doors = {card(inside) for each, inside in found if each.type == "download_button" and any("-downloads_" in part for part in inside)}
        tables = [(each, card(inside)) for each, inside in found if each.type in ("table", "arrow_data_frame") and len(each.value)]
        assert [where for _, where in tables if where not in doors] == [], asked


def test_the_pages_that_are_walked_have_tables(lake, monkeypatch):
    """The walk would pass over pages that it cannot read."""
    seen = {each.type for page in ("sources", "unit", "compare") for each, _ in elements(open_page(lake, monkeypatch, page, data="demo").main)}
    assert {"arrow_data_frame", "download_button"} <= seen or {"table", "download_button"} <= seen


# Reading back ----------------------------------------------------------------------------------------------------------------------------------

@pytest.mark.parametrize("cell, said", [
    ("[某局](unit?lang=zh&unit=a)", "某局"), ("[某局\\]（甲）](unit?x=1)", "某局]（甲）"), (":blue-badge[反馈问题]", "反馈问题"), ("12 :small[:gray[已核对]]", "12 已核对"),
    ("**85.0%**", "85.0%"), ("`code`", "code"), ("\\=1\\+1", "=1+1"), ("\\*\\*不是粗体\\*\\*", "**不是粗体**"), (":material/info: 说明", "说明"), ("\\:blue\\[a\\]", ":blue[a]"),
    ("[:green-badge[甲]](trace?of=a)", "甲"), ("\\[a\\]\\(b\\)", "[a](b)"), ("", ""), ("a  \nb", "a b")])
def test_markdown_is_read_back_as_a_reader_sees_it(cell, said):
    assert shown.text(cell) == said


@pytest.mark.parametrize("cells, values, is_percent", [
    (["1,234", "—", "0"], [1234, None, 0], False), (["85.0%", "", "100.0%"], [Decimal("85.0"), None, Decimal("100.0")], True), (["−3", "+5"], [-3, 5], False),
    (["14,825.00", "-0.50"], [Decimal("14825.00"), Decimal("-0.50")], False), (["2024-06-30", "2025年1月2日"], [date(2024, 6, 30), date(2025, 1, 2)], False),
    (["3 / 5", "4"], ["3 / 5", "4"], False), (["007", "1"], ["007", "1"], False), (["5%", "5"], ["5%", "5"], False), (["—", ""], [None, None], False), (["2024-02-31"], ["2024-02-31"], False),
    ([1.5, None], [1.5, None], False), ([1, 2.5], [1.0, 2.5], False), ([True, False], [True, False], False), ([Decimal("1.50"), None], [Decimal("1.50"), None], False),
    (["12.34万元", "5元"], ["12.34万元", "5元"], False), (["1,23"], ["1,23"], False), ([3, "不足"], ["3", "不足"], False)])
def test_a_column_is_of_one_type_where_all_of_it_is(cells, values, is_percent):
    column, percent = shown.column(cells)
    assert column.to_pylist() == values and percent == is_percent
    assert [type(value) for value in column.to_pylist()] == [type(value) for value in values]


def test_columns_that_only_lead_elsewhere_are_left_out_and_no_two_are_called_the_same():
    lines = [["[甲](unit?unit=a)", "1", "2", "[看证据](trace?of=x&unit=a)"], ["[乙](unit?unit=b)", "3", "4", "[看证据](trace?of=x&unit=b)"]]
    table, formats = shown.table(["单位", "数", "数\u200b", "出处"], lines, is_markdown=True)
    assert table.to_pydict() == {"单位": ["甲", "乙"], "数": [1, 3], "数 2": [2, 4]} and formats == {}
    assert shown.table(["值", "出处"], [[1.5, "trace?of=x&unit=a"], [None, "trace?of=x&unit=b"]], is_markdown=False)[0].column_names == ["值"]


# The doors -------------------------------------------------------------------------------------------------------------------------------------

@pytest.fixture
def files(lake, monkeypatch):
    """Every file that a page offers: key of the button -> a function that makes it and its name."""

    def offered(page: str, **asked: str) -> dict[str, tuple]:
        found: dict[str, tuple] = {}
        monkeypatch.setattr(downloads.st, "download_button", lambda label, data, file_name, key, **more: found.__setitem__(key, (data, file_name)))
        at = open_page(lake, monkeypatch, page, data="demo", **asked)
        assert not at.exception and not at.error
        return found

    return offered


def test_a_table_as_shown_leaves_in_every_format_with_the_same_rows(files):
    found = files("rules")
    keys = {key.rsplit("_", 1)[0] for key in found if key.startswith("download_shown_")}
    assert keys
    for key in keys:
        made = {format: found[f"{key}_{format}"][0]() for format in export.FORMATS}
        table = pq.read_table(pa.BufferReader(made["parquet"]))
        rows, said = [list(row.values()) for row in table.to_pylist()], json.loads(made["json"])
        assert rows and said["about"]["rows"] == len(rows) == said["about"]["total_rows"] and all(said["about"][name] for name in ("title", "definition", "filter_sentence", "edition_sha256"))
        assert said["about"]["command"].startswith("rules?") and [[plain(cell) for cell in row.values()] for row in said["rows"]] == [[plain(cell) for cell in row] for row in rows]
        cells = [list(row) for row in openpyxl.load_workbook(io.BytesIO(made["xlsx"]))["数据"].iter_rows(min_row=3, values_only=True)]
        assert [[plain(cell) for cell in row] for row in cells] == [[plain(cell) for cell in row] for row in rows]
        lines = [line for line in csv.reader(io.StringIO(made["csv"].decode("utf-8-sig"), newline=""))]
        assert lines[0][0].startswith("# 演示数据") and len([line for line in lines if not line[0].startswith("# ")]) == len(rows) + 1 and found[f"{key}_csv"][1].endswith("演示数据.csv")
        assert any(isinstance(cell, int | Decimal) for row in rows for cell in row)


def plain(cell: object) -> object:
    """A cell of any format: a number as a number, whatever its type."""
    return float(cell) if isinstance(cell, int | float | Decimal) or (isinstance(cell, str) and re.fullmatch(r"-?\d+\.\d+", cell)) else cell


def test_a_table_of_the_edition_leaves_whole_with_the_command_that_gives_it(files, lake):
    content, name = files("sources", view="documents")["download_documents_json"]
    said = json.loads(content())
    edition = queries.Lake(lake / "demo").edition()
    assert len(said["rows"]) == edition.rows("documents") and said["about"]["command"].startswith("duibiao export documents") and name.startswith("文件-第")
    assert set(said["rows"][0]) == {row[0] for row in edition.connect().sql("select \"column\" from dictionary where \"table\" = 'documents'").fetchall()}


def test_the_file_of_evidence_names_a_command_that_there_is(files, lake, tmp_path):
    import shlex

    import duibiao

    said = json.loads(files("trace", of="problem_completion_rate", unit="demo-00003")["download_problem_completion_rate_evidence_json"][0]())
    out = tmp_path / "x.json"
    command = said["about"]["command"].replace("--lake data/lake/demo", "")
    assert duibiao.main([*shlex.split(command)[1:], "--lake", str(lake / "demo"), "--format", "json", "--out", str(out)]) == duibiao.DONE
    assert json.loads(out.read_text(encoding="utf-8"))["rows"] == said["rows"] != []


@pytest.mark.parametrize("page, key", [("verify", "download_problem_list_json"), ("repeats", "download_problem_list_json")])
def test_a_file_that_no_command_makes_names_the_page(files, page, key):
    assert json.loads(files(page)[key][0]())["about"]["command"].startswith(f"{page}?")


def test_without_a_reader_no_file_is_offered(monkeypatch):
    monkeypatch.setattr(downloads.st, "session_state", {})
    monkeypatch.setattr(downloads.st, "popover", lambda *args, **more: pytest.fail("a door without a reader"))
    downloads.as_shown(["甲"], [["1"]], "题", "x")
