"""The same three problems are found in every layout that offices use, a second look is counted by itself, and look-alikes are refused."""

import pytest

from etl.notice import as_json, outline, read_text
from etl.notice.figures import figures_of
from etl.notice.reading import Read
from etl.notice.text import text_of

HEAD = ("中共青阳溪县民政局党组关于巡察整改进展情况的通报\n2023年3月6日至5月12日，县委第一巡察组对县民政局党组开展了巡察，并于6月20日反馈了巡察意见。"
        "现将整改进展情况予以公布。\n一、组织整改落实情况\n局党组召开会议6次。反馈的12个问题，已完成整改10个，正在推进2个。\n二、反馈问题整改情况\n")
TAIL = "三、下一步工作\n持续抓好整改。\n联系电话：0700-0000001\n中共青阳溪县民政局党组　2023年12月28日"
PROBLEMS = ("学习教育不深入", "财务报销审核不严", "选人用人程序不规范")
FIXES = ("组织专题学习12次，开展研讨3次。", "清退违规报销2.3万元。", "修订干部选拔办法。")
LAYOUTS = (
    "{n}.{p}。\n整改情况：{r}\n", "{n}.关于{p}的问题。{r}\n", "（{c}）关于“{p}”的问题\n{r}\n", "问题{n}：{p}。\n整改落实情况：{r}\n", "问题{c}：{p}\n整改措施：{r}\n",
    "（{c}）反馈问题：{p}\n整改情况：{r}\n", "【反馈问题】{p}\n【整改情况】{r}\n", "{n}.针对{p}的问题，{r}\n", "针对{p}的问题。{r}\n", "{n}.{p}。整改情况：{r}\n",
    "{n}.{p}。（已完成）\n整改情况：{r}\n", "{n}.{p}。\n整改情况：{r}\n完成情况：已完成\n", "{n}.反馈问题：{p}。\n整改进展：{r}\n", "{n}.{p}问题\n一是{r}二是开展督查。\n",
    "{n}、{p}。\n整改措施：{r}\n整改成效：制度健全。\n", "{n}.“{p}”方面。{r}\n", "（{n}）{p}。\n整改落实：{r}\n",
    "{c}是“{p}”问题。{r}\n", "针对“{p}”问题，{r}\n", "问题{n}.{p}。\n（1）整改目标：见到实效。\n（2）整改情况：{r}\n", "【问题{c}】{p}。\n【整改情况】{r}\n", "{n}.问题：{p}。\n整改：{r}\n",
    "（{c}）反馈问题：{p}\n整改时限：2023年8月底前\n责任单位：办公室\n整改情况：{r}\n")


@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_problem_is_found_with_its_own_rectification(layout):
    body = "".join(layout.format(n=place + 1, c="一二三"[place], p=problem, r=fix) for place, (problem, fix) in enumerate(zip(PROBLEMS, FIXES)))
    found = as_json(read_text(Read(HEAD + body + TAIL), "a.txt"))["problems"]
    assert len(found) == 3
    for item, problem, fix in zip(found, PROBLEMS, FIXES):
        assert problem in item["text"] and fix[:-1] not in item["text"]
        assert fix[:-1] in item["rectification"] and not any(other[:-1] in item["rectification"] for other in FIXES if other != fix)
        assert "民政局党组" not in item["rectification"] and "下一步" not in item["rectification"]


def test_a_fault_named_behind_a_heading_that_praises_the_cure_is_the_problem():
    body = "".join(f"{place}.{cure}。针对{problem}的问题，{fix}\n" for place, (cure, problem, fix) in enumerate(zip(("强化学习", "严管财务", "选优配强"), PROBLEMS, FIXES), 1))
    found = as_json(read_text(Read(HEAD + body + TAIL), "a.txt"))["problems"]
    assert [(item["text"], item["rectification"]) for item in found] == [(f"针对{problem}的问题", fix) for problem, fix in zip(PROBLEMS, FIXES)]


def test_single_sentences_under_headings_that_name_faults_are_what_was_done():
    body = "".join(f"{place}.{problem}。\n（1）违规做法已逐项纠正，{fix}\n" for place, (problem, fix) in enumerate(zip(PROBLEMS, FIXES), 1))
    found = as_json(read_text(Read(HEAD + body + TAIL), "a.txt"))["problems"]
    assert [item["text"] for item in found] == [problem + "。" for problem in PROBLEMS]
    assert all(fix in item["rectification"] for item, fix in zip(found, FIXES))


@pytest.mark.parametrize("title, inspected, name", [
    ("中共青阳溪县委宣传部部务会", "县委宣传部部务会", "青阳溪县委宣传部"),
    ("中共岭海市港湾区金沙街道工作委员会", "金沙街道党工委", "岭海市港湾区金沙街道"),
    ("中共青阳溪县直属机关工作委员会", "县直机关工委", "青阳溪县直属机关工作委员会")])
def test_a_unit_is_named_as_its_title_names_it(title, inspected, name):
    text = (HEAD + "1.作风建设抓得不紧。\n整改情况：批评教育2人。\n" + TAIL).replace("中共青阳溪县民政局党组", title).replace("县民政局党组", inspected)
    assert as_json(read_text(Read(text), "a.txt"))["unit"]["name"] == name


def test_topics_are_problems_whether_named_by_the_fault_or_by_the_cure():
    body = ("（一）聚焦教育方针\n1.推进优质均衡\n（1）着力破解大班额。新增学位3600个，班额控制在45人以内。\n（2）规范校外培训。建立预收费监管平台。\n"
            "2.严管校园食堂\n（1）食材采购体外循环。统一平台采购，追缴8.5万元。\n（2）食堂结余资金挪用。逐校核查，归还结余资金。\n")
    found = as_json(read_text(Read(HEAD + body + TAIL), "a.txt"))["problems"]
    assert [item["text"] for item in found] == ["着力破解大班额。", "规范校外培训。", "食材采购体外循环。", "食堂结余资金挪用。"]


@pytest.mark.parametrize("sentence, figures", [
    ("2021年巡察反馈的28个问题中，“回头看”指出6个问题整改不到位。截至目前，已整改销号4个，基本完成1个，持续推进1个。", "total=6 completed=4 substantially_completed=1 in_progress=1"),
    ("对上一轮巡察反馈的35个问题进行“回头看”，发现未整改到位问题7个，现已完成5个、正在整改2个。", "total=7 completed=5 in_progress=2"),
    ("“回头看”反馈9个问题，已完成8个，长期坚持1个。", "total=9 completed=8 in_progress=1"),
])
def test_what_a_second_look_finds_is_its_own_total(sentence, figures):
    text = text_of(sentence)
    found = figures_of(text, outline.nodes_of(text), [], 0, "回头看")
    assert sorted(f"{figure.figure}={figure.value:g}" for figure in found) == sorted(figures.split())


@pytest.mark.parametrize("page", [
    "把“后半篇文章”写扎实——巡察整改工作推进会发言摘编\n9月5日，聚焦巡察整改的推进会召开，6位代表发言。有的单位宣称完成率100%，外省某市退回整改报告9份，约谈主要负责人5人。",
    "在全县巡察整改推进会上的讲话\n同志们：上一轮巡察反馈问题326个，已完成整改301个，整改率92%。下面我讲三点意见。一、提高认识。二、压实责任。三、强化督查。",
    "县委巡察办举办巡察整改业务培训班\n5月8日，县委巡察办举办培训班，38家被巡察单位参加，围绕整改台账填报、整改情况公开等内容展开。本轮巡察反馈问题412个。",
    "县委第六轮巡察整改成效评估工作启动\n近日，县委组建6个评估组，对第六轮巡察的24家单位整改成效开展评估，对整改完成率、群众满意度等指标量化打分。",
    "巡察整改情况公开政策问答\n问：被巡察单位什么时候公开整改情况？答：一般在集中整改期结束后一个月内公开整改进展情况。问：公开哪些内容？答：问题整改完成情况等。",
])
def test_a_speech_a_course_or_an_essay_is_refused(page):
    found = as_json(read_text(Read(page), "a.txt"))
    assert not found["is_notice"] and found["refusal"]


def test_what_the_whole_county_did_is_not_the_units():
    text = text_of("反馈的21个问题，已整改完成18个。据悉，今年以来该县共有28家被巡察单位公开整改情况，挽回损失2900余万元，问责63人。")
    found = figures_of(text, outline.nodes_of(text), [], 0)
    assert sorted((figure.figure, figure.value) for figure in found) == [("completed", 18), ("total", 21)]
