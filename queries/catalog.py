"""The catalogue: every metric, breakdown and check, read from the header of its SQL file.

A header is TOML inside the file's first comment. What a file declares is compared with what it returns in the tests, so that
words and SQL cannot drift apart.
"""

import tomllib
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Literal

HERE = Path(__file__).parent
UNITS = ("percent", "count", "money", "days", "ratio")
BETTER = ("higher", "lower", "neutral")
MODELS = ("binomial", "poisson")
# Of fewer items than this a percentage is not given and not compared; only the counts are.
FEWEST_ITEMS = 10
WANTED = {
    "metrics": {"title", "question", "unit", "better", "caveat", "columns"},
    "breakdowns": {"title", "question", "part", "caveat", "columns"},
    "checks": {"title", "question"},
}
OPTIONAL = {"metrics": {"group", "decimals", "model", "numerator", "denominator", "per", "evidence", "sample", "is_aged"}, "breakdowns": {"chart", "evidence"}, "checks": {"can_both_hold"}}
# The kinds of facts, a file each.
EVIDENCE = tuple(sorted(path.stem for path in (HERE / "evidence").glob("*.sql")))


@dataclass(frozen=True)
class Query:
    """One SQL file: its words in both languages and its select.

    kind: metrics, breakdowns or checks. columns: name -> {zh, en}. unit, better and group only for metrics
    (better: higher, lower or neutral; a neutral metric is never coloured or ranked); part only for breakdowns.
    model: what chance does to numerator / denominator, two of the columns. binomial: so many of so many, each closed or not; poisson:
    a count per so many (`per`: value = per × numerator / denominator). A metric without a model is never compared.
    sample: the columns that add up to the number of items behind a value; with fewer than FEWEST_ITEMS it is listed, not compared. It is left
    out where a value rests on a sum of money or a checklist of fixed length.
    evidence: which facts it rests on (EVIDENCE), each with the columns and values that narrow it to what the query counts; all problems where
    the header does not say.
    is_aged: whether time since the feedback tells on it, so that only units of a similar age are compared.
    """

    name: str
    kind: Literal["metrics", "breakdowns", "checks"]
    title: dict[str, str]
    question: dict[str, str]
    columns: dict[str, dict[str, str]]
    sql: str
    caveat: dict[str, str] | None = None
    unit: str | None = None
    better: str | None = None
    group: str | None = None
    part: str | None = None
    chart: str | None = None
    decimals: int | None = None
    model: str | None = None
    numerator: str | None = None
    denominator: str | None = None
    per: int | None = None
    evidence: dict[str, dict[str, tuple[str, ...]]] = field(default_factory=lambda: {"problems": {}})
    sample: tuple[str, ...] = ()
    is_aged: bool = True
    can_both_hold: bool = False            # a check whose two sides may both be right: shown to be verified, never counted

    @property
    def is_neutral(self) -> bool:
        return self.better == "neutral"


# Every check answers in the same columns: two sides that cannot both hold, each with its place and its words: a sentence of a notice,
# or what a ledger's row says in a few words.
CHECK_COLUMNS = {
    "unit_id": {"zh": "单位编号", "en": "Unit id"},
    "inspection_id": {"zh": "巡察编号", "en": "Inspection id"},
    "subject": {"zh": "事项", "en": "Subject"},
    "one_value": {"zh": "一处说", "en": "One place says"},
    "one_document_id": {"zh": "文件", "en": "Document"},
    "one_locator": {"zh": "出处", "en": "Place"},
    "one_evidence": {"zh": "原文", "en": "In its words"},
    "other_value": {"zh": "另一处说", "en": "Another says"},
    "other_document_id": {"zh": "另一文件", "en": "Other document"},
    "other_locator": {"zh": "另一出处", "en": "Other place"},
    "other_evidence": {"zh": "另一处原文", "en": "In the other's words"},
}


class HeaderError(Exception):
    """A query's header breaks the form; the message says which file and what."""


@cache
def metrics() -> tuple[Query, ...]:
    """Every metric, in the order of the menu."""
    order = tomllib.loads((HERE / "order.toml").read_text(encoding="utf-8"))["metrics"]
    found = _load("metrics")
    return tuple(sorted(found.values(), key=lambda query: (order.index(query.group) if query.group in order else len(order), query.name)))


@cache
def breakdowns() -> tuple[Query, ...]:
    return tuple(_load("breakdowns").values())


@cache
def checks() -> tuple[Query, ...]:
    return tuple(_load("checks").values())


def metric(name: str) -> Query:
    return _named(metrics(), name, "metric")


def breakdown(name: str) -> Query:
    return _named(breakdowns(), name, "breakdown")


@cache
def groups() -> dict[str, dict[str, str]]:
    """The headings of the metric menu, in order: group -> {zh, en}."""
    return tomllib.loads((HERE / "order.toml").read_text(encoding="utf-8"))["groups"]


@cache
def reasons() -> dict[str, dict[str, str]]:
    """Why a value is empty: code -> {zh, en}."""
    return tomllib.loads((HERE / "reasons.toml").read_text(encoding="utf-8"))


def _named(queries: tuple[Query, ...], name: str, kind: str) -> Query:
    for query in queries:
        if query.name == name:
            return query
    raise KeyError(f"there is no {kind} '{name}'; known are {', '.join(query.name for query in queries)}")


def _load(kind: str) -> dict[str, Query]:
    return {path.stem: read(path, kind) for path in sorted((HERE / kind).glob("*.sql"))}


def read(path: Path, kind: str) -> Query:
    """One file as a Query; raises HeaderError naming the file and what is wrong with its header."""
    text = path.read_text(encoding="utf-8")
    if not text.startswith("/*") or "*/" not in text:
        raise HeaderError(f"{path.name}: the file must open with a TOML header between /* and */.")
    header_text, sql = text[2:].split("*/", 1)
    try:
        header = tomllib.loads(header_text)
    except tomllib.TOMLDecodeError as error:
        raise HeaderError(f"{path.name}: the header is not TOML: {error}.") from None
    _require(path, kind, header)
    if "sample" in header:
        header["sample"] = tuple(header["sample"])
    if "evidence" in header:
        header["evidence"] = {facts: {column: tuple(values) for column, values in only.items()} for facts, only in header["evidence"].items()}
    return Query(name=path.stem, kind=kind, sql=sql.strip(), **({"columns": CHECK_COLUMNS} if kind == "checks" else {}), **header)


def _require(path: Path, kind: str, header: dict) -> None:
    lacking, unknown = WANTED[kind] - header.keys(), header.keys() - WANTED[kind] - OPTIONAL[kind]
    if lacking or unknown:
        says = [f"lacks {', '.join(map(repr, sorted(lacking)))}"] if lacking else []
        says += [f"has no use for {', '.join(map(repr, sorted(unknown)))}"] if unknown else []
        raise HeaderError(f"{path.name}: the header {' and '.join(says)}.")
    if kind == "metrics" and (header["unit"] not in UNITS or header["better"] not in BETTER):
        raise HeaderError(f"{path.name}: unit must be one of {', '.join(UNITS)} and better one of {', '.join(BETTER)}.")
    _require_evidence(path, header.get("evidence", {}))
    if unknown := [name for name in header.get("sample", ()) if name not in header["columns"]]:
        raise HeaderError(f"{path.name}: 'sample' names {', '.join(map(repr, unknown))}, which is none of the columns.")
    if "model" in header:
        _require_model(path, header)
    for name in ("title", "question", "caveat"):
        if name in header and set(header[name]) != {"zh", "en"}:
            raise HeaderError(f"{path.name}: '{name}' must be given in zh and en.")


def _require_evidence(path: Path, evidence: object) -> None:
    if not isinstance(evidence, dict) or not all(isinstance(only, dict) and all(isinstance(values, list) for values in only.values()) for only in evidence.values()):
        raise HeaderError(f'{path.name}: evidence must be written as {{ funds = {{ state = ["recovered"] }} }}, with {{}} for all facts of a kind.')
    if unknown := [name for name in evidence if name not in EVIDENCE]:
        raise HeaderError(f"{path.name}: evidence must be of {', '.join(EVIDENCE)}, not {', '.join(map(repr, unknown))}.")


def _require_model(path: Path, header: dict) -> None:
    if header["model"] not in MODELS:
        raise HeaderError(f"{path.name}: model must be one of {', '.join(MODELS)}.")
    for name in ("numerator", "denominator"):
        if header.get(name) not in header["columns"]:
            raise HeaderError(f"{path.name}: a model needs '{name}' to name one of the columns.")
