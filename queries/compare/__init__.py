"""Comparing: who differs from its peers by more than chance, and who cannot be compared and why.

Gates come before any statistics, because what differs in kind cannot be told apart from what differs in deed. In this order:

    no_model             the metric's header names no numerator and denominator: sums of money, days, checklists
    no_value             nothing to compare (the metric's own `reason` says why)
    too_few_items        fewer than 10 items; 10-19 are compared and marked `is_small`
    too_few_peers        fewer than 10 units answer on the same basis and by the same standard
    no_age               the day of the feedback, or of what is said since, is not known
    mixed_ages           the answer adds up inspections of different age bands: choose a round
    too_few_of_this_age  fewer than 10 of those are in the same age band
    (of a narrower kind) that kind is not known, or fewer than 10 units share it: see `peers`
    pooled_at_ceiling    98 % or more of all items of the group are closed: nobody can stand out, list what is open
    neutral              more is neither better nor worse: interval and benchmark are given, no p and no flag

Age is the time from the feedback to the last word (a ledger's or notice's own day, not the day asked for), in bands that end at the
landmarks 30, 90, 180, 365 and 730 days: completion rises with time, steeply at first, so a band is short where the rise is steep.
What one unit is compared with is everybody else who passed the gates in the same basis, standard and band, and nobody else.

p is exact against that benchmark. A flag asks for more: that the unit still stands out once the benchmark is taken for the estimate
that it is (`peers.flags_against_others`). Without that a flag would fire more often than it says wherever the others are few. So a small p
may go without a flag, where the others are few or all at one end, and never the other way round: a list of units to check wants both
a flag and a small q.
"""

from dataclasses import replace

import duckdb
import numpy as np
import pyarrow as pa

from queries import run
from queries.catalog import Query
from queries.compare.bands import Bands, Place, bands, places
from queries.compare.beside import beside
from queries.compare.figures import counts, scale
from queries.compare.gates import FEWEST_ITEMS, SMALL, at_ceiling, refuse
from queries.compare.gathering import gathered
from queries.compare.groups import Group, Summary, summary
from queries.compare.naive import Line, naive, spread_of_alike
from queries.compare.pairs import Pair, pair
from queries.compare.peers import KINDS, WIDER, Others, neighbours, others, wider
from queries.filter import Filter
from queries.statistics import intervals, multiplicity, peers, tails

__all__ = ["COLUMNS", "Bands", "Group", "KINDS", "Line", "Pair", "Place", "Summary", "WIDER", "bands", "compared", "counts", "described", "naive", "neighbours", "pair",
           "places", "spread_of_alike", "summary", "wider"]

# What the metric's own columns are followed by.
COLUMNS = {
    "low":            {"zh": "区间下限（95%）", "en": "Interval, low (95 %)"},
    "high":           {"zh": "区间上限（95%）", "en": "Interval, high (95 %)"},
    "benchmark":      {"zh": "同类基准（不含本单位）", "en": "Benchmark (without the unit)"},
    "p_value":        {"zh": "p 值（双侧 mid-p）", "en": "p (two-sided mid-p)"},
    "q_value":        {"zh": "q 值（BH）", "en": "q (Benjamini-Hochberg)"},
    "expected":       {"zh": "按基准应有数", "en": "Expected at the benchmark"},
    "flag":           {"zh": "与同类相比", "en": "Against peers"},
    "compare_reason": {"zh": "不作比较的原因", "en": "Why not compared"},
    "is_small":       {"zh": "样本偏少（10—19）", "en": "Small (10-19)"},
    "age_days":       {"zh": "反馈后天数", "en": "Days since feedback"},
    "peers":          {"zh": "同类组", "en": "Peer group"},
}


def compared(connection: duckdb.DuckDBPyConnection, query: Query, chosen: Filter = Filter(), peers: str = "alike") -> pa.Table:
    """The metric's answer with COLUMNS beside it: one row per unit in scope, ordered by unit_id.

    low, high, benchmark: in the metric's unit. expected: in items of the numerator. p_value, q_value: 0-1, where compared.
    flag: low_alarm, low_notice, none, high_notice, high_alarm, not_compared; compare_reason: a code of reasons.toml or null.
    age_days: since the latest feedback. peers: "basis|standard|30-89", the group that the benchmark is taken from; of a narrower kind with
    what else it shares ("|level=county") or "|automatic": there each unit has a benchmark of its own neighbours.
    Raises ValueError for a query that is no metric and for a kind that is none of KINDS.
    """
    if query.kind != "metrics":
        raise ValueError(f"{query.name} is one of the {query.kind}; only metrics are compared.")
    if query.model is None:
        table = run.answer(connection, query, chosen)
        return beside(table, COLUMNS, {"compare_reason": np.full(table.num_rows, "no_model", dtype=object)})
    scoped = run.Scoped(connection, chosen)
    known = gathered(scoped, query)
    x, n, reasons = known.x, known.n, known.reasons
    whom = others(scoped, known, peers)
    refuse(reasons, at_ceiling(query, x, n, whom.x, whom.n), "pooled_at_ceiling")
    found = _intervals(query, x, n) | _against_others(query, x, n, reasons, whom)
    ages = {"age_days": known.ages, "is_small": (n >= FEWEST_ITEMS) & (n < SMALL), "peers": whom.names}
    return beside(known.table, COLUMNS, found | ages | {"compare_reason": reasons})


def described(query: Query) -> Query:
    """The query with words for the added columns, for headings and exports."""
    return replace(query, columns=query.columns | COLUMNS)


def _intervals(query: Query, x: np.ndarray, n: np.ndarray) -> dict[str, np.ndarray]:
    """The 95 % interval of every unit that has a value, compared or not, in the metric's unit."""
    low, high = intervals.wilson(x, n) if query.model == "binomial" else intervals.poisson_rate(x, n)
    return {"low": scale(query) * low, "high": scale(query) * high}


def _against_others(query: Query, x, n, reasons, whom: Others) -> dict[str, np.ndarray]:
    """Benchmark and expected count for those who passed every gate, and p, q and flag unless the metric is neutral."""
    size, at = n.size, np.flatnonzero(reasons == "")
    others_x, others_n = whom.x[at], whom.n[at]
    rate = others_x / others_n
    found = {"benchmark": scale(query) * _spread(rate, at, size), "expected": _spread(rate * n[at], at, size)}
    if query.is_neutral:
        refuse(reasons, np.ones(size, dtype=bool), "neutral")
        return found
    if query.model == "binomial":
        low, high = tails.binomial_tails(x[at], n[at], rate)
        codes = peers.flags_against_others(x[at], n[at], others_x, others_n)
    else:
        low, high = tails.poisson_tails(x[at], rate * n[at])
        codes = peers.rate_flags_against_others(x[at], n[at], others_x, others_n, low, high)
    p_value = tails.two_sided(low, high)
    flag = np.full(size, None, dtype=object)
    flag[at] = [peers.FLAGS[code] for code in codes.tolist()]
    return found | {"p_value": _spread(p_value, at, size), "q_value": _spread(multiplicity.benjamini_hochberg(p_value), at, size), "flag": flag}


def _spread(values: np.ndarray, at: np.ndarray, size: int) -> np.ndarray:
    whole = np.full(size, np.nan)
    whole[at] = values
    return whole
