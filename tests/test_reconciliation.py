"""What notices say is reconciled: every contradiction of a text is found with both sentences, and nothing else is called one."""

from pathlib import Path

import pytest

from dashboard.conflicts import _sentences, marked
from etl import pipeline
from queries import Filter, Lake, answer, conflicts, metric

NOTICES = Path(__file__).parent / "notices"

# The fictional set: notice -> what is found in it. All figures of these texts agree (statuses add up, rates are ratios, sums recovered and
# outstanding are of different money), so the only finding is that a notice lists fewer problems than it declares. That is to be verified,
# never counted: many notices publish only the main problems.
FEWER = "listed_fewer_than_declared"
FOUND_IN_THE_FICTIONAL_SET = {
    "p01.txt": {(FEWER, "8", "3")},         # 8 fed back, three numbered paragraphs
    "p02.txt": {(FEWER, "17", "3")},        # all 17 completed; 2.1万元 of rent outstanding is not of the subsidies recovered: nothing is said of "all"
    "p03.txt": {(FEWER, "9", "2")},         # 88.9 % is 8 of 9
    "p04.txt": {(FEWER, "31", "2")},        # the list is of problems, so neither the 88 tasks nor the 240 measures are compared
    "p05.txt": {(FEWER, "13", "3")},        # headings: compared with the 13 kinds fed back, not with the 45 refined
    "p07.txt": {(FEWER, "24", "2")},
    "p08.txt": {(FEWER, "15", "2")},
    "p09.txt": {(FEWER, "12", "2")},        # again headings: 12, not 29
    "p10.txt": {(FEWER, "10", "2")},
    "p11.txt": {(FEWER, "38", "2")},        # surrendered 812.3万 and recovered 45.67万 are different money
    "p14.txt": {(FEWER, "27", "2")},        # 20余项 rules contradict nothing
    "p15.html": {(FEWER, "11", "2")},
    "p22.txt": {(FEWER, "18", "2")},
    "p23.txt": {(FEWER, "7", "2")},
    "p24.txt": {(FEWER, "29", "2")},        # 32.5万 recovered, 1.8万 outstanding, and nothing said of "all"
    "p26.txt": {(FEWER, "14", "3")},
    "p27.txt": {(FEWER, "17", "3")},
    "p29.txt": {(FEWER, "9", "2")},
    "p31.txt": {(FEWER, "126", "3")},
    "p34.txt": {(FEWER, "15", "4")},
    "p35.txt": {(FEWER, "412", "3")},
    "p36.txt": {(FEWER, "18", "4")},
    "p37.txt": {(FEWER, "12", "3")},
    "p38.txt": {(FEWER, "28", "3")},
    "p40.txt": {(FEWER, "33", "2")},
    "p41.txt": {(FEWER, "9", "3")},
    "p42.txt": {(FEWER, "52", "5")},
    "p43.txt": {(FEWER, "38", "5")},
    "p44.txt": {(FEWER, "33", "5")},
    "p45.txt": {(FEWER, "12", "5")},
    "p46.txt": {(FEWER, "14", "4")},
    "p47.txt": {(FEWER, "28", "5")},
    "p48.txt": {(FEWER, "21", "3")},
    "p49.txt": {(FEWER, "19", "4")},
    "p50.txt": {(FEWER, "36", "4")},
    "p51.txt": {(FEWER, "16", "4")},
    "p52.html": {(FEWER, "18", "3")},
    "p53.txt": {(FEWER, "34", "4")},
    "p54.txt": {(FEWER, "30", "5")},
    "p55.txt": {(FEWER, "18", "4")},
    "p56.txt": {(FEWER, "24", "5")},
}

HEAD = """星沙县{office}党组关于巡察整改情况的通报
根据县委统一部署，2023年3月6日至5月10日，县委第三巡察组对县{office}党组进行了巡察。2023年6月20日，县委第三巡察组反馈了巡察意见。现将整改情况予以公布。
一、整改总体情况
{summary}
二、具体问题整改情况
（一）履行职能方面
1.储备粮轮换不及时的问题
整改情况：{first}
2.资产出租不规范的问题
整改情况：{second}
三、下一步工作
持续巩固整改成果。
中共星沙县{office}党组
{day}
"""
AGREE = "巡察反馈2个问题，已完成整改2个。"

# Invented texts, each with exactly these contradictions: (check, one value, other value).
CONTRADICT = {
    "two totals of the measures": (dict(summary=AGREE + "制定整改措施103条。截至目前，40项整改措施已完成40项。"), {("totals_contradict", "103", "40")}),
    "more completed than there are": (dict(summary="巡察反馈2个问题，已完成整改3个。"), {("completed_exceeds_total", "2", "3")}),
    "statuses add up to more than the total": (dict(summary="巡察反馈2个问题，已完成整改1个，基本完成1个，正在整改1个。"), {("statuses_exceed_total", "2", "3")}),
    "the rate is not the ratio": (dict(summary=AGREE + "制定整改措施40条，已完成30条，措施完成率85%。"), {("rate_disagrees", "85.0%", "30 / 40")}),
    "all recovered, and in brackets some is not": (
        dict(summary=AGREE + "收回违规发放的补贴13700元，违规发放费用已全部收回（个别离职人员的1125元未收回）。"),
        {("all_recovered_but_outstanding", "全部收回", "1125.00")}),
    "more recovered than identified": (
        dict(summary=AGREE, second="涉及违规资金2.5万元，已追缴资金3.2万元。"), {("recovered_exceeds_identified", "25000.00", "32000.00")}),
    "fewer problems declared than listed": (
        dict(summary="巡察反馈2个问题，已完成整改2个。", second="已收回库房。\n3.台账登记不全的问题\n整改情况：已补记。"), {("declared_against_counted", "2", "3")}),
    "published before it was fed back": (dict(summary=AGREE, day="2023年6月1日"), {("dates_out_of_order", "2023-06-20", "2023-06-01")}),
}
# Invented texts that look as if they contradicted themselves.
AGREEING = {
    "rounded rates": dict(summary=AGREE + "制定整改措施99条，已完成96条，措施完成率97%。"),
    "an approximate rate": dict(summary=AGREE + "制定整改措施99条，已完成96条，措施完成率接近98%。"),
    "one sum recovered in full, another outstanding": dict(
        summary=AGREE, first="清退补贴1380元并全额上缴县财政。", second="核查后催缴租金，尚有2.1万元未收回，已提起诉讼。"),
    "overlapping kinds of discipline": dict(summary=AGREE + "处理处分12人，其中党内警告7人、诫勉谈话9人。"),
    "other papers all completed": dict(summary="巡察反馈2个问题，完成整改1个，正在整改1个。下发督办函26份，全部整改完成。"),
    "headings of what was refined": dict(summary="巡察反馈2个问题，细化为30个具体问题，已完成整改30个。"),
    "data up to the month of publication": dict(summary="截至2023年12月，巡察反馈2个问题，已完成整改2个。"),
    "all problems completed, measures go on": dict(summary="目前，巡察反馈的2个问题已全部完成整改。制定整改措施40条，已完成38条，持续推进2条。"),
    "parts that fill their total": dict(summary=AGREE + "追缴资金50万元，其中追缴补贴30万元、追缴租金20万元。"),
    "rules of a summary and of a paragraph": dict(summary=AGREE + "制定完善制度38项。", second="新建制度3项，修订2项。"),
}
OFFICES = [f"{name}局" for name in ("粮食", "林业", "水利", "教育", "民政", "司法", "财政", "统计", "交通运输", "农业农村", "应急管理", "商务", "审计", "体育",
                                   "医疗保障", "自然资源", "生态环境", "市场监督管理", "文化和旅游", "退役军人事务")]


def written(folder: Path, name: str, **parts: str) -> Path:
    path = folder / f"{name}.txt"
    path.write_text(HEAD.format(**{"summary": AGREE, "office": "粮食局", "first": "已完成轮换。", "second": "已重新签订合同。", "day": "2023年12月20日"} | parts), encoding="utf-8")
    return path


def reconciled(folder: Path, *paths: Path):
    """The database of an edition with these notices, and what contradicts in it."""
    done = pipeline.load(list(paths), folder / "lake")
    assert [outcome.state for outcome in done.outcomes] == ["accepted"] * len(paths), [outcome.refusals for outcome in done.outcomes]
    # As of a day after all of them, so that no date puts an inspection out of sight.
    database = Lake(folder / "lake").edition().connect(threads=1)
    return database, conflicts(database, Filter(as_of="2026-01-01")).to_pylist()


def named(rows: list[dict]) -> set[tuple[str, str, str]]:
    return {(row["check_name"], row["one_value"], row["other_value"]) for row in rows}


@pytest.fixture(scope="module")
def fictional(tmp_path_factory):
    """The fictional set: its database, and the contradictions by file."""
    folder = tmp_path_factory.mktemp("fictional")
    database, rows = reconciled(folder, *(path for path in sorted(NOTICES.glob("p*.*")) if path.suffix != ".json"))
    file = dict(database.execute("select document_id, uri from documents").fetchall())
    return database, rows, {name: named(row for row in rows if file[row["one_document_id"]] == name) for name in file.values()}


def test_exactly_these_contradictions_are_in_the_fictional_set(fictional):
    _, _, found = fictional
    assert {name: rows for name, rows in found.items() if rows} == FOUND_IN_THE_FICTIONAL_SET


def test_what_is_only_to_be_verified_is_shown_and_not_counted(fictional):
    database, rows, _ = fictional
    assert rows and all(row["can_both_hold"] for row in rows)
    assert {row["value"] for row in answer(database, metric("internal_conflicts"), Filter()).to_pylist()} == {0}


@pytest.fixture(scope="module")
def invented(tmp_path_factory):
    """What contradicts in each invented text, each of an office of its own; by what the text is about."""
    folder = tmp_path_factory.mktemp("invented")
    texts = {about: parts for about, (parts, _) in CONTRADICT.items()} | AGREEING
    offices = dict(zip(texts, OFFICES, strict=False))
    assert len(offices) == len(texts)
    _, rows = reconciled(folder, *(written(folder, office, office=office, **texts[about]) for about, office in offices.items()))
    assert {row["unit_name"] for row in rows} <= {f"星沙县{office}" for office in OFFICES}
    return {about: [row for row in rows if row["unit_name"] == f"星沙县{office}"] for about, office in offices.items()}


@pytest.mark.parametrize("about", CONTRADICT)
def test_a_text_that_contradicts_itself_is_found_with_both_sentences(invented, about):
    rows = invented[about]
    assert named(rows) == CONTRADICT[about][1]
    assert all(row["one_evidence"] and row["other_evidence"] and not row["can_both_hold"] for row in rows)


@pytest.mark.parametrize("about", AGREEING)
def test_a_text_that_only_looks_so_is_left_alone(invented, about):
    assert named(invented[about]) == set()


def test_two_notices_of_one_day_contradict_and_a_later_one_supersedes(tmp_path):
    first = written(tmp_path, "first")
    second = written(tmp_path, "second", summary="巡察反馈2个问题，已完成整改1个，正在整改1个。")
    _, rows = reconciled(tmp_path, first, second)
    assert {(row["check_name"], row["subject"], *sorted((row["one_value"], row["other_value"]))) for row in rows} \
        == {("documents_contradict", "completed feedback", "1", "2")}
    (tmp_path / "later").mkdir()
    later = written(tmp_path / "later", "second", summary="巡察反馈2个问题，已完成整改1个，正在整改1个。", day="2024年1月20日")
    assert reconciled(tmp_path / "later", first, later)[1] == []


def test_the_sentences_quoted_are_of_the_text(tmp_path):
    path = written(tmp_path, "notice", **CONTRADICT["two totals of the measures"][0])
    _, (row,) = reconciled(tmp_path, path)
    text = path.read_text(encoding="utf-8")
    assert (row["one_evidence"] in text, row["other_evidence"] in text) == (True, True)
    assert "103" in row["one_evidence"] and "40" in row["other_evidence"]


def test_a_side_is_shown_in_its_whole_sentence_where_the_text_is_kept():
    text = "前文。制定措施103条，已完成。后文。"
    assert _sentences(text, "7-11", "103条", "103") == ["制定措施**103**条，已完成。"]
    assert _sentences(text, "7-11、3-7", "103条；制定措施", "103") == ["制定措施**103**条，已完成。", "制定措施103条，已完成。"]
    assert _sentences(None, "7-11", "103条", "103") == _sentences("别的文字", "7-11", "103条", "103") == ["**103**条"]
    assert _sentences(text, "台账!7", "第 7 题：已完成", "7") == ["第 **7** 题：已完成"]


@pytest.mark.parametrize("evidence, value, bold", [
    ("制定措施103条", "103", ["103"]),
    ("追缴3.1046万元", "31046.00", [r"3\.1046"]),
    ("发现问题1,204个", "1204", [r"1\,204"]),
    ("32项问题；已经整改29项", "29 / 32", ["32", "29"]),
    ("违规发放费用已全部收回", "全部收回", ["全部"]),
    ("第 12 题：验收销号 2024-03-01", "accepted_on 2024-03-01", [r"2024\-03\-01"]),
    ("完成1030条", "103", []),
    ("[点此](javascript:0) 5项", "5", ["5"]),
])
def test_the_figure_is_bold_in_its_sentence_and_nothing_else_is_markup(evidence, value, bold):
    text = marked(evidence, value)
    assert text.split("**")[1::2] == bold
    assert text.replace("**", "").replace("\\", "") == evidence
    assert "](" not in text
