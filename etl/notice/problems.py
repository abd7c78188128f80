"""The problems that a notice lists, each with its rectification, for every family of `notices.md` §10.

Where offices mark the rectification (整改情况：), the marker leads: the problem is the heading before it. Where they do not,
the problems are the deepest level whose headings speak of shortcomings.
"""

import re
from dataclasses import dataclass

from etl.notice.outline import COUNTED, Node, title_of
from etl.notice.text import Text

LISTED = re.compile(r"[一二三四五六七八九十]{1,2}是|首先|其次|第[一二三四五六七八九]|此外|同时")
TALLY = re.compile(r"(?:反馈|移交)[^,。]{0,10}\d+[个项条件]|(?:完成|办结|整改)\d+[个项条件]")
REVIEWED = re.compile(r"[(](?:审核意见|验收意见|完成情况|整改状态|完成状态|状态|整改结果)[:](?P<state>[^()]{2,40})[)]。?$")
LACKING = re.compile(r"问题|[不未无缺欠弱松软浅偏差漏乱慢虚难散粗滥少窄]|滞后|短板|风险|空白|易发|腐败|失效|失灵|体外|空转|隐患|迟缓|单一|脱节|走过场|形式主义|违规|违反|超标|简单化|挪用|挤占|截留|套取|侵占|滞留|闲置|屡|多发|反弹|推诿|敷衍|拖[延欠沓]|粗放|随意|流于|断层|盲区|矛盾|突出[。的问]|突出$|[较过偏]多|[过较偏][高低大重长]|重[^,。]{1,8}轻|扰民|寻租|拥堵|老化|陈旧|落后|被动|浪费|流失|亏损|忽视|代替|替代|应付|一言堂|堵点|顽疾|陋习|失守|失职|吃喝")
STATED = re.compile(r"[(](?P<state>[^()]{2,14})[)]\s*")
GENERIC = re.compile(r"问题(?:的)?(?:整改|落实)(?:落实|进展)?(?:情况|工作)?$|整改(?:落实|进展|工作|成效)?(?:情况|成效)$|^(?:狠抓|扎实|坚持|聚焦)[^。]*(?:整改|落实)[^。]*(?:落实|见效|实效|成效|情况|解决)$|^巡[视察]反馈|^反馈意见|逐[条项]|集中整改期|整改情况")
NAMED_PROBLEM = re.compile(r"^(?:关于|针对|对照)“?.{2,120}问题|^[^,。]{2,80}问题(?:的?(?:整改|落实)[^。]{0,8})?[。]?$")
NAMED_ALONE = re.compile(r"(?:(?:关于|针对|对照)(?!该|此|上述|以上|这)[^,。;:]{2,100}?问题(?:[。:]|$)|(?:关于|针对|对照)“[^”\n]{4,80}”的?问题,)")
BEHIND_TOPIC = re.compile(r"(?P<topic>[^。,;:\n]{2,40})。(?P<fault>(?:针对|对照)(?!该|此|上述|以上|这)[^,。;:\n]{2,100}?问题)[,:。]")
ORDINAL = re.compile(r"([一二三四五六七八九十]{1,2}是)(?=(?:关于|针对|对照)?“[^”\n]{4,80}”的?问题[。:,])")      # 一是“…”问题。
STATE = re.compile(r"[(](?P<state>[^()]{2,14})[)]$")
TRIMMED = re.compile(r"(?:的?(?:整改|落实)(?:落实|进展|完成)?(?:情况|工作)?)[。:]?$")


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


def items_of(text: Text, nodes: list[Node]) -> list[Item]:
    """The problems in order."""
    marked = [index for index, node in enumerate(nodes) if node.marker == "rectification" and node.section != "closing"]
    note_parents(nodes, text.plain)
    if len(marked) >= 2 or marked and any(LACKING.search(text.plain[n.body:n.end]) for n in nodes[max(0, marked[0] - 2):marked[0]]):
        return by_marker(text, nodes, marked)
    return by_level(text, nodes)


def by_marker(text: Text, nodes: list[Node], marked: list[int]) -> list[Item]:
    """A problem is the nearest heading before its 整改情况：, which ends where the next problem or heading begins."""
    tops, bodies = [], []
    for place, index in enumerate(marked):
        floor, top = marked[place - 1] if place else -1, index - 1
        while top > floor and nodes[top].marker in ("status", "note"):
            top -= 1
        tops.append(None if top <= floor or nodes[top].marker else heading_of(nodes, top, floor))
    for place, (index, top) in enumerate(zip(marked, tops)):
        if top is None:
            continue
        stop = next((after for after in tops[place + 1:] if after is not None), len(nodes))
        last = index + 1
        while last < stop and (goes_on(nodes[last], nodes[top]) or nodes[last].marker == "rectification"):
            last += 1                         # 整改措施: and then 整改成效: of one problem
        states = [node for node in nodes[top + 1:last + 1] if node.marker == "status"]
        end_of_words = max(node.end for node in nodes[top:index] if not node.marker)
        bodies.append((top, index, last, end_of_words, states))
    tails = without_afterword(text.plain, nodes, [(index + 1, last) for _, index, last, *_ in bodies])
    return [item(text, nodes, top, (nodes[top].body, end_of_words), (nodes[index].body, nodes[last - 1].end), states)
            for (top, index, _, end_of_words, states), last in zip(bodies, tails)]


def without_afterword(plain: str, nodes: list[Node], bodies: list[tuple[int, int]], keeps: int = 0) -> list[int]:
    """Where each body of paragraphs ends: the last one without the words on the whole that follow it, where all others end alike; it keeps so many."""
    def tail(first: int, last: int) -> int:
        length = 0
        while last - length > first and nodes[last - length - 1].level is None and not LISTED.match(plain, nodes[last - length - 1].start):
            length += 1
        return length
    ends = [last for _, last in bodies]
    usual = {tail(*body) for body in bodies[:-1]}
    if len(bodies) >= 3 and len(usual) == 1 and tail(*bodies[-1]) > (length := usual.pop()):
        ends[-1] = max(ends[-1] - tail(*bodies[-1]) + length, bodies[-1][0] + keeps)
    return ends


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
    if named := named_under_headings(text, nodes):
        return named
    if topics := behind_topics(text, nodes):
        return topics
    for level in (3, 2, 1, 0):
        heads = [index for index, node in enumerate(nodes) if node.level == level and not node.marker and node.section == "body"]
        lacking = [index for index in heads if is_shortcoming(title_of(plain, nodes[index]))]
        if level == 0:
            heads = lacking = [index for index in lacking if NAMED_PROBLEM.search(title_of(plain, nodes[index]))]
        if len(lacking) >= 2 and (len(lacking) >= 0.6 * len(heads) or len(lacking) >= 0.3 * len(heads) and are_topics(plain, nodes, heads)) or len(lacking) == len(heads) == 1 and NAMED_PROBLEM.search(title_of(plain, nodes[lacking[0]])):
            if level > 1 and are_cures(plain, nodes, heads, level - 1):
                continue
            bodies = [(index + 1, end_of(nodes, index)) for index in heads]
            last = nodes[heads[-1]]
            keeps = int(last.end - last.body - len(title_of(plain, last)) < 2)      # the rectification stands below the heading
            return [headed(text, nodes, index, last) for index, last in zip(heads, without_afterword(plain, nodes, bodies, keeps))]
    return by_name(text, nodes)


def behind_topics(text: Text, nodes: list[Node]) -> list[Item]:
    """1.强化理论学习。针对学习不规范的问题,…: the fault is named behind a heading that praises the cure."""
    plain = text.plain
    for level in (3, 2, 1):
        heads = [index for index, node in enumerate(nodes) if node.level == level and not node.marker and node.section == "body"]
        named = {index: found for index in heads if (found := BEHIND_TOPIC.match(plain, nodes[index].body, nodes[index].end)) and not is_shortcoming(found["topic"])}
        if len(named) >= 2 and len(named) >= 0.6 * len(heads):
            return [item(text, nodes, index, found.span("fault"), (found.end(), nodes[end_of(nodes, index) - 1].end), []) for index, found in named.items()]
    return []


def are_cures(plain: str, nodes: list[Node], heads: list[int], level: int) -> bool:
    """Whether these paragraphs are single sentences with nothing behind them, under headings that all name a fault: what was done about it."""
    above = [index for index, node in enumerate(nodes) if node.level == level and not node.marker and node.section == "body"]
    bare = [index for index in heads if end_of(nodes, index) == index + 1 and nodes[index].end - nodes[index].body - len(title_of(plain, nodes[index])) < 2]
    return len(bare) == len(heads) and len(above) >= 2 and all(is_shortcoming(title_of(plain, nodes[index])) for index in above)


def by_name(text: Text, nodes: list[Node]) -> list[Item]:
    """Without numbers either: paragraphs that begin with 针对…的问题 and a full stop."""
    running = [(index, node) for index, node in enumerate(nodes) if node.level is None and not node.marker and node.section != "closing"]
    heads = [index for index, node in running if NAMED_ALONE.match(text.plain, node.body, node.end)]
    ordinals = {index: found for index, node in running if (found := ORDINAL.match(text.plain, node.body, node.end))} if not heads else {}
    for index, found in ordinals.items():
        nodes[index].numbered, nodes[index].body = found.span(1), found.end()
    heads = heads or list(ordinals)
    ends = [next((after for after in range(index + 1, len(nodes)) if nodes[after].level is not None or nodes[after].section == "closing"), len(nodes))
            for index in heads[-1:]]
    ends = [next((index for index in range(head + 1, last) if nodes[index].level is not None and is_heading_of(nodes[index], nodes[last])), last)
            for head, last in zip(heads, heads[1:])] + ends
    return [headed(text, nodes, index, last) for index, last in zip(heads, ends)] if len(heads) >= 2 else []


def is_heading_of(node: Node, problem: Node) -> bool:
    """Whether a heading stands above a problem, at once or over another."""
    above = problem.above
    while above is not None and above is not node:
        above = above.above
    return above is node


def named_under_headings(text: Text, nodes: list[Node]) -> list[Item]:
    """Unnumbered paragraphs that begin with 针对…的问题 below numbered headings that hold nothing else."""
    named = [node for node in nodes if node.level is None and node.section == "body" and NAMED_ALONE.match(text.plain, node.body, node.end)]
    above = {id(node.above) for node in named}
    lowest = [node for node in nodes if node.level is not None and node.section == "body" and (node.level > 0 or id(node) in above)]
    return by_name(text, nodes) if len(named) >= 2 and len(above & {id(node) for node in lowest}) >= 0.6 * len(lowest) else []


def are_topics(plain: str, nodes: list[Node], heads: list[int]) -> bool:
    """Whether the headings of a level are topics, some named by the fault and some by its cure: each a short sentence with its rectification
    behind it, under headings that seldom name a fault."""
    above = {id(nodes[index].above): nodes[index].above for index in heads}
    told = [node is not None and bool(is_shortcoming(title_of(plain, node))) for node in above.values()]
    return sum(told) <= 0.5 * len(told) and all(is_topic(plain, nodes, index) for index in heads)


def is_topic(plain: str, nodes: list[Node], index: int) -> bool:
    """A short sentence with its rectification behind it, or below it in a paragraph of its own."""
    node, title = nodes[index], title_of(plain, nodes[index])
    follows = node.end - node.body - len(title) >= 8 or index + 1 < len(nodes) and nodes[index + 1].level is None and not nodes[index + 1].marker
    return len(title) <= 30 and title.endswith("。") and follows and not re.search(r"[,;\d]", title)


def is_shortcoming(title: str) -> bool:
    if TALLY.search(title):
        return False
    bare = title if re.match(r"关于|针对|对照|“", title) else re.sub(r"问题(?:的?(?:整改|落实)[^。]{0,6})。?$", "", title)
    return len(title) <= 160 and bool(LACKING.search(re.sub(r"不断|不忘|不移|不懈|毫不|不留|不减|无死角|差异化|突出问题导向|问题导向|不打折扣|不松劲|缺什么", "", bare)))


def end_of(nodes: list[Node], index: int) -> int:
    """Where the paragraphs under a heading end."""
    last = index + 1
    while last < len(nodes) and nodes[last].section != "closing" and (nodes[last].level is None or nodes[last].level > nodes[index].level):
        last += 1
    return last


def headed(text: Text, nodes: list[Node], index: int, last: int) -> Item:
    """A problem whose heading begins a paragraph: the rest of it and what follows is the rectification."""
    plain, node = text.plain, nodes[index]
    title = title_of(plain, node)
    end = nodes[last - 1].end
    start = node.body + len(title)
    start += plain[start:start + 1] in (",", ":")
    return item(text, nodes, index, (node.body, node.body + len(title)), (start, end) if end > start else None, [])


def item(text: Text, nodes: list[Node], index: int, words: tuple[int, int], rectification: tuple[int, int] | None, states: list[Node]) -> Item:
    """One problem: its words without status and wrapper, its rectification without a closing verdict."""
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
    above = parents(text, node)
    shown_start = text.span(start, end)[0]
    number = text.words(*node.numbered) if node.numbered else None
    return Item(number, (start, end), rectification, above[0], above[1], said, is_marked, text.line(shown_start))


def state_words(words: str) -> bool:
    return bool(re.search(r"完成|整改|推进|坚持|销号|延期|办结", words))


def note_parents(nodes: list[Node], plain: str) -> None:
    """Tell each paragraph the nearest heading of a higher level before it."""
    latest: dict[int, Node] = {}
    for node in nodes:
        level = 9 if node.level is None else node.level
        node.above = next((latest[higher] for higher in range(level - 1, -1, -1) if higher in latest), None)
        if node.level is not None and not node.marker:
            latest = {higher: other for higher, other in latest.items() if higher < node.level} | {node.level: node}


def parents(text: Text, node: Node) -> tuple[str | None, str | None]:
    """The aspect and the heading that a problem stands under: the headings of higher levels that name a field, not a chapter."""
    titles, above = [], node.above
    while above is not None and not (titles and above.level == 0):
        title = title_of(text.plain, above)
        if not GENERIC.search(title):
            titles.append(text.words(above.body, above.body + len(COUNTED.sub("", title).rstrip("。"))))
        above = above.above
    return (titles[-1] if titles else None), (titles[0] if len(titles) > 1 else None)
