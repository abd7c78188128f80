"""Code lists: every word that a coded column may hold, how it reads, and how offices write it.

A synonym is matched after white space and full-width forms are normalised. To teach a reader a new word, add it here.
"""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Code:
    """One allowed value: how it reads in both languages, and the wordings that mean it."""

    code: str
    zh: str
    en: str
    synonyms: tuple[str, ...] = ()


@dataclass(frozen=True)
class CodeList:
    """A closed vocabulary. `default_zh` is what a drop-down in a blank ledger shows."""

    name: str
    codes: tuple[Code, ...]
    by_wording: dict[str, str] = field(init=False, repr=False, compare=False)

    def __post_init__(self):
        wording = {}
        for code in self.codes:
            for word in (code.code, code.zh, code.en, *code.synonyms):
                wording[word.strip().lower()] = code.code
        object.__setattr__(self, "by_wording", wording)

    def __iter__(self):
        return iter(self.codes)

    def read(self, text: str) -> str | None:
        """The code that a wording means, or None where the list does not know it."""
        return self.by_wording.get(text.strip().lower())


LEVEL = CodeList("level", (
    Code("central", "中央", "Central", ("国家级", "中央单位", "部委")),
    Code("province", "省级", "Province", ("省", "省直", "自治区", "直辖市", "省属")),
    Code("city", "市级", "City", ("市", "市直", "地级市", "地市", "州", "市属")),
    Code("county", "县级", "County", ("县", "区", "区县", "县区", "县（市、区）", "县直", "区直", "区级")),
    Code("township", "乡镇级", "Township", ("乡镇", "镇", "乡", "街道", "镇街")),
    Code("enterprise", "国有企业", "Enterprise", ("企业", "国企", "市属国企", "区属国企")),
    Code("university", "高校", "University", ("高等院校", "大学", "学院", "院校")),
    Code("hospital", "医院", "Hospital", ("公立医院", "卫生院")),
    Code("other", "其他", "Other", ("其它",)),
))

SECTOR = CodeList("sector", (
    Code("party_committee", "地方党委政府", "Local party committee and government", ("党委政府", "市县党委", "乡镇党委", "地方党委")),
    Code("party_organ", "党委部门", "Party department", ("党群部门", "党委工作部门")),
    Code("mass_organisation", "群团组织", "Mass organisation", ("群团", "人民团体")),
    Code("health", "卫生健康", "Health", ("卫健", "医疗卫生", "医疗", "医保")),
    Code("education", "教育", "Education", ("高等教育", "教育系统")),
    Code("science", "科技", "Science and technology", ("科学技术",)),
    Code("transport", "交通运输", "Transport", ("交通",)),
    Code("agriculture", "农业农村", "Agriculture", ("农业", "三农", "乡村振兴")),
    Code("water", "水利水务", "Water", ("水利", "水务")),
    Code("urban", "城建城管", "Urban construction and management", ("城市管理", "住建", "城建", "住房和城乡建设", "城管")),
    Code("resources", "自然资源和环境", "Natural resources and environment", ("自然资源", "生态环境", "环保", "林业")),
    Code("economy", "发改经信", "Economy and industry", ("发改", "经信", "工信", "商务", "统计")),
    Code("finance", "财政金融", "Finance", ("财政", "金融", "税务", "审计")),
    Code("market", "市场监管", "Market regulation", ("市场监督管理",)),
    Code("justice", "政法公安", "Justice and public security", ("政法", "公安", "司法")),
    Code("emergency", "应急管理", "Emergency management", ("应急", "消防", "安全生产")),
    Code("culture", "文化旅游体育", "Culture, tourism and sport", ("文旅", "文化旅游", "文化和旅游", "体育")),
    Code("civil_affairs", "民政人社", "Civil affairs and human resources", ("民政", "人社", "人力资源和社会保障", "退役军人")),
    Code("state_enterprise", "国有企业", "State-owned enterprise", ("国企", "国资")),
    Code("administration", "政务服务", "Administrative services", ("行政审批", "机关事务", "政务")),
    Code("other", "其他", "Other", ("其它",)),
))

INSPECTION_KIND = CodeList("inspection_kind", (
    Code("巡视", "巡视", "Central or provincial inspection", ("常规巡视",)),
    Code("巡察", "巡察", "City or county inspection", ("常规巡察",)),
    Code("专项巡察", "专项巡察", "Special inspection", ("专项巡视",)),
    Code("机动巡察", "机动巡察", "Flexible inspection", ("机动式巡察",)),
    Code("提级巡察", "提级巡察", "Higher-level inspection", ()),
    Code("回头看", "回头看", "Follow-up inspection", ("巡察回头看", "巡视回头看", "巡察“回头看”", "巡视“回头看”", "“回头看”")),
    Code("审计", "审计", "Audit", ("审计监督",)),
))

BASIS = CodeList("basis", (
    Code("feedback", "反馈问题", "Problems as fed back", ("反馈", "巡察反馈", "巡视反馈")),
    Code("item", "分解事项", "Items as refined by the unit", ("整改事项", "具体问题", "细化问题", "分解问题")),
    Code("task", "整改任务", "Tasks", ("任务",)),
    Code("measure", "整改措施", "Measures", ("措施", "举措")),
))

STANDARD = CodeList("standard", (
    Code("claimed", "单位自报", "Claimed", ("自报", "申报")),
    Code("evidenced", "有佐证材料", "Evidenced", ("佐证", "已佐证")),
    Code("accepted", "验收销号", "Accepted", ("销号", "验收")),
))

STATUS = CodeList("status", (
    Code("completed", "已完成", "Completed", (
        "完成", "已整改", "整改完成", "已整改完成", "完成整改", "已完成整改", "已整改到位", "整改到位", "全部完成", "全部整改到位",
        "已整改销号", "已销号", "销号", "是", "已完成，同意销号", "已完成,同意销号", "已整改落实", "已办结", "办结", "全部办结", "✔", "√")),
    Code("substantially_completed", "基本完成", "Substantially completed", (
        "基本完成整改", "基本整改到位", "已基本完成", "阶段性完成", "阶段性完成整改", "视同完成", "视同完成，持续整改",
        "取得阶段性成果", "取得阶段性成果并持续整改")),
    Code("in_progress", "正在整改", "In progress", (
        "整改中", "进行中", "推进中", "正在推进", "正在进行", "持续推进", "持续整改", "按计划推进", "部分整改", "部分完成", "有待持续整改")),
    Code("long_term", "长期坚持", "Long-term", ("长期整改", "并长期坚持", "持续坚持", "已完成并长期坚持", "整改完成并长期坚持")),
    Code("extended", "申请延期", "Extended", ("延期", "延期整改", "申请延期整改", "已批准延期")),
    Code("not_completed", "未完成", "Not completed", ("未整改", "未完成整改", "尚未整改", "未启动", "尚未启动", "整改不到位", "整改不够到位", "否", "×")),
    Code("unknown", "不详", "Unknown", ("未知", "—", "-", "／", "/")),
))

MEASURE_KIND = CodeList("measure_kind", (
    Code("immediate", "立行立改", "Immediate", ("立即整改", "即知即改")),
    Code("phased", "分阶段整改", "Phased", ("分阶段", "限期整改", "阶段整改")),
    Code("long_term", "长期坚持", "Long-term", ("长期整改", "持续整改")),
))

FUND_STATE = CodeList("fund_state", (
    Code("identified", "应追缴", "Identified", ("认定", "应退", "违规金额", "涉及金额")),
    Code("recovered", "已追缴", "Recovered", ("追回", "已退", "清退", "收回", "退缴")),
    Code("outstanding", "未收回", "Outstanding", ("未追缴", "未退")),
    Code("written_off", "核销", "Written off", ("无法追缴", "核减")),
    Code("surrendered", "上缴财政", "Surrendered to the treasury", ("上缴",)),
    Code("loss_averted", "挽回损失", "Loss averted", ("挽回经济损失", "避免损失")),
))

THEME_SOURCE = CodeList("theme_source", (
    Code("given", "来源所给", "Given by the source"),
    Code("words", "依用语归类", "By its words"),
))

REVIEW = CodeList("review", (
    Code("confirmed", "已核对", "Confirmed", ("确认",)),
    Code("corrected", "已更正", "Corrected", ("更正",)),
    Code("rejected", "已否定", "Rejected", ("否定",)),
))

VERDICT = CodeList("verdict", (
    Code("confirmed", "确认", "Confirmed"),
    Code("corrected", "更正", "Corrected"),
    Code("rejected", "否定", "Rejected"),
    Code("withdrawn", "撤回", "Withdrawn"),
))

DECISION_STATE = CodeList("decision_state", (
    Code("applied", "生效", "In force"),
    Code("superseded", "已被取代", "Superseded"),
    Code("changed", "来源已变，未用", "Source changed, not used"),
    Code("absent", "没有这一行", "No such row"),
))

COUNTS = CodeList("counts", (
    Code("persons", "人", "Persons", ("名", "位")),
    Code("person_times", "人次", "Person-times", ()),
    Code("cases", "件", "Cases", ("起",)),
    Code("units", "个单位", "Units", ("个党组织", "单位")),
))

TERM_CLASS = CodeList("term_class", (
    Code("action", "处理处分", "Action", ()),
    Code("unspecified", "未分类处理", "Unspecified action", ()),
    Code("employment", "用工处理", "Employment action", ()),
    Code("process", "程序节点", "Step of a procedure", ()),
    Code("membership", "党员处置", "Party membership", ()),
    Code("activity", "日常工作", "Routine activity", ()),
))

RULE_ACTION = CodeList("rule_action", (
    Code("new", "新建", "New", ("新建制度", "新制定", "制定", "出台", "新增")),
    Code("revised", "修订", "Revised", ("修订完善", "修改", "完善", "修订制度")),
    Code("new_or_revised", "新建或修订", "New or revised", ("制定完善", "建立完善", "制定修订", "健全完善")),
    Code("abolished", "废止", "Abolished", ("废除",)),
    Code("planned", "拟建", "Planned", ("拟修订", "计划制定", "拟制定")),
))

DUTY = CodeList("duty", (
    Code("rectification", "完成整改", "Rectification", ("整改",)),
    Code("plan", "报送方案", "Plan", ("方案",)),
    Code("report", "报告情况", "Report", ("报告", "报送")),
    Code("clues", "反馈线索办理", "Handling of clues", ()),
    Code("disclosure", "公开", "Disclosure", ()),
))

START_EVENT = CodeList("start_event", (
    Code("feedback", "反馈之日", "Feedback", ("反馈",)),
    Code("clues", "移交线索之日", "Handing over of clues", ()),
    Code("plan", "方案报送之日", "Plan", ()),
    Code("end_of_rectification", "集中整改结束之日", "End of concentrated rectification", ()),
))

LENGTH_UNIT = CodeList("length_unit", (
    Code("months", "个月", "months", ("月", "日历月")),
    Code("days", "天", "days", ("日", "日历天")),
    Code("working_days", "个工作日", "working days", ("工作日",)),
))

EVIDENCE = CodeList("evidence", (
    Code("verified", "条文已核实", "Verified", ("已核实",)),
    Code("unverified", "未核实", "Unverified", ()),
    Code("local", "地方规定", "Local", ("地方",)),
))

DUE_SOURCE = CodeList("due_source", (
    Code("own", "问题自己的", "its own"),
    Code("inspection", "整次巡察的", "the inspection's"),
    Code("rule", "规定", "rule"),
))

PHASE = CodeList("phase", (
    Code("concentrated", "集中整改期", "Concentrated"),
    Code("continued", "持续整改", "Continued"),
))

DUE_STATE = CodeList("due_state", (
    Code("open", "未完成", "Open"),
    Code("extended", "申请延期", "Extended"),
    Code("long_term", "长期坚持", "Long-term"),
    Code("unknown", "状态不详", "Unknown"),
    Code("completed", "已完成", "Completed"),
))

DOCUMENT_KIND = CodeList("document_kind", (
    Code("notice", "通报", "Notice", ("整改通报",)),
    Code("ledger", "台账", "Ledger", ()),
    Code("records", "记录", "Records", ()),
))

EXTENT = CodeList("extent", (
    Code("whole", "全文", "Whole document", ()),
    Code("opening", "仅开头", "Opening only", ()),
))

FIGURE = CodeList("figure", (
    Code("aspects", "方面数", "Aspects"),
    Code("total", "总数", "Total"),
    Code("completed", "已完成数", "Completed"),
    Code("substantially_completed", "基本完成数", "Substantially completed"),
    Code("in_progress", "正在整改数", "In progress"),
    Code("in_progress_or_substantially_completed", "基本完成或正在整改数", "In progress or substantially completed"),
    Code("extended", "申请延期数", "Extended"),
    Code("not_completed", "未完成数", "Not completed"),
    Code("completion_rate", "完成率", "Completion rate"),
    Code("all_completed", "称全部完成", "Said to be all completed"),
    Code("funds_identified", "应追缴金额", "Funds identified"),
    Code("funds_recovered", "已追缴金额", "Funds recovered"),
    Code("funds_outstanding", "未收回金额", "Funds outstanding"),
    Code("funds_surrendered", "上缴金额", "Funds surrendered"),
    Code("loss_averted", "挽回损失", "Loss averted"),
    Code("all_recovered", "称全部收回", "Said to be all recovered"),
    Code("discipline", "处理处分", "Discipline"),
    Code("rules_new", "新建制度", "New rules"),
    Code("rules_revised", "修订制度", "Revised rules"),
    Code("rules_new_or_revised", "新建或修订制度", "New or revised rules"),
    Code("rules_abolished", "废止制度", "Abolished rules"),
    Code("rules_planned", "拟建制度", "Planned rules"),
    Code("named_contact", "公布联系方式", "Contact published"),
    Code("next_steps", "说明下一步", "Next steps stated"),
    Code("item_by_item", "逐项回应", "Answered item by item"),
))
