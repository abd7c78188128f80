"""Whose notice it is: the unit's full name, its party body, its region and level, from title, opening and signature."""

import re

from etl.notice.model import Unit

BODIES = "部务会|室务会|总支部委员会|支部委员会|机关党委|党组|党委|党工委|党总支|党支部|委员会"
TITLE_END = re.compile(r"关于|巡[视察]|落实|对|向|整改|审计(?=查出|整改|发现|反馈|工作|情况|问题|报告|指出)")
TITLE = re.compile(r"(?:通报|公告|公示|报告|情况|通告|公开)(?=$|根据|按照|按|经|为|[(]|20\d\d年)")
SIGNED = re.compile(rf"(?:中共|中国共产党)?[\u4e00-\u9fff“”()]{{3,60}}(?:{BODIES}|委|会|局|院|校|公司|中心|厅|办公室|大学|学院|医院|政府|集团|社|处|部|站|所|队|馆)")
INSPECTED = re.compile(rf"(?:对|向)(?P<name>[\u4e00-\u9fff“”()]{{3,60}}?)(?:(?P<body>{BODIES}))?(?:领导班子)?(?:及[^,。;]{{2,24}}?)?(?:开展|进行|实施|作|反馈|了)")
SOURCE = re.compile(r"(?:信息)?(?:来源|发布机构|发布单位|作者|公开主体)[:\t ]{0,2}(?P<name>[\u4e00-\u9fff]{3,40})")
PARTY = re.compile(r"^(?:中共|中国共产党)")
PLACE = re.compile(r"[\u4e00-\u9fff]{2,6}?(?:特别行政区|自治区|自治州|自治县|自治旗|省|市|州|盟|地区|区|县|旗)")
COMMITTEE = re.compile(r"^(?P<place>[\u4e00-\u9fff]{2,20}(?:省|自治区|市|州|盟|区|县|旗|镇|乡|街道))(?:委员会|委|工委|工作委员会)$")
WORKING = re.compile(r"(?:工委|工作委员会)$")
ABOVE_NAME = re.compile(r"^(?:中共|中国共产党|共青团|关于|标\s*题|国家[^省市]{2,6}局|中央)+")
NO_PLACE = re.compile(r"^(?:我|本|全|各|该|对|城|园|社|地|辖|片|郊|根据|按照?|经|由|为|自|从|据)|[的和与]|(?:党|局|办)")
FIELD = re.compile(r"市(?:场|政(?!务|府|协|法|策)|容|民(?!族|政|宗))|区(?:域|划)|州际|(?<=城)市(?:管理|建设|规划|更新|综合)")
ABOVE = re.compile(r"(?:大学|学院|学校|集团|公司|医院|局|厅|委员会|银行|总队|研究院|系统)$")
AUDITED = re.compile(r"(?P<place>[\u4e00-\u9fff]{2,12}(?:省|市|州|县|区|旗))(?=(?:19|20)\d\d年)[^。]{0,40}审计")
MANY = re.compile(r"\d{1,4}(?:家|个)被巡[视察](?:党组织|单位|地区)(?:和单位)?")
LEVEL_OF = {"省委": "province", "市委": "city", "区委": "county", "县委": "county"}
TOWN = re.compile(r"(?:镇|乡|街道|街道办事处|村|社区)$")
LEVELS = (
    ("hospital", re.compile(r"医院|卫生院|疾病预防|妇幼保健院")),
    ("university", re.compile(r"大学|(?<!科)(?<!研究)(?<!检察)(?<!法)学院|高等专科|党校$")),
    ("enterprise", re.compile(r"公司|集团|银行|联社$|厂$")),
    ("township", re.compile(r"(?:镇|乡|街道)(?:委|党委|人民政府|办事处|工委)?$")),
)


def unit_of(title: str, opening: str, signature: str, page: str, team: str | None) -> Unit:
    """The unit, in simplified characters; None in every part that the text does not say."""
    inspection_level, is_visit = (team or "")[:2], "巡视" in (team or "")
    named = [found for found in (from_title(title), from_signature(signature), from_opening(opening), *from_source(page)) if found]
    if re.search(r"关于原", title):                     # a successor reports on a unit since merged
        named = [found for found in (from_opening(opening),) if found] or named
    if many := MANY.search(opening):
        if not from_title(title) and not from_opening(opening):
            return Unit(many[0], None, region_of(re.sub(r"^.*届", "", title)) or region_on(page, ""), inspection_level and LEVEL_OF.get(inspection_level))
    if not named:
        return Unit()
    name, body = fullest(named)
    name = in_full(name, from_signature(signature))
    if WORKING.search(name) and not name.endswith("机关工作委员会") and (told := from_opening(opening)):
        above = WORKING.sub("", name)
        name, body = above if above.endswith(told[0]) else told[0], told[1] or "党工委"
    if name.startswith("共青团"):
        return Unit(name, None, region_of(name), level_of(name, region_of(name), inspection_level))
    if committee := COMMITTEE.match(PARTY.sub("", name)):
        wider = (found for found, _ in named if TOWN.search(found) and found.endswith(committee["place"]) and PLACE.match(found))
        return committee_of(next(wider, committee["place"]), page, inspection_level)
    if body is None:
        body = next((other for found, other in named if other and (found.endswith(name) or name.endswith(found))), None)
    body = body or body_in(opening, name)
    region = region_of(name)
    wider = region_on(page, name)
    region = wider if wider and (not region or wider.endswith(region)) else region
    return Unit(name, body, region, level_of(name, region, inspection_level, is_visit))


def committee_of(place: str, page: str, inspection_level: str | None) -> Unit:
    """A local party committee, known by its own place; one of a town is the town."""
    if TOWN.search(place):
        return Unit(place, "党委", region_of(place) or region_on(page, place), "township")
    return Unit("中共" + last_place(place) + "委", "党委", place, level_of("中共" + place, place, inspection_level))


def from_title(title: str) -> tuple[str, str | None] | None:
    if audited := AUDITED.match(title):
        return bare(audited["place"] + "人民政府")
    head = re.sub(r"^(?:中共|中国共产党)?关于", "", title)
    if head != title and (found := re.match(rf"(?P<name>[\u4e00-\u9fff]{{3,40}}?)(?P<body>{BODIES})", head)):
        return bare(found["name"] + found["body"])
    end = TITLE_END.search(title)
    return bare(title[:end.start()]) if end and end.start() >= 3 else None


def from_signature(signature: str) -> tuple[str, str | None] | None:
    return bare(signature) if signature and SIGNED.fullmatch(signature) else None


def from_opening(opening: str) -> tuple[str, str | None] | None:
    for found in INSPECTED.finditer(opening):
        name = found["name"]
        if re.search(r"巡[视察]|反馈|整改|问题|工作|情况|全[省市县区]|开展|领域", name):
            continue
        return bare(name + (found["body"] or ""))
    return None


def from_source(page: str) -> list[tuple[str, str | None]]:
    return [named for found in SOURCE.finditer(page) if (named := bare(re.sub(r"(?:发布)?(?:时间|日期).*$|办公室$|浏览.*$|访问.*$|字号.*$|阅读.*$", "", found["name"])))]


def bare(words: str) -> tuple[str, str | None] | None:
    """A name without 中共 and without its party body, and that body; a local committee keeps its name."""
    words = re.sub(r"[\s“”*]", "", words).strip("，,。:：()")
    is_party = bool(PARTY.match(words))
    name = PARTY.sub("", words)
    if re.match(r"[一二三四五六七八九十]{1,3}届", name):
        return None
    if COMMITTEE.match(name) and (is_party or name.endswith("委")):
        return name, "党委"
    found = re.search(rf"(?:{BODIES})$", name)
    if re.search(r"巡[视察]|第?[一二三四五六七八九十\d]+轮|整改|[\d:：]|网站|^我|^各", name):
        return None
    if not found or (found[0] == "委员会" and not is_party):
        return (name, None) if len(name) >= 3 else None
    if name.endswith("机关工作委员会"):
        return name, "党工委"                # 县直属机关工作委员会
    body = {"委员会": "党委", "总支部委员会": "党总支", "支部委员会": "党支部", "部务会": None, "室务会": None}.get(found[0], found[0])
    return (name[:found.start()], body) if found.start() >= 2 else None


def fullest(named: list[tuple[str, str | None]]) -> tuple[str, str | None]:
    """The first name, or a longer one that is the same with its region in front."""
    name, body = named[0]
    for other, other_body in named[1:]:
        if len(other) > len(name) and other.endswith(name) and (PLACE.match(other) or COMMITTEE.match(other) or ABOVE.search(other[:-len(name)])):
            name, body = other, other_body or body
    return name, body


def in_full(name: str, signed: tuple[str, str | None] | None) -> str:
    """锡岭县妇女联合会 for 锡岭县妇联: the name as it is signed, where the title has it in short."""
    if not signed or len(signed[0]) <= len(name) or name[:2] != signed[0][:2] or region_of(name) != region_of(signed[0]):
        return name
    rest = iter(signed[0])
    return signed[0] if all(letter in rest for letter in name) else name


def body_in(opening: str, name: str) -> str | None:
    """局党委 in the text of a notice whose title does not say its party body."""
    if name.startswith("共青团"):
        return None
    found = re.search(r"(?:驻|[局委办院校会])(党工委|党总支|党组|党委)", opening)
    return found[1] if found else None


def last_place(place: str) -> str:
    """望湖区 of 岚州市望湖区: a committee is known by its own place."""
    parts = PLACE.findall(place)
    return parts[-1] if parts and place.endswith(parts[-1]) else place


def region_of(words: str) -> str | None:
    """The places at the head of a name, as far as they go."""
    words = ABOVE_NAME.sub("", words)
    position, parts = 0, []
    while (found := PLACE.match(words, position)) and len(parts) < 4 and not NO_PLACE.search(found[0]) and not FIELD.match(words, found.end() - 1):
        parts.append(found[0])
        position = found.end()
    return "".join(parts) or None


def region_on(page: str, name: str) -> str | None:
    """The place of a unit that does not name it: at the head of a line of the page, or in 县 of 我县."""
    for line in page.split("\n"):
        for words in re.split(r"[ \t>:|()]", line):
            if (region := region_of(words)) and (not (own := region_of(name)) or region.endswith(own)):
                return region
    return None


def level_of(name: str, region: str | None, inspection_level: str | None, is_visit: bool = False) -> str:
    """The level of `units`: by what the unit is, else by its region, else by who sent the team."""
    for level, pattern in LEVELS:
        if pattern.search(name):
            return level
    if inspection_level == "市委" and is_visit:                # 市委 sends 巡视组 only in a municipality
        return "province"
    last = (PLACE.findall(region or "") or [""])[-1]
    if last.endswith(("省", "自治区")):
        return "province"
    if last.endswith(("区", "县", "旗")):
        return "county"
    if last.endswith(("市", "州", "盟")):
        return "county" if name.startswith("中共") and inspection_level == "省委" else "city"
    return LEVEL_OF.get(inspection_level or "", "other")
