"""Which light a problem shows, by what steps, and what the settings and the address may say."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard import deadlines
from dashboard.deadlines import LIGHTS, Malformed, Steps
from etl import workdays

WHOLE = st.none() | st.integers(-400, 400)


def row(days_left, workdays_left=None, state="open", **more) -> dict:
    return {"due_state": state, "days_left": days_left, "workdays_left": workdays_left, "phase": None, "feedback_on": None} | more


@pytest.mark.parametrize(("days_left", "light"), [(None, "no_due"), (-1, "overdue"), (0, "near"), (10, "near"), (11, "watch"), (20, "watch"), (21, "normal")])
def test_the_steps_are_ten_and_twenty_and_the_day_itself_is_not_yet_overdue(days_left, light):
    assert Steps(count="days").light(row(days_left)) == light


def test_working_days_decide_on_the_step_and_the_calendar_on_overdue():
    assert Steps(count="workdays").light(row(14, 10)) == "near"
    assert Steps(count="days").light(row(14, 10)) == "watch"
    assert Steps(count="workdays").light(row(-1, 0)) == "overdue", "a day off after the due day is late, though no working day has passed"
    assert Steps(count="workdays").light(row(15, None)) == "watch", "beyond the calendar, days count"


@pytest.mark.parametrize("state", ["completed", "extended", "long_term", "unknown"])
def test_only_open_problems_are_judged(state):
    assert Steps().light(row(-100, -70, state)) == state


@given(st.sampled_from(deadlines.COUNTS), st.integers(0, 366), st.integers(0, 366), WHOLE, WHOLE, st.sampled_from(["open", "completed", "extended", "long_term", "unknown"]))
def test_every_row_has_exactly_one_light_and_overdue_means_a_day_that_has_passed(count, watch, near, days_left, workdays_left, state):
    light = Steps(count, max(watch, near), min(watch, near)).light(row(days_left, workdays_left, state))
    assert light in LIGHTS
    assert (light == "overdue") == (state == "open" and days_left is not None and days_left < 0)
    assert (light == "no_due") == (state == "open" and days_left is None)


def test_lights_differ_by_shape_and_never_by_red_against_green():
    assert len({shape for shape, _ in LIGHTS.values()}) == len(LIGHTS)
    assert not {"red", "green"} <= {colour for _, colour in LIGHTS.values()}


def test_the_phase_is_the_ledgers_else_that_of_the_months_else_not_stated():
    day = date(2024, 9, 30)
    assert Steps().phase(row(1, feedback_on=date(2024, 3, 31)), day) == "unstated"
    assert Steps(months=6).phase(row(1, feedback_on=date(2024, 3, 31)), day) == "concentrated"
    assert Steps(months=6).phase(row(1, feedback_on=date(2024, 3, 29)), day) == "continued"
    assert Steps(months=6).phase(row(1, feedback_on=date(2024, 3, 29), phase="concentrated"), day) == "concentrated"


@given(st.dates(date(2000, 1, 1), date(2060, 12, 31)), st.integers(0, 120))
def test_months_after_a_day_end_no_later_than_that_day_of_the_month(day, months):
    later = deadlines.months_after(day, months)
    assert (later.year - day.year) * 12 + later.month - day.month == months
    assert later.day <= day.day and (later.day == day.day or deadlines.months_after(later.replace(day=1), 1).toordinal() - later.toordinal() == 1)


def test_the_settings_that_ship_are_the_programs_own():
    assert deadlines.configured(deadlines.SETTINGS) == Steps()


@pytest.mark.parametrize("text", ["[lights]\nwatch = 5\nnear = 9", "[lights]\ncount = 'weeks'", "[lights]\ncolour = 1", "[lights", "[phases]\nmonths = -1", "[lights]\nwatch = 'x'"])
def test_settings_that_make_no_sense_are_named(text, tmp_path):
    path = tmp_path / "alerts.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(Malformed, match="alerts.toml"):
        deadlines.configured(path)


@pytest.mark.parametrize(("said", "steps", "refused"), [
    ({}, Steps(), []),
    ({"count": "days", "watch": "30", "near": "15", "months": "6"}, Steps("days", 30, 15, 6), []),
    ({"watch": "5"}, Steps(watch=5, near=5), []),
    ({"near": "25"}, Steps(), ["near"]),
    ({"watch": "30", "near": "25"}, Steps(watch=30, near=25), []),
    ({"watch": "-1", "near": "x", "count": "weeks", "months": "999"}, Steps(), ["watch", "near", "months", "count"]),
])
def test_an_address_changes_the_steps_and_nonsense_is_named(said, steps, refused):
    assert deadlines.asked(said, Steps()) == (steps, refused)


@given(st.dictionaries(st.sampled_from(["count", "watch", "near", "months"]), st.text(max_size=8)))
def test_no_address_gives_steps_that_cannot_be_used(said):
    assert deadlines.asked(said, Steps())[0].is_valid()


def test_the_shapes_follow_the_calendar_of_working_days():
    friday, sunday = date(2024, 3, 1), date(2024, 3, 3)
    numbers = {each["day"]: each["workday_number"] for each in workdays.table().to_pylist()}
    assert numbers[sunday] - numbers[friday] == 0
    assert Steps().light(row((friday - sunday).days, numbers[friday] - numbers[sunday])) == "overdue"
