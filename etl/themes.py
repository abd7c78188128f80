"""What a problem is about: a theme by the words of its text, with those words as the reason, or no theme where none decides.

The themes and their words are data (`themes.csv`, `theme_words.csv`). Of words that overlap the longer one counts, so a phrase without
a theme keeps the words in it from counting. A theme's points are the weights of its different words; a theme is given from `ENOUGH`
points on. The text is asked first, the heading only where the text decides nothing; the aspect is too wide to be asked.
"""

import csv
import re
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from pathlib import Path

import opencc
import pyarrow as pa

from etl.schema import BY_NAME, PROBLEMS
from etl.sources import Rows
from etl.validate import arrow_schema, arrow_table

ENOUGH = 2
GIVEN, BY_WORDS = "given", "words"
_STEP = 24          # about the root of the number of first characters
_BETWEEN = re.compile(r"[\s“”‘’\"'《》「」]+")
COLUMNS = ("theme", "theme_others", "theme_words", "theme_source")


class Malformed(Exception):
    """The themes cannot be used; the message says where and why."""


@dataclass(frozen=True)
class Decision:
    """The theme with the most points, others with enough of them, and the words that count: all None where nothing decides."""

    theme: str | None = None
    others: str | None = None
    words: str | None = None


@dataclass(frozen=True)
class Themes:
    """names: other wordings of a theme -> theme, itself included. words: word -> (theme, weight); theme "" for a phrase that does not count."""

    rows: tuple[dict, ...]
    word_rows: tuple[dict, ...]
    names: dict[str, str] = field(repr=False)
    words: dict[str, tuple[str, int]] = field(repr=False)

    @classmethod
    def load(cls, themes: Path, words: Path) -> "Themes":
        """Two CSV files in UTF-8; raises Malformed, naming file and line."""
        rows, word_rows = _rows(themes, {"theme", "en", "aliases", "includes", "excludes"}), _rows(words, {"word", "theme", "weight", "note"})
        names, said = {}, {}
        for line, row in rows:
            for name in filter(None, (row["theme"], *row["aliases"].split("、"))):
                if names.setdefault(name, row["theme"]) != row["theme"]:
                    raise Malformed(f"{themes.name} › 第 {line} 行: 「{name}」已用于「{names[name]}」。The name is already used.")
        for line, row in word_rows:
            known = row["theme"] == "" or names.get(row["theme"]) == row["theme"]
            if not row["word"] or row["word"] in said or not known or not re.fullmatch("[0-3]", row["weight"]):
                raise Malformed(f"{words.name} › 第 {line} 行: 词「{row['word']}」要不重复，主题要在 {themes.name} 中（不算的留空），权重为 0–3。"
                                "A word stands once, its theme is a known one or empty, its weight 0-3.")
            said[row["word"]] = row["theme"], int(row["weight"])
        return cls(tuple(row for _, row in rows), tuple(row for _, row in word_rows), names, said)

    @cached_property
    def wordings(self) -> dict[str, str]:
        """Each word as it may be written, in simplified and in traditional characters -> the word."""
        traditional = opencc.OpenCC("s2t")
        return {traditional.convert(word): word for word in self.words} | {word: word for word in self.words}

    @cached_property
    def pattern(self) -> re.Pattern:
        """Every wording, the longest first, sought in three steps (any first character, a range of them, the one), so that few are tried."""
        by_first: dict[str, list[str]] = {}
        for word in sorted(self.wordings, key=lambda word: (-len(word), word)):
            by_first.setdefault(word[0], []).append(word[1:])
        one = [f"{re.escape(first)}(?:{'|'.join(map(re.escape, by_first[first]))})" for first in sorted(by_first)]
        firsts = list(map(re.escape, sorted(by_first)))
        ranges = [f"(?=[{firsts[at]}-{firsts[at:at + _STEP][-1]}])(?:{'|'.join(one[at:at + _STEP])})" for at in range(0, len(one), _STEP)]
        return re.compile(f"(?=[{''.join(firsts)}])(?:{'|'.join(ranges)})" if one else "(?!)")

    def decide(self, text: str | None) -> Decision:
        return self._weighed(tuple(dict.fromkeys(map(self.wordings.__getitem__, self.pattern.findall(plain(text))))))

    @cached_property
    def _weighed(self):
        """Memory of word lists: very many problems use the same few words."""
        return lru_cache(1 << 16)(self._weigh)

    def _weigh(self, found: tuple[str, ...]) -> Decision:
        """Most points first; of equal points the theme with the heavier word, then the one whose word stands first in the text."""
        by_theme: dict[str, list[str]] = {}
        for word in found:
            by_theme.setdefault(self.words[word][0], []).append(word)
        by_theme.pop("", None)
        weight = {theme: [self.words[word][1] for word in words] for theme, words in by_theme.items()}
        order = sorted((theme for theme in by_theme if sum(weight[theme]) >= ENOUGH), key=lambda theme: (-sum(weight[theme]), -max(weight[theme])))
        if not order:
            return Decision()
        return Decision(order[0], "、".join(order[1:]) or None, "；".join(f"{theme}：{'、'.join(by_theme[theme])}" for theme in order))


def plain(text: str | None) -> str:
    """A text without white space and quotation marks, which often stand inside a term."""
    return _BETWEEN.sub("", text or "")


def tables(themes: Themes) -> dict[str, pa.Table]:
    """The taxonomy as two tables of the edition, so that an edition says by what it was classified."""
    words = [row | {"weight": int(row["weight"])} for row in themes.word_rows]
    return {name: arrow_table(BY_NAME[name], Rows({column: [row[column] or None for row in rows] if column != "weight" else [row[column] for row in rows]
                                                   for column in BY_NAME[name].names}, [""] * len(rows)))
            for name, rows in (("themes", themes.rows), ("theme_words", words))}


def changed(themes: Themes, before: dict[str, pa.Table]) -> bool:
    """Whether an edition was classified by another taxonomy than this one."""
    return any(rows.to_pylist() != before[name].to_pylist() for name, rows in tables(themes).items())


def classified(problems: pa.Table, themes: Themes) -> pa.Table:
    """Problems with theme, theme_others, theme_words and theme_source. A theme that the source gives stays, in the taxonomy's wording."""
    columns = problems.select(["theme", "theme_source", "problem_text", "heading"]).to_pydict()
    made = [_one(themes, *row) for row in zip(*columns.values())]
    for name, values in zip(COLUMNS, zip(*made) if made else ((),) * len(COLUMNS)):
        problems = problems.set_column(problems.column_names.index(name), arrow_schema(PROBLEMS).field(name), pa.array(values, pa.string()))
    return problems


def _one(themes: Themes, theme: str | None, source: str | None, text: str | None, heading: str | None) -> tuple[str | None, ...]:
    decision = themes.decide(text)
    if decision.theme is None and heading:
        decision = themes.decide(heading)
    if theme is not None and source != BY_WORDS:
        own = themes.names.get(plain(theme), theme)
        return own, _without(own, decision), decision.words, GIVEN
    return decision.theme, decision.others, decision.words, BY_WORDS if decision.theme else None


def _without(own: str, decision: Decision) -> str | None:
    others = [theme for theme in (decision.theme, *(decision.others or "").split("、")) if theme and theme != own]
    return "、".join(others) or None


def _rows(path: Path, wanted: set[str]) -> list[tuple[int, dict]]:
    with path.open(newline="", encoding="utf-8-sig") as lines:
        reader = csv.DictReader(lines)
        if set(reader.fieldnames or ()) != wanted:
            raise Malformed(f"{path.name}: 栏目应为 {'、'.join(sorted(wanted))}。The columns should be these.")
        return [(reader.line_num, {name: (value or "").strip() for name, value in row.items()}) for row in reader]
