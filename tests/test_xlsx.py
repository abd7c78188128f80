"""Workbooks and CSV for people: the same cells in both, typed, guarded, in words, and no percentage of a few items."""

import csv
import io
import math
import re
import tomllib
import zipfile
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import duckdb
import openpyxl
import pyarrow as pa
import pyarrow.compute as pc
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

import duibiao
import queries
from dashboard import words as interface
from etl import schema
from queries import codes, export
from queries import words as asked_words
from queries.compare import compared, described
from queries.export import About, Chart, Reading, about, sheet, workbook

ROOT = Path(__file__).resolve().parents[1]
PLAIN = About(name="x", title="题目")
TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)
RATE = queries.metric("problem_completion_rate")


def opened(content: bytes) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(content))


def book(table: pa.Table, said: About = PLAIN) -> openpyxl.Workbook:
    return opened(export.render(table, "xlsx", said))


def rows(made: openpyxl.Workbook, name: str = "数据") -> list[tuple]:
    return list(made[name].iter_rows(values_only=True))


def csv_rows(content: bytes) -> list[list[str]]:
    return [line for line in csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")) if not line[0].startswith("# ")]


@pytest.fixture(scope="module")
def lake(demo_lake) -> Path:
    return demo_lake / "demo"


@pytest.fixture(scope="module")
def edition(lake) -> queries.Edition:
    return queries.Lake(lake).edition()


# Types -----------------------------------------------------------------------------------------------------------------------------------------

def test_numbers_dates_and_truths_are_cells_of_their_own_kind_and_the_empty_stays_empty():
    table = pa.table({
        "money": pa.array([Decimal("-12345678.90"), Decimal("0.10"), None], pa.decimal128(18, 2)), "count": pa.array([-1, 999_999_999_999_999, None], pa.int64()),
        "share": [-0.1, 1 / 3, None], "flag": [True, False, None], "day": [date(2024, 2, 29), date(1999, 12, 31), None], "text": ["甲局", "-5", None]})
    found = book(table)["数据"]
    assert [cell.value for cell in found[2]] == [-12345678.90, -1, -0.1, True, datetime(2024, 2, 29), "甲局"]
    assert [cell.value for cell in found[3]] == [0.10, 999_999_999_999_999, 1 / 3, False, datetime(1999, 12, 31), "'-5"]
    assert [cell.value for cell in found[4]] == [None] * 6
    assert [cell.data_type for cell in found[2]] == ["n", "n", "n", "b", "d", "s"]
    assert (found["A2"].number_format, found["E2"].number_format) == ("#,##0.00", "yyyy-mm-dd")


@pytest.mark.parametrize("amount", ["0.01", "-0.01", "9999999999999.99", "1234567890123.45", "0.10", "-1.00"])
def test_money_is_the_same_to_the_fen(amount):
    (_, (cell,)) = rows(book(pa.table({"x": pa.array([Decimal(amount)], pa.decimal128(18, 2))})))
    assert isinstance(cell, int | float) and Decimal(str(cell)).quantize(Decimal("0.01")) == Decimal(amount)


def test_a_number_of_more_digits_than_a_spreadsheet_keeps_stands_whole_as_text_and_that_is_said():
    table = pa.table({"money": pa.array([Decimal("-1234567890123456.78"), Decimal("1.00")], pa.decimal128(18, 2)), "count": [2**62, -(10**15 - 1)]})
    made = book(table)
    assert rows(made)[1:] == [("-1234567890123456.78", str(2**62)), (1, -(10**15 - 1))]
    assert any("2 个数超过 15 位" in (text or "") for _, text in rows(made, "说明"))


def test_a_number_that_is_none_stands_as_text_like_in_csv():
    table = pa.table({"x": [math.inf, -math.inf, math.nan, 1.5]})
    assert [cell for (cell,) in rows(book(table))[1:]] == [cell if number < 3 else 1.5 for number, (cell,) in enumerate(csv_rows(export.render(table, "csv", PLAIN))[1:])]


def test_a_percentage_reads_as_one_and_is_not_changed():
    table = pa.table({"value": [200 / 3]})
    made = book(table, About(name="x", title="x", reading=Reading(formats={"value": codes.PERCENT})))
    assert (made["数据"]["A2"].value, made["数据"]["A2"].number_format) == (200 / 3, '0.0"%"')


# The same cells as CSV -------------------------------------------------------------------------------------------------------------------------

def as_held(text: str) -> str:
    """What a cell of a workbook holds of a cell of a CSV file."""
    return re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]", "", re.sub(r"\r\n?", "\n", text))


@settings(deadline=None, max_examples=40)
@given(st.lists(st.tuples(TEXT.filter(lambda text: "_x" not in text), st.floats(allow_nan=False, allow_infinity=False, allow_subnormal=False), st.decimals(-10**12, 10**12, places=2), st.integers(-10**14, 10**14)), min_size=1, max_size=8))
@example([("<r>&amp;</r>", 0.1, Decimal("-0.01"), -1), ("]]>&<a b='c'>", 1e-300, Decimal("0.00"), 0), (" 前后 ", -2.5, Decimal("1"), 7), ("\0=1", 1e300, Decimal("1"), 1), ("\r\n", 1.0, Decimal("1"), 1)])
def test_csv_and_xlsx_have_the_same_text_and_the_same_numbers(given_rows):
    texts, floats, amounts, integers = zip(*given_rows)
    table = pa.table({"text": pa.array(texts, pa.string()), "float": floats, "amount": pa.array(amounts, pa.decimal128(18, 2)), "integer": integers})
    in_csv, in_book = csv_rows(export.render(table, "csv", PLAIN)), rows(book(table))
    assert len(in_csv) == len(in_book) and tuple(in_csv[0]) == in_book[0]
    for (text, *numbers), (cell, *values) in zip(in_csv[1:], in_book[1:]):
        assert as_held(text) == (cell or "") and [float(number) for number in numbers] == values


@pytest.mark.parametrize("sign", [*"=+-@＝＋－＠", "\t", "\r", "\n"])
def test_what_a_spreadsheet_would_run_is_text_with_an_apostrophe_before_it(sign):
    found = book(pa.table({"x": [f"{sign}cmd|'/c calc'!A1"], "y": ["https://example.com/a"]}))["数据"]
    assert found["A2"].data_type == "s" and found["A2"].value == as_held(f"'{sign}cmd|'/c calc'!A1")
    assert found["B2"].hyperlink is None and found["B2"].value == "https://example.com/a"


def test_no_part_of_a_workbook_holds_a_formula_or_an_address_to_follow():
    hostile = ["=1+1", "=HYPERLINK(\"http://x\")", "{=1}", "http://x", "mailto:a@b", "external:c.xlsx", "internal:A!1", "<f>1</f>", "<r><t>x</t></r>", "&lt;f&gt;"]
    said = About(name="x", title="=1+1", question="<r>x</r>", definition="http://x", filter_sentence="=1", command="=cmd()", is_demo=True, labels={"x": "=1"}, reading=Reading(chart=Chart("值", "percent", True)))
    table = pa.table({"unit_id": hostile, "unit_name": hostile, "value": [50.0] * 10, "low": [40.0] * 10, "high": [60.0] * 10, "x": hostile})
    content = export.render(table, "xlsx", said)
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        sheets = [parts.read(name).decode() for name in parts.namelist() if name.startswith("xl/worksheets/")]
        assert not any("<f>" in text or "<hyperlink" in text for text in sheets) and not any("externalLink" in name for name in parts.namelist())
    assert [row[5] for row in rows(opened(content))[2:]] == [export.guarded(text) for text in hostile]


def test_what_xml_cannot_hold_is_removed_and_counted():
    made = book(pa.table({"x": ["a\x01b\x0bc\uffff", "好\ufffe", "完好"]}))
    assert [cell for (cell,) in rows(made)[1:]] == ["abc", "好", "完好"]
    assert any("删去 4 个" in (text or "") for _, text in rows(made, "说明"))
    assert not any("删去" in (text or "") for _, text in rows(book(pa.table({"x": ["完好"]})), "说明"))


def test_a_text_that_does_not_fit_a_cell_is_cut_and_counted():
    made = book(pa.table({"x": ["字" * 40_000, "字" * 32_767, "𠀀" * 20_000]}))
    assert [len(cell) for (cell,) in rows(made)[1:]] == [32_767, 32_767, 16_383]
    assert any("2 个单元格" in (text or "") for _, text in rows(made, "说明"))


# The sheets ------------------------------------------------------------------------------------------------------------------------------------

def test_the_heading_stays_in_sight_and_can_be_filtered():
    table = pa.table({"unit_id": ["a"], "unit_name": ["甲"], "value": [1.0]})
    found = book(table, About(name="x", title="x", labels={"value": "完成率"}))["数据"]
    assert (found.freeze_panes, found.auto_filter.ref, [cell.value for cell in found[1]]) == ("C2", "A1:C2", ["unit_id", "unit_name", "完成率"])
    assert found["A1"].font.bold and not found["A2"].font.bold


def test_a_column_is_as_wide_as_its_text_and_a_chinese_character_counts_two():
    found = book(pa.table({"a": ["x" * 20], "b": ["字" * 15], "c": ["字" * 200], "d": [1]}))["数据"]
    width = {name: found.column_dimensions[name].width for name in "ABCD"}
    assert 20 <= width["A"] <= 24 and 30 <= width["B"] <= 34 and width["C"] <= 48 and width["D"] <= 12
    assert found["C2"].alignment.wrap_text and not found["A2"].alignment.wrap_text


def test_a_sheet_says_what_the_file_is_in_both_languages():
    said = dict(name="x", title="完成率", question="多少？", definition="定义。", filter_sentence="截至：2024-06-30", edition=3, edition_sha256="ab" * 32, made_at="2024-07-01T00:00:00+00:00", rows=1, total_rows=5, command="duibiao ask x")
    for language, (data, name) in {"zh": ("数据", "说明"), "en": ("Data", "About")}.items():
        made = book(pa.table({"x": [1]}), About(**said, language=language))
        assert made.sheetnames == [data, name] and made.properties.created == datetime(2024, 7, 1)
        assert [text for _, text in rows(made, name)] == ["完成率", "多少？", "定义。", "截至：2024-06-30", "1 / 5", f"3 · sha256 {'ab' * 32} · 2024-07-01T00:00:00+00:00", "duibiao ask x"]


def test_invented_data_is_called_so_on_every_sheet_on_screen_and_on_paper():
    made = book(pa.table({"x": [1, 2]}), About(name="x", title="x", is_demo=True))
    assert rows(made)[:2] == [("演示数据：单位、问题和数字均为虚构",), ("x",)] and made["数据"].freeze_panes == "A3" and made["数据"].auto_filter.ref == "A2:A4"
    assert rows(made, "说明")[0][0] == "演示数据" and all("演示数据" in each.oddHeader.center.text for each in made)


@pytest.mark.parametrize("is_demo", [False, True])
def test_more_rows_than_a_sheet_has_are_refused_with_what_to_do(is_demo, monkeypatch):
    assert about.most_rows(False) == 1_048_575
    monkeypatch.setattr(about, "SHEET_ROWS", 10)
    most, said = about.most_rows(is_demo), About(name="x", title="x", is_demo=is_demo)
    assert len(rows(book(pa.table({"x": range(most)}), said))) == 10
    with pytest.raises(workbook.TooManyRows, match="CSV 或 Parquet"):
        export.render(pa.table({"x": range(most + 1)}), "xlsx", said)
    assert ("xlsx" in export.formats(most, is_demo), "xlsx" in export.formats(most + 1, is_demo)) == (True, False)


def test_parts_of_a_long_table_meet_without_a_gap():
    count = 2 * sheet.CHUNK + 3
    assert [cell for (cell,) in rows(book(pa.table({"x": range(count)})))[1:]] == list(range(count))


def test_an_empty_table_is_a_heading():
    assert rows(book(pa.table({"x": pa.array([], pa.string())}))) == [("x",)]


# People and programs ---------------------------------------------------------------------------------------------------------------------------

SMALL = Reading(words={"source": lambda code: {"counted": "逐项统计"}.get(code, code)}, emptied=("value", "low", "high"), sample=("completed", "open"), fewest=10, small="不足 10 项")
FEW = pa.table({"source": ["counted", "other", None], "completed": [4, 5, None], "open": [5, 5, 3], "reason": [None, None, "not_stated"], "value": [44.4, 50.0, None], "low": [1.0, 2.0, None]})


def test_people_get_words_and_no_percentage_of_fewer_than_ten_items_and_programs_get_all():
    said = About(name="x", title="x", reading=SMALL)
    assert rows(book(FEW, said))[1:] == [("逐项统计", 4, 5, "不足 10 项", None, None), ("other", 5, 5, None, 50, 2), (None, None, 3, "not_stated", None, None)]
    content = export.render(FEW, "csv", said)
    assert csv_rows(content)[1:] == [["逐项统计", "4", "5", "不足 10 项", "", ""], ["other", "5", "5", "", "50.0", "2.0"], ["", "", "3", "not_stated", "", ""]]
    assert "# 说明: 1 行不足 10 项；比率留空" in content.decode("utf-8-sig") and any("1 行不足 10 项" in (text or "") for _, text in rows(book(FEW, said), "说明"))
    for format in ("json", "parquet"):
        assert export.render(FEW, format, said) == export.render(FEW, format, About(name="x", title="x"))


def test_the_same_columns_draw_from_the_same_code_lists_as_in_the_schema():
    assert [(table.name, column.name) for table in schema.TABLES for column in table.columns if codes.list_of(table.name, column.name) != (column.codes.name if column.codes else None)] == []


@pytest.mark.parametrize("language", ["zh", "en"])
def test_files_and_pages_say_a_code_in_the_same_words(language):
    own = tomllib.loads((ROOT / "queries" / "codes.toml").read_text(encoding="utf-8"))
    at = {"source": "source.{}", "status": "status.{}", "balance": "funds.is_{}", "flag": "compare.flag_{}", "flag_of_mix": "peers.flag_{}", "missing": "element.{}"}
    only_here = {"flag": ("not_compared",), "flag_of_mix": ("not_compared", "none")}
    pages = interface.catalogue(language)
    for section, key in at.items():
        assert {code: said[language] for code, said in own[section].items() if code not in only_here.get(section, ())} == {
            code: pages[key.format(code)] for code in own[section] if code not in only_here.get(section, ())}
    assert (own["peers"]["days"][language], own["peers"]["automatic"][language]) == (pages["compare.age_band"], pages["peers.kind_automatic"])


@pytest.mark.parametrize("asked", [*queries.metrics(), *queries.breakdowns(), *queries.checks()], ids=lambda query: query.name)
def test_every_answer_leaves_in_words_with_the_numbers_of_the_answer(edition, asked):
    connection = edition.connect()
    table = queries.answer(connection, asked)
    said = asked_words.about_answer(connection, edition, asked, queries.Filter(), table.num_rows)
    found = rows(book(table, said))[2:]
    assert len(found) == table.num_rows and said.total_rows == table.num_rows
    coded = set(said.reading.words) - {"kind"}
    raw = {code for code_list in ("basis", "standard", "status", "fund_state", "rule_action", "due_state", "due_source", "phase") for code in codes._known(connection, "zh").get(code_list, {})} | {"counted", "declared", "mixed"}
    is_small = {number for number, row in enumerate(table.to_pylist()) if asked.sample and sum(row[name] or 0 for name in asked.sample) < 10}
    for place, name in enumerate(table.column_names):
        cells, answers = [row[place] for row in found], table.column(name).to_pylist()
        if name in coded and pa.types.is_string(table.schema.field(name).type):
            assert not raw & set(cells), (name, set(cells) & raw)
        elif isinstance(next((each for each in answers if each is not None), None), int | float | Decimal) and not pa.types.is_boolean(table.schema.field(name).type):
            left_out = is_small if name in said.reading.emptied else set()
            assert [None if cell is None else float(cell) for cell in cells] == [None if each is None or number in left_out else float(each) for number, each in enumerate(answers)], name


def test_a_percentage_that_a_page_does_not_give_is_in_no_file_for_people(edition):
    connection = edition.connect()
    metric = queries.metric("form_one_share")
    table = queries.answer(connection, metric)
    few = pc.and_(pc.less(table.column("classified"), 10), table.column("value").is_valid())
    few = pc.fill_null(few, False).to_pylist()
    assert any(few) and not all(few)
    found = rows(book(table, asked_words.about_answer(connection, edition, metric, queries.Filter(), table.num_rows)))[2:]
    reason = queries.reasons()["too_few_items"]["zh"]
    assert [(row[-1] is None, row[-2] == reason) for row, small in zip(found, few) if small] == [(True, True)] * sum(few)


# Charts ----------------------------------------------------------------------------------------------------------------------------------------

def test_a_comparison_is_drawn_with_its_intervals_each_basis_apart(edition):
    connection = edition.connect()
    table, query = compared(connection, RATE), described(RATE)
    said = asked_words.about_answer(connection, edition, query, queries.Filter(), table.num_rows)
    content = export.render(table, "xlsx", said)
    made = opened(content)
    assert made.sheetnames == ["数据", "图表", "同类比较", "说明"]
    charts = made["图表"]._charts
    bases = {row[2] for row in rows(made)[2:] if row[table.column_names.index("value")] is not None}
    assert len(charts) == len(bases)
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        drawn = parts.read("xl/charts/chart1.xml").decode()
    assert "errBars" in drawn and "maxMin" in drawn.split("<c:catAx>")[1].split("</c:catAx>")[0] and "演示数据" in drawn and "来源：第" in drawn
    name, value, low, high, minus, plus = rows(made, "图表")[2]
    assert low <= value <= high and (minus, plus) == (pytest.approx(value - low), pytest.approx(high - value)) and name in table.column("unit_name").to_pylist()
    units = [row[0] for row in rows(made, "图表") if isinstance(row[1], int | float)]
    assert units == [name for name in table.column("unit_name").to_pylist() if name in set(units)]


@pytest.mark.parametrize("is_neutral, colour", [(True, "8592A3"), (False, "2F6DB0")])
def test_a_neutral_metric_is_drawn_in_grey(is_neutral, colour):
    table = pa.table({"unit_name": ["甲", "乙"], "value": [10.0, 90.0], "low": [5.0, 80.0], "high": [20.0, 95.0]})
    content = export.render(table, "xlsx", About(name="x", title="x", reading=Reading(chart=Chart("值", "percent", is_neutral))))
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        assert set(re.findall(r"<c:spPr><a:solidFill><a:srgbClr val=\"(\w+)\"", parts.read("xl/charts/chart1.xml").decode())) == {colour}


def test_more_units_than_a_chart_shows_are_said():
    count = 75
    table = pa.table({"unit_name": [f"单位{n}" for n in range(count)], "value": [50.0] * count, "low": [40.0] * count, "high": [60.0] * count})
    found = rows(book(table, About(name="x", title="x", reading=Reading(chart=Chart("值", "percent", False)))), "图表")
    assert "共 75 个单位，画出前 60 个" in found[0][0] and len(found) == 62


def test_nothing_is_drawn_where_nothing_is_compared():
    table = pa.table({"unit_name": ["甲"], "value": [None], "low": [None], "high": [None]}, schema=pa.schema({"unit_name": pa.string(), "value": pa.float64(), "low": pa.float64(), "high": pa.float64()}))
    assert "图表" not in book(table, About(name="x", title="x", reading=Reading(chart=Chart("值", "percent", False)))).sheetnames


# The doors -------------------------------------------------------------------------------------------------------------------------------------

def test_the_command_line_writes_a_workbook_and_shows_none_on_a_terminal(lake, tmp_path, monkeypatch, capsys):
    out = tmp_path / "完成率.xlsx"
    assert duibiao.main(["ask", RATE.name, "--compare", "--lake", str(lake), "--format", "xlsx", "--out", str(out)]) == duibiao.DONE
    assert rows(openpyxl.load_workbook(out), "说明")[-1][1] and "图表" in openpyxl.load_workbook(out).sheetnames
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    assert duibiao.main(["ask", RATE.name, "--lake", str(lake), "--format", "xlsx"]) == duibiao.WRONG_USE
    assert "--out" in capsys.readouterr().err


def test_programs_can_ask_a_csv_or_a_workbook_for_the_codes(lake, tmp_path):
    for flags, word in ((["--codes"], "counted"), ([], "逐项统计")):
        for format in ("csv", "xlsx"):
            out = tmp_path / f"x.{format}"
            assert duibiao.main(["ask", "funds_balance", "--lake", str(lake), "--format", format, "--out", str(out), *flags]) == duibiao.DONE
            found = csv_rows(out.read_bytes()) if format == "csv" else rows(openpyxl.load_workbook(out))[1:]
            assert {row[3] for row in found[1:]} == {word}


@pytest.mark.parametrize("title", ["问题整改完成率", "各轮“完成”情况", "ª º"])
def test_a_chinese_file_name_goes_through_the_header_of_a_download(title):
    """What the server puts into Content-Disposition must survive latin-1."""
    from urllib.parse import quote, unquote

    name = export.file_name(About(name="x", title=title, edition=3, is_demo=True), "xlsx")
    header = f"attachment; filename*=utf-8''{quote(name)}"
    assert header.encode("latin-1") and unquote(header.split("''")[1]) == name and name.endswith("-第3版-演示数据.xlsx")


def test_a_closed_connection_leaves_an_about_usable(edition):
    """The words are looked up when a file is asked for, not while it is written."""
    connection = edition.connect()
    said = asked_words.about_table(connection, edition, "problems", 1)
    connection.close()
    with pytest.raises(duckdb.Error):
        connection.cursor()
    assert said.reading.words["basis"]("feedback") == "反馈问题"
