"""Whatever JSON a record file holds, it is typed rows or reasons, never a crash."""

import json
import string
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from etl import validate
from etl.schema import BY_NAME
from etl.sources import records
from tests.ledgers import records as written

ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8), lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text(max_size=3), inner, max_size=2), max_leaves=4)
TABLES = ("funds", "problems", "documents", "figures")
in_a_folder = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=150, deadline=None)


def test_has_only_the_columns_that_it_carries(tmp_path):
    reading = records.read(written(tmp_path, units=[{"unit_id": "a", "unit_name": "甲局"}]))
    assert (reading.tables["units"].columns, reading.refusals) == ({"unit_id": ["a"], "unit_name": ["甲局"], "locator": ["units#1"]}, [])


def test_a_row_leads_back_to_its_line(tmp_path):
    (tmp_path / "rules.jsonl").write_text('\n{"rule_id": "r1"}\n\n{"rule_id": "r2", "locator": "12-30"}\n')
    assert records.read(tmp_path / "rules.jsonl").tables["rules"].columns["locator"] == ["rules#2", "12-30"]


@pytest.mark.parametrize("mark", ["\u2028", "\u2029", "\x85", "\x0b", "\x1c"])
def test_a_line_ends_only_at_a_line_feed(tmp_path, mark):
    (tmp_path / "units.jsonl").write_text(json.dumps({"unit_id": "a", "unit_name": f"甲{mark}局"}, ensure_ascii=False).replace("\\u000b", mark).replace("\\u001c", mark) + "\r\n", encoding="utf-8")
    reading = records.read(tmp_path / "units.jsonl")
    assert len(reading.tables.get("units", ())) == 1 or (mark < " " and len(reading.refusals) == 1)      # JSON forbids control characters


def test_a_byte_order_mark_is_no_part_of_the_data(tmp_path):
    (tmp_path / "units.jsonl").write_bytes(b'\xef\xbb\xbf{"unit_id": "a", "unit_name": "\xe7\x94\xb2"}')
    assert records.read(tmp_path / "units.jsonl").refusals == []


def test_reasons_are_at_most_two_hundred(tmp_path):
    (tmp_path / "units.jsonl").write_text("x\n" * 1000)
    assert len(records.read(tmp_path / "units.jsonl").refusals) == 200


def test_a_deeply_nested_line_is_refused(tmp_path):
    (tmp_path / "units.jsonl").write_text("[" * 100_000)
    assert records.read(tmp_path / "units.jsonl").refusals


@pytest.mark.parametrize("literal", ["1e400", "-1e400", "NaN", "Infinity", "1" * 5000, "99999999999999999999999999999999999999999"])
def test_a_number_beyond_all_bounds_is_refused_in_money_and_counts(tmp_path, literal):
    (tmp_path / "funds.jsonl").write_text('{"fund_id": "f", "amount": %s}' % literal)
    (tmp_path / "rules.jsonl").write_text('{"rule_id": "r", "number": %s}' % literal)
    for name in ("funds", "rules"):
        reading = records.read(tmp_path / f"{name}.jsonl")
        assert reading.refusals, name


@in_a_folder
@given(table=st.sampled_from(TABLES), data=st.data())
def test_any_json_is_rows_that_fit_the_schema_or_reasons(tmp_path, table, data):
    columns = st.sampled_from(BY_NAME[table].names)
    rows = data.draw(st.lists(st.dictionaries(columns, ANYTHING, max_size=4), max_size=3))
    (tmp_path / f"{table}.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    reading = records.read(tmp_path / f"{table}.jsonl")
    if not reading.refusals and rows:
        assert validate.arrow_table(BY_NAME[table], reading.tables[table]).num_rows == len(rows)


@in_a_folder
@given(st.binary(max_size=60) | st.text(string.printable, max_size=60).map(str.encode))
def test_any_bytes_are_rows_or_reasons(tmp_path, content):
    for name in ("funds.jsonl", "units.parquet"):
        path = Path(tmp_path, name)
        path.write_bytes(content)
        reading = records.read(path)
        assert reading.refusals or reading.tables
        path.unlink()


@pytest.mark.parametrize("column", [
    pa.array([["a"]]), pa.array([{"x": 1}]), pa.array([b"\xff"]), pa.array([1.5]), pa.array([True]), pa.array([10**15], pa.timestamp("us")), pa.array([3], pa.duration("s")), pa.array([None], pa.null()),
    pa.array(["a"]).dictionary_encode(), pa.array(["a"], pa.large_string()),
])
def test_any_type_in_a_parquet_file_is_rows_or_reasons(tmp_path, column):
    for name in ("unit_name", "is_registered"):
        pq.write_table(pa.table({"unit_id": ["a"], name: column}), tmp_path / "units.parquet")
        reading = records.read(tmp_path / "units.parquet")
        if not reading.refusals:
            assert validate.arrow_table(BY_NAME["units"], reading.tables["units"]).num_rows == 1
