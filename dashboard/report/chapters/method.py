"""How every number of the report is defined, what the statistics mean in two paragraphs, and what they do not say."""

from collections.abc import Iterable
from urllib.parse import parse_qs, urlsplit

from dashboard.reader import Reader
from dashboard.report import telling
from dashboard.report.document import Numbers, Paragraph, Run, Section, Table
from dashboard.report.telling import paragraph
from queries import Query, breakdowns, metrics

LIMITS = ("claimed", "denominators", "elapsed", "reading", "neutral", "alike")


def chapter(reader: Reader, sections: Iterable[Section]) -> Section:
    used = asked(sections)
    lines = [[query.title[reader.language], query.question[reader.language], query.caveat[reader.language] if query.caveat else None] for query in (*metrics(), *breakdowns()) if query.name in used]
    head = [reader.say(f"report.head_{name}") for name in ("metric", "question", "caveat")]
    statistics = tuple(paragraph(reader, reader.say(f"report.statistics_{name}")) for name in ("intervals", "peers"))
    limits = tuple(paragraph(reader, reader.say(f"report.limit_{name}"), style="item") for name in LIMITS)
    definitions = telling.table(head, lines, reader.say("report.definitions"), weights=(1.4, 2.6, 4), note=reader.say("report.definitions_note"))
    return Section(reader.say("report.method"), (), (Section(reader.say("report.definitions"), (definitions,)), Section(reader.say("report.statistics"), statistics),
                                                      Section(reader.say("report.limits"), limits)), is_appendix=True)


def asked(sections: Iterable[Section]) -> set[str]:
    """The names of the queries that numbers of these sections lead to."""
    return {parse_qs(urlsplit(run.link).query)["of"][0] for _, run in linked(sections)}


def linked(sections: Iterable[Section]) -> Iterable[tuple[str, Run]]:
    """Every number that leads to its evidence, with the heading that it stands under, in the order of the text."""
    for section in sections:
        for block in section.blocks:
            for run in _runs(block):
                if run.link.startswith("trace?"):
                    yield section.heading, run
        yield from linked(section.sections)


def _runs(block: object) -> Iterable[Run]:
    if isinstance(block, Paragraph):
        yield from block.runs
    elif isinstance(block, Table):
        yield from (run for row in block.rows for cell in row for run in cell)
    elif isinstance(block, Numbers):
        yield from (Run(number.value, link=number.link) for number in block.numbers if number.link)


def query(name: str) -> Query:
    return next(each for each in (*metrics(), *breakdowns()) if each.name == name)
