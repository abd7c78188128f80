"""Is this a notice of rectification? Look-alikes are refused, each with its reason."""

import re

from etl.notice.grammar import Row

REPORTED = re.compile(r"(?<!根据)(?<!按照)整改(?!要求)(?:(?!不力)[^。,\n]){0,16}?(?:进展|情况|落实|结果|成效|工作)(?:(?!另行|适时)[^。\n]){0,16}?(?:公布|公开|通报|公示|公告|报告)|(?:公布|公开|通报|公示)[^。\n]{0,10}整改[^。\n]{0,8}(?:情况|进展)")
DONE = re.compile(r"(?:完成整改|整改完成|已整改|整改到位|已完成|基本完成|完成率)")
INSPECTED = re.compile(r"巡[视察]|审计")
TEMPLATE = re.compile(r"[X×x]{2,}|20[X×x]{2}|[X×]年|[X×]月|[X×]日|[X×]个|[X×]项|[X×]人|范文|模板|此处填写")
PLACEHOLDER = re.compile(r"[X×x范模填]")
ARTICLE = re.compile(r"(?m)^\s*第[一二三四五六七八九十百]{1,4}条")
NEWS = re.compile(r"(?:巡[视察])?(?:组)?(?:向[^\n]{2,40})?反馈(?:巡[视察])?(?:情况|意见)?(?:会)?$|反馈会|动员会|推进会|工作会")
MEETING = re.compile(r"召开[^。,;]{0,40}会议?$|(?:动员|推进|部署|反馈|座谈|调度|民主生活|约谈)会(?:召开|举行)?$"
                     r"|(?:举办|启动|开展|组织)[^。,;]{0,40}(?:培训班?|督导|检查|评估|讲座|调研|抽查|测评)$|(?:评估|督导|检查|抽查)工作(?:启动|开展|完成|结束)$")
ESSAY = re.compile(r"(?:会|座谈|论坛|交流)[^。]{0,6}(?:发言|讲话|致辞|摘编|摘登|侧记|纪要|综述|实录)|发言摘[编登]|时评|评论员|述评|(?:学习|工作)心得|心得体会|经验交流|一图读懂|政策解读|答记者问|理论文章|记者观察|访谈录?$")
OTHER_TITLES = (
    Row("典型问题通报：说的是别的单位整改不力，没有一个单位的整改结果", r"典型(?:问题|案例)|曝光|整改不(?:力|实|到位)[^。]{0,8}问题", "关于4起巡察整改不力典型问题的通报"),
    Row("督查评估通报：说的是对别的单位整改的检查，没有一个单位的整改结果", r"整改[^。]{0,12}(?:督查|督导|评估|抽查|核查|测评)(?:(?!整改)[^。]){0,8}(?:通报|公告|公示|情况|结果)$|(?:强化|加强|做实|深化|跟进)[^。]{0,12}监督$", "关于巡察整改督查情况的通报"),
    Row("征求意见：还没有整改结果", r"征求[^。]{0,24}(?:意见|建议)", "关于公开征求巡察整改工作意见建议的公告"),
    Row("承诺或检查材料：没有一个单位的整改结果", r"(?:承诺书?|倡议书?|责任书|检查材料|发言提纲|表态发言|问卷|题库|知识问答.{0,8})$", "巡察整改承诺书"),
    Row("部署通知：要求整改，没有整改结果", r"关于(?:做好|开展|进一步|切实|加强|抓好|印发|报送|召开|成立)[^。]{0,40}(?:通知|意见)$", "关于做好巡察反馈问题整改落实情况报送工作的通知"),
    Row("采购或人事公告：与整改结果无关", r"^(?!.*整改).*(?:采购|磋商|招标|询价|中标|成交|比选|任前|拟任职?|任免|招聘|遴选|选调|录用)[^。]{0,24}(?:公告|公示|通知)", "审计服务项目采购公告"),
    Row("总结或调研：说的不是一次整改", r"(?<!整改)(?<!落实)工作(?:总结|要点|思路)|述职|年度报告$|调研(?:报告|与思考)|思考$|对策研究|启示$", "区市场监督管理局2023年工作总结和2024年工作思路"),
    Row("审计结果：查出了问题，没有整改结果", r"审计(?:结果|工作报告|情况)(?:公告|的?报告)?$", "2023年度本级预算执行审计结果"),
)
OTHERS = tuple((re.compile(row.pattern), row.means) for row in OTHER_TITLES)
PLAN = re.compile(r"(?:方案|计划|清单|任务分解表|工作安排|实施意见)(?:[(（][^)）]*[)）])?$")
ARRIVAL = re.compile(r"进驻|巡察公告|受理信访时间|受理(?:时间|范围)|设专门值班电话|现场巡[视察]约")
RULE_TITLE = re.compile(r"(?:办法|规定|条例|细则|规程|制度|意见)(?:[(（](?:试行|暂行)[)）])?$")


def early_refusal(plain: str, kind: str | None) -> str | None:
    """What shows at once, before anything is read closely."""
    if len(plain.strip()) < 60 or "。" not in plain and plain.count(",") < 3:
        return "只有导航或标题，没有正文"
    if kind is None or not INSPECTED.search(plain) or "整改" not in plain:
        return "与巡视、巡察、审计整改无关"
    return None


def refusal_of(plain: str, title: str, has_unit: bool, results: int, problems: int) -> str | None:
    """Why a text is no notice, or None where it is one. `results` counts the figures on what was done."""
    head = re.sub(r"[\s。]", "", title)
    reported = REPORTED.search(plain[:1500])
    if PLACEHOLDER.search(plain) and len(TEMPLATE.findall(plain)) >= 6:
        return "公文模板：单位、日期和数字是占位符"
    if len(ARTICLE.findall(plain)) >= 3 or RULE_TITLE.search(head) and not reported:
        return "工作制度：规定怎样整改和公开，没有一个单位的整改结果"
    first = [re.sub(r"\s", "", line) for line in plain.lstrip().split("\n")[:3] if len(line) < 70]
    for pattern, reason in OTHERS:
        if any(pattern.search(line) for line in ([head] if head else first[:1])):
            return reason
    if PLAN.search(head):
        return "整改方案：所列是目标和计划，不是结果"
    if ARRIVAL.search(plain[:800]) and not reported and not DONE.search(plain):
        return "进驻公告：巡察刚开始，没有整改结果"
    if any(MEETING.search(line) for line in (head, *first)):
        return "会议新闻：说的是一次会议，没有整改结果"
    if any(ESSAY.search(line) for line in (head, *first)):
        return "文章或发言：谈的是整改，没有一个单位的整改结果"
    if not re.search(r"整改", head) and any(NEWS.search(line) and "整改" not in line for line in (head, *first)):
        return "反馈会新闻：只有反馈的问题，没有整改结果"
    if not has_unit:
        return "看不出是哪个单位的整改情况"
    if not re.search(r"整改|落实", head) and not reported and (not DONE.search(plain) or results < 2):
        return "标题和开头都不是公布整改情况"
    if not reported and not problems and results < 2:
        return "没有整改结果"
    return None
