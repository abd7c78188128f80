"""Many questions at once: of so many flags, how many are luck?"""

import numpy as np


def benjamini_hochberg(p_values) -> np.ndarray:
    """q of every p: min over j ≥ i of p_(j)·m/j, at most 1; in the order given. NaN (not compared) stays NaN and is not in m.

    Benjamini & Hochberg 1995. Listing those with q ≤ 0.10 keeps the share of luck among them at 10 %.
    """
    p = np.asarray(p_values, dtype=float)
    asked = p[~np.isnan(p)]
    order = np.argsort(asked, kind="stable")[::-1]
    ranks = np.arange(asked.size, 0, -1)
    q = np.full(p.shape, np.nan)
    adjusted = np.empty(asked.size)
    adjusted[order] = np.minimum.accumulate(np.minimum(1.0, asked[order] * asked.size / ranks))
    q[~np.isnan(p)] = adjusted
    return q


def holm(p_values) -> np.ndarray:
    """Holm's step-down adjustment (1979), for a few comparisons chosen beforehand; NaN stays NaN."""
    p = np.asarray(p_values, dtype=float)
    asked = p[~np.isnan(p)]
    order = np.argsort(asked, kind="stable")
    adjusted = np.empty(asked.size)
    adjusted[order] = np.maximum.accumulate(np.minimum(1.0, asked[order] * np.arange(asked.size, 0, -1)))
    found = np.full(p.shape, np.nan)
    found[~np.isnan(p)] = adjusted
    return found
