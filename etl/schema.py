"""The tables, as data: the only place where a column is declared.

Parquet schemas, DuckDB tables, validation and its messages, blank ledgers, header aliases, masking classes and the data
dictionary all follow from `TABLES`. To add a column, add one line here.

A column's class says who may see it: `public` (may be published), `internal` (for the office), `personal` (never kept).
`header` lists what offices write above such a column in a ledger; a column without it is not read from ledgers.
"""

from dataclasses import dataclass
from typing import Literal

from etl import codes
from etl.codes import CodeList

Type = Literal["text", "date", "integer", "number", "money", "boolean"]
Class = Literal["public", "internal", "personal"]


@dataclass(frozen=True)
class Column:
    """One column: what it holds, how it is called, and what may stand in it."""

    name: str
    type: Type
    zh: str
    en: str
    about: str
    example: str
    required: bool = False
    codes: CodeList | None = None
    references: str = ""
    header: tuple[str, ...] = ()
    sensitivity: Class = "public"


@dataclass(frozen=True)
class Table:
    """One table: what each row is, its key, and whether it is kept in buckets of units or whole."""

    name: str
    zh: str
    en: str
    each_row_is: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]
    is_bucketed: bool = False

    def column(self, name: str) -> Column:
        return next(column for column in self.columns if column.name == name)

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(column.name for column in self.columns)


def _source(required: bool = True) -> tuple[Column, ...]:
    """The two columns by which every row leads back to its cell or its sentence."""
    return (
        Column("document_id", "text", "来源文件", "Document", "取自哪份文件。", "d-3f9a1c20b7de", required, references="documents"),
        Column("locator", "text", "出处", "Place", "台账为“工作表!行号”，通报为字符区间“起-止”，记录为“表#行号”。", "整改台账!17"),
    )


UNITS = Table("units", "单位", "Units", "一个被巡视巡察（审计）的单位", ("unit_id",), (
    Column("unit_id", "text", "单位编号", "Unit id", "登记册中的编号；未登记者由全称生成。", "sh-urban-management", True, header=("单位编号", "单位代码", "单位编码")),
    Column("unit_name", "text", "单位名称", "Unit", "全称，不含党组、党委等后缀。", "某市水务局", True,
           header=("单位", "被巡察单位", "被巡视单位", "被审计单位", "被巡察党组织", "被巡视党组织", "责任单位", "整改单位", "单位名称", "整改责任单位", "被巡单位", "被检查单位")),
    Column("party_body", "text", "党组织", "Party body", "党组、党委、党工委、党总支。", "党组"),
    Column("level", "text", "层级", "Level", "单位层级。", "city", codes=codes.LEVEL, header=("单位层级", "层级", "级别", "单位级别")),
    Column("sector", "text", "领域", "Sector", "单位所属行业或系统。", "water", codes=codes.SECTOR, header=("行业", "领域", "系统", "行业领域", "所属系统", "单位类别")),
    Column("province", "text", "省", "Province", "所在省（自治区、直辖市）。", "浙江省", header=("省", "省份", "所在省")),
    Column("city", "text", "市", "City", "所在设区的市（州）。", "金华市", header=("市", "地市", "所在市", "设区市", "市州")),
    Column("county", "text", "县（市、区）", "County", "所在县（市、区）。", "婺城区", header=("县", "区县", "县区", "县(市、区)", "县（市、区）", "所在区县", "所在县区")),
    Column("aliases", "text", "别名", "Aliases", "其他写法，以“、”分开。", "市水务局、某市水利局"),
    Column("parent_unit_id", "text", "上级单位", "Parent unit", "上级单位编号。", "some-city", references="units"),
    Column("is_registered", "boolean", "已登记", "Registered", "是否在单位登记册（data/units.csv）中。", "true"),
    *_source(False),
))

INSPECTIONS = Table("inspections", "巡视巡察", "Inspections", "对一个单位的一次巡视巡察（审计）", ("inspection_id",), (
    Column("inspection_id", "text", "巡察编号", "Inspection id", "由单位、巡察组、时间生成。", "sh-urban-management-5f21c0aa", True),
    Column("unit_id", "text", "单位编号", "Unit id", "被巡察单位。", "sh-urban-management", True, references="units"),
    Column("kind", "text", "监督类型", "Kind", "巡视、巡察、审计等。", "巡察", codes=codes.INSPECTION_KIND, header=("巡察类型", "巡视类型", "监督类型", "巡察方式", "检查类型", "巡视巡察类型")),
    Column("inspecting_body", "text", "巡察组", "Inspecting body", "实施巡视巡察的组。", "市委第六巡察组", header=("巡察组", "巡视组", "巡察机构", "巡察组别", "审计机关", "巡视巡察组")),
    Column("round", "text", "轮次", "Round", "第几轮。", "第三轮", header=("轮次", "巡察轮次", "巡视轮次", "批次")),
    Column("started_on", "date", "进驻日期", "Started", "巡察开始日。", "2024-03-01", header=("进驻日期", "巡察开始日期", "开始时间", "进驻时间")),
    Column("ended_on", "date", "结束日期", "Ended", "巡察结束日。", "2024-04-30", header=("巡察结束日期", "结束日期", "结束时间", "撤点日期")),
    Column("feedback_on", "date", "反馈日期", "Fed back", "反馈巡察意见之日，计时起点。", "2024-06-01", header=("反馈日期", "反馈时间", "意见反馈日期", "巡察反馈时间", "反馈意见时间")),
    Column("due_on", "date", "整改期限", "Due", "整次巡察的整改截止日。", "2024-12-01", header=("集中整改截止日期", "总体整改期限")),
    *_source(False),
))

DOCUMENTS = Table("documents", "文件", "Documents", "收到的一份文件", ("document_id",), (
    Column("document_id", "text", "文件编号", "Document id", "由内容的 SHA-256 生成。", "d-3f9a1c20b7de", True),
    Column("kind", "text", "文件类型", "Kind", "通报、台账、记录。", "ledger", True, codes=codes.DOCUMENT_KIND),
    Column("title", "text", "标题", "Title", "文件标题或文件名。", "整改台账（6月）"),
    Column("published_on", "date", "公开日期", "Published", "向社会公开之日。", "2021-07-20"),
    Column("as_of", "date", "数据截至", "As of", "文件所述情况的截至日。", "2024-06-30"),
    Column("uri", "text", "地址", "Address", "公开网址或来件路径中的文件名。", "https://example.org/notice.html"),
    Column("sha256", "text", "SHA-256", "SHA-256", "文件内容的摘要。", "3f9a1c20b7de…"),
    Column("bytes", "integer", "字节数", "Bytes", "文件大小。", "18342"),
    Column("encoding", "text", "编码", "Encoding", "文本编码。", "gb18030"),
    Column("media_type", "text", "格式", "Media type", "文件格式。", "text/csv"),
    Column("inspection_id", "text", "巡察编号", "Inspection id", "只涉及一次巡察的文件填写。", "sh-urban-management-5f21c0aa", references="inspections"),
    Column("standard", "text", "认定标准", "Standard", "文件能回答到哪一级完成：自报、有佐证、验收销号。", "claimed", codes=codes.STANDARD),
    Column("extent", "text", "读取范围", "Extent", "读了全文，还是只读到开头；只读开头时“没有写”不等于“未公开”。", "whole", codes=codes.EXTENT),
    Column("speaks_of", "text", "涉及的表", "Speaks of", "文件有哪些表的栏目，以“、”分开。", "problems、measures"),
    Column("loaded_in", "integer", "载入批次", "Loaded in", "第几次载入时收到。", "1"),
    Column("reader_version", "text", "读取器版本", "Reader version", "读取它的程序版本。", "0.1.0"),
))

PROBLEMS = Table("problems", "问题", "Problems", "按一种口径向一个单位提出的一个问题", ("problem_id",), (
    Column("problem_id", "text", "问题编号", "Problem id", "跨台账不变。", "sh-urban-management-5f21c0aa-feedback-1", True),
    Column("inspection_id", "text", "巡察编号", "Inspection id", "哪一次巡察。", "sh-urban-management-5f21c0aa", True, references="inspections"),
    Column("basis", "text", "口径", "Basis", "反馈问题，或单位自行细化的事项。", "feedback", True, codes=codes.BASIS, header=("口径", "问题口径")),
    Column("parent_problem_id", "text", "上级问题", "Parent problem", "由哪个反馈问题细化而来。", "sh-urban-management-5f21c0aa-feedback-1", references="problems"),
    Column("aspect", "text", "方面", "Aspect", "问题所属方面。", "落实党的路线方针政策", sensitivity="internal",
           header=("方面", "问题类别", "类别", "问题分类", "所属方面", "问题类型", "反馈方面")),
    Column("heading", "text", "小标题", "Heading", "方面之下的小标题。", "政治理论学习不扎实", sensitivity="internal", header=("问题概述", "问题标题", "反馈问题", "小标题")),
    Column("number", "text", "序号", "Number", "文件中的编号。", "1", header=("序号", "问题序号", "问题编号", "编号", "问题号")),
    Column("problem_text", "text", "问题", "Problem", "问题原文。", "专题学习次数不足。", sensitivity="internal",
           header=("问题", "具体问题", "问题描述", "存在问题", "问题内容", "问题表述", "巡察反馈问题", "巡视反馈问题", "反馈意见", "反馈具体问题", "发现问题", "主要问题", "问题清单")),
    Column("theme", "text", "主题", "Theme", "归类主题；没有用语可据以归类的为空（未归类）。", "财务与资金管理", header=("主题", "问题主题")),
    Column("theme_others", "text", "兼及主题", "Other themes", "还涉及的主题，以“、”分开。", "管党治党责任"),
    Column("theme_words", "text", "归类用语", "Words of the theme", "据以归类的用语，按主题列出。", "财务与资金管理：报销、经费"),
    Column("theme_source", "text", "归类依据", "Source of the theme", "来源所给，或依用语归类。", "words", codes=codes.THEME_SOURCE),
    Column("status", "text", "整改状态", "Status", "最近一份台账所述的状态。", "completed", codes=codes.STATUS,
           header=("整改状态", "状态", "整改情况", "完成情况", "整改进度", "是否完成", "整改进展", "完成状态", "问题状态", "整改完成情况", "销号状态")),
    Column("responsible_department", "text", "责任部门", "Responsible department", "牵头部门（不记人名）。", "办公室", sensitivity="internal",
           header=("责任部门", "牵头部门", "责任科室", "牵头科室", "责任处室", "牵头责任部门")),
    Column("due_on", "date", "整改时限", "Due", "应完成之日。", "2024-12-01", header=("整改时限", "整改期限", "完成时限", "时限", "应完成时间", "计划完成时间", "要求完成时间", "整改截止日期")),
    Column("claimed_on", "date", "自报完成日期", "Claimed", "单位自报完成之日。", "2024-09-01", header=("完成时间", "完成日期", "自报完成日期", "整改完成时间", "实际完成时间", "整改完成日期", "申报完成日期")),
    Column("evidenced_on", "date", "佐证日期", "Evidenced", "佐证材料齐备之日。", "2024-09-10", header=("佐证日期", "佐证材料日期", "佐证材料提交日期", "材料报送日期")),
    Column("accepted_on", "date", "销号日期", "Accepted", "巡察机构验收销号之日。", "2024-10-01", header=("销号日期", "销号时间", "验收日期", "验收时间", "认定完成时间", "验收销号时间", "验收销号日期")),
    Column("rectification_text", "text", "整改成效", "Rectification", "怎样整改的。", "已制定学习计划。", sensitivity="internal",
           header=("整改成效", "整改结果", "整改落实情况", "整改进展情况", "整改情况说明", "取得成效", "进展情况")),
    Column("review", "text", "核对", "Review", "人工改定过什么；谁、何时、为何见“核对决定”。", "corrected", codes=codes.REVIEW),
    *_source(),
), is_bucketed=True)

MEASURES = Table("measures", "措施", "Measures", "针对一个问题的一条整改措施", ("measure_id",), (
    Column("measure_id", "text", "措施编号", "Measure id", "问题编号加措施序号。", "sh-urban-management-5f21c0aa-feedback-1-m1", True),
    Column("problem_id", "text", "问题编号", "Problem id", "针对哪个问题。", "sh-urban-management-5f21c0aa-feedback-1", references="problems"),
    Column("inspection_id", "text", "巡察编号", "Inspection id", "哪一次巡察。", "sh-urban-management-5f21c0aa", True, references="inspections"),
    Column("number", "text", "措施序号", "Number", "文件中的编号。", "1", header=("措施序号", "措施编号")),
    Column("measure_text", "text", "整改措施", "Measure", "措施内容。", "每季度组织一次专题学习。", sensitivity="internal",
           header=("整改措施", "措施", "具体措施", "整改举措", "举措", "措施内容", "整改任务", "任务")),
    Column("kind", "text", "措施类型", "Kind", "立行立改、分阶段、长期坚持。", "phased", codes=codes.MEASURE_KIND, header=("措施类型", "整改类型", "整改方式", "整改性质")),
    Column("responsible_department", "text", "措施责任部门", "Responsible department", "承办部门（不记人名）。", "财务科", sensitivity="internal", header=("措施责任部门", "承办部门", "配合部门")),
    Column("due_on", "date", "措施时限", "Due", "应完成之日。", "2024-09-01", header=("措施时限", "措施完成时限", "措施期限")),
    Column("status", "text", "措施状态", "Status", "措施的状态。", "completed", codes=codes.STATUS, header=("措施状态", "措施完成情况", "措施进展", "措施落实情况")),
    Column("completed_on", "date", "措施完成日期", "Completed", "措施完成之日。", "2024-08-15", header=("措施完成时间", "措施完成日期")),
    *_source(),
), is_bucketed=True)

PROGRESS = Table("progress", "进展", "Progress", "一份台账所述的一个问题的状态", ("problem_id", "as_of"), (
    Column("problem_id", "text", "问题编号", "Problem id", "哪个问题。", "sh-urban-management-5f21c0aa-feedback-1", True, references="problems"),
    Column("inspection_id", "text", "巡察编号", "Inspection id", "哪一次巡察。", "sh-urban-management-5f21c0aa", True, references="inspections"),
    Column("as_of", "date", "截至", "As of", "台账的截至日。", "2024-06-30", True),
    Column("status", "text", "状态", "Status", "当时的状态。", "in_progress", codes=codes.STATUS),
    Column("due_on", "date", "当时的时限", "Due then", "当时所写的整改时限；改过期限的问题，各日按当日的期限判定。", "2024-12-01"),
    Column("claimed_on", "date", "当时的自报完成日期", "Claimed then", "当时所写的自报完成日期；后来删去的，删去之前仍按它判定。", "2024-09-01"),
    Column("evidenced_on", "date", "当时的佐证日期", "Evidenced then", "当时所写的佐证日期。", "2024-09-10"),
    Column("accepted_on", "date", "当时的销号日期", "Accepted then", "当时所写的销号日期。", "2024-10-01"),
    *_source(),
), is_bucketed=True)

FUNDS = Table("funds", "资金", "Funds", "一笔钱", ("fund_id",), (
    Column("fund_id", "text", "资金编号", "Fund id", "由来源生成。", "f-1", True),
    Column("inspection_id", "text", "巡察编号", "Inspection id", "哪一次巡察。", "sh-urban-management-5f21c0aa", True, references="inspections"),
    Column("problem_id", "text", "问题编号", "Problem id", "涉及哪个问题。", "sh-urban-management-5f21c0aa-feedback-1", references="problems"),
    Column("state", "text", "资金状态", "State", "应追缴、已追缴、未收回、核销、上缴、挽回。", "recovered", True, codes=codes.FUND_STATE),
    Column("category", "text", "资金类别", "Category", "什么钱。", "津补贴", header=("资金类别", "款项类别", "款项性质", "资金性质", "违规类别")),
    Column("amount", "money", "金额（元）", "Amount (yuan)", "以元计，两位小数。", "1250.00", True),
    Column("happened_on", "date", "发生日期", "Date", "收回（认定）之日。", "2024-08-01", header=("追缴日期", "收回日期", "入账日期", "追缴时间", "到账时间")),
    Column("is_approximate", "boolean", "约数", "Approximate", "原文带“余”“多”“近”“约”。", "false"),
    Column("part_of", "text", "属于", "Part of", "是哪一笔总额的组成部分。", "f-0", references="funds"),
    *_source(),
), is_bucketed=True)

DISCIPLINE = Table("discipline", "处理处分", "Discipline", "一种处理处分及其人数", ("discipline_id",), (
    Column("discipline_id", "text", "处理编号", "Discipline id", "由来源生成。", "p-1", True),
    Column("inspection_id", "text", "巡察编号", "Inspection id", "哪一次巡察。", "sh-urban-management-5f21c0aa", True, references="inspections"),
    Column("problem_id", "text", "问题编号", "Problem id", "涉及哪个问题。", "sh-urban-management-5f21c0aa-feedback-1", references="problems"),
    Column("term", "text", "处理处分名称", "Term", "原文用语。", "诫勉谈话", True, header=("处理方式", "处分种类", "处理处分种类", "处理类型", "处理处分方式", "问责方式")),
    Column("ways", "text", "具体方式", "Ways", "类别词之下列举的具体方式，以“、”分开；归类时优先于类别词。", "提醒谈话、批评教育"),
    Column("form", "integer", "形态", "Form", "四种形态之一；不归类为空。", "1"),
    Column("term_class", "text", "性质", "Class", "处理处分、未分类、用工、程序、党员处置、日常工作。", "action", codes=codes.TERM_CLASS),
    Column("counts", "text", "计数单位", "Counts", "人、人次、件、个单位，互不相加。", "persons", True, codes=codes.COUNTS),
    Column("number", "integer", "数量", "Number", "多少。", "2", True),
    Column("decided_on", "date", "决定日期", "Decided", "作出决定之日。", "2024-08-01", header=("处分日期", "处理日期", "决定日期", "处理时间", "处分时间")),
    Column("is_approximate", "boolean", "约数", "Approximate", "原文带“余”“多”“近”“约”。", "false"),
    Column("part_of", "text", "属于", "Part of", "是哪一总数的组成部分。", "p-0", references="discipline"),
    *_source(),
), is_bucketed=True)

RULES = Table("rules", "制度", "Rules", "一项制度，或同类制度的一个数目", ("rule_id",), (
    Column("rule_id", "text", "制度编号", "Rule id", "由来源生成。", "r-1", True),
    Column("inspection_id", "text", "巡察编号", "Inspection id", "哪一次巡察。", "sh-urban-management-5f21c0aa", True, references="inspections"),
    Column("problem_id", "text", "问题编号", "Problem id", "涉及哪个问题。", "sh-urban-management-5f21c0aa-feedback-1", references="problems"),
    Column("title", "text", "制度名称", "Title", "书名号内的名称。", "财务管理办法", header=("制度名称", "建章立制", "制度建设", "制定制度名称", "完善制度名称", "制定完善制度")),
    Column("action", "text", "制定方式", "Action", "新建、修订、废止、拟建；原文合并计数的为“新建或修订”。", "new", True, codes=codes.RULE_ACTION, header=("制度类型", "制定方式", "制度性质", "新建或修订")),
    Column("number", "integer", "数目", "Number", "有名称的为 1；只有数目的为该数目。", "1", True),
    Column("issued_on", "date", "印发日期", "Issued", "印发之日。", "2024-08-01", header=("印发日期", "出台时间", "印发时间", "制度印发日期")),
    *_source(),
), is_bucketed=True)

FIGURES = Table("figures", "文件所称数字", "Figures", "一份文件就自身所称的一个数", ("figure_id",), (
    Column("figure_id", "text", "数字编号", "Figure id", "由来源生成。", "g-1", True),
    Column("inspection_id", "text", "巡察编号", "Inspection id", "哪一次巡察。", "sh-urban-management-5f21c0aa", True, references="inspections"),
    Column("figure", "text", "指标", "Figure", "说的是什么。", "completed", True, codes=codes.FIGURE),
    Column("basis", "text", "口径", "Basis", "按什么口径。", "item", codes=codes.BASIS),
    Column("term", "text", "用语", "Term", "处理处分的原文用语。", "诫勉谈话"),
    Column("ways", "text", "具体方式", "Ways", "类别词之下列举的具体方式。", "提醒谈话、批评教育"),
    Column("form", "integer", "形态", "Form", "四种形态之一；不归类为空。", "1"),
    Column("term_class", "text", "性质", "Class", "处理处分、未分类、用工、程序、党员处置、日常工作。", "action", codes=codes.TERM_CLASS),
    Column("verb", "text", "动词", "Verb", "资金所用的动词。", "清退"),
    Column("category", "text", "类别", "Category", "资金类别。", "津补贴"),
    Column("counts", "text", "计数单位", "Counts", "人、人次、件、个单位。", "persons", codes=codes.COUNTS),
    Column("value", "number", "数值", "Value", "数值；金额以元计；只有文字断言时为空。", "29"),
    Column("unit", "text", "单位", "Unit of value", "个、条、元、%、人等。", "项"),
    Column("is_approximate", "boolean", "约数", "Approximate", "原文带“余”“多”“近”“约”。", "false"),
    Column("part_of", "text", "属于", "Part of", "是哪一总数的组成部分。", "g-0", references="figures"),
    Column("evidence", "text", "原文", "Evidence", "所在的原文片段。", "问题已经整改29项", sensitivity="internal"),
    Column("evidence_start", "integer", "起", "Start", "原文起始字符。", "120"),
    Column("evidence_end", "integer", "止", "End", "原文结束字符。", "131"),
    Column("confirmed_on", "date", "人工确认", "Confirmed", "人工核对之日。", "2026-11-22"),
    Column("review", "text", "核对", "Review", "人工核对的结论；否定的不计入任何指标，谁、何时、为何见“核对决定”。", "confirmed", codes=codes.REVIEW),
    *_source(),
), is_bucketed=True)

TEXTS = Table("texts", "原文", "Texts", "一份通报读出的文字", ("document_id",), (
    Column("document_id", "text", "来源文件", "Document", "哪份文件。", "d-3f9a1c20b7de", True, references="documents"),
    Column("inspection_id", "text", "巡察编号", "Inspection id", "哪一次巡察。", "sh-urban-management-5f21c0aa", True, references="inspections"),
    Column("text", "text", "文字", "Text", "读出的文字，个人信息已遮盖；各处出处的字符区间指的就是它。", "……", True, sensitivity="internal"),
), is_bucketed=True)

DECISIONS = Table("decisions", "核对决定", "Review decisions", "一个人对一行数据所作的一次决定", ("decision_id",), (
    Column("decision_id", "text", "决定编号", "Decision id", "版次与次序。", "000012-0001", True),
    Column("table", "text", "表", "Table", "哪张表。", "figures", True),
    Column("key", "text", "行", "Row", "行的编号。", "d-3f9a1c20b7de-120-131-completed", True),
    Column("verdict", "text", "决定", "Verdict", "确认、更正、否定或撤回此前的决定。", "corrected", True, codes=codes.VERDICT),
    Column("column", "text", "栏目", "Column", "更正哪一栏。", "value"),
    Column("found", "text", "来源所写", "Found", "决定之前的值。", "29"),
    Column("use", "text", "更正为", "Use", "改用什么。", "28"),
    Column("reason", "text", "理由", "Reason", "为什么。", "原文此句说的是上一轮。", sensitivity="internal"),
    Column("decided_by", "text", "决定人", "Decided by", "署名，由决定人自己写。", "督查室值班员", True, sensitivity="internal"),
    Column("decided_at", "text", "决定时间", "Decided at", "协调世界时。", "2026-11-22T08:00:00+00:00", True),
    Column("inspection_id", "text", "巡察编号", "Inspection id", "那一行属于哪一次巡察。", "sh-urban-management-5f21c0aa"),
    Column("document_id", "text", "来源文件", "Document", "那一行取自哪份文件。", "d-3f9a1c20b7de"),
    Column("locator", "text", "出处", "Place", "那一行在文件中的位置。", "120-131"),
    Column("state", "text", "结果", "State", "生效、被后来的决定取代、来源已变而未用、没有这一行。", "applied", True, codes=codes.DECISION_STATE),
))

TERMS = Table("terms", "用语与形态", "Terms and forms", "一个处理处分用语归入哪种形态", ("term",), (
    Column("term", "text", "用语", "Term", "原文用语。", "诫勉谈话", True),
    Column("form", "integer", "形态", "Form", "四种形态之一；不归类为空。", "1"),
    Column("term_class", "text", "性质", "Class", "处理处分、未分类、用工、程序、党员处置、日常工作。", "action", True, codes=codes.TERM_CLASS),
    Column("category", "text", "类别", "Category", "依据中的类别。", "第一种形态措施"),
    Column("is_category_word", "boolean", "类别词", "Category word", "只是类别词，列举的具体方式优先。", "false"),
    Column("confidence", "text", "把握", "Confidence", "high、medium、low。", "high"),
    Column("source", "text", "依据", "Source", "归类依据。", "2016 年统计指标体系"),
    Column("note", "text", "说明", "Note", "使用注意。", "裸词“警告”须由上下文定"),
))

THEMES = Table("themes", "问题主题", "Themes", "一个问题主题", ("theme",), (
    Column("theme", "text", "主题", "Theme", "主题的名称。", "财务与资金管理", True),
    Column("en", "text", "英文名", "In English", "英文读法。", "Finance and funds", True),
    Column("aliases", "text", "别名", "Aliases", "来源中同义的写法，以“、”分开。", "财务管理、资金管理"),
    Column("includes", "text", "包括", "Includes", "哪些问题属于它。", "预算、收支、报销、专项资金"),
    Column("excludes", "text", "不包括", "Excludes", "哪些问题看似属于它而另有归属。", "工程款结算（工程与招标采购）"),
))

THEME_WORDS = Table("theme_words", "主题用语", "Words of themes", "一个用语说明哪个主题", ("word",), (
    Column("word", "text", "用语", "Word", "问题中的用语；与更长的用语重叠时以长的为准。", "小金库", True),
    Column("theme", "text", "主题", "Theme", "说明哪个主题；为空的用语不算，也使其中较短的用语不算。", "财务与资金管理", references="themes"),
    Column("weight", "integer", "分量", "Weight", "3 足以归类，2 一般，1 须与同一主题的其他用语同现；合计不足 2 的不归类。", "3", True),
    Column("note", "text", "说明", "Note", "使用注意。", "政务服务窗口"),
))


def _findings(name: str, zh: str, en: str, each_row_is: str) -> Table:
    return Table(name, zh, en, each_row_is, ("sha256", "place", "column", "found", "wanted"), (
        Column("file", "text", "文件", "File", "来件的文件名。", "台账-2021.xlsx", True),
        Column("sha256", "text", "SHA-256", "SHA-256", "文件内容的摘要。", "3f9a1c20b7de…", True),
        Column("place", "text", "位置", "Place", "工作表和行号。", "整改台账 › 第 17 行"),
        Column("column", "text", "栏目", "Column", "哪一栏。", "完成时间"),
        Column("found", "text", "实际", "Found", "看到了什么。", "2021年13月1日"),
        Column("wanted", "text", "应为", "Wanted", "应当是什么，怎么改。", "日期，如 2021-03-01"),
        Column("loaded_in", "integer", "载入批次", "Loaded in", "第几次载入。", "1"),
    ))


REFUSALS = _findings("refusals", "退回", "Refusals", "一份文件未被接收的一条理由")
REMARKS = _findings("remarks", "提示", "Remarks", "已接收的文件中值得注意的一处")

RECEIPTS = Table("receipts", "收件", "Receipts", "一份被接收的文件的收条", ("sha256",), (
    Column("file", "text", "文件", "File", "来件的文件名。", "台账-2021.xlsx", True),
    Column("sha256", "text", "SHA-256", "SHA-256", "文件内容的摘要。", "3f9a1c20b7de…", True),
    Column("document_id", "text", "文件编号", "Document id", "对应的文件。", "d-3f9a1c20b7de"),
    Column("kind", "text", "文件类型", "Kind", "通报、台账、记录。", "ledger", codes=codes.DOCUMENT_KIND),
    Column("rows", "integer", "行数", "Rows", "取得的记录数（各表合计）。", "1280"),
    Column("masked", "integer", "遮盖数", "Masked", "遮盖的个人信息处数。", "3"),
    Column("loaded_in", "integer", "载入批次", "Loaded in", "第几次载入。", "1"),
))

CORRECTIONS = Table("corrections", "更正", "Corrections", "对来源中一处已知错误的更正", ("table", "key", "column"), (
    Column("table", "text", "表", "Table", "哪张表。", "problems", True),
    Column("key", "text", "键", "Key", "哪一行。", "some-problem-id", True),
    Column("column", "text", "栏目", "Column", "哪一栏。", "due_on", True),
    Column("found", "text", "原值", "Found", "来源所写。", "2015-09-01"),
    Column("use", "text", "改用", "Use", "更正为。", "2025-09-01"),
    Column("reason", "text", "理由", "Reason", "为什么。", "年份笔误，报告为 2025 年。", True),
    Column("asked", "date", "告知日期", "Asked", "何时告知来件单位。", "2026-02-11"),
    Column("state", "text", "结果", "State", "applied 已更正；agreed 来源已自行改正；changed 来源已是别的值；absent 尚无此行。", "applied"),
))

DICTIONARY = Table("dictionary", "数据字典", "Data dictionary", "一张表的一个栏目", ("table", "column"), (
    Column("table", "text", "表", "Table", "表名。", "problems", True),
    Column("column", "text", "栏目", "Column", "栏目名。", "due_on", True),
    Column("position", "integer", "次序", "Position", "在数据字典中的次序。", "1", True),
    Column("table_zh", "text", "表（中文）", "Table (zh)", "表的中文名。", "问题", True),
    Column("table_en", "text", "表（英文）", "Table (en)", "表的英文名。", "Problems", True),
    Column("each_row_is", "text", "每行是", "Each row is", "一行代表什么。", "一个问题", True),
    Column("zh", "text", "中文名", "Label (zh)", "栏目的中文名。", "整改时限", True),
    Column("en", "text", "英文名", "Label (en)", "栏目的英文名。", "Due", True),
    Column("type", "text", "类型", "Type", "text、date、integer、number、money、boolean。", "date", True),
    Column("about", "text", "含义", "Meaning", "是什么。", "应完成之日。", True),
    Column("example", "text", "例", "Example", "示例。", "2024-12-01"),
    Column("sensitivity", "text", "级别", "Class", "public、internal、personal。", "public", True),
    Column("code_list", "text", "代码表", "Code list", "取值范围。", "status"),
))

DUE_RULES = Table("due_rules", "时限规定", "Rules on time", "一条关于时限的规定", ("rule_id",), (
    Column("rule_id", "text", "规定编号", "Rule id", "自编的编号。", "R2017-27", True),
    Column("duty", "text", "义务", "Duty", "要求做什么：完成整改、报告、公开等；只有“完成整改”可用于判定超期。", "report", True, codes=codes.DUTY),
    Column("what", "text", "要求", "What is due", "到期应做的事。", "报送整改情况报告", True),
    Column("start_event", "text", "起算", "Counted from", "从哪一天起算。", "feedback", codes=codes.START_EVENT),
    Column("length", "integer", "期限", "Length", "多少个月、天或工作日；没有规定的为空。", "2"),
    Column("length_unit", "text", "期限单位", "Unit of length", "日历月、日历天、工作日。", "months", codes=codes.LENGTH_UNIT),
    Column("level", "text", "单位层级", "Level", "适用于哪些层级的单位，以“、”分开；空为不限。", "市级、县级"),
    Column("region", "text", "地区", "Region", "适用的省、市或县的名称；空为不限。", "某省"),
    Column("kind", "text", "监督类型", "Kind", "适用于哪些监督类型，以“、”分开；空为不限。", "巡察"),
    Column("effective_from", "date", "生效日期", "In force from", "反馈日期不早于此日的适用。", "2017-07-01"),
    Column("effective_to", "date", "失效日期", "In force to", "反馈日期不晚于此日的适用。", "2024-02-07"),
    Column("is_applied", "boolean", "用于判定", "Applied", "是否给没有自己期限的问题定期限；本办设置，默认都不用。", "false", True),
    Column("evidence", "text", "依据核实", "Evidence", "条文已核实、未核实，或为地方规定。", "verified", True, codes=codes.EVIDENCE),
    Column("legal_basis", "text", "依据", "Legal basis", "文件名称和条款。", "《中国共产党巡视工作条例》（2017年修改）第二十七条", True),
    Column("note", "text", "说明", "Note", "使用注意。", "这是报告义务，不是完成整改的期限。"),
))

CALENDAR = Table("calendar", "日历", "Calendar", "一天", ("day",), (
    Column("day", "date", "日期", "Day", "哪一天。", "2026-10-01", True),
    Column("is_workday", "boolean", "工作日", "Working day", "是否上班；调休上班的周末也是。", "false", True),
    Column("workday_number", "integer", "工作日序号", "Working-day number", "自 2004 年起到这一天为止的第几个工作日；两天相减即相隔的工作日数。", "5702", True),
    Column("holiday", "text", "节日", "Holiday", "放假的节日。", "国庆节"),
    Column("is_announced", "boolean", "已公布", "Announced", "该年节假日安排是否已公布；未公布的只按星期计。", "true", True),
))

CODES = Table("codes", "代码表", "Code lists", "一个代码", ("list", "code"), (
    Column("list", "text", "代码表", "List", "代码表名。", "status", True),
    Column("code", "text", "代码", "Code", "代码。", "completed", True),
    Column("position", "integer", "次序", "Position", "在代码表中的次序。", "1", True),
    Column("zh", "text", "中文", "Chinese", "中文读法。", "已完成", True),
    Column("en", "text", "英文", "English", "英文读法。", "Completed", True),
))

TABLES = (UNITS, INSPECTIONS, DOCUMENTS, PROBLEMS, MEASURES, PROGRESS, FUNDS, DISCIPLINE, RULES, FIGURES, TEXTS,
          DECISIONS, TERMS, THEMES, THEME_WORDS, REFUSALS, REMARKS, RECEIPTS, CORRECTIONS, DUE_RULES, CALENDAR, DICTIONARY, CODES)
BY_NAME = {table.name: table for table in TABLES}

# Columns of a ledger that would hold a person: recognised so that they can be left out and counted, never kept.
PERSONAL_HEADERS = ("责任人", "责任领导", "牵头领导", "联系人", "联系电话", "电话", "手机", "手机号", "姓名", "身份证号", "整改责任人", "分管领导", "主要负责人", "经办人", "填表人", "审核人", "被处理人", "被处分人")

# Amounts and head counts of a ledger's own columns: what the header says fixes the state (of money), the term (of discipline)
# or the action (of rules) of the row that the cell becomes.
AMOUNT_HEADERS = {
    "identified": ("应追缴金额", "应退金额", "违规金额", "认定金额", "应清退金额", "问题金额", "应收回金额"),
    "recovered": ("追缴金额", "已追缴金额", "清退金额", "收回金额", "追回金额", "已收回金额", "退缴金额", "已清退金额", "挽回资金", "追缴资金", "收缴金额"),
    "outstanding": ("未收回金额", "未追缴金额", "尚未收回金额", "剩余金额", "未清退金额"),
    "written_off": ("核销金额", "无法追缴金额", "核减金额"),
    "surrendered": ("上缴财政金额", "上缴金额"),
    "loss_averted": ("挽回损失", "挽回经济损失", "避免损失"),
}
NUMBER_HEADERS = ("处理人数", "处分人数", "问责人数", "人数", "处理人次", "处理处分人数")
RULE_COUNT_HEADERS = {
    "new": ("新建制度", "新建制度数", "新建制度项数", "制定制度数"),
    "revised": ("修订制度", "修订制度数", "完善制度数", "修订完善制度数"),
    "abolished": ("废止制度", "废止制度数"),
    "planned": ("拟建制度", "拟建制度数", "拟修订制度数"),
    "new_or_revised": ("制定完善制度数", "建章立制数", "制度数"),
}
