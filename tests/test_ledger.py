"""Ledgers as offices keep them are read: whatever the order, wording, merging, units and encodings."""

import io
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter
import xlwt
from hypothesis import given
from hypothesis import strategies as st

from etl import schema, templates
from etl.sources import Rows
from etl.sources.ledger import reading, vocabulary
from etl.sources.ledger.flat import FlatLedger
from etl.sources.ledger.workbook import Sheet, Workbook

TERMS = ("诫勉谈话", "党内警告", "清退")
HEAD = ["序号", "被巡察单位", "具体问题", "整改措施", "整改状态"]


def book(path, *sheets, hidden=()):
    """Write sheets given as (name, rows, merges); a merge is the A1 range whose first cell has been given."""
    made = xlsxwriter.Workbook(path)
    day = made.add_format({"num_format": "yyyy-mm-dd"})
    for name, rows, merges in sheets:
        sheet = made.add_worksheet(name)
        if name in hidden:
            sheet.hide()
        for at in merges:
            sheet.merge_range(at, "")
        for row, cells in enumerate(rows):
            for column, cell in enumerate(cells):
                if isinstance(cell, (date, datetime)):
                    sheet.write_datetime(row, column, cell, day)
                elif cell != "":
                    sheet.write(row, column, cell)
    made.close()
    return path


@pytest.fixture
def ledger(tmp_path):
    """Read one sheet of rows as a workbook."""
    def read(rows, merges=(), mapping=None, name="台账.xlsx", sheet="整改台账"):
        return reading.read_flat(book(tmp_path / name, (sheet, rows, merges)), TERMS, mapping)
    return read


@pytest.fixture
def text(tmp_path):
    """Read a CSV given as text."""
    def read(words, encoding="utf-8", name="台账.csv", mapping=None):
        path = tmp_path / name
        path.write_bytes(words.encode(encoding))
        return reading.read_flat(path, TERMS, mapping)
    return read


def taken(flat, *columns):
    """The rows taken, by the columns named; nothing may have been refused."""
    assert list(map(str, flat.refusals)) == []
    return list(zip(*(flat.rows.columns[column] for column in columns)))


def test_a_plain_sheet_is_read_with_the_place_of_every_row(ledger):
    flat = ledger([HEAD, [1, "甲局", "学习不足", "每季度学习", "已完成"], [2, "乙局", "程序不严", "修订办法", "正在整改"]])
    assert taken(flat, "problems.number", "units.unit_name", "problems.problem_text", "measures.measure_text", "problems.status") == [
        ("1", "甲局", "学习不足", "每季度学习", "completed"), ("2", "乙局", "程序不严", "修订办法", "in_progress")]
    assert flat.rows.locators == ["整改台账!2", "整改台账!3"]
    assert flat.headers["units.unit_name"] == "被巡察单位"
    assert flat.media_type.endswith("spreadsheetml.sheet")


def test_columns_are_found_in_any_order_below_title_rows(ledger):
    flat = ledger([["某市2024年巡察整改台账", "", ""], ["截至2024年6月30日", "", ""], ["整改 状态", "具体\n问题", "＊单位名称"], ["完成", "学习不足", "甲局"]], ["A1:C1"])
    assert taken(flat, "units.unit_name", "problems.problem_text", "problems.status") == [("甲局", "学习不足", "completed")]
    assert (flat.title, flat.as_of) == ("某市2024年巡察整改台账", date(2024, 6, 30))


def test_merged_cells_are_filled_and_an_amount_merged_over_measures_is_counted_once(ledger):
    flat = ledger([HEAD[1:4] + ["追缴金额（万元）", "诫勉谈话人数"], ["甲局", "超发津补贴", "清退", 5.0227, "2人"], ["", "", "修订办法"], ["", "程序不严", "重定流程"]],
                  ["A2:A4", "B2:B3", "D2:D3", "E2:E3"])
    assert taken(flat, "units.unit_name", "problems.problem_text", "measures.measure_text", "funds.recovered", "discipline:诫勉谈话") == [
        ("甲局", "超发津补贴", "清退", Decimal("50227.00"), 2), ("甲局", "超发津补贴", "修订办法", None, None), ("甲局", "程序不严", "重定流程", None, None)]


def test_a_measure_merged_over_two_problems_belongs_to_both_and_over_two_lines_of_one_problem_is_one(ledger):
    flat = ledger([["被巡察单位", "具体问题", "整改措施", "制度名称"], ["甲局", "一", "建章立制", "《甲办法》"], ["甲局", "二", "", "《乙办法》"], ["甲局", "三", "完善制度", "《丙办法》"], ["", "", "", "《丁办法》"]],
                  ["C2:C3", "A4:A5", "B4:B5", "C4:C5"])
    assert taken(flat, "problems.problem_text", "measures.measure_text", "rules.title") == [
        ("一", "建章立制", "《甲办法》"), ("二", "建章立制", "《乙办法》"), ("三", "完善制度", "《丙办法》"), ("三", None, "《丁办法》")]


def test_a_blank_problem_beside_a_measure_goes_on_with_the_problem_above(text):
    flat = text("被巡察单位,具体问题,整改措施,整改状态\n甲局,学习不足,每季度学习,已完成\n,,补学一次,\n乙局,程序不严,修订办法,正在整改\n")
    assert taken(flat, "units.unit_name", "problems.problem_text", "measures.measure_text", "problems.status") == [
        ("甲局", "学习不足", "每季度学习", "completed"), ("甲局", "学习不足", "补学一次", "completed"), ("乙局", "程序不严", "修订办法", "in_progress")]


def test_deadlines_and_statuses_that_differ_between_the_lines_of_one_problem_are_those_of_its_measures(ledger):
    flat = ledger([["单位", "问题", "整改措施", "整改时限", "整改状态"], ["甲局", "一", "学习", "2024.6.30", "已完成"], ["", "", "修订", "2024.9.30", "正在整改"],
                   ["乙局", "二", "清退", "2024.8.1", "已完成"], ["", "", "追责", "", ""]], ["A2:A3", "B2:B3"])
    assert taken(flat, "problems.due_on", "problems.status", "measures.due_on", "measures.status") == [
        (date(2024, 9, 30), "in_progress", date(2024, 6, 30), "completed"), (date(2024, 9, 30), "in_progress", date(2024, 9, 30), "in_progress"),
        (date(2024, 8, 1), "completed", date(2024, 8, 1), "completed"), (date(2024, 8, 1), "completed", None, None)]
    assert [str(remark) for remark in flat.remarks][0] == "台账.xlsx › 整改台账 › 整改时限: 实为「同一问题的各行写得不同」，应为问题的一个值（按各条措施读入；问题取最迟的日期、最低的状态）。"
    assert flat.headers["measures.status"] == "整改状态"


def test_a_header_in_two_rows_takes_its_meaning_from_the_group_above(ledger):
    flat = ledger([["单位", "问题", "", "整改措施", "", "", "追缴资金（万元）", ""], ["", "内容", "状态", "具体措施", "完成时限", "责任人", "应追缴", "已追缴"],
                   ["甲局", "超发津补贴", "已完成", "清退", "2024年6月1日", "张某某", 2, 1.5]], ["A1:A2", "B1:C1", "D1:F1", "G1:H1"])
    assert taken(flat, "units.unit_name", "problems.problem_text", "problems.status", "measures.measure_text", "measures.due_on", "funds.identified", "funds.recovered") == [
        ("甲局", "超发津补贴", "completed", "清退", date(2024, 6, 1), Decimal("20000.00"), Decimal("15000.00"))]
    assert flat.headers["measures.due_on"] == "整改措施 › 完成时限"
    assert flat.masked == 1


def test_a_header_in_two_rows_is_read_from_csv_too(text):
    flat = text("单位,问题,,整改措施,\n,内容,状态,具体措施,时限\n甲局,学习不足,已完成,每季度学习,2024-06-01\n")
    assert taken(flat, "units.unit_name", "problems.problem_text", "problems.status", "measures.measure_text", "measures.due_on") == [
        ("甲局", "学习不足", "completed", "每季度学习", date(2024, 6, 1))]


def test_a_deadline_right_after_the_measure_is_the_measures_where_the_problem_has_its_own(ledger):
    flat = ledger([["单位", "具体问题", "整改时限", "整改措施", "完成时限", "整改状态"], ["甲局", "学习不足", "2024.12.31", "每季度学习", "2024.6.30", "已完成"]])
    assert taken(flat, "problems.due_on", "measures.due_on") == [(date(2024, 12, 31), date(2024, 6, 30))]


def test_totals_are_left_out_and_a_total_that_does_not_agree_is_remarked_with_both_numbers(ledger):
    rows = [["单位", "具体问题", "追缴金额（元）"], ["甲局", "一", 100], ["甲局", "二", 50], ["小计", "", 150], ["乙局", "三", 7.5], ["合 计", "", 160]]
    flat = ledger(rows)
    assert taken(flat, "units.unit_name", "funds.recovered") == [("甲局", Decimal("100.00")), ("甲局", Decimal("50.00")), ("乙局", Decimal("7.50"))]
    assert list(map(str, flat.remarks)) == ["台账.xlsx › 整改台账 › 第 6 行 › 追缴金额（元）: 实为「合计 160.00 元」，应为各行之和 157.50 元（按各行读入，合计行不读）。"]


def test_footers_numbering_repeated_headers_and_blank_lines_are_no_rows_and_names_in_them_are_counted(ledger):
    flat = ledger([HEAD, [1, 2, 3, 4, 5], [1, "甲局", "学习不足", "每季度学习", "已完成"], [], HEAD, [2, "甲局", "程序不严", "修订办法", "未完成"], [3],
                   ["备注：以上均已核对。"], ["填表人：张某某", "", "联系电话：13800138000"], ["审核人", "李某某"]])
    assert taken(flat, "problems.number") == [("1",), ("2",)]
    assert flat.rows.locators == ["整改台账!3", "整改台账!6"]
    assert flat.masked == 2


def test_a_section_title_over_the_whole_width_is_the_aspect_of_the_lines_below(ledger):
    flat = ledger([HEAD, ["一、党的领导方面"], [1, "甲局", "学习不足", "每季度学习", "已完成"], ["二、组织建设方面"], [2, "甲局", "程序不严", "修订办法", "未完成"]], ["A2:E2", "A4:E4"])
    assert taken(flat, "problems.number", "problems.aspect") == [("1", "党的领导方面"), ("2", "组织建设方面")]


def test_several_sheets_are_read_together_and_a_sheet_that_is_no_ledger_is_passed_over_with_a_remark(tmp_path):
    path = book(tmp_path / "台账.xlsx", ("甲", [["单位", "问题", "状态"], ["甲局", "一", "完成"]], ()), ("说明", [["请认真填写"]], ()),
                ("乙", [["问题", "单位", "追缴金额（万元）"], ["二", "乙局", 1]], ()), ("底稿", [["单位", "问题", "状态"], ["丙局", "三", "完成"]], ()), hidden=("底稿",))
    flat = reading.read_flat(path, TERMS)
    assert taken(flat, "units.unit_name", "problems.problem_text", "problems.status", "funds.recovered") == [
        ("甲局", "一", "completed", None), ("乙局", "二", None, Decimal("10000.00"))]
    assert flat.rows.locators == ["甲!2", "乙!2"]
    assert list(map(str, flat.remarks)) == [
        "台账.xlsx › 底稿: 实为「隐藏的工作表，未读」，应为可见的工作表（要读入请取消隐藏）。",
        "台账.xlsx › 说明: 实为「没有台账表头的工作表，未读」，应为台账（若应读入，请把它的表头写入 mapping.toml）。"]


@pytest.mark.parametrize("title, sheet, name", [
    ("被巡察单位：甲市水务局", "Sheet1", "台账.xlsx"), ("甲市水务局巡察整改台账", "Sheet1", "台账.xlsx"), ("甲市水务局党组落实市委第三巡察组反馈意见整改台账", "Sheet1", "台账.xlsx"),
    ("整改台账", "甲市水务局", "台账.xlsx"), ("整改台账", "Sheet1", "甲市水务局巡察整改台账.xlsx")])
def test_a_unit_named_above_the_table_in_the_sheet_or_in_the_file_is_the_unit_of_every_row(ledger, title, sheet, name):
    flat = ledger([[title], ["序号", "问题", "状态"], [1, "一", "完成"], [2, "二", "完成"]], ["A1:C1"], sheet=sheet, name=name)
    assert taken(flat, "units.unit_name") == [("甲市水务局",), ("甲市水务局",)]


@pytest.mark.parametrize("line, name, day", [
    ("截至2024年6月30日", "台账.xlsx", date(2024, 6, 30)), ("（截至 2024年6月底）", "台账.xlsx", date(2024, 6, 30)), ("填报时间：2024.7.5", "台账.xlsx", date(2024, 7, 5)),
    ("整改台账", "整改台账_202402.xlsx", date(2024, 2, 29)), ("整改台账", "台账20240615.xlsx", date(2024, 6, 15)), ("整改台账（2024年6月）", "台账.xlsx", date(2024, 6, 30)),
    ("2023年9月巡察整改台账", "整改台账2024年6月.xlsx", date(2024, 6, 30)), ("2024年第一轮整改台账", "台账.xlsx", None)])
def test_the_day_that_a_ledger_stands_at_comes_from_its_title_or_the_name_of_the_file(ledger, line, name, day):
    assert ledger([[line], ["单位", "问题", "状态"], ["甲局", "一", "完成"]], name=name).as_of == day


@pytest.mark.parametrize("encoding, stated", [("utf-8", "utf-8"), ("utf-8-sig", "utf-8-sig"), ("gb18030", "gb18030"), ("gbk", "gb18030"), ("utf-16", "utf-16")])
@pytest.mark.parametrize("separator", [",", "\t", ";"])
def test_csv_is_read_in_every_encoding_and_delimiter_that_excel_writes(text, encoding, stated, separator):
    rows = [["单位", "问题", "追缴金额（元）"], ["甲局", '"超发，\n津补贴"', '"1,234.50"']]
    flat = text("\r\n".join(separator.join(row) for row in rows), encoding)
    assert taken(flat, "units.unit_name", "problems.problem_text", "funds.recovered") == [("甲局", "超发，\n津补贴", Decimal("1234.50"))]
    assert (flat.encoding, flat.media_type, flat.rows.locators) == (stated, "text/csv", ["CSV!2"])


def test_an_old_xls_is_read_with_its_merged_cells_and_dates(tmp_path):
    made = xlwt.Workbook(encoding="utf-8")
    sheet = made.add_sheet("整改台账")
    for column, words in enumerate(["单位", "问题", "完成时间"]):
        sheet.write(0, column, words)
    sheet.write_merge(1, 2, 0, 0, "甲局")
    for row, words in enumerate(["一", "二"], 1):
        sheet.write(row, 1, words)
        sheet.write(row, 2, datetime(2021, 7, 20), xlwt.easyxf(num_format_str="yyyy-mm-dd"))
    made.save(str(tmp_path / "台账.xls"))
    flat = reading.read_flat(tmp_path / "台账.xls", TERMS)
    assert taken(flat, "units.unit_name", "problems.problem_text", "problems.claimed_on") == [("甲局", "一", date(2021, 7, 20)), ("甲局", "二", date(2021, 7, 20))]
    assert flat.media_type == "application/vnd.ms-excel"


def test_a_line_above_the_table_can_say_that_amounts_are_in_ten_thousands(ledger):
    flat = ledger([["整改台账", "", "单位：万元"], ["单位", "应追缴金额", "追缴金额（元）"], ["甲局", 2, 3]])
    assert taken(flat, "funds.identified", "funds.recovered") == [(Decimal("20000.00"), Decimal("3.00"))]


def test_known_terms_above_counts_are_discipline_and_the_same_word_above_prose_is_not(ledger):
    flat = ledger([["单位", "问题", "诫勉谈话人数", "党内警告（人）", "清退"], ["甲局", "一", 2, "1人", "已退回原渠道"]])
    assert taken(flat, "discipline:诫勉谈话", "discipline:党内警告") == [(2, 1)]
    assert flat.unplaced == ["整改台账!清退"]


def test_prose_below_a_status_header_is_what_was_done(ledger):
    flat = ledger([["单位", "问题", "整改情况", "是否完成"], ["甲局", "一", "已召开专题会议并制定办法", "是"], ["甲局", "二", "正在修订制度", "否"]])
    assert taken(flat, "problems.status", "problems.rectification_text") == [("completed", "已召开专题会议并制定办法"), ("not_completed", "正在修订制度")]


def test_a_mapping_goes_before_everything_else_and_can_leave_a_column_or_a_sheet_out(tmp_path):
    path = book(tmp_path / "台账.xlsx", ("台账", [["主体", "存在的不足", "状态", "问题"], ["甲局", "一", "完成", "不要"]], ()), ("旧表", [["单位", "问题"], ["乙局", "二"]], ()))
    mapping = {"columns": {"主体": "units.unit_name", "存在的不足": "problems.problem_text", "问题": ""}, "sheets": {"skip": ["旧表"]}}
    flat = reading.read_flat(path, TERMS, mapping)
    assert taken(flat, "units.unit_name", "problems.problem_text", "problems.status") == [("甲局", "一", "completed")]


def test_persons_are_dropped_and_telephones_in_texts_masked_and_all_are_counted(ledger):
    flat = ledger([["单位", "问题", "整改措施", "责任人", "联系电话"], ["甲局", "一", "请致电13800138000或a@b.cn", "张某某", "0571-88886666"], ["甲局", "二", "整改", "", ""]])
    assert taken(flat, "measures.measure_text") == [("请致电［电话］或［邮箱］",), ("整改",)]
    assert flat.masked == 4
    assert "张某某" not in repr(flat)


def test_weaker_headers_yield_to_plainer_ones(ledger):
    flat = ledger([["序号", "问题编号", "被巡察单位", "责任单位", "反馈意见", "具体问题"], [1, "A-1", "甲局", "办公室", "党建薄弱", "学习不足"]])
    assert taken(flat, "problems.number", "units.unit_name", "problems.responsible_department", "problems.heading", "problems.problem_text") == [
        ("A-1", "甲局", "办公室", "党建薄弱", "学习不足")]


def test_words_such_as_long_term_in_a_deadline_are_no_day_and_are_remarked_once(ledger):
    flat = ledger([["单位", "问题", "整改时限"], ["甲局", "一", "长期坚持"], ["甲局", "二", "立行立改"], ["甲局", "三", "2024-06-30"]])
    assert taken(flat, "problems.due_on") == [(None,), (None,), (date(2024, 6, 30),)]
    assert list(map(str, flat.remarks)) == ["台账.xlsx › 整改台账 › 整改时限: 实为「“立行立改”、“长期坚持”等文字 2 处」，应为日期，如 2021-03-01（这些行按没有日期读入）。"]


def test_the_description_for_a_check_names_every_column_and_what_has_no_place(ledger):
    words = reading.describe(ledger([["单位", "问题", "状态", "心得"], ["甲局", "一", "差不多", "无"]]))
    assert words.splitlines() == [
        "标题：（无）　截至：（未写明）　格式：application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "工作表 整改台账：", "  单位 → units.unit_name（单位·单位名称）", "  问题 → problems.problem_text（问题·问题）", "  状态 → problems.status（问题·整改状态）",
        "没有对应栏目、不读的表头：心得", "改正后可取 1 行；遮盖个人信息 0 处。",
        "退回：台账.xlsx › 整改台账 › 第 2 行 › 状态: 实为「差不多」，应为已完成、基本完成、正在整改、长期坚持、申请延期、未完成、不详 之一。"]


@pytest.mark.parametrize("flat, words", [(f"{table.name}.{column.name}", words) for table in schema.TABLES for column in table.columns for words in column.header])
def test_every_alias_of_the_schema_places_its_own_column(flat, words):
    assert vocabulary.lookup(words, ()) == flat


def test_the_templates_are_the_same_bytes_on_every_run(tmp_path):
    first, second = templates.write(tmp_path / "a"), templates.write(tmp_path / "b")
    assert [path.read_bytes() for path in first] == [path.read_bytes() for path in second]
    assert [path.name for path in first] == ["整改台账模板.xlsx", "整改台账模板.csv"]


def test_a_filled_template_places_every_column_and_skips_the_examples(tmp_path):
    path, _ = templates.write(tmp_path)
    made = openpyxl.load_workbook(path)
    for at, field in enumerate(templates.fields(), 1):
        cell = made[templates.LEDGER].cell(2, at)
        cell.value = {"money": 12.5, "integer": 2, "date": datetime(2024, 6, 1)}.get(field.column.type, templates.example(field))
    made.save(path)
    flat = reading.read_flat(path, ())
    assert list(map(str, flat.refusals)) == []
    assert flat.rows.locators == ["整改台账!2"]
    assert list(flat.rows.columns) == [field.flat for field in templates.fields()]
    assert [flat for flat, (value,) in flat.rows.columns.items() if value is None] == []


def test_the_blank_csv_has_a_mark_and_the_header_of_every_column(tmp_path):
    _, path = templates.write(tmp_path)
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    path.write_bytes(path.read_bytes() + ("," * (len(templates.fields()) - 1)).replace(",", "甲局,", 2).encode() + b"\r\n")
    flat = reading.read_flat(path, ())
    assert [name for _, _, name in flat.placed] == [field.flat for field in templates.fields()]


WORDS = st.sampled_from(["", "", " ", "单位", "问题", "整改措施", "整改情况", "完成时限", "序号", "追缴金额（万元）", "诫勉谈话", "责任人", "甲局", "一、", "合计", "填表人：张某某",
                         "已完成", "2024年6月", 3.0, -1.5, True, "13800138000", "#REF!", "单位：万元", "截至2024年13月1日"])


@given(st.lists(st.lists(WORDS, min_size=1, max_size=6), max_size=8))
def test_whatever_stands_in_the_cells_the_reader_answers_with_columns_of_one_length(rows):
    width = max(map(len, rows), default=0)
    sheet = Sheet("表", [row + [""] * (width - len(row)) for row in rows], [((1, 0), (2, 0)), ((2, 1), (6, 1)), ((0, 0), (0, 2))])
    flat = FlatLedger(Rows())
    reading.read_sheets(flat, Path("甲局巡察整改台账.xlsx"), Workbook([sheet, sheet], "application/x-test"), frozenset(TERMS), {}, ())
    assert {len(typed) for typed in flat.rows.columns.values()} <= {len(flat.rows)}
    assert flat.refusals or flat.rows.locators
    texts = [value for typed in flat.rows.columns.values() for value in typed if isinstance(value, str)]
    assert not any("13800138000" in words for words in (*texts, reading.describe(flat)))
    assert "张某某" not in reading.describe(flat)


def test_bytes_that_are_no_ledger_never_raise(tmp_path):
    made = io.BytesIO()
    book_ = xlsxwriter.Workbook(made, {"in_memory": True})
    book_.add_worksheet().write_row(0, 0, HEAD)
    book_.close()
    data = made.getvalue()
    for cut in range(0, len(data), 97):
        for suffix in (".xlsx", ".xls", ".csv"):
            path = tmp_path / f"x{suffix}"
            path.write_bytes(data[:cut] + b"\xff" * (cut % 5))
            assert reading.read_flat(path, ()).refusals
