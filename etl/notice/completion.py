"""How much was put right: aspects, totals, statuses and rates, each on the basis that its own words name.

The numbers of a paragraph are read in order. What the unit says of other populations (the last round, petitions, what its
secretary took on) is recognised by the words before the number and kept out, with the statuses that follow.
"""

import re
from dataclasses import dataclass, field

from etl.notice.clauses import Place, Segment
from etl.notice.status import PATTERNS

COUNTED = frozenset(("个", "项", "条", "类", "件", "点", "款", "个方面", "方面", "大方面", "大类", "部", "%"))
ASPECTS = frozenset(("个方面", "方面", "大方面", "大类", "部"))
NOUNS = (("task", r"(?:整改|工作|重点|具体|巡[视察]|反馈){0,3}任务"), ("measure", r"(?:整改|具体|工作|针对性|务实|改进|落实|有力){0,4}(?:措施|举措)"),
         ("problem", r"(?:具体|突出|主要|重点|一般|共性|个性|整改|反馈|方面的?|巡[视察]|细化|存在的?|需要?|各类|的|普遍性|典型|关键|事实){0,4}(?:问题|事项|意见(?!建议|和建议)|整改点|要点|表现|情形|清单)"))
NOUN_AFTER = re.compile("|".join(f"(?P<{name}>^(?:{pattern}))" for name, pattern in NOUNS))
NOUN_BEFORE = re.compile("(?:" + "|".join(f"(?P<{name}>{pattern})" for name, pattern in NOUNS) + ")(?:,?(?:共计?|合计|总数|总计|数|为|有|约|均为|计|分别为|中|里|,)){0,2}$")
STATUS_BEFORE = re.compile("(?:" + "|".join(f"(?P<{name}>{pattern})" for name, pattern in PATTERNS)
                           + r")(?P<of>的)?(?P<noun>(?:具体|反馈|整改|突出){0,2}(?:问题|事项|任务|措施|举措|工作任务|整改任务))?(?:的?(?:有|为|达|共|计|共计|分别有|约|了)){0,2}$")
STATUS_AFTER = re.compile(r"^(?:具体|突出|整改|反馈|的|重点){0,2}(?:问题|事项|任务|措施|举措)?,?(?:目前|现|现已|均|都|已|也|还|需|尚|仍){0,3}(?:" + "|".join(f"(?P<{name}>{pattern})" for name, pattern in PATTERNS) + ")")
ALL_DONE = re.compile(r"^(?:具体|突出|整改|反馈|的|重点|巡[视察]){0,3}(?:问题|事项|任务|措施|举措|反馈意见|意见)?(?:目前|现|现已|[已己]|均|都|也){0,2}(?:全部|均|全面|悉数)(?:[已己])?(?:按(?:期|时|要求))?(?:得到)?(?:整改(?:落实)?|完成|落实|办结|销号|解决)(?P<rest>[^,。;]{0,6})")
SAME_ALL = re.compile(r"^(?:问题|具体问题)?,(?:目前|现|截至目前,?)?(?:[已己])?(?:均|全部|全面)[已己]?(?:全部)?(?:整改|完成|落实|办结|销号)(?!措施)")
REFINED = re.compile(r"(?:细化|分解|梳理|拆解|细分|归纳|具体化|转化|分类|归类|整理|分类|汇总|形成|列出|确定|逐条|明确|提炼)[^。;]{0,24}$")
FED = re.compile(r"反馈|指出|提出(?!的?整改|整改)|移交|交办|通报的|发现|巡[视察]|反映|审计")
OTHER = re.compile(
    r"上(?:一)?(?:轮|次|届)|上年度|上一年|历次|往年|以往|前期|此前|专项检查|专项(?:整治|治理)|选人用人|意识形态(?!责任制)|立行立改|立查立改|即知即改|边巡边改|边审边改|边督边改|信访|来信|来访|举报|线索|提级巡|村(?:级|反馈|的)|村党|社区(?:反馈|的)|"
    r"隐患|督查|自查|领衔|认领|牵头|领办|领题|包案|包抓|督办|建议|投诉|诉求|案件|举一反三|民主生活会|检视|对照检查|征求|征集|收集|群众反映|走访|排查|摸排|即\d|其中重点|重点难点|约谈|责任(?:清单)?|会议|督导|个案|延伸|下属|直属|基层|审计(?:发现|反馈|指出)|巡察工作|调研|复核|回访|"
    r"隐患|工单|热线|整治|盘活|化解|不符合|超期|新增|新发现|补充|省级|试点|项目|合同|民生|企业")
RATE = re.compile(r"(?P<of>[^,;。]{0,14}?)(?P<word>(?:整改)?(?:总体|问题|任务|措施|举措|总)?(?:整改)?(?:完成|落实|到位|办结|销号)率|整改率|总体完成率)(?:已?(?:达到|达|为|接近|近|约|超过|是|实现|均为|均达|分别为|了|:){0,3})?$")
SHARE = re.compile(r"占(?:全部|总数|反馈)?[^,;。]{0,12}(?:问题|任务|措施|总数)[^,;。]{0,4}的?$|,?占(?:比)?(?:达|为|约|总数的)?$")
NOT_OURS = re.compile(r"隐患|信访|投诉|线索|案件|积案|工单|热线|诉求|上(?:一)?(?:轮|次)|去年|上年|预算|计划|项目|建设|化解|满意|指标|年度任务|立行立改|民生|任务指标|农|环境|同比")
BASES = {"task": "task", "measure": "measure", "problem": "problem"}


@dataclass(slots=True)
class Claim:
    """One thing said about completion, before it is known which problems it is about."""

    kind: str                    # a figure code, or `total`
    value: float
    noun: str | None             # problem | task | measure
    place: Place
    subject: float | None = None  # the total that the same words are about
    is_fed: bool = False
    is_refined: bool = False
    start: int = 0
    end: int = 0
    lumped: tuple[str, ...] | None = None


@dataclass(slots=True)
class Ledger:
    """What has been read so far, paragraph by paragraph."""

    claims: list[Claim] = field(default_factory=list)
    noun: str | None = None
    subject: float | None = None
    is_other: bool = False

    def new_paragraph(self) -> None:
        self.noun, self.subject, self.is_other = None, None, False

    def add(self, kind: str, place: Place, noun: str | None, start: int | None = None, end: int | None = None, **more) -> None:
        token = place.token
        self.claims.append(Claim(kind, more.pop("value", token.value), noun, place, start=token.start if start is None else start, end=end or token.end, **more))


def read_segment(segment: Segment, ledger: Ledger) -> None:
    """Take in the numbers of one segment."""
    if segment.places and segment.places[0].depth == 0:
        begin_segment(segment, ledger)
    elif re.match(r"含|其中(?:立行|重点)|包括|即", segment.words):
        return
    for index, place in enumerate(segment.places):
        if place.token.counter in COUNTED:
            following = segment.places[index + 1] if index + 1 < len(segment.places) else None
            read_place(place, following, ledger)


def begin_segment(segment: Segment, ledger: Ledger) -> None:
    """A new part of the sentence speaks of our problems again where it names them."""
    opening = segment.places[0].left
    if re.search(r"反馈|截[至止]|目前|巡[视察]组|整改期", opening) and not OTHER.search(opening):
        ledger.is_other = False


def read_place(place: Place, following: Place | None, ledger: Ledger) -> None:
    token, gap = place.token, place.gap[-60:]
    own = NOUN_BEFORE.search(place.clause[-24:])
    after = NOUN_AFTER.match(place.right)
    if token.counter == "%":
        return read_rate(place, ledger)
    if token.counter in ASPECTS:
        return read_aspects(place, following, ledger)
    status = STATUS_BEFORE.search(place.clause[-30:])
    if (other := OTHER.search(gap)) and not (after and REFINED.search(place.left[-40:]) and not re.search(r"上(?:一)?轮|专项", gap)):
        if not (status and other.start() < len(gap) - 40):
            ledger.is_other = True
    elif re.search(r"反馈|指出|本轮|本次", gap):
        ledger.is_other = False
    if ledger.is_other:
        return None
    if status and not (status["of"] and after):
        return read_status(place, status, ledger)
    if after or own and own.end() == len(place.clause[-24:]):
        noun = next(name for name, found in (after or own).groupdict().items() if found)
        return read_total(place, noun, bool(after), following, ledger)
    if (back := STATUS_AFTER.match(place.right)) and ledger.claims:
        kind = next(name for name, found in back.groupdict().items() if found)
        ledger.add(kind_of(kind), place, ledger.noun, end=token.end + back.end(), subject=ledger.subject)
    return None


def read_status(place: Place, status: re.Match, ledger: Ledger) -> None:
    """已完成整改9个: the status stands before its number."""
    kind = next(name for name, _ in PATTERNS if status[name])
    said = status["noun"] or ""
    noun = "task" if "任务" in said else "measure" if re.search("措施|举措", said) else "problem" if said else noun_just_before(place) or ledger.noun
    if noun != ledger.noun:
        ledger.noun, ledger.subject = noun, None
    start = place.token.start - len(status[0])
    lumped = None
    if joint := re.search(r"(已?(?:整改)?完成(?:整改)?)(?:或|和|及|、)(基本完成|阶段性完成)(?:整改)?$", place.clause):
        kind, lumped, start = "completed", (joint[1], joint[2]), place.token.start - len(joint[0])
    ledger.add(kind_of(kind), place, noun, start=start, subject=ledger.subject, lumped=lumped)


def noun_just_before(place: Place) -> str | None:
    """整改措施完成136项, 举措完成259条: the noun in front of the status."""
    found = re.findall(r"任务|措施|举措|问题", place.gap if not place.is_first else place.clause)
    return {"任务": "task", "措施": "measure", "举措": "measure", "问题": "problem"}[found[-1]] if found else None


def kind_of(status: str) -> str:
    return "in_progress" if status == "long_term" else status


def read_aspects(place: Place, following: Place | None, ledger: Ledger) -> None:
    """4个方面 counts the aspects where problems or tasks follow it."""
    if re.match(r"的?(?:整改)?(?:意见|建议)", place.right) or OTHER.search(place.gap[-30:]) or re.match(r"(?:入手|着手|发力)", place.right):
        return
    is_near = following is not None and len(following.gap) <= 8 and following.token.counter in COUNTED
    if is_near or re.match(r"(?:的)?(?:[^,;。\d]{0,12})(?:问题|任务|反馈意见)", place.right):
        if FED.search(place.left) or is_near and NOUN_AFTER.match(following.right):
            ledger.is_other = False
            ledger.add("aspects", place, None)


def read_total(place: Place, noun: str, is_after: bool, following: Place | None, ledger: Ledger) -> None:
    """N个问题 or 问题N个: a total where it is said to be fed back, refined or set up, else what the following counts are about."""
    left, value = place.left, place.token.value
    end = place.token.end + (NOUN_AFTER.match(place.right).end() if is_after else 0)
    refined = bool(REFINED.search(left[-40:])) and noun == "problem"
    ledger.noun, ledger.subject = noun, value
    ledger.add("total", place, noun, end=end, is_fed=bool(FED.search(left[-60:])) or bool(re.search(r"方面|大类|类", place.gap)) and not place.is_first, is_refined=refined)
    done = ALL_DONE.match(place.right) or SAME_ALL.match(place.right)
    if done and not re.search(r"措施|方案|台账|明确|制定|分解", done[0]):
        ledger.add("completed", place, noun, end=place.token.end + done.end(), subject=value)
        return
    back = STATUS_AFTER.match(place.right)
    if back and (following is None or following.token.start > place.token.end + back.end() + 3):
        kind = next(name for name, found in back.groupdict().items() if found)
        ledger.add(kind_of(kind), place, noun, end=place.token.end + back.end(), subject=value)


def read_rate(place: Place, ledger: Ledger) -> None:
    """整改完成率N%, on the basis of the counts that it follows."""
    found = RATE.search(place.clause)
    share = None if found else SHARE.search(place.left[-24:])
    if not found and not share or NOT_OURS.search(place.clause[-24:]) or ledger.is_other and not (found and "问题" in place.clause):
        return
    said = re.search(r"任务|措施|举措|问题", place.clause)
    noun = {"任务": "task", "措施": "measure", "举措": "measure", "问题": "problem"}[said[0]] if said else ledger.noun
    start = place.token.start - (len(found["word"]) + place.clause.__len__() - found.end("word") if found else 0)
    ledger.add("completion_rate", place, noun, start=start, subject=ledger.subject)


def settled(ledger: Ledger) -> list[tuple[Claim, str | None]]:
    """The claims that stand, each with its basis; which problems are fed back and which refined shows from all totals together."""
    totals = [claim for claim in ledger.claims if claim.kind == "total" and claim.noun == "problem"]
    refined = {claim.value for claim in totals if claim.is_refined}
    fed = [claim.value for claim in totals if claim.is_fed and not claim.is_refined and claim.value not in refined]
    if refined and not fed:
        fed, refined = [min(refined)] if len(refined) == 1 else [], refined if len(refined) > 1 else set()
    bases = {value: "item" for value in refined} | ({fed[0]: "feedback"} if fed else {})
    finest = "item" if refined else "feedback"
    out = []
    for claim in ledger.claims:
        if claim.kind == "aspects":
            out.append((claim, None))
        elif claim.kind == "total":
            basis = bases.get(claim.value) if claim.noun == "problem" else claim.noun
            if basis:
                out.append((claim, basis))
        else:
            basis = claim.noun if claim.noun in ("task", "measure") else bases.get(claim.subject, finest)
            out.append((claim, basis))
    return out
