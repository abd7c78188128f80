"""A published notice becomes records: every figure, problem and day with the span of shown text that says it.

    read(path) -> Notice      deterministic, offline; what is no notice comes back with the reason, never as an error
    as_json(notice) -> dict   with the keys of `duibiao read --json`
"""

import re
from pathlib import Path

from etl.notice import genre, inspection, outline, problems
from etl.notice.figures import figures_of
from etl.notice.model import Notice, Problem
from etl.notice.reading import KINDS, Read, Refused, read_file
from etl.notice.statements import statements_of
from etl.notice.status import status_of_item
from etl.notice.text import Text, text_of
from etl.notice.unit import unit_of

__all__ = ["Notice", "as_json", "read", "read_text"]

TITLE = re.compile(r"^(?=.{6,120}$)[^。;]{0,100}?(?:巡[视察]|审计|回头看|整改)[^。;]{0,60}?(?:通报|公告|公示|报告|情况|通告|情况公开|情况的?说明|综述|的函|方案|办法[^。;]{0,6})(?:[(][^()]{0,30}[)])?$")
RUN_ON = re.compile(r"^[^。;,\n]{6,80}?(?:通报|公告|公示|报告|情况)(?=根据|按照|经[^营]|为[^民]|20\d\d年|自20)")
HEADER = re.compile(r"^(?:标\s*题|名\s*称)[:\s]*")
PAGE_DATE = 1500
OPENING = 1200


def read(path: Path | str) -> Notice:
    """One file. A file that cannot be read or is no notice has `refusal`; nothing else is raised but OSError."""
    path = Path(path)
    media_type = KINDS.get(path.suffix.lower())
    try:
        return read_text(read_file(path), path.name, media_type)
    except Refused as reason:
        return Notice(path.name, refusal=str(reason), media_type=media_type)


def read_text(file: Read, source: str, media_type: str | None = None) -> Notice:
    """A text that has been read already."""
    text = text_of(file.shown)
    plain = text.plain
    nodes = outline.nodes_of(text)
    title, title_end = title_of(plain, nodes, file.facts)
    opening = plain[title_end:title_end + OPENING]
    kind = inspection.kind_of(title, opening)
    if early := genre.early_refusal(plain, kind):
        return Notice(source, text.shown, title or None, early, file.encoding, media_type)
    front = plain[:min(title_end + 200, PAGE_DATE)]
    published = inspection.published_day(front, plain[-300:], file.facts)
    held = inspection.inspection_of(title, opening, kind, published)
    unit = unit_of(title, opening[:400], signature_of(plain), plain[:title_end + 120], held.inspecting_body)
    body = [node for node in nodes if node.end > title_end]
    items = problems.items_of(text, body)
    figures = figures_of(text, body, items, title_end, kind)
    results = sum(figure.figure not in ("aspects", "total") for figure in figures)
    refusal = genre.refusal_of(plain, title or file.facts.get("title", ""), bool(unit.name), results, len(items))
    if refusal:
        return Notice(source, text.shown, title, refusal, file.encoding, media_type)
    return Notice(source, text.shown, title, None, file.encoding, media_type, unit, held, published,
                  inspection.as_of_day(plain, published, held.feedback_on), tuple(figures), tuple(problem_of(text, item) for item in items),
                  tuple(statements_of(text, body, items, figures)))


def title_of(plain: str, nodes: list, facts: dict[str, str]) -> tuple[str, int]:
    """The title, joined where it takes two lines, and where it ends in plain."""
    best = ("", 0)
    for index, node in enumerate(nodes[:14]):
        line = HEADER.sub("", plain[node.start:node.end])
        if found := RUN_ON.match(line):
            return found[0], node.end - len(line) + found.end()
        if node.level is not None and best[0]:
            break
        if node.level is None and not re.search(r"[>|]|网站|首页|当前位置", line) and TITLE.match(line):
            above = plain[nodes[index - 1].start:nodes[index - 1].end] if index else ""
            if re.match(r"(?:中共|中国共产党)?关于", line) and 0 < len(above) < 40 and not best[0] and not re.search(r"[:>]|\d{4}", above):
                line = above + line                       # the unit stands on a line of its own
            if len(line) >= len(best[0]) or not best[0] or re.match(r"关于", best[0]):
                best = (line, node.end)
        if node.end - node.start > 120:
            break
    return best


def signature_of(plain: str) -> str:
    """The last line that is an office's name and nothing else."""
    for line in reversed(plain[-400:].split("\n")):
        line = line.strip()
        if 4 <= len(line) <= 60 and not re.search(r"[。:：,，;]|\d", line) and re.search(r"委|局|院|校|公司|党|会|厅|中心|府|处|站|队|办", line):
            return line
    return ""


def problem_of(text: Text, item: problems.Item) -> Problem:
    start, end = text.span(*item.text)
    first, last = text.span(*item.rectification) if item.rectification else (None, None)
    return Problem(item.number, text.words(*item.text), text.words(*item.rectification) if item.rectification else None, item.aspect, item.heading,
                   status_of_item(item.status_words, item.is_marked), start, end, first, last, item.line)


def as_json(notice: Notice) -> dict:
    """The record of one file as `duibiao read --json` prints it."""
    unit, held = notice.unit, notice.inspection
    return {
        "source": notice.source, "is_notice": notice.is_notice, "refusal": notice.refusal,
        "unit": {"name": unit.name, "party_body": unit.party_body, "region": unit.region, "level": unit.level},
        "inspection": {"kind": held.kind, "inspecting_body": held.inspecting_body, "round": held.round, "started_on": held.started_on,
                       "ended_on": held.ended_on, "feedback_on": held.feedback_on},
        "notice": {"title": notice.title, "published_on": notice.published_on, "as_of": notice.as_of},
        "figures": [figure_json(figure) for figure in notice.figures],
        "problems": [{"aspect": problem.aspect, "heading": problem.heading, "number": problem.number, "text": problem.text, "status": problem.status,
                      "rectification": problem.rectification, "line": problem.line, "start": problem.start, "end": problem.end} for problem in notice.problems],
        "statements": [{"statement": each.kind, "evidence": each.evidence, "start": each.start, "end": each.end} for each in notice.statements],
    }


def figure_json(figure) -> dict:
    """A figure with the keys that its kind has."""
    said = {"figure": figure.figure, "value": figure.value, "evidence": figure.evidence, "start": figure.start, "end": figure.end, "approx": figure.is_approximate}
    for key, value in (("basis", figure.basis), ("verb", figure.verb)):
        if value:
            said[key] = value
    if figure.figure == "discipline":
        said |= {"term": figure.term, "counts": figure.counts, "lumped_terms": list(figure.lumped_terms) if figure.lumped_terms else None}
    if figure.lumped_terms:
        said["lumped_terms"] = list(figure.lumped_terms)
    return said | {"part_of_total": figure.is_part}
