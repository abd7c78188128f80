"""A cell reads as what it says, however it was written, or says what was wanted instead."""

from datetime import date, datetime, time, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl import days, masking, schema, values

DUE, AMOUNT, COUNT = schema.PROBLEMS.column("due_on"), schema.FUNDS.column("amount"), schema.DISCIPLINE.column("number")
STATUS, SECTOR, TEXT = schema.PROBLEMS.column("status"), schema.UNITS.column("sector"), schema.RULES.column("title")
YES, NUMBER = schema.FUNDS.column("is_approximate"), schema.FIGURES.column("value")
STATUS_WORDS = "已完成、基本完成、正在整改、长期坚持、申请延期、未完成、不详 之一"


def read(column, cell, factor=1):
    (value,), errors = values.parse_column(column, [cell], factor)
    assert not errors, errors
    return value


def refused(column, cell, factor=1):
    (value,), errors = values.parse_column(column, [cell], factor)
    assert value is None
    ((index, found, wanted),) = errors
    return found, wanted


@pytest.mark.parametrize("cell", [
    "2021年7月20日", "2021.7.20", "2021-07-20", "2021/7/20", "20210720", "２０２１年７月２０日", "2021 年 7 月 20 日", "2021年7月20号", "二〇二一年七月二十日",
    "2021-07-20 10:30", "2021-07-20T10:30:00", "2021年7月20日前", " 2021.07.20 ", "2021．7．20", 44397, 44397.0, 44397.75, "44397", 20210720.0,
    date(2021, 7, 20), datetime(2021, 7, 20, 23, 59)])
def test_a_date_reads_in_every_style_that_offices_use(cell):
    assert read(DUE, cell) == date(2021, 7, 20)


def test_the_end_of_a_month_or_a_year_is_its_last_day():
    assert read(DUE, "2024年2月底前") == date(2024, 2, 29)
    assert read(DUE, "2024年底") == date(2024, 12, 31)


@pytest.mark.parametrize("cell, found, wanted", [
    ("2021年7月", "2021年7月", "完整日期，如 2021-03-01（只写到月，请补上日）"),
    ("2021.7", "2021.7", "完整日期，如 2021-03-01（只写到月，请补上日）"),
    (2021.7, "2021.7", "完整日期，如 2021-03-01（只写到月，请补上日）"),
    ("2021年7月上旬", "2021年7月上旬", "完整日期，如 2021-03-01（只写到月，请补上日）"),
    (2021.0, "2021", "完整日期，如 2021-03-01（只写到年，请补上月和日）"),
    ("2021年13月1日", "2021年13月1日", "日期，如 2021-03-01（日历上没有这一天）"),
    ("2023-02-29", "2023-02-29", "日期，如 2021-03-01（日历上没有这一天）"),
    ("1921-07-01", "1921-07-01", "1990 年至 2100 年之间的日期"),
    (datetime(1899, 12, 31), "1899-12-31", "1990 年至 2100 年之间的日期"),
    (7.0, "7", "日期，如 2021-03-01"),
    ("2021-7.20", "2021-7.20", "日期，如 2021-03-01"),
    (True, "是", "日期，如 2021-03-01"),
    (time(8, 30), "08:30:00", "日期，如 2021-03-01"),
    (timedelta(hours=30), "1 day, 6:00:00", "日期，如 2021-03-01"),
    ("#REF!", "#REF!", "公式算得出的值（单元格公式出错，请改正公式或直接填写结果）")])
def test_what_is_no_full_date_is_refused_and_says_why(cell, found, wanted):
    assert refused(DUE, cell) == (found, wanted)


@pytest.mark.parametrize("column", [DUE, AMOUNT, COUNT, STATUS, SECTOR, TEXT, NUMBER])
@pytest.mark.parametrize("cell", ["", None, "  ", "无", "#N/A", "N/A"])
def test_an_empty_cell_is_nothing_and_never_zero(column, cell):
    assert read(column, cell) is None


@pytest.mark.parametrize("cell", ["/", "—", "-", "——", "／"])
def test_a_stroke_is_nothing_except_in_a_status_where_it_is_unknown(cell):
    assert read(AMOUNT, cell) is None
    assert read(STATUS, cell) in ("unknown", None)


@pytest.mark.parametrize("cell, factor, yuan", [
    ("5.0227万元", 1, "50227.00"), ("1,234.5", 1, "1234.50"), ("１，２３４．５０", 1, "1234.50"), ("¥12元", 1, "12.00"), ("1.5亿元", 1, "150000000.00"),
    (5.0227, 10_000, "50227.00"), ("50227元", 10_000, "50227.00"), ("3万", 10_000, "30000.00"), (0.1 + 0.2, 1, "0.30"), (1.005, 1, "1.01"),
    (3.3000000000000003, 10_000, "33000.00"), (-3, 1, "-3.00"), ("(1,234.00)", 1, "-1234.00"), (0, 1, "0.00"), ("12元整", 1, "12.00")])
def test_an_amount_is_exact_yuan_whatever_its_unit(cell, factor, yuan):
    assert read(AMOUNT, cell, factor) == Decimal(yuan)
    assert str(read(AMOUNT, cell, factor)) == yuan


@pytest.mark.parametrize("cell", ["约5万元", "5万余元", "1,23", "十万元", "12元3角", "见附件", True, date(2021, 7, 20), float("nan"), 1e300, "(5"])
def test_what_is_no_exact_amount_is_refused(cell):
    assert refused(AMOUNT, cell)[1] == "金额，如 50227.00（约数请写确切数额）"


def test_an_amount_beyond_what_a_table_holds_is_refused():
    assert refused(AMOUNT, "99999999999亿元") == ("99999999999亿元", "一亿亿元以内的金额")


@pytest.mark.parametrize("cell, number", [
    ("3人", 3), ("3 项", 3), ("１２", 12), ("1,234", 1234), ("三", 3), ("十二人", 12), ("二十三", 23), ("一百零五件", 105), ("两名", 2), (3.0, 3), ("3人次", 3), ("-1", -1), ("0人", 0)])
def test_a_count_reads_with_its_counter_and_in_chinese_numerals(cell, number):
    assert read(COUNT, cell) == number


@pytest.mark.parametrize("cell", [2.5, "3余人", "多人", True, "3人和2人", date(2021, 7, 20)])
def test_what_is_no_whole_number_is_refused(cell):
    assert refused(COUNT, cell)[1] == "整数，如 3"


@pytest.mark.parametrize("cell, code", [
    ("已完成", "completed"), ("已 完　成", "completed"), ("已完成。已制定办法，人人知晓。", "completed"), ("整改情况：已完成", "completed"), ("已办结\n材料齐全", "completed"),
    ("整改状态：完成 | 阶段性完成", "completed"), ("已完成，并长期坚持", "long_term"), ("已完成,同意销号", "completed"), ("正在整改（预计六月）", "in_progress"),
    ("未完成，资金尚未收回", "not_completed"), ("√", "completed"), ("Completed", "completed"), ("是", "completed")])
def test_a_status_reads_by_its_leading_words(cell, code):
    assert read(STATUS, cell) == code


@pytest.mark.parametrize("cell", ["差不多", "已完成3项，未完成2项", "均已采取措施", "大部分已整改到位"])
def test_a_status_that_is_only_near_a_known_word_is_refused(cell):
    assert refused(STATUS, cell) == (cell, STATUS_WORDS)


def test_other_coded_columns_take_the_whole_word_only():
    assert read(SECTOR, "教育系统") == "education"
    assert refused(SECTOR, "教育，卫生")[0] == "教育，卫生"


def test_yes_and_no_read_from_words_signs_and_booleans():
    assert values.parse_column(YES, ["是", "否", True, False, 1.0, 0.0, "√", ""])[0] == [True, False, True, False, True, False, True, None]
    assert refused(YES, "也许") == ("也许", "“是”或“否”")


def test_text_keeps_its_words_and_a_number_in_a_text_column_loses_its_point():
    assert values.parse_column(TEXT, ["  《办法》\r\n", 1.0, 1.5, date(2021, 7, 20), "a_x000D_\nb", "无"])[0] == ["《办法》", "1", "1.5", "2021-07-20", "a\nb", None]


def test_true_and_one_in_one_column_do_not_stand_for_each_other():
    assert values.parse_column(TEXT, [True, 1.0, False, 0.0])[0] == ["是", "1", "否", "0"]


def test_every_wrong_cell_of_a_column_is_named_with_its_index():
    typed, errors = values.parse_column(COUNT, ["1", "多", "2", "多"])
    assert typed == [1, None, 2, None]
    assert errors == [(1, "多", "整数，如 3"), (3, "多", "整数，如 3")]


def test_a_long_cell_is_quoted_in_forty_characters_of_one_line():
    assert refused(COUNT, "长\n" * 40)[0] == ("长 " * 20) + "…"


STYLES = (lambda d: f"{d.year}年{d.month}月{d.day}日", lambda d: f"{d.year}.{d.month}.{d.day}", lambda d: d.isoformat(), lambda d: f"{d.year}/{d.month}/{d.day}",
          lambda d: f"{d:%Y%m%d}", lambda d: float((d - days.EPOCH).days), lambda d: datetime(d.year, d.month, d.day, 12), lambda d: d)


@given(st.dates(date(1990, 1, 1), date(2100, 12, 31)), st.sampled_from(STYLES))
def test_any_date_reads_back_from_any_style(day, style):
    assert read(DUE, style(day)) == day


@given(st.decimals(min_value=0, max_value=10**10, places=2))
def test_any_amount_reads_back_from_ten_thousands_of_yuan(yuan):
    wan = yuan / 10_000
    assert read(AMOUNT, f"{wan:f}万元") == read(AMOUNT, f"{wan:f}", 10_000) == read(AMOUNT, float(wan), 10_000) == yuan


@pytest.mark.parametrize("text, clean, count", [
    ("联系电话13800138000。", "联系电话［电话］。", 1), ("0571-88886666转12", "［电话］", 1), ("（010）88886666", "［电话］", 1), ("138-0013-8000", "［电话］", 1),
    ("证件110101199003071234", "证件［证件号］", 1), ("发a.b@example.cn，及１３８００１３８０００", "发［邮箱］，及［电话］", 2), ("电话：057188886666", "电话［电话］", 1)])
def test_contact_details_and_identity_numbers_are_masked_and_counted(text, clean, count):
    assert masking.mask(text) == (clean, count)


@pytest.mark.parametrize("text", ["追缴13800138000.50元", "账号6222021234567890123", "文号〔2021〕20210720123456", "2021-07-20至2021-08-20", "１２３４５６７８人", "整改"])
def test_amounts_accounts_and_dates_are_not_taken_for_telephones(text):
    assert masking.mask(text) == (text, 0)
