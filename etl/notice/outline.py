"""The tree of a notice: aspects, headings, problems and rectifications, for every family of `notices.md` §10.

A paragraph is what its number makes it. Where offices mark the rectification (整改情况：), the marker leads: the problem is the
heading before it. Where they do not, the problems are the deepest level whose headings speak of shortcomings.
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
NAMED = re.compile(rf"((?:具体)?问题(?:{NUMERAL}|\d{{1,3}}))[:、.\s]")
LABEL = re.compile(r"(?:巡[视察])?(?:反馈(?:的)?(?:具体)?问题|存在(?:的)?问题|具体问题|问题表现|问题描述|反馈意见|问题)[:]")
WAY = re.compile(rf"(?:{NUMERAL}是|第{NUMERAL}[,、]|首先,)")
MARKER = re.compile(
    r"[(“]?(?P<word>整改(?:进展|落实)(?=[)”]?:)|整改(?:落实|进展|完成|推进|工作|具体|主要)?(?:情况|成效|成果|结果|措施|举措|进度)(?:及(?:成效|效果|完成情况))?|(?:主要)?(?:做法和)?成效|完成整改情况|(?:具体)?整改措施及成效|落实情况|进展情况)[)”]?[:]")
STATUS_MARKER = re.compile(r"[(“]?(?P<word>整改状态|整改完成(?:状态|时限)?|完成(?:情况|状态)|销号情况|审核意见|验收意见|整改结果|当前状态|整改进度|状态)[)”]?[:]")
NEXT = re.compile(r"下一步|下步|今后|后续|下阶段|下一阶段|持续(?:抓好|巩固|深化|发力)|巩固(?:深化|拓展|提升|整改|扩大)|长效|努力方向|建章立制情况|意见建议|工作打算|工作安排")
ORGANISING = re.compile(r"组织(?:整改|领导|推进|实施|开展)|主体责任|第一责任|主要做法|总体情况|基本情况|整改概况|政治(?:站位|担当|责任)|(?:高度|深化|统一|提高)(?:重视|思想|认识)|思想认识|履行.{0,12}责任")
CLOSING = re.compile(r"欢迎|如有意见|联系(?:电话|方式|人)|电话:|(?:电子)?邮箱:|通[讯信]地址|邮政编码|下一步,|今后,|特此(?:通报|公告|公示)|监督电话|公示期")
PROMISE = re.compile(r"[^,。]{0,24}(?:党组|党委|党工委|党总支|总支|市委|区委|县委|省委|支部)(?:将|要|表示)|另,|另外,|此外,|附件|注:|(?:欢迎|特此)")
SIGNATURE = re.compile(r"(?:中共|中国共产党)?[\u4e00-\u9fff“”()*]{3,50}(?:党组|党委|党工委|党总支|委员会|委|局|院|公司|政府|办公室|厅|中心)|(?:19|20)\d\d年\d{1,2}月\d{1,2}日|二[〇零○O][^,。]{2,4}年[^,。]{2,8}日")
REVIEWED = re.compile(r"[(](?:审核意见|验收意见|完成情况|整改状态|完成状态|状态|整改结果)[:](?P<state>[^()]{2,40})[)]。?$")
LACKING = re.compile(r"问题|[不未无缺欠弱松软浅偏差漏乱慢虚难散粗滥少窄]|滞后|短板|风险|空白|易发|腐败|失效|失灵|体外|空转|隐患|迟缓|单一|脱节|走过场|形式主义|违规|违反|超标|简单化")
ABOUT = re.compile(r"(?:关于|针对|对照|聚焦|围绕)?.{1,120}?问题")
COUNTED = re.compile(r"[(](?P<n>\d{1,3}|[一二三四五六七八九十]{1,3})[个项条](?:具体)?问题[)]。?$")
STATED = re.compile(r"[(](?P<state>[^()]{2,14})[)]\s*")
GENERIC = re.compile(r"问题(?:的)?(?:整改|落实)(?:落实|进展)?(?:情况|工作)?$|整改(?:落实|进展|工作|成效)?(?:情况|成效)$|^(?:狠抓|扎实|坚持|聚焦)[^。]*(?:整改|落实)[^。]*(?:落实|见效|实效|成效|情况|解决)$|^巡[视察]反馈|^反馈意见|逐[条项]|集中整改期|整改情况")
NAMED_PROBLEM = re.compile(r"^(?:关于|针对|对照)“?.{2,120}问题|^[^,。]{2,80}问题(?:的?(?:整改|落实)[^。]{0,8})?[。]?$")
TRIMMED = re.compile(r"(?:的?(?:整改|落实)(?:落实|进展|完成)?(?:情况|工作)?)[。:]?$")
STATE = re.compile(r"[(](?P<state>[^()]{2,14})[)]$")


@dataclass(slots=True)
class Node:
    """One paragraph: where it stands in plain, its level (None for running text), its number, and where its words begin."""

    start: int
    end: int
    level: int | None
    number: str | None
    body: int
    numbered: tuple[int, int] | None = None
    marker: str | None = None      # rectification | status
    label: bool = False
    section: str = "body"          # body | organising | next | closing | front


@dataclass(slots=True)
class Item:
    """One problem: spans in plain of its words and of its rectification, and what stands above it."""

    number: str | None
    text: tuple[int, int]
    rectification: tuple[int, int] | None
    aspect: str | None
    heading: str | None
    status_words: str | None
    is_marked: bool
    line: int


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
            cuts = [start, *(found.start() for found in INLINE.finditer(plain, start + 1, start + len(line))), start + len(line)]
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
    elif found := MARKER.match(plain, body, end):
        node.marker, node.body = "rectification", found.end()
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


def items_of(text: Text, nodes: list[Node]) -> list[Item]:
    """The problems in order."""
    marked = [index for index, node in enumerate(nodes) if node.marker == "rectification" and node.section != "closing"]
    if len(marked) >= 2 or marked and any(LACKING.search(text.plain[n.body:n.end]) for n in nodes[max(0, marked[0] - 2):marked[0]]):
        return by_marker(text, nodes, marked)
    return by_level(text, nodes)


def by_marker(text: Text, nodes: list[Node], marked: list[int]) -> list[Item]:
    """A problem is the nearest heading before its 整改情况：, which ends where the next problem or heading begins."""
    tops, items = [], []
    for place, index in enumerate(marked):
        floor, top = marked[place - 1] if place else -1, index - 1
        while top > floor and nodes[top].marker == "status":
            top -= 1
        tops.append(None if top <= floor or nodes[top].marker else heading_of(nodes, top, floor))
    for place, (index, top) in enumerate(zip(marked, tops)):
        if top is None:
            continue
        stop = next((after for after in tops[place + 1:] if after is not None), len(nodes))
        last = index + 1
        while last < stop and goes_on(nodes[last], nodes[top]):
            last += 1
        states = [node for node in nodes[top + 1:last + 1] if node.marker == "status"]
        end_of_words = max(node.end for node in nodes[top:index] if not node.marker)
        items.append(item(text, nodes, top, (nodes[top].body, end_of_words), (nodes[index].body, nodes[last - 1].end), states))
    return items


def heading_of(nodes: list[Node], top: int, floor: int) -> int:
    """The numbered heading that a running paragraph explains, where it stands right above it; else the paragraph itself."""
    above = nodes[top - 1] if top - 1 > floor else None
    explains = nodes[top].level is None and not nodes[top].label and above is not None and not above.marker and (above.level or 0) >= 2
    return top - 1 if explains else top


def goes_on(node: Node, problem: Node) -> bool:
    """Whether a paragraph still belongs to the rectification of a problem."""
    if node.marker or node.label or node.section in ("closing", "next"):
        return False
    return node.level is None or node.level > (problem.level if problem.level is not None else 2)


def by_level(text: Text, nodes: list[Node]) -> list[Item]:
    """Without markers: the deepest level whose headings speak of shortcomings."""
    plain = text.plain
    for level in (3, 2, 1, 0):
        heads = [index for index, node in enumerate(nodes) if node.level == level and not node.marker and node.section == "body"]
        lacking = [index for index in heads if is_shortcoming(title_of(plain, nodes[index]))]
        if level == 0:
            heads = lacking = [index for index in lacking if NAMED_PROBLEM.search(title_of(plain, nodes[index]))]
        if len(lacking) >= 2 and len(lacking) >= 0.6 * len(heads) or len(lacking) == len(heads) == 1 and NAMED_PROBLEM.search(title_of(plain, nodes[lacking[0]])):
            return [headed(text, nodes, index) for index in heads]
    return []


def title_of(plain: str, node: Node) -> str:
    """The heading's own sentence."""
    stop = plain.find("。", node.body, node.end)
    return plain[node.body:stop + 1 if stop >= 0 else node.end]


def is_shortcoming(title: str) -> bool:
    return len(title) <= 160 and bool(LACKING.search(re.sub(r"不断|不忘|不移|不懈|毫不|不留|不减|无死角|差异化|突出问题导向|问题导向|不打折扣|不松劲|缺什么", "", title)))


def headed(text: Text, nodes: list[Node], index: int) -> Item:
    """A problem whose heading begins a paragraph: the rest of it and what follows is the rectification."""
    plain, node = text.plain, nodes[index]
    title = title_of(plain, node)
    last = index + 1
    while last < len(nodes) and nodes[last].section != "closing" and (nodes[last].level is None or nodes[last].level > node.level):
        last += 1
    end = nodes[last - 1].end
    start = node.body + len(title)
    return item(text, nodes, index, (node.body, node.body + len(title)), (start, end) if end > start else None, [])


def item(text: Text, nodes: list[Node], index: int, words: tuple[int, int], rectification: tuple[int, int] | None, states: list[Node]) -> Item:
    plain, node = text.plain, nodes[index]
    start, end = words
    state = STATE.search(plain, start, end)
    said = plain[states[0].body:states[0].end] if states else None
    if state and state_words(state["state"]):
        said, end = said or state["state"], state.start()
    if trimmed := TRIMMED.search(plain, start, end):
        if "问题" in plain[max(start, trimmed.start() - 4):trimmed.start() + 1]:
            end = trimmed.start()
    if rectification and (reviewed := REVIEWED.search(plain, *rectification)):
        said, rectification = reviewed["state"], (rectification[0], reviewed.start())
    is_marked = said is not None
    if said is None and rectification:
        said = plain[rectification[0]:rectification[1]]
        said = said[:30] + "…" + said[-40:]
    if rectification and (state := STATED.match(plain, *rectification)) and state_words(state["state"]):
        said, rectification, is_marked = state["state"], (state.end(), rectification[1]), True
    above = parents(text, nodes, index)
    shown_start = text.span(start, end)[0]
    number = text.words(*node.numbered) if node.numbered else None
    return Item(number, (start, end), rectification, above[0], above[1], said, is_marked, text.shown.count("\n", 0, shown_start) + 1)


def state_words(words: str) -> bool:
    return bool(re.search(r"完成|整改|推进|坚持|销号|延期|办结", words))


def parents(text: Text, nodes: list[Node], index: int) -> tuple[str | None, str | None]:
    """The aspect and the heading that a problem stands under: the headings of higher levels that name a field, not a chapter."""
    level, titles = nodes[index].level, []
    level = 9 if level is None else level
    for node in reversed(nodes[:index]):
        if node.level is not None and node.level < level and not node.marker:
            title = title_of(text.plain, node)
            if not GENERIC.search(title):
                titles.append(text.words(node.body, node.body + len(COUNTED.sub("", title).rstrip("。"))))
            level = node.level
            if level == 0 or titles and level <= 1:
                break
    return (titles[-1] if titles else None), (titles[0] if len(titles) > 1 else None)
