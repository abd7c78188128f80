"""What a notice says in words only: all done, all recovered, whom to write to, what comes next. A statement is not a count."""

import re

from etl.notice.model import Figure, Statement
from etl.notice.outline import Node
from etl.notice.problems import Item
from etl.notice.text import Text

ALL_COMPLETED = re.compile(r"(?=[问任事整反已己全均])(?:(?:问题|任务|事项|整改意见|反馈意见)[^,。;\n\d]{0,10}?[已己]?(?:均|全部|全面)[已己]?(?:完成整改|整改完成|整改到位|完成|整改落实)|(?<=,)[已己]?(?:全部|均)[已己]?(?:完成整改|整改完成|整改到位))")
BARE, OF_PROBLEMS = ("已", "己", "全部", "均"), re.compile(r"(?:问题|任务|事项|措施|举措|意见)[^。;]*$")   # 下发督办函26份,全部整改完成 is not about the problems
ALL_RECOVERED = re.compile(r"(?=[已己全足悉均])(?:[已己]?(?:全部|全额|足额|悉数)|均[已己])(?:收回|追回|清退|退缴|追缴|退还|上缴)(?:到位)?")
CONTACT = re.compile(r"(?=[联监举咨反电热邮信通拨来致])(?:(?:联系|监督|举报|咨询|反馈)?(?:电话|热线)[:]|(?:电子)?(?:邮箱|信箱)[:]|通[讯信]地址[:]|拨打\d|来信请寄|致电\d)")
NEXT = re.compile(r"下一步|下步|今后|下阶段|下一阶段|努力方向")


def statements_of(text: Text, nodes: list[Node], items: list[Item], figures: list[Figure]) -> list[Statement]:
    """The statements, each once, in the order of the list above."""
    taken = [(figure.start, figure.end) for figure in figures if figure.figure == "completed"]
    done = (statement(text, "all_completed", match) for match in ALL_COMPLETED.finditer(text.plain)
            if not match[0].startswith(BARE) or OF_PROBLEMS.search(text.plain, max(0, match.start() - 40), match.start()))
    found = [each for each in done if not any(start < each.end and end > each.start for start, end in taken)][:1]
    for kind, pattern in (("all_recovered", ALL_RECOVERED), ("named_contact", CONTACT)):
        if match := pattern.search(text.plain):
            found.append(statement(text, kind, match))
    ahead = next((node for node in nodes if (node.level == 0 or node.section == "closing") and NEXT.search(text.plain, node.start, min(node.end, node.start + 30))), None)
    if ahead:
        found.append(spanned(text, "next_steps", ahead.start, min(ahead.end, ahead.start + 30)))
    if len(items) >= 2 and all(item.rectification for item in items):
        found.append(spanned(text, "item_by_item", *items[0].text))
    return found


def statement(text: Text, kind: str, match: re.Match) -> Statement:
    return spanned(text, kind, match.start(), match.end())


def spanned(text: Text, kind: str, first: int, last: int) -> Statement:
    start, end = text.span(first, last)
    return Statement(kind, text.shown[start:end], start, end)
