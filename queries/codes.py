"""Codes as people say them: from the edition's table `codes`, and from codes.toml for those that queries make themselves."""

import tomllib
from collections.abc import Callable
from functools import cache
from pathlib import Path

import duckdb

from queries import catalog
from queries.catalog import Query
from queries.export.about import Chart, Reading

HERE = Path(__file__).parent
# Which code list a column draws from; what is not here is text, a number or a date.
LISTS = {
    "basis": "basis", "standard": "standard", "status": "status", "level": "level", "sector": "sector", "kind": "inspection_kind",
    "state": "fund_state", "term_class": "term_class", "counts": "counts", "action": "rule_action", "extent": "extent",
    "due_state": "due_state", "due_source": "due_source", "phase": "phase", "reached": "standard",
}
# Tables have more columns of codes than answers, and some of the same name with another list, or with none.
OF_TABLES = LISTS | {"review": "review", "figure": "figure", "theme_source": "theme_source", "verdict": "verdict", "duty": "duty", "start_event": "start_event", "length_unit": "length_unit"}
OF_TABLE = {
    ("documents", "kind"): "document_kind", ("receipts", "kind"): "document_kind", ("measures", "kind"): "measure_kind", ("decisions", "state"): "decision_state",
    ("due_rules", "evidence"): "evidence", ("due_rules", "level"): None, ("due_rules", "kind"): None, ("corrections", "state"): None,
}
# How numbers read in a spreadsheet; the value itself is never changed.
PERCENT, RATIO, PROBABILITY, ITEMS = '0.0"%"', "0.00", "0.0000", "0.0"
EMPTIED = ("value", "low", "high", "benchmark")
# The part of a group's name where time since the feedback does not tell on the metric: nothing to say.
OF_ANY_AGE = "0+"

Words = dict[str, Callable[[str], str]]


def list_of(table: str, column: str) -> str | None:
    """The code list of a table's column; None where it has none."""
    return OF_TABLE.get((table, column), OF_TABLES.get(column))


def of_table(connection: duckdb.DuckDBPyConnection, table: str, columns: list[str], language: str) -> Reading:
    """How people read a table of the edition."""
    known = _known(connection, language)
    return Reading(words={name: _worded(known.get(code_list, {}), language) for name in columns if (code_list := list_of(table, name))})


def of_answer(connection: duckdb.DuckDBPyConnection, query: Query, language: str) -> Reading:
    """How people read an answer: words for codes, number formats, and which percentages a few items do not bear."""
    is_percent, is_compared, is_by_mix = query.unit == "percent", "benchmark" in query.columns, "ratio" in query.columns
    value = PERCENT if is_percent else RATIO if query.unit == "ratio" else None
    formats = {"p_value": PROBABILITY, "q_value": PROBABILITY, "expected": ITEMS, "ratio": RATIO, "coarse": PERCENT, "standardised": PERCENT}
    formats |= {"low": RATIO, "high": RATIO} if is_by_mix else {}
    formats |= {name: value for name in (EMPTIED if is_compared else ("value",)) if value}
    return Reading(
        words=_words(connection, query, language), formats={name: form for name, form in formats.items() if name in query.columns}, sample=query.sample,
        emptied=() if not is_percent else EMPTIED if is_compared else ("value",), fewest=catalog.FEWEST_ITEMS, small=catalog.reasons()["too_few_items"][language],
        chart=Chart(query.columns["value"][language], query.unit, query.is_neutral, query) if is_compared else None)


def _words(connection, query: Query, language: str) -> Words:
    known, own = _known(connection, language), {name: {code: said[language] for code, said in words.items()} for name, words in _own().items()}
    meant = {name: known.get(code_list, {}) for name, code_list in LISTS.items()}
    reasons = {code: said[language] for code, said in catalog.reasons().items()}
    meant |= {name: reasons for name in ("reason", "compare_reason", "direct_reason")} | {name: own[name] for name in ("source", "balance", "outcome", "missing")}
    meant |= {"status": known.get("figure", {}) | meant["status"] | own["status"], "state": {**meant["counts"], **meant["action"], **meant["state"]}}
    meant |= {"flag": own["flag_of_mix" if "ratio" in query.columns else "flag"], "kinds": {each.name: each.title[language] for each in catalog.checks()}}
    meant |= {name: known.get(name, {}) for name in ("review", "theme_source")} | {"kind": _tables(connection, language) | meant["kind"]}
    words = {name: _worded(codes, language) for name, codes in meant.items()}
    shared = known.get("basis", {}) | known.get("standard", {})
    return {name: word for name, word in words.items() if name in query.columns} | {"peers": lambda name: _peers(name, shared, known, own["peers"])}


def _worded(codes: dict[str, str], language: str) -> Callable[[str], str]:
    """Code -> words; codes joined by 、 each; what the list lacks as it is written."""
    return lambda code: codes[code] if code in codes else ("、" if language == "zh" else ", ").join(codes.get(part, part) for part in code.split("、"))


def _peers(name: str, shared: dict[str, str], known: dict[str, dict[str, str]], own: dict[str, str]) -> str:
    """A group of peers: 'item|claimed|30-89|level=county' -> 分解事项 · 单位自报 · 反馈后 30–89 天 · 县级."""
    return " · ".join(_part(part, shared, known, own) for part in name.split("|") if part != OF_ANY_AGE) or name


def _part(part: str, shared: dict[str, str], known: dict[str, dict[str, str]], own: dict[str, str]) -> str:
    kind, _, value = part.partition("=")
    if value:
        return known.get(kind, {}).get(value, value)
    return shared.get(part) or (own["automatic"] if part == "automatic" else own["days"].format(days=part.replace("-", "–")) if part[:1].isdigit() else part)


def _known(connection: duckdb.DuckDBPyConnection, language: str) -> dict[str, dict[str, str]]:
    """list -> code -> word, as the edition has them."""
    found: dict[str, dict[str, str]] = {}
    for code_list, code, zh, en in connection.cursor().execute("select list, code, zh, en from codes").fetchall():
        found.setdefault(code_list, {})[code] = zh if language == "zh" else en
    return found


def _tables(connection: duckdb.DuckDBPyConnection, language: str) -> dict[str, str]:
    """table -> its title: what kind of facts stands behind a number."""
    return dict(connection.cursor().execute(f'select distinct "table", table_{"zh" if language == "zh" else "en"} from dictionary').fetchall())


@cache
def _own() -> dict[str, dict[str, dict[str, str]]]:
    return tomllib.loads((HERE / "codes.toml").read_text(encoding="utf-8"))
