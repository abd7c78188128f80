"""Words of a report: messages of the catalogue in which numbers keep the way to where they come from."""

import string
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Literal

from dashboard import formats, tables, tracing, words
from dashboard.reader import Reader
from dashboard.report.document import Paragraph, Run, Table
from queries import Query
from queries.export.audience import COVER

Words = str | Run | tuple[Run, ...]


def say(reader: Reader, key: str, **values: object) -> tuple[Run, ...]:
    """One message as runs: a value that is runs already stays what it is. `n` chooses between one and many, as in `words.say`."""
    text = words.catalogue(reader.language)[key]
    if " | " in text:
        one, many = text.split(" | ", 1)
        text = one if runs(values.get("n", ""))[0].text == "1" else many
    parts: list[Run] = []
    for literal, name, form, _ in string.Formatter().parse(text):
        parts += [Run(literal)] if literal else []
        if name:
            value = values[name]
            parts += runs(value) if isinstance(value, Run | tuple) else [Run(format(value, form or ""))]
    return merged(parts)


def runs(value: object) -> tuple[Run, ...]:
    return value if isinstance(value, tuple) else (value if isinstance(value, Run) else Run(str(value)),)


def merged(parts: Iterable[Run]) -> tuple[Run, ...]:
    """Neighbours of one kind as one run; empty ones left out."""
    found: list[Run] = []
    for run in parts:
        if found and not run.link and not found[-1].link and (run.bold, run.tone) == (found[-1].bold, found[-1].tone):
            found[-1] = Run(found[-1].text + run.text, run.bold, "", run.tone)
        elif run.text:
            found.append(run)
    return tuple(found)


def joined(parts: Sequence[Words], between: str) -> tuple[Run, ...]:
    return merged(run for place, part in enumerate(parts) for run in ((Run(between),) if place else ()) + runs(part))


def paragraph(reader: Reader, *sentences: Words, style: Literal["body", "note", "item"] = "body") -> Paragraph:
    """Sentences one after another, with a space between them where the language wants one."""
    said = [_stripped(runs(each)) for each in sentences if each]
    return Paragraph(joined(said, "" if reader.language == "zh" else " "), style)


def _stripped(parts: tuple[Run, ...]) -> tuple[Run, ...]:
    """Without the space that some messages begin or end with, because on pages they stand beside another."""
    parts = (replace(parts[0], text=parts[0].text.lstrip(" ")), *parts[1:])
    return (*parts[:-1], replace(parts[-1], text=parts[-1].text.rstrip(" ")))


def led(reader: Reader, text: str, query: Query, unit_id: object = None, **part: object) -> Run:
    """A number that leads to its evidence; the address is made absolute when the report is put together. A part that is covered cannot be asked for."""
    if COVER[reader.language] in part.values():
        return Run(text)
    return Run(text, link=tracing.address(reader, query, None if unit_id is None else str(unit_id), **part))


def value(reader: Reader, metric: Query, row: dict[str, object]) -> Run:
    """A unit's value as the tables of the pages have it, or the reason why there is none."""
    text = tables.value_cell(reader, metric, row)
    return led(reader, text, metric, row["unit_id"]) if tables.has_evidence(row) else Run(text)


def table(head: Sequence[str], lines: Iterable[Sequence[Words | None]], caption: str, *, weights: Sequence[float] = (), numbers: Sequence[int] = (), note: str = "") -> Table:
    """numbers: which columns are set at the end of their cells. What is not known is a dash."""
    align = tuple("end" if place in numbers else "start" for place in range(len(head)))
    return Table(tuple(head), tuple(tuple(runs("—" if cell in (None, "", ()) else cell) for cell in line) for line in lines), caption, align, tuple(weights), note)


def yuan(reader: Reader, amount: object) -> str:
    """An amount to the fen, with its unit."""
    return formats.joined((formats.yuan(amount), reader.say("formats.yuan")))
