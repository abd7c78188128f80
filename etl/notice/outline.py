"""The paragraphs of a notice and their places: level, number, marker, and the chapter that each belongs to.

A paragraph is what its number makes it; 整改情况： and 完成情况： mark what comes after them, whatever the number.
"""

import re
from dataclasses import dataclass

from etl.notice.text import Text

NUMERAL = "[一二三四五六七八九十]{1,3}"
LEVELS = (
    (0, re.compile(rf"({NUMERAL})(?:、|\.(?!\d))")),
    (1, re.compile(rf"(\({NUMERAL}\))[、.,:]?")),
    (3, re.compile(r"(\d{1,2}[-—]\d{1,2})(?:[.、:]|(?=[^\d日月%]))")),
    (2, re.compile(r"(\d{1,3})(?:[、:]|\.(?!\d)|\)、?)")),
    (3, re.compile(r"(\(\d{1,3}\))[、.]?")),
    (3, re.compile(r"([①-⑳])")),
)
NAMED = re.compile(rf"[(]?((?:具体|反馈)?问题(?:{NUMERAL}|\d{{1,3}}))(?:[)][:、.\s]?|[:、.\s])")
LABEL = re.compile(r"(?:巡[视察])?(?:反馈(?:的)?(?:具体)?问题|存在(?:的)?问题|具体问题|问题表现|问题描述|反馈意见|问题)[:]")
MARKER = re.compile(
    r"[(“]?(?P<word>(?:具体)?整改(?:进展|落实)?(?=[)”]?:)|(?:具体|主要)?整改(?:落实|进展|完成|推进|工作|具体|主要)?(?:情况|成效|成果|结果|措施|举措|进度)(?:(?:及|和|与)(?:整改)?(?:成效|效果|完成情况))?|(?:主要)?(?:做法和)?成效|完成整改情况|(?:具体)?整改措施及成效|落实情况|进展情况)(?:[)”]?[:]|[)])")
BARE_MARKER = re.compile(r"整改(?:落实|进展|完成)?(?:情况|成效|结果)|整改措施及成效")
STATUS_MARKER = re.compile(r"[(“]?(?P<word>整改状态|整改完成(?:状态|时限)?|完成(?:情况|状态)|销号情况|审核意见|验收意见|整改结果|当前状态|整改进度|状态)[)”]?[:]")
NOTE_MARKER = re.compile(r"[(“]?(?:整改(?:目标|任务|要求|类型|类别|责任(?:人|单位|领导)?|[时期]限)|(?:完成)?[时期]限|责任(?:领导|单位|部门|人|科室|股室|处室)|牵头(?:领导|单位|部门|科室)|分管领导|配合单位)[)”]?[:]")
NEXT = re.compile(r"下一步|下步|今后|后续|下阶段|下一阶段|持续(?:抓好|巩固|深化|发力)|巩固(?:深化|拓展|提升|整改|扩大)|长效|努力方向|建章立制情况|意见建议|工作打算|工作安排")
ORGANISING = re.compile(r"组织(?:整改|领导|推进|实施|开展)|主体责任|第一责任|主要做法|总体情况|基本情况|整改概况|政治(?:站位|担当|责任)|(?:高度|深化|统一|提高)(?:重视|思想|认识)|思想认识|履行.{0,6}(?:整改|政治).{0,4}责任")
CLOSING = re.compile(r"欢迎|感谢|敬请|以上(?:情况|为)|如有意见|联系(?:电话|方式|人)|电话:|(?:电子)?邮箱:|通[讯信]地址|邮政编码|下一步,|今后,|特此(?:通报|公告|公示)|监督电话|公示期")
PROMISE = re.compile(r"[^,。]{0,24}(?:党组|党委|党工委|党总支|总支|市委|区委|县委|省委|支部)(?:将|要|表示)|另,|另外,|此外,|附件|注:|(?:欢迎|特此)")
SIGNATURE = re.compile(r"(?:中共|中国共产党)?[\u4e00-\u9fff“”()*]{3,50}(?:党组|党委|党工委|党总支|委员会|委|局|院|公司|政府|办公室|厅|中心|部|处|室|站|队|馆|社|校|会|所|镇|乡|街道)[,\t ]*(?:(?:19|20)\d\d年\d{1,2}月\d{1,2}日)?|(?:19|20)\d\d年\d{1,2}月\d{1,2}日|二[〇零○O][^,。]{2,4}年[^,。]{2,8}日")
COUNTED = re.compile(r"[(](?P<n>\d{1,3}|[一二三四五六七八九十]{1,3})[个项条](?:具体)?问题[)]。?$")
RUNNING_ON = re.compile(r"(?:关于|针对|对照)(?!该|此|上述|以上|这)[^,。;:]{2,100}?的?问题(?=[,:](?!.{0,40}问题[。;]))")
ABOUT = re.compile(r"(?:关于|针对|对照|聚焦|围绕)?.{1,120}?问题")


@dataclass(slots=True)
class Node:
    """One paragraph: where it stands in plain, its level (None for running text), its number, and where its words begin."""

    start: int
    end: int
    level: int | None
    number: str | None
    body: int
    numbered: tuple[int, int] | None = None
    marker: str | None = None      # rectification | status | note
    label: bool = False
    above: "Node | None" = None
    section: str = "body"          # body | organising | next | closing | front


def nodes_of(text: Text) -> list[Node]:
    """The paragraphs, each with its place in the numbering."""
    nodes, plain = [], text.plain
    for start, end in paragraphs(plain):
        nodes.append(node_of(plain, start, end))
    mark_sections(nodes, plain)
    return nodes
BREAKS = re.compile(rf"(?<=[。;:])(?=(?:{NUMERAL}、|\({NUMERAL}\)|\d{{1,2}}\.(?!\d)|整改(?:落实|完成|进展)?(?:情况|成效|措施):))")
INLINE = re.compile(r"(?<=[。;!?问题”)])(?=整改(?:落实|进展|完成|工作)?(?:情况|成效|进展):)")


def paragraphs(plain: str) -> list[tuple[int, int]]:
    """Lines as spans; a page that lost its line ends is broken again before its numbers."""
    lines, start = [], 0
    for line in plain.split("\n"):
        if line.strip():
            inline = INLINE.finditer(plain, start + 6, start + len(line)) if ":" in line else ()
            cuts = [start, *(found.start() for found in inline), start + len(line)]
            lines += list(zip(cuts, cuts[1:]))
        start += len(line) + 1
    broken = []
    for start, end in lines:
        if end - start < 600 or len(lines) > 8:
            broken.append((start, end))
            continue
        cuts = [start, *(found.start() for found in BREAKS.finditer(plain, start, end)), end]
        broken += [(first, last) for first, last in zip(cuts, cuts[1:]) if last > first]
    return broken


def node_of(plain: str, start: int, end: int) -> Node:
    """What one paragraph is by its number and its marker."""
    level = number = numbered = None
    body = start
    for depth, pattern in LEVELS:
        if found := pattern.match(plain, start, end):
            level, number, body, numbered = depth, found[1], found.end(), found.span(1)
            break
    if named := NAMED.match(plain, body, end):
        level, number, body = (2 if level is None else level), named[1], named.end()
        numbered = named.span(1)
    node = Node(start, end, level, number, body, numbered)
    if found := STATUS_MARKER.match(plain, body, end):
        node.marker, node.body = "status", found.end()
    elif found := NOTE_MARKER.match(plain, body, end):
        node.marker, node.body = "note", found.end()
    elif found := MARKER.match(plain, body, end):
        node.marker, node.body = "rectification", found.end()
    elif level is None and BARE_MARKER.fullmatch(plain, body, end):
        node.marker, node.body = "rectification", end
    elif found := LABEL.match(plain, body, end):
        node.label, node.body = True, found.end()
    return node


def mark_sections(nodes: list[Node], plain: str) -> None:
    """Which chapter each paragraph belongs to: how the work was organised, the problems, what comes next, the address at the end."""
    section, has_chapters = "front", any(node.level == 0 for node in nodes)
    for node in nodes:
        title = plain[node.start:min(node.end, node.start + 60)]
        if node.level == 0:
            section = "next" if NEXT.search(title) and not ABOUT.match(title) else "organising" if ORGANISING.search(title) and "问题" not in title else "body"
        elif section == "front" and node.level is not None and not has_chapters:
            section = "body"
        elif node.level is None and not node.marker and CLOSING.match(title):
            section = "closing"
        elif section == "closing" and node.level is not None:
            section = "body"
        node.section = section
    close_tail(nodes, plain)


def close_tail(nodes: list[Node], plain: str) -> None:
    """After the last number, a promise, a remark or a signature closes the notice."""
    last = max((index for index, node in enumerate(nodes) if node.level is not None or node.marker or node.label), default=-1)
    closed = False
    for node in nodes[last + 1:]:
        line = plain[node.start:node.end]
        closed = closed or bool(PROMISE.match(line)) or len(line) <= 60 and bool(SIGNATURE.fullmatch(line))
        if closed:
            node.section = "closing"


def title_of(plain: str, node: Node) -> str:
    """The heading's own sentence, or its 针对…的问题 where the rectification goes on after a comma."""
    if named := RUNNING_ON.match(plain, node.body, node.end):
        return named[0]
    stop = plain.find("。", node.body, node.end)
    return plain[node.body:stop + 1 if stop >= 0 else node.end]
