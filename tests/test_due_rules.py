"""Rules on time: what a register may say, which rule gives a problem its due day, and how days are counted."""

from calendar import monthrange
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl import due_rules, workdays
from queries import Filter, answer, breakdown, metric
from tests import ledgers

REGISTER = Path(__file__).parent.parent / "data" / "due_rules.csv"
HEAD = "rule_id,duty,what,start_event,length,length_unit,level,region,kind,effective_from,effective_to,is_applied,evidence,legal_basis,note\n"
APPLIED = {"rule_id": "R", "duty": "rectification", "what": "集中整改", "start_event": "feedback", "length": "6", "length_unit": "months", "is_applied": "true",
           "evidence": "local", "legal_basis": "本地规定"}


def register(tmp_path: Path, *rules: dict) -> Path:
    names = HEAD.strip().split(",")
    path = tmp_path / "due_rules.csv"
    path.write_text(HEAD + "".join(",".join(str((APPLIED | rule).get(name, "")) for name in names) + "\n" for rule in rules), encoding="utf-8")
    return path


def refused(tmp_path: Path, *rules: dict) -> str:
    with pytest.raises(due_rules.Malformed) as refusal:
        due_rules.load(register(tmp_path, *rules))
    return str(refusal.value)


def due(publish, rules: list[dict], units: str = "unit_id | province | city | county | level\nA | 甲省 | 乙市 | 丙县 | county", feedback_on: str = "2024-03-01", **more) -> dict:
    """The problem's row of the alerts under these rules (dicts over APPLIED), or None where it has no due day."""
    database = publish(units=units, inspections=[{"unit_id": "A", "inspection_id": "A-1", "feedback_on": feedback_on, "kind": "巡察"} | more.pop("inspection", {})],
                       problems=[{"unit_id": "A", "status": "in_progress"} | more.pop("problem", {})], due_rules=[APPLIED | rule for rule in rules], calendar=calendar())
    return answer(database, breakdown("alerts"), Filter(as_of=more.get("as_of"))).to_pylist()[0]


def calendar() -> list[dict]:
    return [{name: value if value is None or isinstance(value, (str, date)) else str(value).lower() for name, value in row.items()}
            for row in workdays.table().to_pylist() if 2023 <= row["day"].year <= 2027]


def test_the_register_that_ships_is_read_and_applies_nothing():
    rules = due_rules.load(REGISTER).to_pylist()
    assert len(rules) >= 8 and not any(rule["is_applied"] for rule in rules)
    assert {rule["evidence"] for rule in rules} == {"verified", "unverified", "local"}
    assert all(rule["legal_basis"] for rule in rules)


@pytest.mark.parametrize(("change", "why"), [
    ({"evidence": "unverified"}, "依据未核实"), ({"duty": "report"}, "只是报告"), ({"start_event": "clues"}, "起算日不是反馈之日"), ({"length": ""}, "没有期限长度"),
    ({"length": "0"}, "没有期限长度"), ({"length": "六"}, ""), ({"level": "火星"}, "不在代码表"), ({"effective_from": "2025-01-01", "effective_to": "2024-01-01"}, "生效日期晚于失效日期"),
    ({"evidence": "听说"}, "依据核实"), ({"legal_basis": ""}, "依据"),
])
def test_a_rule_that_cannot_be_applied_is_refused_with_the_reason(change, why, tmp_path):
    if change == {"length": "六"}:
        assert due_rules.load(register(tmp_path, change)).to_pylist()[0]["length"] == 6      # a Chinese number is a number
    else:
        assert why in refused(tmp_path, change)


def test_two_rules_for_the_same_case_are_refused_and_one_within_the_other_is_not(tmp_path):
    assert "不知用哪一条" in refused(tmp_path, {"rule_id": "R1"}, {"rule_id": "R2"})
    assert "不知用哪一条" in refused(tmp_path, {"rule_id": "R1", "level": "市级、县级"}, {"rule_id": "R2", "level": "县级、乡镇级"})
    assert due_rules.load(register(tmp_path, {"rule_id": "R1"}, {"rule_id": "R2", "region": "甲省"})).num_rows == 2
    assert due_rules.load(register(tmp_path, {"rule_id": "R1", "effective_to": "2024-12-31"}, {"rule_id": "R2", "effective_from": "2025-01-01"})).num_rows == 2


def test_a_broken_register_stops_the_load_before_anything_is_published(tmp_path):
    path = register(tmp_path, {"rule_id": "R1"}, {"rule_id": "R2"})
    with pytest.raises(due_rules.Malformed):
        ledgers.load(tmp_path / "lake", ledgers.ledger(tmp_path / "one.csv", [ledgers.line()]), due_rules=path)
    assert not (tmp_path / "lake" / "CURRENT").exists()


def test_without_an_applied_rule_a_problem_without_a_day_is_never_overdue(publish):
    rules = [{"is_applied": "false"}, {"rule_id": "R2", "evidence": "unverified"}, {"rule_id": "R3", "duty": "report"}]
    row = due(publish, rules, as_of=date(2030, 1, 1))
    assert (row["due_on"], row["due_source"], row["due_rule_id"], row["value"]) == (None, None, None, None)
    database = publish(problems="unit_id | status\nA | in_progress", due_rules=[APPLIED | rule for rule in rules])
    assert answer(database, metric("overdue_problems"), Filter(as_of=date(2030, 1, 1))).to_pylist()[0]["reason"] == "no_due_dates"


def test_the_day_of_the_problem_goes_before_the_inspections_and_that_before_the_rules(publish):
    own, whole = {"problem": {"due_on": "2024-05-01"}}, {"inspection": {"due_on": "2024-06-01"}}
    said = [(row["due_on"], row["due_source"], row["due_rule_id"]) for row in (due(publish, [{}], **own, **whole), due(publish, [{}], **whole), due(publish, [{}]))]
    assert said == [(date(2024, 5, 1), "own", None), (date(2024, 6, 1), "inspection", None), (date(2024, 9, 1), "rule", "R")]


def test_the_narrowest_rule_goes_before_the_others(publish):
    rules = [{"rule_id": "all", "length": 1}, {"rule_id": "province", "region": "甲省", "length": 2}, {"rule_id": "city", "region": "乙市", "length": 3},
             {"rule_id": "county", "region": "丙县", "length": 4}, {"rule_id": "elsewhere", "region": "丁县", "length": 5}, {"rule_id": "level", "level": "county", "length": 6}]
    narrowest = [rules[:count] for count in range(1, len(rules) + 1)]
    assert [due(publish, part)["due_rule_id"] for part in narrowest] == ["all", "province", "city", "county", "county", "county"]
    assert due(publish, [rules[0], rules[5]])["due_rule_id"] == "level"


def test_a_rule_holds_for_feedback_within_its_days_its_kinds_and_its_levels(publish):
    rule = {"effective_from": "2024-03-01", "effective_to": "2024-03-31"}
    assert [due(publish, [rule], feedback_on=day)["due_source"] for day in ("2024-02-29", "2024-03-01", "2024-03-31", "2024-04-01")] == [None, "rule", "rule", None]
    assert due(publish, [{"kind": "巡视、专项巡察"}])["due_source"] is None
    assert due(publish, [{"kind": "巡视、巡察"}])["due_source"] == "rule"
    assert due(publish, [{"level": "city、township"}])["due_source"] is None


@pytest.mark.parametrize(("feedback_on", "months", "due_on"), [
    ("2024-01-31", 1, date(2024, 2, 29)), ("2023-01-31", 1, date(2023, 2, 28)), ("2024-08-31", 6, date(2025, 2, 28)), ("2024-02-29", 12, date(2025, 2, 28)),
    ("2024-03-15", 6, date(2024, 9, 15)), ("2024-11-30", 3, date(2025, 2, 28))])
def test_months_are_months_of_the_calendar(publish, feedback_on, months, due_on):
    assert due(publish, [{"length": months}], feedback_on=feedback_on)["due_on"] == due_on
    first = date.fromisoformat(feedback_on)
    year, month = divmod(first.year * 12 + first.month - 1 + months, 12)
    assert due_on == date(year, month + 1, min(first.day, monthrange(year, month + 1)[1]))


@pytest.mark.parametrize(("feedback_on", "days", "due_on"), [
    ("2024-03-01", 1, date(2024, 3, 4)),        # Friday -> Monday
    ("2024-03-02", 1, date(2024, 3, 4)),        # Saturday -> Monday
    ("2024-02-09", 1, date(2024, 2, 18)),       # over the Spring Festival, to a Sunday that is worked
    ("2024-09-27", 5, date(2024, 10, 10)),      # a worked Sunday, Monday, then over the National Day to 8, 9 and 10 October
    ("2024-04-03", 2, date(2024, 4, 8)),        # Qingming from 4 to 6 April; Sunday the 7th is worked
])
def test_working_days_follow_the_announced_holidays(publish, feedback_on, days, due_on):
    assert due(publish, [{"length": days, "length_unit": "working_days"}], feedback_on=feedback_on)["due_on"] == due_on
    day, left = date.fromisoformat(feedback_on), days
    while left:
        day += timedelta(days=1)
        left -= workdays.is_workday(day)
    assert day == due_on


def test_days_that_are_not_working_days_count_where_the_rule_counts_days(publish):
    assert due(publish, [{"length": 30, "length_unit": "days"}], feedback_on="2024-02-01")["due_on"] == date(2024, 3, 2)


def test_the_calendar_has_every_day_once_and_numbers_working_days_through():
    days = workdays.table().to_pylist()
    assert [row["day"] for row in days] == [date(2004, 1, 1) + timedelta(days=number) for number in range(len(days))]
    assert all(later["workday_number"] - earlier["workday_number"] == later["is_workday"] for earlier, later in zip(days, days[1:]))
    year = {row["day"]: row for row in days if row["day"].year == 2024}
    assert sum(row["is_workday"] for row in year.values()) == 251 and all(row["is_announced"] for row in year.values())
    assert year[date(2024, 10, 1)]["holiday"] == "国庆节" and not year[date(2024, 10, 1)]["is_workday"]
    assert year[date(2024, 10, 12)]["is_workday"], "a Saturday that is worked"


def test_beyond_the_announced_years_only_the_week_counts_and_it_is_said():
    ahead = [row for row in workdays.table().to_pylist() if row["day"].year > workdays.ANNOUNCED_TO]
    assert ahead and not any(row["is_announced"] or row["holiday"] for row in ahead)
    assert all(row["is_workday"] == (row["day"].weekday() < 5) for row in ahead)


@given(st.dates(date(2023, 1, 1), date(2027, 12, 31)), st.integers(1, 120))
def test_numbers_of_working_days_agree_with_counting_them(day, length):
    numbers = {row["day"]: row["workday_number"] for row in workdays.table().to_pylist()} if not _NUMBERS else _NUMBERS
    _NUMBERS.update(numbers)
    later = day + timedelta(days=length)
    assert _NUMBERS[later] - _NUMBERS[day] == sum(workdays.is_workday(day + timedelta(days=each)) for each in range(1, length + 1))


_NUMBERS: dict[date, int] = {}


def test_an_edition_carries_the_rules_and_the_calendar_it_was_loaded_with(tmp_path):
    path = register(tmp_path, {"note": "甲"})
    ledgers.load(tmp_path / "lake", ledgers.ledger(tmp_path / "one.csv", [ledgers.line()]), due_rules=path)
    assert [row["rule_id"] for row in ledgers.rows(tmp_path / "lake", "due_rules")] == ["R"]
    assert len(ledgers.rows(tmp_path / "lake", "calendar")) == workdays.table().num_rows
    again = ledgers.load(tmp_path / "lake", tmp_path / "one.csv", due_rules=path)
    assert not again.is_new, "the same rules and the same files are the same edition"
    changed = ledgers.load(tmp_path / "lake", tmp_path / "one.csv", due_rules=register(tmp_path, {"note": "乙"}))
    assert changed.is_new
