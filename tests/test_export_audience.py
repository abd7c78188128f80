"""For whom a file is: of what is internal nothing is found in any byte of a file for the public, and a file for the office says what it holds."""

import io
import json
import zipfile
from dataclasses import replace
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

import duibiao
import queries
from etl import schema
from queries import evidence, export
from queries import words as asked_words
from queries.export import About, audience
from tests.ledgers import ledger, line

SECRET = "绝密词"
UNIT = {"被巡察单位": "某市水务局党组", "行业": "水利", "单位层级": "市级", "市": "某市", "巡察类型": "巡察", "轮次": "第一轮", "反馈日期": "2024-01-15"}
TEXTS = {"方面": f"方面{SECRET}甲", "小标题": f"标题{SECRET}丙", "整改措施": f"措施{SECRET}丁", "责任部门": f"部门{SECRET}戊", "整改成效": f"成效{SECRET}己",
         "制度名称": f"《办法{SECRET}庚》", "资金类别": f"款项{SECRET}辛", "处理方式": f"谈话{SECRET}壬"}


@pytest.fixture(scope="module")
def lake(tmp_path_factory) -> Path:
    """A ledger with a word of its own in every column of free text."""
    folder = tmp_path_factory.mktemp("audience")
    more = {"追缴金额（万元）": "1.5", "制度类型": "新建", "印发日期": "2024-05-02", "处分人数": "1"}
    rows = [line(number, f"问题{SECRET}乙{number}", status="已完成" if number < 3 else "整改中", **UNIT, **TEXTS, **(more if number == 1 else {})) for number in range(1, 5)]
    path = ledger(folder / f"台账{SECRET}.csv", rows)
    assert duibiao.main(["load", str(path), "--lake", str(folder / "lake")]) == duibiao.DONE
    return folder / "lake"


@pytest.fixture(scope="module")
def edition(lake) -> queries.Edition:
    return queries.Lake(lake).edition()


@pytest.fixture(scope="module")
def connection(edition):
    return edition.connect()


def contents(content: bytes, format: str) -> str:
    """Everything that can be read in a file: its bytes, the parts of a workbook, and the values of a Parquet file, which are compressed."""
    said = content.decode("utf-8", "ignore")
    if format == "xlsx":
        with zipfile.ZipFile(io.BytesIO(content)) as parts:
            said += "".join(parts.read(name).decode("utf-8", "ignore") for name in parts.namelist())
    if format == "parquet":
        table = pq.read_table(pa.BufferReader(content))
        said += str(table.to_pylist()) + str(table.schema.metadata)
    return said


def for_whom(edition, connection, asked: queries.Query, chosen: queries.Filter, whom: str, table: pa.Table | None = None) -> tuple[pa.Table, About]:
    table = queries.answer(connection, asked, chosen) if table is None else table
    return export.masked(connection, table, asked_words.about_answer(connection, edition, asked, chosen, table.num_rows, audience=whom))


def test_the_lake_holds_the_word_in_every_kind_of_column(connection):
    internal = [(table.name, column.name) for table in schema.TABLES for column in table.columns if column.sensitivity == "internal" and table.name in ("problems", "measures")]
    assert len(internal) >= 6
    words = [*(each for each in internal if each[1] != "responsible_department"), ("problems", "responsible_department"), ("rules", "title"), ("documents", "uri"), ("receipts", "file"), ("discipline", "term")]
    without = [each for each in words if not connection.execute(f"select count(*) from {each[0]} where {each[1]} like '%{SECRET}%'").fetchall()[0][0]]
    assert without == []


@pytest.mark.parametrize("format", export.FORMATS)
def test_no_byte_of_a_table_for_the_public_holds_an_internal_text(lake, edition, format, tmp_path):
    for table in edition.manifest["tables"]:
        out = tmp_path / f"{table}.{format}"
        assert duibiao.main(["export", table, "--for", "public", "--lake", str(lake), "--format", format, "--out", str(out)]) == duibiao.DONE
        assert SECRET not in contents(out.read_bytes(), format), table


def test_no_byte_of_an_answer_for_the_public_holds_an_internal_text(edition, connection):
    chosen, listed = queries.Filter(), [*queries.breakdowns(), *queries.checks()]
    answers = [(asked, table) for asked, table in zip(listed, queries.answers(connection, listed, chosen).values(), strict=True)]
    behind = [(evidence.described(asked), evidence.facts(connection, asked, chosen)) for asked in {str(each.evidence): each for each in listed}.values()]
    for asked, table in (*answers, *behind):
        kept, said = for_whom(edition, connection, asked, chosen, "public", table)
        for format in ("csv", "xlsx", "json", "parquet") if SECRET in str(table.to_pylist()) else ("csv",):
            assert SECRET not in contents(export.render(kept, format, said), format), (asked.name, format)
    assert sum(SECRET in str(table.to_pylist()) for _, table in (*answers, *behind)) >= 8


def test_the_filter_and_the_command_of_a_public_file_do_not_say_an_internal_word(edition, connection):
    _, said = for_whom(edition, connection, queries.metric("problem_completion_rate"), queries.Filter(aspects=(TEXTS["方面"],)), "public")
    assert SECRET not in said.filter_sentence + said.command and "〔内部〕" in said.filter_sentence and "--for public" in said.command


def test_a_public_file_says_what_was_left_out_in_every_format(edition, connection):
    asked = queries.breakdown("problem_list")
    table, said = for_whom(edition, connection, asked, queries.Filter(), "public")
    assert said.left_out == ("aspect", "problem_text", "rectification_text", "responsible_department") and not set(said.left_out) & set(table.column_names)
    assert "面向公开：已略去 4 列（方面、问题、整改成效、责任部门）" in export.render(table, "csv", said).decode("utf-8")
    about = json.loads(export.render(table, "json", said))["about"]
    assert (about["audience"], about["left_out"]) == ("public", list(said.left_out))
    assert export.file_name(said, "csv") == "问题清单-第1版-公开.csv" and "For the public: 4 columns left out" in dict(replace(said, language="en").lines())["Audience"]


def test_a_public_file_of_numbers_alone_is_the_same_as_the_internal_one(edition, connection):
    for name, table in queries.answers(connection, list(queries.metrics())).items():
        assert for_whom(edition, connection, queries.metric(name), queries.Filter(), "public", table)[0].equals(table) and SECRET not in str(table.to_pylist()), name


def test_texts_of_published_notices_are_named_and_those_of_ledgers_are_covered():
    """A row counts as published only if all its documents are."""
    import duckdb

    connection = duckdb.connect()
    connection.execute("create table documents as select * from (values ('n', 'notice', null::date), ('l', 'ledger', null), ('r', 'records', '2024-01-01'), ('s', 'records', null)) as d(document_id, kind, published_on)")
    connection.execute("create table dictionary as select 't' as \"table\", 'secret' as \"column\", 'internal' as sensitivity union select 't', 'name', 'personal'")
    connection.execute("create table terms as select '诫勉' as term")
    connection.execute("create table themes as select '财务' as theme")
    table = pa.table({"title": list("甲乙丙丁戊己") + ["诫勉", "12", None], "places": ["n › 1-2", "l › 表!3", "n › 1；l › 2", "r › 3", "s › 1", None, "l › 1", "l › 1", "l › 1"], "secret": ["x"] * 9, "name": ["张三"] * 9})
    found, said = audience.masked(connection, table, About(name="x", title="x", audience="public"))
    assert found.to_pydict()["title"] == ["甲", "〔内部〕", "〔内部〕", "丁", "〔内部〕", "〔内部〕", "诫勉", "12", None] and (said.covered, said.left_out) == (4, ("secret",))
    kept, said = audience.masked(connection, table, About(name="x", title="x"))
    assert kept.column_names == ["title", "places", "secret"] and (said.internal, said.covered) == (("secret",), 0)


def test_a_file_for_the_office_says_that_it_holds_internal_text(lake, tmp_path, capsys):
    for name in ("texts", "problems"):
        out = tmp_path / f"{name}.csv"
        assert duibiao.main(["export", name, "--lake", str(lake), "--out", str(out)]) == duibiao.DONE
        assert "内部资料，含内部栏目" in capsys.readouterr().err and "--for public" in out.read_text(encoding="utf-8")
    assert duibiao.main(["export", "codes", "--lake", str(lake), "--out", str(tmp_path / "codes.csv")]) == duibiao.DONE
    assert "内部" not in capsys.readouterr().err


def test_every_column_of_free_text_that_answers_have_is_known_to_be_internal_or_covered():
    """A new column of an internal name is left out by its name; a column of free text under another name must be added here on purpose."""
    internal = {column.name for table in schema.TABLES for column in table.columns if column.sensitivity != "public"} - audience.CODES
    columns = {name for query in (*queries.metrics(), *queries.breakdowns(), *queries.checks()) for name in query.columns}
    assert {"problem_text", "aspect"} <= internal & columns and {"title", "titles", "term", "category", "theme_words"} <= audience.FREE & columns
    assert audience.IN_ANSWERS <= columns | set(evidence.COLUMNS)
