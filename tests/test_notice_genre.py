"""Texts of other genres are refused by their title, each with the reason of its row, and a notice's own titles are not."""

import pytest

from etl.notice import read_text
from etl.notice.genre import OTHER_TITLES, early_refusal, refusal_of
from etl.notice.reading import Read

BODY = ("\n2023年3月6日至5月12日，县委第一巡察组对青阳溪县民政局党组开展了巡察，6月20日反馈了巡察意见。反馈的12个问题，已完成整改10个，正在推进2个。\n"
        "追缴资金3.6万元，批评教育2人，修订制度3项。\n青阳溪县民政局党组")
TITLES = ("青阳溪县民政局党组关于巡察整改进展情况的通报", "关于县委第一巡察组反馈意见整改落实情况的公示", "青阳溪县民政局关于审计查出问题整改情况的公告",
          "青阳溪县民政局党组巡察整改工作总结", "青阳溪县民政局党组关于巡察整改“回头看”情况的通报", "青阳溪县民政局党组关于巡察整改工作情况的报告")


@pytest.mark.parametrize("row", OTHER_TITLES, ids=lambda row: row.example)
def test_a_title_of_another_genre_is_refused_with_its_reason(row):
    assert refusal_of(row.example + BODY, row.example, True, 9, 9) == row.means


@pytest.mark.parametrize("title", TITLES)
def test_a_title_of_a_notice_is_not(title):
    assert read_text(Read(title + BODY), "a.txt").is_notice


@pytest.mark.parametrize("promise", ["有关整改情况将另行公告。", "各单位要按照整改要求，将人员名单予以公示。", "督促有关单位整改，年底前报告。"])
def test_findings_without_results_are_no_notice(promise):
    page = f"青阳溪县本级预算执行情况\n县审计局审计了预算执行情况。\n一、审计发现的问题\n（一）3个单位预算编制不细。\n（二）5个项目超概算，涉及资金60万元。\n{promise}\n青阳溪县审计局"
    assert not read_text(Read(page), "a.txt").is_notice


def test_a_page_of_titles_is_no_notice():
    page = "巡察整改专栏\n" + "青阳溪县民政局党组关于县委第一巡察组反馈意见整改进展情况的通报 2023-12-28\n" * 3 + "上一页 1 2 3 下一页"
    assert early_refusal(page, "巡察") == "只有导航或标题，没有正文"
