"""Every query keeps the form in which queries are written: its header, its columns, and a dialect that every engine reads alike."""

import re
from pathlib import Path

import pytest

from queries import Filter, answer, breakdowns, catalog, checks, metrics, reasons
from queries.catalog import HERE, HeaderError
from queries.run import definitions
from etl import codes

QUERIES = (*metrics(), *breakdowns(), *checks())
SCOPE = (HERE / "scope.sql").read_text(encoding="utf-8")
ROOT = Path(__file__).parent.parent
REASON = re.compile(r"'([a-z_]+)'")

# engines.md §4: what Spark refuses, or runs and answers differently.
NOT_PORTABLE = {
    "approximate or missing in Spark": r"\bquantile_cont\b|\bapprox_\w+|\blist_(?:sum|aggregate|contains)\b|\bproduct\(",
    "no such clause in Spark": r"\bpivot\b|\basof\b|\bgroup by all\b|\bgrouping\(|\bfrom range\(|\breplace \(",
    "counted differently": r"date_diff\('(?!day)\w+'|\bavg\(",
    "DuckDB 1 and 2 differ": r"//|(?<![<>=!])~|->",
    "a decimal where a double is meant": r"\b\d+\.\d+(?!e|\d)",
    "a cast only DuckDB knows": r"::",
    "rounding or formatting": r"\bround\(|\bformat\(|\bprintf\(|\bstrftime\(",
}


def code(sql: str) -> str:
    """SQL without its comments and strings."""
    return re.sub(r"'[^']*'", "''", re.sub(r"--.*", "", sql))


def test_opens_with_a_header_in_both_languages(query):
    words = [query.title, query.question, *query.columns.values(), *([query.caveat] if query.caveat else [])]
    assert all(set(word) == {"zh", "en"} and all(text.strip() for text in word.values()) for word in words)


def test_returns_the_columns_it_documents_and_nothing_from_nothing(query, publish):
    table = answer(publish(), query, Filter())
    assert table.column_names == ["unit_id", "unit_name", *(name for name in query.columns if name != "unit_id")]
    assert table.num_rows == 0


def test_its_own_select_returns_the_columns_in_the_order_of_the_header(query, publish):
    from queries.run import Scoped
    assert Scoped(publish(), Filter()).rows(query.sql).column_names == list(query.columns)


def test_is_written_in_lower_case_and_says_its_order(query):
    sql = code(query.sql)
    assert sql == sql.lower()
    assert re.search(r"\norder by [\w., ]*unit_id[\w., ]*$", sql)
    assert "\t" not in query.sql and not re.search(r" +$", query.sql, re.MULTILINE)


def test_names_what_it_selects(query):
    assert not re.search(r"^select\s+\*", query.sql, re.MULTILINE)


def test_has_no_parameter_and_reads_only_the_views_of_the_scope(query):
    read = set(re.findall(r"\b(?:from|join) (\w+)", code(query.sql)))
    own = set(re.findall(r"\b(\w+) as \(\s*\n", query.sql))
    assert "$" not in query.sql
    assert read <= definitions().keys() | own, read - definitions().keys() - own


@pytest.mark.parametrize("why", NOT_PORTABLE)
def test_stays_in_the_portable_dialect(why, query):
    assert re.findall(NOT_PORTABLE[why], code(query.sql) if "date_diff" not in NOT_PORTABLE[why] else query.sql) == []


@pytest.mark.parametrize("why", NOT_PORTABLE)
def test_the_scope_stays_in_the_portable_dialect_but_for_its_parameters(why):
    views = SCOPE.partition("\n\n\n")[2]
    assert re.findall(NOT_PORTABLE[why], code(views) if "date_diff" not in NOT_PORTABLE[why] else views) == []


def test_only_the_question_has_parameters():
    parameters = re.findall(r"\$(\w+)", SCOPE)
    assert parameters == list(Filter().parameters())
    assert all("$" not in sql for name, sql in definitions().items() if name != "chosen")


def test_every_reason_that_a_query_gives_is_in_the_readers_words():
    given = {word for text in (SCOPE, *(query.sql for query in metrics())) for word in re.findall(r"(?:then|else) '([a-z_]+)'", text)}
    not_reasons = {code.code for each in vars(codes).values() if isinstance(each, codes.CodeList) for code in each} | {"counted", "declared", "mixed", "claimed_only", "persons"} | set(catalog.EVIDENCE)
    assert given - not_reasons - {"identified", "recovered", "outstanding", "surrendered", "loss_averted"} <= reasons().keys()
    assert all(set(words) == {"zh", "en"} for words in reasons().values())


def test_no_reason_is_kept_that_nothing_gives():
    given = set(REASON.findall(SCOPE)) | {word for query in metrics() for word in REASON.findall(query.sql)}
    compared = {word for path in (ROOT / "queries" / "compare").glob("*.py") for word in re.findall(r'"([a-z_]+)"', path.read_text(encoding="utf-8"))}
    assert reasons().keys() <= given | compared


def test_every_metric_has_a_group_with_a_heading():
    assert {query.group for query in metrics()} <= catalog.groups().keys()


HEADER = """/*
title = { zh = "甲", en = "A" }
question = { zh = "甲？", en = "A?" }
unit = "count"
better = "neutral"
caveat = { zh = "无", en = "None" }
columns = { value = { zh = "值", en = "Value" } }
*/
select 1 as value"""


def read(tmp_path: Path, text: str):
    path = tmp_path / "asked.sql"
    path.write_text(text, encoding="utf-8")
    return catalog.read(path, "metrics")


def test_a_header_is_read(tmp_path):
    query = read(tmp_path, HEADER)
    assert (query.name, query.unit, query.is_neutral, query.sql) == ("asked", "count", True, "select 1 as value")


@pytest.mark.parametrize(("old", "new", "says"), [
    ('better = "neutral"', 'beter = "neutral"', "asked.sql: the header lacks 'better' and has no use for 'beter'."),
    ('unit = "count"', 'unit = "metres"', "asked.sql: unit must be one of percent, count, money, days, ratio"),
    ('en = "A?"', 'fr = "A?"', "asked.sql: 'question' must be given in zh and en."),
    ("/*", "--", "asked.sql: the file must open with a TOML header"),
    ('unit = "count"', "unit = count", "asked.sql: the header is not TOML"),
])
def test_a_broken_header_says_which_file_and_what(old, new, says, tmp_path):
    with pytest.raises(HeaderError, match=re.escape(says)):
        read(tmp_path, HEADER.replace(old, new, 1))


@pytest.mark.parametrize(("evidence", "says"), [
    ('["funds"]', "asked.sql: evidence must be written as { funds = {"),
    ('{ funds = { state = "recovered" } }', "asked.sql: evidence must be written as { funds = {"),
    ('{ money = {} }', "asked.sql: evidence must be of discipline, documents, funds, "),
])
def test_evidence_names_kinds_of_facts_each_with_what_narrows_it(evidence, says, tmp_path):
    with pytest.raises(HeaderError, match=re.escape(says)):
        read(tmp_path, HEADER.replace("columns =", f"evidence = {evidence}\ncolumns =", 1))


def test_evidence_is_all_problems_unless_the_header_says(tmp_path):
    assert read(tmp_path, HEADER).evidence == {"problems": {}}
    narrowed = HEADER.replace("columns =", 'evidence = { funds = { state = ["recovered"] }, documents = {} }\ncolumns =', 1)
    assert read(tmp_path, narrowed).evidence == {"funds": {"state": ("recovered",)}, "documents": {}}


def test_an_unknown_name_says_which_are_known():
    with pytest.raises(KeyError, match="there is no metric 'completion'; known are .*problem_completion_rate"):
        catalog.metric("completion")
