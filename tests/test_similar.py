"""Problems worded alike: every pair and no other, formulas are not likeness, clusters without chains."""

import time
import tomllib
from functools import cache
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from etl.demo import texts
from queries.similar import THRESHOLD, clusters, joining, normal, similar_pairs

PAIRS = tomllib.loads((Path(__file__).parent / "similar.toml").read_text(encoding="utf-8"))


@cache
def runs(text: str | None) -> set[str]:
    """The oracle's sets of two characters."""
    form = normal(text)
    return {form} if len(form) == 1 else {form[place:place + 2] for place in range(len(form) - 1) if " " not in form[place:place + 2]}


def likeness(one: str | None, other: str | None) -> float:
    a, b = runs(one), runs(other)
    return 2 * len(a & b) / (len(a) + len(b)) if a and b else 0.0


def by_hand(told: list[str | None], groups: list, threshold: float, within: list | None = None) -> list[tuple]:
    """Every pair, one by one."""
    return [(i, j, round(likeness(told[i], told[j]), 9)) for i in range(len(told)) for j in range(i + 1, len(told))
            if groups[i] != groups[j] and (within is None or within[i] == within[j]) and likeness(told[i], told[j]) >= threshold - 1e-9]


def found(*asked, **more) -> list[tuple]:
    return [(row["left"], row["right"], round(row["similarity"], 9)) for row in similar_pairs(*asked, **more).to_pylist()]


def invented(seed: int, number: int) -> list[str]:
    random = Random(seed)
    return [texts.problem_text(random, random.choice(texts.THEMES), set()) for _ in range(number)]


@pytest.mark.parametrize("threshold", [0.2, 0.5, THRESHOLD, 0.8, 1.0])
def test_finds_every_pair_and_no_other(threshold):
    told = [*invented(3, 300), "", None, "。", "长", "长", "短", "落实不到位", "落实不到位", "2021年", "2022年"]
    groups = [Random(place).randint(0, 9) for place in range(len(told))]
    assert found(told, groups, threshold) == by_hand(told, groups, threshold)


@pytest.mark.parametrize("length", [1, 12])
def test_pairs_are_found_wherever_blocks_begin_and_end(length, monkeypatch):
    """Lists of a run longer than a block, and texts so long that their bitmaps need all words."""
    monkeypatch.setattr(joining, "BLOCK", 64)
    monkeypatch.setattr(joining, "ROWS", 4)
    monkeypatch.setattr(joining, "FEW", 3)
    random = Random(length)
    parts = invented(7, 40)
    told = ["，".join(random.sample(parts, length)) for _ in range(90)]
    told += ["，".join([*text.split("，")[1:], random.choice(parts)]) for text in told]
    groups = list(range(len(told)))
    for threshold in (0.4, THRESHOLD, 0.9):
        assert found(told, groups, threshold) == by_hand(told, groups, threshold)
    assert found(told, groups, THRESHOLD)


def test_within_keeps_pairs_inside_a_unit():
    told = invented(5, 300)
    units, rounds = [place % 7 for place in range(300)], [place % 3 for place in range(300)]
    pairs = found(told, rounds, 0.5, within=units)
    assert pairs == by_hand(told, rounds, 0.5, units) and pairs


@settings(max_examples=60, deadline=None)
@given(st.lists(st.text("甲乙丙丁戊落实不到位。，1 ", max_size=14) | st.none(), max_size=14), st.sampled_from([0.1, 0.34, 0.5, 2 / 3, 0.75, 1.0]))
def test_any_few_letters_agree_with_counting_by_hand(told, threshold):
    groups = list(range(len(told)))
    assert found(told, groups, threshold) == by_hand(told, groups, threshold)


@pytest.mark.parametrize("one, other", [
    ("2021年拆分为3个项目规避招标", "2023年拆分为12个项目规避招标"), ("租金长期拖欠，出租管理粗放", "出租管理粗放；租金长期拖欠。"),
    ("Ａ类项目规避招标", "a类项目规避招标"), ("存在租金长期拖欠问题", "租金长期拖欠"),
], ids=["numbers", "order of clauses", "width and case", "formulas"])
def test_what_is_not_the_problem_does_not_count(one, other):
    assert found([one, other], ["A", "B"], 1.0) == [(0, 1, 1.0)]


def test_a_text_of_nothing_but_formulas_is_compared_whole():
    assert found(["落实不到位", "落实不到位", "执行不严格"], list("ABC"), THRESHOLD) == [(0, 1, 1.0)]


def test_one_unit_is_not_like_itself_and_nothing_is_like_nothing():
    assert found(["租金拖欠", "租金拖欠"], ["A", "A"], 0.5) == []
    assert found([], [], 0.5) == [] and found([None, "", "。"], list("ABC"), 0.5) == []


@pytest.mark.parametrize("threshold", [0, -1, 1.01])
def test_a_threshold_that_is_no_share_is_refused(threshold):
    with pytest.raises(ValueError, match="threshold"):
        similar_pairs(["甲乙", "甲乙"], [0, 1], threshold)


@pytest.mark.parametrize("half, precision, recall", [("making", 0.9, 0.9), ("held_out", 0.9, 0.85)])
def test_pairs_labelled_by_hand(half, precision, recall):
    """The same problem in other words is alike; two problems that share the formulas of reports are not."""
    same = [likeness(*pair) >= THRESHOLD for pair in PAIRS[half]["same"]]
    different = [likeness(*pair) >= THRESHOLD for pair in PAIRS[half]["different"]]
    assert sum(same) / (sum(same) + sum(different)) >= precision
    assert sum(same) / len(same) >= recall


def test_clusters_hold_what_is_like_their_centre_in_at_least_two_units():
    told, units = invented(7, 600), [place % 40 for place in range(600)]
    table = clusters(told, units).to_pylist()
    members: dict[int, set[int]] = {}
    for row in table:
        assert row["similarity"] == pytest.approx(likeness(told[row["row"]], told[row["centre"]])) and row["similarity"] >= THRESHOLD - 1e-9
        members.setdefault(row["centre"], set()).add(units[row["row"]])
    assert members and all(len(found) > 1 for found in members.values())
    assert all(centre in {row["row"] for row in table if row["centre"] == centre} for centre in members)
    assert len({row["row"] for row in table}) == len(table)
    centres = sorted(members)
    assert not [(a, b) for a in centres for b in centres if a < b and likeness(told[a], told[b]) >= THRESHOLD]


def test_a_chain_does_not_make_one_cluster():
    """Each is like the next, the first not like the last."""
    letters = "甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥"
    told = [letters[place:place + 10] for place in range(0, 12, 2)]
    table = clusters(told, list(range(6))).to_pylist()
    assert len({row["centre"] for row in table}) > 1


def test_clusters_of_nothing_are_none():
    assert clusters([], []).num_rows == clusters([None, ""], ["A", "B"]).num_rows == clusters(["甲乙丙", "丁戊己"], ["A", "B"]).num_rows == 0


def test_twenty_thousand_problems_take_a_few_seconds():
    told = invented(9, 5_000) * 4
    before = time.process_time()
    clusters(told, [place % 500 for place in range(len(told))])
    assert time.process_time() - before < 8      # measured 1.2


def test_normal_text_has_no_traces_of_writing():
    assert normal("　２０２１年，“三公”经费\n超支12.5万元！") == "数年 三公 经费 超支数元"
    assert normal("租金（１２万元）长期拖欠的问题") == "租金 数元 长期拖欠"
