"""How each office keeps its ledger: columns and their order, headings, dates, merging, words, kind of file.

Every heading is one that `etl/schema.py` knows; the untidiness is in which one an office chose, and where it stands.
"""

from dataclasses import dataclass
from typing import Literal

Dates = Literal["characters", "dots", "dashes", "slashes", "serial"]


@dataclass(frozen=True)
class Style:
    """One office's habits.

    columns: key of a value in `grids` -> heading. groups: the upper of two header rows, or empty.
    merges: nothing (every line repeats its problem), all columns of a problem over its measures, or only those that name it, the rest
    standing on its first line alone.
    """

    columns: dict[str, str]
    groups: tuple[tuple[str, tuple[str, ...]], ...] = ()
    file: Literal["xlsx", "gb18030", "utf-8-sig"] = "xlsx"
    dates: Dates = "characters"
    merges: Literal["", "problem", "all"] = ""
    subtotals: bool = False
    full_width: bool = False
    notes_first: bool = False
    names_body: bool = False
    as_of_below: bool = False
    money: Literal["万元", "元", "inline"] = "万元"
    people: Literal["rows", "columns"] = "rows"
    rules: Literal["rows", "counts"] = "rows"
    completed: str = "已完成"
    accepted: str = "已销号"
    in_progress: str = "正在整改"
    not_completed: str = "未完成"
    long_term: str = "长期坚持"
    extended: str = "申请延期"
    substantially_completed: str = "基本完成"

    def status(self, code: str, is_accepted: bool) -> str:
        """The office's own word for a status."""
        return self.accepted if is_accepted and code == "completed" else getattr(self, code)


_DEFAULT = {
    "unit": "被巡察单位", "body": "巡察组", "round": "轮次", "feedback_on": "反馈日期", "number": "序号", "aspect": "问题类别", "text": "具体问题",
    "m_number": "措施序号", "measure": "整改措施", "m_department": "承办部门", "m_due_on": "措施时限", "m_status": "措施状态", "m_done_on": "措施完成时间",
    "department": "责任部门", "person": "责任人", "due_on": "整改时限", "status": "整改状态", "claimed_on": "完成时间", "evidenced_on": "佐证日期",
    "accepted_on": "销号日期",
}


def _columns(order: str, **headings: str) -> dict[str, str]:
    """The columns in the office's own order, headed in its own words."""
    names = _DEFAULT | {"heading": "小标题", "theme": "主题", "phone": "联系电话", "m_kind": "措施类型", "result": "整改成效", "county": "县（市、区）",
                        "kind": "巡察类型", "identified": "违规金额（万元）", "recovered": "追缴金额（万元）", "outstanding": "未收回金额（万元）",
                        "written_off": "核销金额（万元）", "surrendered": "上缴财政金额（万元）"} | headings
    return {key: names[key] for key in order.split()}


_USUAL = " ".join(_DEFAULT)

STYLES = (
    Style(_columns(_USUAL + " phone"), merges="problem", subtotals=True, groups=(
        ("基本信息", ("unit", "body", "round", "feedback_on")), ("反馈内容", ("number", "aspect", "text")),
        ("措施分解", ("m_number", "measure", "m_department", "m_due_on", "m_status", "m_done_on")),
        ("责任分工", ("department", "person")), ("办理进度", ("due_on", "status", "claimed_on", "evidenced_on", "accepted_on")))),
    Style(_columns("number unit round feedback_on body theme text department due_on status claimed_on evidenced_on accepted_on m_number measure m_kind m_status m_due_on m_done_on person",
                   number="问题序号", unit="责任单位", round="巡察轮次", feedback_on="反馈时间", text="问题描述", department="牵头部门", due_on="完成时限", status="完成情况",
                   claimed_on="整改完成时间", evidenced_on="佐证材料日期", accepted_on="验收时间", measure="具体措施", m_status="措施完成情况", person="整改责任人"),
          file="gb18030", dates="dashes", completed="已整改到位", accepted="已整改销号", in_progress="整改中", not_completed="尚未整改", extended="延期整改"),
    Style(_columns("round feedback_on body unit aspect number heading text identified recovered outstanding written_off surrendered due_on department status claimed_on evidenced_on accepted_on m_number measure m_due_on m_status m_done_on m_department",
                   unit="被巡察党组织", aspect="方面", text="存在问题", due_on="整改期限", status="整改情况", claimed_on="完成日期", accepted_on="验收销号时间"),
          merges="all", dates="dots", money="inline", names_body=True, notes_first=True, completed="完成整改", accepted="已完成", in_progress="持续推进", long_term="已完成并长期坚持"),
    Style(_columns("unit county round body feedback_on number text aspect measure m_number m_status m_done_on m_due_on status claimed_on evidenced_on accepted_on due_on department phone person",
                   unit="整改单位", round="批次", number="问题编号", text="巡察反馈问题", measure="整改举措", status="整改进度", claimed_on="实际完成时间", accepted_on="验收日期", person="责任领导"),
          dates="serial", money="元", people="columns", completed="整改完成", in_progress="推进中", substantially_completed="阶段性完成", subtotals=True),
    Style(_columns("number text aspect unit round body feedback_on due_on status claimed_on evidenced_on accepted_on result measure m_number m_due_on m_status m_done_on",
                   unit="单位名称", aspect="问题分类", text="发现问题", due_on="要求完成时间", status="是否完成", claimed_on="申报完成日期", result="整改落实情况", measure="整改任务"),
          file="utf-8-sig", dates="slashes", rules="counts", completed="√", accepted="√", not_completed="×", in_progress="进行中"),
    Style(_columns(_USUAL, unit="被巡视单位", body="巡视组", round="巡视轮次", aspect="反馈方面", text="巡视反馈问题", department="责任处室", accepted_on="销号时间"),
          merges="problem", full_width=True, dates="characters", as_of_below=True, names_body=True, completed="已办结", accepted="已销号", in_progress="按计划推进",
          substantially_completed="取得阶段性成果并持续整改"),
    Style(_columns("unit round feedback_on body kind aspect number text due_on status claimed_on evidenced_on accepted_on department person phone m_number measure m_kind m_due_on m_status m_done_on m_department",
                   unit="整改责任单位", feedback_on="巡察反馈时间", aspect="所属方面", text="问题表述", number="问题号", status="问题状态", measure="措施内容", person="分管领导"),
          merges="all", dates="serial", subtotals=True, notes_first=True, people="columns", rules="counts", accepted="已完成，同意销号", in_progress="正在推进"),
    Style(_columns("body round feedback_on unit number heading text due_on measure m_number m_status m_due_on m_done_on department status claimed_on evidenced_on accepted_on",
                   heading="问题概述", unit="被巡单位", text="问题内容", round="巡察轮次", due_on="整改截止日期", status="整改完成情况", claimed_on="自报完成日期"),
          dates="dots", full_width=True, money="元", as_of_below=True, groups=(
              ("来源", ("body", "round", "feedback_on", "unit")), ("反馈", ("number", "heading", "text", "due_on")),
              ("分解", ("measure", "m_number", "m_status", "m_due_on", "m_done_on")), ("进度", ("department", "status", "claimed_on", "evidenced_on", "accepted_on"))),
          completed="整改到位", in_progress="持续整改", not_completed="未整改"),
)


def style_of(group: str, groups: list[str]) -> Style:
    """Each office has one style; the offices take them in turn."""
    return STYLES[groups.index(group) % len(STYLES)]
