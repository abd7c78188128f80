"""Rows of an edition become answers: one row per unit. Imports nothing else of this project."""

from queries.catalog import Query, breakdown, breakdowns, checks, groups, metric, metrics, reasons
from queries.diff import diff
from queries.filter import Filter
from queries.lake import Damaged, Edition, Lake, NoEdition
from queries.run import Scope, answer, answers, conflicts, scope, units

__all__ = ["Damaged", "Edition", "Filter", "Lake", "NoEdition", "Query", "Scope", "answer", "answers", "breakdown", "breakdowns", "checks",
           "conflicts", "diff", "groups", "metric", "metrics", "reasons", "scope", "units"]
