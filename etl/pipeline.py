"""The whole ETL, in the order it happens: find the files, read each, say who is who, merge, correct, publish.

A file is taken whole or refused whole with every reason; the other files go on. Nothing is visible until all of it is.
"""

import csv
import hashlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from etl import codes, corrections, edition, merge, validate
from etl.codes import CodeList
from etl.identity import Identity
from etl.register import Register
from etl.schema import BY_NAME, TABLES
from etl.sources import Issue, Reading, Rows, ledger, records
from etl.terms import Terms

PROGRAM = "0.1.0"
DATA = Path(__file__).parent.parent / "data"
BUCKETED = tuple(table.name for table in TABLES if table.is_bucketed)
WITH_PROBLEM_IDS = ("problems", "measures", "progress", "funds", "discipline", "rules")
DEMO_MARK = "演示数据"


class MixedData(Exception):
    """Invented data was to be loaded beside real data, or the other way round."""


@dataclass(frozen=True)
class Settings:
    """What a load needs beside the files."""

    register: Path = DATA / "units.csv"
    terms: Path = DATA / "terms.csv"
    corrections: Path = DATA / "corrections.toml"
    mapping: dict | None = None
    as_of: date | None = None
    is_demo: bool = False
    wait: float = 60.0


@dataclass
class Outcome:
    """What became of one file."""

    file: str
    sha256: str
    kind: str
    state: str                      # accepted, refused, unchanged
    rows: int = 0
    masked: int = 0
    refusals: list[Issue] = field(default_factory=list)
    remarks: list[Issue] = field(default_factory=list)


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


@dataclass
class _State:
    """The edition that the load starts from, and what the load adds to it."""

    lake: Path
    base: dict | None
    number: int
    settings: Settings
    identity: Identity
    terms: Terms
    received: set[str] = field(default_factory=set)
    new: dict[str, list[pa.Table]] = field(default_factory=lambda: {table.name: [] for table in TABLES})

    def add(self, name: str, rows: Rows) -> None:
        if len(rows):
            self.new[name].append(validate.arrow_table(BY_NAME[name], rows))

    def added(self, name: str) -> pa.Table:
        return pa.concat_tables([validate.empty(BY_NAME[name]), *self.new[name]])

    def before(self, name: str, bucket: int | None = None) -> pa.Table:
        return edition.read(self.lake, self.base, name, bucket)


def load(paths: Iterable[Path], lake: Path, settings: Settings = Settings(), *, watch: Callable[[list], Iterable] = iter, summarise=None) -> Load:
    """Load files and folders into a new edition.

    watch wraps the list of files while they are read (a progress bar). summarise(lake, manifest, path) writes the summary file.
    Raises edition.Busy, edition.Damaged, corrections.Malformed, MixedData; in every case the current edition stands.
    """
    lake.mkdir(parents=True, exist_ok=True)
    fixes = corrections.load(settings.corrections)
    with edition.writing(lake, settings.wait):
        state = _opened(lake, settings)
        outcomes = [_take(state, path, content) for path, content in watch(_in_order(state, list(sources(paths))))]
        states: dict[corrections.Correction, str] = {}
        parts, buckets = _parts(state, outcomes, fixes, states)
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


def _opened(lake: Path, settings: Settings) -> _State:
    base = edition.current(lake)
    if base and base["is_demo"] != settings.is_demo:
        raise MixedData(f"{lake}: {'演示数据与真实数据不能放在一起' }；请用另一个文件夹（--lake）。Demonstration data and real data are never mixed; use another --lake.")
    state = _State(lake, base, edition.next_number(lake), settings, Identity(Register.load(settings.register)), Terms.load(settings.terms))
    for unit in state.before("units").to_pylist():
        state.identity.units[unit["unit_id"]] = unit
        if not unit["is_registered"] and state.identity.register.find(unit["unit_name"]) is None:
            state.identity.register.add(unit)
    for inspection in state.before("inspections").to_pylist():
        state.identity.add_inspection(inspection)
    state.identity.recall = _recall(state)
    state.received = set(state.before("receipts").column("sha256").to_pylist())
    return state


def _recall(state: _State) -> Callable[[str], list[dict]]:
    """Reads the problems of an inspection from the edition, a bucket at a time and each bucket once."""
    by_bucket: dict[int, dict[str, list[dict]]] = {}

    def recall(inspection_id: str) -> list[dict]:
        if state.base is None:
            return []
        bucket = merge.bucket_of(state.identity.inspections[inspection_id]["unit_id"], state.base["buckets"])
        if bucket not in by_bucket:
            by_bucket[bucket] = {}
            columns = ["problem_id", "inspection_id", "basis", "number", "problem_text", "heading"]
            for problem in edition.read(state.lake, state.base, "problems", bucket, columns).to_pylist():
                by_bucket[bucket].setdefault(problem["inspection_id"], []).append(problem)
        return by_bucket[bucket].get(inspection_id, [])

    return recall


def _in_order(state: _State, paths: list[Path]) -> list[tuple[Path, object]]:
    """Records first, since they name things; then ledgers by the day they stand at, so that history is read forwards; of one day,
    those that word problems before those that only refer to them."""
    told = []
    for path in paths:
        flat = None
        if ledger.reads(path) and path.is_file():
            flat = ledger.read(path, list(state.terms.by_term), state.settings.mapping)
            flat.as_of = flat.as_of or state.settings.as_of
        day, refers = ((flat.as_of or date.max), not ledger.states_problems(flat)) if flat else (date.min, False)
        told.append(((flat is not None, day, refers, path.name), path, flat))
    return [(path, flat) for _, path, flat in sorted(told, key=lambda each: each[0])]


def _take(state: _State, path: Path, flat) -> Outcome:
    """Read one source into the state, or refuse it."""
    sha256 = content_hash(path) if path.exists() else ""
    outcome = Outcome(path.name, sha256, "ledger" if flat is not None else "records", "refused")
    if sha256 in state.received and state.settings.mapping is None:
        outcome.state = "unchanged"
        return outcome
    if flat is None and not records.reads(path):
        outcome.refusals = [_unknown_kind(path)]
    else:
        reading = _ledger(state, path, sha256, flat) if flat is not None else _records(state, path, sha256)
        outcome.refusals, outcome.remarks, outcome.masked = reading.refusals, reading.remarks, reading.masked
        if not outcome.refusals:
            outcome.rows = sum(len(rows) for rows in reading.tables.values())
            _accept(state, reading, outcome)
    _note(state, outcome)
    return outcome


def content_hash(path: Path) -> str:
    """SHA-256 of a file, or of the record files of a folder in order of name."""
    digest = hashlib.sha256()
    for part in records.files(path) if path.is_dir() else [path]:
        digest.update(part.read_bytes())
    return digest.hexdigest()


def _unknown_kind(path: Path) -> Issue:
    if not path.exists():
        return Issue(str(path), "", "", "没有这个文件", "存在的文件或文件夹")
    return Issue(path.name, "", "", path.suffix or "没有扩展名的文件", "台账（.xlsx、.xls、.csv）或记录（<表名>.jsonl、<表名>.parquet）；请移走或转换后再载入")


def _ledger(state: _State, path: Path, sha256: str, flat) -> Reading:
    document = _document(state, path, sha256, "ledger") | {"title": flat.title or path.stem, "encoding": flat.encoding, "media_type": flat.media_type}
    document["as_of"] = flat.as_of or ledger.latest_day(flat)
    if flat.refusals:
        return Reading(document, {}, flat.refusals, flat.remarks, flat.masked)
    if flat.as_of is None:
        if document["as_of"] is None:
            return Reading(document, {}, [Issue(path.name, "", "截至日期", "", "在标题或文件名中写明截至日期（如“截至2024年6月30日”），或用 --as-of 指定")])
        flat.remarks.append(Issue(path.name, "", "截至日期", "没有写明", f"写明截至日期；本次按最晚的完成或销号日期 {document['as_of']} 处理"))
    if DEMO_MARK in (flat.title or "") + path.name and not state.settings.is_demo:
        return Reading(document, {}, [Issue(path.name, "", "", DEMO_MARK, "真实数据；演示数据请用 duibiao demo 载入")])
    return ledger.split(flat, document, state.identity, state.terms)


def _records(state: _State, path: Path, sha256: str) -> Reading:
    reading = records.read(path)
    own = _document(state, path, sha256, "records")
    if not reading.refusals:
        for table, rows in reading.tables.items():
            _complete(state, table, rows, own)
        reading.refusals += _recognised(state, path, reading)
    if not reading.refusals:
        for table, rows in reading.tables.items():
            reading.refusals += validate.required(BY_NAME[table], rows, path.name) + validate.repeated(BY_NAME[table], rows, path.name)
    reading.document = own
    return reading


def _complete(state: _State, table: str, rows: Rows, own: dict) -> None:
    """What a record may leave out: the document it came with, the form of a term, flags that default to no."""
    length, columns = len(rows), rows.columns
    if "document_id" in BY_NAME[table].names and table != "documents":
        columns["document_id"] = [given or own["document_id"] for given in columns.get("document_id", [None] * length)]
    if table == "documents":
        columns["loaded_in"] = [state.number] * length
        columns["standard"] = [given or "claimed" for given in columns.get("standard", [None] * length)]
    if table in ("discipline", "figures") and "term" in columns:
        ways = columns.get("ways", [None] * length)
        forms, classes = columns.get("form", [None] * length), columns.get("term_class", [None] * length)
        resolved = [state.terms.resolve(term, way) if term else (None, None) for term, way in zip(columns["term"], ways)]
        columns["form"] = [given if given is not None or told else form for given, told, (form, _) in zip(forms, classes, resolved)]
        columns["term_class"] = [told or term_class for told, (_, term_class) in zip(classes, resolved)]


def _recognised(state: _State, path: Path, reading: Reading) -> list[Issue]:
    """Units and inspections of records found again or added; ids that name nothing are issues."""
    issues, identity = [], state.identity
    for unit in _dicts(reading.tables.get("units")):
        identity.units.setdefault(unit["unit_id"], identity.described(unit["unit_id"], unit.get("unit_name") or "", unit))
    renamed = {}
    for position, inspection in enumerate(_dicts(reading.tables.get("inspections"))):
        unit_id, locator = inspection.get("unit_id"), reading.tables["inspections"].locators[position]
        if unit_id not in identity.units and unit_id in identity.register.units:
            identity.units[unit_id] = identity.described(unit_id, "", {})
        if unit_id not in identity.units:
            issues.append(Issue(path.name, locator, "unit_id", str(unit_id), "登记册（data/units.csv）或 units 记录中的单位编号"))
            continue
        facts = {name: value for name, value in inspection.items() if name not in ("inspection_id", "unit_id")}
        same = inspection["inspection_id"] if inspection["inspection_id"] in identity.inspections else identity.find_inspection(unit_id, facts)
        renamed[inspection["inspection_id"]] = same or inspection["inspection_id"]
        identity.add_inspection(inspection | {"inspection_id": renamed[inspection["inspection_id"]]})
    for table, rows in reading.tables.items():
        if table != "inspections" and "inspection_id" in rows.columns:
            rows.columns["inspection_id"] = [renamed.get(each, each) for each in rows.columns["inspection_id"]]
            issues += [Issue(path.name, rows.locators[index], "inspection_id", each, "inspections 中有的巡察编号")
                       for index, each in enumerate(rows.columns["inspection_id"]) if each is not None and each not in identity.inspections]
    reading.tables.pop("inspections", None), reading.tables.pop("units", None)
    return issues[:records.MOST_ISSUES]


def _dicts(rows: Rows | None) -> Iterator[dict]:
    if rows:
        for position in range(len(rows)):
            yield {name: values[position] for name, values in rows.columns.items() if values[position] is not None}


def _document(state: _State, path: Path, sha256: str, kind: str) -> dict:
    return {
        "document_id": f"d-{sha256[:12]}", "kind": kind, "title": path.name, "uri": path.name, "sha256": sha256, "as_of": None,
        "bytes": path.stat().st_size if path.is_file() else sum(part.stat().st_size for part in records.files(path)),
        "extent": "whole", "loaded_in": state.number, "reader_version": PROGRAM,
    }


def _accept(state: _State, reading: Reading, outcome: Outcome) -> None:
    for table, rows in reading.tables.items():
        state.add(table, rows)
        if table == "problems":
            for problem in _dicts(rows):
                state.identity.remember(problem)
    own = reading.document
    state.add("documents", Rows({name: [value] for name, value in own.items()}, [""]))
    state.add("receipts", Rows({"file": [outcome.file], "sha256": [outcome.sha256], "document_id": [own["document_id"]], "kind": [outcome.kind],
                                "rows": [outcome.rows], "masked": [outcome.masked], "loaded_in": [state.number]}, [""]))
    outcome.state = "accepted"


def _note(state: _State, outcome: Outcome) -> None:
    for table, issues in (("refusals", outcome.refusals), ("remarks", outcome.remarks)):
        distinct = list(dict.fromkeys(issues))
        state.add(table, Rows({
            "file": [outcome.file] * len(distinct), "sha256": [outcome.sha256] * len(distinct), "place": [issue.place for issue in distinct],
            "column": [issue.column for issue in distinct], "found": [issue.found for issue in distinct], "wanted": [issue.wanted for issue in distinct],
            "loaded_in": [state.number] * len(distinct)}, [""] * len(distinct)))


def _parts(state: _State, outcomes: list[Outcome], fixes, states) -> tuple[dict[str, dict[int, pa.Table]], int]:
    """Every table and bucket that this load touches, merged with what was there."""
    units, inspections = _units(state), _inspections(state)
    documents = merge.whole("documents", state.before("documents"), corrections.apply("documents", state.added("documents"), fixes, states))
    inspections = corrections.apply("inspections", inspections, fixes, states)
    accepted = {outcome.sha256 for outcome in outcomes if outcome.state == "accepted"}
    parts = {
        "units": {0: units}, "inspections": {0: inspections}, "documents": {0: documents},
        "receipts": {0: merge.whole("receipts", state.before("receipts"), state.added("receipts"))},
        "refusals": {0: merge.whole("refusals", _without(state.before("refusals"), accepted), state.added("refusals"))},
        "remarks": {0: merge.whole("remarks", state.before("remarks"), state.added("remarks"))},
        "terms": {0: _terms(state.settings.terms)}, **_dictionary(),
    }
    buckets = max(merge.bucket_count(units.num_rows), (state.base or {"buckets": 1})["buckets"])
    for bucket, new in _by_bucket(state, inspections, buckets, fixes).items():
        new = {name: corrections.apply(name, rows, fixes, states) for name, rows in new.items()}
        old = {name: _old(state, name, bucket, buckets, inspections, fixes, states) for name in BUCKETED}
        for name, rows in merge.facts(old, new, documents, inspections, units).items():
            parts.setdefault(name, {})[bucket] = rows
    _check(state, parts, inspections, documents)
    parts["corrections"] = {0: validate.arrow_table(BY_NAME["corrections"], _rows(corrections.table(fixes, states)))}
    return parts, buckets


def _without(rows: pa.Table, sha256s: set[str]) -> pa.Table:
    """Refusals of files that have been accepted since are settled."""
    return rows.filter(pa.array([sha256 not in sha256s for sha256 in rows.column("sha256").to_pylist()], pa.bool_()))


def _rows(dicts: list[dict]) -> Rows:
    names = list(dict.fromkeys(name for each in dicts for name in each))
    return Rows({name: [each.get(name) for each in dicts] for name in names}, [""] * len(dicts))


def _units(state: _State) -> pa.Table:
    """The units that have an inspection; what the register says of them now."""
    inspected = {inspection["unit_id"] for inspection in state.identity.inspections.values()}
    units = [state.identity.described(unit_id, unit["unit_name"], unit) for unit_id, unit in sorted(state.identity.units.items()) if unit_id in inspected]
    named = {name: [unit.get(name) for unit in units] for name in BY_NAME["units"].names}
    named["parent_unit_id"] = [parent if parent in inspected else None for parent in named["parent_unit_id"]]
    for name, codes_of in (("level", codes.LEVEL), ("sector", codes.SECTOR)):
        named[name] = [value and (codes_of.read(value) or "other") for value in named[name]]
    return validate.arrow_table(BY_NAME["units"], Rows(named, [""] * len(units)))


def _inspections(state: _State) -> pa.Table:
    rows = [inspection for _, inspection in sorted(state.identity.inspections.items())]
    return validate.arrow_table(BY_NAME["inspections"], Rows({name: [row.get(name) for row in rows] for name in BY_NAME["inspections"].names}, [""] * len(rows)))


def _terms(path: Path) -> pa.Table:
    from etl import values

    with path.open(newline="", encoding="utf-8-sig") as lines:
        rows = list(csv.DictReader(lines))
    table = BY_NAME["terms"]
    columns = {column.name: values.parse_column(column, [row.get(column.name) for row in rows])[0] for column in table.columns}
    return validate.arrow_table(table, Rows(columns, [""] * len(rows)))


def _dictionary() -> dict[str, dict[int, pa.Table]]:
    """The schema and the code lists as tables, so that an edition explains itself."""
    columns = [
        {"table": table.name, "column": column.name, "position": position, "table_zh": table.zh, "table_en": table.en, "each_row_is": table.each_row_is,
         "zh": column.zh, "en": column.en, "type": column.type, "about": column.about, "example": column.example, "sensitivity": column.sensitivity,
         "code_list": column.codes.name if column.codes else None}
        for position, (table, column) in enumerate(((table, column) for table in TABLES for column in table.columns), start=1)
    ]
    lists = [value for value in vars(codes).values() if isinstance(value, CodeList)]
    listed = [{"list": each.name, "code": code.code, "position": position, "zh": code.zh, "en": code.en} for each in lists for position, code in enumerate(each, start=1)]
    return {name: {0: validate.arrow_table(BY_NAME[name], _rows(rows))} for name, rows in (("dictionary", columns), ("codes", listed))}


def _by_bucket(state: _State, inspections: pa.Table, buckets: int, fixes) -> dict[int, dict[str, pa.Table]]:
    """New rows by bucket of their unit; buckets that only a correction or a doubling touches are there with nothing new."""
    place = {row["inspection_id"]: merge.bucket_of(row["unit_id"], buckets) for row in inspections.select(["inspection_id", "unit_id"]).to_pylist()}
    found: dict[int, dict[str, pa.Table]] = {}
    for name in BUCKETED:
        rows = state.added(name)
        where = pa.array([place[each] for each in rows.column("inspection_id").to_pylist()], pa.int32())
        for bucket in where.unique().to_pylist():
            found.setdefault(bucket, {})[name] = rows.filter(pc.equal(where, bucket))
    if state.base is None or state.base["buckets"] != buckets or any(fix.table in BUCKETED for fix in fixes):
        for bucket in range(buckets):
            found.setdefault(bucket, {})
    return {bucket: {name: tables.get(name, validate.empty(BY_NAME[name])) for name in BUCKETED} for bucket, tables in sorted(found.items())}


def _old(state: _State, name: str, bucket: int, buckets: int, inspections: pa.Table, fixes, states) -> pa.Table:
    if state.base is None:
        return validate.empty(BY_NAME[name])
    if state.base["buckets"] == buckets:
        return corrections.apply(name, state.before(name, bucket), fixes, states)
    rows = state.before(name)
    place = {row["inspection_id"]: merge.bucket_of(row["unit_id"], buckets) for row in inspections.select(["inspection_id", "unit_id"]).to_pylist()}
    return corrections.apply(name, rows.filter(pa.array([place[each] == bucket for each in rows.column("inspection_id").to_pylist()], pa.bool_())), fixes, states)


def _check(state: _State, parts: dict[str, dict[int, pa.Table]], inspections: pa.Table, documents: pa.Table) -> None:
    """Keys are unique and every reference leads somewhere, or nothing is published."""
    whole = {name: parts[name][0] for name in ("units", "inspections", "documents")}
    for bucket in parts.get("problems", {}):
        here = {name: parts[name][bucket] for name in BUCKETED}
        broken = validate.references(whole | here)
        if broken:
            raise edition.Damaged(f"引用不成立，未发布：{'；'.join(broken)}。References do not hold; nothing was published.")
