"""Rules made, revised, abolished or planned, counted by the unit."""

import re

from etl.notice.clauses import BLANK, TITLE, Place, Segment
from etl.notice.grammar import MEANING, RULE_VERBS

COUNTED = frozenset(("项", "个", "条", "件", "份", "部"))
NOUN = r"(?:(?:规章|内部|管理|工作|长效|各类|相关|配套|整改|内控|财务|党建|体制)*(?:制度机制|机制制度|制度规定|制度办法|制度文件|制度性文件|规章制度|规范性文件|文件制度|管理制度|管理办法|实施办法|实施细则|工作机制|长效机制|政策文件|制度|机制|办法|细则|规定|规程|指引|流程|规则|章程|规范|工作规则))"
VERB = "(?:拟|计划|新|重新|研究|已|共|进一步|补充|探索|宣布){0,2}(?:" + "|".join(RULE_VERBS) + ")"
RUN = re.compile(rf"(?P<verbs>{VERB}(?:(?:、|和|及|并|与|或|/|\()?{VERB}\)?){{0,4}})(?:了)?")
BEFORE = re.compile(rf"^(?P<what>[^,;。\d]{{0,70}}?)(?P<noun>{NOUN})?等?(?:共计?|合计|累计|总计|共|达)?$")
BEFORE_TITLED = re.compile(rf"[^,;。\d]{{0,70}}?{TITLE}等?(?:文件|制度文件)(?:共计?)?")
SHARED_NOUN = re.compile(rf"(?:、|和|及|,){VERB}{{1,2}}了?\d{{1,4}}[项个条件]{NOUN}")      # 新制定27个、修改11个制度
LISTED = re.compile(rf"(?:、|和|及){NOUN}")
SPOKEN_OF = re.compile(rf"{NOUN}(?:共计?)?$|(?:制度(?:机制)?建设|建章立制|长效机制)(?:方面|上)?,[^,;。\d]{{0,6}}$")
CLEARED = re.compile(rf"^[^,;。\d、]{{0,6}}?{NOUN}[^,;。\d]{{0,8}}?(?:清理|梳理|评估)")      # 对62项制度开展清理,修订16项
NOUN_AFTER = re.compile(rf"^[^,;。\d、]{{0,10}}?{NOUN}")
DRAFTED = re.compile(rf"^[^,;。\d]{{0,4}}?{NOUN}[^,;。\d]{{0,4}}?(?P<how>(?:正在|正|拟|计划|待|将)[^,;。]{{0,14}}?(?:起草|修订|制定|完善|出台|修改|废止|征求意见))")
# 对3项制度进行修订: what is done stands behind the number.
WORKED_ON = re.compile(rf"[^,;。\d、]{{0,8}}?{NOUN}(?:已|均|全部){{0,2}}(?:进行|予以|加以|作出?|做|开展|得到|完成|实施)了?(?:全面|系统|集中|重新|相应|逐一|逐项|及时|的){{0,2}}"
                       rf"(?P<verbs>(?:修订|修改|完善|健全|废止|优化)(?:、|和|与|及)?(?:修订|修改|完善|健全|废止|优化)?)(?=$|[,;。、!]|和|并|后)")
WORKED_OUT = re.compile(rf"[^,;。\d、]{{0,8}}?{NOUN}(?:已|均|全部){{0,2}}(?P<verbs>修订|修改|完善|废止|制定|修订完善)(?:完毕|完成|到位)(?=$|[,;。、])")
PLANNED = re.compile(r"(?:正在|正|拟|计划|预计|待|将)[^,;。\d]{0,10}?(?:起草|修订|制定|完善|出台|修改|印发|征求意见)(?=$|[,;。])")
NOT_RULE = re.compile(r"措施|方案|清单|台账|问题|任务|计划|项目|课题|标准地|预案|责任书|会议|活动|案例|队伍|小组|专班|平台|基地|中心|支部|协议|合同|岗位|事项|流转|举措|要点|站")
PROFESSIONAL = re.compile(r"(?:诊疗|技术|行业|地方|团体|护理|教学|施工|临床)[^,;。]{0,4}(?:规范|规程|标准|指引)等?$")
INTENDED = re.compile(r"(?:拟|计划|将|正在|着手)[^,;。\d]{0,10}$")
HANDED, TAKEN_UP = re.compile(r"将$"), re.compile(r"(?:制度)?(?:一并)?(?:纳入|列入|作为|用于|融入|嵌入|汇编|印发|编入)")
OTHERS_RULES = re.compile(r"(?:督促|指导|推动|帮助|促进|要求)[^,;。\d]{0,6}(?:被审计|被检查|被监管|被巡[视察])[^,;。\d]{0,4}(?:单位|对象|企业|党组织)")
LONE = frozenset(("整章建制", "建章立制", "新立改废", "立改废", "废改立", "废、改、立", "立、改、废"))


def read_segment(segment: Segment, made: list[dict], spoke_of_rules: bool) -> bool:
    """Take in the counts of one segment; returns whether it spoke of rules, so that a bare 修订15项 after it is understood."""
    first = len(made)
    for place in segment.places:
        if place.token.counter not in COUNTED:
            continue
        spoke_of_rules = spoke_of_rules or bool(SPOKEN_OF.search(place.left[-40:]))
        figure = count_at(place, spoke_of_rules)
        spoke_of_rules = spoke_of_rules or bool(CLEARED.match(place.right))
        if figure:
            made.append(figure)
            spoke_of_rules = True
    lone_improvements(made[first:])
    lump_the_whole(made[first:])
    return spoke_of_rules


def lone_improvements(figures: list[dict]) -> None:
    """修订完善 beside 新建 is what was revised, as is 完善制度 beside 建立制度; alone it is one lumped number."""
    if any(figure["figure"] == "rules_new" for figure in figures):
        for figure in figures:
            if figure["verbs"] in ("完善", "改进完善") and figure["is_system"]:
                figure["figure"] = "rules_revised"
    if not any(figure["figure"] in ("rules_new", "rules_new_or_revised") for figure in figures):
        for figure in figures:
            if figure["figure"] == "rules_revised" and "完善" in figure["verbs"]:
                figure["figure"] = "rules_new_or_revised"


def lump_the_whole(figures: list[dict]) -> None:
    """修订完善制度28个,其中新建11个、修订17个: a number that new and revised rules add up to is of both."""
    for whole, *parts in (figures[at:] for at in range(len(figures) - 2)):
        kinds = {part["figure"] for part in parts}
        if whole["figure"] in ("rules_new", "rules_revised") and {"rules_new", "rules_revised"} <= kinds and sum(part["value"] for part in parts) == whole["value"]:
            whole["figure"] = "rules_new_or_revised"


def count_at(place: Place, spoke_of_rules: bool) -> dict | None:
    """What one count is, or None."""
    token = place.token
    if drafted := DRAFTED.match(place.right):
        return said("rules_planned", place, token.start - (2 if place.clause.endswith("另有") else 0), token.end + drafted.end())
    if OTHERS_RULES.search(place.left[-60:]):
        return None
    if worked := WORKED_ON.match(place.right) or WORKED_OUT.match(place.right):
        lead = re.search(r"(?:对|将|把)[^,;。\d]{0,40}$", place.clause)
        if not INTENDED.search(place.clause) or lead and not re.search(r"拟|计划", place.clause):
            return said(kind_of(worked["verbs"]), place, token.start - (len(lead[0]) if lead else 0), token.end + worked.end(), worked["verbs"])
    if spoke_of_rules and (planned := PLANNED.match(place.right)):
        return said("rules_planned", place, token.start - (2 if place.clause.endswith(("另有", "还有")) else 0), token.end + planned.end())
    run = None
    for run in RUN.finditer(place.clause):
        between = place.clause[run.end():]
        handed = HANDED.search(place.clause[:run.start()]) and (between.startswith("的") or TAKEN_UP.match(place.right))     # 将修订的6项制度印发
        if fits(between, place, run["verbs"], spoke_of_rules):
            figure = "rules_planned" if INTENDED.search(place.clause[:run.start()]) and not handed else kind_of(run["verbs"])
            after = NOUN_AFTER.match(place.right)
            return said(figure, place, token.start - (len(place.clause) - run.start()), token.end + (after.end() if after and not BEFORE.match(between)["noun"] else 0), run["verbs"])
    if run and LISTED.fullmatch(place.clause, max(place.clause.rfind("、"), 0)):                     # 建立台账1本、制度2项
        return said(kind_of(run["verbs"]), place, token.start - (len(place.clause) - place.clause.rfind("、")) + 1, token.end, run["verbs"])
    return None


def fits(between: str, place: Place, verbs: str, spoke_of_rules: bool) -> bool:
    """Whether what stands between verb and number, or behind the number, is rules."""
    found = BEFORE.match(between)
    if not found or PROFESSIONAL.search(between) or NOT_RULE.search(last_item(between, place)[-8:]) or RUN.search(between):
        return False
    if found["noun"]:
        return not (found["noun"].endswith("流程") and not found["what"].endswith("制度") and not MEANING["rules_new"].search(verbs))
    if NOUN_AFTER.match(place.right) and not NOT_RULE.search(place.right[:6]):
        return True
    if between.endswith("文件") and MEANING["rules_abolished"].search(verbs):
        return True
    if TITLE in between and BEFORE_TITLED.fullmatch(between.strip(BLANK)):
        return True
    bare = between.strip(BLANK + TITLE + "”") in ("", "等", "共", "的", "共计", "合计", "总计", "累计")
    return bare and (verbs in LONE or spoke_of_rules or bool(SHARED_NOUN.match(place.right)) or TITLE in between and place.token.counter != "份") and not NOT_RULE.match(place.right)


def last_item(between: str, place: Place) -> str:
    """印章管理等 of 采购、合同、印章管理等5个制度."""
    return between.rsplit("、", 1)[-1] if between.endswith("等") and NOUN_AFTER.match(place.right) else between


def kind_of(verbs: str) -> str:
    """The figure of a run of verbs: 拟修订 is planned, 修订完善 revised, 制定完善 either."""
    if MEANING["rules_planned"].search(verbs):
        return "rules_planned"
    if MEANING["rules_abolished"].search(verbs):                # 废止、修订 in one number is neither
        return "rules_new_or_revised" if MEANING["rules_revised"].search(verbs) or MEANING["rules_new"].search(verbs) else "rules_abolished"
    makes, changes, betters = (bool(MEANING[figure].search(verbs)) for figure in ("rules_new", "rules_revised", "rules_new_or_revised"))
    if changes and not makes and not re.search(r"健全|建制", verbs):
        return "rules_revised"
    return "rules_new" if makes and not changes and not betters else "rules_new_or_revised"


def said(figure: str, place: Place, start: int, end: int, verbs: str = "") -> dict:
    return {"figure": figure, "verbs": verbs, "value": place.token.value, "start": start, "end": end, "is_system": bool(re.search("完善制度(?:流程|办法)?$", place.clause)), "is_approximate": place.token.is_approximate}
