"""What would be expected of a unit with its own mix of problems: indirect standardisation, for units whose tasks were not alike.

Cells are kinds of problem × level of unit; a kind is the theme, or the aspect where no theme is known. Expected = Σ the unit's items in a
cell × the share closed by the others in it. The others are those of the same basis, standard and age (`gates`), without the unit itself.
Where they have fewer than 30 items or 3 units in a cell, the next coarser one is taken: the kind at all levels, then the level over all
kinds, then everything. Where they closed all or nothing of a cell, its rate is half an item short of that: what others
have not failed in yet is not impossible.

ratio = observed / expected. p and interval are exact, by the Poisson-binomial distribution of the unit's own items
(`statistics.mixture`); a flag asks besides, as in `compared`, that the unit still stands out once the rates are taken for the estimates
that they are. Only metrics that count problems one by one can be allowed for in this way, and only units whose rows
add up to their answer. What the cells do not tell apart (how hard a problem was) is not allowed for.
"""

from dataclasses import replace

import duckdb
import numpy as np
import pyarrow as pa

from queries import run
from queries.catalog import Query
from queries.compare.beside import beside
from queries.compare.figures import numbers, scale
from queries.compare.gates import FEWEST_ITEMS, FEWEST_UNITS, SMALL, at_ceiling, passing, refuse, summed
from queries.compare.gathering import Gathered, gathered
from queries.filter import Filter
from queries.statistics import mixture, multiplicity, peers, tails

FEWEST_REFERENCE_ITEMS, FEWEST_REFERENCE_UNITS, FEWEST_DIRECT = 30, 3, 5
# What the metric's own columns are followed by.
COLUMNS = {
    "observed":       {"zh": "实际完成数", "en": "Observed"},
    "expected":       {"zh": "按本单位问题构成预期完成数", "en": "Expected from the unit's own mix"},
    "ratio":          {"zh": "实际与预期之比", "en": "Observed / expected"},
    "low":            {"zh": "比值下限（95%）", "en": "Ratio, low (95 %)"},
    "high":           {"zh": "比值上限（95%）", "en": "Ratio, high (95 %)"},
    "p_value":        {"zh": "p 值（双侧 mid-p）", "en": "p (two-sided mid-p)"},
    "q_value":        {"zh": "q 值（BH）", "en": "q (Benjamini-Hochberg)"},
    "flag":           {"zh": "与预期相比", "en": "Against what is expected"},
    "compare_reason": {"zh": "不作比较的原因", "en": "Why not compared"},
    "coarse":         {"zh": "按较粗类别推算的项数占比（%）", "en": "Items reckoned by coarser cells (%)"},
    "standardised":   {"zh": "直接标准化后的比率（%）", "en": "Directly standardised rate (%)"},
    "direct_reason":  {"zh": "不作直接标准化的原因", "en": "Why not directly standardised"},
    "is_small":       {"zh": "样本偏少（10—19）", "en": "Small (10-19)"},
    "age_days":       {"zh": "反馈后天数", "en": "Days since feedback"},
    "peers":          {"zh": "同类组", "en": "Peer group"},
}
# Which problems a metric counts, and which of them are hits.
COUNTED = {
    "problem_completion_rate": ("true", "is_completed"),
    "on_time_rate": ("is_judged", "is_in_time"),
}
ITEMS = """
    select problems_in_scope.unit_id, units.level, case when theme is not null then concat('theme ', theme) when aspect is not null then concat('aspect ', aspect) end as kind,
        count(*) filter (where {counted})               as items,
        count(*) filter (where {counted} and {hit})   as closed
    from problems_in_scope
    join completion_in_scope on completion_in_scope.unit_id = problems_in_scope.unit_id and completion_in_scope.basis = problems_in_scope.basis
    join units on units.unit_id = problems_in_scope.unit_id
    {of}
    group by problems_in_scope.unit_id, units.level, kind
    having count(*) filter (where {counted}) > 0
    order by problems_in_scope.unit_id, kind"""
OF_COUNTED = """join completion_by_inspection on completion_by_inspection.inspection_id = problems_in_scope.inspection_id
        and completion_by_inspection.basis = problems_in_scope.basis and completion_by_inspection.source = 'counted'"""


def adjusted(connection: duckdb.DuckDBPyConnection, query: Query, chosen: Filter = Filter()) -> pa.Table:
    """The metric's answer with COLUMNS beside it: one row per unit in scope, ordered by unit_id.

    observed, expected: items. ratio, low, high: observed / expected. coarse, standardised: percent. flag and compare_reason as `compared`
    has them. Raises ValueError for a query that is no metric.
    """
    if query.kind != "metrics":
        raise ValueError(f"{query.name} is one of the {query.kind}; only metrics are compared.")
    if query.name not in COUNTED:
        table = run.answer(connection, query, chosen)
        return beside(table, COLUMNS, {"compare_reason": np.full(table.num_rows, "not_by_mix", dtype=object)})
    scoped = run.Scoped(connection, chosen)
    known = gathered(scoped, query)
    counted, hit = COUNTED[query.name]
    items = scoped.rows(ITEMS.format(counted=counted, hit=hit, of=OF_COUNTED if query.name == "problem_completion_rate" else ""))
    return beside(known.table, COLUMNS, _standardised(query, known, items))


def described(query: Query) -> Query:
    """The query with words for the added columns, for headings and exports."""
    return replace(query, columns=query.columns | COLUMNS)


def _standardised(query: Query, known: Gathered, items: pa.Table) -> dict[str, np.ndarray]:
    x, n, reasons, group, size = known.x, known.n, known.reasons, known.group, known.n.size
    of = {unit: place for place, unit in enumerate(known.table.column("unit_id").to_pylist())}
    unit = np.array([of[each] for each in items.column("unit_id").to_pylist()], dtype=np.int64)
    count, closed = numbers(items, "items"), numbers(items, "closed")
    adds_up = (np.bincount(unit, weights=count, minlength=size) == n) & (np.bincount(unit, weights=closed, minlength=size) == x)
    refuse(reasons, ~adds_up, "no_mix")
    refuse(reasons, passing(reasons, group) < FEWEST_UNITS, "too_few_with_rows")
    refuse(reasons, at_ceiling(query, x, n, *(summed(reasons, group, each) - each for each in (x, n))), "pooled_at_ceiling")
    found = {"compare_reason": reasons, "age_days": known.ages, "peers": known.names, "is_small": (n >= FEWEST_ITEMS) & (n < SMALL)}
    if not (reasons == "").any():
        return found
    at = reasons[unit] == ""
    unit, count, closed = unit[at], count[at], closed[at]
    kind, level = (_numbered(np.array(items.column(name).to_pylist(), dtype=object)[at]) for name in ("kind", "level"))
    others_x, others_n, is_coarse = reference(unit, group[unit], kind, level, count, closed)
    found |= _against_expected(query, reasons, x, unit, count, closed, others_x, others_n)
    coarse = np.bincount(unit, weights=count * is_coarse, minlength=size)
    found |= {"coarse": np.where(reasons == "", 100 * coarse / np.where(n > 0, n, 1), np.nan)} | _direct(query, reasons, group, unit, kind, count, closed)
    refuse(reasons, np.full(size, query.is_neutral), "neutral")
    return found


def reference(unit, group, kind, level, count, closed) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """What the others closed and had in the finest cell that is full enough, for each row (a unit's items of one kind): (x, n, is_coarse).

    unit, group, kind, level: numbers, -1 = kind or level unknown; at least one row. The last cell is everything that the group has.
    """
    whole, first = np.ones(unit.size), _first(unit)
    own_n, own_x = (np.bincount(unit, weights=each)[unit] for each in (count, closed))
    one = np.zeros(unit.size)
    one[first] = 1
    # (cell, whether a row has it, the unit's own items in it, its rows that count the unit once)
    steps = ((_cell(group, kind, level), (kind >= 0) & (level >= 0), count, closed, whole), (_cell(group, kind), kind >= 0, count, closed, whole),
             (_cell(group, level), level >= 0, own_n, own_x, one), (_cell(group), whole > 0, own_n, own_x, one))
    others_x, others_n, taken = np.zeros(unit.size), np.zeros(unit.size), np.full(unit.size, -1)
    for number, (cell, has, mine_n, mine_x, once) in enumerate(steps):
        total, hits, units = (np.bincount(cell, weights=np.where(has, each, 0.0))[cell] for each in (count, closed, once))
        is_full = (total - mine_n >= FEWEST_REFERENCE_ITEMS) & (units - 1 >= FEWEST_REFERENCE_UNITS) | (number == len(steps) - 1)
        here = (taken < 0) & has & is_full
        others_n[here], others_x[here], taken[here] = (total - mine_n)[here], (hits - mine_x)[here], number
    return others_x, others_n, taken > 0


def _against_expected(query: Query, reasons, x, unit, count, closed, others_x, others_n) -> dict[str, np.ndarray]:
    rate = np.clip(others_x / others_n, 0.5 / others_n, 1 - 0.5 / others_n)
    at, size = np.flatnonzero(reasons == ""), reasons.size
    place = np.zeros(size, dtype=np.int64)
    place[at] = np.arange(at.size)
    expected = np.bincount(place[unit], weights=count * rate, minlength=at.size)
    low, high, least, most = mixture.mixed(x[at], place[unit], count, rate)
    found = {"observed": x[at], "expected": expected, "ratio": x[at] / expected, "low": least / expected, "high": most / expected}
    if not query.is_neutral:
        p_value, agreed_low, agreed_high = tails.two_sided(low, high), low.copy(), high.copy()
        for each in np.flatnonzero(np.minimum(low, high) < peers.NOTICE):
            rows = place[unit] == each
            sampled = mixture.stratified_tails(closed[rows], count[rows], others_x[rows], others_n[rows])
            agreed_low[each], agreed_high[each] = max(low[each], sampled[0]), max(high[each], sampled[1])
        found |= {"p_value": p_value, "q_value": multiplicity.benjamini_hochberg(p_value)}
        flag = np.full(size, None, dtype=object)
        flag[at] = [peers.FLAGS[code] for code in peers.flags(agreed_low, agreed_high).tolist()]
    spread = {name: np.full(size, np.nan) for name in found}
    for name, values in found.items():
        spread[name][at] = values
    return spread if query.is_neutral else spread | {"flag": flag}


def _direct(query: Query, reasons, group, unit, kind, count, closed) -> dict[str, np.ndarray]:
    """The rate that a unit would have with the mix of its whole group, where it has at least five items of every kind in it."""
    rate, why = np.full(reasons.size, np.nan), np.full(reasons.size, "", dtype=object)
    for each in np.unique(group[reasons == ""]):
        rows = group[unit] == each
        kinds, number = np.unique(kind[rows], return_inverse=True)
        share = np.bincount(number, weights=count[rows]) / count[rows].sum()
        members, place = np.unique(unit[rows], return_inverse=True)
        items, hits = (np.zeros((members.size, kinds.size)) for _ in range(2))
        items[place, number], hits[place, number] = count[rows], closed[rows]
        is_full = (items >= FEWEST_DIRECT).all(axis=1)
        rate[members[is_full]] = scale(query) * (hits[is_full] / items[is_full]) @ share
        why[members[~is_full]] = "too_few_in_cells"
    return {"standardised": rate, "direct_reason": why}


def _first(unit: np.ndarray) -> np.ndarray:
    return np.unique(unit, return_index=True)[1]


def _cell(*parts: np.ndarray) -> np.ndarray:
    """The number of each different combination."""
    return np.unique(np.stack(parts), axis=1, return_inverse=True)[1].reshape(-1)


def _numbered(values: np.ndarray) -> np.ndarray:
    number = {value: place for place, value in enumerate(dict.fromkeys(value for value in values if value is not None))}
    return np.array([number.get(value, -1) for value in values], dtype=np.int64)
