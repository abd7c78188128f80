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
SPOKEN_OF = re.compile(rf"{NOUN}(?:共计?)?$|(?:制度建设|建章立制)(?:方面|上)?,[^,;。\d]{{0,6}}$")
CLEARED = re.compile(rf"^[^,;。\d、]{{0,6}}?{NOUN}[^,;。\d]{{0,8}}?(?:清理|梳理|评估)")      # 对62项制度开展清理,修订16项
NOUN_AFTER = re.compile(rf"^[^,;。\d、]{{0,10}}?{NOUN}")
DRAFTED = re.compile(rf"^[^,;。\d]{{0,4}}?{NOUN}[^,;。\d]{{0,4}}?(?P<how>(?:正在|正|拟|计划|待|将)[^,;。]{{0,14}}?(?:起草|修订|制定|完善|出台|修改|废止|征求意见))")
NOT_RULE = re.compile(r"措施|方案|清单|台账|问题|任务|计划|项目|课题|标准地|预案|责任书|会议|活动|案例|队伍|小组|专班|平台|基地|中心|支部|协议|合同|岗位|事项|流转|举措|要点|站")
PROFESSIONAL = re.compile(r"(?:诊疗|技术|行业|地方|团体|护理|教学|施工|临床)[^,;。]{0,4}(?:规范|规程|标准|指引)等?$")
INTENDED = re.compile(r"(?:拟|计划|将|正在|着手)[^,;。\d]{0,10}$")
HANDED, TAKEN_UP = re.compile(r"将$"), re.compile(r"(?:制度)?(?:一并)?(?:纳入|列入|作为|用于|融入|嵌入|汇编|印发|编入)")
LONE = frozenset(("整章建制", "建章立制", "新立改废", "立改废", "废改立"))


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


def count_at(place: Place, spoke_of_rules: bool) -> dict | None:
    """What one count is, or None."""
    token = place.token
    if drafted := DRAFTED.match(place.right):
        return said("rules_planned", place, token.start - (2 if place.clause.endswith("另有") else 0), token.end + drafted.end())
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
    if not found or PROFESSIONAL.search(between) or NOT_RULE.search(between[-8:]) or RUN.search(between):
        return False
    if found["noun"]:
        return not (found["noun"].endswith("流程") and not MEANING["rules_new"].search(verbs))
    if NOUN_AFTER.match(place.right) and not NOT_RULE.search(place.right[:6]):
        return True
    if between.endswith("文件") and MEANING["rules_abolished"].search(verbs):
        return True
    if TITLE in between and BEFORE_TITLED.fullmatch(between.strip(BLANK)):
        return True
    bare = between.strip(BLANK + TITLE) in ("", "等", "共", "的", "共计", "合计", "总计", "累计")
    return bare and (verbs in LONE or spoke_of_rules or bool(SHARED_NOUN.match(place.right)) or TITLE in between and place.token.counter != "份") and not NOT_RULE.match(place.right)


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
    return {"figure": figure, "verbs": verbs, "value": place.token.value, "start": start, "end": end, "is_system": place.clause.endswith("完善制度"), "is_approximate": place.token.is_approximate}
