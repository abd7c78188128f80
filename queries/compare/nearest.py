"""The units most like a unit: a distance after Gower (1971), 0 = alike in every part, 1 = unlike in every part.

d = Σ weight × part. Every part lies between 0 and 1, and its scale is fixed, so that how far two units are apart never depends on who
else is in scope. What is not known of a unit is no likeness: such a part counts as 1.

    level, sector       0 the same, 1 another
    themes, aspects     half the sum of the differences of their shares (total variation): the part of the problems that would have to be
                        others for the mixes to be the same; what is unclassified is a share of its own
    size                |ln of the ratio of the numbers of problems| / ln 4: four times as many is as unlike as can be
    age                 difference in days since feedback / 180
"""

from dataclasses import dataclass

import numpy as np
from scipy.spatial import KDTree
from scipy.spatial.distance import cdist

# Level and sector say what may be asked of a unit; the mix what it was asked; the time how long it had. Size matters least: the
# statistics allow for it. Proposals of this project, not of a standard: change them here.
WEIGHTS = {"level": 0.25, "sector": 0.20, "themes": 0.20, "aspects": 0.10, "size": 0.10, "age": 0.15}
SIZE_TIMES, AGE_DAYS = 4, 180
PEERS, FEWEST = 15, 10

# Distances are equal when they agree to so many decimals; the order of the units then decides.
DECIMALS = 9
AT_A_TIME = 2**21
# Of more units of one level and sector a tree finds the nearest, and so many more, so that equals at the end are seen.
MANY, MORE = 500, 2


@dataclass(frozen=True)
class Profiles:
    """One entry (or row) a unit. level, sector: numbers of codes, -1 unknown. themes, aspects: shares that add up to 1, NaN unknown.

    problems: how many, NaN unknown. age: days since feedback.
    """

    level: np.ndarray
    sector: np.ndarray
    themes: np.ndarray
    aspects: np.ndarray
    problems: np.ndarray
    age: np.ndarray

    def of(self, units: np.ndarray) -> "Profiles":
        return Profiles(*(getattr(self, name)[units] for name in ("level", "sector", "themes", "aspects", "problems", "age")))


def parts(profiles: Profiles, one: np.ndarray, other: np.ndarray) -> dict[str, np.ndarray]:
    """The weighted parts of the distances between units, given by two index arrays that broadcast; together they are the distance."""
    found = {name: _differs(getattr(profiles, name), one, other) for name in ("level", "sector")}
    found |= {name: _variation(getattr(profiles, name), one, other) for name in ("themes", "aspects")}
    size = np.log(profiles.problems) / np.log(SIZE_TIMES)
    found |= {"size": _apart(size, one, other), "age": _apart(profiles.age / AGE_DAYS, one, other)}
    return {name: weight * found[name] for name, weight in WEIGHTS.items()}


def distances(profiles: Profiles, one: np.ndarray, other: np.ndarray) -> np.ndarray:
    return np.sum(list(parts(profiles, one, other).values()), axis=0)


def nearest(profiles: Profiles, number: int = PEERS) -> tuple[np.ndarray, np.ndarray]:
    """The `number` nearest other units of each: (indices, distances), units × number, the nearest first, of equals the first.

    Exact, though most pairs are never looked at: units of another level or sector are at least that far away, so they are
    only searched for those whose own kind did not fill the places, and in a large kind a tree finds most. Fewer than number + 1 units:
    ValueError.
    """
    units, coordinates = profiles.level.size, _coordinates(profiles)
    if units <= number:
        raise ValueError(f"{units} units cannot have {number} others each.")
    index, distance = np.full((units, number), units), np.full((units, number), np.inf)
    kinds, kind = np.unique(np.stack([profiles.level, profiles.sector]), axis=1, return_inverse=True)
    kind = kind.reshape(-1)
    for each in range(kinds.shape[1]):
        members = np.flatnonzero(kind == each)
        least = np.round(sum(WEIGHTS[name] * ((kinds[row] != kinds[row, each]) | (kinds[row] < 0)) for row, name in enumerate(("level", "sector"))), DECIMALS)
        sure = np.zeros(0, dtype=np.int64)
        if least[each] == 0 and members.size > max(MANY, number + 1 + MORE):
            sure, found, near = _by_tree(coordinates, members, number)
            index[sure], distance[sure] = found, near
        for floor in np.unique(least):
            rows = members[distance[members, -1] >= floor]
            rows = np.setdiff1d(rows, sure) if floor == 0 else rows
            columns = np.flatnonzero(least[kind] == floor)
            for start in range(0, rows.size, step := max(1, AT_A_TIME // columns.size)):
                some = rows[start:start + step]
                index[some], distance[some] = _closer(_block(coordinates, some, columns, floor), some, columns, index[some], distance[some])
    return index, distance


def _coordinates(profiles: Profiles) -> tuple[np.ndarray, list[tuple[np.ndarray, float]], list[tuple[np.ndarray, float]]]:
    """Both mixes as one point whose city-block distances are their weighted parts; who is unknown in which; and size and age on their scales."""
    points, unknown = [], []
    for name in ("themes", "aspects"):
        is_unknown = np.isnan(getattr(profiles, name)).any(axis=1)
        points += [np.where(is_unknown[:, None], 0.0, getattr(profiles, name)) * WEIGHTS[name] / 2, is_unknown[:, None] * WEIGHTS[name] / 2]
        unknown.append((is_unknown, WEIGHTS[name]))
    return np.hstack(points), unknown, [(np.log(profiles.problems) / np.log(SIZE_TIMES), WEIGHTS["size"]), (profiles.age / AGE_DAYS, WEIGHTS["age"])]


def _by_tree(coordinates, members: np.ndarray, number: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Those of the members whose nearest others of the same level and sector are known for sure, with these and their distances.

    In a tree the distance has no ceilings and nothing is unknown. Below the least of the weights no part can have reached its ceiling or be
    unknown, so there both distances are one; whoever has a farther neighbour, or equals at the end, is left to the search through all.
    """
    points, unknown, scales = coordinates
    of = members[~np.any([is_unknown[members] for is_unknown, _ in unknown] + [np.isnan(values[members]) for values, _ in scales], axis=0)]
    asked = number + 1 + MORE
    if of.size < asked:
        return of[:0], np.zeros((0, number), dtype=np.int64), np.zeros((0, number))
    place = np.column_stack([points[of], *(weight * values[of] for values, weight in scales)])
    spread = place.std(axis=0)
    tree = KDTree(place[:, np.argsort(-spread)[:max(1, np.count_nonzero(spread))]], leafsize=64)     # the widest first: a distance is given up early
    near, at = tree.query(tree.data[tree.indices], k=asked, p=1)
    of, found, near = of[tree.indices], of[at], np.round(near, DECIMALS)
    near[found == of[:, None]] = np.inf
    order = np.lexsort((found, near))
    found, near = np.take_along_axis(found, order, axis=1), np.take_along_axis(near, order, axis=1)
    last = np.where(np.isinf(near[:, -1]), near[:, -2], near[:, -1])
    is_sure = (near[:, number - 1] < last) & (near[:, number - 1] < min(WEIGHTS.values()))
    return of[is_sure], found[is_sure, :number], near[is_sure, :number]


def _block(coordinates, rows: np.ndarray, columns: np.ndarray, floor: float) -> np.ndarray:
    """`distances` of every row with every column, all of which differ by `floor` in level and sector; made for speed."""
    points, unknown, scales = coordinates
    block = cdist(points[rows], points[columns], "cityblock")
    block += floor
    for is_unknown, weight in unknown:                          # an unknown mix is not even like another
        block[np.ix_(np.flatnonzero(is_unknown[rows]), np.flatnonzero(is_unknown[columns]))] += weight
    for values, weight in scales:
        apart = np.subtract.outer(values[rows], values[columns])
        np.abs(apart, out=apart)
        block += weight * np.fmin(apart, 1.0, out=apart)
    return block


def _closer(block: np.ndarray, rows, columns, index, distance) -> tuple[np.ndarray, np.ndarray]:
    """The best of what was found so far and of some more columns (in rising order), whose distances are `block`."""
    number, count = index.shape[1], rows.size
    block[rows[:, None] == columns[None, :]] = np.inf
    limit = distance[:, -1]
    if columns.size > number:
        limit = np.minimum(limit, np.partition(block, number - 1, axis=1)[:, number - 1])
    row, column = np.nonzero((block <= limit[:, None] + 10.0**-DECIMALS) & np.isfinite(block))
    row, found, value = (np.concatenate(both) for both in (
        (np.repeat(np.arange(count), number), row), (index.ravel(), columns[column]), (distance.ravel(), np.round(block[row, column], DECIMALS))))
    order = np.lexsort((found, value, row))
    first = np.searchsorted(row[order], np.arange(count))
    chosen = order[first[:, None] + np.arange(number)]
    return found[chosen], value[chosen]


def _differs(codes: np.ndarray, one, other) -> np.ndarray:
    return ((codes[one] != codes[other]) | (codes[one] < 0)).astype(float)


def _apart(values: np.ndarray, one, other) -> np.ndarray:
    difference = np.abs(values[one] - values[other])
    return np.where(np.isnan(difference), 1.0, np.minimum(difference, 1.0))


def _variation(shares: np.ndarray, one, other) -> np.ndarray:
    is_unknown = np.isnan(shares).any(axis=1)
    known = np.where(is_unknown[:, None], 0.0, shares)
    return np.where(is_unknown[one] | is_unknown[other], 1.0, np.abs(known[one] - known[other]).sum(axis=-1) / 2)
