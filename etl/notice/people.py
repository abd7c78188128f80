"""People, cases and units that were dealt with: the term as written, the number, and what it counts."""

import re

from etl.notice.clauses import Place, Segment
from etl.notice.grammar import TERMS

TERM = "(?:“?第[一二三四]种形态”?(?:(?:批评教育)?(?:帮助)?[和、]?(?:处理|处置))?|" + "|".join(sorted(TERMS, key=len, reverse=True)) + ")"
JOINT = r"(?:、|和|及|以及|或|与|并|\(|\))"
PERSONNEL = r"(?:(?:相关|有关|责任|违规|违纪|涉事|涉案|主要|直接|的|各级|失职|失责|\x01)*(?:党员领导干部|党员干部职工|党员干部|干部职工|[干法]警|协管员|(?:村组?|镇村|乡镇|社区|中层|[科处]级|机关|基层)干部|(?:医务|财务|执法|经办|采购|审核|业务|窗口|教职|值班)人员|临聘人员|临时人员|聘用人员|编外人员|驾驶员|医师|教师|领导干部|公职人员|责任人员|责任人|工作人员|管理人员|党员|干部|人员|职工|同志|个人|党组织|单位|班子|党支部|支部|科室|处室|股室|部门|站所|中队|学院|镇街|乡镇|街道|村|社区|企业|公司|研究所|(?:分管|主管|相关|主要|班子)?[局院校委厅县区镇]?领导|[\u4e00-\u9fff]{0,6}(?:医生|护士长?|药师|药剂师|技师|教员|[校院所站局科股队镇乡村部处厂]长|主任|书记|支书|会计|出纳|辅警|民警|法官|检察官|[监协保信安护管]\w?员|经理|干事|副职|正职|成员|负责人|经办人))\x01?)?"
BEFORE = re.compile(rf"(?P<terms>{TERM}(?:处分)?(?:{JOINT}{TERM}(?:处分)?){{0,8}})(?:(?:依法)?处理|审查起诉)?(?:等(?:方式|形式|措施|处理|方式处理)?)?(?:的|了|共计?|合计|累计|总计|人员|,共|达|有|:)*{PERSONNEL}(?:共计?|合计|累计|(?P<each>各))?$")
RELIEVED = re.compile(r"[^,;。\d]{0,10}?(?:领导|党内|行政)?职务")
DISMISSED = re.compile(r"(?P<terms>辞退|解聘|除名|免职|免去|劝退|开除)(?P<who>[^,;。、\d]{1,8})$")
LISTED = re.compile(rf"(?:、|和|及){PERSONNEL}")
WAYS = re.compile(rf"(?:通过|采取|以|运用)(?P<ways>{TERM}(?:{JOINT}{TERM}){{0,8}})等?(?:方式|形式|措施)?(?:,)?$")
AFTER = re.compile(rf"^(?P<who>[^,;。、\d]{{0,14}}?)(?:进行|予以|给予|作出|实施|受到|被|分别|均|作|开展|了|已|的){{0,3}}(?P<term>{TERM}(?:处分)?(?:{JOINT}(?:进行|给予)?{TERM}(?!(?:谈话|处分|处理|检查)?的?\d)){{0,5}})(?:处分|处理)?(?!的?(?:制度|机制|办法|程序|情况|率|实施|工作|记录|函|书|意见|后))")
RESPECTIVELY = re.compile(rf"(?P<terms>{TERM}(?:(?:、|和){TERM}){{1,5}})(?:人员|人数)?分别(?:为|有|是|达)?$")
GIVEN_RESPECTIVELY = re.compile(rf"[^,;。、\d]{{0,14}}?分别(?:给予|予以|进行|受到|作出)(?:了)?(?P<terms>{TERM}(?:处分)?(?:、|和|及){TERM})(?:处分)?(?=$|[,;。、])")
WITH_NEXT = re.compile(r"(?:[\u4e00-\u9fff]{2,12})?(?:、|和|及)")
GIVEN = re.compile(r"(?:对|给予|责令|责成|将|已有|共有|予以|约谈|其中|有|使|令|,|、|^|和|及|并|处理|处分|起|件)[^,;。\d]{0,24}$")
CASES_OF = re.compile(r"(?P<term>立案查处|查处|立案|处理)(?P<what>[^,;。\d]{0,30})$")
OUR_CASES = re.compile(r"八项规定|四风|违纪|腐败|作风|不正之风|党员|干部|纪律|形式主义|微腐败|廉洁|职务")
THEIR_CASES = re.compile(r"(?<!违纪)违法|企业|商户|车辆|当事人|经营|市场|施工|建筑|户|驾驶|学生|业主|游商|摊")
PERSONS = {"人": "persons", "名": "persons", "位": "persons", "人次": "person_times", "名次": "person_times", "件次": "person_times", "件": "cases", "起": "cases", "例": "cases",
           "个单位": "units", "个党组织": "units", "个支部": "units", "个党支部": "units", "个科室": "units", "个": "units", "所": "units", "家": "units"}
UNITS_AFTER = re.compile(r"^(?:[^,;。、\d]{0,10}?)(?:管理部|营业部|分局|支行|分行|网点|大队|支队|服务中心|科室|处室|单位|部门|项目部|经营部|分公司|支部|党组织|党委|党组|研究所|股室|中队|学院|公司|企业|机构|所|站|院|局|村|镇|乡|街道|镇街|班子)")
UNIT_TERMS = re.compile(r"通报批评|检查|检讨|问责|通报问责|批评教育|限期改正|提醒谈话|追责")
THEIR_HEADS = re.compile(r"[^,;。、\d]{0,8}(?:负责人|负责同志|书记|主任|[局校院所]长)")      # 3个单位主要负责人
ABROAD = re.compile(r"移送|立案|查处|处理|追究|^警告$|^经济处")
FINED = re.compile(r"[^。;]{0,20}(?:罚没|罚款|移送公安|吊销)")
OUTSIDERS = re.compile(r"罚没|罚款|打击|诈骗|骗保|抽检|不合格|违法建设|(?<!违纪)违法案件|缓刑|社区矫正|服刑|戒毒|失信|被执行|非法(?!占|获|所得)|违法行为|嫌疑人|侦破|破获|拘留|商户|经营户|执结|审结|跨域|受理案件")      # 查处非法行医案件13起,罚没款46万元,移送司法机关2人
TRANSFERRED = re.compile(r"回避|轮岗|交流|竞聘|选调")
SUPERVISED = re.compile(r"检查[^,;。\d]{0,12}(?:企业|机构|商户|门店|场所|经营|公司|[户店厂])|执法")
PLANNED = re.compile(r"拟|将对|应当|可以|凡|一律|如有|视情")
HELP = re.compile(r"批评帮助|谈心谈话|廉政谈话|任前谈话|警示教育|集体谈话|日常谈话")


def read_segment(segment: Segment, made: list[dict], before: dict | None) -> None:
    """Take in the head counts of one segment; `before` is the count that a bracket stands behind."""
    last, told = None, told_apart(segment.places)
    for index, place in enumerate(segment.places):
        if place.token.counter not in PERSONS:
            continue
        figure = told.get(index) or count_at(place, last, before) or shared_with(segment.places[index:index + 2])
        if figure:
            figure["is_part"] = place.depth > 0 and before is not None and before["figure"] == "discipline" and before["term"] != figure["term"] or bool(re.search(r"其中", place.gap)) or last is not None and last["is_part"] and place.gap[:1] in "、和及"
            made += each_of(figure) if place.clause.endswith("各") else [figure]
        last = figure if figure else None


def told_apart(places: list[Place]) -> dict[int, dict]:
    """党纪处分、政务处分分别为5人、3人, 1名镇长、2名村支书分别给予党内警告、诫勉: each count of a list with its own term."""
    for index, (first, last) in enumerate(zip(places, places[1:])):
        if (found := GIVEN_RESPECTIVELY.match(last.right)) and WITH_NEXT.fullmatch(last.gap) and all(place.token.counter in PERSONS for place in (first, last)):
            terms = re.findall(TERM, found["terms"])
            if len(terms) == 2:
                return {index + at: said(term, PERSONS[place.token.counter], place, first.token.start, last.token.end + found.end()) for at, (term, place) in enumerate(zip(terms, (first, last)))}
    for index, place in enumerate(places):
        if "分别" in place.clause and (found := RESPECTIVELY.search(place.clause[-80:])) and place.token.counter in PERSONS:
            terms, counts = re.findall(TERM, found["terms"]), places[index:index + found["terms"].count("、") + found["terms"].count("和") + 1]
            if 1 < len(terms) == len(counts) and all(other.token.counter in PERSONS and other.gap in ("、", "和") for other in counts[1:]):
                start = place.token.start - len(found[0])
                return {index + at: said(term, PERSONS[other.token.counter], other, start, other.token.end) for at, (term, other) in enumerate(zip(terms, counts))}
    return {}


def shared_with(places: list[Place]) -> dict | None:
    """对2名党组成员、3名科室负责人开展提醒谈话: the term stands behind the second count."""
    if len(places) < 2 or not WITH_NEXT.fullmatch(places[1].gap) or not places[0].clause.endswith("对") or places[1].token.counter not in PERSONS:
        return None
    found = term_after(places[1], PERSONS[places[1].token.counter])
    return found and found | {"value": places[0].token.value, "counts": PERSONS[places[0].token.counter], "start": places[0].token.start,
                              "is_approximate": places[0].token.is_approximate}


def each_of(figure: dict) -> list[dict]:
    """党内警告、政务警告处分各1人: a figure for each term."""
    return [figure | {"term": term, "lumped_terms": None} for term in figure["lumped_terms"] or [figure["term"]]]


def count_at(place: Place, last: dict | None, before: dict | None) -> dict | None:
    """What one head count is, or None."""
    token, clause = place.token, place.clause
    counts = PERSONS[token.counter]
    if PLANNED.search(clause[-30:]) or "全国" in clause:
        return None
    tail = clause[-80:]
    if last and token.start - len(tail) < last["end"] < token.start:
        tail = tail[last["end"] - token.start:]           # 对4人进行诫勉、提醒谈话0人: 诫勉 is told
    if found := BEFORE.search(tail):
        return term_before(place, found, counts, tail)
    if counts == "persons" and (found := DISMISSED.search(clause)):
        return said(found["terms"], counts, place, token.start - len(found[0]), token.end)
    if counts == "cases":
        return cases_at(place)
    if clause.endswith("免去") and (found := RELIEVED.match(place.right)):
        return said("免去职务", counts, place, token.start - 2, token.end + found.end())
    if place.depth and not place.clause and before and before["figure"] == "discipline" and before["end"] == place.begins - 1 and counts != before["counts"]:
        return said(before["term"], counts, place, token.start, token.end)
    if last and last["counts"] == "cases" and last["end"] == token.start and counts == "persons":
        return said(last["term"], "persons", place, token.start, token.end)
    if last and last["counts"] in ("units", "persons") and last["counts"] != counts and LISTED.fullmatch(place.gap):
        return said(last["term"], counts, place, token.start - len(place.gap) + 1, token.end)
    return term_after(place, counts)


def term_before(place: Place, found: re.Match, counts: str, tail: str) -> dict | None:
    """诫勉谈话2人; several terms before one number are one lumped figure."""
    terms = re.findall(f"({TERM})(?:处分)?", found["terms"])
    if HELP.search(tail[found.start():]) or counts == "units" and not is_of_units(place, terms[-1]):
        return None
    if counts == "cases" and not re.search(r"立案|查处|函询|移送|处分|处理|问责|处分", terms[-1]):
        return None
    if counts == "cases" and terms[-1] in ("处理", "查处") and (not OUR_CASES.search(place.left) or found.end("terms") < len(tail) or THEIR_CASES.search(place.right[:8])):
        return None
    if terms[-1].startswith("立案") and THEIR_CASES.search(place.right[:8] + tail[-8:]):
        return None
    if terms in (["处理"], ["查处"]) and re.search(r"移[送交][^,;。]{0,8}$|(?:机关|部门|法院)$", tail[:found.start()]):
        return None
    if re.search(r"(?:信访|群众|投诉|案件|诉求|纠纷|事项|来信)$", tail[:found.start()]) and terms == ["处理"]:
        return None
    start = place.token.start - (len(tail) - found.start())
    if ABROAD.search(terms[-1]) and (OUTSIDERS.search(place.left[-80:]) or FINED.match(place.right)) and not OUR_CASES.search(place.left[-80:]):
        return None
    if "岗位" in terms[-1] and TRANSFERRED.search(place.left[-40:]):
        return None
    ways = WAYS.search(tail[:found.start()])
    if ways and len(terms) == 1:
        return said(terms[0], counts, place, start - len(ways[0]), place.token.end, tuple(re.findall(TERM, ways["ways"])))
    lumped = tuple(terms) if len(terms) > 1 else None
    return said(found["terms"] if lumped else terms[0], counts, place, start, place.token.end, lumped)


def is_of_units(place: Place, term: str) -> bool:
    """Whether a count is of our own offices; 检查企业19家,责令限期改正7家 is of those that they supervise."""
    if place.token.counter in ("家", "所") and SUPERVISED.search(place.left[-40:]):
        return False
    return bool(UNIT_TERMS.search(term)) and bool(UNITS_AFTER.match(place.right) or place.token.counter != "个" or re.search(r"(?:党组织|单位|班子|支部|科室|处室|股室|部门|站所|中队|学院|镇街|乡镇|街道|研究所)$", place.clause))


def cases_at(place: Place) -> dict | None:
    """查处违反中央八项规定精神问题13起: cases of our own people's, not the office's business."""
    found = CASES_OF.search(place.clause)
    if found and OUR_CASES.search(found["what"]) and not THEIR_CASES.search(found["what"]) and "人员" not in found["what"]:
        return said(found["term"], "cases", place, place.token.start - len(found[0]), place.token.end)
    return None


def term_after(place: Place, counts: str) -> dict | None:
    """对3名责任人批评教育, 责令2名同志作出书面检查, 给予2人党内警告处分."""
    found = AFTER.match(place.right)
    given = GIVEN.search(place.clause)
    if not found or not given or found["term"] in ("查处", "处理", "处分") and not re.search(r"给予|对", given[0]) and not re.search(r"受到|被", place.right[:found.start("term")]):
        return None
    term, who = found["term"], found["who"].rsplit("的", 1)[-1]
    lumped = re.findall(f"({TERM})(?:处分)?", term)
    term = term if len(lumped) > 1 else lumped[0]
    if term in ("处理", "处分", "查处") and re.search(r"依[规法纪]|移[交送]", who):
        return None
    if term not in ("辞退", "解聘", "开除") and re.search(r"对象|企业|商户|司机|驾驶|学生|业主|群众|经营|商家|缓刑|社区矫正|服刑|戒毒|委员|代表|监督员|参加|开展|组织|新任|任前", who + re.sub(f"经商办企业|{TERM}", "", given[0])):
        return None
    if counts == "units" and not (is_of_units(place, term) and (UNITS_AFTER.match(place.right) or place.token.counter != "个")):
        return None
    ordered = re.search(r"责令$", place.clause)
    if re.search(r"作出$", place.right[:found.start("term")]) and "检" in term:
        term = "作出" + term
    start = place.token.start - (2 if ordered else 0)
    if lead := re.search(r"对[^,;。\d]{0,16}$", place.clause):
        start = place.token.start - len(lead[0])
    lumped = tuple(lumped) if len(lumped) > 1 else None
    if counts == "units" and THEIR_HEADS.match(place.right):
        counts = "persons"
    return said(("责令" if ordered and "检" in term else "") + term, counts, place, start, place.token.end + found.end(), lumped)


def said(term: str, counts: str, place: Place, start: int, end: int, lumped: tuple[str, ...] | None = None) -> dict:
    term = re.sub(r"[“”]", "", term)
    term = re.sub(r"^作出(?=书面)|(?<=种形态)(?:批评教育)?(?:帮助)?[和、]?处[理置]$", "", term) if not term.startswith("责令") else term
    return {"figure": "discipline", "term": term, "value": place.token.value, "counts": counts, "start": start, "end": end,
            "is_approximate": place.token.is_approximate, "lumped_terms": lumped}
