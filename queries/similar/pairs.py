"""Every pair of texts that are worded alike."""

from collections.abc import Sequence

import numpy as np
import pyarrow as pa

from queries.similar.joining import joined
from queries.similar.shingles import normal, shingles

THRESHOLD = 0.65


def similar_pairs(texts: Sequence[str | None], groups: Sequence, threshold: float = THRESHOLD, within: Sequence | None = None) -> pa.Table:
    """Every pair of texts of different groups whose similarity reaches the threshold.

    texts: a text a row; an empty or missing one is like nothing. groups: a value a row: the unit, or for problems that come back the
    inspection. within: where given, only pairs of the same value (the unit). threshold: above 0, up to 1.
    Returns left, right (row numbers, left < right) and similarity (threshold..1), ordered by left and right.
    """
    form, rows_of = distinct(texts, within)
    group = numbered(groups)
    left, right, similarity = pairs_of(form, threshold)
    rows, starts = _rows(rows_of, len(form))
    first, second, alike = _expanded(rows, starts, np.append(left, np.arange(len(form))), np.append(right, np.arange(len(form))), np.append(similarity, np.ones(len(form))))
    kept = group[first] != group[second]
    low, high = np.minimum(first, second)[kept], np.maximum(first, second)[kept]
    order = np.lexsort((high, low))
    return pa.table({"left": low[order], "right": high[order], "similarity": alike[kept][order]})


def numbered(values: Sequence) -> np.ndarray:
    """Each value as a small number, in order of appearance."""
    known: dict = {}
    return np.fromiter((known.setdefault(value, len(known)) for value in values), np.int64, len(values))


def distinct(texts: Sequence[str | None], within: Sequence | None) -> tuple[list[tuple[int, str]], np.ndarray]:
    """Different (block, normal text), and for each row which one it is; -1 where there is no text."""
    blocks = [0] * len(texts) if within is None else numbered(within).tolist()
    known: dict[tuple[int, str], int] = {}
    cache: dict[str | None, str] = {}
    rows_of = np.empty(len(texts), np.int64)
    for row, (text, block) in enumerate(zip(texts, blocks, strict=True)):
        form = cache.get(text)
        if form is None:
            form = cache[text] = normal(text)
        rows_of[row] = known.setdefault((block, form), len(known)) if form else -1
    return list(known), rows_of


def pairs_of(form: list[tuple[int, str]], threshold: float) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Similar pairs of different normal texts."""
    if not 0 < threshold <= 1:
        raise ValueError(f"threshold: found {threshold}, expected a share above 0, up to 1.")
    sets = shingles([text for _, text in form], np.array([block for block, _ in form], np.int64))
    small, large, dice = joined(sets, threshold)
    return sets.order[small], sets.order[large], dice


def _rows(rows_of: np.ndarray, forms: int) -> tuple[np.ndarray, np.ndarray]:
    """The rows of each form end to end, and where each begins, and the end."""
    rows = np.argsort(rows_of, kind="stable")[np.count_nonzero(rows_of < 0):]
    return rows, np.concatenate([[0], np.cumsum(np.bincount(rows_of[rows], minlength=forms))])


def _expanded(rows, starts, left, right, similarity) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Pairs of forms as pairs of rows: every row of the one with every row of the other."""
    here, there = np.diff(starts)[left], np.diff(starts)[right]
    each = here * there
    pair = np.repeat(np.arange(len(left)), each)
    within_pair = np.arange(each.sum()) - np.repeat(np.cumsum(each) - each, each)
    first = rows[starts[left][pair] + within_pair // there[pair]]
    second = rows[starts[right][pair] + within_pair % there[pair]]
    kept = (left != right)[pair] | (first < second)
    return first[kept], second[kept], similarity[pair][kept]
