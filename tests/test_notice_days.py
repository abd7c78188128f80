"""The days of a notice, however they are written: when the team was there, when it fed back, when the notice came out, up to when it counts."""

from pathlib import Path

import pytest

from etl.notice import as_json, read_text
from etl.notice.reading import Read

TITLE = "中共青阳溪县民政局党组关于巡察整改进展情况的通报\n"
OPENING = "2023年3月6日至5月12日，县委第一巡察组对县民政局党组开展了巡察，并于6月20日反馈了巡察意见。"
PUBLIC = "现将整改进展情况予以公布。\n"
COUNT = "反馈的3个方面12个问题，已完成整改10个，正在推进2个。\n"
BODY = "一、组织整改落实情况\n局党组召开会议6次。{as_of}" + COUNT + "二、问题整改情况\n1.作风建设抓得不紧。\n整改情况：开展专题教育，批评教育2人。\n" \
    "2.财务管理不规范。\n整改情况：清退违规补贴1.2万元。" + "健全审批流程，严格票据审核，逐笔核对往来账目，定期通报执行结果。" * 12 + "\n"
LINES = (Path(__file__).parent / "notices" / "days.txt").read_text(encoding="utf-8").splitlines()
PARTS = [(line.partition("|")[0], line.partition("|")[2].rpartition("|")) for line in LINES]                # a page may have | within its words
CASES = [(where, words.replace("⏎", "\n"), day) for where, (words, _, day) in PARTS]


def days_of(head: str = "", opening: str = OPENING, as_of: str = "", tail: str = "") -> dict[str, str | None]:
    found = as_json(read_text(Read(TITLE + head + opening + PUBLIC + BODY.format(as_of=as_of) + tail), "a.txt"))
    held = found["inspection"]
    return {"opening": " ".join(str(held[name]) for name in ("started_on", "ended_on", "feedback_on")),
            "signed": found["notice"]["published_on"], "headed": found["notice"]["published_on"], "as_of": found["notice"]["as_of"]}


@pytest.mark.parametrize("where, words, day", CASES, ids=[f"{where}:{words[:14]!r}" for where, words, _ in CASES])
def test_a_day_is_read_wherever_and_however_it_is_written(where, words, day):
    signature = "中共青阳溪县民政局党组\n" + ("2024年8月1日" if "2024" in day else "2023年12月28日")
    given = {"signed": {"tail": words}, "headed": {"head": words}, "opening": {"opening": words, "tail": signature}, "as_of": {"as_of": words, "tail": signature}}
    assert days_of(**given[where])[where] == (day or None)


@pytest.mark.parametrize("head", [words for where, words, _ in CASES if where == "headed"])
def test_a_date_above_the_text_is_not_taken_for_the_inspection(head):
    assert days_of(head=head)["opening"] == "2023-03-06 2023-05-12 2023-06-20"
