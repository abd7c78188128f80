"""Clusters of problems worded alike: each around the wording that most others are like, and nothing less like it than the threshold."""

from collections.abc import Sequence

import numpy as np
import pyarrow as pa

from queries.similar.pairs import THRESHOLD, distinct, numbered, pairs_of


def clusters(texts: Sequence[str | None], groups: Sequence, threshold: float = THRESHOLD) -> pa.Table:
    """Every text that is in a cluster of at least two groups (units).

    Centres are taken from the wording that the most rows are like, downwards, never one that is like a centre already taken; every other
    wording goes to the centre that it is most like (the one taken first, of equal ones). So no chain joins what is not alike.
    Returns row, centre (row numbers; the centre is the first row of its wording) and similarity, ordered by centre and row.
    """
    form, rows_of = distinct(texts, None)
    if not form:
        return _table(*(np.empty(0, np.int64),) * 2, np.empty(0))
    left, right, similarity = pairs_of(form, threshold)
    centre, alike = _nearest(len(form), left, right, similarity, np.bincount(rows_of[rows_of >= 0], minlength=len(form)))
    rows = np.flatnonzero(rows_of >= 0)
    first = np.full(len(form), len(rows_of))
    np.minimum.at(first, rows_of[rows], rows)
    of = centre[rows_of[rows]]
    spread = np.unique(of * (len(rows_of) + 1) + numbered(groups)[rows]) // (len(rows_of) + 1)
    kept = np.bincount(spread, minlength=len(form))[of] > 1
    return _table(rows[kept], first[of[kept]], alike[rows_of[rows[kept]]])


def _table(row: np.ndarray, centre: np.ndarray, similarity: np.ndarray) -> pa.Table:
    order = np.lexsort((row, centre))
    return pa.table({"row": row[order], "centre": centre[order], "similarity": similarity[order]})


def _nearest(forms: int, left: np.ndarray, right: np.ndarray, similarity: np.ndarray, often: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """For each wording its centre and how like it is; a centre is its own."""
    source, target = np.concatenate([left, right]), np.concatenate([right, left])
    order = np.argsort(source, kind="stable")
    source, target, alike = source[order], target[order], np.concatenate([similarity, similarity])[order]
    starts = np.searchsorted(source, np.arange(forms + 1))
    around = often + np.bincount(source, weights=often[target], minlength=forms)
    is_free, rank = np.ones(forms, bool), np.full(forms, forms)
    for taken, form in enumerate(np.argsort(-around, kind="stable").tolist()):
        if is_free[form]:
            rank[form] = taken
            is_free[form] = False
            is_free[target[starts[form]:starts[form + 1]]] = False
    to_centre = rank[target] < forms
    best = np.lexsort((rank[target[to_centre]], -alike[to_centre], source[to_centre]))
    source, target, alike = source[to_centre][best], target[to_centre][best], alike[to_centre][best]
    first = np.concatenate([[True], source[1:] != source[:-1]]) if len(source) else np.empty(0, bool)
    centre, how = np.arange(forms), np.ones(forms)
    centre[source[first]], how[source[first]] = target[first], alike[first]
    return centre, how
