"""Links of a document made absolute, so that a file leads to the dashboard wherever it lies."""

from collections.abc import Iterable
from dataclasses import replace
from urllib.parse import urljoin

from dashboard.report.document import Block, Number, Numbers, Paragraph, Run, Section, Table


def absolute(sections: Iterable[Section], base: str) -> tuple[Section, ...]:
    """Every relative link joined to the address of the dashboard; without an address numbers keep no link, for it would lead nowhere."""
    return tuple(replace(section, blocks=tuple(_block(block, base) for block in section.blocks), sections=absolute(section.sections, base)) for section in sections)


def _block(block: Block, base: str) -> Block:
    if isinstance(block, Paragraph):
        return replace(block, runs=_runs(block.runs, base))
    if isinstance(block, Table):
        return replace(block, rows=tuple(tuple(_runs(cell, base) for cell in row) for row in block.rows))
    return Numbers(tuple(_number(number, base) for number in block.numbers)) if isinstance(block, Numbers) else block


def _runs(runs: tuple[Run, ...], base: str) -> tuple[Run, ...]:
    return tuple(replace(run, link=_joined(run.link, base)) if run.link else run for run in runs)


def _number(number: Number, base: str) -> Number:
    return replace(number, link=_joined(number.link, base)) if number.link else number


def _joined(link: str, base: str) -> str:
    return link if link.startswith(("http://", "https://")) else urljoin(base, link) if base else ""
