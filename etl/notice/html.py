"""The text of a web page that people come for: title, date line and article, without navigation, counters and footers.

lxml keeps the page's own order and every word, so that offsets point into what is shown. The article is found by where the
sentences are: the smallest part of the page that holds most of its text outside links.
"""

import re

from lxml import etree, html

BLOCKS = frozenset("p div tr li table dd dt ul ol dl h1 h2 h3 h4 h5 h6 blockquote article section header footer nav aside main form center tbody body".split())
DROPPED = frozenset("script style head noscript template select button input textarea iframe svg nav footer aside object".split())
SENTENCE = re.compile(r"[，。；：、,;]")
SURROUNDINGS = re.compile(r"(?i)(^|[-_ ])(nav|menu|foot|footer|bottom|crumb|breadcrumb|position|share|related|xgk|links?|copyright|sidebar|search|location)([-_ ]|$)")
DATED = re.compile(r"(?:19|20)\d\d\s*[-年./]\s*\d{1,2}\s*[-月./]\s*\d{1,2}")
HEADED = re.compile(r"整改|整改|巡[视視察]|通[报報]|公告|公示|[审審][计計]")
MOST_DEPTH = 2000
DATE_NAMES = ("pubdate", "publishdate", "article:published_time", "publication_date", "date")


def page_text(data: bytes | str, encoding: str | None = None) -> tuple[str, dict[str, str]]:
    """The shown text of a page and what its head says (title, published)."""
    parser = html.HTMLParser(encoding="utf-8", recover=True, no_network=True, remove_comments=True, remove_pis=True, huge_tree=False)
    source = data if isinstance(data, str) else data.decode(encoding or "utf-8", "replace")
    try:
        root = html.document_fromstring(source.encode("utf-8", "replace"), parser=parser)
    except (etree.LxmlError, ValueError):
        return "", {}
    facts = head_facts(root)
    lines = page_lines(root)
    return "\n".join(chosen(lines)), facts


def head_facts(root) -> dict[str, str]:
    facts = {}
    for meta in root.iter("meta"):
        name = (meta.get("name") or meta.get("property") or "").lower()
        if name in DATE_NAMES and meta.get("content"):
            facts.setdefault("published", meta.get("content"))
    title = root.find(".//title")
    if title is not None and title.text:
        facts["title"] = " ".join(title.text.split())
    return facts


class Line:
    """One line as the page shows it: its words, how much of them is links, and the blocks that it stands in."""

    __slots__ = ("words", "linked", "within", "is_heading", "is_aside")

    def __init__(self, within: tuple[int, ...], is_heading: bool, is_aside: bool):
        self.words, self.linked, self.within, self.is_heading, self.is_aside = [], 0, within, is_heading, is_aside


def page_lines(root) -> list[Line]:
    """The lines of a page in order, those with words."""
    walk = _Walk()
    for event, node in etree.iterwalk(root, events=("start", "end")):
        (walk.enter if event == "start" else walk.leave)(node, node.tag if isinstance(node.tag, str) else "")
    return [line for line in walk.lines if "".join(line.words).strip()]


class _Walk:
    """A walk over the page without recursion, since a page may nest as deep as it likes."""

    def __init__(self):
        self.lines, self.path, self.headings, self.asides, self.links, self.drops = [Line((), False, False)], [], 0, 0, 0, 0

    def enter(self, node, tag: str) -> None:
        self.drops += tag in DROPPED
        if self.drops or len(self.path) > MOST_DEPTH:
            return
        self.links += tag == "a"
        if tag in BLOCKS:
            self.path.append(id(node))
            self.headings += tag in ("h1", "h2", "h3")
            self.asides += is_surroundings(node)
        if tag in BLOCKS or tag == "br":
            self.begin()
        elif tag in ("td", "th") and self.lines[-1].words:
            self.lines[-1].words.append("\u3000")
        say(self.lines[-1], node.text, self.links)

    def leave(self, node, tag: str) -> None:
        if tag in DROPPED:
            self.drops -= 1
        elif not self.drops and len(self.path) <= MOST_DEPTH + 1:
            self.links -= tag == "a"
            if tag in BLOCKS and self.path and self.path[-1] == id(node):
                self.path.pop()
                self.headings -= tag in ("h1", "h2", "h3")
                self.asides -= is_surroundings(node)
                self.begin()
        if not self.drops:
            say(self.lines[-1], node.tail, self.links)

    def begin(self) -> None:
        self.lines.append(Line(tuple(self.path), self.headings > 0, self.asides > 0))


def is_surroundings(node) -> bool:
    return bool(SURROUNDINGS.search(f"{node.get('class') or ''} {node.get('id') or ''}"))


def say(line: Line, words: str | None, links: int) -> None:
    if words:
        line.words.append(re.sub(r"[\r\n]+[ \t]*", "", words))
        if links:
            line.linked += len(words.strip())


def chosen(lines: list[Line]) -> list[str]:
    """The article's lines, and before them the heading and the line that says when it was published."""
    texts = ["".join(line.words).strip() for line in lines]
    article = article_block(lines, texts)
    inside = [article in line.within if article else True for line in lines]
    first = inside.index(True) if True in inside else 0
    kept = []
    for index, (line, text) in enumerate(zip(lines, texts)):
        if line.linked * 2 > len(text) or line.is_aside and not inside[index]:
            continue
        if inside[index] or index < first and (line.is_heading or DATED.search(text) or HEADED.search(text)):
            kept.append(text)
    return kept


def article_block(lines: list[Line], texts: list[str]) -> int | None:
    """The innermost block that holds at least 70 % of the page's sentences."""
    weights: dict[int, int] = {}
    order: dict[int, int] = {}
    total = 0
    for line, text in zip(lines, texts):
        weight = len(text) if not line.is_aside and line.linked * 2 <= len(text) and SENTENCE.search(text) and len(text) > 15 else 0
        total += weight
        for depth, block in enumerate(line.within[:200]):
            weights[block] = weights.get(block, 0) + weight
            order[block] = depth
    holding = [block for block, weight in weights.items() if total and weight >= 0.7 * total]
    return max(holding, key=order.get, default=None)
