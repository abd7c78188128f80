"""A question travels through an address and comes back the same, and never meets another reader's."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import fields
from datetime import date
from urllib.parse import parse_qsl, urlencode

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from queries import Filter, answer, metric, scope
from queries.filter import BASES, STANDARDS
from queries.run import Scoped

DATES = ("as_of", "feedback_from", "feedback_to")
LISTS = tuple(field.name for field in fields(Filter) if field.name not in (*DATES, "standard", "basis"))
words = st.text(st.characters(exclude_categories=("Cs",)), min_size=1)
lists = st.lists(st.one_of(words, st.sampled_from(["a,b", "100%", "%2C", "%25,", "第一轮，第二轮", "🏮,，", " ", "&=#?+"])), min_size=1).map(tuple)
filters = st.builds(
    Filter, standard=st.none() | st.sampled_from(STANDARDS), basis=st.none() | st.sampled_from(BASES),
    **{name: st.none() | st.dates() for name in DATES}, **{name: st.none() | lists for name in LISTS})


@given(filters)
@example(Filter(units=("%2C", ",", "%", "%252C")))
def test_an_address_says_the_question_and_nothing_else(chosen):
    assert Filter.from_query(chosen.to_query()) == (chosen, [])


@given(filters)
def test_it_also_survives_a_browser(chosen):
    assert Filter.from_query(dict(parse_qsl(urlencode(chosen.to_query()), keep_blank_values=True))) == (chosen, [])


@pytest.mark.parametrize(("name", "text"), [
    ("as_of", "2024-13-01"), ("as_of", "yesterday"), ("feedback_from", "2024"), ("standard", "promised"), ("basis", "measure"), ("basis", "'; drop table units"),
])
def test_what_cannot_be_read_is_refused_by_name_and_the_rest_is_kept(name, text):
    assert Filter.from_query({name: text, "levels": "city"}) == (Filter(levels=("city",)), [name])


def test_an_empty_part_is_no_choice():
    assert Filter.from_query({"as_of": "", "units": "", "unheard_of": "1"}) == (Filter(), [])


def test_a_question_is_part_of_a_key():
    assert len({Filter(), Filter(), Filter(units=("A",)), Filter(as_of=date(2024, 1, 1))}) == 3


@pytest.mark.parametrize("text", ["A'; drop table units; --", "甲,乙", "100%", "🏮", '"', "$as_of"])
def test_words_of_a_reader_are_never_sql(text, publish):
    database = publish(units=[{"unit_id": "A"}, {"unit_id": text}])
    table = answer(database, metric("problem_completion_rate"), Filter(units=(text,)))
    assert table.column("unit_id").to_pylist() == [text]


def test_two_cursors_never_see_each_others_filter(publish):
    database = publish(units="unit_id\nA\nB", problems="unit_id | status\nA | completed\nB | in_progress")
    one, other = Scoped(database, Filter(units=("A",))), Scoped(database, Filter(units=("B",)))
    ask = "select unit_id, completed from completion_in_scope"
    assert one.rows(ask).to_pylist() == [{"unit_id": "A", "completed": 1}]
    assert other.rows(ask).to_pylist() == [{"unit_id": "B", "completed": 0}]
    assert one.rows("select unit_id from units_in_scope").to_pylist() == [{"unit_id": "A"}]


def test_readers_in_threads_never_see_each_others_filter(publish):
    units = [f"u{number}" for number in range(8)]
    database = publish(problems=[{"inspection_id": f"{unit}-1", "status": "completed"} for unit in units for _ in range(int(unit[1:]) + 1)])

    def asked(unit: str) -> list[dict]:
        return answer(database.cursor(), metric("problem_completion_rate"), Filter(units=(unit,))).select(["unit_id", "total"]).to_pylist()

    with ThreadPoolExecutor(8) as readers:
        assert list(readers.map(asked, units * 3)) == [[{"unit_id": unit, "total": int(unit[1:]) + 1}] for unit in units] * 3


def test_without_a_question_nothing_can_be_answered(publish):
    with pytest.raises(Exception, match="chosen"):
        publish(units="unit_id\nA").execute("create temp view v as select units.* from units cross join chosen")


def test_what_the_reader_left_open_is_said(publish):
    database = publish(
        documents="document_id | as_of | standard\nd1 | 2024-06-30 | accepted",
        problems="unit_id | basis | status | accepted_on\nA | item | completed | 2024-06-01\nB | feedback | in_progress |")
    found = scope(database)
    assert (found.as_of, found.standard, found.units, found.inspections, found.bases) == (date(2024, 6, 30), "accepted", 2, 2, ("feedback", "item"))
