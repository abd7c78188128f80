"""Every table and bucket that a load touches: merged with what was there, corrected, and checked before anything is published."""

import csv
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from etl import codes, corrections, decisions, due_rules, edition, merge, themes, validate, values, workdays
from etl.codes import CodeList
from etl.intake import Outcome
from etl.schema import BY_NAME, TABLES
from etl.sources import Rows
from etl.state import State

BUCKETED = tuple(table.name for table in TABLES if table.is_bucketed)


def parts_of(state: State, outcomes: list[Outcome], fixes, states) -> tuple[dict[str, dict[int, pa.Table]], int]:
    """Every table and bucket that this load touches, merged with what was there, then corrected."""
    units = _units(state)
    inspections = corrections.apply("inspections", _inspections(state), fixes, states)
    documents = corrections.apply("documents", merge.whole("documents", state.before("documents"), state.added("documents")), fixes, states)
    parts = {
        "units": {0: units}, "inspections": {0: inspections}, "documents": {0: documents},
        "receipts": {0: merge.whole("receipts", state.before("receipts"), state.added("receipts"))},
        "refusals": {0: _findings(state, "refusals", outcomes)}, "remarks": {0: _findings(state, "remarks", outcomes)},
        "terms": {0: _terms(state.settings.terms)}, "due_rules": {0: due_rules.load(state.settings.due_rules)}, "calendar": {0: workdays.table()}, **_dictionary(),
    }
    taxonomy = themes.Themes.load(state.settings.themes, state.settings.theme_words)
    parts |= {name: {0: rows} for name, rows in themes.tables(taxonomy).items()}
    is_retaught = themes.changed(taxonomy, {name: state.before(name) for name in ("themes", "theme_words")})
    buckets = max(merge.bucket_count(units.num_rows), (state.base or {"buckets": 1})["buckets"])
    judged: dict[str, str] = {}
    for bucket, new in _by_bucket(state, inspections, buckets, fixes, is_retaught).items():
        old = {name: _old(state, name, bucket, buckets, inspections) for name in BUCKETED}
        for name, rows in merge.facts(old, new, documents, inspections, units).items():
            rows = themes.classified(rows, taxonomy) if name == "problems" else rows
            parts.setdefault(name, {})[bucket] = decisions.apply(name, corrections.apply(name, rows, fixes, states), state.decided, judged)
    _check(state, parts, inspections, documents)
    parts["decisions"] = {0: validate.arrow_table(BY_NAME["decisions"], _rows(decisions.listed(state.decided, judged)))}
    parts["corrections"] = {0: validate.arrow_table(BY_NAME["corrections"], _rows(corrections.table(fixes, states)))}
    return parts, buckets


def _findings(state: State, name: str, outcomes: list[Outcome]) -> pa.Table:
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


def _units(state: State) -> pa.Table:
    """The units that have an inspection; what the register says of them now."""
    inspected = {inspection["unit_id"] for inspection in state.identity.inspections.values()}
    units = [state.identity.described(unit_id, unit["unit_name"], unit) for unit_id, unit in sorted(state.identity.units.items()) if unit_id in inspected]
    named = {name: [unit.get(name) for unit in units] for name in BY_NAME["units"].names}
    named["parent_unit_id"] = [parent if parent in inspected else None for parent in named["parent_unit_id"]]
    for name, codes_of in (("level", codes.LEVEL), ("sector", codes.SECTOR)):
        named[name] = [value and (codes_of.read(value) or "other") for value in named[name]]
    return validate.arrow_table(BY_NAME["units"], Rows(named, [""] * len(units)))


def _inspections(state: State) -> pa.Table:
    rows = [inspection for _, inspection in sorted(state.identity.inspections.items())]
    return validate.arrow_table(BY_NAME["inspections"], Rows({name: [row.get(name) for row in rows] for name in BY_NAME["inspections"].names}, [""] * len(rows)))


def _terms(path: Path) -> pa.Table:
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


def _by_bucket(state: State, inspections: pa.Table, buckets: int, fixes, is_retaught: bool) -> dict[int, dict[str, pa.Table]]:
    """New rows by bucket of their unit; buckets that only a correction, a doubling or other themes touch are there with nothing new."""
    place = {row["inspection_id"]: merge.bucket_of(row["unit_id"], buckets) for row in inspections.select(["inspection_id", "unit_id"]).to_pylist()}
    found: dict[int, dict[str, pa.Table]] = {}
    for name in BUCKETED:
        rows = state.added(name)
        where = pa.array([place[each] for each in rows.column("inspection_id").to_pylist()], pa.int32())
        for bucket in where.unique().to_pylist():
            found.setdefault(bucket, {})[name] = rows.filter(pc.equal(where, bucket))
    if state.base is None or state.base["buckets"] != buckets or state.is_moved or state.reread or is_retaught or any(fix.table in BUCKETED for fix in (*fixes, *state.applied)):
        for bucket in range(buckets):
            found.setdefault(bucket, {})
    return {bucket: {name: tables.get(name, validate.empty(BY_NAME[name])) for name in BUCKETED} for bucket, tables in sorted(found.items())}


def _old(state: State, name: str, bucket: int, buckets: int, inspections: pa.Table) -> pa.Table:
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


def _check(state: State, parts: dict[str, dict[int, pa.Table]], inspections: pa.Table, documents: pa.Table) -> None:
    """Keys are unique and every reference leads somewhere, or nothing is published."""
    whole = {name: parts[name][0] for name in ("units", "inspections", "documents")}
    for bucket in parts.get("problems", {}):
        here = {name: parts[name][bucket] for name in BUCKETED}
        broken = validate.references(whole | here)
        if broken:
            raise edition.Damaged(f"引用不成立，未发布：{'；'.join(broken)}。References do not hold; nothing was published.")
