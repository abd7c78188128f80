"""From every number in a table one click leads to its sentences or ledger rows, on every page and in each of its views.

A row is led from by a link in any of its cells. What a number is, is told from the words of its cell; what it is not, from LEFT_OUT.
"""

import re

import pytest

from dashboard import words
from queries import breakdowns, metrics
from tests.test_views import PAGES, open_page

# Evidence, a figure in its text, or the page's own list of the problems, each with its place.
LEADS = re.compile(r"(?:^|\()(?:trace|review|alerts)\?")
LINK = re.compile(r"\[((?:[^\]\\]|\\.)*)\]\([^)]*\)")
NUMBER = re.compile(r"^[+-]?\d[\d,.]*\s*(?:$|%|/|‰|[（(·\s项人元天件个]|[A-Za-z])")
DAY = re.compile(r"^\d{4}(?:-\d{2}){1,2}\b|^\d{4}年")
# (page, a heading's key or all of the page): why its numbers are no units' data, or where else they lead.
LEFT_OUT = {
    ("sources", None): "files and editions: what came in, not what units did; the values of two editions are the page's subject",
    ("definitions", None): "the dictionary: words and codes",
    ("review", None): "the text itself with its figures; the directory counts them, and each line opens them",
    ("trace", "trace.row"): "rows of the evidence itself",
    ("trace", "trace.sentence"): "sentences of the evidence itself",
    ("verify", "verify.size"): "the planner reckons from parameters",
    ("unit", "inspections.kind"): "the inspections by name and day",
    ("trends", "diff.table"): "rows of tables that two editions do not share: the older one is not open",
    ("trends", "compare.metric"): "how many numbers moved between two editions, by cause",
    ("alerts", "rules_on_time.rule_id"): "rules on time: law, no units' data",
}
METRICS, BREAKDOWNS = [each.name for each in metrics()], [each.name for each in breakdowns()]
VIEWS = [
    *((page, {}) for page in PAGES), *((page, {"data": "real"}) for page in ("compare", "funds", "discipline", "alerts")),
    *(("compare", {"metric": name}) for name in METRICS[::3]), ("compare", {"metric": "problem_completion_rate", "naive": "1"}),
    ("compare", {"metric": "problem_completion_rate", "peers": "automatic"}),
    *(("trends", {"view": "rounds", "metric": name, "by": by}) for name, by in (("measure_completion_rate", "year"), ("disciplinary_actions", "round"), ("rules_made", "year"))),
    *(("trends", {"view": "closing", "split": split}) for split in ("none", "round", "level", "sector")),
    *(("trends", {"view": "change", "cells": cells}) for cells in ("unit", "round", "aspect", "sector")),
    *(("rules", {"view": view}) for view in ("unit", "problem", "title")), *(("themes", {"by": by}) for by in ("unit", "level", "round")),
    ("alerts", {"light": "overdue"}), ("verify", {"strata": "aspect,theme"}), ("repeats", {"like": "60"}),
    *(("trace", {"of": name}) for name in BREAKDOWNS[::4]), ("unit", {"unit": "demo-00001"}), ("trace", {"of": "internal_conflicts"}),
]


@pytest.fixture(scope="module")
def lake(demo_lake):
    return demo_lake


@pytest.mark.parametrize("page, parameters", VIEWS, ids=lambda each: each if isinstance(each, str) else "-".join(each.values()) or "plain")
def test_from_every_number_of_a_unit_one_click_leads_to_its_evidence(lake, monkeypatch, page, parameters):
    at = open_page(lake, monkeypatch, page, **{"data": "demo"} | parameters)
    assert not at.exception and not at.error
    left_out = {words.say("zh", key) if key in words.catalogue("zh") else key for where, key in LEFT_OUT if where == page}
    missing = []
    for table in () if None in left_out else (*(each.value for each in at.table), *(each.value for each in at.dataframe)):
        heads = [str(head).replace("\\", "").strip("​") for head in table.columns]
        if left_out & set(heads):
            continue
        for row in table.itertuples(index=False):
            cells = [str(cell) for cell in row]
            numbers = [head for head, cell in zip(heads, cells, strict=True) if is_number(cell)]
            if numbers and not any(LEADS.search(cell) for cell in cells):
                missing.append((numbers, cells))
                break
    assert not missing, missing


def is_number(cell: str) -> bool:
    """Whether a cell says a number of its own: words of a link count, days do not."""
    text = LINK.sub(r"\1", cell).replace("\\", "").strip("*• ")
    return bool(NUMBER.match(text)) and not DAY.match(text)


@pytest.mark.parametrize("cell, is_one", [("29 / 32（90.6%）", True), ("[1,204.00](trace?x=y)", True), ("12", True), ("90.6%", True), ("—", False), ("2024-05-01", False), ("3.0", True),
                                          ("[第一局](unit?unit=1)", False), ("第一轮", False), ("2024-05", False), ("nan", False)])
def test_numbers_are_told_from_days_and_names(cell, is_one):
    assert is_number(cell) == is_one


def test_an_exception_is_of_a_page_and_says_why():
    assert {page for page, _ in LEFT_OUT} <= set(PAGES) and all(len(why) > 20 for why in LEFT_OUT.values())
