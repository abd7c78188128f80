"""Problems that come back: which inspection is compared with which, what is counted, and that the planted ones are found."""

from collections import Counter
from datetime import date
from random import Random

import pytest

from etl import demo, pipeline
from queries import Filter, Lake, answer, breakdown, metric, repeats
from queries.evidence import facts

LEARN, FEES, CARS = "理论学习中心组专题学习次数不足，研讨不深入。", "党费收缴不及时，公示不到位。", "公务用车加油卡管理混乱，登记不全。"


def row(unit: str, inspection: str, number: int, text: str | None, day: str | None = None, basis: str = "feedback") -> dict:
    return {"unit_id": unit, "unit_name": unit, "inspection_id": f"{unit}-{inspection}", "feedback_on": date.fromisoformat(day) if day else None, "basis": basis,
            "problem_id": f"{unit}-{inspection}-{basis}-{number}", "number": str(number), "problem_text": text}


FIRST, SECOND, THIRD = "2022-03-01", "2024-03-01", "2026-03-01"
ROWS = [row("A", "1", 1, LEARN, FIRST), row("A", "1", 2, FEES, FIRST), row("A", "2", 1, CARS, SECOND), row("A", "2", 2, LEARN.replace("不足", "不够"), SECOND),
        row("A", "3", 1, FEES, THIRD), row("A", "3", 2, LEARN, THIRD), row("B", "1", 1, LEARN, FIRST), row("C", "1", 1, CARS, FIRST), row("C", "1", 2, CARS, FIRST)]


def ids(pairs) -> list[tuple[str, str]]:
    return [(pair.earlier["problem_id"], pair.later["problem_id"]) for pair in pairs]


def test_a_problem_is_compared_with_the_inspection_before_it_and_no_earlier_one():
    assert ids(repeats.again(ROWS, 0.7)) == [("A-1-feedback-1", "A-2-feedback-2"), ("A-2-feedback-2", "A-3-feedback-2")]
    assert "A-3-feedback-1" not in {later for _, later in ids(repeats.again(ROWS, 0.7))}, "the fees came back after one inspection without them"


def test_the_rate_counts_problems_of_later_inspections_and_only_units_with_two():
    found = repeats.rates(ROWS, repeats.again(ROWS, 0.7))
    assert [(rate.unit_id, rate.inspections, rate.repeated, rate.problems) for rate in found] == [("A", 3, 2, 4)]


def test_a_problem_counts_once_with_the_likest_of_the_earlier_ones():
    rows = [row("A", "1", 1, LEARN.replace("研讨不深入", "笔记不完整"), FIRST), row("A", "1", 2, LEARN, FIRST), row("A", "2", 1, LEARN, SECOND)]
    (pair,) = repeats.again(rows, 0.5)
    assert (pair.earlier["problem_id"], pair.similarity) == ("A-1-feedback-2", 1.0)


def test_bases_are_apart_and_an_inspection_without_a_day_has_no_place_in_the_order():
    assert repeats.again([row("A", "1", 1, LEARN, FIRST), row("A", "2", 1, LEARN, SECOND, "item")], 0.5) == []
    assert repeats.again([row("A", "1", 1, LEARN, None), row("A", "2", 1, LEARN, SECOND)], 0.5) == []
    assert repeats.rates([row("A", "1", 1, LEARN, None), row("A", "2", 1, LEARN, SECOND)], []) == []


@pytest.mark.parametrize("rows", [[], [row("A", "1", 1, None, FIRST), row("A", "2", 1, None, SECOND)], [row("A", "1", 1, "", FIRST), row("A", "2", 1, "", SECOND)]])
def test_nothing_is_like_nothing(rows):
    assert repeats.again(rows) == []


def test_the_order_of_rows_does_not_matter():
    mixed = ROWS[:]
    Random(1).shuffle(mixed)
    assert ids(repeats.again(mixed, 0.7)) == ids(repeats.again(ROWS, 0.7))
    assert repeats.rates(mixed, repeats.again(mixed, 0.7)) == repeats.rates(ROWS, repeats.again(ROWS, 0.7))


def test_a_lower_threshold_never_finds_less():
    found = [{later for _, later in ids(repeats.again(ROWS, least))} for least in (1.0, 0.9, 0.8, 0.7, 0.6)]
    assert all(fewer <= more for fewer, more in zip(found, found[1:]))


def test_sister_units_are_of_the_same_sector_and_another_unit():
    sectors = {"A": "health", "B": "health", "C": "education"}
    assert {pair.earlier["unit_id"] for pair in repeats.elsewhere(ROWS, sectors, "A", 0.7)} == {"B"}
    assert all(pair.later["unit_id"] == "B" for pair in repeats.elsewhere(ROWS, sectors, "B", 0.7))
    assert repeats.elsewhere(ROWS, sectors, "C", 0.5) == [] and repeats.elsewhere(ROWS, {}, "A", 0.5) == []

LETTERS = "党费欠缴公务用车２１35.，,。、①Ａa 落实不到位管理"


def invented(random: Random) -> dict[str, list[dict]]:
    """Units with up to four inspections on two bases, some undated or of one day, their problems near copies of one another."""
    inspections, problems = [], []
    for unit in range(10):
        spoken = ["".join(random.choices(LETTERS, k=random.choice((0, 1, 2, 6, 12, 20)))) for _ in range(4)]
        for turn in range(random.randint(1, 4)):
            day = random.choice(("", "2020-01-01", "2021-01-01", "2022-01-01", "2023-01-01"))
            inspections.append({"inspection_id": f"u{unit}-{turn}", "unit_id": f"u{unit}", "feedback_on": day, "round": f"第{turn}轮"})
            for number in range(random.randint(2, 8)):
                text = list(random.choice(spoken))
                for _ in range(random.choice((0, 0, 1, 2))):
                    text.insert(random.randint(0, len(text)), random.choice(LETTERS))
                problems.append({"inspection_id": f"u{unit}-{turn}", "problem_id": f"u{unit}-{turn}-{number}", "basis": random.choice(("item", "item", "feedback")),
                                 "number": str(number), "problem_text": "".join(text), "status": "completed", "theme": random.choice(("party", "finance"))})
    return {"inspections": inspections, "problems": problems}


@pytest.mark.parametrize("chosen", (Filter(), Filter(basis="item"), Filter(rounds=("第0轮", "第1轮", "第2轮")), Filter(themes=("party",))), ids=("all", "items", "three rounds", "a theme"))
@pytest.mark.parametrize("seed", range(6))
def test_the_metric_is_the_rate_of_this_module_at_its_threshold_on_the_basis_of_each_unit(seed, chosen, publish):
    database = publish(**invented(Random(seed)))
    rows = answer(database, breakdown("problem_list"), chosen).to_pylist()
    by_hand = {(rate.unit_id, rate.basis): rate for rate in repeats.rates(rows, repeats.again(rows, repeats.THRESHOLD))}
    found = answer(database, metric("repeat_problem_rate"), chosen).to_pylist()
    for each in found:
        rate = by_hand.get((each["unit_id"], each["basis"]))
        assert (each["repeated"], each["problems"]) == ((rate.repeated, rate.problems) if rate else (None, None)), each
        assert each["value"] == (pytest.approx(100 * rate.repeated / rate.problems) if rate else None)
    assert chosen != Filter() or any(each["repeated"] for each in found)


@pytest.fixture(scope="module")
def province(tmp_path_factory):
    folder = tmp_path_factory.mktemp("province")
    made = demo.write(folder / "files", units=12, seed=5)
    pipeline.load(made.paths, folder / "lake", pipeline.Settings(register=made.register, due_rules=made.due_rules, corrections=folder / "none.toml", is_demo=True))
    return made, Lake(folder / "lake").edition().connect()


def test_the_planted_repeats_of_the_province_are_found(province):
    made, database = province
    rows = answer(database, breakdown("problem_list"), Filter()).to_pylist()
    found = repeats.again(rows, 0.95)
    planted = [each for each in made.planted if each["kind"] == "repeated"]
    assert planted
    texts = {(pair.later["unit_id"], pair.later["problem_text"]) for pair in found}
    missing = [each for each in planted if (each["unit_id"], each["problem_text"]) not in texts]
    misspelled = {each["unit_id"] for each in made.planted if each["kind"] in ("spelled_unregistered", "phone_in_text")}
    assert not [each for each in missing if each["unit_id"] not in misspelled]
    assert len(missing) < len(planted)


def test_the_facts_behind_the_metric_are_the_later_problems_and_those_that_they_are_like(province):
    database = province[1]
    told = facts(database, metric("repeat_problem_rate")).to_pylist()
    rates = [row for row in answer(database, metric("repeat_problem_rate")).to_pylist() if row["value"] is not None]
    assert sum(row["repeated"] for row in rates) > 0
    for row in rates:
        of_unit = Counter(fact["category"] for fact in told if fact["unit_id"] == row["unit_id"])
        assert (of_unit["repeated"], of_unit["repeated"] + of_unit["new"]) == (row["repeated"], row["problems"])
    alike = [fact for fact in told if fact["category"] == "repeated"]
    assert all("←" in fact["subject"] and fact["spoken"] and fact["locator"] for fact in alike)
    assert sum(fact["subject"].count("→") + fact["subject"].count("、") for fact in told if "→" in fact["subject"]) == len(alike)
