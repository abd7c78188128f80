"""A unit's own history: XmR limits and the rules by which a point is more than the usual variation.

NHS "Making Data Count"; NHSRplotthedots 0.2.2. Twelve equally spaced points at least; below thirteen the limits are on trial (试行).
"""

from dataclasses import dataclass

import numpy as np

LIMIT, NEAR, SCREEN = 2.66, 2.66 * 2 / 3, 3.267
RUN = 7
FEWEST, ON_TRIAL_BELOW = 12, 13


@dataclass(frozen=True)
class Limits:
    """mean ± 2.66 · mean moving range, in the unit of the values; near_low and near_high are two thirds of the way out."""

    mean: float
    low: float
    high: float
    near_low: float
    near_high: float


def limits(values, is_screened: bool = True) -> Limits:
    """Limits of equally spaced values, in order. is_screened: moving ranges at or above 3.267 times their mean are dropped, once."""
    values = np.asarray(values, dtype=float)
    ranges = np.abs(np.diff(values))
    if is_screened and ranges.size:
        kept = ranges[ranges < SCREEN * ranges.mean()]
        ranges = kept if kept.size else ranges
    mean = float(values.mean()) if values.size else float("nan")
    average = float(ranges.mean()) if ranges.size else float("nan")
    return Limits(mean, mean - LIMIT * average, mean + LIMIT * average, mean - NEAR * average, mean + NEAR * average)


def run_ends(side, length: int = RUN) -> np.ndarray:
    """1 where the last seven points lie on one side (side: -1, 0, 1 of every point), else 0."""
    side = np.asarray(side, dtype=int)
    sums = _moving(side, length)
    return (np.abs(sums) == length).astype(int)


def trend_ends(values, length: int = RUN) -> np.ndarray:
    """1 (-1) where the last seven points rise (fall) without a pause, else 0."""
    values = np.asarray(values, dtype=float)
    steps = np.concatenate([[0], np.sign(np.diff(values))]).astype(int)[: values.size]
    sums = _moving(steps, length - 1)
    return np.where(np.abs(sums) == length - 1, np.sign(sums), 0)


def part_of(ends, length: int = RUN) -> np.ndarray:
    """1 on every point of a run or trend that ends somewhere: the point that ends it and the six before."""
    found = np.zeros(len(ends), dtype=int)
    for end in np.flatnonzero(ends):
        found[max(0, end - length + 1):end + 1] = 1
    return found


def two_of_three(is_near, side) -> np.ndarray:
    """1 on every point of three in a row on one side of which at least two lie near the limit; both (N,)."""
    near, side = np.asarray(is_near, dtype=int), np.asarray(side, dtype=int)
    found = np.zeros(near.size, dtype=int)
    for start in range(near.size - 2):
        these = slice(start, start + 3)
        if near[these].sum() >= 2 and abs(side[these].sum()) == 3:
            found[these] = 1
    return found


def causes(values, within: Limits) -> list[str]:
    """What each point is: outside, trend, two_of_three, one_side or common, the first that holds."""
    values = np.asarray(values, dtype=float)
    side = np.sign(values - within.mean).astype(int)
    is_outside = (values > within.high) | (values < within.low)
    is_near = ~is_outside & ((values > within.near_high) | (values < within.near_low))
    trend, run = part_of(trend_ends(values)), part_of(run_ends(side))
    # The three points count, but only those near the limit are themselves remarkable.
    pairs = (two_of_three(is_near, side) == 1) & is_near
    names, rules = ("outside", "trend", "two_of_three", "one_side"), (is_outside, trend == 1, pairs, run == 1)
    return [next((name for name, rule in zip(names, rules) if rule[point]), "common") for point in range(values.size)]


def assurance(within: Limits, target: float, better: str) -> str | None:
    """Whether a target will be met by a process left as it is: consistent_pass, consistent_fail, inconsistent; None for a neutral metric."""
    if better == "neutral":
        return None
    if within.low <= target <= within.high:
        return "inconsistent"
    return "consistent_pass" if (within.low > target) == (better == "higher") else "consistent_fail"


def _moving(values: np.ndarray, length: int) -> np.ndarray:
    """The sum of each value and those before it, `length` in all; 0 where there are not so many."""
    sums = np.zeros(values.size, dtype=int)
    if values.size >= length:
        sums[length - 1:] = np.convolve(values, np.ones(length, dtype=int), mode="valid")
    return sums
