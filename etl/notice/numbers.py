"""Numbers in running text: Arabic with comma groups, Chinese numerals, 万 and 亿, 余 and 多, and the counter behind them."""

import re
from dataclasses import dataclass

from etl.days import chinese_number

CHINESE = "零〇一二两三四五六七八九十百千"
COUNTERS = (r"人\(次\)", "人次", "名次", "件次", "项次", "个方面", "大方面", "方面", "大类", "大部分", "个部分", "个大项", "大项", "个小项", "小项", "个单位", "个党组织", "个支部", "个党支部", "个科室",
            "万元", "亿元", "元", "人", "名", "所", "家", "位", "件", "起", "个", "项", "条", "类", "份", "部", "点", "款", "例", "宗", "笔", "%")
SAME = {"人(次)": "人次", "个大项": "大类", "大项": "大类", "个小项": "项", "小项": "项"}
UNITS = {"百": 100, "千": 1000, "万": 10_000, "亿": 100_000_000}
NUMBER = re.compile(
    rf"(?<![\d.A-Za-z+/:])(?P<n>\d{{1,3}}(?:,\d{{3}})+(?:\.\d+)?|\d+(?:\.\d+)?|(?<![第“{CHINESE}])[{CHINESE}]{{1,7}}(?:[万亿][{CHINESE}]{{1,7}}|点[{CHINESE}]{{1,4}}(?=[万亿]))?)"
    rf"(?P<before>余|多|来)?(?:(?P<unit>万|亿|千|百)(?:(?P<thousands>\d)千)?)?(?P<after>余|多)?(?P<counter>{'|'.join(COUNTERS)})(?!月|年|分之)")
PERCENT = re.compile(rf"百分之(?P<n>[{CHINESE}]{{1,4}})(?:点(?P<tenths>[{CHINESE}]{{1,4}}))?(?![{CHINESE}点])")
FORMAL = "壹贰叁肆伍陆柒捌玖拾佰仟"
PLAIN = str.maketrans(FORMAL, "一二三四五六七八九十百千")
SUM_IN_FORMAL = re.compile(rf"(?P<n>[{FORMAL}][{FORMAL}零万]{{0,14}})(?P<unit>亿)?元")      # 陆万元, 壹万贰仟元
SUM = re.compile(r"(?:“|(?<![\d.+“]))(\d+)\+(\d+)(?![\d.+])”?(?P<counter>个|项|条)")
APPROXIMATELY = re.compile(r"(?:约|近|超过?|逾|大概|接近|达近|多达|至少|不少于)$")


@dataclass(frozen=True, slots=True)
class Token:
    """One number with its counter: where it begins and ends in plain, its value (money in yuan), whether it is approximate."""

    start: int
    end: int
    value: float
    counter: str
    is_approximate: bool
    is_one: bool = False         # 一个, which seldom counts


def tokens(plain: str, start: int = 0, end: int | None = None) -> list[Token]:
    """Every counted number of a stretch of text, in order."""
    found = [token_of(match, plain) for match in NUMBER.finditer(plain, start, len(plain) if end is None else end)]
    found += [Token(match.start(), match.end(), int(match[1]) + int(match[2]), match["counter"], False)
              for match in (SUM.finditer(plain, start, len(plain) if end is None else end) if "+" in plain else ())]
    found += [Token(match.start(), match.end(), worth(match["n"] + ("点" + match["tenths"] if match["tenths"] else "")), "%", False)
              for match in (PERCENT.finditer(plain, start, len(plain) if end is None else end) if "百分之" in plain else ())]
    found += [Token(match.start(), match.end(), formal_sum(match), "元", False) for match in SUM_IN_FORMAL.finditer(plain, start, len(plain) if end is None else end)]
    return sorted(found, key=lambda token: token.start)


def formal_sum(match: re.Match) -> float:
    """陆万元 60000, 壹万贰仟元 12000."""
    return float(chinese_number(match["n"].translate(PLAIN)) * UNITS.get(match["unit"], 1))


def worth(numeral: str) -> float:
    """八十六点七 86.7, 一万二千八百 12800."""
    whole, _, tenths = numeral.partition("点")
    value = float(chinese_number(whole)) if "亿" not in whole else sum(chinese_number(part) * scale for part, scale in zip(whole.split("亿"), (UNITS["亿"], 1)))
    return value + float("0." + "".join(str(chinese_number(word)) for word in tenths)) if tenths else value


def token_of(match: re.Match, plain: str) -> Token:
    numeral, counter = match["n"], match["counter"]
    value = float(numeral.replace(",", "")) if numeral[0].isdigit() else worth(numeral)
    if counter in ("万元", "亿元"):
        value *= UNITS[counter[0]]
        counter = "元"
    else:
        counter = SAME.get(counter, counter)
    if match["unit"]:
        value = value * UNITS[match["unit"]] + 1000 * int(match["thousands"] or 0)
    is_approximate = bool(match["before"] or match["after"] or APPROXIMATELY.search(plain, max(0, match.start() - 3), match.start()))
    value = round(value, 4)
    return Token(match.start(), match.end(), int(value) if value.is_integer() and counter not in ("元", "%") else value, counter, is_approximate, numeral == "一")
