"""Which problems the words before a number are about: those fed back this time, classes of them, or another population."""

import re

from etl.notice.claims import Ledger
from etl.notice.clauses import Place
from etl.notice.phrases import AUDITED, BUT_LEADERS, CLASS_LIST, CLASSED, ELSEWHERE, FED, FOUND, JUST_FED, LAST_ROUND, LEADERS, OTHER, STATUS_AFTER, STATUS_BEFORE

REFINED_INTO = re.compile(r"(?:细化|分解)(?:形成|成|为|出)?(?:的)?(?:具体)?问题$")
PROBLEMS = re.compile(r"(?:具体|反馈)?问题")
# 县政府党组认领任务23项: what one of many took on.
TAKEN_ON = re.compile(r"(?:党组|党委|党工委|机关|部门|支部|处室|科室|单位)认领(?:整改)?(?:任务|问题|事项)?$")


def words_before(place: Place, ledger: Ledger) -> str:
    """The words that say what is counted: of 问题涉及4个方面,共21个 and of 问题12大类43项 those before the aspects."""
    is_bare = place.clause in ("共", "共计", "合计", "总计", "总数", "计")
    last = ledger.claims[-1] if ledger.claims else None
    if last and last.kind == "aspects" and last.end >= place.begins and (is_bare or place.gap in ("", "、")) and place.token.counter in ("个", "项", "条"):
        return "问题" if "问题" in last.place.left[-30:] else place.clause
    return place.left if is_bare else place.clause


def is_in_class_list(place: Place, following: Place | None, ledger: Ledger) -> bool:
    """立行立改的15个、限期整改的8个: the classes of what was counted before, not another population; 长期坚持 by itself is a status."""
    own, begins = CLASS_LIST.search(place.clause), following is not None and CLASS_LIST.search(following.gap)
    if own and STATUS_AFTER.match(place.right) and has_parts(ledger):
        ledger.is_listing = ledger.is_other = False          # 限期整改的8个已完成整改
        return False
    goes_on = ledger.is_listing and len(place.gap) < 14
    ledger.is_listing = bool(own) and not CLASSED.search(place.clause) and bool(goes_on or begins and own["demand"])
    return ledger.is_listing


def has_parts(ledger: Ledger) -> bool:
    return any(claim.kind == "total" and claim.is_part for claim in ledger.claims)


def words_near(place: Place) -> str:
    """What stands between the last comma, or the number before, and this one."""
    return place.gap[max(place.gap.rfind(","), place.gap.rfind(":")) + 1:][-60:]


def is_share(place: Place, ledger: Ledger) -> bool:
    """反馈10个问题,由书记牵头2个: a leader's share of what this sentence counts; the statuses after it are of the whole."""
    near = words_near(place)
    if ledger.subject is None or ledger.is_other:
        return False
    return bool(LEADERS.search(near)) and not BUT_LEADERS.search(near) or place.token.value < ledger.subject and bool(TAKEN_ON.search(near))


def note_population(place: Place, ledger: Ledger) -> None:
    """Whether the words before a number are about other problems than those fed back this time."""
    near = words_near(place)
    if CLASS_LIST.search(place.clause) and STATUS_AFTER.match(place.right) and has_parts(ledger):
        ledger.is_other = False          # classes that were counted as parts of the whole
    elif LAST_ROUND.search(near) and not ledger.is_follow_up:
        ledger.is_other = True
    elif JUST_FED.search(near) and not ELSEWHERE.search(near) and not re.search(r"(?:检查|督察|审计|村|社区)[^,]{0,8}$", near):
        ledger.is_other = False
    elif ledger.is_other and ledger.others < place.token.value <= (ledger.subject or 0) and STATUS_BEFORE.fullmatch(near.removeprefix("共")):
        ledger.is_other = False          # 反馈56个问题,立行立改8个,已完成53个: more than those
    elif ledger.is_advice and not near and PROBLEMS.match(place.right):
        ledger.is_other = ledger.is_advice = False          # 意见建议13条;33个问题已全部整改到位
    elif REFINED_INTO.search(near) and not re.search(r"自查|专项", near):
        ledger.is_other = False          # 举一反三查摆细化具体问题37个
    elif OTHER.search(near) or not ledger.is_audit and AUDITED.search(near):
        ledger.is_other, ledger.is_advice = True, near.endswith("建议")
    elif FOUND.search(near) and not FED.search(near) and (OTHER.search(place.gap[-200:]) or not FED.search(place.left[-200:])) and not ledger.is_audit:
        ledger.is_other = True           # 开展食堂检查,发现问题67个: nobody fed them back
    elif re.search(r"反馈|指出|本轮|本次|层面|本级", near):
        ledger.is_other = False
    if ledger.is_other and place.token.counter != "%" and not STATUS_BEFORE.fullmatch(near):
        ledger.others = place.token.value
