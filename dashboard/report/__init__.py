"""单位整改情况分析报告 and the briefing for leaders: what an office signs, from the same answers as the pages."""

from dashboard import filters, formats, labels
from dashboard.reader import Reader
from dashboard.report import chapters, one_page
from dashboard.report.addresses import absolute
from dashboard.report.chapters import method, sources
from dashboard.report.document import Document, Seal, Section
from dashboard.report.subject import Subject

__all__ = ["briefing", "compose"]
# More units than this are counted under the title and not named.
MOST_NAMED = 12


def compose(reader: Reader, subject: Subject, seal: Seal) -> Document:
    """The whole report. Every number has an absolute address of its evidence, under that of the seal."""
    asking = subject.asking
    told = [section for chapter in chapters.CHAPTERS if (section := chapter(asking, subject))]
    appendices = [method.chapter(asking, told), sources.chapter(asking, subject, told)]
    return _document(reader, subject, seal, "report", [*told, *appendices])


def briefing(reader: Reader, subject: Subject, seal: Seal) -> Document:
    """One page of A4: five numbers, three pictures, and what is to be decided."""
    return _document(reader, subject, seal, "briefing", one_page.sections(subject.asking, subject))


def _document(reader: Reader, subject: Subject, seal: Seal, kind: str, sections: list[Section]) -> Document:
    title = reader.say(f"report.title_{kind}", name=subject.name)
    return Document(
        kind=kind, name=title.replace("/", "_"), title=title, language=reader.language, seal=seal,
        subtitle=reader.say("report.subtitle", day=formats.day(subject.scope.as_of, reader.language)),
        facts=tuple(_facts(reader, subject)), sections=absolute(sections, seal.address), is_demo=reader.edition.is_demo,
        audience=reader.say("report.for_public") if subject.is_public else "", keywords=(subject.name, reader.say("report.keyword")))


def _facts(reader: Reader, subject: Subject) -> list[tuple[str, str]]:
    """What the numbers are about, under the title."""
    units = subject.name if subject.kind == "unit" else reader.say("card.units", n=len(subject.unit_ids))
    bases = reader.say("grammar.comma").join(labels.basis(reader, basis) for basis in subject.scope.bases) or reader.say("scope.no_basis")
    return [(reader.say("report.fact_units"), units), *((name, values) for field, name, values in filters.described(subject.chosen) if field not in _unsaid(subject)),
            (reader.say("filter.as_of"), formats.day(subject.scope.as_of, reader.language)), (reader.say("filter.standard"), labels.label(reader, "standard", subject.scope.standard)),
            (reader.say("filter.basis"), bases)]


def _unsaid(subject: Subject) -> set[str]:
    """Parts of the question that stand there anyway, that a report of one unit does not keep, that are too long, or not for the public."""
    found = {"as_of", "standard", "basis"} | ({"units", "regions", "sectors", "levels"} if subject.kind == "unit" else set())
    found |= {"units"} if len(subject.unit_ids) > MOST_NAMED else set()
    return found | ({"aspects"} if subject.is_public else set())
