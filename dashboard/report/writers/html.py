"""A report as one page of HTML: nothing from outside, no script, readable in an old browser, and laid out for A4 when printed."""

import base64
import re
from collections.abc import Iterable, Iterator
from html import escape
from pathlib import Path

from dashboard.report.document import Document, Number, Numbers, Paragraph, Run, Table
from dashboard.report.writers import briefing, columns, figures, qr, sealed
from dashboard.report.writers.briefing import side_by_side
from dashboard.report.writers.cleaning import safe_link
from dashboard.report.writers.numbering import Captioned, Heading, Part, parts
from dashboard.words import say

STYLE = Path(__file__).with_name("report.css")
POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'"
LANGUAGES = {"zh": "zh-CN", "en": "en-GB"}
CLASSES = {"body": "body", "note": "note", "item": "item"}


def write(document: Document) -> bytes:
    """The file, UTF-8."""
    return "\n".join(_page(document)).encode()


def _page(document: Document) -> Iterator[str]:
    language, pieces = document.language, list(parts(document))
    yield "<!DOCTYPE html>"
    yield f'<html lang="{LANGUAGES[language]}">'
    yield f'<head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="{POLICY}">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="referrer" content="no-referrer">'
    yield f'<title>{escape(sealed.header(document))}</title><meta name="description" content="{escape(sealed.line(document))}">'
    yield f"<style>{STYLE.read_text(encoding='utf-8')}{_paper(document)}</style></head>"
    yield f'<body class="{document.kind} {language}{" demo" if document.is_demo else ""}"><a class="skip" href="#text">{_said(document, "skip")}</a>'
    yield from _front(document)
    if document.kind == "report":
        yield from _contents(document, pieces)
    yield '<main id="text">'
    yield from _text(document, pieces)
    yield "</main>"
    yield from _seal(document)
    yield "</body></html>"


def _said(document: Document, key: str) -> str:
    return escape(say(document.language, f"report_file.{key}"))


def _paper(document: Document) -> str:
    """The foot of printed pages and the mark of invented data, as strings of CSS; the words are ours and the seal's."""
    foot = f'@page {{ @bottom-left {{ content: {_string(sealed.line(document))}; }} }}'
    return foot + (f".demo::before {{ content: {_string(say(document.language, 'report_file.demo'))}; }}" if document.is_demo else "")


def _string(text: str) -> str:
    """A string of CSS: whatever is not a letter or a digit as its number."""
    return '"' + "".join(letter if letter.isalnum() else f"\\{ord(letter):x} " for letter in text) + '"'


def _front(document: Document) -> Iterator[str]:
    yield f"<header><h1>{_lines(document.title)}</h1>"
    if document.subtitle:
        yield f'<p class="subtitle">{_lines(document.subtitle)}</p>'
    if document.is_demo:
        yield f'<p class="mark">{_said(document, "demo")}</p>'
    facts = sealed.facts(document)
    if facts:
        yield f'<table class="facts"><caption class="aside">{_said(document, "about")}</caption>'
        yield from (f'<tr><th scope="row">{escape(name)}</th><td>{_lines(words)}</td></tr>' for name, words in facts)
        yield "</table>"
    yield "</header>"


def _contents(document: Document, pieces: list[Part]) -> Iterator[str]:
    yield f'<nav aria-labelledby="contents"><h2 id="contents">{_said(document, "contents")}</h2><ul>'
    for piece in pieces:
        if isinstance(piece, Heading) and piece.level <= 2:
            yield f'<li class="level{piece.level}"><a href="#{piece.anchor}">{escape(piece.whole)}</a></li>'
    yield "</ul></nav>"


def _text(document: Document, pieces: list[Part]) -> Iterator[str]:
    """Points that follow one another are one list."""
    in_list = False
    for index, piece in enumerate(side_by_side(document, pieces)):
        is_item = isinstance(piece, Paragraph) and piece.style == "item"
        if is_item != in_list:
            yield "<ul>" if is_item else "</ul>"
        in_list = is_item
        yield _piece(document, piece, f"f{index}-")
    if in_list:
        yield "</ul>"


def _piece(document: Document, piece: Part | list[Captioned], prefix: str) -> str:
    if isinstance(piece, list):
        cells = (f'<td>{_picture(document, each, f"{prefix}{index}-", briefing.WIDTHS[len(piece)])}</td>' for index, each in enumerate(piece))
        return f'<table class="row" role="presentation"><tr>{"".join(cells)}</tr></table>'
    if isinstance(piece, Heading):
        level = min(piece.level + 1, 6)
        return f'<h{level} id="{piece.anchor}">{escape(piece.whole)}</h{level}>'
    if isinstance(piece, Paragraph):
        tag = "li" if piece.style == "item" else "p"
        return f'<{tag} class="{CLASSES[piece.style]}">{_runs(piece.runs)}</{tag}>'
    if isinstance(piece, Numbers):
        return f'<div class="numbers">{"".join(map(_number, piece.numbers))}</div>'
    return _table(piece) if isinstance(piece.block, Table) else _picture(document, piece, prefix)


def _runs(runs: Iterable[Run]) -> str:
    return "".join(map(_run, runs))


def _run(run: Run) -> str:
    made, link = _lines(run.text), safe_link(run.link)
    made = f"<strong>{made}</strong>" if run.bold else made
    made = f'<span class="quiet">{made}</span>' if run.tone == "quiet" else made
    return f'<a href="{escape(link)}">{made}</a>' if link else made


def _lines(text: str) -> str:
    return escape(text).replace("\n", "<br>")


def _number(number: Number) -> str:
    value = _run(Run(number.value, link=number.link))
    note = f'<span class="note">{_lines(number.note)}</span>' if number.note else ""
    kind = "value" if columns.is_figure(number.value) else "value reason"
    return f'<div class="number"><span class="label">{_lines(number.label)}</span><span class="{kind}">{value}</span>{note}</div>'


def _table(piece: Captioned) -> str:
    table: Table = piece.block
    sides = [' class="end"' if index < len(table.align) and table.align[index] == "end" else "" for index in range(len(table.head))]
    head = "".join(f'<th scope="col"{side}>{_lines(words)}</th>' for words, side in zip(table.head, sides, strict=True))
    cells = ("".join(f"<td{side}>{_runs(cell)}</td>" for cell, side in zip(row, sides, strict=True)) for row in table.rows)
    rows = "".join(f"<tr>{row}</tr>\n" for row in cells)
    caption = f"<caption>{escape(piece.caption)}</caption>" if piece.caption else ""
    note = f'<p class="note">{_lines(table.note)}</p>' if table.note else ""
    fit = columns.fit(table, 10.5, 190, 400)
    widths = "".join(f'<col style="width:{width:.1%}">' for width in fit.widths)
    kind = "data many" if fit.is_turned else "data"
    opened = f'<table class="{kind}" style="min-width:{columns.least(table):.0f}em">{caption}<colgroup>{widths}</colgroup>'
    return f'<div class="wide" tabindex="0">{opened}<thead><tr>{head}</tr></thead><tbody>\n{rows}</tbody></table></div>{note}'


def _picture(document: Document, piece: Captioned, prefix: str, width: int | None = None) -> str:
    drawn = figures.svg(piece.block, document.language, width)
    caption = f"<figcaption>{escape(piece.caption)}</figcaption>" if piece.caption else ""
    note = f'<p class="note">{_lines(piece.block.note)}</p>' if piece.block.note else ""
    wide = figures.size(drawn)[0]
    image = f'<div class="picture" role="img" aria-label="{escape(piece.block.alt)}" style="max-width:{wide:.0f}px">{_own_names(drawn, prefix)}</div>'
    return f"<figure>{image}{caption}{note}</figure>"


def _own_names(drawn: str, prefix: str) -> str:
    """The picture's names within the page: two pictures may each have a clip path called 'a'."""
    drawn = re.sub(r"<\?xml.*?\?>\s*", "", drawn)
    drawn = re.sub(r'(?<=\sid=")(?=[^"]+")', prefix, drawn)
    return re.sub(r'(?<=url\(#)|(?<=href="#)', prefix, drawn)


def _seal(document: Document) -> Iterator[str]:
    code = base64.b64encode(qr.png(document.seal.address)).decode()
    scan = _said(document, "scan")
    yield f'<footer><h2>{_said(document, "source")}</h2><figure class="code">'
    yield f'<img src="data:image/png;base64,{code}" width="132" height="132" alt="{scan} {escape(document.seal.address)}"><figcaption>{scan}</figcaption></figure>'
    yield f'<table class="facts"><caption class="aside">{_said(document, "source")}</caption>'
    for name, words, link in sealed.rows(document):
        yield f'<tr><th scope="row">{escape(name)}</th><td>{_run(Run(words, link=link))}</td></tr>'
    yield f'</table><p class="line">{escape(sealed.line(document))}</p></footer>'
