"""The whole ETL, in the order it happens: find the files, read each, say who is who, merge, correct, publish.

A file is taken whole or refused whole with every reason; the other files go on. Nothing is visible until all of it is.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from etl import corrections, edition
from etl.assembly import parts_of
from etl.intake import PROGRAM, Outcome, content_hash, take, unknown_kind
from etl.notice import Notice
from etl.reading_pool import Reader, read_all
from etl.sources import ledger, notice, records
from etl.sources.ledger.flat import FlatLedger
from etl.state import DATA, MixedData, Settings, State, opened

__all__ = ["DATA", "Load", "MixedData", "Outcome", "Settings", "content_hash", "load", "sources", "unknown_kind"]


@dataclass
class Load:
    """What became of a load; `edition` is the manifest that is current now, `is_new` whether this load made it."""

    outcomes: list[Outcome]
    edition: dict | None
    is_new: bool
    corrections: list[dict] = field(default_factory=list)

    @property
    def is_complete(self) -> bool:
        return all(outcome.state != "refused" for outcome in self.outcomes) and all(row["state"] != "changed" for row in self.corrections)


def load(paths: Iterable[Path], lake: Path, settings: Settings = Settings(), *, jobs: int = 0, watch: Callable[[list], Iterable] = iter, summarise=None) -> Load:
    """Load files and folders into a new edition.

    jobs: how many processes read (0: one a core). watch wraps the list of files while they are read (a progress bar). summarise(lake, manifest, path) writes the summary file.
    Raises edition.Busy, edition.Damaged, corrections.Malformed, MixedData; in every case the current edition stands.
    """
    lake.mkdir(parents=True, exist_ok=True)
    fixes = corrections.load(settings.corrections)
    with edition.writing(lake, settings.wait):
        state = opened(lake, settings)
        outcomes = [take(state, path, content) for path, content in in_order(state, list(sources(paths)), jobs, watch)]
        states: dict[corrections.Correction, str] = {}
        parts, buckets = parts_of(state, outcomes, fixes, states)
        fixed = corrections.table(fixes, states)
        made = edition.publish(lake, state.base, parts, number=state.number, buckets=buckets, is_demo=settings.is_demo, program=PROGRAM, summarise=summarise)
        edition.compact(lake)
        return Load(outcomes, made or state.base, made is not None, fixed)


def sources(paths: Iterable[Path]) -> Iterator[Path]:
    """The files to load: files as named, folders by what is in them; a folder of record files is one source."""
    for path in paths:
        if path.is_dir() and not records.reads(path):
            yield from sources(sorted(part for part in path.iterdir() if not part.name.startswith((".", "~$")) and part.name != "README.md"))
        else:
            yield path


def in_order(state: State, paths: list[Path], jobs: int, watch: Callable[[list], Iterable]) -> list[tuple[Path, FlatLedger | Notice | None]]:
    """Each file with what it says (None: it is read later), records first, since they name things; then ledgers and notices by their
    day, so that history is read forwards; of one day, those that word problems before those that only refer to them."""
    reader = Reader(tuple(state.terms.by_term), state.settings.mapping, state.settings.as_of)
    told = list(zip(paths, read_all(paths, reader, jobs, watch), strict=True))
    return sorted(told, key=lambda each: (*_place(each[1]), each[0].name))


def _place(content: FlatLedger | Notice | None) -> tuple[bool, date, bool]:
    if content is None:
        return False, date.min, False
    if isinstance(content, Notice):
        return True, notice.day(content.published_on) or notice.day(content.as_of) or date.max, False
    return True, content.as_of or date.max, not ledger.states_problems(content)
