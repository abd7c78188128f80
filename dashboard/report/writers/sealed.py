"""What a report says of itself: under its title, at the head and foot of every page, and at its end."""

from dashboard import formats
from dashboard.report.document import Document
from dashboard.words import say


def header(document: Document) -> str:
    """Title and subtitle, for the head of every page but the first."""
    return "\u3000".join(part for part in (document.title, document.subtitle) if part)


def facts(document: Document) -> list[tuple[str, str]]:
    """What stands under the title: the document's facts, and for whom it was masked."""
    audience = [(say(document.language, "report_file.audience"), document.audience)] if document.audience else []
    return [*document.facts, *audience]


def line(document: Document) -> str:
    """The seal in one line, for the foot of every page."""
    language, seal = document.language, document.seal
    said = say(language, "report_file.line", edition=seal.edition, sha=seal.sha256[:12], made=seal.made_at[:16].replace("T", " "))
    if seal.as_of:
        said += say(language, "report_file.line_as_of", day=formats.day(seal.as_of, language))
    return said + (say(language, "report_file.line_demo") if document.is_demo else "")


def rows(document: Document) -> list[tuple[str, str, str]]:
    """The seal in full: (name, words, address to follow or empty) each."""
    language, seal = document.language, document.seal
    said = [
        ("edition", str(seal.edition), ""),
        ("sha256", seal.sha256, ""),
        ("as_of", formats.day(seal.as_of, language) if seal.as_of else "", ""),
        ("asked", seal.asked, ""),
        ("made_at", seal.made_at.replace("T", " "), ""),
        ("address", seal.address, seal.address),
        ("command", seal.command, ""),
    ]
    return [(say(language, f"report_file.{key}"), words, link) for key, words, link in said if words]
