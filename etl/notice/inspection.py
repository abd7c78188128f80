"""Which inspection a notice answers: kind, inspecting body, round, period and day of feedback; and the days of the notice itself."""

import re
from dataclasses import replace

from etl.notice.dates import SAME_MONTH, Day, days, following, period, preceding
from etl.notice.model import Inspection

ORDINAL = r"(?:第?[一二三四五六七八九十\d]{1,3}|\d个)?"
HEAD = r"(?:中央|[\u4e00-\u9fff]{0,12}?(?:委|党委|党工委|党组|工委))"
BODY = rf"{ORDINAL}(?:(?:提级|机动式?|专项|联动|交叉|授权|常规)[“”\u4e00-\u9fff、]{{0,20}}?)?巡[视察]{ORDINAL}(?:“?回头看”?)?(?:检查|工作)?组"
TEAM_END = re.compile(r"巡[视察](?:第?[一二三四五六七八九十\d]{1,3})?(?:“?回头看”?)?(?:检查|工作)?组")
TEAM = re.compile(rf"(?P<head>{HEAD})?(?P<body>{BODY}|[“”\u4e00-\u9fff、]{{0,24}}?(?:专项|联动(?:第?[一二三四五六七八九十])?|授权|机动|提级|交叉|协作|\d个)[“”\u4e00-\u9fff、]{{0,6}}巡[视察]组)$")
JOINT = re.compile(r"联动|联合|协作")
LEADING = re.compile(r"[,。;:\n()]|按照|根据|经由?|于(?=[\u4e00-\u9fff]{0,8}委)|向|日(?=[\u4e00-\u9fff])|由(?=[\u4e00-\u9fff]{0,8}委)|对|关于|落实|针对|收到|以来|轮次?(?:巡[视察])?(?=[省市县区州]委第)")
ROUND = re.compile(r"(?P<round>(?:[一二三四五六七八九十]{1,3}|\d{1,2})届[\u4e00-\u9fff]{0,12}?(?:委|党组|党工委)(?:员会)?(?:第|前)?[一二三四五六七八九十\d]{1,3}(?:轮|批))")
KINDS = (("提级巡察", r"提级(?:交叉)?巡[视察]"), ("机动巡察", r"机动(?:式)?巡[视察]"), ("专项巡察", r"专项巡[视察]"), ("回头看", r"巡[视察](?:整改)?“?回头看|“回头看”"),
         ("巡视", r"巡视"), ("巡察", r"巡察"), ("审计", r"审计"))
CONDUCTED = re.compile(r"(?:开展|进行|实施)(?:了|的)?[^,。;]{0,40}?(?:巡[视察](?:整改)?(?:“?回头看”?)?|回头看|审计)")
BEGUN = re.compile(r"(?:19|20)\d\d年\d{1,2}月\d{1,2}日(?:起|开始)[^。]{0,60}?(?:为期|巡[视察])")
FED_BACK = re.compile(r"反馈")
TOLD_AFTER = re.compile(r"(?:了|的)?(?:巡[视察])?(?:意见|情况|问题|会|时间|日期)?(?:于|为|是|在|:|\(|时间为?:?|日期为?:?){1,2}")
AT_ONCE = re.compile(r",|反馈|向|[省市县区州]?委?巡[视察]组")
NOT_FEEDBACK = re.compile(r"截[至止]|会议|挂牌|下旬前")
AS_OF = re.compile(r"截(?:至|止)(?:到|至)?|(?<=[,。;\n])[到至](?=(?:(?:19|20)\d\d|今|去)年[^,;。]{2,8},)")
YEAR_END = re.compile(r"(?P<y>(?:19|20)\d\d)年(?:年)?[底末]")
PUBLISHED = re.compile(r"(?:发布|发稿|公开|公布|更新|生成|成文|印发|录入|上网)?(?:日期|时间)[):\t ]{0,3}|发布(?:于[:\t ]?|:[\t ]?)|(?:^|\n)(?=(?:19|20)\d\d[-./年]\d{1,2}[-./月]\d{1,2}日?[ \t]?\d{1,2}:\d\d)")
THIS_YEAR = re.compile(r"今年|当年|本年|去年")
HEADER_LINE = re.compile(r"来源:|(?:发布|公开|发文|制发|供稿)?(?:单位|机构|部门|机关|主体):|供稿:|审核:|编辑:|作者:|浏览|阅读|点击|访问")
OFFICE = re.compile(r"[(]?(?:中共|中国共产党)?[\u4e00-\u9fff“”]{2,50}?(?:党组|党委|党工委|党总支|党支部|委员会|委|局|院|校|公司|政府|办公室|厅|中心|部|处|站|队|馆|社|会|所|镇|乡|街道|大学|学院|医院|集团)[,、 \t]*")
BESIDE_DATE = re.compile(r"[)\] \t]*(?:星期[一二三四五六日天]|\d{1,2}:\d\d(?::\d\d)?)?[)\] \t]*")
DATELINE = re.compile(r"[\u4e00-\u9fff·]{2,12}[,、 \t(]{0,2}")
FROM_THERE = re.compile(r"[)]?(?:。|电|讯|[)]|,(?=本报|记者)|[ \t])")
LABELLED = re.compile(r"(?:发布|公开|公布|印发|成文|发文|更新)(?:日期|时间)?(?:为|是)?[: \t]{1,2}$|公示(?:期|时间)(?:为|自|从)?[: \t]?$|[,。;\t ](?:时间|日期)[: \t]?$")
MADE_PUBLIC, MADE_PUBLIC_ON = re.compile(r"(?:起)?(?:予以|对外|向社会)?(?:公示|公开|发布|公布|印发)"), re.compile(r"(?:于|自|从)$")
ENDS_NOTICE = re.compile(r"(?:印发|发布|公布|公开)?[)。]*(?:[,。;\t ]*(?:联系|监督|举报|咨询|欢迎|电话|电子|邮箱|通[信讯]).*)?")
IN_BRACKETS = re.compile(r"(?:^|\n)[(][^()\n]{0,40}?(?:公开|发布|公布|公示)[^()\n]{0,20}[)](?=\n|$)")
AUDIT = re.compile(r"审计")
AUDIT_YEAR = re.compile(r"((?:19|20)\d\d)年度")
LED_TO = re.compile(r"^.*?(?:根据|按照|依据)")
AUDITOR = re.compile(r"[\u4e00-\u9fff]{0,10}?(?:审计署|审计厅|审计局|特派员办事处)")


def kind_of(title: str, opening: str) -> str | None:
    """What was done, as the opening says it (开展了提级巡察), else as the title says it."""
    said = [found[0] for found in CONDUCTED.finditer(opening)]
    if re.search(r"审计", title) and not re.search(r"巡[视察]", title):
        return "审计"
    for words in (*said[:1], title, opening):
        for kind, pattern in KINDS:
            if re.search(pattern, words):
                return kind
    return None


def inspection_of(title: str, opening: str, kind: str | None, published: str | None = None) -> Inspection:
    """The inspection as title and opening describe it; a period without any year is the last before the feedback, else before publication."""
    if kind == "审计":
        auditor = AUDITOR.search(opening)
        year = AUDIT_YEAR.search(title) or AUDIT_YEAR.search(opening)
        return Inspection(kind, LED_TO.sub("", auditor[0]) if auditor else None, year[1] + "年度" if year else None)
    start, end, where = period_days(opening)
    feedback = feedback_day(opening, end or start, where, published)
    if where and not start and (feedback or published):
        start, end, where = period_days(opening, feedback or published)
    said = ROUND.search(opening) or ROUND.search(title)
    return Inspection(kind, team_of(opening, title), said["round"] if said else None, start, end, feedback)


def team_of(opening: str, title: str) -> str | None:
    """The team with its number, the first that the opening names, else that of the title."""
    named = [team for words in (opening, title) for end in TEAM_END.finditer(words) if (team := team_before(words, end.end()))]
    numbered = [team for team, headed in named if (headed or JOINT.search(team)) and re.search(r"[第一二三四五六七八九十\d]", team)]
    return next(iter(numbered or [team for team, headed in named if headed] or [team for team, _ in named]), None)


def team_before(words: str, end: int) -> tuple[str, bool] | None:
    """The name that ends here, cut from the words that lead to it."""
    run = LEADING.split(words[max(0, end - 40):end])[-1]
    found = TEAM.search(run)
    return (found[0], bool(found["head"])) if found else None


def period_days(opening: str, before: str | None = None) -> tuple[str | None, str | None, int]:
    """When the team was there; the year of the second day is that of the first, or the next where it would come before it."""
    for start, end in sentences(opening):
        if not re.search(r"巡[视察]|检查组|开展|进驻", opening[start:end]):
            continue
        if not (found := period(opening, start, end)) and (begun := BEGUN.search(opening, start, end)):
            first = days(opening, begun.start(), begun.end())[:1]
            if first and first[0].year and first[0].day:
                return first[0].iso(), None, first[0].end       # 3月6日起,为期45天: when it ended is not told
        if found:
            first, last = found
            if before and not first.year and not last.year:
                day = preceding(first if last.of_year < first.of_year else last, before)
                first = replace(first, year=day and int(day[:4]))
            began = first.iso()
            if last.year or not began:
                return began, last.iso(first.year), last.end
            year = first.year + (last.of_year < first.of_year if last.day and first.day else (last.month or 0) < (first.month or 0))
            return began, last.iso(year), last.end
    return None, None, 0


def sentences(words: str) -> list[tuple[int, int]]:
    ends = [found.end() for found in re.finditer(r"[。\n]", words)] + [len(words)]
    return [(start, end) for start, end in zip([0, *ends], ends) if end > start]


def feedback_day(opening: str, ended: str | None, after: int, published: str | None = None) -> str | None:
    """The day nearest before 反馈 in its own sentence, not in the period; without a year, the first such day after the inspection."""
    for start, end in sentences(opening):
        for found in FED_BACK.finditer(opening, start, end):
            before = [day for day in days(opening, max(start, after), found.start())]
            if before and is_told(before[-1], opening) and not NOT_FEEDBACK.search(opening, before[-1].end, found.start()) and not NOT_FEEDBACK.search(opening, max(start, before[-1].start - 4), before[-1].start):
                return following(before[-1], ended) or preceding(before[-1], published)
            if ended and (same := SAME_MONTH.search(opening, max(start, after), found.start())):
                return f"{ended[:7]}-{int(same['d']):02d}"
            told = TOLD_AFTER.match(opening, found.end(), end)
            behind = days(opening, told.end(), told.end() + 14) if told else []
            if behind and behind[0].start == told.end() and behind[0].day:
                return following(behind[0], ended) or preceding(behind[0], published)
    return None


def is_told(day: Day, opening: str) -> bool:
    """Whether a day of feedback is told: as a day, as a part of a month (3月下旬), or as a month that the words go on from at once."""
    return bool(day.day) or day.is_vague or bool(AT_ONCE.match(opening, day.end))


def as_of_day(plain: str, published: str | None, feedback: str | None) -> str | None:
    """The day up to which the notice counts; 截至目前 names none."""
    for found in AS_OF.finditer(plain):
        this = THIS_YEAR.match(plain, found.end())
        begins = this.end() if this else found.end()
        named = days(plain, begins, begins + 16)
        if whole := YEAR_END.match(plain, begins):
            return whole["y"] + "-12"
        if named and named[0].start - begins <= 1:
            day = named[0]
            if this and published:
                return day.iso(int(published[:4]) - (this[0] == "去年"))
            if day.year or published or feedback:
                return preceding(day, published) if published or day.year else following(day, feedback)
    return None


def published_day(page: str, tail: str, facts: dict[str, str]) -> str | None:
    """The page's date; else that of the place it is dated from, else the day under the signature."""
    printed = [found for found in PUBLISHED.finditer(page)]
    for found in sorted(printed, key=lambda found: not found[0].startswith(("发布", "公开", "公布", "发稿"))):
        named = days(page, found.end(), found.end() + 14)
        if named and named[0].start == found.end() and named[0].year and named[0].day:
            return named[0].iso()
    head = page.split("\n")[:6]
    for line in head:
        named = days(line) if len(line) < 80 and HEADER_LINE.search(line) else []
        if len(named) == 1 and named[0].year and named[0].day:
            return named[0].iso()
    if (found := IN_BRACKETS.search(page)) and (named := days(page, found.start(), found.end())) and named[-1].year:
        return named[-1].iso()
    if told := days(facts.get("published", "")):
        return told[0].iso()
    return next((day for line in head if (day := dated_line(line))), None) or signed_day(tail)


def dated_line(line: str) -> str | None:
    """The day of a line that is a date, or that begins with the place and day of the report."""
    named = days(line[:60])
    if not named or not named[0].year or not named[0].day:
        return None
    before, behind = line[:named[0].start], line[named[0].end:]
    alone = len(line) < 60 and BESIDE_DATE.fullmatch(behind) and (not before.strip("([ \t") or OFFICE.fullmatch(before))
    return named[0].iso() if alone or DATELINE.fullmatch(before) and FROM_THERE.match(behind) else None


def signed_day(tail: str) -> str | None:
    """The day that one of the last lines consists of or ends with, after the office's name or the notice's last sentence."""
    for line in reversed(tail.split("\n")):
        named: list[Day] = [day for day in days(line) if day.year and day.day]
        for day in reversed(named):
            before, behind = line[:day.start], line[day.end:].strip()
            if LABELLED.search(before) or MADE_PUBLIC.match(behind) and MADE_PUBLIC_ON.search(before):
                return day.iso()
            if ENDS_NOTICE.fullmatch(behind) and (re.search(r"(?:^|[。;!\t (])$", before) or OFFICE.fullmatch(re.split(r"[。;!\t]", before)[-1])):
                return day.iso()
    return None
