"""A report as plain values for the Typst files beside this: what to set, in which sizes, with every text as data."""

from collections.abc import Iterator
from dataclasses import asdict

from dashboard.report.document import Document, Number, Paragraph, Picture, Run, Table
from dashboard.report.writers import columns, figures, qr, sealed
from dashboard.report.writers.briefing import WIDTHS, side_by_side
from dashboard.report.writers.cleaning import safe_link
from dashboard.report.writers.look import INK, PAPER, QUIET, RULE, TABLE_LINE, TABLE_SIDE, TABLE_SPACE, TURNED, Look, contents
from dashboard.report.writers.numbering import Captioned, Heading, Part
from dashboard.words import say

# A row with a longer cell than this may be parted by the end of a page; a shorter one never is.
LONG_CELL = 400


def data(document: Document, looks: Look, pieces: list[Part], scale: float, families: dict[str, tuple[str, ...]], reserve: float) -> dict[str, object]:
    language = document.language
    return {
        "language": language,
        "title": document.title,
        "title_width": columns.balanced(document.title, looks.title, text_widths(looks)[0]),
        "subtitle": document.subtitle,
        "header": sealed.header(document),
        "facts": sealed.facts(document),
        "keywords": document.keywords,
        "mark": say(language, "report_file.demo") if document.is_demo else "",
        "mark_size": min(84.0, 460.0 / columns.em(say(language, "report_file.demo"))),
        "words": {"contents": say(language, "report_file.contents"), "colon": say(language, "report_file.colon")},
        "look": asdict(looks),
        "turned": TURNED,
        "contents": contents(sum(isinstance(piece, Heading) and piece.level <= 2 for piece in pieces)),
        "scale": scale,
        "reserve": reserve,
        "cell": {"line": TABLE_LINE, "space": TABLE_SPACE, "side": TABLE_SIDE},
        "colours": {"quiet": QUIET, "ink": INK, "rule": RULE},
        "families": families,
        "seal": _seal(document),
        "parts": [_part(piece, document, looks) for piece in side_by_side(document, pieces)],
    }


def _seal(document: Document) -> dict[str, object]:
    return {
        "line": sealed.line(document),
        "code": qr.svg(document.seal.address),
        "scan": say(document.language, "report_file.scan"),
        "address": document.seal.address,
        "link": safe_link(document.seal.address),
        "facts": [(name, columns.breaking(words, 24), safe_link(link)) for name, words, link in sealed.rows(document)],
    }


def _part(piece: Part | list[Captioned], document: Document, looks: Look) -> dict[str, object]:
    if isinstance(piece, list):
        return {"kind": "pictures", "pictures": [_picture(each, document, looks, WIDTHS[len(piece)]) for each in piece]}
    if isinstance(piece, Heading):
        return {"kind": "heading", "level": piece.level, "text": piece.whole}
    if isinstance(piece, Paragraph):
        return {"kind": "paragraph", "style": piece.style, "runs": list(_runs(piece.runs, 30))}
    if isinstance(piece, Captioned):
        return _table(piece, looks) if isinstance(piece.block, Table) else _picture(piece, document, looks)
    return {"kind": "numbers", "across": columns.across(piece), "numbers": [_number(number, looks, columns.across(piece)) for number in piece.numbers]}


def _runs(runs: tuple[Run, ...], capacity: float) -> Iterator[dict[str, object]]:
    """capacity: em that a line holds; wider words get places to break."""
    for run in runs:
        yield {"text": columns.breaking(run.text, capacity), "bold": run.bold, "link": safe_link(run.link), "quiet": run.tone == "quiet"}


def _number(number: Number, looks: Look, across: int) -> dict[str, object]:
    room = text_widths(looks)[0] * columns.POINTS_PER_MM / across - 14
    value = looks.number if columns.is_figure(number.value) else looks.caption * 0.92
    sizes = {"label": looks.small, "value": value, "note": looks.small}
    return {"size": value} | {name: columns.breaking(getattr(number, name), room / size) for name, size in sizes.items()} | {"link": safe_link(number.link)}


def _table(piece: Captioned, looks: Look) -> dict[str, object]:
    table: Table = piece.block
    fit = columns.fit(table, looks.table, *text_widths(looks))
    return {
        "kind": "table",
        "caption": piece.caption,
        "note": table.note,
        "align": table.align,
        "widths": fit.widths,
        "size": fit.size,
        "is_turned": fit.is_turned,
        "is_short": columns.is_short(table),
        "head": [columns.breaking(head, room) for head, room in zip(table.head, fit.capacity, strict=True)],
        "rows": [
            {
                "is_long": any(len(columns.words_of(cell)) > LONG_CELL for cell in row),
                "cells": [list(_runs(cell, room)) for cell, room in zip(row, fit.capacity, strict=True)],
            }
            for row in table.rows
        ],
    }


def text_widths(looks: Look) -> tuple[float, float]:
    """mm between the margins of a page that stands, and of one that lies."""
    return PAPER[0] - looks.margins[2] - looks.margins[3], PAPER[1] - TURNED[2] - TURNED[3]


def _picture(piece: Captioned, document: Document, looks: Look, width: int | None = None) -> dict[str, object]:
    """Its width on paper in mm: the text's, or what its pixels are of the full width; less where it would be higher than most of a page."""
    picture: Picture = piece.block
    drawn = figures.svg(picture, document.language, width)
    wide, high = figures.size(drawn)
    most = (PAPER[1] - looks.margins[0] - looks.margins[1]) * 0.8
    return {
        "kind": "picture",
        "svg": figures.set_here(drawn),
        "caption": piece.caption,
        "alt": picture.alt,
        "note": picture.note,
        "width": min(text_widths(looks)[0] * min(1.0, wide / figures.FULL), most * wide / high),
    }
