"""On invented provinces the SQL says what a plain reading of the definitions says, and laws hold that no single case shows."""

from collections import defaultdict
from datetime import timedelta

import pytest

import oracle
from queries import Filter, answer, answers, breakdown, metric, metrics

SEEDS = range(32)
BY_RULES = {"new", "revised", "new_or_revised"}


@pytest.mark.parametrize("seed", SEEDS)
def test_the_sql_says_what_the_definitions_say(seed, publish):
    lake = oracle.random_lake(seed)
    database = publish(**lake)
    asked = [metric(name) for name in oracle.METRICS]
    for turn in range(3):
        chosen = oracle.FILTERS[(seed * 3 + turn) % len(oracle.FILTERS)]
        plain = oracle.Oracle(defaultdict(list, lake), chosen)
        for name, table in answers(database, asked, chosen).items():
            found = {row["unit_id"]: row for row in table.to_pylist()}
            assert list(found) == plain.units, (name, chosen)
            for unit_id, row in found.items():
                expected = getattr(plain, name)(unit_id)
                place = (name, unit_id, chosen, row, expected)
                assert (row["value"] is None) == (expected.value is None), place
                if expected.value is None:
                    assert row["reason"] in expected.reasons, place
                else:
                    assert float(row["value"]) == pytest.approx(float(expected.value), abs=1e-9), place
                for part, value in expected.parts.items():
                    assert row[part] == value, (part, *place)
