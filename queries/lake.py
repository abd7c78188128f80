"""Opening editions: a lake is a folder of immutable files, manifests that list them, and CURRENT that names one manifest.

The manifest is the contract with whatever wrote it; nothing here writes.
"""

import json
from dataclasses import dataclass
from pathlib import Path

import duckdb

# Up to this many bytes of Parquet an edition is decoded once into memory when it is opened: every later query is then 3-5 times
# cheaper than reading Parquet again. Above it the tables stay views over the files.
DECODED_AT_OPENING = 64 * 2**20


class NoEdition(Exception):
    """The lake has no edition yet."""


@dataclass(frozen=True)
class Edition:
    """One edition, as its manifest says."""

    folder: Path
    manifest: dict

    @property
    def number(self) -> int:
        return self.manifest["edition"]

    @property
    def is_demo(self) -> bool:
        return self.manifest["is_demo"]

    @property
    def made_at(self) -> str:
        return self.manifest["made_at"]

    @property
    def sha256(self) -> str:
        return self.manifest["sha256"]

    def rows(self, table: str) -> int:
        return sum(part["rows"] for part in self.manifest["tables"].get(table, ()))

    def connect(self, threads: int | None = None) -> duckdb.DuckDBPyConnection:
        """An in-memory database with every table of the edition.

        Take a `cursor()` of it for each question: a cursor has its own temporary tables, so two readers never share a filter.
        """
        connection = duckdb.connect(":memory:", config={"threads": threads} if threads else {})
        connection.execute("set autoinstall_known_extensions = false")
        connection.execute("set autoload_known_extensions = false")
        connection.execute("set preserve_insertion_order = true")
        kind = "table" if self._bytes() <= DECODED_AT_OPENING else "view"
        for table, parts in self.manifest["tables"].items():
            files = ", ".join("'" + str(self.folder / part["file"]).replace("'", "''") + "'" for part in parts)
            connection.execute(f"create {kind} {table} as select * from read_parquet([{files}])")
        summary = self.manifest.get("summary")
        if summary:
            place = str(self.folder / summary["file"]).replace("'", "''")
            connection.execute(f"attach '{place}' as summary (read_only)")
        return connection

    def _bytes(self) -> int:
        return sum(part["bytes"] for parts in self.manifest["tables"].values() for part in parts)


@dataclass(frozen=True)
class Lake:
    """A folder of editions."""

    folder: Path

    def numbers(self) -> list[int]:
        return sorted(int(path.stem) for path in (self.folder / "manifests").glob("*.json"))

    def current_number(self) -> int | None:
        try:
            return int((self.folder / "CURRENT").read_text(encoding="ascii"))
        except FileNotFoundError:
            return None

    def edition(self, number: int | None = None) -> Edition:
        """One edition, the current one by default; raises NoEdition where there is none."""
        number = self.current_number() if number is None else number
        if number is None:
            raise NoEdition(f"{self.folder}: 还没有数据，请先运行 duibiao load。There is no edition yet; run 'duibiao load' first.")
        path = self.folder / "manifests" / f"{number:06d}.json"
        if not path.exists():
            known = ", ".join(map(str, self.numbers())) or "—"
            raise NoEdition(f"{self.folder}: 没有第 {number} 版，现有 {known}。There is no edition {number}; there are {known}.")
        return Edition(self.folder, json.loads(path.read_text(encoding="utf-8")))

    def editions(self) -> list[Edition]:
        return [self.edition(number) for number in self.numbers()]
