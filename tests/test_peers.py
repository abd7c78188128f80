"""Peers: a narrower choice never widens what the gates forbid, the nearest are the nearest by a second reckoning, and each distance is the sum of its parts."""

import math
from collections import Counter
from fractions import Fraction
from random import Random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import oracle
from queries import Filter, compare, metric, reasons
from queries.compare import nearest
from queries.compare.peers import TOO_FEW
from queries.compare.nearest import FEWEST, PEERS, WEIGHTS, Profiles
from test_compare import alike, problems

COMPLETION, NEUTRAL = metric("problem_completion_rate"), metric("form_one_share")


def compared(publish, kind: str, query=COMPLETION, **tables) -> dict[str, dict]:
    return {row["unit_id"]: row for row in compare.compared(publish(**tables), query, Filter(), kind).to_pylist()}


def register(units, **facts) -> list[dict]:
    """Units with the same facts each, or with what a function of their id gives."""
    return [{"unit_id": unit, "unit_name": unit} | {name: value(unit) if callable(value) else value for name, value in facts.items()} for unit in units]


# Narrower kinds --------------------------------------------------------------------------------------------------------------

@pytest.mark.parametrize(("kind", "column"), [("level", "level"), ("sector", "sector"), ("region", "province")])
def test_a_narrower_kind_takes_its_benchmark_from_that_kind_alone(publish, kind, column):
    units, others = alike(12), alike(10, x=5, letter="v")
    values = {"level": ("county", "city"), "sector": ("water", "health"), "region": ("甲省", "乙省")}[kind]
    rows = register([*units, *others], **{column: lambda unit: values[unit.startswith("v")]})
    found = compared(publish, kind, problems=problems(**units, **others), units=rows)
    assert {found[unit]["benchmark"] for unit in units} == {75.0} and {found[unit]["benchmark"] for unit in others} == {25.0}
    assert found["u00"]["peers"] == f"feedback|claimed|365-729|{kind}={values[0]}" and found["u00"]["compare_reason"] is None
    # All together they would be each other's peers, and some of them flagged.
    assert len({row["peers"] for row in compared(publish, "alike", problems=problems(**units, **others), units=rows).values()}) == 1


def test_the_same_city_of_another_province_is_another_city(publish):
    units, others = alike(10), alike(10, x=5, letter="v")
    rows = register([*units, *others], city="某市", province=lambda unit: "乙省" if unit.startswith("v") else "甲省")
    assert compared(publish, "city", problems=problems(**units, **others), units=rows)["u00"]["benchmark"] == 75.0


def test_too_few_of_a_kind_are_refused_and_led_to_the_nearest_wider_one(publish):
    units = alike(12) | alike(9, letter="v")
    rows = register(units, province="甲省", city=lambda unit: "一市" if unit.startswith("u") else "二市")
    tables = {kind: compare.compared(publish(problems=problems(**units), units=rows), COMPLETION, Filter(), kind) for kind in ("alike", "region", "city")}
    refused = {row["unit_id"]: row["compare_reason"] for row in tables["city"].to_pylist() if row["compare_reason"]}
    assert refused == {unit: "too_few_of_city" for unit in alike(9, letter="v")}
    assert compare.wider("city", tables, "v00") == "region"
    # Where the province has too few as well, all alike remain; where even those are too few, nothing does.
    rows = register(units, province=lambda unit: "甲省" if unit.startswith("u") else "乙省", city="某市")
    tables = {kind: compare.compared(publish(problems=problems(**units), units=rows), COMPLETION, Filter(), kind) for kind in ("alike", "region", "city")}
    assert compare.wider("city", tables, "v00") == "alike"
    few = compare.compared(publish(problems=problems(**alike(9))), COMPLETION)
    assert compare.wider("level", {"alike": few}, "u00") is None


@pytest.mark.parametrize("kind", ["level", "sector", "region", "city"])
def test_what_is_not_known_of_a_unit_is_no_kind(publish, kind):
    found = compared(publish, kind, problems=problems(**alike(12)))
    assert {row["compare_reason"] for row in found.values()} == {f"no_{kind}"}


def test_rounds_are_those_behind_the_answer(publish):
    units = alike(12)
    inspections = [{"unit_id": unit, "inspection_id": f"{unit}-1", "round": "第一轮"} for unit in units]
    assert {row["peers"] for row in compared(publish, "round", problems=problems(**units), inspections=inspections).values()} == {"feedback|claimed|365-729|round=第一轮"}
    again = [{"unit_id": "u00", "inspection_id": "u00-2", "round": "第二轮"}]
    more = [{"unit_id": "u00", "inspection_id": "u00-2", "status": "completed"}]
    found = compared(publish, "round", problems=problems(**units) + more, inspections=inspections + again)
    assert found["u00"]["compare_reason"] == "mixed_rounds" and found["u01"]["compare_reason"] is None


@pytest.mark.parametrize("kind", compare.KINDS)
def test_no_kind_compares_bases_or_ages_with_each_other(publish, kind):
    rows = problems(**alike(12), **alike(12, x=5, letter="v"), **alike(12, x=10, letter="w"))
    for row in rows:
        row["basis"] = "item" if row["unit_id"].startswith("v") else "feedback"
    units = register({row["unit_id"] for row in rows}, level="county", sector="water", province="甲省", city="一市")
    inspections = [{"unit_id": f"{letter}{number:02d}", "inspection_id": f"{letter}{number:02d}-1", "round": "第一轮"} | ({"feedback_on": "2024-11-01"} if letter == "w" else {})
                   for letter in "uvw" for number in range(12)]
    found = compared(publish, kind, problems=rows, units=units, inspections=inspections)
    assert {(unit[0], row["benchmark"]) for unit, row in found.items()} == {("u", 75.0), ("v", 25.0), ("w", 50.0)}


def test_an_unknown_kind_is_refused(publish):
    with pytest.raises(ValueError, match="no kind of peers"):
        compare.compared(publish(problems=problems(**alike(12))), COMPLETION, Filter(), "rank")


@pytest.mark.parametrize("seed", range(2))
@pytest.mark.parametrize("kind", ["automatic", "level", "round"])
def test_on_any_data_keeps_what_every_comparison_promises(seed, kind, publish):
    database, chosen = publish(**oracle.random_lake(seed)), oracle.FILTERS[seed % len(oracle.FILTERS)]
    for query in (COMPLETION, NEUTRAL):
        wide = {row["unit_id"]: row for row in compare.compared(database, query, chosen).to_pylist()}
        for row in compare.compared(database, query, chosen, kind).to_pylist():
            assert (row["flag"] == "not_compared") == (row["compare_reason"] is not None) == (row["p_value"] is None), row
            assert row["compare_reason"] is None or row["compare_reason"] in reasons(), row
            assert not query.is_neutral or row["flag"] == "not_compared", row
            assert (row["low"], row["high"], row["value"]) == tuple(wide[row["unit_id"]][name] for name in ("low", "high", "value"))
            # Whom the wide gates refuse before the ceiling, no narrower kind admits.
            assert wide[row["unit_id"]]["compare_reason"] in (None, "pooled_at_ceiling", "neutral") or row["compare_reason"] == wide[row["unit_id"]]["compare_reason"], row


# The nearest -----------------------------------------------------------------------------------------------------------------

def by_hand(one: dict, other: dict) -> dict[str, float]:
    """The weighted parts of a distance, from its definition."""
    def variation(name):
        return 1.0 if one[name] is None or other[name] is None else sum(abs(a - b) for a, b in zip(one[name], other[name])) / 2

    size = 1.0 if None in (one["problems"], other["problems"]) else min(1.0, abs(math.log(one["problems"] / other["problems"])) / math.log(4))
    found = {name: float(one[name] is None or one[name] != other[name]) for name in ("level", "sector")}
    found |= {"themes": variation("themes"), "aspects": variation("aspects"), "size": size, "age": min(1.0, abs(one["age"] - other["age"]) / 180)}
    return {name: WEIGHTS[name] * value for name, value in found.items()}


def profiles(units: list[dict]) -> Profiles:
    def shares(name, parts=3):
        return np.array([[np.nan] * parts if unit[name] is None else unit[name] for unit in units], dtype=float)

    codes = [np.array([-1 if unit[name] is None else unit[name] for unit in units]) for name in ("level", "sector")]
    return Profiles(*codes, shares("themes"), shares("aspects"), np.array([unit["problems"] or np.nan for unit in units], dtype=float),
                    np.array([unit["age"] for unit in units], dtype=float))


MIX = st.lists(st.integers(0, 9), min_size=3, max_size=3).filter(any).map(lambda parts: [part / sum(parts) for part in parts])
UNIT = st.fixed_dictionaries({"level": st.none() | st.integers(0, 2), "sector": st.none() | st.integers(0, 3), "themes": st.none() | MIX, "aspects": st.none() | MIX,
                              "problems": st.none() | st.integers(1, 400), "age": st.integers(0, 900)})


@given(st.lists(UNIT, min_size=12, max_size=40), st.integers(1, 11))
@settings(max_examples=120, deadline=None)
def test_the_nearest_are_those_of_a_search_through_all(units, number):
    index, distance = nearest.nearest(profiles(units), number)
    for place, one in enumerate(units):
        wanted = sorted((round(sum(by_hand(one, other).values()), 7), at) for at, other in enumerate(units) if at != place)[:number]
        assert distance[place] == pytest.approx([value for value, _ in wanted], abs=1e-7)
        assert len(set(index[place])) == number and place not in index[place]
        for at, value in zip(index[place], distance[place]):
            assert sum(by_hand(one, units[at]).values()) == pytest.approx(value, abs=1e-7)


@given(st.integers(0, 10_000), st.integers(40, 160), st.sampled_from((1, 3, 10, 40)), st.sampled_from((0.0, 0.1, 0.6)), st.sampled_from((3, 200, 3000)), st.integers(1, 2))
@settings(max_examples=20, deadline=None)
def test_a_tree_finds_what_a_search_through_all_finds(seed, units, items, unknown, days, kinds):
    """Mixes of few problems make equals, unknown ones and long ages reach the ceilings: the tree leaves those to the search."""
    random = np.random.default_rng(seed)
    mixes = [random.multinomial(items, random.dirichlet(np.ones(parts)), units) / items for parts in (5, 3)]
    for mix in mixes:
        mix[random.random(units) < unknown] = np.nan
    problems = np.where(random.random(units) < unknown / 2, np.nan, random.integers(1, 60, units))
    asked = Profiles(random.integers(0, kinds, units), random.integers(-1, kinds, units), *mixes, problems, random.integers(0, days, units).astype(float))
    found = []
    with pytest.MonkeyPatch.context() as patch:
        for many in (0, units):
            patch.setattr(nearest, "MANY", many)
            found.append(nearest.nearest(asked, 5))
    assert np.array_equal(found[0][0], found[1][0]) and np.array_equal(found[0][1], found[1][1])


def test_in_a_large_kind_the_tree_finds_nearly_all():
    random = np.random.default_rng(3)
    mixes = [random.multinomial(40, np.full(parts, 1 / parts), 3_000) / 40 for parts in (16, 6)]
    same = np.zeros(3_000, dtype=int)
    asked = Profiles(same, same, *mixes, random.integers(10, 200, 3_000).astype(float), random.integers(180, 365, 3_000).astype(float))
    sure, index, distance = nearest._by_tree(nearest._coordinates(asked), np.arange(3_000), 15)
    assert sure.size > 1_000 and (np.diff(distance, axis=1) >= 0).all()
    assert distance == pytest.approx(nearest.distances(asked, sure[:, None], index), abs=1e-9)


@given(UNIT, UNIT)
@settings(deadline=None)
def test_a_distance_lies_between_nought_and_one_and_is_the_same_either_way(one, other):
    both, here, there = profiles([one, other]), np.array([[0]]), np.array([[1]])
    found = {name: float(value[0, 0]) for name, value in nearest.parts(both, here, there).items()}
    assert found == pytest.approx(by_hand(one, other)) and 0 <= sum(found.values()) <= 1 + 1e-12
    assert nearest.distances(both, here, there) == pytest.approx(nearest.distances(both, there, here))


def test_the_weights_add_up_to_one():
    assert sum(WEIGHTS.values()) == pytest.approx(1) and min(WEIGHTS.values()) > 0 and PEERS >= FEWEST >= 10


def test_equals_are_taken_in_the_order_of_the_units():
    same = [{"level": 0, "sector": 0, "themes": [1, 0, 0], "aspects": [1, 0, 0], "problems": 20, "age": 100}] * 14
    index, distance = nearest.nearest(profiles(same), 10)
    assert index[0].tolist() == list(range(1, 11)) and index[13].tolist() == list(range(10)) and not distance.any()
    with pytest.raises(ValueError, match="cannot have"):
        nearest.nearest(profiles(same), 14)


def province(seed: int = 1, units: int = 30) -> dict[str, list[dict]]:
    """Units of two levels and three sectors with problems of four themes, each closed by chance."""
    random = Random(seed)
    ids = [f"u{number:02d}" for number in range(units)]
    rows = register(ids, level=lambda unit: random.choice(("county", "city")), sector=lambda unit: random.choice(("water", "health", "finance")))
    themes = {unit: random.choices(("财务与资金管理", "四风与公务支出", "安全与生态", None), weights=[random.random() for _ in range(4)], k=random.randint(12, 60)) for unit in ids}
    listed = [{"unit_id": unit, "inspection_id": f"{unit}-1", "theme": theme, "aspect": random.choice(("甲", "乙", None)), "status": "completed" if random.random() < 0.8 else "in_progress"}
              for unit in ids for theme in themes[unit]]
    return {"units": rows, "problems": listed, "inspections": [{"unit_id": unit, "inspection_id": f"{unit}-1", "feedback_on": f"2024-01-{2 + number % 27:02d}"} for number, unit in enumerate(ids)]}


def own_facts(tables: dict[str, list[dict]]) -> dict[str, dict]:
    """What `by_hand` needs of each unit, from the rows."""
    def mix(rows, name, parts):
        return None if all(row[name] is None for row in rows) else [Counter(row[name] for row in rows)[part] / len(rows) for part in parts]

    rows = {unit["unit_id"]: [row for row in tables["problems"] if row["unit_id"] == unit["unit_id"]] for unit in tables["units"]}
    parts = {name: list(dict.fromkeys(row[name] for row in tables["problems"])) for name in ("theme", "aspect")}
    days = {row["unit_id"]: 366 - int(row["feedback_on"][-2:]) for row in tables["inspections"]}
    return {unit["unit_id"]: {"level": unit["level"], "sector": unit["sector"], "themes": mix(rows[unit["unit_id"]], "theme", parts["theme"]),
                              "aspects": mix(rows[unit["unit_id"]], "aspect", parts["aspect"]), "problems": len(rows[unit["unit_id"]]), "age": days[unit["unit_id"]],
                              "closed": sum(row["status"] == "completed" for row in rows[unit["unit_id"]])} for unit in tables["units"]}


@pytest.mark.parametrize("seed", range(2))
def test_automatic_peers_and_their_benchmark_are_those_of_a_second_reckoning(publish, seed):
    tables = province(seed)
    facts = own_facts(tables)
    database = publish(**{name: [dict(row) for row in rows] for name, rows in tables.items()})
    listed = compare.neighbours(database, COMPLETION).to_pylist()
    for unit, own in facts.items():
        mine = [row for row in listed if row["unit_id"] == unit]
        wanted = sorted((round(sum(by_hand(own, other).values()), 9), peer) for peer, other in facts.items() if peer != unit)[:PEERS]
        assert [row["place"] for row in mine] == list(range(1, PEERS + 1))
        assert [(round(row["distance"], 9), row["peer_id"]) for row in mine] == wanted, unit
        for row in mine:
            assert {name: row[name] for name in WEIGHTS} == pytest.approx(by_hand(own, facts[row["peer_id"]]))
            assert sum(row[name] for name in WEIGHTS) == pytest.approx(row["distance"], abs=1e-8)
    for row in compare.compared(database, COMPLETION, Filter(), "automatic").to_pylist():
        near = [facts[each["peer_id"]] for each in listed if each["unit_id"] == row["unit_id"]]
        assert row["benchmark"] == pytest.approx(100 * float(Fraction(sum(each["closed"] for each in near), sum(each["problems"] for each in near))))
        assert row["compare_reason"] is None and row["peers"].endswith("|automatic")


def test_fewer_than_ten_others_are_no_automatic_peers(publish):
    assert {row["compare_reason"] for row in compared(publish, "automatic", problems=problems(**alike(10))).values()} == {"too_few_neighbours"}
    assert {row["compare_reason"] for row in compared(publish, "automatic", problems=problems(**alike(11))).values()} == {None}
    assert compare.neighbours(publish(problems=problems(**alike(10))), COMPLETION).num_rows == 0


def test_whoever_stands_among_finished_units_cannot_stand_out(publish):
    """The ceiling is that of a unit's own peers: finished ones of its kind leave nothing to compare, though others are far behind."""
    done, behind = alike(16, x=20), alike(16, x=5, letter="v")
    units = register([*done, *behind], level=lambda unit: "city" if unit.startswith("v") else "county", sector="water")
    found = compared(publish, "automatic", problems=problems(**done, **behind), units=units)
    assert {found[unit]["compare_reason"] for unit in done} == {"pooled_at_ceiling"} and {found[unit]["compare_reason"] for unit in behind} == {None}


def test_a_summary_counts_who_is_refused_for_want_of_peers_in_no_group(publish):
    units = alike(12) | alike(4, letter="v")
    rows = register(units, level=lambda unit: "city" if unit.startswith("v") else "county")
    said = compare.summary(COMPLETION, compare.compared(publish(problems=problems(**units), units=rows), COMPLETION, Filter(), "level"))
    assert [(group.peers, group.units) for group in said.groups] == [("feedback|claimed|365-729|level=county", 12)] and said.reasons == {"too_few_of_level": 4}


def test_every_kind_is_wider_than_none_but_all_alike():
    assert set(compare.WIDER) == set(compare.KINDS) - {"alike"} and all(kinds[-1] == "alike" for kinds in compare.WIDER.values())
    assert {*TOO_FEW} <= reasons().keys()
