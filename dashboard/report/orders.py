"""What is asked of the maker of reports, and how one order becomes files: the same way for the page, for the command line and for a worker process."""

import logging
import shlex
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Literal
from urllib.parse import urlencode, urljoin

from dashboard import answers
from dashboard.reader import Reader
from dashboard.report import briefing, compose, subject
from dashboard.report.document import Document, Seal
from dashboard.report.writers import write
from queries import Edition, Filter, Lake
from queries import words as asked_words

# Where links and the QR code lead unless the office says under which address its dashboard is reached.
ADDRESS = "http://127.0.0.1:8501/"
# How many pages a preview shows.
SHOWN = 3


@dataclass(frozen=True)
class Order:
    """One report. unit_id: of one unit among its peers; None: of all units that the Filter leaves, side by side.

    edition: the number of an edition that exists. audience: as exports know it.
    """

    lake: Path
    edition: int
    chosen: Filter = Filter()
    unit_id: str | None = None
    kind: Literal["report", "briefing"] = "report"
    language: Literal["zh", "en"] = "zh"
    address: str = ADDRESS
    audience: str = "internal"

    def command(self, edition: Edition) -> str:
        """The command line that makes the same files again."""
        what = ["duibiao report", *([f"--unit {shlex.quote(self.unit_id)}"] if self.unit_id else []), *(["--briefing"] if self.kind == "briefing" else [])]
        said = [*asked_words.flags(replace(self.chosen, units=None) if self.unit_id else self.chosen, self.audience), *asked_words.audience_flags(self.audience),
                *([f"--lang {self.language}"] if self.language != "zh" else []), *([f"--address {self.address}"] if self.address != ADDRESS else [])]
        return " ".join([*what, *said, *asked_words.edition_flags(edition)])


def document(order: Order) -> Document:
    """The report that an order asks for. Raises KeyError for a unit that is not in scope."""
    reader = _reader(order)
    shown = subject.unit(reader, order.unit_id) if order.unit_id else subject.units(reader)
    return (briefing if order.kind == "briefing" else compose)(reader, shown, seal(order, reader))


def files(order: Order, formats: tuple[str, ...]) -> dict[str, bytes]:
    """The report as files: format -> content. It is composed once."""
    made = document(order)
    return {format: write(made, format) for format in formats}


def title(order: Order) -> str:
    """What the files are called: the unit, if it is of one, and the form."""
    reader = _reader(order)
    name = {row["unit_id"]: row["unit_name"] for row in answers.units(reader)}.get(order.unit_id)
    return "-".join(part for part in (name, reader.say(f"report.{order.kind}_name")) if part)


def pictures(order: Order) -> tuple[list[bytes], int]:
    """The first pages as PNG, and how many there are in all."""
    from dashboard.report.writers import pdf

    return pdf.pictures(document(order), SHOWN)


def seal(order: Order, reader: Reader) -> Seal:
    """What the report says of itself: the same for the same edition and question, so that the same order makes the same file."""
    page = "unit" if order.unit_id else ""
    asked = reader.parameters(**({"unit": order.unit_id} if order.unit_id else {}))
    return Seal(
        edition=reader.edition.number, sha256=reader.edition.sha256, made_at=reader.edition.made_at, as_of=answers.scope(reader).as_of,
        address=urljoin(order.address, f"{page}?{urlencode(asked)}"), command=order.command(reader.edition),
        asked=asked_words.sentence(answers.connection(reader), reader.chosen, order.language, order.audience))


def _reader(order: Order) -> Reader:
    edition = _edition(order.lake, order.edition)
    chosen = replace(order.chosen, units=None) if order.unit_id else order.chosen
    return Reader(order.language, "demo" if edition.is_demo else "real", edition, chosen, audience=order.audience)


@lru_cache(maxsize=4)
def _edition(lake: Path, number: int) -> Edition:
    # Outside a page Streamlit's caches work too, but say at every use that there is no page.
    logging.getLogger("streamlit").setLevel(logging.ERROR)
    return Lake(lake).edition(number)
