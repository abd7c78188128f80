"""What a ledger says outside its table: title, unit, day it stands at, unit of money, and who filled it in (counted, not kept)."""

import re
import unicodedata
from collections.abc import Iterable
from datetime import date

from etl import masking
from etl.cells import Wanted
from etl.days import day, day_in_words
from etl.values import UNITS_OF_MONEY

BODY = r"(?:局|委员会|委|办公室|办|厅|院|学校|中学|小学|大学|学院|公司|集团|中心|银行|镇|乡|街道|村|社区|部|协会|学会|联合会|总工会|团委|妇联|残联|工商联|红十字会|站|所|馆|总队|支队|大队|管委会|合作社)"
PARTY = r"(?:党组|党委|党工委|党总支|党支部)?"
NAMED = re.compile(rf"(?:被巡[察视](?:单位|党组织)|被审计单位|被检查单位|整改单位|责任单位|填报单位|报送单位|单位名称|单位)(?:名称|全称)?\s*[:：]\s*([^\s:：,，;；()（）]{{2,40}}?)(?=$|[\s,，;；()（）]|填|截|日期)")
TITLED = re.compile(rf"^(?:\d{{4}}年(?:度)?)?(?:中共)?([^\d《》“”]{{1,36}}?{BODY}){PARTY}(?:关于)?(?:落实|贯彻)?[^局院校]{{0,30}}?(?:巡[察视]|审计|反馈|问题|整改).*(?:台账|清单|一览表|情况表|统计表|汇总表)")
COMMITTEE = re.compile(r"^.{0,12}?(?:中央|全?[省市县区州旗盟])(?:区|县|市)?委$|^(?:巡[察视]|全市|全县|全区)")
MONEY = re.compile(rf"(?:金额)?单位\s*[:：]\s*(?:人民币)?({'|'.join(sorted(UNITS_OF_MONEY, key=len, reverse=True))})")

A_DAY = r"(\d{4}\s*[年./-]\s*\d{1,2}\s*[月./-]\s*\d{1,2}\s*日?)"
A_MONTH = r"(?<!\d)(20\d{2})\s*[年./-]\s*(1[0-2]|0?[1-9])(?:\s*月|(?!\d))"
UNTIL = r"(?:截至|截止到?|截止时间|统计时间|数据日期|填报时间|填报日期|填表日期|填表时间|报送时间|报送日期|更新时间|更新日期|制表日期)[到为至]?\s*[:：]?\s*"
COMPACT = re.compile(r"(?<!\d)(20\d{2})(0[1-9]|1[0-2])([0-2]\d|3[01])?(?!\d)")

PERSON = re.compile(r"(?:填表人|制表人|填报人|审核人|复核人|经办人|联系人|联系电话|电话|手机|分管领导|主要负责人|单位负责人|负责人|签字|签名)(?:\(签字\)|\(签名\)|\(签章\)|签字)?\s*[:：]")
NAMED_PERSON = re.compile(rf"({PERSON.pattern}\s*)[^\s,，;；:：]+")
FOOTER = re.compile(r"(?:填表人|制表人|填报人|审核人|复核人|经办人|联系人|联系电话|分管领导|主要负责人|单位负责人|负责人签字|签字|填表日期|填报日期|制表日期|填报时间|填报单位|报送单位|制表单位|填表说明|说明|备注|注|备注说明)\s*\d?\s*(?:\([^)]*\))?\s*[:：].*|\((?:盖章|公章|单位公章)\)|填表人|审核人", re.S)


def normal(words: str) -> str:
    return unicodedata.normalize("NFKC", words).strip()


def unit_named(texts: Iterable[str], titles: Iterable[str]) -> str | None:
    """The one unit that a sheet speaks of: 被巡察单位：某某局, or a title such as 某某局巡察整改台账."""
    for text in texts:
        for found in NAMED.finditer(normal(text)):
            if found[1] not in UNITS_OF_MONEY and not found[1].startswith("人民币"):
                return re.sub(rf"(?<=..){PARTY}$", "", found[1])
    for title in titles:
        found = TITLED.match(re.sub(r"\s", "", normal(title)))
        if found and not COMMITTEE.match(found[1]):
            return found[1]
    return None


def is_unit(name: str) -> bool:
    """Whether a sheet's name is that of a unit: 某市水务局."""
    return bool(re.fullmatch(rf"[^\d\s]{{1,36}}{BODY}", normal(name))) and not COMMITTEE.match(normal(name))


def money_factor(texts: Iterable[str]) -> int | None:
    """What a line such as 单位：万元 multiplies amounts by."""
    return next((UNITS_OF_MONEY[found[1]] for text in texts if (found := MONEY.search(normal(text)))), None)


def day_stated(texts: Iterable[str], title: str, stem: str) -> date | None:
    """The day that a ledger stands at: 截至…, else the file's name, else a month in its title (its last day)."""
    for text in texts:
        for pattern in (UNTIL + A_DAY, UNTIL + A_MONTH):
            if (found := re.search(pattern, normal(text))) and (stated := as_day(*found.groups())):
                return stated
    return named_day(normal(stem)) or named_day(normal(title))


def named_day(words: str) -> date | None:
    for pattern in (A_DAY, A_MONTH, COMPACT):
        if (found := re.search(pattern, words)) and (stated := as_day(*found.groups())):
            return stated
    return None


def as_day(whole: str, month: str | None = None, of_month: str | None = None) -> date | None:
    try:
        if month is None:
            return day(re.sub(r"\s", "", whole))
        return day_in_words(f"{whole}年{month}月{of_month}日" if of_month else f"{whole}年{month}月底")
    except Wanted:
        return None


def people(words: str) -> int:
    """How many persons or telephones a line names after a label such as 填表人："""
    return sum(1 for part in PERSON.split(normal(words))[1:] if part.strip(" ,，;；_"))


def quoted(words: str) -> str:
    """Words as a message may repeat them: without telephones and without the names after a label such as 填表人："""
    return masking.mask(NAMED_PERSON.sub(r"\1［姓名］", words))[0]
