"""The same unit, inspection and problem keep their id from file to file; nothing is merged by guess."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl import merge
from etl.identity import Identity
from etl.register import Ambiguous, Malformed, Register, normal, party_body
from tests.ledgers import ledger, line, load, one, rows, said, states

HEAD = "unit_id,unit_name,party_body,level,sector,province,city,county,aliases,parent_unit_id\n"
MARCH, JUNE, SEPTEMBER = "2024年3月31日", "2024年6月30日", "2024年9月30日"


@pytest.fixture
def lake(tmp_path) -> Path:
    return tmp_path / "lake"


def register(path: Path, *lines: str, encoding: str = "utf-8-sig") -> Path:
    path.write_bytes((HEAD + "\n".join(lines)).encode(encoding))
    return path


@pytest.fixture
def known(tmp_path) -> Path:
    return register(tmp_path / "units.csv", "city-water,某市水务局,党组,city,water,某省,某市,,市水务局、某市水利局,", "jia-water,水务局,党组,county,water,某省,某市,甲县,,",
                    "yi-water,水务局,党组,county,water,某省,某市,乙县,,")


# Units ----------------------------------------------------------------------------------------------------------------------------------

@pytest.mark.parametrize("name", ["某市水务局", "某市水务局党组", "中共某市水务局党组", "中国共产党某市水务局党组", "市水务局", "某市水利局党组", " 某市 水务局　党组 ", "中共某市水务局委员会"])
def test_a_unit_is_found_by_its_name_its_aliases_and_with_its_party_body(known, name):
    assert Register.load(known).find(name) == "city-water"


@pytest.mark.parametrize("name, plain, body", [
    ("中共某市水务局党组", "某市水务局", "党组"), ("某街道党工委", "某街道", "党工委"), ("某公司党委", "某公司", "党委"), ("某学院党总支", "某学院", "党总支"),
    ("某市卫生健康委员会", "某市卫生健康委员会", None), ("某集团公司委员会", "某集团公司", None), ("党委", "党委", "党委"), ("Ａ局", "A局", None),
])
def test_prefixes_and_suffixes_of_the_party_are_taken_off_and_nothing_else(name, plain, body):
    assert (normal(name), party_body(name)) == (plain, body)


def test_a_name_that_fits_several_units_is_refused_with_their_names(lake, tmp_path, known):
    done = load(lake, ledger(tmp_path / "a.csv", [line(1, 被巡察单位="水务局")]), register=known)
    assert "jia-water" in said(done)[0] and "yi-water" in said(done)[0]


def test_the_region_decides_between_units_of_one_name(lake, tmp_path, known):
    load(lake, ledger(tmp_path / "a.csv", [line(1, 被巡察单位="水务局", 县="乙县")]), register=known)
    assert one(lake, "units")["unit_id"] == "yi-water"


def test_an_unregistered_unit_keeps_its_id_and_stays_unregistered(lake, tmp_path):
    load(lake, ledger(tmp_path / "a.csv", [line(1)]))
    first = one(lake, "units")
    load(lake, ledger(tmp_path / "b.csv", [line(2, 被巡察单位="中共某市水务局党组")], as_of=SEPTEMBER))
    assert one(lake, "units") == first | {"is_registered": False}
    assert load(tmp_path / "other", ledger(tmp_path / "c.csv", [line(1, 被巡察单位="某市水务局")])).edition and one(tmp_path / "other", "units")["unit_id"] == first["unit_id"]


def test_units_of_one_name_in_different_counties_stay_two(lake, tmp_path):
    load(lake, ledger(tmp_path / "a.csv", [line(1, 被巡察单位="水务局", 县="甲县"), line(1, 被巡察单位="水务局", 县="乙县")]))
    done = load(lake, ledger(tmp_path / "b.csv", [line(2, 被巡察单位="水务局", 县="甲县"), line(2, 被巡察单位="水务局", 县="乙县")], as_of=SEPTEMBER))
    assert done.is_complete and [row["county"] for row in rows(lake, "units")].count("甲县") == 1 and len(rows(lake, "units")) == 2
    load(lake, ledger(tmp_path / "c.csv", [line(1, 被巡察单位="水务局", 县="丙县")]))
    assert len(rows(lake, "units")) == 3


def test_a_name_without_a_region_that_fits_several_known_units_is_refused(lake, tmp_path):
    load(lake, ledger(tmp_path / "a.csv", [line(1, 被巡察单位="水务局", 县="甲县"), line(1, 被巡察单位="水务局", 县="乙县")]))
    done = load(lake, ledger(tmp_path / "b.csv", [line(2, 被巡察单位="水务局")], as_of=SEPTEMBER))
    assert "甲县" in said(done)[0] and "乙县" in said(done)[0]


def test_a_later_file_may_leave_out_the_region_or_add_what_was_not_said(lake, tmp_path):
    load(lake, ledger(tmp_path / "a.csv", [line(1, 省="某省", 县="甲县", 被巡察单位="甲县水务局")]))
    load(lake, ledger(tmp_path / "b.csv", [line(2, 行业="水利", 被巡察单位="甲县水务局党组")], as_of=SEPTEMBER))
    unit = one(lake, "units")
    assert (unit["province"], unit["county"], unit["sector"]) == ("某省", "甲县", "water")


@pytest.mark.parametrize("buckets", [1, 8])
def test_a_unit_that_gets_into_the_register_takes_its_id_and_keeps_its_history(lake, tmp_path, known, monkeypatch, buckets):
    monkeypatch.setattr(merge, "bucket_count", lambda units: buckets)
    load(lake, ledger(tmp_path / "a.csv", [line(1, 整改措施="制定计划"), line(1, 被巡察单位="某市教育局")]))
    assert {row["is_registered"] for row in rows(lake, "units")} == {False}
    done = load(lake, ledger(tmp_path / "b.csv", [line(1, status="已完成")], as_of=SEPTEMBER), register=known)
    assert done.is_complete
    assert {row["unit_id"] for row in rows(lake, "units") if row["is_registered"]} == {"city-water"}
    assert len(rows(lake, "inspections")) == len(rows(lake, "problems")) == 2 and len(rows(lake, "measures")) == 1
    (water,) = [row["inspection_id"] for row in rows(lake, "inspections") if row["unit_id"] == "city-water"]
    assert [row["status"] for row in rows(lake, "progress") if row["inspection_id"] == water] == ["in_progress", "completed"]
    again = load(lake, ledger(tmp_path / "b.csv", [line(1, status="已完成")], as_of=SEPTEMBER), register=known)
    assert not again.is_new


def test_the_register_may_be_saved_by_excel_in_china(tmp_path):
    saved = register(tmp_path / "units.csv", "a,某市水务局,党组,city,water,某省,某市,,,", encoding="gb18030")
    assert Register.load(saved).find("某市水务局") == "a"


@pytest.mark.parametrize("lines, wanted", [(["a,,党组,,,,,,,"], "第 2 行"), (["a,甲,,,,,,,,", "a,乙,,,,,,,,"], "第 3 行"), ([",甲,,,,,,,,"], "第 2 行")])
def test_a_register_that_cannot_be_used_is_said_with_its_line(tmp_path, lines, wanted):
    with pytest.raises(Malformed, match=wanted):
        Register.load(register(tmp_path / "units.csv", *lines))


def test_a_register_without_its_columns_is_said(tmp_path):
    (tmp_path / "units.csv").write_text("编号,名称\na,甲\n")
    with pytest.raises(Malformed, match="unit_id、unit_name"):
        Register.load(tmp_path / "units.csv")


# Inspections ----------------------------------------------------------------------------------------------------------------------------

def both(lake: Path, tmp_path: Path, first: dict, second: dict) -> int:
    """How many inspections two ledgers of one unit speak of."""
    load(lake, ledger(tmp_path / "a.csv", [line(1) | first], as_of=MARCH))
    load(lake, ledger(tmp_path / "b.csv", [line(1) | second], as_of=JUNE))
    return len(rows(lake, "inspections"))


@pytest.mark.parametrize("first, second", [
    ({"轮次": "第三轮", "反馈日期": ""}, {"轮次": "第 三 轮", "反馈日期": ""}),
    ({"轮次": "", "反馈日期": "2024-03-01"}, {"轮次": "", "反馈日期": "2024年3月1日"}),
    ({"轮次": "第三轮", "反馈日期": ""}, {"轮次": "第三轮", "反馈日期": "2024-03-01"}),
    ({"轮次": "", "反馈日期": ""}, {"轮次": "", "反馈日期": ""}),
    ({"轮次": "第三轮", "反馈日期": "2024-03-01"}, {"轮次": "", "反馈日期": ""}),
    ({"轮次": "", "反馈日期": ""}, {"轮次": "第三轮", "反馈日期": "2024-03-01"}),
])
def test_an_inspection_is_the_same_by_round_or_day_or_as_the_only_one(lake, tmp_path, first, second):
    assert both(lake, tmp_path, first, second) == 1


@pytest.mark.parametrize("first, second", [
    ({"轮次": "第三轮"}, {"轮次": "第四轮"}),
    ({"反馈日期": "2024-03-01", "轮次": ""}, {"反馈日期": "2023-03-01", "轮次": ""}),
    ({"轮次": "第三轮", "反馈日期": "2024-03-01"}, {"轮次": "第三轮", "反馈日期": "2024-04-01"}),
    ({"轮次": "第三轮", "反馈日期": ""}, {"轮次": "", "反馈日期": "2024-03-01"}),
    ({"巡察组": "第一巡察组"}, {"巡察组": "第二巡察组"}),
    ({"巡察类型": "巡察"}, {"巡察类型": "回头看"}),
])
def test_inspections_that_contradict_each_other_or_share_nothing_stay_apart(lake, tmp_path, first, second):
    assert both(lake, tmp_path, first, second) == 2


def test_a_ledger_that_does_not_say_which_of_several_inspections_is_refused(lake, tmp_path):
    both(lake, tmp_path, {"轮次": "第三轮"}, {"轮次": "第四轮"})
    done = load(lake, ledger(tmp_path / "c.csv", [line(1, 轮次=None, 反馈日期=None)], as_of=SEPTEMBER))
    assert states(done) == {"c.csv": "refused"} and "2 次巡察" in said(done)[0]
    assert len(rows(lake, "inspections")) == 2


# Problems -------------------------------------------------------------------------------------------------------------------------------

TEXTS = ["党组会议学习不深入不系统", "财务报销审核把关不严", "干部轮岗交流不够及时", "工程招投标程序不规范"]


def statuses(lake: Path) -> dict[str, list[str]]:
    """What each problem, by its present wording, was said to be from ledger to ledger."""
    words = {row["problem_id"]: row["problem_text"] for row in rows(lake, "problems")}
    found = {}
    for row in rows(lake, "progress"):
        found.setdefault(words[row["problem_id"]], []).append(row["status"])
    return found


def test_a_problem_keeps_its_id_when_numbers_move_and_that_is_remarked(lake, tmp_path):
    load(lake, ledger(tmp_path / "a.csv", [line(1, TEXTS[0]), line(2, TEXTS[1])], as_of=MARCH))
    before = {row["problem_text"]: row["problem_id"] for row in rows(lake, "problems")}
    done = load(lake, ledger(tmp_path / "b.csv", [line(1, TEXTS[2]), line(2, TEXTS[0], "已完成"), line(3, TEXTS[1])], as_of=JUNE))
    after = {row["problem_text"]: row["problem_id"] for row in rows(lake, "problems")}
    assert before.items() <= after.items() and len(after) == 3
    assert statuses(lake)[TEXTS[0]] == ["in_progress", "completed"]
    assert [(remark.found, remark.wanted[:1]) for remark in done.outcomes[0].remarks] == [("2", "1"), ("3", "2")]
    assert len(rows(lake, "remarks")) == 2


def test_a_new_problem_that_is_alike_does_not_take_the_id_of_one_further_down(lake, tmp_path):
    load(lake, ledger(tmp_path / "a.csv", [line(1, "学习不扎实")], as_of=MARCH))
    (old,) = [row["problem_id"] for row in rows(lake, "problems")]
    load(lake, ledger(tmp_path / "b.csv", [line(1, "学习不深入"), line(2, "学习不扎实", "已完成")], as_of=JUNE))
    assert {row["problem_text"]: row["problem_id"] for row in rows(lake, "problems")}["学习不扎实"] == old
    assert statuses(lake) == {"学习不深入": ["in_progress"], "学习不扎实": ["in_progress", "completed"]}


def test_a_problem_that_is_worded_anew_under_its_number_keeps_its_id(lake, tmp_path):
    load(lake, ledger(tmp_path / "a.csv", [line(1, TEXTS[0])], as_of=MARCH))
    load(lake, ledger(tmp_path / "b.csv", [line(1, TEXTS[0] + "、不经常", "已完成")], as_of=JUNE))
    assert list(statuses(lake).values()) == [["in_progress", "completed"]]


def test_another_problem_under_the_same_number_is_another_problem(lake, tmp_path):
    load(lake, ledger(tmp_path / "a.csv", [line(1, TEXTS[0])], as_of=MARCH))
    load(lake, ledger(tmp_path / "b.csv", [line(1, TEXTS[1], "已完成")], as_of=JUNE))
    assert statuses(lake) == {TEXTS[0]: ["in_progress"], TEXTS[1]: ["completed"]}


def test_two_problems_of_one_wording_stay_two(lake, tmp_path):
    load(lake, ledger(tmp_path / "a.csv", [line(1, TEXTS[0]), line(2, TEXTS[0])], as_of=MARCH))
    load(lake, ledger(tmp_path / "b.csv", [line(2, TEXTS[0], "已完成"), line(1, TEXTS[0])], as_of=JUNE))
    assert {row["number"]: row["status"] for row in rows(lake, "problems")} == {"1": "in_progress", "2": "completed"}
    assert len(rows(lake, "progress")) == 4


def test_two_problems_of_one_wording_stay_two_when_their_numbers_move(lake, tmp_path):
    load(lake, ledger(tmp_path / "a.csv", [line(1, TEXTS[0]), line(2, TEXTS[0])], as_of=MARCH))
    load(lake, ledger(tmp_path / "b.csv", [line(3, TEXTS[0]), line(1, TEXTS[0], "已完成")], as_of=JUNE))
    assert {row["number"]: row["status"] for row in rows(lake, "problems")} == {"1": "completed", "3": "in_progress"}


def test_numbers_that_start_again_in_each_aspect_stay_apart(lake, tmp_path):
    def told(status):
        return [line(1, TEXTS[0], status, 方面="甲"), line(2, TEXTS[1], status, 方面="甲"), line(1, TEXTS[2], status, 方面="乙"), line(2, TEXTS[3], status, 方面="乙")]

    load(lake, ledger(tmp_path / "a.csv", told("正在整改"), as_of=MARCH))
    before = {row["problem_text"]: row["problem_id"] for row in rows(lake, "problems")}
    load(lake, ledger(tmp_path / "b.csv", told("已完成"), as_of=JUNE))
    assert {row["problem_text"]: row["problem_id"] for row in rows(lake, "problems")} == before and len(before) == 4


def test_problems_and_items_of_one_number_are_different(lake, tmp_path):
    load(lake, ledger(tmp_path / "a.csv", [line(1, TEXTS[0], 口径="反馈问题"), line(1, TEXTS[0], 口径="整改事项")]))
    assert [row["basis"] for row in rows(lake, "problems")] == ["feedback", "item"]


def test_white_space_and_width_do_not_make_another_problem(lake, tmp_path):
    load(lake, ledger(tmp_path / "a.csv", [line(1, "学习不深入（3次）")], as_of=MARCH))
    load(lake, ledger(tmp_path / "b.csv", [line("１", " 学习 不深入(3次) ", "已完成")], as_of=JUNE))
    assert len(rows(lake, "problems")) == 1


def test_ids_do_not_depend_on_the_order_of_lines(tmp_path):
    lines = [line(number, text) for number, text in enumerate(TEXTS, start=1)]
    found = []
    for name, given_lines in (("1", lines), ("2", lines[::-1])):
        load(tmp_path / name, ledger(tmp_path / f"{name}.csv", given_lines))
        found.append({(row["problem_id"], row["problem_text"]) for row in rows(tmp_path / name, "problems")})
    assert found[0] == found[1]


STATED = st.lists(st.tuples(st.just("i"), st.just("feedback"), st.sampled_from([None, "1", "2", "3"]), st.sampled_from([*TEXTS, TEXTS[0] + "。", "学习不深入", "学习不扎实", None])), max_size=6)


@given(st.lists(STATED, max_size=4))
def test_different_lines_of_a_file_are_never_one_problem_and_the_same_file_again_is_recognised(files):
    identity = Identity(Register())
    for stated in files:
        stated = [key for key in stated if key[2] or key[3]]
        found = identity.problem_ids(stated)
        assert len({problem_id for problem_id, _ in found.values()}) == len(set(stated))
        assert {key: problem_id for key, (problem_id, _) in identity.problem_ids(stated[::-1]).items()} == {key: problem_id for key, (problem_id, _) in found.items()}


def test_an_ambiguous_name_says_what_it_could_be(known):
    with pytest.raises(Ambiguous, match="jia-water.*yi-water"):
        Register.load(known).find("水务局")
