"""What leaves the house: the same rows in every format, no formula, no lost digit, and the file says what it is."""

import csv
import io
import json
import re
from datetime import date
from decimal import Decimal

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from queries import export
from queries.export import About

ABOUT = About(
    name="problem_completion_rate", title="问题整改完成率", question="有多大比例已经完成整改？", definition="基本完成不算完成。", filter_sentence="截至：2024-06-30；单位：甲局、乙局",
    edition=3, edition_sha256="ab" * 32, made_at="2024-07-01T00:00:00+00:00", rows=2, total_rows=5, command="duibiao ask problem_completion_rate --edition 3",
    labels={"unit_id": "单位编号", "value": "完成率"})
TABLE = pa.table({"unit_id": ["a", "b"], "value": [33.33333333333333, None]})
SIGNS = "=+-@＝＋－＠"


def parsed(content: bytes) -> tuple[list[str], list[list[str]]]:
    """The lines that say what the file is, and the rows with their heading."""
    lines = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))
    split = next(number for number, line in enumerate(lines) if not line[0].startswith("# "))
    return [line[0] for line in lines[:split]], lines[split:]


def unguarded(text: str) -> str:
    return text[1:] if text.startswith("'") and export.FORMULA.match(text[1:]) else text


def test_a_csv_begins_with_the_mark_that_excel_needs_only_when_asked():
    assert export.render(TABLE, "csv", ABOUT, bom=True)[:3] == b"\xef\xbb\xbf"
    assert export.render(TABLE, "csv", ABOUT, bom=False).decode("utf-8").startswith("# 标题")


def test_every_line_of_a_csv_ends_as_rfc_4180_says():
    content = export.render(TABLE, "csv", ABOUT)
    assert content.count(b"\r\n") == content.count(b"\n") == len(content.splitlines())


def test_a_csv_says_what_it_is_first():
    heads, (heading, *rows) = parsed(export.render(TABLE, "csv", ABOUT))
    assert heads == [
        "# 标题: 问题整改完成率", "# 问题: 有多大比例已经完成整改？", "# 定义: 基本完成不算完成。", "# 筛选: 截至：2024-06-30；单位：甲局、乙局", "# 行数: 2 / 5",
        f"# 版本: 3 · sha256 {'ab' * 32} · 2024-07-01T00:00:00+00:00", "# 重现: duibiao ask problem_completion_rate --edition 3"]
    assert heading == ["单位编号", "完成率"] and rows == [["a", "33.33333333333333"], ["b", ""]]


def test_invented_data_is_called_so_in_the_first_line_in_both_languages():
    for language, word in (("zh", "演示数据"), ("en", "Demonstration data")):
        about = About(name="x", title="x", is_demo=True, language=language)
        assert word in parsed(export.render(TABLE, "csv", about))[0][0]
        assert json.loads(export.render(TABLE, "json", about))["about"]["is_demo"] is True
        assert "演示数据" in export.file_name(about, "csv")


def test_what_stands_in_the_head_lines_stays_on_its_line():
    about = About(name="x", title="一\r\n=cmd()|'x'!A1\u2028二\n三\r四")
    heads, rows = parsed(export.render(TABLE, "csv", about))
    assert heads[0] == "# 标题: 一 =cmd()|'x'!A1 二 三 四" and rows[0] == ["unit_id", "value"]


@pytest.mark.parametrize("sign", [*SIGNS, "\t", "\r", "\n", "\0"])
@pytest.mark.parametrize("before", ["", " ", "　", "  \t", "\ufeff", "\u200b", "'", "\r\n"])
def test_text_that_a_spreadsheet_would_run_is_shown_instead(sign, before):
    text = f"{before}{sign}cmd|'/c calc'!A1"
    _, (_, (cell,)) = parsed(export.render(pa.table({"x": [text]}), "csv", About(name="x", title="x")))
    assert cell == "'" + text


@pytest.mark.parametrize("text", ["某市水务局", "a=b", "1-2", "3+4", "x@y", "2024-06-30", "", "（一）", "'引号", "#1", "0.5", "—"])
def test_ordinary_text_is_left_as_it_is(text):
    assert export.guarded(text) == text


def test_headings_are_guarded_like_cells():
    about = About(name="x", title="x", labels={"x": "=1+1"})
    assert parsed(export.render(pa.table({"x": ["a"]}), "csv", about))[1][0] == ["'=1+1"]


def test_numbers_are_never_touched():
    table = pa.table({
        "money": pa.array([Decimal("-1234567890123456.78"), Decimal("0.10"), None], pa.decimal128(18, 2)), "float": [-0.1, 1e-300, 1 / 3], "integer": [-1, 2**62, None],
        "flag": [True, False, None], "day": [date(2024, 1, 2), None, date(1999, 12, 31)]})
    _, (_, *rows) = parsed(export.render(table, "csv", ABOUT))
    assert rows == [["-1234567890123456.78", "-0.1", "-1", "true", "2024-01-02"], ["0.10", "1e-300", str(2**62), "false", ""], ["", repr(1 / 3), "", "", "1999-12-31"]]


TEXT = st.text(st.characters(exclude_categories=["Cs"]))


@settings(deadline=None)
@given(st.lists(st.tuples(TEXT, st.floats(allow_nan=False, allow_infinity=False), st.decimals(-10**15, 10**15, places=2), st.integers(-2**63, 2**63 - 1)), min_size=1))
@example([("'=1", -0.0, Decimal("-0.01"), -1), ("''+x", 5e-324, Decimal("0"), 0), ("\0", 1.7976931348623157e308, Decimal("1"), 1), ("\r\n", 0.1, Decimal("1"), 1)])
def test_every_text_and_number_comes_back_from_every_format(rows):
    texts, floats, amounts, integers = zip(*rows)
    table = pa.table({"text": pa.array(texts, pa.string()), "float": floats, "amount": pa.array(amounts, pa.decimal128(18, 2)), "integer": integers})
    about = About(name="x", title="x", rows=len(rows), total_rows=len(rows))
    _, (_, *cells) = parsed(export.render(table, "csv", about))
    assert [(unguarded(text), float(number), Decimal(amount), int(integer)) for text, number, amount, integer in cells] == rows
    assert not any(text.strip()[:1] in tuple(SIGNS) for text, *_ in cells)
    said = json.loads(export.render(table, "json", about))["rows"]
    assert [(row["text"], row["float"], Decimal(row["amount"]), row["integer"]) for row in said] == rows
    assert pq.read_table(pa.BufferReader(export.render(table, "parquet", about))).to_pylist() == table.to_pylist()


def test_json_and_parquet_say_the_same_of_themselves_as_csv():
    said = json.loads(export.render(TABLE, "json", ABOUT))
    kept = json.loads(pq.read_schema(pa.BufferReader(export.render(TABLE, "parquet", ABOUT))).metadata[b"about"])
    assert said["about"] == kept and (kept["edition"], kept["edition_sha256"], kept["rows"], kept["total_rows"], kept["filter_sentence"]) == (3, "ab" * 32, 2, 5, ABOUT.filter_sentence)
    assert said["rows"] == TABLE.to_pylist()


def test_the_same_question_gives_the_same_bytes():
    for name in export.FORMATS:
        assert export.sha256(export.render(TABLE, name, ABOUT)) == export.sha256(export.render(TABLE, name, ABOUT))


def test_another_format_is_refused_with_those_there_are():
    with pytest.raises(ValueError, match="csv, xlsx, json, parquet"):
        export.render(TABLE, "ods", ABOUT)


@pytest.mark.parametrize("title, name", [
    ("问题整改完成率", "问题整改完成率-第3版.csv"), ("a/b\\c:d*e?f\"g<h>i|j", "a_b_c_d_e_f_g_h_i_j-第3版.csv"), ("../../etc/passwd", "_.._etc_passwd-第3版.csv"),
    ("一 二\t三\n四\0五", "一_二_三_四_五-第3版.csv"), ("\u202egnp.exe", "_gnp.exe-第3版.csv"), ("", "x-第3版.csv")])
def test_a_file_name_is_chinese_and_holds_nothing_that_a_file_system_minds(title, name):
    assert export.file_name(About(name="x", title=title, edition=3), "csv") == name


@given(TEXT)
def test_any_title_makes_a_file_name_that_is_one_name_and_not_too_long(title):
    name = export.file_name(About(name="x", title=title, edition=3), "parquet")
    assert len(name.encode()) <= 300 and not re.search(r'[\\/:*?"<>|\x00-\x1f]', name) and not name.startswith(".") and name.endswith(".parquet")


def test_a_terminal_shows_columns_aligned_and_obeys_no_control_sequence():
    shown = export.text(pa.table({"unit": ["某局", "a"], "value": [1.5, 100.0], "x": ["\x1b[31mred\n\x07", None]}))
    assert "\x1b" not in shown and "\x07" not in shown
    assert shown.splitlines()[2:] == ["某局    1.5   [31mred", "a       100"]


def test_a_terminal_shows_ten_digits_and_no_noise():
    assert export.text(pa.table({"v": [100 / 3]})).splitlines()[-1] == "33.33333333"
