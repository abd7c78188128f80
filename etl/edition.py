"""Editions: what makes a load all-or-nothing.

    lake/CURRENT                the number of the edition that is read; after a rollback also the highest one ever published
    lake/manifests/000003.json  an edition: which files, their hashes, sizes and row counts
    lake/files/…                immutable Parquet by table and bucket of units, named by content; shared between editions
    lake/summaries/…            a small DuckDB file per edition

A writer holds the lock, writes new files aside, checks and fsyncs them, and makes them current by one rename of CURRENT. Killed at
any moment it leaves CURRENT as it was; what it had written is swept by a later load. No file that an edition names is ever changed.
"""

import hashlib
import json
import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
from filelock import FileLock, Timeout

from etl import validate
from etl.schema import BY_NAME, TABLES

FORMAT = 1
PROGRAM = "0.1.0"
GRACE_SECONDS = 3600        # a reader that opened an edition just before it was rolled off may still need its files
KEPT_EDITIONS = 100       # every batch of review decisions is an edition, and shares nearly all its files with the one before
GO_BACK = "可用 duibiao rollback 改用较早的一版。A file of the edition is damaged; 'duibiao rollback' goes back."


class Busy(Exception):
    """Another load holds the lake."""


class Damaged(Exception):
    """A file of the lake is not what its manifest or its name says; nothing was made current."""


@contextmanager
def writing(lake: Path, wait: float = 60.0) -> Iterator[None]:
    """Hold the lake for writing; raises Busy when another load does not end within `wait` seconds.

    The lock is the operating system's: it falls when its holder dies, however it dies.
    """
    for folder in ("files", "manifests", "summaries"):
        (lake / folder).mkdir(parents=True, exist_ok=True)
    try:
        with FileLock(lake / ".lock", timeout=wait):
            _sweep(lake)
            yield
    except Timeout:
        raise Busy(f"{lake}: 另一次载入正在进行，等了 {wait:g} 秒；请稍后再试。Another load is running; try again later.") from None


def current(lake: Path) -> dict | None:
    """The manifest of the current edition, or None where nothing was ever published."""
    number, highest = _pointer(lake)
    return manifest(lake, number) if highest else None


def manifest(lake: Path, number: int) -> dict:
    path = lake / "manifests" / f"{number:06d}.json"
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise Damaged(f"{path}: 版本清单缺失或损坏（{error}）；可用 duibiao rollback 改用较早的一版。The manifest is missing or damaged; 'duibiao rollback' goes back.") from None


def numbers(lake: Path) -> list[int]:
    """The editions that were ever current; a load that is killed just before its edition becomes current leaves a manifest that never was."""
    try:
        highest = _pointer(lake)[1]
    except Damaged:
        return _manifests(lake)
    return [number for number in _manifests(lake) if number <= highest]


def next_number(lake: Path) -> int:
    return _pointer(lake)[1] + 1


def _manifests(lake: Path) -> list[int]:
    return sorted(int(path.stem) for path in (lake / "manifests").glob("[0-9]*.json"))


def _pointer(lake: Path) -> tuple[int, int]:
    """The current edition, and the highest one ever published; 0, 0 for a new lake."""
    try:
        words = (lake / "CURRENT").read_text(encoding="ascii").split()
        return int(words[0]), int(words[-1])
    except FileNotFoundError:
        if len(_manifests(lake)) > 1:
            raise Damaged(f"{lake}: CURRENT 不见了，不知道该用哪一版；请用 duibiao rollback <第几版> 指定。CURRENT is gone; name an edition with 'duibiao rollback'.") from None
        return 0, 0
    except (ValueError, IndexError):
        raise Damaged(f"{lake / 'CURRENT'}: 内容不是版本号；请用 duibiao rollback <第几版> 指定。CURRENT does not name an edition; name one with 'duibiao rollback'.") from None


def read(lake: Path, edition: dict | None, table: str, bucket: int | None = None, columns: list[str] | None = None) -> pa.Table:
    """Rows of one table of an edition (of one bucket, if named); an empty table where there is none."""
    parts = [part for part in (edition or {}).get("tables", {}).get(table, ()) if bucket is None or part["bucket"] == bucket]
    schema = validate.arrow_schema(BY_NAME[table])
    if columns:
        schema = pa.schema([schema.field(name) for name in columns])
    found = [_completed(pq.read_table(pa.BufferReader(_content(lake, part)), columns=columns), schema) for part in parts]
    return pa.concat_tables(found) if found else schema.empty_table()


def _completed(rows: pa.Table, schema: pa.Schema) -> pa.Table:
    """Rows in the columns of today: a file that was written before a column was invented has nothing in it."""
    for field in schema:
        if field.name not in rows.column_names:
            rows = rows.append_column(field, pa.nulls(rows.num_rows, field.type))
    return rows.select(schema.names).cast(schema)


def _content(lake: Path, part: dict) -> bytes:
    """A file of an edition, compared with its hash: what is damaged must not get into the next edition."""
    try:
        content = (lake / part["file"]).read_bytes()
    except OSError as error:
        raise Damaged(f"{part['file']}: {error.strerror}；{GO_BACK}") from None
    found = hashlib.sha256(content).hexdigest()
    if found != part["sha256"]:
        raise Damaged(f"{part['file']}: sha256 为 {found[:16]}…（{len(content)} 字节），清单为 {part['sha256'][:16]}…（{part['bytes']} 字节）；{GO_BACK}")
    return content


def verify(lake: Path, edition: dict) -> list[str]:
    """What of an edition is not as its manifest says, file by file; empty when all of it is."""
    parts = [part for parts in edition["tables"].values() for part in parts] + [part for part in (edition["summary"],) if part]
    found = []
    for part in parts:
        try:
            _content(lake, part)
        except Damaged as damage:
            found.append(str(damage).partition("；")[0])
    if _digest(edition["tables"]) != edition["sha256"]:
        found.append(f"manifests/{edition['edition']:06d}.json: 清单的 sha256 与其所列文件不符")
    return found


def publish(
    lake: Path, base: dict | None, parts: dict[str, dict[int, pa.Table]], *, number: int, buckets: int, is_demo: bool, program: str,
    summarise: Callable[[Path, dict, Path], None] | None = None,
) -> dict | None:
    """Make a new edition current: the given parts, and everything else as in `base`. None where nothing differs from it.

    parts: table -> bucket -> rows. summarise(lake, manifest, path) writes the summary file.
    """
    tables = {table.name: _placed(lake, base, table.name, parts.get(table.name, {}), keep=base is not None and base["buckets"] == buckets) for table in TABLES}
    sha256 = _digest(tables)
    if base and base["sha256"] == sha256 and base["is_demo"] == is_demo:
        return None
    made_at = datetime.now(UTC).isoformat(timespec="seconds")
    edition = {
        "format": FORMAT, "edition": number, "parent": base and base["edition"], "made_at": made_at, "is_demo": is_demo, "program": program,
        "sha256": sha256, "buckets": buckets, "loads": ((base or {}).get("loads") or {}) | {str(number): made_at}, "tables": tables, "keys": {table.name: list(table.key) for table in TABLES}, "summary": None,
    }
    if summarise:
        edition["summary"] = _summary(lake, edition, summarise)
    _write_aside(lake / "manifests" / f"{number:06d}.json", json.dumps(edition, ensure_ascii=False, indent=1).encode())
    point_to(lake, number)
    return edition


def point_to(lake: Path, number: int) -> None:
    """Make an edition current: one atomic rename."""
    highest = max([number, *numbers(lake)])
    _write_aside(lake / "CURRENT", (str(number) if highest == number else f"{number} {highest}").encode("ascii"))


def compact(lake: Path, keep: int = KEPT_EDITIONS, grace: float = GRACE_SECONDS) -> list[Path]:
    """Remove the oldest editions beyond `keep`, and files that no edition names, once they are older than the grace.

    What cannot be removed (Windows keeps a file that a reader has open) stays for the next time.
    """
    old = time.time() - grace
    at = _pointer(lake)[0]
    removed = [path for number in numbers(lake)[:-keep] if number != at and _removed(path := lake / "manifests" / f"{number:06d}.json", old)]
    try:
        kept = [manifest(lake, number) for number in numbers(lake)]
    except Damaged:      # what it names is not known, so no file may go
        return removed
    named = {part["file"] for edition in kept for parts in edition["tables"].values() for part in parts}
    named |= {edition["summary"]["file"] for edition in kept if edition["summary"]}
    files = [path for folder in ("files", "summaries") for path in (lake / folder).iterdir()]
    return removed + [path for path in files if path.relative_to(lake).as_posix() not in named and _removed(path, old)]


def _removed(path: Path, old: float) -> bool:
    try:
        is_old = path.stat().st_mtime < old
        if is_old:
            path.unlink()
        return is_old
    except OSError:
        return False


def _placed(lake: Path, base: dict | None, table: str, new: dict[int, pa.Table], keep: bool) -> list[dict]:
    """The parts of one table: new ones written, untouched buckets shared with the base edition."""
    kept = [part for part in (base or {"tables": {}})["tables"].get(table, ()) if part["bucket"] not in new] if keep or not BY_NAME[table].is_bucketed else []
    written = [_write_part(lake, table, bucket, rows) for bucket, rows in sorted(new.items())]
    if not kept and not written:
        written = [_write_part(lake, table, 0, validate.empty(BY_NAME[table]))]
    return sorted(kept + written, key=lambda part: part["bucket"])


def _write_part(lake: Path, table: str, bucket: int, rows: pa.Table) -> dict:
    """One Parquet file, named by its content; checked by reading it back before anything names it."""
    sink = pa.BufferOutputStream()
    pq.write_table(rows, sink, compression="zstd", use_dictionary=False, store_schema=True, write_statistics=True)
    content = sink.getvalue().to_pybytes()
    sha256 = hashlib.sha256(content).hexdigest()
    path = lake / "files" / f"{table}-{bucket:04d}-{sha256[:16]}.parquet"
    if not path.exists() or path.read_bytes() != content:      # one that was damaged since gets what its name promises
        _write_aside(path, content)
    back = path.read_bytes()
    if hashlib.sha256(back).hexdigest() != sha256 or pq.ParquetFile(pa.BufferReader(back)).metadata.num_rows != rows.num_rows:
        raise Damaged(f"{path.name}: 写入后读回不一致，磁盘可能有故障；当前版本未变。Read back differs from what was written; the current edition stands.")
    return {"bucket": bucket, "file": path.relative_to(lake).as_posix(), "sha256": sha256, "rows": rows.num_rows, "bytes": len(content)}


def _summary(lake: Path, edition: dict, summarise) -> dict:
    path = lake / "summaries" / f"{edition['edition']:06d}-{edition['sha256'][:16]}.duckdb"
    aside = path.with_name(f".incoming-{os.getpid()}-{path.name}")
    summarise(lake, edition, aside)
    with aside.open("rb") as written:
        content = written.read()
        os.fsync(written.fileno())
    os.replace(aside, path)
    _sync_folder(path.parent)
    return {"file": path.relative_to(lake).as_posix(), "sha256": hashlib.sha256(content).hexdigest(), "bytes": len(content)}


def _digest(tables: dict[str, list[dict]]) -> str:
    """The edition's own hash: of its files' hashes, so the same rows have the same hash whenever they were loaded."""
    return hashlib.sha256(json.dumps([[name, [part["sha256"] for part in parts]] for name, parts in sorted(tables.items())]).encode()).hexdigest()


def _write_aside(path: Path, content: bytes) -> None:
    """Write beside the name, fsync, rename, fsync the folder: the name holds the old or the new content, never half of it."""
    aside = path.with_name(f".incoming-{os.getpid()}-{path.name}")
    with aside.open("wb") as writing_to:
        writing_to.write(content)
        writing_to.flush()
        os.fsync(writing_to.fileno())
    os.replace(aside, path)
    _sync_folder(path.parent)


def _sync_folder(folder: Path) -> None:
    try:
        handle = os.open(folder, os.O_RDONLY)
    except OSError:      # Windows cannot open a folder; its rename is journalled
        return
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _sweep(lake: Path) -> None:
    """What a killed load left aside; only the holder of the lock comes here, so none of it is in use."""
    for folder in (lake, lake / "files", lake / "manifests", lake / "summaries"):
        for path in folder.glob(".incoming-*"):
            path.unlink(missing_ok=True)
