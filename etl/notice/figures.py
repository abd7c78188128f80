"""All figures of a notice, in order, each once: the first statement counts, a repetition is the same figure."""

import re
from bisect import bisect_left

from etl.days import chinese_number
from etl.notice import basis, completion, money, people, rules
from etl.notice.claims import Claim, Ledger
from etl.notice.clauses import segments
from etl.notice.model import Figure
from etl.notice.numbers import tokens
from etl.notice.outline import COUNTED, Node
from etl.notice.problems import Item
from etl.notice.text import Text

LATER = re.compile(r"下一步|下步|今后|后续|下阶段|下一阶段|工作打算|努力方向|下步工作")
SINCE = r"[^。;\d]{0,4}(?:据悉|据了解|据统计|据介绍|今年以来|去年以来|近年来|[两三]年来|近日)[^。;]{0,8}?"
LATER_ON = -1
THAT_PLACE = re.compile(rf"(?:{SINCE})?该[省市县区州旗][^,。;\d]{{0,10}}(?:\d|被巡|单位|党组织)")
WHOLE_PLACE = re.compile(rf"{SINCE}全[省市县区州旗国]")
FURNITURE = re.compile(r"浏览|点击|阅读|访问次数|索引号|来源:|发布(?:日期|时间)|字号|字体|打印|当前位置|首页")


def figures_of(text: Text, nodes: list[Node], items: list[Item], title_end: int, kind: str | None = None) -> list[Figure]:
    """The figures, with `of_problem` where they stand in a problem's rectification."""
    plain = text.plain
    counted = tokens(plain)
    starts = [token.start for token in counted]
    ledger, made = Ledger(kind == "回头看", kind == "审计"), []
    for start, end, problem in stretches(plain, nodes, items, title_end):
        ledger.new_paragraph()
        if problem == LATER_ON:
            made += planned_rules(plain, start, end, counted, starts)
        else:
            read_stretch(plain, start, end, counted, starts, ledger if problem is None else None, made, problem)
    made += [claimed(claim, on) for claim, on in basis.settled(ledger)] + counted_headings(plain, nodes)
    made.sort(key=lambda figure: (figure["start"], figure["end"]))
    return unique(text, made)


def stretches(plain: str, nodes: list[Node], items: list[Item], title_end: int) -> list[tuple[int, int, int | None]]:
    """What may hold figures: paragraphs before and after the problems, the rectifications, and chapters on what comes LATER_ON; not titles and problems."""
    out = [(item.rectification[0], item.rectification[1], index) for index, item in enumerate(items) if item.rectification]
    begins = [item.text[0] for item in items]
    later = False
    for node in nodes:
        if node.level == 0:
            later = bool(LATER.search(plain, node.start, min(node.end, node.start + 40)))
        if node.end <= title_end or node.end - node.start < 160 and FURNITURE.search(plain, node.start, node.end):
            continue
        if later:
            out.append((node.start, node.end, LATER_ON))
            continue
        last = bisect_left(begins, node.end) - 1        # the last problem that begins before the paragraph ends
        if last < 0 or (items[last].rectification or items[last].text)[1] <= node.start:
            out.append((node.start, node.end, None))
    return sorted(out, key=lambda each: each[:2])


def planned_rules(plain: str, start: int, end: int, counted: list, starts: list[int]) -> list[dict]:
    """What a chapter on what comes next states of the unit: rules that it plans; all else there is intended."""
    made, spoke_of_rules = [], False
    for segment in segments(plain, start, end, counted, starts):
        spoke_of_rules = rules.read_segment(segment, made, spoke_of_rules)
    return [figure for figure in made if figure["figure"] == "rules_planned"]


def read_stretch(plain: str, start: int, end: int, counted: list, starts: list[int], ledger, made: list[dict], problem: int | None) -> None:
    """Let each kind of figure read the segments; a bracket is told what it stands behind."""
    spoke_of_rules, outer_first, sentence = False, len(made), -1
    for segment in segments(plain, start, end, counted, starts):
        if plain[segment.start - 1:segment.start] not in (";", "("):
            sentence = segment.start
        if is_of_all(plain[sentence:sentence + 60], ledger) and sentence >= 0:
            continue
        first = len(made)
        is_bracket = bool(segment.places) and segment.places[0].depth > 0
        if not is_bracket:
            outer_first = first
        before = max((figure for figure in made[max(outer_first, len(made) - 50):] if figure["end"] <= segment.start), key=lambda figure: figure["end"], default=None) if is_bracket else None
        if ledger is not None:
            completion.read_segment(segment, ledger, plain[segment.start - 1:segment.start] not in (";", "("))
        money.read_segment(segment, made, before)
        people.read_segment(segment, made, before)
        spoke_of_rules = rules.read_segment(segment, made, spoke_of_rules)
        for figure in made[first:]:
            figure["of_problem"] = problem


def is_of_all(words: str, ledger) -> bool:
    """Whether a sentence counts for a whole county or province that the unit is in: what 该县 or, after the unit's own counts, 全省 did."""
    return bool(THAT_PLACE.match(words) or WHOLE_PLACE.match(words) and ledger is not None and any(claim.kind != "aspects" for claim in ledger.claims))


def claimed(claim: Claim, on: str | None) -> dict:
    return {"figure": claim.kind, "basis": on, "value": claim.value, "start": claim.start, "end": claim.end, "is_approximate": claim.place.token.is_approximate,
            "lumped_terms": claim.lumped, "is_part": claim.is_part}


def counted_headings(plain: str, nodes: list[Node]) -> list[dict]:
    """一、作风方面(3个问题): the total of one aspect."""
    found = ((node, COUNTED.search(plain, node.start, node.end)) for node in nodes if node.level in (0, 1) and node.end - node.start < 80)
    return [{"figure": "total", "basis": "feedback", "value": whole(match["n"]), "start": node.body, "end": match.end(), "is_part": True} for node, match in found if match]


def whole(numeral: str) -> int:
    return int(numeral) if numeral.isdigit() else chinese_number(numeral)


def unique(text: Text, made: list[dict]) -> list[Figure]:
    """Each figure once, with its words; in a problem's rectification, what adds to a headline figure is a part of it."""
    seen, out = set(), []
    headline = {(figure["figure"], figure.get("term")) for figure in made if figure.get("of_problem") is None}
    for figure in made:
        key = (figure["figure"], figure.get("basis"), figure["value"], figure.get("term"), figure.get("counts"))
        if key in seen:
            continue
        seen.add(key)
        start, end = text.span(figure["start"], figure["end"])
        is_part = figure.get("is_part", False) or figure.get("of_problem") is not None and key[0].startswith("funds_recovered") and (key[0], None) in headline
        out.append(Figure(figure["figure"], figure["value"], text.shown[start:end], start, end, figure.get("basis"), figure.get("term"), figure.get("verb"),
                          figure.get("counts"), figure.get("is_approximate", False), is_part, None, figure.get("lumped_terms"), figure.get("of_problem")))
    return out
