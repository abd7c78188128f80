"""Warnings, repeats and verification as a reader opens them: their choices, their numbers, and what they say of nonsense."""

from collections import Counter
from datetime import date

import pytest

from dashboard import deadlines, words
from queries import Filter, Lake, answer, breakdown, metric, repeats, sampling
from tests.test_views import everything_said, open_page


@pytest.fixture(scope="module")
def lake(demo_lake):
    return demo_lake


@pytest.fixture(scope="module")
def asked(lake):
    connection = Lake(lake / "demo").edition().connect()
    return lambda name, chosen=Filter(): answer(connection, metric(name) if name == "overdue_problems" else breakdown(name), chosen).to_pylist()


def lit(rows: list[dict], steps=deadlines.Steps()) -> Counter:
    sums = Counter()
    for row in rows:
        sums[steps.light(row)] += row["value"]
    return sums


def test_the_lights_add_up_to_the_problems_and_their_overdue_ones_are_those_of_the_metric(asked):
    days, listed = asked("due_days"), asked("alerts")
    assert sum(lit(days).values()) == len(asked("problem_list"))
    open_ones = Counter(deadlines.Steps().light(row | {"days_left": row["value"]}) for row in listed)
    assert all(open_ones[light] == number for light, number in lit(days).items() if light != "completed")
    assert lit(days)["overdue"] == sum(row["value"] or 0 for row in asked("overdue_problems"))


def test_the_province_shows_every_source_of_a_due_day_and_days_to_come(asked):
    listed = asked("alerts")
    assert {row["due_source"] for row in asked("due_days")} >= {"own", "rule"}
    assert {row["due_rule_id"] for row in listed if row["due_source"] == "rule"} <= {"DEMO-1"}
    assert {row["due_rule_id"] for row in listed if row["due_source"] != "rule"} == {None}
    assert any(row["value"] is not None and row["value"] > 0 and row["due_state"] == "open" for row in listed)


@pytest.mark.parametrize("language", words.LANGUAGES)
@pytest.mark.parametrize("data", ["real", "demo"])
@pytest.mark.parametrize("page", ["alerts", "repeats", "verify"])
def test_a_page_with_data(lake, monkeypatch, page, data, language):
    at = open_page(lake, monkeypatch, page, lang=language, data=data)
    assert not at.exception and not at.error
    assert at.title[0].value == words.say(language, f"page.{page}")


@pytest.mark.parametrize("page", ["alerts", "repeats", "verify"])
def test_a_page_without_data_and_a_filter_that_matches_nothing(lake, tmp_path, monkeypatch, page):
    assert "duibiao load data/sample" in [block.value for block in open_page(tmp_path, monkeypatch, page).code]
    assert words.say("zh", "empty.no_match") in everything_said(open_page(lake, monkeypatch, page, feedback_from="2099-01-01"))


def test_the_board_shows_the_numbers_of_the_query(lake, monkeypatch, asked):
    said = everything_said(open_page(lake, monkeypatch, "alerts", data="demo"))
    for light, number in lit(asked("due_days")).items():
        assert f"[{number:,}](" in said or (light == "completed" and f"{number:,}" in said), light


def test_the_board_of_an_earlier_day_shows_that_days_numbers(lake, monkeypatch, asked):
    day = date(2025, 3, 31)
    sums = lit(asked("due_days", Filter(as_of=day)))
    said = everything_said(open_page(lake, monkeypatch, "alerts", data="demo", as_of=day.isoformat()))
    assert sums["normal"] and all(f"[{number:,}](" in said for light, number in sums.items() if light != "completed")


def test_other_steps_move_lights_and_nonsense_is_named(lake, monkeypatch, asked):
    steps = deadlines.Steps("days", 60, 30)
    said = everything_said(open_page(lake, monkeypatch, "alerts", data="demo", as_of="2025-03-31", count="days", watch="60", near="30"))
    assert f"[{lit(asked('due_days', Filter(as_of=date(2025, 3, 31))), steps)['watch']:,}](" in said
    said = everything_said(open_page(lake, monkeypatch, "alerts", data="demo", watch="soon", light="green", month="2026-13", phase="x", count="weeks"))
    assert all(words.say("zh", f"filter.{name}") in said for name in ("watch", "light", "month", "phase", "count"))


@pytest.mark.parametrize("light", ["next", *(light for light in deadlines.LIGHTS if light != "completed")])
def test_every_light_has_its_list(lake, monkeypatch, light):
    at = open_page(lake, monkeypatch, "alerts", data="demo", light=light)
    assert not at.exception and not at.error


def test_the_rules_are_listed_with_their_use(lake, monkeypatch):
    at = open_page(lake, monkeypatch, "alerts", data="demo")
    cells = "\n".join(str(table.value.to_csv()) for table in at.table)
    assert all(words.say("zh", f"rules_on_time.use_{use}") in cells for use in ("applied", "information", "unverified"))
    real = everything_said(open_page(lake, monkeypatch, "alerts", data="real"))
    assert words.say("zh", "rules_on_time.none_applied") in real


def test_the_repeats_page_counts_what_the_function_counts(lake, monkeypatch, asked):
    rows = asked("problem_list")
    pairs = repeats.again(rows, 0.8)
    found = repeats.rates(rows, pairs)
    assert found, "the province of the tests has a unit with two inspections"
    at = open_page(lake, monkeypatch, "repeats", data="demo")
    said = everything_said(at)
    assert words.say("zh", "repeats.total", basis="反馈问题", n=len(found), repeated=sum(rate.repeated for rate in found), problems=sum(rate.problems for rate in found)) in said
    assert words.say("zh", "repeats.caution") in said


def test_a_unit_with_few_problems_has_counts_and_no_rate(lake, monkeypatch, asked):
    few = [rate for rate in repeats.rates(asked("problem_list"), []) if rate.problems < 10]
    table = open_page(lake, monkeypatch, "repeats", data="demo").table[0].value
    assert sum("%" not in str(cell) for cell in table.iloc[:, -1]) == len(few)


@pytest.mark.parametrize("like", ["60", "100"])
def test_another_likeness_and_a_unit_of_a_sector(lake, monkeypatch, like, asked):
    unit = asked("problem_list")[0]["unit_id"]
    at = open_page(lake, monkeypatch, "repeats", data="demo", like=like, sisters=unit)
    assert not at.exception and not at.error


def test_the_same_seed_lists_the_same_problems_and_another_seed_others(lake, monkeypatch, asked):
    def listed(**parameters):
        return open_page(lake, monkeypatch, "verify", data="demo", **parameters).table[-1].value.iloc[:, 1].tolist()
    assert listed(seed="7") == listed(seed="7") != listed(seed="8")
    rows = [row for row in asked("problem_list") if row["value"]]
    drawn = sampling.drawn(sampling.by_stratum(rows, ("reached", "has_money")), 30, "7")
    texts = {row["problem_text"] for row in rows if row["problem_id"] in {each for ids in drawn.values() for each in ids}}
    shown = "".join(listed(seed="7", size="30")).replace("\\", "")
    assert all(text in shown for text in texts)


def test_the_bound_is_said_with_its_counts(lake, monkeypatch, asked):
    rows = [row for row in asked("problem_list") if row["value"]]
    bound = sampling.most_false(len(rows), 40, 1)
    said = everything_said(open_page(lake, monkeypatch, "verify", data="demo", strata="none", size="40", false="1"))
    assert f"**{bound:,}**" in said and words.say("zh", "verify.kind_simple") in said
    assert words.say("zh", "verify.kind_strata") in everything_said(open_page(lake, monkeypatch, "verify", data="demo", strata="has_money", size="40", false="1"))
    assert words.say("zh", "verify.kind_strata_none") in everything_said(open_page(lake, monkeypatch, "verify", data="demo", strata="has_money", size="40"))


def test_a_sample_too_small_for_its_strata_is_refused_with_the_number_needed(lake, monkeypatch, asked):
    strata = {row["unit_id"] for row in asked("problem_list") if row["value"]}
    at = open_page(lake, monkeypatch, "verify", data="demo", strata="unit_id", size="2")
    assert at.warning[0].value == words.say("zh", "verify.too_small", n=len(strata), size=2)


def test_the_file_of_a_sample_has_columns_to_fill_in_and_none_for_names(lake, monkeypatch, asked):
    at = open_page(lake, monkeypatch, "verify", data="demo", size="20", seed="7")
    assert not at.exception
    blank = [words.say("zh", f"verify.{name}") for name in ("verdict", "method", "verified_on", "remark")]
    assert not [word for word in blank if "人" in word or "姓名" in word]


def test_nonsense_in_the_address_is_named(lake, monkeypatch):
    said = everything_said(open_page(lake, monkeypatch, "verify", data="demo", size="many", false="-3", strata="colour"))
    assert all(words.say("zh", f"filter.{name}") in said for name in ("size", "false", "strata"))
    said = everything_said(open_page(lake, monkeypatch, "repeats", data="demo", like="55", of_unit="nobody", sisters="nobody"))
    assert all(words.say("zh", f"filter.{name}") in said for name in ("like", "of_unit", "sisters"))
