"""Problems that are worded alike, in whatever unit: exact pairs, and clusters around a typical wording.

Two texts are as similar as the share of two-character runs that they have in common (Dice's coefficient of their sets of runs, after
numbers, punctuation and the formulas of `formulas.txt` are set aside). The similarity of two texts depends on these two texts alone, never on what else
is loaded. Exact: every pair that reaches the threshold is found, and no other. Likeness is a signal to look, never a verdict.
"""

from queries.similar.clusters import clusters
from queries.similar.pairs import THRESHOLD, similar_pairs
from queries.similar.shingles import formulas, normal

__all__ = ["THRESHOLD", "clusters", "formulas", "normal", "similar_pairs"]
