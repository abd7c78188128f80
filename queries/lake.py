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


# Tables and columns that an edition lacks which was made before they were invented: empty there, so that it still answers.
YOUNGER = {
    "progress": {"due_on": "date", "claimed_on": "date", "evidenced_on": "date", "accepted_on": "date"},
    "problems": {"review": "varchar", "theme_others": "varchar", "theme_words": "varchar", "theme_source": "varchar"},
    "figures": {"review": "varchar"},
    "decisions": {"decision_id": "varchar", "table": "varchar", "key": "varchar", "verdict": "varchar", "column": "varchar", "found": "varchar", "use": "varchar",
                  "reason": "varchar", "decided_by": "varchar", "decided_at": "varchar", "inspection_id": "varchar", "document_id": "varchar", "locator": "varchar",
                  "state": "varchar"},
    "texts": {"document_id": "varchar", "inspection_id": "varchar", "text": "varchar"},
    "due_rules": {"rule_id": "varchar", "duty": "varchar", "what": "varchar", "start_event": "varchar", "length": "bigint", "length_unit": "varchar",
                  "level": "varchar", "region": "varchar", "kind": "varchar", "effective_from": "date", "effective_to": "date",
                  "is_applied": "boolean", "evidence": "varchar", "legal_basis": "varchar", "note": "varchar"},
    "themes": {"theme": "varchar", "en": "varchar", "aliases": "varchar", "includes": "varchar", "excludes": "varchar"},
    "theme_words": {"word": "varchar", "theme": "varchar", "weight": "bigint", "note": "varchar"},
    "calendar": {"day": "date", "is_workday": "boolean", "workday_number": "bigint", "holiday": "varchar", "is_announced": "boolean"},
}


class NoEdition(Exception):
    """The lake has no edition yet."""


class Damaged(Exception):
    """A file of an edition is missing or cannot be read."""


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
            try:
                connection.execute(f"create {kind} {table} as {_completed(connection, table, files)}")
            except duckdb.Error as error:
                raise self._damaged(error) from None
        for table in YOUNGER.keys() - self.manifest["tables"].keys():
            columns = ", ".join(f'"{name}" {type}' for name, type in YOUNGER[table].items())
            connection.execute(f"create table {table} ({columns})")
        summary = self.manifest.get("summary")
        if summary:
            place = str(self.folder / summary["file"]).replace("'", "''")
            try:
                connection.execute(f"attach '{place}' as summary (read_only)")
            except duckdb.Error as error:
                raise self._damaged(error) from None
        return connection

    def _damaged(self, error: Exception) -> Damaged:
        said = str(error).splitlines()[0]
        return Damaged(f"第 {self.number} 版的文件缺失或损坏：{said}。用 duibiao editions --verify 查明，用 duibiao rollback 改用较早的一版。"
                       f"Edition {self.number} is damaged; 'duibiao editions --verify' says where, 'duibiao rollback' goes back.")

    def _bytes(self) -> int:
        return sum(part["bytes"] for parts in self.manifest["tables"].values() for part in parts)


def _completed(connection: duckdb.DuckDBPyConnection, table: str, files: str) -> str:
    """A select of some files of a table, whichever of their columns are younger than they."""
    source = f"read_parquet([{files}], union_by_name = true)"
    if table not in YOUNGER:
        return f"select * from {source}"
    known = {name for name, *_ in connection.execute(f"describe select * from {source}").fetchall()}
    return ", ".join(["select *", *(f'cast(null as {type}) as "{name}"' for name, type in YOUNGER[table].items() if name not in known)]) + f" from {source}"


@dataclass(frozen=True)
class Lake:
    """A folder of editions."""

    folder: Path

    def numbers(self) -> list[int]:
        """The editions that were ever current; a manifest above them is of a load that was killed before its edition was."""
        highest = self._pointer()[1]
        return sorted(number for path in (self.folder / "manifests").glob("[0-9]*.json") if (number := int(path.stem)) <= highest)

    def current_number(self) -> int | None:
        return self._pointer()[0] or None

    def _pointer(self) -> tuple[int, int]:
        """What CURRENT says: the current edition and, after a rollback, the highest one ever published; 0, 0 where there is none."""
        try:
            words = (self.folder / "CURRENT").read_text(encoding="ascii").split()
            return int(words[0]), int(words[-1])
        except FileNotFoundError:
            return 0, 0
        except (ValueError, IndexError):
            raise Damaged(f"{self.folder / 'CURRENT'}: 内容不是版本号；请用 duibiao rollback <第几版> 指定。CURRENT does not name an edition; name one with 'duibiao rollback'.") from None

    def edition(self, number: int | None = None) -> Edition:
        """One edition, the current one by default; raises NoEdition where there is none."""
        number = self.current_number() if number is None else number
        if number is None:
            raise NoEdition(f"{self.folder}: 还没有数据，请先运行 duibiao load。There is no edition yet; run 'duibiao load' first.")
        path = self.folder / "manifests" / f"{number:06d}.json"
        if not path.exists() or number > self._pointer()[1]:
            known = ", ".join(map(str, self.numbers())) or "—"
            raise NoEdition(f"{self.folder}: 没有第 {number} 版，现有 {known}。There is no edition {number}; there are {known}.")
        try:
            return Edition(self.folder, json.loads(path.read_text(encoding="utf-8")))
        except ValueError as error:
            raise Damaged(f"{path}: 版本清单损坏（{error}）；可用 duibiao rollback 改用较早的一版。The manifest is damaged; 'duibiao rollback' goes back.") from None

    def editions(self) -> list[Edition]:
        return [self.edition(number) for number in self.numbers()]
