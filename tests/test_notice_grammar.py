"""Every row of the grammar reads its own example, and sentences of the genre give their figures and no others."""

from pathlib import Path

import pytest

from etl.notice import outline
from etl.notice.figures import figures_of
from etl.notice.grammar import BEFORE_US, NOT_MONEY, NOUNS, OTHERS, RULES, STATUSES, SUMS, TERMS
from etl.notice.text import text_of

ROWS = (*STATUSES, *NOUNS, *OTHERS, *SUMS, *RULES, BEFORE_US, NOT_MONEY)
SENTENCES = [line.split("|") for line in (Path(__file__).parent / "notices" / "sentences.txt").read_text(encoding="utf-8").splitlines()]


def said(sentence: str) -> list[str]:
    """The figures of a sentence, each as figure:basis:term:counts=value."""
    text = text_of(sentence)
    out = []
    for figure in figures_of(text, outline.nodes_of(text), [], 0):
        counts = figure.counts if figure.counts != "persons" else None
        out.append(":".join(filter(None, (figure.figure, figure.basis, figure.term, counts))) + f"={figure.value:.12g}")
    return sorted(set(out))


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.means)
def test_a_row_reads_its_example(row):
    assert said(row.example) == sorted(row.says.split())


@pytest.mark.parametrize("pattern", TERMS)
def test_a_term_before_a_number_is_that_term(pattern):
    import re

    term = re.sub(r"\(\?:([^|)]*)[^)]*\)\??|\[一二三四\]", lambda found: found[1] if found[0].startswith("(") and not found[0].endswith("?") else "一" if found[0][0] == "[" else "", pattern)
    term = re.sub(r"\[[^]]*\]\{0,4\}", "", term)
    figures = said(f"{term}3人。")
    assert len(figures) == 1 and figures[0].endswith("=3"), (term, figures)


@pytest.mark.parametrize("sentence, figures", SENTENCES, ids=[sentence[:16] for sentence, _ in SENTENCES])
def test_a_sentence_gives_its_figures(sentence, figures):
    assert said(sentence) == sorted(figures.split())
