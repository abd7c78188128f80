"""Disciplinary terms: which of the four forms an action belongs to, and whether it is an action at all.

The register is `data/terms.csv`, one row per term with its source. A term that the register does not know keeps its
wording and counts as an unspecified action: never a guess at a form.
"""

import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

UNSPECIFIED = (None, "unspecified")
PARENTHESES = str.maketrans("（）", "()")


@dataclass(frozen=True)
class Term:
    """One row of the register: a form (or none), a class, and whether the word only names a category."""

    form: int | None
    term_class: str
    is_category_word: bool

    @property
    def classification(self) -> tuple[int | None, str]:
        return self.form, self.term_class


@dataclass(frozen=True)
class Terms:
    """The register, by term."""

    by_term: Mapping[str, Term]

    @classmethod
    def load(cls, path: Path | str) -> "Terms":
        """The register from a CSV file with the columns of `schema.TERMS`."""
        with open(path, encoding="utf-8-sig", newline="") as file:
            return cls({_normal(row["term"]): _term(row) for row in csv.DictReader(file)})

    @classmethod
    def of(cls, rows: Iterable[Mapping[str, object]]) -> "Terms":
        """The register from the rows of an edition's table."""
        return cls({_normal(row["term"]): Term(row["form"], row["term_class"], bool(row["is_category_word"])) for row in rows})

    def resolve(self, term: str, ways: str | None = None) -> tuple[int | None, str]:
        """The (form, class) of a term as written, and of the ways listed under it, joined by 、.

        A concrete measure is itself. A category word (组织处理) is what its ways are; where the known ways
        disagree, or none is known and the word is not either, the action has no form.
        """
        known = self.by_term.get(_normal(term))
        listed = self._agreement(ways) or self._agreement(term)
        if known and not (known.is_category_word and listed):
            return known.classification
        return listed or UNSPECIFIED

    def _agreement(self, listing: str | None) -> tuple[int | None, str] | None:
        """What all known terms of a listing are, `UNSPECIFIED` if they differ, None if none is known."""
        terms = [self.by_term[word] for word in map(_normal, (listing or "").split("、")) if word in self.by_term]
        classifications = {term.classification for term in terms}
        if len(classifications) > 1:
            return UNSPECIFIED
        return classifications.pop() if classifications else None


def _normal(term: str) -> str:
    return "".join(term.split()).translate(PARENTHESES)


def _term(row: Mapping[str, str]) -> Term:
    form = int(row["form"]) if row["form"] else None
    return Term(form, row["term_class"], row["is_category_word"] == "true")
