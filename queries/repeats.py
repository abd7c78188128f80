"""Problems that come back: in the unit's next inspection, or in other units of the same sector. Likeness is a signal, never a verdict.

Which texts count as alike is the reader's choice, so pairs are found when they are asked for and not when data is loaded: a table of
pairs in the edition would fix one threshold for everybody. Texts are compared by `queries.similar`.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from queries.similar import similar_pairs

Rows = Sequence[Mapping[str, object]]
THRESHOLD = 0.8


@dataclass(frozen=True)
class Pair:
    """A problem and the one that it is like: rows of the list of problems, the earlier inspection first."""

    earlier: Mapping[str, object]
    later: Mapping[str, object]
    similarity: float


@dataclass(frozen=True)
class Rate:
    """A unit on a basis: of so many problems of its later inspections, how many are like one of the inspection before."""

    unit_id: str
    basis: str
    inspections: int
    repeated: int
    problems: int


def again(rows: Rows, threshold: float = THRESHOLD) -> list[Pair]:
    """Each problem of a later inspection with the likest one of the unit's inspection before it on the same basis.

    rows: the list of problems. Inspections without a day of feedback have no order and stay out. Ordered by unit, then later problem.
    """
    before = previous(rows)
    kept = [row for row in rows if row["feedback_on"] is not None]
    found = similar_pairs([row["problem_text"] for row in kept], [row["inspection_id"] for row in kept], threshold, [(row["unit_id"], row["basis"]) for row in kept])
    best: dict[str, Pair] = {}
    for left, right, similarity in zip(*(found.column(name).to_pylist() for name in ("left", "right", "similarity"))):
        earlier, later = sorted((kept[left], kept[right]), key=lambda row: (row["feedback_on"], row["inspection_id"]))
        known = best.get(later["problem_id"])
        is_next = before.get((later["inspection_id"], later["basis"])) == earlier["inspection_id"]
        if is_next and (known is None or (-similarity, earlier["problem_id"]) < (-known.similarity, known.earlier["problem_id"])):
            best[later["problem_id"]] = Pair(earlier, later, similarity)
    return sorted(best.values(), key=lambda pair: (pair.later["unit_id"], pair.later["inspection_id"], pair.later["problem_id"]))


def previous(rows: Rows) -> dict[tuple[str, str], str]:
    """Each (inspection, basis) with problems -> the unit's inspection before it with problems on the same basis."""
    rounds: dict[tuple[str, str], set] = defaultdict(set)
    for row in rows:
        if row["feedback_on"] is not None:
            rounds[row["unit_id"], row["basis"]].add((row["feedback_on"], row["inspection_id"]))
    found = {}
    for (_, basis), known in rounds.items():
        in_order = [inspection_id for _, inspection_id in sorted(known)]
        found |= {(later, basis): earlier for earlier, later in zip(in_order, in_order[1:])}
    return found


def rates(rows: Rows, pairs: Sequence[Pair]) -> list[Rate]:
    """Every unit with at least two inspections on a basis: repeated and all problems of the later ones, ordered by unit."""
    before = previous(rows)
    problems, inspections = Counter(), defaultdict(set)
    for row in rows:
        if (row["inspection_id"], row["basis"]) in before:
            problems[row["unit_id"], row["basis"]] += 1
            inspections[row["unit_id"], row["basis"]].add(row["inspection_id"])
    repeated = Counter((pair.later["unit_id"], pair.later["basis"]) for pair in pairs)
    return [Rate(*key, len(inspections[key]) + 1, repeated[key], number) for key, number in sorted(problems.items())]


def elsewhere(rows: Rows, sectors: Mapping[str, str | None], unit_id: str, threshold: float = THRESHOLD) -> list[Pair]:
    """Problems of other units of the same sector that are like one of this unit's, on the same basis; this unit's row stands as `later`."""
    sector = sectors.get(unit_id)
    kept = [row for row in rows if sector is not None and sectors.get(row["unit_id"]) == sector]
    found = similar_pairs([row["problem_text"] for row in kept], [row["unit_id"] for row in kept], threshold, [row["basis"] for row in kept])
    pairs = []
    for left, right, similarity in zip(*(found.column(name).to_pylist() for name in ("left", "right", "similarity"))):
        ours, theirs = (kept[left], kept[right]) if kept[left]["unit_id"] == unit_id else (kept[right], kept[left])
        if ours["unit_id"] == unit_id:
            pairs.append(Pair(theirs, ours, similarity))
    return sorted(pairs, key=lambda pair: (-pair.similarity, pair.later["problem_id"], pair.earlier["unit_id"], pair.earlier["problem_id"]))
