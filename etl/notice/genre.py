"""Is this a notice of rectification? Look-alikes are refused, each with its reason."""

import re

REPORTED = re.compile(r"整改[^。\n]{0,16}?(?:进展|情况|落实|结果|成效|工作)[^。\n]{0,16}?(?:公布|公开|通报|公示|公告|报告)|(?:公布|公开|通报|公示)[^。\n]{0,10}整改[^。\n]{0,8}(?:情况|进展)")
DONE = re.compile(r"(?:完成整改|整改完成|已整改|整改到位|已完成|基本完成|完成率)")
INSPECTED = re.compile(r"巡[视察]|审计|督察")
TEMPLATE = re.compile(r"[X×x]{2,}|20[X×x]{2}|[X×]年|[X×]月|[X×]日|[X×]个|[X×]项|[X×]人|范文|模板|此处填写")
ARTICLE = re.compile(r"(?m)^\s*第[一二三四五六七八九十百]{1,4}条")
NEWS = re.compile(r"(?:巡[视察])?(?:组)?(?:向[^\n]{2,40})?反馈(?:巡[视察])?(?:情况|意见)?(?:会)?$|反馈会|动员会|推进会|工作会")
MEETING = re.compile(r"召开[^。,;]{0,40}会议?$|(?:动员|推进|部署|反馈|座谈|调度|民主生活|约谈)会(?:召开|举行)?$"
                     r"|(?:举办|启动|开展|组织)[^。,;]{0,40}(?:培训班?|督导|检查|评估|讲座|调研|抽查|测评)$|(?:评估|督导|检查|抽查)工作(?:启动|开展|完成|结束)$")
ESSAY = re.compile(r"(?:会|座谈|论坛|交流)[^。]{0,6}(?:发言|讲话|致辞|摘编|摘登|侧记|纪要|综述|实录)|发言摘[编登]|时评|评论员|述评|(?:学习|工作)心得|心得体会|经验交流|一图读懂|政策解读|答记者问|理论文章|记者观察|访谈录?$")
PLAN = re.compile(r"(?:方案|计划|清单|任务分解表|工作安排|实施意见)(?:[(（][^)）]*[)）])?$")
ARRIVAL = re.compile(r"进驻|巡察公告|受理信访时间|受理(?:时间|范围)|设专门值班电话|现场巡[视察]约")
RULE_TITLE = re.compile(r"(?:办法|规定|条例|细则|规程|制度|意见)(?:[(（](?:试行|暂行)[)）])?$")


def early_refusal(plain: str, kind: str | None) -> str | None:
    """What shows at once, before anything is read closely."""
    if len(plain.strip()) < 60:
        return "只有导航或标题，没有正文"
    if kind is None or not INSPECTED.search(plain) or "整改" not in plain:
        return "与巡视、巡察、审计整改无关"
    return None


def refusal_of(plain: str, title: str, has_unit: bool, results: int, problems: int) -> str | None:
    """Why a text is no notice, or None where it is one. `results` counts the figures on what was done."""
    head = re.sub(r"[\s。]", "", title)
    reported = REPORTED.search(plain[:1500])
    if len(TEMPLATE.findall(plain)) >= 6:
        return "公文模板：单位、日期和数字是占位符"
    if len(ARTICLE.findall(plain)) >= 3 or RULE_TITLE.search(head) and not reported:
        return "工作制度：规定怎样整改和公开，没有一个单位的整改结果"
    if PLAN.search(head):
        return "整改方案：所列是目标和计划，不是结果"
    if ARRIVAL.search(plain[:800]) and not reported and not DONE.search(plain):
        return "进驻公告：巡察刚开始，没有整改结果"
    first = [re.sub(r"\s", "", line) for line in plain.lstrip().split("\n")[:3] if len(line) < 70]
    if any(MEETING.search(line) for line in (head, *first)):
        return "会议新闻：说的是一次会议，没有整改结果"
    if any(ESSAY.search(line) for line in (head, *first)):
        return "文章或发言：谈的是整改，没有一个单位的整改结果"
    if not re.search(r"整改", head) and any(NEWS.search(line) and "整改" not in line for line in (head, *first)):
        return "反馈会新闻：只有反馈的问题，没有整改结果"
    if not has_unit:
        return "看不出是哪个单位的整改情况"
    if not reported and not problems and results < 2:
        return "没有整改结果"
    return None
