"""The page of comparison: what is chosen, and a module for each of its questions."""

from dashboard.comparison import bands, choices, funnel, listed, naive, pairs, ranked, sheet
from dashboard.comparison.asked import Asked, asked

__all__ = ["Asked", "asked", "bands", "choices", "funnel", "listed", "naive", "pairs", "ranked", "sheet"]
