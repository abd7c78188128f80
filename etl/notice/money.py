"""Sums of money: what was recovered, is outstanding, was surrendered or saved; fines, thresholds and spending are not."""

import re

from etl.notice.clauses import Place, Segment
from etl.notice.grammar import NOT_MONEY, SUMS, TAKEN

KINDS = tuple((row.means, re.compile(row.pattern)) for row in SUMS)
RECOVERED = next(pattern for figure, pattern in KINDS if figure == "funds_recovered")
SPENT = re.compile(NOT_MONEY.pattern)
OUTSTANDING_LEFT = re.compile(r"(?:尚有|仍有|还有|尚欠|仍欠|还欠|剩余|余下|其余|未(?:整改|收回|追缴|清退|退缴|追回|到位)|待(?:追缴|收回|清退))[^,;。\d]{0,20}$")
OUTSTANDING_RIGHT = re.compile(r"^(?:因[^,;。\d]{1,24}?)?[^,;。\d]{0,24}?(?P<words>(?:正在|正|仍在|尚在|尚待|待|有待|继续)[^,;。\d]{0,14}?(?P<verb>追缴|清退|收回|清收|退缴|抵扣|追回|清缴|执行|扣回|追偿|催缴|催收|诉讼|起诉|仲裁)|(?:尚|暂|仍|还)?(?:未(?:能)?|无法|难以)(?:全部|足额|按期)?(?P<undone>收回|追缴|清退|退缴|追回|缴回|退还|到位|退回|偿还|扣回))")
PURSUED = re.compile(r",?(?:[已正][^,;。\d]{0,6}|目前|现){0,2}(?:向[^,;。\d]{0,10})?(?P<verb>申请[^,;。\d]{0,8}执行|提起诉讼|诉至[^,;。\d]{0,8}|进入[^,;。\d]{0,10}(?:执行|诉讼|司法)程序)(?:[,、](?:尚|暂|还)未[^,;。\d]{2,8})?(?=$|[,;。、])")      # 拖欠的52.8万元,已申请法院强制执行
OWED = re.compile(r"(?:拖欠|欠缴|欠付|尚欠|仍欠|未缴|逾期)[^,;。\d]{0,16}$")
AUDITED_UNITS = re.compile(r"(?:被审计|被检查|被监管)[^,;。]{0,4}(?:单位|对象|企业)")
AFTER = re.compile(rf"^(?:[^,;。\d]{{0,12}}?|,(?=[现目均已全足悉如由]))(?:均|目前|现|现已|已|予以|进行|依法|依规|全部|全额|悉数|足额|一并|如数|按期|及时|均已|已经|已全部|由(?:\d{{1,4}}[名人位])?[^,;。\d]{{0,14}})*(?P<verb>{TAKEN}+|上缴)(?![共约近达]?\d|[^,;。\d]{0,6}(?:财政|国库|金库)|通知|制度|机制|措施)")
SURRENDERED_AFTER = re.compile(r"^[^,;。\d]{0,10}?(?:已|全部|全额|足额|一并|如数|并){0,4}(?P<verb>(?:上缴|缴入|上交)[^,;。\d]{0,4}(?:财政|国库|金库)(?:专户)?)")
PAYING_IN, PAID_IN = re.compile(r"(?:上缴|上交|缴入)[^,;。\d]{0,30}$"), re.compile(r"(?:至|到|给)[^,;。\d]{0,6}(?:财政|国库|金库)")
AND_THEN = re.compile(r"[并后](?:全部|全额|足额|按规定|及时|依规)?$")
SAVED_BY = re.compile(r"(?:节约|节省|减少)[^,;。\d]{0,12}$")
LISTED_SUM = re.compile(r"(?:、|和|及)[\u4e00-\u9fff“”]{0,10}")
ALL_OF_IT = re.compile(r"[已均全]")
JOINED = re.compile(r"^(?:、|和|及|以及|与|,其中|,)")
SETTLED = re.compile(r"[已均][^,;。未]{0,6}(?:核销|入账|补录|登记|盘活|调账|拨付|支付)[^,;。]{0,6},[^,;。]{0,4}涉及[^,;。]*$")      # 已核销入账,涉及金额31.2万元
LENT = re.compile(r"贷款|债权|本[息金]|信贷|应收|账款|货款")
TOTALLED = frozenset(("共", "共计", "合计", "总计", "累计", "总额", "金额共计", "合计金额"))
TAKEN_BEFORE = re.compile(rf"{TAKEN}[^,;。\d]{{1,30}},[^,;。\d]{{1,4}}$")
WRONGLY = re.compile(r"违规|违纪|违反|多[发领报占收]|超(?:标|额|范围|发)|重复")
OVERDUE = re.compile(r"(?:逾期|不良)[^,;。\d]{0,4}(?:贷款|本[息金]|债权|资产)|本息$")      # 收回逾期本息432万元: a lender's business
BUSINESS = re.compile(r"全年|年内|审计项目|办理案件|日常执法")
FOR_OTHERS = re.compile(r"(?:为|帮助?|替)[^,;。]{0,12}?(?:群众|劳动者|消费者|农民|市民|业主|患者|企业|受害|投资者|商户|老人)|农民工|劳动者|被骗(?!取)|诈骗|涉诈")
CASEWORK = re.compile(r"侦破|破获|嫌疑人|公益诉讼|执结|(?<!复)审结(?!算)|判处|被告人|诈骗案")
TOLD_BEFORE = re.compile(r"(?:上述|前述)[^,;。\d]{0,6}$"), re.compile(r"已?(?:包?含|计入|并入|列入|统计)在?(?:前述|上述|以上|前款)")
CONSISTS = re.compile(r",?(?:其中|含|包含|包括)(?:有|了)?(?P<what>(?!涉案|合同|总额|未|尚|已|应)[^,;。:\d]{1,16}?)")
THRESHOLD = re.compile(r"^(?:以上|以下|以内|的(?:须|必须|由|采购|项目|一律)|标准|上限)")


def read_segment(segment: Segment, made: list[dict], before: dict | None) -> None:
    """Take in the sums of one segment; `before` is the sum that a bracket stands behind."""
    last, is_rest_of_ours, sums = None, True, [place for place in segment.places if place.token.counter == "元"]
    after = {place.token.start: following for place, following in zip(sums, sums[1:])}
    for before_it, place in zip([None, *segment.places], segment.places):
        if place.token.counter != "元":
            continue
        if before_it and before_it.token.counter in ("笔", "起", "户", "项", "个", "家", "例") and place.gap in ("", "、", "共", "共计", "计", "合计", ",共计", ",合计", ",共", "、共", "、共计"):
            place.counted = before_it.clause        # 追缴项目资金12笔89.7万元
        place.is_alone = len(sums) == 1
        is_listed = last is not None and bool(JOINED.match(place.gap)) and len(place.gap) < 30
        figure = sum_at(place, last if is_listed else None, is_rest_of_ours) or within(place, before if place.depth else last) or shared_with(place, after.get(place.token.start))
        if figure:
            whole = before if place.depth else last
            is_within = bool(place.depth) or "其中" in place.gap or last is not None and last["is_part"] and place.gap[:1] in "、和及"
            is_alike = bool(whole) and (figure["figure"] == whole["figure"] or (figure["figure"], whole["figure"]) == ("funds_surrendered", "funds_recovered"))
            figure["is_part"] = is_within and is_alike
            made.append(figure)
            last = figure
        is_rest_of_ours = figure is not None


def shared_with(place: Place, following: Place | None) -> dict | None:
    """加班费3.29万元、误餐费1.06万元已全部清退: the verb stands behind the second sum."""
    if following is None or not LISTED_SUM.fullmatch(following.gap) or SPENT.search(place.clause[-16:]):
        return None
    found = AFTER.match(following.right)
    return said("funds_recovered", found["verb"], place, place.token.start, place.token.end) if found and ALL_OF_IT.search(found[0]) else None


def sum_at(place: Place, listed_after: dict | None, is_rest_of_ours: bool) -> dict | None:
    """What one sum is, or None: the words after the sum before it decide first, then those behind it, then the list that it is in.

    The rest (剩余) of a sum that is no figure is none either.
    """
    token, right = place.token, place.right
    clause = place.counted or (place.clause if len(place.clause) <= len(place.gap) else place.gap)
    if clause in TOTALLED and (before := TAKEN_BEFORE.search(place.gap)):
        clause = before[0]                   # 退回违规发放的补贴,共计12.6万元
    if TOLD_BEFORE[0].search(clause) or TOLD_BEFORE[1].match(right) or BUSINESS.search(place.left[-200:]) or AUDITED_UNITS.search(place.left[-60:]) or FOR_OTHERS.search(place.clause[-60:]) or CASEWORK.search(place.left[-100:]) or THRESHOLD.match(right) or re.search(r"(?:超过|高于|低于|不足|达到|不超过|满)$", clause):
        return None
    if found := OUTSTANDING_RIGHT.match(right):
        return said("funds_outstanding", found["verb"] or found["undone"], place, token.start - lead(clause), token.end + found.end())
    if OWED.search(clause) and (found := PURSUED.match(right)) and not LENT.search(clause):
        return said("funds_outstanding", found["verb"], place, token.start, token.end + found.end())
    if (found := OUTSTANDING_LEFT.search(clause)) and (is_rest_of_ours or not found[0].startswith(("剩余", "余下", "其余"))):
        return said("funds_outstanding", found[0][:4], place, token.start - len(found[0]), token.end)
    if PAID_IN.match(right) and (found := PAYING_IN.search(clause)) and not RECOVERED.search(clause[:found.start()]):
        return said("funds_surrendered", found[0][:2], place, token.start - len(found[0]), token.end)
    if (found := SURRENDERED_AFTER.match(right)) and not RECOVERED.search(clause) and not re.search(r"罚|处置|拍卖", clause[-12:]):
        return said("funds_surrendered", found["verb"], place, token.start - min(len(clause), 12), token.end + found.end())
    return taken(place, clause, listed_after)



def taken(place: Place, clause: str, listed_after: dict | None) -> dict | None:
    """The last verb before the sum, the verb behind it, or that of the list it belongs to."""
    token = place.token
    options = [(found.start(), figure, found) for figure, pattern in KINDS if (found := last_match(pattern, clause))]
    if any(figure != "funds_identified" for _, figure, _ in options):
        options = [option for option in options if option[1] != "funds_identified" or option[0] >= max(start for start, _, _ in options)]
    if options:
        start, figure, found = best(options)
        if figure == "funds_surrendered" and AND_THEN.search(clause[:start]) and (first := RECOVERED.search(clause[:start])):
            start, figure, found = first.start(), "funds_recovered", first      # 收缴违规所得并上缴国库: one sum, the first verb
        between = clause[found.end():]
        if figure == "funds_identified" and SETTLED.search(place.left[-40:]):
            return None
        if found[0] == "清收" and LENT.search(between) or found[0] in ("收回", "追收") and OVERDUE.search(between) or figure in ("funds_recovered", "loss_averted") and "减" not in found[0] and SPENT.search(between) or figure == "loss_averted" and re.search(r"为(?:群众|消费者|企业|农民)", clause):
            return None
        end = token.end + (saved.end() if (saved := re.match(r"、避免[^,;。\d]{0,8}损失", place.right)) else 0)
        return said(figure, verb_of(figure, found[0]), place, token.start - (len(clause) - start), end)
    if (found := AFTER.match(place.right)) and (found["verb"] != "上缴" or WRONGLY.search(clause)) and (place.is_alone or not found[0].startswith(",")) and not (found["verb"] == "清收" and LENT.search(clause)) and not SPENT.search(clause[-12:]):
        return said("funds_recovered", found["verb"], place, token.start, token.end + found.end())
    if found := SAVED_BY.search(clause):
        if saved := re.match(r"[^,;。\d]{0,2}避免[^,;。\d]{0,8}损失", place.right):
            return said("loss_averted", found[0][:2], place, token.start - len(found[0]), token.end + saved.end())
    if listed_after and listed_after["figure"] in ("funds_recovered", "loss_averted") and not SPENT.search(place.gap) and re.match(r"(?:、|和|及|以及|与)", place.gap):
        return said(listed_after["figure"], listed_after["verb"], place, token.start - len(place.gap.lstrip("、和及以与")), token.end)
    return None


def within(place: Place, whole: dict | None) -> dict | None:
    """追缴83万元(含回扣款31万元), 追回50万元,其中绩效32万元: what a sum that was recovered consists of."""
    if not whole or whole["figure"] != "funds_recovered" or place.token.value >= whole["value"] or place.is_first and not place.depth:
        return None
    found = CONSISTS.fullmatch(place.gap)
    if not found or SPENT.search(place.gap) or place.right[:1] == "的":
        return None
    return said(whole["figure"], whole["verb"], place, place.token.start - len(found["what"]), place.token.end)


def verb_of(figure: str, words: str) -> str:
    return {"funds_recovered": re.sub(r"[、和及并或]", "", words), "funds_identified": words[:2]}.get(figure, words)


def best(options: list[tuple]) -> tuple:
    """追缴挽回经济损失 is recovered, 避免和挽回损失 is saved: the verb that begins first among those that overlap, else the last."""
    options.sort(key=lambda option: (option[0], -option[2].end()))
    last = options[-1]
    for option in options:
        if option[2].end() > last[0]:
            return option
    return last


def last_match(pattern: re.Pattern, words: str) -> re.Match | None:
    found = None
    for found in pattern.finditer(words):
        pass
    return found


def lead(clause: str) -> int:
    """How much of the words before an outstanding sum belongs to what is said of it."""
    found = re.search(r"(?:尚有|仍有|还有|剩余|余下|其余)[^,;。]*$", clause)
    return len(found[0]) if found else 0


def said(figure: str, verb: str, place: Place, start: int, end: int) -> dict:
    return {"figure": figure, "value": float(place.token.value), "verb": verb, "start": start, "end": end, "is_approximate": place.token.is_approximate}
