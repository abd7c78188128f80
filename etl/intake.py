"""One file into the load: read, told who is who, taken whole or refused whole. A refused file leaves no trace but its reasons."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from etl import validate
from etl.edition import PROGRAM
from etl.notice import Notice
from etl.schema import BY_NAME
from etl.sources import Issue, Reading, Rows, ledger, notice, records
from etl.sources.ledger.flat import FlatLedger
from etl.state import State

DEMO_MARK = "演示数据"


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


def take(state: State, path: Path, content: FlatLedger | Notice | None) -> Outcome:
    """Take one source into the state, or refuse it."""
    outcome = Outcome(path.name, "", "notice" if isinstance(content, Notice) else "ledger" if content else "records", "refused")
    known = state.identity.checkpoint()
    try:
        outcome.sha256 = content_hash(path)
        if outcome.sha256 in state.received and (state.settings.mapping is None or state.received[outcome.sha256] == state.number):
            outcome.state = "unchanged"
            return outcome
        reading = _told(state, path, outcome.sha256, content)
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


def _told(state: State, path: Path, sha256: str, content: FlatLedger | Notice | None) -> Reading:
    if isinstance(content, Notice):
        return notice.split(content, _document(state, path, sha256, "notice"), state.identity, state.terms)
    if content is not None:
        return _ledger(state, path, sha256, content)
    return _records(state, path, sha256) if records.reads(path) else unknown_kind(path)


def content_hash(path: Path) -> str:
    """SHA-256 of a file, or of the record files of a folder in order of name."""
    digest = hashlib.sha256()
    for part in records.files(path) if path.is_dir() else [path]:
        digest.update(part.read_bytes())
    return digest.hexdigest()


def unknown_kind(path: Path) -> Reading:
    return Reading({}, refusals=[Issue(path.name, "", "", path.suffix or "没有扩展名的文件", "台账（.xlsx、.xls、.csv）、通报（.txt、.html、.docx、.pdf）或记录（<表名>.jsonl、<表名>.parquet）；请移走或转换后再载入")])


def _document(state: State, path: Path, sha256: str, kind: str) -> dict:
    return {
        "document_id": f"d-{sha256[:12]}", "kind": kind, "title": path.name, "uri": path.name, "sha256": sha256, "as_of": None,
        "bytes": path.stat().st_size if path.is_file() else sum(part.stat().st_size for part in records.files(path)),
        "extent": "whole", "loaded_in": state.received.get(sha256, state.number), "reader_version": PROGRAM,
    }


def _ledger(state: State, path: Path, sha256: str, flat) -> Reading:
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


def _accept(state: State, reading: Reading, outcome: Outcome) -> None:
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


def _note(state: State, outcome: Outcome) -> None:
    for table, issues in (("refusals", outcome.refusals), ("remarks", outcome.remarks)):
        distinct = list(dict.fromkeys(issues))
        state.add(table, Rows({
            "file": [outcome.file] * len(distinct), "sha256": [outcome.sha256] * len(distinct), "place": [issue.place for issue in distinct],
            "column": [issue.column for issue in distinct], "found": [issue.found for issue in distinct], "wanted": [issue.wanted for issue in distinct],
            "loaded_in": [state.number] * len(distinct)}, [""] * len(distinct)))


def _records(state: State, path: Path, sha256: str) -> Reading:
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


def _complete(state: State, table: str, rows: Rows, own: dict) -> None:
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


def _unknown_units(state: State, path: Path, reading: Reading) -> list[Issue]:
    named = {unit["unit_id"] for unit in _dicts(reading.tables.get("units"))} | state.identity.units.keys() | state.identity.register.units.keys()
    rows = reading.tables.get("inspections", Rows())
    return [Issue(path.name, rows.locators[index], "unit_id", unit_id, "登记册（data/units.csv）或 units 记录中的单位编号")
            for index, unit_id in enumerate(rows.columns.get("unit_id", ())) if unit_id not in named]


def _dangling(state: State, path: Path, reading: Reading, own: dict) -> list[Issue]:
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


def _known(state: State, table: str) -> set[str]:
    """The ids of a table in the edition and in what this load has accepted so far."""
    if table == "inspections":
        return set(state.identity.inspections)
    key = BY_NAME[table].key[0]
    return {each for rows in (state.before(table, columns=[key]), state.added(table)) for each in rows.column(key).to_pylist()}


def _recognise(state: State, reading: Reading) -> None:
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
