"""Checking the checked: a sample of completed problems that anybody can draw again, and what its result says of the rest.

The order in which problems are drawn is the order of a hash of the seed and the problem's id, so that a sample depends on neither the
machine nor the order of rows, and a larger sample contains the smaller one. Bounds are exact for a finite population (hypergeometric).
"""

import hashlib
from collections import defaultdict
from collections.abc import Hashable, Mapping, Sequence
from heapq import heapify, heappop, heappush
from math import log

import numpy as np
from scipy.stats import hypergeom

CONFIDENCE = 0.95
# Cells of the largest table that a bound over strata may need: beyond it the answer would take minutes.
MOST_CELLS = 8_000_000
TILTS = np.exp(np.linspace(-6, -0.05, 48))


class TooSmall(ValueError):
    """A sample that cannot have one problem of each stratum; `strata` is how many there are."""

    def __init__(self, strata: int):
        super().__init__(f"a sample needs at least one of each of {strata} strata")
        self.strata = strata


def drawn(strata: Mapping[Hashable, Sequence[str]], size: int, seed: str) -> dict[Hashable, list[str]]:
    """The problems to check, by stratum, in the order of drawing. Raises TooSmall."""
    shares = allocation({key: len(ids) for key, ids in strata.items()}, size)
    return {key: sorted(ids, key=lambda each: place(seed, each))[:shares[key]] for key, ids in strata.items()}


def place(seed: str, problem_id: str) -> str:
    """Where a problem stands in the order of drawing."""
    return hashlib.sha256(f"{seed}\x1f{problem_id}".encode()).hexdigest()


def allocation(sizes: Mapping[Hashable, int], size: int) -> dict[Hashable, int]:
    """How many of each stratum: one, then the next always to the stratum that is furthest below its share (Sainte-Laguë). Raises TooSmall."""
    filled = {key: number for key, number in sizes.items() if number}
    if size < len(filled):
        raise TooSmall(len(filled))
    shares = dict.fromkeys(filled, 1)
    waiting = [(-number / 3, str(key), key) for key, number in filled.items() if number > 1]
    heapify(waiting)
    for _ in range(min(size, sum(filled.values())) - len(filled)):
        _, name, key = heappop(waiting)
        shares[key] += 1
        if shares[key] < filled[key]:
            heappush(waiting, (-filled[key] / (2 * shares[key] + 1), name, key))
    return {key: shares.get(key, 0) for key in sizes}


def most_false(population: int, checked: int, false: int, confidence: float = CONFIDENCE) -> int:
    """At most how many of a population are false, if a simple random sample had so many: exact, one-sided.

    The largest K with P(X ≤ false | population, K, checked) > 1 - confidence. Raises ValueError where the counts are impossible.
    """
    _possible(population, checked, false)
    low, high = false, population - (checked - false)
    while low < high:
        middle = (low + high + 1) // 2
        if hypergeom.cdf(false, population, middle, checked) > 1 - confidence:
            low = middle
        else:
            high = middle - 1
    return low


def most_false_of_strata(strata: Sequence[tuple[int, int]], false: int, confidence: float = CONFIDENCE) -> int | None:
    """The same for a sample of (population, checked) strata with so many false in all; None where it would take too long.

    Every way in which the false ones may lie among the strata is allowed for. With none found the bound is exact; else it is Chernoff's:
    P(X ≤ false) ≤ E[s^X] / s^false for every s below 1, which errs on the safe side.
    """
    kept = [(population, checked) for population, checked in strata if population]
    whole, checked = sum(population for population, _ in kept), sum(number for _, number in kept)
    _possible(whole, checked, false)
    if len(kept) == 1:
        return most_false(whole, checked, false, confidence)
    if sum((population + 1) * (number + 1) for population, number in kept) > MOST_CELLS:
        return None
    limit, bound = log(1 - confidence), whole - (checked - false)
    chances = [hypergeom.pmf(np.arange(number + 1)[None, :], population, np.arange(population + 1)[:, None], number) for population, number in kept]
    for tilt in TILTS if false else (0.0,):
        powers = [tilt ** np.arange(chance.shape[1]) for chance in chances]
        bound = min(bound, _most(chances, powers, limit + (false * log(tilt) if false else 0)))
    return max(bound, false)


def _most(chances: Sequence[np.ndarray], powers: Sequence[np.ndarray], limit: float) -> int:
    """The largest sum of K over strata whose tilted chances together stay above the limit.

    The logarithm of E[s^X] is concave in K, so the steepest falls may be taken last: all steps of all strata in one order.
    """
    with np.errstate(divide="ignore", invalid="ignore"):
        steps = np.concatenate([np.diff(np.log(chance @ power)) for chance, power in zip(chances, powers, strict=True)])
    falls = np.cumsum(np.sort(np.where(np.isnan(steps), -np.inf, steps))[::-1])
    return int(np.searchsorted(-falls, -limit, side="left"))


def size_for(population: int, share: float, confidence: float = CONFIDENCE) -> int:
    """The smallest simple random sample that, with none found false, keeps the false ones to a share (0..1) of the population."""
    low, high = 0, population
    while low < high:
        middle = (low + high) // 2
        if most_false(population, middle, 0, confidence) <= share * population:
            high = middle
        else:
            low = middle + 1
    return low


def by_stratum(rows: Sequence[Mapping[str, object]], names: Sequence[str]) -> dict[tuple, list[str]]:
    """Problem ids by the values that they have in these columns, in the order of the values."""
    found: dict[tuple, list[str]] = defaultdict(list)
    for row in rows:
        found[tuple(row[name] for name in names)].append(row["problem_id"])
    return dict(sorted(found.items(), key=lambda item: tuple((value is None, str(value)) for value in item[0])))


def _possible(population: int, checked: int, false: int) -> None:
    if not 0 <= false <= checked <= population:
        raise ValueError(f"{false} false of {checked} checked of {population} cannot be")
