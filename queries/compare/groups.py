"""What stands under a picture of a comparison: how many, against what, how spread, and how many flags are luck."""

from collections import Counter
from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from queries.catalog import Query
from queries.compare.figures import counts, scale
from queries.compare.peers import TOO_FEW
from queries.statistics import differences, dispersion, peers

# With fewer units the variance between them is too unsure to widen limits by.
FEWEST_FOR_TAU2 = 20


@dataclass(frozen=True)
class Group:
    """Units that answer on one basis, by one standard, at a similar time since feedback.

    peers: "basis|standard|30-89" (a metric without those columns: the band alone). units: in the group; compared: of them, with a flag.
    reason: why the whole group is not compared, or None. pooled: Σ numerator / Σ denominator, median: of the units' own, both in the
    metric's unit. phi: 离散倍数; tau2: None below 20 units. low, high: how many are flagged on each side. expected_false_flags: at most so
    many on each side by luck alone. youngest_days, oldest_days: since feedback, None where no age is known. tau2 is on the arcsine (rates: log) scale.
    """

    peers: str
    units: int
    compared: int
    reason: str | None
    pooled: float
    median: float
    phi: float
    tau2: float | None
    low: int
    high: int
    expected_false_flags: float
    youngest_days: int | None
    oldest_days: int | None


@dataclass(frozen=True)
class Summary:
    """The whole table. units: in scope; compared: with a flag; reasons: why the others have none, code -> units; groups: the largest first."""

    units: int
    compared: int
    expected_false_flags: float
    reasons: Counter
    groups: tuple[Group, ...]


def summary(query: Query, table: pa.Table) -> Summary:
    """What a table made by `compared` says as a whole and of each group of peers that has at least ten units or a flag."""
    reasons = Counter(reason for reason in table.column("compare_reason").to_pylist() if reason is not None)
    found = () if query.model is None else _groups(query, table)
    compared = table.num_rows - sum(reasons.values())
    return Summary(table.num_rows, compared, peers.expected_false_flags(compared), reasons, found)


def _groups(query: Query, table: pa.Table) -> tuple[Group, ...]:
    names, reasons, flags = (np.array(table.column(name).to_pylist(), dtype=object) for name in ("peers", "compare_reason", "flag"))
    ages = table.column("age_days").cast(pa.float64()).to_numpy(zero_copy_only=False)
    x, n, _ = counts(query, table)
    order, number = np.unique([name or "" for name in names], return_inverse=True)
    groups = []
    for index, name in enumerate(order):
        of = (number == index) & ~np.isin(reasons, TOO_FEW)
        if name and of.any():
            groups.append(_group(query, str(name), x[of], n[of], ages[of], flags[of], reasons[of]))
    return tuple(sorted(groups, key=lambda group: (-group.units, group.peers)))


def _group(query: Query, name: str, x, n, ages, flags, reasons) -> Group:
    pooled, median = differences.pooled_and_median(x, n)
    spread = dispersion.of_proportions(x, n) if query.model == "binomial" else dispersion.of_rates(x, n)
    flagged = Counter(str(flag).partition("_")[0] for flag in flags)
    compared = int(np.sum(flags != "not_compared"))
    known = ages[~np.isnan(ages)]
    return Group(
        peers=name, units=n.size, compared=compared, reason=None if compared else reasons[0], pooled=scale(query) * pooled, median=scale(query) * median,
        phi=spread.phi, tau2=spread.tau2 if spread.units >= FEWEST_FOR_TAU2 else None, low=flagged["low"], high=flagged["high"],
        expected_false_flags=peers.expected_false_flags(compared), youngest_days=int(known.min()) if known.size else None, oldest_days=int(known.max()) if known.size else None)
