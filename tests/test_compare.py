"""Comparing: the figures are those of a second reckoning, every gate says its reason, and the two real units are not told apart."""

import csv
import io
import json
import math
from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from pathlib import Path

import pyarrow.parquet as pq
import pytest

import duibiao
import oracle
from queries import Filter, Lake, answer, breakdown, catalog, compare, metric, metrics, reasons
from queries.statistics import peers, tails

ROOT = Path(__file__).resolve().parents[1]
COMPLETION = metric("problem_completion_rate")
QUERIES = tuple(query for query in metrics() if query.model)
FLAGS = {*peers.FLAGS.values(), "not_compared"}


def problems(**units: tuple[int, int]) -> list[dict]:
    """Rows of units that have closed x of n."""
    return [{"unit_id": unit, "inspection_id": f"{unit}-1", "status": "completed" if number < x else "in_progress"} for unit, (x, n) in units.items() for number in range(n)]


def alike(count: int, x: int = 15, n: int = 20, letter: str = "u") -> dict[str, tuple[int, int]]:
    return {f"{letter}{number:02d}": (x, n) for number in range(count)}


def compared(publish, chosen: Filter = Filter(), query=COMPLETION, **tables) -> dict[str, dict]:
    table = compare.compared(publish(**tables), query, chosen)
    return {row["unit_id"]: row for row in table.to_pylist()}


def exact_low(x: int, n: int, rate: Fraction) -> Fraction:
    terms = [math.comb(n, k) * rate**k * (1 - rate) ** (n - k) for k in range(x + 1)]
    return sum(terms[:-1], Fraction(0)) + terms[-1] / 2


def test_the_figures_are_those_of_a_second_reckoning(publish):
    units = alike(11) | {"worst": (2, 30), "best": (50, 50), "fair": (11, 16)}
    found = compared(publish, problems=problems(**units))
    p_values = {}
    for unit, (x, n) in units.items():
        others = [counts for other, counts in units.items() if other != unit]
        rate = Fraction(sum(a for a, _ in others), sum(b for _, b in others))
        low = exact_low(x, n, rate)
        p_values[unit] = min(1.0, 2 * float(min(low, 1 - low)))
        row, z = found[unit], 1.959963984540054
        centre, half = (x + z * z / 2) / (n + z * z), z / (n + z * z) * math.sqrt(x * (n - x) / n + z * z / 4)
        wanted = (100 * (centre - half), 100 * (centre + half), 100 * float(rate), p_values[unit], float(n * rate))
        assert tuple(row[name] for name in ("low", "high", "benchmark", "p_value", "expected")) == pytest.approx(wanted, rel=1e-9), unit
        assert row["compare_reason"] is None and row["peers"] == "feedback|claimed|365-729" and row["age_days"] == 365
        assert row["is_small"] == (n < 20)
    ordered = sorted(p_values.values())
    for unit, p in p_values.items():
        wanted = min(min(1.0, ordered[j] * len(ordered) / (j + 1)) for j in range(len(ordered)) if ordered[j] >= p)
        assert found[unit]["q_value"] == pytest.approx(wanted)
    assert {unit: row["flag"] for unit, row in found.items()} == {unit: "none" for unit in units} | {"worst": "low_alarm", "best": "high_alarm"}


def test_the_columns_stand_beside_the_metrics_own(publish):
    database = publish(problems=problems(**alike(3)))
    for query in metrics():
        own, table = answer(database, query), compare.compared(database, query)
        assert table.column_names == [*own.column_names, *compare.COLUMNS], query.name
        assert table.select(own.column_names).equals(own), query.name
        assert set(compare.described(query).columns) == {*query.columns, *compare.COLUMNS}


@pytest.mark.parametrize("seed", range(12))
def test_on_any_data_keeps_what_every_comparison_promises(seed, publish):
    database = publish(**oracle.random_lake(seed))
    chosen = oracle.FILTERS[seed % len(oracle.FILTERS)]
    for query in metrics():
        for row in compare.compared(database, query, chosen).to_pylist():
            assert row["flag"] in FLAGS and (row["flag"] == "not_compared") == (row["compare_reason"] is not None), row
            assert row["compare_reason"] is None or row["compare_reason"] in reasons(), row
            assert (row["p_value"] is None) == (row["flag"] == "not_compared") == (row["q_value"] is None), row
            assert not query.is_neutral or row["flag"] == "not_compared", row
            assert (row["low"] is None) == (row["value"] is None or query.model is None), row
            assert row["low"] is None or row["low"] <= float(row["value"]) <= row["high"], row


@pytest.mark.parametrize("seed", range(4))
def test_the_value_is_the_ratio_that_the_header_names(seed, query, publish):
    for row in answer(publish(**oracle.random_lake(seed)), query).to_pylist():
        if row["value"] is not None:
            scale = 100 if query.unit == "percent" else query.per
            assert row["value"] == pytest.approx(scale * row[query.numerator] / row[query.denominator])


def only(found: dict[str, dict]) -> set[str | None]:
    return {row["compare_reason"] for row in found.values()}


def test_a_metric_on_which_time_does_not_tell_is_compared_over_all_ages(publish):
    """A repeat rate rests on two inspections at least, so no unit would ever be of one age; nor need the day of the last word be known."""
    units = [f"u{number:02}" for number in range(12)]
    inspections = [{"inspection_id": f"{unit}-{turn}", "unit_id": unit, "feedback_on": day} for unit in units for turn, day in ((1, "2018-01-01"), (2, "2024-06-01"))]
    texts = ["".join(chr(0x4E00 + 40 * number + place) for place in range(8)) for number in range(12)]
    told = [{"inspection_id": f"{unit}-{turn}", "problem_text": text if turn == 1 or unit == "u00" else text[::-1], "status": "completed"}
            for unit in units for turn in (1, 2) for text in texts]
    query = metric("repeat_problem_rate")
    found = {row["unit_id"]: row for row in compare.compared(publish(inspections=inspections, problems=told), query).to_pylist()}
    assert not query.is_aged and {row["peers"] for row in found.values()} == {"feedback|0+"} and only(found) == {None}
    assert (found["u00"]["repeated"], found["u00"]["problems"], found["u00"]["flag"]) == (12, 12, "high_alarm")
    assert {row["flag"] for unit, row in found.items() if unit != "u00"} == {"none"} and found["u00"]["benchmark"] == 0


def test_fewer_than_ten_items_are_listed(publish):
    found = compared(publish, problems=problems(**alike(12), few=(9, 9)))
    assert found["few"]["compare_reason"] == "too_few_items" and found["few"]["low"] is not None and found["few"]["benchmark"] is None
    # And nobody is compared with it: the benchmark of the others is theirs alone.
    assert found["u00"]["benchmark"] == 75.0


def test_fewer_than_ten_units_are_not_compared(publish):
    assert only(compared(publish, problems=problems(**alike(9)))) == {"too_few_peers"}
    assert only(compared(publish, problems=problems(**alike(10)))) == {None}


def test_bases_are_never_compared_with_each_other(publish):
    rows = problems(**alike(12), **alike(9, letter="v"))
    for row in rows:
        row["basis"] = "item" if row["unit_id"].startswith("v") else "feedback"
    found = compared(publish, problems=rows)
    assert {row["compare_reason"] for unit, row in found.items() if unit.startswith("v")} == {"too_few_peers"}
    assert {row["peers"] for unit, row in found.items() if unit.startswith("u")} == {"feedback|claimed|365-729"}


def test_two_bases_are_two_groups(publish):
    rows = problems(**alike(12), **alike(10, x=5, letter="v"))
    for row in rows:
        row["basis"] = "item" if row["unit_id"].startswith("v") else "feedback"
    found = compared(publish, problems=rows)
    assert found["u00"]["benchmark"] == 75.0 and found["v00"]["benchmark"] == 25.0 and only(found) == {None}


def inspections(feedback_on: str | None, *units: str, round: int = 1) -> list[dict]:
    return [{"unit_id": unit, "inspection_id": f"{unit}-{round}", "feedback_on": feedback_on} for unit in units]


def test_units_of_different_age_are_not_compared(publish):
    young = alike(4, x=5, letter="y")
    found = compared(publish, problems=problems(**alike(12), **young), inspections=inspections("2024-11-01", *young))
    assert {row["compare_reason"] for unit, row in found.items() if unit in young} == {"too_few_of_this_age"}
    assert found["y00"]["age_days"] == 60 and found["y00"]["peers"] == "feedback|claimed|30-89" and found["u00"]["benchmark"] == 75.0


def test_an_undated_feedback_is_not_compared(publish):
    found = compared(publish, problems=problems(**alike(12), undated=(15, 20)), inspections=inspections(None, "undated"))
    assert found["undated"]["compare_reason"] == "no_age" and found["undated"]["age_days"] is None


def test_an_answer_over_inspections_of_different_age_asks_for_a_round(publish):
    rows = problems(**alike(12), both=(15, 20))
    rows += [{"unit_id": "both", "inspection_id": "both-2", "status": "in_progress"} for _ in range(5)]
    both = [*inspections("2024-01-01", "both"), *inspections("2024-11-01", "both", round=2)]
    both[0]["round"], both[1]["round"] = "第一轮", "第二轮"
    others = [row | {"round": "第一轮"} for row in inspections("2024-01-01", *alike(12))]
    database = publish(problems=rows, inspections=both + others)
    by_unit = lambda chosen: {row["unit_id"]: row for row in compare.compared(database, COMPLETION, chosen).to_pylist()}
    assert by_unit(Filter())["both"]["compare_reason"] == "mixed_ages"
    assert by_unit(Filter(rounds=("第一轮",)))["both"]["flag"] == "none"


def test_a_notice_speaks_on_its_own_day(publish):
    """Day 60 of a notice is not made day 365 by asking a year later."""
    figures = [{"inspection_id": "notice-1", "document_id": "n", "figure": figure, "basis": "feedback", "value": value} for figure, value in (("total", "20"), ("completed", "15"))]
    documents = [{"document_id": "n", "inspection_id": "notice-1", "kind": "notice", "published_on": "2024-03-01"}]
    found = compared(publish, problems=problems(**alike(12)), inspections=inspections("2024-01-01", "notice"), figures=figures, documents=documents)
    assert found["notice"]["value"] == 75.0 and found["notice"]["source"] == "declared"
    assert (found["notice"]["age_days"], found["notice"]["compare_reason"]) == (60, "too_few_of_this_age")


def test_a_ledger_of_a_later_day_tells_of_the_day_asked(publish):
    found = compared(publish, Filter(as_of=date(2024, 6, 30)), problems=[row | {"claimed_on": "2024-05-01"} for row in problems(**alike(10, x=20))])
    assert found["u00"]["age_days"] == 181


def test_at_the_ceiling_nobody_stands_out(publish):
    found = compared(publish, problems=problems(**alike(12, x=40, n=40), open=(30, 39)))
    assert only(found) == {"pooled_at_ceiling"} and found["open"]["p_value"] is None and found["open"]["low"] < 100
    assert only(compared(publish, problems=problems(**alike(12, x=40, n=40), open=(20, 39)))) == {None}


def test_a_unit_without_a_value_is_named_so(publish):
    found = compared(publish, units="unit_id\nsilent", problems=problems(**alike(12)))
    assert found["silent"]["compare_reason"] == "no_value" and found["silent"]["reason"] is not None


def test_neutral_metrics_have_an_interval_and_a_benchmark_and_no_flag(publish):
    units = {unit: 20 for unit in alike(12)}
    found = compared(publish, query=metric("actions_per_10_problems"), problems=problems(**{unit: (0, n) for unit, n in units.items()}),
                     discipline=[{"inspection_id": f"{unit}-1", "number": str(number % 4)} for number, unit in enumerate(units)])
    assert only(found) == {"neutral"} and {row["p_value"] for row in found.values()} == {None}
    # u01 acted once on twenty problems; the others 17 times on 220.
    row = found["u01"]
    assert (row["value"], row["benchmark"], row["expected"]) == pytest.approx((0.5, 10 * 17 / 220, 20 * 17 / 220))
    assert (row["low"], row["high"]) == pytest.approx((0.5 * 0.025318, 0.5 * 5.571643), rel=1e-4)


def test_metrics_without_a_model_are_listed(publish):
    found = compared(publish, query=metric("recovery_rate"), problems=problems(**alike(12)))
    assert only(found) == {"no_model"} and found["u00"]["low"] is None


def test_only_metrics_are_compared(publish):
    with pytest.raises(ValueError, match="only metrics"):
        compare.compared(publish(), breakdown("status_by_basis"))


def test_nobody_at_all(publish):
    for query in metrics():
        assert compare.compared(publish(), query).num_rows == 0


def test_forty_units_that_are_alike(publish):
    """Each unit's flag is that of its exact tails, with the benchmark of the other thirty-nine."""
    closed = [32, 31, 30, 29, 31, 30, 32, 29, 30, 31] * 4
    units = {f"u{number:02d}": (x, 32) for number, x in enumerate(closed)} | {"u00": (24, 32)}
    found = compared(publish, problems=problems(**units))
    assert {unit for unit, row in found.items() if row["flag"] != "none"} == {"u00"}
    low, _ = tails.binomial_tails(24, 32, Fraction(sum(x for x, _ in units.values()) - 24, 39 * 32))
    assert found["u00"]["flag"] == "low_alarm" and float(low) < 0.001


def test_the_summary_says_what_stands_under_a_picture(publish):
    units = alike(22) | {"worst": (2, 30), "few": (3, 4)}
    table = compare.compared(publish(problems=problems(**units)), COMPLETION)
    said = compare.summary(COMPLETION, table)
    assert (said.units, said.compared, said.reasons) == (24, 23, {"too_few_items": 1})
    assert said.expected_false_flags == pytest.approx(23 * 0.025)
    (group,) = said.groups
    assert (group.units, group.compared, group.low, group.high, group.reason) == (23, 23, 1, 0, None)
    assert (group.pooled, group.median) == pytest.approx((100 * (22 * 15 + 2) / (22 * 20 + 30), 75.0))
    assert group.phi > 0 and group.tau2 is not None and (group.youngest_days, group.oldest_days) == (365, 365)


def test_the_summary_of_a_group_that_is_not_compared(publish):
    table = compare.compared(publish(problems=problems(**alike(12, x=40, n=40))), COMPLETION)
    (group,) = compare.summary(COMPLETION, table).groups
    assert (group.reason, group.compared, group.pooled, group.tau2) == ("pooled_at_ceiling", 0, 100.0, None)
    listed = metric("recovery_rate")
    assert compare.summary(listed, compare.compared(publish(), listed)).groups == ()


@pytest.fixture(scope="module")
def sample(tmp_path_factory) -> Iterator:
    folder = tmp_path_factory.mktemp("sample")
    assert duibiao.main(["load", str(ROOT / "data" / "sample"), "--lake", str(folder)]) == duibiao.DONE
    yield folder


def test_the_two_real_units_are_not_told_apart_and_it_is_said_why(sample):
    table = compare.compared(Lake(sample).edition().connect(), COMPLETION)
    rows = {row["unit_id"]: row for row in table.to_pylist()}
    for unit, interval in (("sh-urban-management", (75.78, 96.76)), ("gaoling-urban-management", (91.24, 100.0))):
        assert (rows[unit]["low"], rows[unit]["high"]) == pytest.approx(interval, abs=0.005)
        assert (rows[unit]["flag"], rows[unit]["compare_reason"]) == ("not_compared", "too_few_peers")
    found = compare.pair(COMPLETION, table, "sh-urban-management", "gaoling-urban-management")
    assert not found.can_be_told_apart and found.forbidden == ("no_age",)
    assert (found.difference, found.low, found.high, found.p_value) == pytest.approx((-9.4, -24.2, 1.3, 0.083), abs=0.05)
    assert found.sentence("zh") == (
        "上海市城市管理行政执法局29/32（90.6%，95%区间 75.8%–96.8%）与西安市高陵区城市管理和综合执法局40/40（100.0%，95%区间 91.2%–100.0%）"
        "相差 -9.4 个百分点（95%区间 -24.2 至 +1.3）：在该规模下无法区分（不等于相同）；另外，有一方反馈日期或数据日期不明，不知是否处于相近的整改时间。")
    assert "cannot be told apart" in found.sentence("en") and "undated" in found.sentence("en")


def test_a_pair_that_differs_by_more_than_chance(publish):
    table = compare.compared(publish(problems=problems(a=(40, 40), b=(10, 40), c=(1, 5))), COMPLETION)
    assert compare.pair(COMPLETION, table, "a", "b").can_be_told_apart
    assert "more than chance" in compare.pair(COMPLETION, table, "a", "b").sentence("en")
    small = compare.pair(COMPLETION, table, "a", "c")
    assert small.forbidden == ("too_few_items",) and not small.can_be_told_apart and "不作高低判断" in small.sentence("zh")
    for broken in (("a", "a"), ("a", "nobody")):
        with pytest.raises(ValueError):
            compare.pair(COMPLETION, table, *broken)


def test_the_command_line_gives_the_same_in_every_format(publish, tmp_path, capsysbinary):
    assert duibiao.main(["demo", "--units", "16", "--seed", "7", "--lake", str(tmp_path)]) == duibiao.DONE
    lake = tmp_path / "demo"
    wanted = compare.compared(Lake(lake).edition().connect(), COMPLETION)
    for format in ("csv", "json", "parquet"):
        out = tmp_path / f"compared.{format}"
        assert duibiao.main(["ask", COMPLETION.name, "--compare", "--lake", str(lake), "--format", format, "--out", str(out)]) == duibiao.DONE
        if format == "json":
            told = json.loads(out.read_text(encoding="utf-8"))
            assert [{name: row[name] for name in compare.COLUMNS} for row in told["rows"]] == wanted.select(list(compare.COLUMNS)).to_pylist()
            assert "--compare" in told["about"]["command"] and told["about"]["labels"]["flag"] == compare.COLUMNS["flag"]["zh"]
        elif format == "parquet":
            assert pq.read_table(out).replace_schema_metadata().equals(wanted.replace_schema_metadata())
        else:
            lines = [line for line in csv.reader(io.StringIO(out.read_text(encoding="utf-8"))) if not line[0].startswith("#")]
            at = lines[0].index(compare.COLUMNS["low"]["zh"])
            rows = wanted.to_pylist()
            assert [line[at] for line in lines[1:]] == ["" if row["low"] is None or row["total"] < 10 else repr(row["low"]) for row in rows]
            assert any(row["low"] is not None and row["total"] < 10 for row in rows)
    assert duibiao.main(["ask", "status_by_basis", "--compare", "--lake", str(lake)]) == duibiao.WRONG_USE


@pytest.mark.parametrize("broken, said", [
    ('model = "normal"\nnumerator = "completed"\ndenominator = "total"\n', "model must be one of binomial, poisson"),
    ('model = "binomial"\nnumerator = "closed"\ndenominator = "total"\n', "'numerator'"), ('model = "binomial"\nnumerator = "completed"\n', "'denominator'")])
def test_a_header_that_names_no_column_is_refused(broken, said, tmp_path):
    text = (ROOT / "queries" / "metrics" / "problem_completion_rate.sql").read_text(encoding="utf-8")
    kept = "".join(line for line in text.splitlines(keepends=True) if not line.startswith(("model", "numerator", "denominator")))
    path = tmp_path / "broken.sql"
    path.write_text(kept.replace("[columns]", broken + "[columns]", 1), encoding="utf-8")
    with pytest.raises(catalog.HeaderError, match=said):
        catalog.read(path, "metrics")
