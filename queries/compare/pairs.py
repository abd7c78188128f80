"""Two units side by side: whether they can be told apart, and the sentence that says why not."""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from queries.catalog import Query
from queries.compare.gates import BANDS, FEWEST_ITEMS
from queries.statistics import differences

SENTENCE = {
    "zh": "{one}{x1}/{n1}（{p1}%，95%区间 {low1}%–{high1}%）与{other}{x2}/{n2}（{p2}%，95%区间 {low2}%–{high2}%）相差 {difference} 个百分点（95%区间 {low} 至 {high}）：",
    "en": "{one} {x1}/{n1} ({p1} %, 95 % interval {low1}–{high1} %) and {other} {x2}/{n2} ({p2} %, {low2}–{high2} %) differ by {difference} percentage points (95 % interval {low} to {high}): ",
}
VERDICT = {
    "alike": {"zh": "在该规模下无法区分（不等于相同）", "en": "at this size they cannot be told apart (which is not to say that they are the same)"},
    "apart": {"zh": "差异超出随机波动", "en": "they differ by more than chance"},
    "forbidden": {"zh": "超出随机波动，但不可比，不作高低判断", "en": "more than chance, but they are not comparable and so not judged"},
}
FORBIDDEN = {
    "too_few_items": {"zh": "有一方不足 10 项", "en": "one of them has fewer than 10 items"},
    "other_basis": {"zh": "两者口径不同", "en": "they answer on different bases"},
    "no_age": {"zh": "有一方反馈日期或数据日期不明，不知是否处于相近的整改时间", "en": "one of them is undated, so the time since feedback is unknown"},
    "other_age": {"zh": "两者反馈后的时间不相近", "en": "they are at different times since feedback"},
    "neutral": {"zh": "这一指标多少不代表好坏", "en": "this metric is neither better nor worse"},
}
ENDING = {"zh": ("；另外，", "，", "。"), "en": ("; besides, ", ", ", ".")}


@dataclass(frozen=True)
class Pair:
    """Two rows of a table made by `compared` on a metric of shares.

    difference, low, high: first less second in percentage points, Newcombe's interval. p_value: Fisher's. forbidden: codes of why they
    are not comparable at all. can_be_told_apart: the interval leaves out 0 and nothing is forbidden.
    """

    one: dict
    other: dict
    counts: tuple[int, int, int, int]
    difference: float
    low: float
    high: float
    p_value: float
    forbidden: tuple[str, ...]

    @property
    def can_be_told_apart(self) -> bool:
        return not self.forbidden and not self.low <= 0 <= self.high

    def sentence(self, language: str = "zh") -> str:
        x1, n1, x2, n2 = self.counts
        verdict = "alike" if self.low <= 0 <= self.high else "forbidden" if self.forbidden else "apart"
        besides, comma, stop = ENDING[language]
        shares = {name: _rounded(value) for name, value in (
            ("p1", 100 * x1 / n1), ("low1", self.one["low"]), ("high1", self.one["high"]),
            ("p2", 100 * x2 / n2), ("low2", self.other["low"]), ("high2", self.other["high"]))}
        signed = {name: _rounded(getattr(self, name), "+") for name in ("difference", "low", "high")}
        said = SENTENCE[language].format(one=self.one["unit_name"], other=self.other["unit_name"], x1=x1, n1=n1, x2=x2, n2=n2, **shares, **signed)
        why = comma.join(FORBIDDEN[code][language] for code in self.forbidden)
        return said + VERDICT[verdict][language] + (besides + why if why else "") + stop


def pair(query: Query, table: pa.Table, unit_id: str, other_id: str) -> Pair:
    """Two units of a table made by `compared`; raises ValueError where the metric is no share or a unit has no value."""
    if query.model != "binomial":
        raise ValueError(f"{query.name} is no share of counts: two units of it are not compared.")
    both = pc.is_in(table.column("unit_id"), value_set=pa.array([unit_id, other_id]))
    rows = {row["unit_id"]: row for row in table.filter(both).to_pylist()}
    if len(rows) < 2 or any(row["value"] is None for row in rows.values()):
        raise ValueError("both units must be in scope, different, and have a value.")
    one, other = rows[unit_id], rows[other_id]
    x1, n1, x2, n2 = (int(row[name]) for row in (one, other) for name in (query.numerator, query.denominator))
    difference, low, high = (float(100 * each) for each in differences.newcombe(x1, n1, x2, n2))
    return Pair(one, other, (x1, n1, x2, n2), difference, low, high, differences.fisher(x1, n1, x2, n2), tuple(_forbidden(query, one, other, min(n1, n2))))


def _forbidden(query: Query, one: dict, other: dict, fewest: int) -> list[str]:
    ages = (one["age_days"], other["age_days"])
    is_dated = None not in ages and "no_age" not in (one["compare_reason"], other["compare_reason"])
    found = {
        "too_few_items": fewest < FEWEST_ITEMS,
        "other_basis": one.get("basis") != other.get("basis"),
        "no_age": not is_dated,
        "other_age": is_dated and len(set(np.searchsorted(BANDS, ages, side="right"))) > 1,
        "neutral": query.is_neutral,
    }
    return [code for code, holds in found.items() if holds]


def _rounded(value: float, sign: str = "") -> str:
    """One place, half up as Chinese reports round; the float is first freed of its binary tail."""
    return format(Decimal(f"{value:.9f}").quantize(Decimal("0.1"), ROUND_HALF_UP), f"{sign}f")
