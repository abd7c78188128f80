"""The text of a web page that people come for: title, date line and article, without navigation, counters and footers.

lxml keeps the page's own order and every word, so that offsets point into what is shown. It says what it meets and builds no tree:
a tree takes a hundred times the memory of a hostile page, and hours for a tag with many attributes. The article is found by where
the sentences are: the smallest part of the page that holds most of its text outside links.
"""

import re

from lxml import etree, html

BLOCKS = frozenset("p div tr li table dd dt ul ol dl h1 h2 h3 h4 h5 h6 blockquote article section header footer nav aside main form center tbody body".split())
DROPPED = frozenset("script style head noscript template select button input textarea iframe svg nav footer aside object".split())
SENTENCE = re.compile(r"[，。；：、,;]")
SURROUNDINGS = re.compile(r"(?i)(^|[-_ ])(nav|menu|foot|footer|bottom|crumb|breadcrumb|position|share|related|xgk|links?|copyright|sidebar|search|location)([-_ ]|$)")
DATED = re.compile(r"(?:19|20)\d\d\s*[-年./]\s*\d{1,2}\s*[-月./]\s*\d{1,2}")
HEADED = re.compile(r"整改|整改|巡[视視察]|通[报報]|公告|公示|[审審][计計]")
MOST_SHOWN = 1_000_000        # characters and lines, navigation included
DATE_NAMES = ("pubdate", "publishdate", "article:published_time", "publication_date", "date")


class TooMuch(ValueError):
    """A page that shows more than a notice can have around it."""


def page_text(source: str) -> tuple[str, dict[str, str]]:
    """The shown text of a page and what its head says (title, published); raises TooMuch."""
    page = Page()
    parser = html.HTMLParser(encoding="utf-8", recover=True, no_network=True, huge_tree=False, target=page)
    try:
        etree.fromstring(source.encode("utf-8", "replace"), parser=parser)
    except etree.LxmlError:
        return "", {}
    return "\n".join(chosen(page)), page.facts


class Line:
    """One line as the page shows it: its words, how much of them is links, and the block that it stands in."""

    __slots__ = ("words", "linked", "block", "is_heading", "is_aside")

    def __init__(self, block: int, is_heading: bool, is_aside: bool):
        self.words, self.linked, self.block, self.is_heading, self.is_aside = [], 0, block, is_heading, is_aside


class Page:
    """What the parser meets, gathered in lines. `parents` has for each block the one around it; block 0 is the page."""

    def __init__(self):
        self.facts, self.title, self.said, self.shown = {}, None, [], 0
        self.parents, self.path = [0], [(0, False, False)]
        self.lines, self.headings, self.asides, self.links, self.drops = [Line(0, False, False)], 0, 0, 0, 0

    def start(self, tag: str, attributes: dict) -> None:
        self.say()
        if tag == "meta":
            self.note(attributes)
        if tag == "title" and self.title is None:
            self.title = []
        self.drops += tag in DROPPED
        if self.drops:
            return
        self.links += tag == "a"
        if tag in BLOCKS:
            self.enter(tag in ("h1", "h2", "h3"), bool(SURROUNDINGS.search(f"{attributes.get('class', '')} {attributes.get('id', '')}")))
        elif tag == "br":
            self.begin()
        elif tag in ("td", "th") and self.lines[-1].words:
            self.lines[-1].words.append("\u3000")

    def end(self, tag: str) -> None:
        self.say()
        if tag == "title" and self.title and "title" not in self.facts:
            self.facts["title"] = " ".join("".join(self.title).split())
        if tag in DROPPED:
            self.drops -= 1
        elif not self.drops:
            self.links -= tag == "a"
            if tag in BLOCKS:
                self.leave()

    def data(self, words: str) -> None:
        if not self.drops:
            self.said.append(words)
        elif self.title is not None and "title" not in self.facts:
            self.title.append(words)

    def close(self) -> None:
        self.say()

    def note(self, attributes: dict) -> None:
        """What a meta element says of the day of publication."""
        name = (attributes.get("name") or attributes.get("property") or "").lower()
        if name in DATE_NAMES and attributes.get("content"):
            self.facts.setdefault("published", attributes["content"])

    def enter(self, is_heading: bool, is_aside: bool) -> None:
        self.path.append((len(self.parents), is_heading, is_aside))
        self.parents.append(self.path[-2][0])
        self.headings += is_heading
        self.asides += is_aside
        self.begin()

    def leave(self) -> None:
        _, is_heading, is_aside = self.path.pop()
        self.headings -= is_heading
        self.asides -= is_aside
        self.begin()

    def begin(self) -> None:
        """A new line; one that has no words yet gives way to it."""
        if not self.lines[-1].words:
            self.lines.pop()
        self.lines.append(Line(self.path[-1][0], self.headings > 0, self.asides > 0))

    def say(self) -> None:
        """Put what was met since the last tag into the line, its own line breaks taken out."""
        words = "".join(self.said)
        if not words:
            return
        self.said.clear()
        self.shown += len(words) + 1
        if self.shown > MOST_SHOWN:
            raise TooMuch
        self.lines[-1].words.append(re.sub(r"[\r\n]+[ \t]*", "", words))
        if self.links:
            self.lines[-1].linked += len(words.strip())


def chosen(page: Page) -> list[str]:
    """The article's lines, and before them the heading and the line that says when it was published."""
    told = [(line, text) for line in page.lines if (text := "".join(line.words).strip())]
    within = blocks_within(article_block(page.parents, told), page.parents)
    inside = [within[line.block] for line, _ in told]
    first = inside.index(True) if True in inside else 0
    kept = []
    for index, (line, text) in enumerate(told):
        if line.linked * 2 > len(text) or line.is_aside and not inside[index]:
            continue
        if inside[index] or index < first and (line.is_heading or DATED.search(text) or HEADED.search(text)):
            kept.append(text)
    return kept


def article_block(parents: list[int], told: list[tuple[Line, str]]) -> int:
    """The innermost block that holds at least 70 % of the page's sentences; 0, the page, where there are none."""
    weights = [0] * len(parents)
    for line, text in told:
        if not line.is_aside and line.linked * 2 <= len(text) and SENTENCE.search(text) and len(text) > 15:
            weights[line.block] += len(text)
    for block in range(len(parents) - 1, 0, -1):      # a block comes after the one around it
        weights[parents[block]] += weights[block]
    holding = [block for block, weight in enumerate(weights) if weights[0] and weight >= 0.7 * weights[0]]
    return holding[-1] if holding else 0


def blocks_within(article: int, parents: list[int]) -> list[bool]:
    """For each block whether it is the article or in it."""
    within = [article == 0] * len(parents)
    for block in range(1, len(parents)):
        within[block] = block == article or within[parents[block]]
    return within
