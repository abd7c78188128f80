"""What stands behind a number: the rows and sentences that a query counts, each with its document and its place.

A query says in its header which facts it rests on (`evidence`) and by which of PARTS they are narrowed to what it counts; each kind of facts
is one file here, with those of COLUMNS that it knows.
"""

from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.compute as pc

from queries import run
from queries.catalog import Query
from queries.filter import Filter

HERE = Path(__file__).parent
# Columns by which the facts behind one part of a breakdown are told from the others. `month` is the month of closing, by its first day.
PARTS = ("basis", "status", "aspect", "theme", "number", "reached", "has_money", "term", "form", "term_class", "category", "state", "subject", "source",
         "inspection_id", "row_id", "due_on", "month")
COLUMNS = {
    "kind":          {"zh": "事实", "en": "Fact"},
    "unit_name":     {"zh": "单位", "en": "Unit"},
    "unit_id":       {"zh": "单位编号", "en": "Unit id"},
    "inspection_id": {"zh": "巡察编号", "en": "Inspection id"},
    "source":        {"zh": "来源", "en": "Source"},
    "basis":         {"zh": "口径", "en": "Basis"},
    "status":        {"zh": "状态", "en": "Status"},
    "aspect":        {"zh": "方面", "en": "Aspect"},
    "theme":         {"zh": "主题", "en": "Theme"},
    "number":        {"zh": "序号", "en": "Number"},
    "reached":       {"zh": "走到哪一步", "en": "How far"},
    "has_money":     {"zh": "涉及资金", "en": "Money involved"},
    "term":          {"zh": "用语", "en": "Term"},
    "form":          {"zh": "形态", "en": "Form"},
    "term_class":    {"zh": "用语类别", "en": "Class of the term"},
    "category":      {"zh": "类别", "en": "Category"},
    "state":         {"zh": "性质", "en": "State"},
    "subject":       {"zh": "第几项", "en": "Which"},
    "spoken":        {"zh": "原文", "en": "Text"},
    "due_on":        {"zh": "时限", "en": "Due"},
    "closed_on":     {"zh": "完成", "en": "Closed"},
    "value":         {"zh": "数", "en": "Value"},
    "review":        {"zh": "核对", "en": "Review"},
    "row_id":        {"zh": "行的编号", "en": "Row id"},
    "document_id":   {"zh": "来源文件", "en": "Document"},
    "locator":       {"zh": "出处", "en": "Place"},
}
NAMED_OTHERWISE = {"action": "state", "counts": "state", "title": "subject", "problem_id": "row_id"}
TYPES = {"due_on": pa.date32(), "closed_on": pa.date32(), "value": pa.float64()}

def facts(connection: duckdb.DuckDBPyConnection, query: Query, chosen: Filter = Filter(), unit_id: str | None = None, **part: object) -> pa.Table:
    """The facts behind a query's answer, for one unit or for all in scope, ordered by unit, counted rows before declared figures.

    part: values of PARTS (or of NAMED_OTHERWISE) that the facts must have, a tuple where any of several will do; None asks for those that
    have none. Columns: kind, and COLUMNS with unit_id: source (counted, declared), subject (which one: number, category, term, title),
    spoken (text of the row or the sentence), number (of the problem), empty where a kind of facts has no such column.
    """
    columns = {NAMED_OTHERWISE.get(name, name): value for name, value in part.items()}
    unknown = columns.keys() - set(PARTS)
    if unknown:
        raise ValueError(f"facts are not told apart by {', '.join(sorted(unknown))}; only by {', '.join(PARTS)}.")
    scoped = run.Scoped(connection, chosen if unit_id is None else _of_unit(connection, chosen, unit_id))
    return pa.concat_tables([_narrowed(_filled(scoped.rows(f"""
        select units.unit_name, facts.*
        from ({_sql(kind)}) as facts
        join units on units.unit_id = facts.unit_id
        order by facts.unit_id, facts.source, facts.document_id, try_cast(regexp_extract(facts.locator, '[0-9]+') as integer) nulls last, facts.locator, facts.row_id"""), kind),
        only | columns) for kind, only in query.evidence.items()])


def described(query: Query) -> Query:
    """The query with the words of what stands behind it, for a file of its facts."""
    title = {"zh": f"{query.title['zh']}：数字背后的行和句子", "en": f"{query.title['en']}: the rows and sentences behind it"}
    return replace(query, title=title, columns={"unit_id": COLUMNS["unit_id"], **COLUMNS})


def kinds(query: Query) -> tuple[str, ...]:
    """What the facts behind a query are of: the kinds by which `reviewed` counts decisions."""
    return tuple(name for kind, only in query.evidence.items() for name in only.get("kind", (kind,)))


def of_part(table: pa.Table, **part: object) -> pa.Table:
    """Of facts found before, those that have these values of PARTS, as `facts` reads them."""
    return _narrowed(table, {NAMED_OTHERWISE.get(name, name): value for name, value in part.items()})


def told(value: object) -> str | None:
    """A value of a part as addresses have it and facts are compared by it."""
    return None if value is None else str(value).lower() if isinstance(value, bool) else str(value)


def _filled(table: pa.Table, kind: str) -> pa.Table:
    """The table with all COLUMNS in their order, empty where its kind of facts lacks one; `kind` is the file's own unless its rows say."""
    if "kind" not in table.column_names:
        table = table.append_column("kind", pa.repeat(kind, table.num_rows))
    columns = {name: table.column(name) if name in table.column_names else pa.nulls(table.num_rows, TYPES.get(name, pa.string())) for name in COLUMNS}
    return pa.table({name: column.cast(TYPES.get(name, pa.string())) for name, column in columns.items()})


def _narrowed(table: pa.Table, columns: Mapping[str, object]) -> pa.Table:
    for name, value in columns.items():
        found = pc.strftime(table.column("closed_on"), format="%Y-%m-01") if name == "month" else table.column(name).cast(pa.string())
        several = [told(each) for each in value] if isinstance(value, tuple) else [told(value)]
        table = table.filter(pc.is_in(found, value_set=pa.array(several, pa.string())))
    return table


def reviewed(connection: duckdb.DuckDBPyConnection) -> dict[tuple[str, str], dict[str, int]]:
    """(unit_id, kind of facts) -> review -> figures: what people decided on, wherever a number rests on it."""
    found: dict[tuple[str, str], dict[str, int]] = {}
    rows = connection.cursor().sql("""
        select
            inspections.unit_id, review,
            case
                when figure like 'funds_%' or figure = 'loss_averted' or figure = 'all_recovered' then 'funds'
                when figure = 'discipline' then 'discipline'
                when figure like 'rules_%' then 'rules'
                when basis in ('task', 'measure') then 'measures'
                else 'problems'
            end                                                 as kind,
            count(*)                                            as figures
        from figures
        join inspections on inspections.inspection_id = figures.inspection_id
        where review is not null
        group by all
        order by all""").fetchall()
    for unit_id, review, kind, figures in rows:
        for name in (kind, "documents"):
            said = found.setdefault((unit_id, name), {})
            said[review] = said.get(review, 0) + figures
    return found


def _of_unit(connection: duckdb.DuckDBPyConnection, chosen: Filter, unit_id: str) -> Filter:
    """The question narrowed to one unit, with the day and the standard that the whole question settled on."""
    settled = run.scope(connection, chosen)
    return replace(chosen, units=(unit_id,), as_of=settled.as_of, standard=settled.standard)


@cache
def _sql(kind: str) -> str:
    return (HERE / f"{kind}.sql").read_text(encoding="utf-8")
