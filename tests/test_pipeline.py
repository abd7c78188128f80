"""Files become an edition: whole or refused with every reason, in any order, and a later ledger has the word."""

import errno
import itertools
import os
import re
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

import duibiao
from etl import edition, intake, pipeline, schema, validate
from etl.sources import ledger as ledgers
from tests.ledgers import ledger, line, load, one, parquet, records, rows, said, states

GOOD = "好.csv"
UNIT, INSPECTION = {"unit_id": "a", "unit_name": "甲局"}, {"inspection_id": "a-1", "unit_id": "a", "feedback_on": "2024-01-01"}
PROBLEM = {"problem_id": "a-1-p1", "inspection_id": "a-1", "basis": "feedback", "number": "1", "problem_text": "学习不扎实"}


@pytest.fixture
def lake(tmp_path) -> Path:
    return tmp_path / "lake"


@pytest.fixture
def good(tmp_path) -> Path:
    return ledger(tmp_path / GOOD, [line(1)])


# Refusals: where, what was found, what was wanted; the others go on -----------------------------------------------------------------

def csv(text: str, encoding: str = "utf-8"):
    return "坏.csv", text.encode(encoding)


def jsonl(table: str, *lines: str):
    return f"{table}.jsonl", "\n".join(lines).encode()


TITLE = "整改台账（截至2024年6月30日）\n被巡察单位,序号,问题,整改状态,完成时间,追缴金额（万元）\n"
BAD = {
    "an unknown code": (csv(TITLE + "甲局,1,学习不扎实,谁知道,,"), ["坏.csv", "第 3 行", "整改状态", "谁知道", "已完成"]),
    "no such day": (csv(TITLE + "甲局,1,学习不扎实,已完成,2024-02-30,"), ["坏.csv", "第 3 行", "完成时间", "2024-02-30", "日期"]),
    "no number": (csv(TITLE + "甲局,1,学习不扎实,已完成,,很多"), ["坏.csv", "第 3 行", "追缴金额", "很多", "金额"]),
    "no unit in a line": (csv(TITLE + ",1,学习不扎实,已完成,,"), ["坏.csv", "第 3 行", "被巡察单位", "单位"]),
    "no header": (csv("这是,一份,别的,表\n1,2,3,4"), ["坏.csv", "表头"]),
    "only a header": (csv(TITLE), ["坏.csv", "至少一行"]),
    "an empty file": (csv(""), ["坏.csv", "空文件"]),
    "a wrong encoding": (("坏.csv", (TITLE + "甲局,1,学习不扎实,已完成,,").encode() + b"\xff\xfe\xff"), ["坏.csv", "UTF-8"]),
    "a binary file called csv": (("坏.csv", b"\0\1\2\3" * 50), ["坏.csv"]),
    "a truncated workbook": (("坏.xlsx", b"PK\x03\x04" + b"\0" * 60), ["坏.xlsx", "工作簿"]),
    "a text called xlsx": (("坏.xlsx", "整改台账".encode()), ["坏.xlsx", "工作簿"]),
    "an unknown kind of file": (("坏.rtf", b"x"), ["坏.rtf", ".rtf", "台账", "通报"]),
    "a broken word file": (("坏.docx", b"x"), ["坏.docx", "通报"]),
    "a file without a suffix": (("坏", b"x"), ["坏", "没有扩展名"]),
    "garbage for JSON": (jsonl("funds", "{", "not json", '{"fund_id": 1}x'), ["funds.jsonl", "第 1 行", "JSON"]),
    "JSON of another kind": (jsonl("funds", "[1, 2]"), ["funds.jsonl", "第 1 行", "[1, 2]", "JSON 对象"]),
    "JSON in another encoding": (("funds.jsonl", '{"fund_id": "资"}'.encode("gb18030")), ["funds.jsonl", "字节", "UTF-8"]),
    "a value that is a list": (jsonl("units", '{"unit_id": "a", "unit_name": ["甲", "乙"]}'), ["units.jsonl", "第 1 行", "unit_name", "列表"]),
    "a value that is an object": (jsonl("units", '{"unit_id": {"a": 1}, "unit_name": "甲"}'), ["units.jsonl", "第 1 行", "unit_id", "对象"]),
    "an unknown column": (jsonl("units", '{"unit_id": "a", "unit_name": "甲", "colour": "red"}'), ["units.jsonl", "colour", "unit_name"]),
    "a code that the list lacks": (jsonl("units", '{"unit_id": "a", "unit_name": "甲", "level": "galaxy"}'), ["units.jsonl", "第 1 行", "level", "galaxy", "县级"]),
    "a missing value": (jsonl("units", '{"unit_id": "a"}'), ["units.jsonl", "units#1", "unit_name", "不能为空"]),
    "a missing key": (jsonl("inspections", '{"unit_id": "a"}'), ["inspections.jsonl", "inspections#1", "inspection_id", "不能为空"]),
    "a repeated key": (jsonl("units", '{"unit_id": "a", "unit_name": "甲"}', '{"unit_id": "a", "unit_name": "乙"}'), ["units.jsonl", "units#2", "unit_id", "units#1"]),
    "an inspection of nobody": (jsonl("inspections", '{"inspection_id": "x-1", "unit_id": "nobody"}'), ["inspections.jsonl", "inspections#1", "unit_id", "nobody"]),
    "a problem of no inspection": (jsonl("problems", '{"problem_id": "p", "inspection_id": "none", "basis": "feedback"}'), ["problems.jsonl", "problems#1", "inspection_id", "none"]),
    "a truncated Parquet file": (("funds.parquet", b"PAR1" + b"\0" * 40), ["funds.parquet", "Parquet"]),
    "an empty Parquet file": (("funds.parquet", b""), ["funds.parquet", "Parquet"]),
}


@pytest.mark.parametrize("what", BAD)
def test_is_refused_with_place_found_and_wanted_while_the_others_are_loaded(lake, tmp_path, good, what):
    (name, content), wanted = BAD[what]
    (tmp_path / name).write_bytes(content)
    done = load(lake, tmp_path / name, good)
    assert states(done) == {name: "refused", GOOD: "accepted"}
    assert not done.is_complete
    whole = " ".join(said(done))
    assert [part for part in wanted if part not in whole] == []
    assert all(row["file"] == name for row in rows(lake, "refusals")) and rows(lake, "refusals")
    assert [row["file"] for row in rows(lake, "receipts")] == [GOOD]


@pytest.mark.parametrize("table, row, column", [
    ("problems", PROBLEM | {"problem_id": "p2", "parent_problem_id": "none"}, "parent_problem_id"),
    ("problems", PROBLEM | {"problem_id": "p2", "document_id": "none"}, "document_id"),
    ("measures", {"measure_id": "m1", "inspection_id": "a-1", "problem_id": "none"}, "problem_id"),
    ("funds", {"fund_id": "f1", "inspection_id": "a-1", "state": "recovered", "amount": 1, "part_of": "none"}, "part_of"),
    ("discipline", {"discipline_id": "d1", "inspection_id": "a-1", "term": "诫勉谈话", "counts": "人", "number": 1, "problem_id": "none"}, "problem_id"),
    ("rules", {"rule_id": "r1", "inspection_id": "none", "action": "new", "number": 1}, "inspection_id"),
    ("documents", {"document_id": "x", "kind": "notice", "inspection_id": "none"}, "inspection_id"),
])
def test_a_reference_that_leads_nowhere_refuses_its_file_only(lake, tmp_path, good, table, row, column):
    bad = records(tmp_path / "坏", units=[UNIT], inspections=[INSPECTION], **({"problems": [PROBLEM, row]} if table == "problems" else {"problems": [PROBLEM], table: [row]}))
    done = load(lake, bad, good)
    assert states(done) == {"坏": "refused", GOOD: "accepted"}
    assert any(column in reason and "none" in reason for reason in said(done))
    assert "甲局" not in {row["unit_name"] for row in rows(lake, "units")}


def test_a_reference_may_lead_to_what_was_loaded_before(lake, tmp_path):
    load(lake, records(tmp_path / "一", units=[UNIT], inspections=[INSPECTION], problems=[PROBLEM]))
    done = load(lake, records(tmp_path / "二", funds=[{"fund_id": "f1", "inspection_id": "a-1", "problem_id": "a-1-p1", "state": "recovered", "amount": "12.50"}]))
    assert done.is_complete and one(lake, "funds")["amount"] == Decimal("12.50")


def test_every_reason_is_given_at_once(lake, tmp_path):
    done = load(lake, ledger(tmp_path / "坏.csv", [line(1, status="谁知道"), line(2, status="天知道", 完成时间="昨天"), line(3)]))
    assert [re.search(r"第 (\d+) 行", reason)[1] for reason in said(done)] == ["3", "4", "4"]


def test_a_refused_file_leaves_no_trace_in_the_facts(lake, tmp_path, good):
    """Not even its units and inspections, which are met before the reason is."""
    bad = records(tmp_path / "坏", units=[UNIT], inspections=[INSPECTION], problems=[PROBLEM | {"basis": None}])
    worse = ledger(tmp_path / "坏.csv", [line(1, 被巡察单位="另一个局"), line(2, status="谁知道")])
    load(lake, bad, worse, good)
    load(tmp_path / "only", good)
    for table in ("units", "inspections", "documents", "problems", "progress", "receipts"):
        assert rows(lake, table) == rows(tmp_path / "only", table)


def test_a_missing_file_is_said_and_not_remembered(lake, tmp_path, good):
    done = load(lake, tmp_path / "没有.csv", tmp_path / "没有.jsonl", tmp_path / "funds.jsonl", good)
    assert states(done) == {"没有.csv": "refused", "没有.jsonl": "refused", "funds.jsonl": "refused", GOOD: "accepted"}
    assert all(os.strerror(errno.ENOENT) in reason for reason in said(done)) and rows(lake, "refusals") == []


@pytest.mark.parametrize("name", ["坏.csv", "funds.jsonl"])
def test_a_file_that_vanishes_between_listing_and_reading_is_said(lake, tmp_path, good, monkeypatch, name):
    going = ledger(tmp_path / name, [line(1)])
    real = pipeline.content_hash

    def vanishing(path):
        going.unlink(missing_ok=True)
        return real(path)

    monkeypatch.setattr(intake, "content_hash", vanishing)
    done = load(lake, going, good)
    assert states(done) == {name: "refused", GOOD: "accepted"}
    assert os.strerror(errno.ENOENT) in said(done)[0]


def test_a_file_that_vanishes_while_it_is_read_is_said(lake, tmp_path, good, monkeypatch):
    going = records(tmp_path / "记录", units=[UNIT])
    read = pipeline.records.read

    def vanishing(path):
        (going / "units.jsonl").unlink()
        return read(going / "units.jsonl")

    monkeypatch.setattr(pipeline.records, "read", vanishing)
    assert states(load(lake, going, good)) == {"记录": "refused", GOOD: "accepted"}


@pytest.mark.parametrize("name", ["坏.csv", "funds.jsonl"])
def test_a_file_that_may_not_be_read_is_said(lake, tmp_path, good, monkeypatch, name):
    closed, real = ledger(tmp_path / name, [line(1)]), Path.read_bytes

    def read_bytes(path):
        if path == closed:
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
        return real(path)

    monkeypatch.setattr(Path, "read_bytes", read_bytes)
    done = load(lake, closed, good)
    assert states(done) == {name: "refused", GOOD: "accepted"}
    assert os.strerror(errno.EACCES) in said(done)[0]


def test_a_folder_called_like_a_ledger_is_looked_into(lake, tmp_path):
    ledger(tmp_path / "2024.csv" / GOOD, [line(1)])
    assert states(load(lake, tmp_path / "2024.csv")) == {GOOD: "accepted"}


def test_hidden_and_temporary_files_are_passed_over(lake, tmp_path):
    for name in (".DS_Store", "~$台账.xlsx", ".~lock.台账.xlsx#", "README.md"):
        (tmp_path / "来件").mkdir(exist_ok=True)
        (tmp_path / "来件" / name).write_bytes(b"x")
    ledger(tmp_path / "来件" / GOOD, [line(1)])
    assert states(load(lake, tmp_path / "来件")) == {GOOD: "accepted"}


# Receipts and refusals are part of the edition ------------------------------------------------------------------------------------------

def test_a_receipt_leads_to_the_time_of_its_load(lake, tmp_path, good):
    load(lake, good)
    load(lake, ledger(tmp_path / "后.csv", [line(2)], as_of="2024年9月30日"))
    now = edition.current(lake)
    assert [(row["file"], row["loaded_in"]) for row in sorted(rows(lake, "receipts"), key=lambda row: row["loaded_in"])] == [(GOOD, 1), ("后.csv", 2)]
    assert now["loads"] == {"1": edition.manifest(lake, 1)["made_at"], "2": now["made_at"]}


def test_a_receipt_says_what_was_taken(lake, tmp_path):
    load(lake, ledger(tmp_path / "a.csv", [line(1, 整改措施="制定计划"), line(2)]))
    receipt, document = one(lake, "receipts"), one(lake, "documents")
    assert (receipt["kind"], receipt["rows"], receipt["document_id"]) == ("ledger", 5, document["document_id"])     # 2 problems, 2 states, 1 measure
    assert (document["as_of"], document["standard"], document["speaks_of"]) == (date(2024, 6, 30), "claimed", "problems、measures")


def test_a_refused_file_is_settled_when_it_is_repaired(lake, tmp_path):
    bad = ledger(tmp_path / "a.csv", [line(1, status="谁知道")])
    load(lake, bad)
    assert len(rows(lake, "refusals")) == 1
    load(lake, ledger(tmp_path / "a.csv", [line(1, status="已完成")]))
    assert rows(lake, "refusals") == []


def test_a_refused_file_is_settled_when_a_mapping_explains_it(lake, tmp_path):
    bad = ledger(tmp_path / "a.csv", [{"单位叫啥": "甲局", "啥毛病": "学习不扎实"}])
    assert not load(lake, bad).is_complete
    done = load(lake, bad, mapping={"columns": {"单位叫啥": "units.unit_name", "啥毛病": "problems.problem_text"}})
    assert done.is_complete and rows(lake, "refusals") == [] and one(lake, "problems")["problem_text"] == "学习不扎实"


def test_a_repaired_file_that_is_still_wrong_replaces_its_reasons(lake, tmp_path):
    load(lake, ledger(tmp_path / "a.csv", [line(1, status="谁知道"), line(2, status="天知道")]))
    load(lake, ledger(tmp_path / "a.csv", [line(1), line(2, status="天知道")]))
    (row,) = rows(lake, "refusals")
    assert (row["found"], row["loaded_in"]) == ("天知道", 2)


def test_a_file_of_the_same_name_in_the_same_load_settles_nothing(lake, tmp_path):
    bad, fine = ledger(tmp_path / "甲" / "a.csv", [line(1, status="谁知道")]), ledger(tmp_path / "乙" / "a.csv", [line(1)])
    load(lake, bad, fine)
    assert len(rows(lake, "refusals")) == 1


def test_a_mapping_replaces_what_a_document_said_without_it(lake, tmp_path):
    odd = ledger(tmp_path / "a.csv", [line(1) | {"一笔钱": "100"}])
    load(lake, odd, mapping={"columns": {"一笔钱": "funds.recovered"}})
    load(lake, odd, mapping={"columns": {"一笔钱": "funds.identified"}})
    assert [row["state"] for row in rows(lake, "funds")] == ["identified"]
    assert len(rows(lake, "receipts")) == 1


def test_a_ledger_that_states_no_day_is_taken_as_of_its_latest_completion_and_that_is_remarked(lake, tmp_path):
    done = load(lake, ledger(tmp_path / "a.csv", [line(1, status="已完成", 完成时间="2024-05-17")], as_of=None))
    assert one(lake, "documents")["as_of"] == date(2024, 5, 17)
    assert "2024-05-17" in str(done.outcomes[0].remarks[0]) and len(rows(lake, "remarks")) == 1


def test_a_ledger_without_any_day_is_refused_unless_one_is_given(lake, tmp_path):
    dayless = ledger(tmp_path / "a.csv", [line(1)], as_of=None)
    assert "--as-of" in said(load(lake, dayless))[0]
    assert load(lake, dayless, as_of=date(2024, 7, 1)).is_complete
    assert one(lake, "progress")["as_of"] == date(2024, 7, 1)


# A later ledger restates, an earlier one adds history ----------------------------------------------------------------------------------

def told(day: str, *lines: dict, name: str = "", folder: Path) -> Path:
    return ledger(folder / f"{name or day}.csv", lines, as_of=day)


MARCH, JUNE, SEPTEMBER = "2024年3月31日", "2024年6月30日", "2024年9月30日"


def test_a_later_ledger_restates_a_problem_with_all_that_hangs_on_it(lake, tmp_path):
    more = {"整改措施": "旧措施", "追缴金额（元）": "100", "诫勉谈话人数": "2", "制度名称": "《旧办法》"}
    load(lake, told(MARCH, line(1, **more), folder=tmp_path))
    more = {"整改措施": "新措施", "追缴金额（元）": "250", "诫勉谈话人数": "3", "制度名称": "《新办法》"}
    load(lake, told(JUNE, line(1, status="已完成", **more), folder=tmp_path))
    assert one(lake, "problems")["status"] == "completed"
    assert one(lake, "measures")["measure_text"] == "新措施"
    assert (one(lake, "funds")["amount"], one(lake, "discipline")["number"], one(lake, "rules")["title"]) == (250, 3, "新办法")
    assert [(row["as_of"], row["status"]) for row in rows(lake, "progress")] == [(date(2024, 3, 31), "in_progress"), (date(2024, 6, 30), "completed")]


def test_an_earlier_ledger_that_comes_later_only_adds_history(lake, tmp_path):
    load(lake, told(JUNE, line(1, status="已完成", 整改措施="新措施", **{"追缴金额（元）": "250"}), folder=tmp_path))
    before = {table: rows(lake, table) for table in ("problems", "measures", "funds")}
    load(lake, told(MARCH, line(1, 整改措施="旧措施", **{"追缴金额（元）": "100"}), folder=tmp_path))
    assert {table: rows(lake, table) for table in before} == before
    assert [row["status"] for row in rows(lake, "progress")] == ["in_progress", "completed"]


def test_withdrawn_sums_vanish(lake, tmp_path):
    load(lake, told(MARCH, line(1, **{"追缴金额（元）": "100"}), line(2, **{"追缴金额（元）": "7"}), folder=tmp_path))
    load(lake, told(JUNE, line(1, **{"追缴金额（元）": ""}), line(2, **{"追缴金额（元）": "7"}), folder=tmp_path))
    assert [row["amount"] for row in rows(lake, "funds")] == [7]


def test_a_ledger_that_has_no_column_for_sums_leaves_them(lake, tmp_path):
    load(lake, told(MARCH, line(1, **{"追缴金额（元）": "100"}), folder=tmp_path))
    load(lake, told(JUNE, line(1, status="已完成"), folder=tmp_path))
    assert (one(lake, "funds")["amount"], one(lake, "problems")["status"]) == (100, "completed")


def test_a_problem_that_the_later_ledger_leaves_out_stays(lake, tmp_path):
    load(lake, told(MARCH, line(1), line(2), folder=tmp_path))
    load(lake, told(JUNE, line(1, status="已完成"), folder=tmp_path))
    assert [row["status"] for row in rows(lake, "problems")] == ["completed", "in_progress"]


def test_of_two_ledgers_of_one_day_the_one_loaded_later_has_the_word(lake, tmp_path):
    load(lake, told(JUNE, line(1, status="已完成"), name="乙", folder=tmp_path))
    load(lake, told(JUNE, line(1, status="未完成"), name="甲", folder=tmp_path))
    assert (one(lake, "problems")["status"], one(lake, "progress")["status"]) == ("not_completed", "not_completed")


def test_of_two_ledgers_of_one_day_in_one_load_the_name_decides_and_not_the_order(tmp_path):
    files = [told(JUNE, line(1, status="已完成"), name="甲", folder=tmp_path), told(JUNE, line(1, status="未完成"), name="乙", folder=tmp_path)]
    for name, given in (("1", files), ("2", files[::-1])):
        load(tmp_path / name, *given)
    assert one(tmp_path / "1", "problems") == one(tmp_path / "2", "problems")


def test_ledgers_of_different_days_give_the_same_in_whatever_order_they_come(tmp_path):
    files = [
        told(MARCH, line(1, 整改措施="旧", **{"追缴金额（元）": "1"}), line(2, **{"追缴金额（元）": "2"}), folder=tmp_path),
        told(JUNE, line(1, 整改措施="中", **{"追缴金额（元）": ""}), line(2, status="已完成", **{"追缴金额（元）": "4"}), line(3), folder=tmp_path),
        told(SEPTEMBER, line(1, status="已完成"), line(3, status="长期坚持"), folder=tmp_path),
    ]
    def facts(lake):
        inspection = one(lake, "inspections") | {"document_id": None, "locator": None}      # the first ledger that named it
        return str([inspection, *(rows(lake, table) for table in ("problems", "measures", "funds", "progress"))])

    found = set()
    for number, order in enumerate(itertools.permutations(files)):
        lake = tmp_path / f"lake-{number}"
        for path in order:
            load(lake, path)
        found.add(facts(lake))
    load(tmp_path / "at once", *files)
    found.add(facts(tmp_path / "at once"))
    assert len(found) == 1


def test_records_replace_the_rows_of_their_key(lake, tmp_path):
    fund = {"fund_id": "f1", "inspection_id": "a-1", "state": "recovered", "amount": "10"}
    load(lake, records(tmp_path / "一", units=[UNIT], inspections=[INSPECTION], problems=[PROBLEM], funds=[fund, fund | {"fund_id": "f2"}]))
    load(lake, records(tmp_path / "二", funds=[fund | {"amount": "11"}], problems=[PROBLEM | {"status": "已完成"}], units=[UNIT | {"sector": "水利"}]))
    assert [(row["fund_id"], row["amount"]) for row in rows(lake, "funds")] == [("f1", 11), ("f2", 10)]
    assert (one(lake, "problems")["status"], one(lake, "units")["sector"]) == ("completed", "water")


# The lake as a whole -------------------------------------------------------------------------------------------------------------------

def test_invented_and_real_data_are_never_mixed(lake, tmp_path, good):
    load(lake, good)
    with pytest.raises(pipeline.MixedData, match="演示数据"):
        load(lake, ledger(tmp_path / "演.csv", [line(2)]), is_demo=True)
    assert edition.current(lake)["edition"] == 1


def test_a_demonstration_ledger_is_refused_among_real_data(lake, tmp_path, good):
    done = load(lake, ledger(tmp_path / "a.csv", [line(1)], title="演示数据：整改台账"), good)
    assert states(done) == {"a.csv": "refused", GOOD: "accepted"}


def test_a_broken_reference_inside_publishes_nothing(lake, good, monkeypatch):
    monkeypatch.setattr(validate, "references", lambda tables: ["problems.inspection_id → inspections: 1 个"])
    with pytest.raises(edition.Damaged, match="引用不成立"):
        load(lake, good)
    assert edition.current(lake) is None


def test_what_the_edition_says_of_itself_is_in_it(lake, good):
    load(lake, good)
    assert {(row["table"], row["column"]) for row in rows(lake, "dictionary")} == {(table.name, column.name) for table in schema.TABLES for column in table.columns}
    assert {row["list"] for row in rows(lake, "codes")} >= {"status", "fund_state", "sector"}
    assert len(rows(lake, "terms")) > 20


def test_parquet_records_are_the_same_as_json_records(tmp_path):
    fund = {"fund_id": "f1", "inspection_id": "a-1", "state": "recovered", "amount": "10.25", "happened_on": "2024-05-01", "is_approximate": False}
    given = records(tmp_path / "json", units=[UNIT], inspections=[INSPECTION], funds=[fund])
    (tmp_path / "parquet").mkdir()
    parquet(tmp_path / "parquet" / "units.parquet", [UNIT])
    parquet(tmp_path / "parquet" / "inspections.parquet", [INSPECTION | {"feedback_on": date(2024, 1, 1)}])
    parquet(tmp_path / "parquet" / "funds.parquet", [fund | {"amount": Decimal("10.25"), "happened_on": date(2024, 5, 1)}])
    load(tmp_path / "1", given), load(tmp_path / "2", tmp_path / "parquet")
    without = lambda row: {name: value for name, value in row.items() if name != "document_id"}
    for table in ("units", "inspections", "funds"):
        assert list(map(without, rows(tmp_path / "1", table))) == list(map(without, rows(tmp_path / "2", table)))


def test_the_sample_loads_and_every_correction_of_it_applies(lake):
    done = pipeline.load([duibiao.ROOT / "data" / "sample"], lake)
    assert done.is_complete
    assert {row["state"] for row in done.corrections} == {"applied"}
    again = pipeline.load([duibiao.ROOT / "data" / "sample"], lake)
    assert (again.is_new, again.is_complete) == (False, True)


def test_the_kinds_of_file_are_told_apart_by_name():
    assert [ledgers.reads(Path(name)) for name in ("a.xlsx", "A.XLSX", "a.xls", "a.csv", "a.docx", "funds.jsonl")] == [True, True, True, True, False, False]
    assert [pipeline.records.reads(Path(name)) for name in ("funds.jsonl", "funds.parquet", "other.jsonl", "funds.csv")] == [True, True, False, False]
