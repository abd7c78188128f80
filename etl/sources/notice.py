"""Notices: TXT, HTML, DOCX and PDF as canonical rows; what a notice lists is problems, what it says about itself is figures.

Like a ledger, a notice is first read (heavy, needs nothing but the file) and then split into rows once it is known who is who.
Personal data is masked before a row is made, character for character, so that every offset still points into the shown text.
"""

import re
from calendar import monthrange
from datetime import date
from pathlib import Path

from etl import masking
from etl.figure_units import unit_of
from etl.identity import Identity
from etl.notice import Notice, read
from etl.notice.model import Figure
from etl.notice.names import names
from etl.notice.reading import KINDS
from etl.notice.text import character_table
from etl.register import Ambiguous
from etl.sources import Issue, Reading, Rows
from etl.terms import Terms

__all__ = ["masked", "read", "reads", "split"]

ADDRESS = re.compile(r"(?:通[讯信]地址|联系地址|来信请寄|地址|邮寄地址)[:：]?(?P<address>[^，,。；;\n（(]{4,40})")


def reads(path: Path) -> bool:
    return path.suffix.lower() in KINDS


def masked(text: str) -> tuple[str, int]:
    """The text with names, telephones, addresses and identity numbers covered, each by as many characters; and how many there were."""
    count = 0
    for start, end, word in spots(text):
        text = text[:start] + (word + "＊" * (end - start))[:end - start] + text[end:]
        count += 1
    return text, count


def spots(text: str) -> list[tuple[int, int, str]]:
    """Where personal data stands, and by what it is covered."""
    text = text.translate(character_table())                 # one character for one, so the places are those of the text
    found = [(match.start(), match.end(), masking.word_for(match)) for match in masking.PERSONAL.finditer(text)] if masking.might_name(text) else []
    found += [(match.start("address"), match.end("address"), "［地址］") for match in ADDRESS.finditer(text)]
    found += [(start, end, "某某某") for start, end in names(text)]
    return sorted(set(found))


def split(notice: Notice, document: dict, identity: Identity, terms: Terms) -> Reading:
    """The canonical tables of one notice: its unit and inspection found again or made, problems, their progress, and figures."""
    shown, count = masked(notice.shown)
    document = document | {"kind": "notice", "title": masked(notice.title or document.get("title") or "")[0], "published_on": day(notice.published_on),
                           "as_of": day(notice.as_of) or document.get("as_of"), "encoding": notice.encoding, "media_type": notice.media_type, "standard": "claimed"}
    file = document.get("uri") or notice.source
    if notice.refusal:
        return Reading(document, {}, [Issue(file, "", "", "", f"一份整改通报：{notice.refusal}")])
    document["speaks_of"] = "、".join(name for name, rows in (("problems", notice.problems), ("figures", notice.figures)) if rows)
    facts = inspection_facts(notice)
    try:
        unit_id = identity.unit(notice.unit.name, unit_facts(notice))
    except Ambiguous as fits:
        return Reading(document, {}, [Issue(file, "", "unit_name", notice.unit.name, f"能确定的单位全称；这个名称在登记册中对应 {fits}")])
    if identity.is_unclear(unit_id, facts):
        return Reading(document, {}, [Issue(file, "", "inspections.round", "", "巡察起止日期或反馈日期；这个单位有多次巡察，不知是哪一次")])
    inspection_id = identity.inspection(unit_id, facts | {"document_id": document["document_id"], "locator": f"0-{len(shown)}"})
    document["inspection_id"] = inspection_id
    made = _Made(notice, shown, document, inspection_id)
    problems = made.problems(identity)
    texts = Rows({"document_id": [document["document_id"]], "inspection_id": [inspection_id], "text": [shown]}, [f"0-{len(shown)}"])
    tables = {"problems": problems, "progress": made.progress(problems), "figures": made.figures(terms), "texts": texts}
    return Reading(document, {name: rows for name, rows in tables.items() if len(rows)}, masked=count)


def day(iso: str | None) -> date | None:
    """An ISO day; of a month the last day."""
    if not iso:
        return None
    parts = [int(part) for part in iso.split("-")]
    return date(*parts) if len(parts) == 3 else date(*parts, monthrange(*parts)[1])


def unit_facts(notice: Notice) -> dict:
    """What the notice says of its unit, by column of `units`."""
    facts = {"party_body": notice.unit.party_body, "level": notice.unit.level}
    for place in re.findall(r"[\u4e00-\u9fff]{2,6}?(?:自治区|自治州|自治县|省|市|州|盟|区|县|旗)", notice.unit.region or ""):
        column = "province" if place.endswith(("省", "自治区")) else "county" if place.endswith(("区", "县", "旗")) or facts.get("city") else "city"
        facts.setdefault(column, place)
    return {name: value for name, value in facts.items() if value}


def inspection_facts(notice: Notice) -> dict:
    """What the notice says of the inspection, by column of `inspections`; a month alone is no day."""
    held = notice.inspection
    facts = {"kind": held.kind, "inspecting_body": held.inspecting_body, "round": held.round}
    for name in ("started_on", "ended_on", "feedback_on"):
        value = getattr(held, name)
        facts[name] = date.fromisoformat(value) if value and len(value) == 10 else None
    return {name: value for name, value in facts.items() if value}


class _Made:
    """The rows of one notice; texts are cut from the masked shown text, so nothing unmasked is written."""

    def __init__(self, notice: Notice, shown: str, document: dict, inspection_id: str):
        self.notice, self.shown, self.document, self.inspection_id = notice, shown, document, inspection_id
        self.source = document["document_id"]

    def basis(self) -> str:
        """Of what the listed problems are: of the refined items where their number is the items', else as fed back."""
        totals = {figure.basis: figure.value for figure in self.notice.figures if figure.figure == "total" and not figure.is_part}
        listed = len(self.notice.problems)
        return "item" if totals.get("item") == listed != totals.get("feedback") else "feedback"

    def numbers(self) -> list[str | None]:
        """The numbers of the problems, told apart by their aspect where every aspect counts from one."""
        printed = [problem.number for problem in self.notice.problems]
        aspects = list(dict.fromkeys(problem.aspect for problem in self.notice.problems))
        repeated = {number for number in printed if number and printed.count(number) > 1}
        told = [f"{aspects.index(problem.aspect) + 1}-{number}" if number in repeated else number for problem, number in zip(self.notice.problems, printed)]
        return [number if number is None or told[:index].count(number) == 0 else f"{number}#{index + 1}" for index, number in enumerate(told)]

    def problems(self, identity: Identity) -> Rows:
        listed, basis, numbers = self.notice.problems, self.basis(), self.numbers()
        texts = [self.shown[problem.start:problem.end] for problem in listed]
        keys = [(self.inspection_id, basis, number, text) for number, text in zip(numbers, texts)]
        ids = identity.problem_ids(dict.fromkeys(keys))
        return self.rows([f"{problem.start}-{problem.end}" for problem in listed], {
            "problem_id": [ids[key][0] for key in keys], "basis": [basis] * len(listed), "aspect": [problem.aspect and masked(problem.aspect)[0] for problem in listed],
            "heading": [problem.heading and masked(problem.heading)[0] for problem in listed], "number": numbers, "problem_text": texts,
            "status": [problem.status for problem in listed],
            "rectification_text": [self.shown[problem.rectification_start:problem.rectification_end] if problem.rectification_start is not None else None for problem in listed]})

    def progress(self, problems: Rows) -> Rows:
        """The stated statuses, as of the day up to which the notice counts, else of its publication."""
        as_of = self.document["as_of"] or self.document["published_on"]
        stated = [index for index, status in enumerate(problems.columns["status"]) if status and as_of]
        return self.rows([problems.locators[index] for index in stated], {name: [problems.columns[name][index] for index in stated] for name in ("problem_id", "status")}
                         | {"as_of": [as_of] * len(stated)})

    def figures(self, terms: Terms) -> Rows:
        """The figures, and the statements that are made in words only."""
        said = [figure_row(figure, terms) for figure in self.notice.figures]
        said += [{"figure": each.kind, "value": None if each.kind.startswith("all_") else 1.0, "start": each.start, "end": each.end} for each in self.notice.statements]
        named = [f"{self.source}-{row['start']}-{row['end']}-{row['figure']}" for row in said]      # by its place, so that a decision finds it again
        ids = [name if name not in named[:index] else f"{name}-{named[:index].count(name) + 1}" for index, name in enumerate(named)]
        for index, row in enumerate(said):
            row["part_of"] = ids[whole] if (whole := whole_of(said, index)) is not None else None
        names = ("figure", "basis", "term", "ways", "form", "term_class", "verb", "counts", "value", "unit", "part_of")
        return self.rows([f"{row['start']}-{row['end']}" for row in said], {name: [row.get(name) for row in said] for name in names} | {
            "figure_id": ids, "is_approximate": [row.get("is_approximate", False) for row in said], "evidence": [self.shown[row["start"]:row["end"]] for row in said],
            "evidence_start": [row["start"] for row in said], "evidence_end": [row["end"] for row in said]})

    def rows(self, locators: list[str], columns: dict[str, list]) -> Rows:
        length = len(locators)
        return Rows(columns | {"inspection_id": [self.inspection_id] * length, "document_id": [self.source] * length, "locator": locators}, locators)


def figure_row(figure: Figure, terms: Terms) -> dict:
    """One figure by column of `figures`, its term told its form."""
    row = {"figure": figure.figure, "basis": figure.basis, "verb": figure.verb, "counts": figure.counts, "value": float(figure.value), "unit": unit_of(figure.figure, figure.counts),
           "is_approximate": figure.is_approximate, "is_part": figure.is_part, "start": figure.start, "end": figure.end}
    if figure.term:
        ways = "、".join(figure.lumped_terms) if figure.lumped_terms else None
        form, term_class = terms.resolve(figure.term, ways)
        row |= {"term": figure.term, "ways": ways, "form": form, "term_class": term_class}
    return row


def whole_of(said: list[dict], index: int) -> int | None:
    """Which earlier figure a part belongs to: the nearest whole of its own kind, and for a sum surrendered the sum recovered."""
    if not said[index].get("is_part"):
        return None
    kinds = {said[index]["figure"]} | ({"funds_recovered"} if said[index]["figure"] == "funds_surrendered" else set())
    same_basis = [before for before in range(index) if said[before]["figure"] in kinds and not said[before].get("is_part") and said[before].get("basis") == said[index].get("basis")]
    if same_basis or not said[index].get("basis"):
        return same_basis[-1] if same_basis else None
    # A class of the problems (立行立改类264个, 其中完成259个) is part of their total; where no total is stated, of itself: it is no whole in any case.
    totals = [before for before in range(index) if said[before]["figure"] == "total" and not said[before].get("is_part") and said[before].get("basis") == said[index]["basis"]]
    return totals[-1] if totals else index
