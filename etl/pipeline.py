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
    received: dict[str, int] = field(default_factory=dict)              # sha256 of what was accepted -> the load that did
    applied: list[corrections.Correction] = field(default_factory=list)     # what the edition corrected
    was_of: dict[str, str] = field(default_factory=dict)                # inspection -> its unit in the edition
    is_moved: bool = False                                              # whether a unit has got into the register since: its rows belong elsewhere
    reread: set[str] = field(default_factory=set)                       # documents of the edition that this load reads again
    new: dict[str, list[pa.Table]] = field(default_factory=lambda: {table.name: [] for table in TABLES})

    def add(self, name: str, rows: Rows) -> None:
        if len(rows):
            self.new[name].append(validate.arrow_table(BY_NAME[name], rows))

    def added(self, name: str) -> pa.Table:
        return pa.concat_tables([validate.empty(BY_NAME[name]), *self.new[name]])

    def before(self, name: str, bucket: int | None = None, columns: list[str] | None = None) -> pa.Table:
        """Rows of the edition as their sources say."""
        return corrections.undone(name, edition.read(self.lake, self.base, name, bucket, columns), self.applied)



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
    state.applied = corrections.applied(state.before("corrections").to_pylist())
    goes_on_as = {unit["unit_id"]: state.identity.meet(unit) for unit in state.before("units").to_pylist()}
    state.is_moved = any(unit_id != now for unit_id, now in goes_on_as.items())
    for inspection in state.before("inspections").to_pylist():
        state.was_of[inspection["inspection_id"]] = inspection["unit_id"]
        state.identity.add_inspection(inspection | {"unit_id": goes_on_as[inspection["unit_id"]]})
    state.identity.recall = _recall(state)
    receipts = state.before("receipts")
    state.received = dict(zip(receipts.column("sha256").to_pylist(), receipts.column("loaded_in").to_pylist()))
    return state


def _recall(state: _State) -> Callable[[str], list[dict]]:
    """Reads the problems of an inspection from the edition, a bucket at a time and each bucket once."""
    by_bucket: dict[int, dict[str, list[dict]]] = {}

    def recall(inspection_id: str) -> list[dict]:
        if inspection_id not in state.was_of:
            return []
        bucket = merge.bucket_of(state.was_of[inspection_id], state.base["buckets"])
        if bucket not in by_bucket:
            by_bucket[bucket] = {}
            columns = ["problem_id", "inspection_id", "basis", "number", "problem_text", "heading"]
            for problem in state.before("problems", bucket, columns).to_pylist():
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
    outcome = Outcome(path.name, "", "ledger" if flat is not None else "records", "refused")
    known = state.identity.checkpoint()
    try:
        outcome.sha256 = content_hash(path)
        if outcome.sha256 in state.received and (state.settings.mapping is None or state.received[outcome.sha256] == state.number):
            outcome.state = "unchanged"
            return outcome
        reading = _ledger(state, path, outcome.sha256, flat) if flat is not None else _records(state, path, outcome.sha256) if records.reads(path) else unknown_kind(path)
    except OSError as error:
        reading = Reading({}, refusals=[Issue(str(path), "", "", error.strerror or "打不开", "存在并可读的文件或文件夹")])
    outcome.refusals, outcome.remarks, outcome.masked = reading.refusals, reading.remarks, reading.masked
    if not outcome.refusals:
        outcome.rows = sum(len(rows) for rows in reading.tables.values())
        _accept(state, reading, outcome)
    else:
        state.identity.restore(known)
    if outcome.sha256:
        _note(state, outcome)
    return outcome


def content_hash(path: Path) -> str:
    """SHA-256 of a file, or of the record files of a folder in order of name."""
    digest = hashlib.sha256()
    for part in records.files(path) if path.is_dir() else [path]:
        digest.update(part.read_bytes())
    return digest.hexdigest()


def unknown_kind(path: Path) -> Reading:
    return Reading({}, refusals=[Issue(path.name, "", "", path.suffix or "没有扩展名的文件", "台账（.xlsx、.xls、.csv）或记录（<表名>.jsonl、<表名>.parquet）；请移走或转换后再载入")])


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
    """The rows of a record file or folder. Everything is checked before anything is remembered: a refused file leaves no trace."""
    reading = records.read(path)
    own = _document(state, path, sha256, "records")
    if not reading.refusals:
        for table, rows in reading.tables.items():
            _complete(state, table, rows, own)
            reading.refusals += validate.required(BY_NAME[table], rows, path.name) + validate.repeated(BY_NAME[table], rows, path.name)
    if not reading.refusals:
        reading.refusals += _unknown_units(state, path, reading) + _dangling(state, path, reading, own)
    del reading.refusals[records.MOST_ISSUES:]
    if not reading.refusals:
        _recognise(state, reading)
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


def _unknown_units(state: _State, path: Path, reading: Reading) -> list[Issue]:
    named = {unit["unit_id"] for unit in _dicts(reading.tables.get("units"))} | state.identity.units.keys() | state.identity.register.units.keys()
    rows = reading.tables.get("inspections", Rows())
    return [Issue(path.name, rows.locators[index], "unit_id", unit_id, "登记册（data/units.csv）或 units 记录中的单位编号")
            for index, unit_id in enumerate(rows.columns.get("unit_id", ())) if unit_id not in named]


def _dangling(state: _State, path: Path, reading: Reading, own: dict) -> list[Issue]:
    """One issue for each reference to a row that is neither in the file nor in the edition nor in what this load has accepted."""
    issues = []
    for table, rows in reading.tables.items():
        for column in BY_NAME[table].columns:
            if column.references and column.references != "units" and column.name in rows.columns:
                named = {own["document_id"]} | _keys(reading.tables.get(column.references), column.references)
                if any(value is not None and value not in named for value in rows.columns[column.name]):
                    named |= _known(state, column.references)
                issues += [Issue(path.name, rows.locators[index], column.name, value, f"{column.references} 中有的编号")
                           for index, value in enumerate(rows.columns[column.name]) if value is not None and value not in named]
    return issues


def _keys(rows: Rows | None, table: str) -> set[str]:
    return set(rows.columns[BY_NAME[table].key[0]]) if rows else set()


def _known(state: _State, table: str) -> set[str]:
    """The ids of a table in the edition and in what this load has accepted so far."""
    if table == "inspections":
        return set(state.identity.inspections)
    key = BY_NAME[table].key[0]
    return {each for rows in (state.before(table, columns=[key]), state.added(table)) for each in rows.column(key).to_pylist()}


def _recognise(state: _State, reading: Reading) -> None:
    """Units and inspections of records found again or added, and the rows of other tables told which."""
    identity, renamed = state.identity, {}
    for unit in _dicts(reading.tables.pop("units", None)):
        identity.unit(unit["unit_name"], unit)
        identity.units[unit["unit_id"]] |= {} if unit["unit_id"] in identity.register.units else unit
    for inspection in _dicts(reading.tables.pop("inspections", None)):
        given, unit_id = inspection["inspection_id"], inspection["unit_id"]
        if unit_id not in identity.units:
            identity.unit("", {"unit_id": unit_id})
        facts = {name: value for name, value in inspection.items() if name not in ("inspection_id", "unit_id")}
        renamed[given] = given if given in identity.inspections else identity.find_inspection(unit_id, facts) or given
        identity.add_inspection(inspection | {"inspection_id": renamed[given]})
    for rows in reading.tables.values():
        if "inspection_id" in rows.columns:
            rows.columns["inspection_id"] = [renamed.get(each, each) for each in rows.columns["inspection_id"]]


def _dicts(rows: Rows | None) -> Iterator[dict]:
    if rows:
        for position in range(len(rows)):
            yield {name: values[position] for name, values in rows.columns.items() if values[position] is not None}


def _document(state: _State, path: Path, sha256: str, kind: str) -> dict:
    return {
        "document_id": f"d-{sha256[:12]}", "kind": kind, "title": path.name, "uri": path.name, "sha256": sha256, "as_of": None,
        "bytes": path.stat().st_size if path.is_file() else sum(part.stat().st_size for part in records.files(path)),
        "extent": "whole", "loaded_in": state.received.get(sha256, state.number), "reader_version": PROGRAM,
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
                                "rows": [outcome.rows], "masked": [outcome.masked], "loaded_in": [own["loaded_in"]]}, [""]))
    if outcome.sha256 in state.received:
        state.reread.add(own["document_id"])
    state.received.setdefault(outcome.sha256, state.number)
    outcome.state = "accepted"


def _note(state: _State, outcome: Outcome) -> None:
    for table, issues in (("refusals", outcome.refusals), ("remarks", outcome.remarks)):
        distinct = list(dict.fromkeys(issues))
        state.add(table, Rows({
            "file": [outcome.file] * len(distinct), "sha256": [outcome.sha256] * len(distinct), "place": [issue.place for issue in distinct],
            "column": [issue.column for issue in distinct], "found": [issue.found for issue in distinct], "wanted": [issue.wanted for issue in distinct],
            "loaded_in": [state.number] * len(distinct)}, [""] * len(distinct)))


def _parts(state: _State, outcomes: list[Outcome], fixes, states) -> tuple[dict[str, dict[int, pa.Table]], int]:
    """Every table and bucket that this load touches, merged with what was there, then corrected."""
    units = _units(state)
    inspections = corrections.apply("inspections", _inspections(state), fixes, states)
    documents = corrections.apply("documents", merge.whole("documents", state.before("documents"), state.added("documents")), fixes, states)
    parts = {
        "units": {0: units}, "inspections": {0: inspections}, "documents": {0: documents},
        "receipts": {0: merge.whole("receipts", state.before("receipts"), state.added("receipts"))},
        "refusals": {0: _findings(state, "refusals", outcomes)}, "remarks": {0: _findings(state, "remarks", outcomes)},
        "terms": {0: _terms(state.settings.terms)}, **_dictionary(),
    }
    buckets = max(merge.bucket_count(units.num_rows), (state.base or {"buckets": 1})["buckets"])
    for bucket, new in _by_bucket(state, inspections, buckets, fixes).items():
        old = {name: _old(state, name, bucket, buckets, inspections) for name in BUCKETED}
        for name, rows in merge.facts(old, new, documents, inspections, units).items():
            parts.setdefault(name, {})[bucket] = corrections.apply(name, rows, fixes, states)
    _check(state, parts, inspections, documents)
    parts["corrections"] = {0: validate.arrow_table(BY_NAME["corrections"], _rows(corrections.table(fixes, states)))}
    return parts, buckets


def _findings(state: _State, name: str, outcomes: list[Outcome]) -> pa.Table:
    """What was found wrong with files. What is said of a file now replaces what was said of it (by content or by name) before."""
    read = [outcome for outcome in outcomes if outcome.sha256 and outcome.state != "unchanged"]
    contents, names = {outcome.sha256 for outcome in read}, {outcome.file for outcome in read}
    old, key = state.before(name).to_pylist(), BY_NAME[name].key
    first = {tuple(row[column] for column in key): row["loaded_in"] for row in old}
    kept = [row for row in old if row["sha256"] not in contents and (name == "remarks" or row["file"] not in names)]
    new = [row | {"loaded_in": first.get(tuple(row[column] for column in key), row["loaded_in"])} for row in state.added(name).to_pylist()]
    return merge.whole(name, validate.empty(BY_NAME[name]), validate.arrow_table(BY_NAME[name], _rows(kept + new)))


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
    if state.base is None or state.base["buckets"] != buckets or state.is_moved or state.reread or any(fix.table in BUCKETED for fix in (*fixes, *state.applied)):
        for bucket in range(buckets):
            found.setdefault(bucket, {})
    return {bucket: {name: tables.get(name, validate.empty(BY_NAME[name])) for name in BUCKETED} for bucket, tables in sorted(found.items())}


def _old(state: _State, name: str, bucket: int, buckets: int, inspections: pa.Table) -> pa.Table:
    """The rows that the edition has for a bucket; without those of documents that were read again, which say it anew."""
    if state.base is None:
        return validate.empty(BY_NAME[name])
    if state.base["buckets"] == buckets and not state.is_moved:
        rows = state.before(name, bucket)
    else:
        rows = state.before(name)
        place = {row["inspection_id"]: merge.bucket_of(row["unit_id"], buckets) for row in inspections.select(["inspection_id", "unit_id"]).to_pylist()}
        rows = rows.filter(pa.array([place[each] == bucket for each in rows.column("inspection_id").to_pylist()], pa.bool_()))
    return rows.filter(pc.invert(pc.is_in(rows.column("document_id"), pa.array(sorted(state.reread), pa.string())))) if state.reread else rows


def _check(state: _State, parts: dict[str, dict[int, pa.Table]], inspections: pa.Table, documents: pa.Table) -> None:
    """Keys are unique and every reference leads somewhere, or nothing is published."""
    whole = {name: parts[name][0] for name in ("units", "inspections", "documents")}
    for bucket in parts.get("problems", {}):
        here = {name: parts[name][bucket] for name in BUCKETED}
        broken = validate.references(whole | here)
        if broken:
            raise edition.Damaged(f"引用不成立，未发布：{'；'.join(broken)}。References do not hold; nothing was published.")
