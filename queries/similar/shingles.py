"""Texts as sets of short character runs: what two texts must share to be called alike."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np

RUN = 2                    # characters of a run
LEAST = 4                  # letters that must be left of a text without its formulas: of less its whole wording is compared
_NUMBER = re.compile(r"[0-9〇零一二三四五六七八九十百千万亿]*[0-9][0-9.,%〇零一二三四五六七八九十百千万亿]*")
_SILENT = re.compile(r"[\W_]+")


@dataclass(frozen=True)
class Shingles:
    """Sets of numbered runs, one a text, smallest set first; within a set the rarest run first.

    runs: the sets end to end (int32; 0 is the rarest run of all). starts: where each begins, and the end (int64, one more than texts).
    order: text number of each set.
    """

    runs: np.ndarray
    starts: np.ndarray
    order: np.ndarray

    @property
    def sizes(self) -> np.ndarray:
        return np.diff(self.starts)


@cache
def _formulas() -> re.Pattern:
    """What reports say of anything (落实不到位, 存在差距): two problems are not alike for having it in common."""
    words = (Path(__file__).parent / "formulas.txt").read_text(encoding="utf-8").split()
    return re.compile("|".join(map(re.escape, sorted(words, key=len, reverse=True))))


def normal(text: str | None) -> str:
    """What is compared of a text: its pieces between formulas and punctuation, parted by blanks, every number as 数, since years and
    amounts are not the problem; the whole wording where that leaves next to nothing."""
    plain = _SILENT.sub(" ", _NUMBER.sub("数", unicodedata.normalize("NFKC", text or "").lower())).strip()
    pieces = [piece for piece in _formulas().sub(" ", plain).split() if len(piece) >= RUN]
    return " ".join(pieces) if sum(map(len, pieces)) >= LEAST else plain.replace(" ", "")


def shingles(texts: Sequence[str], blocks: np.ndarray | None = None) -> Shingles:
    """The sets of runs of normal texts; a text of one character is one run. blocks: texts of different blocks (int per text) share nothing."""
    lengths = np.fromiter(map(len, texts), np.int64, len(texts))
    letters = np.frombuffer("".join(texts).encode("utf-32-le"), np.uint32).astype(np.int64)
    owner = np.repeat(np.arange(len(texts)), lengths)
    following = np.append(letters[1:], 0)
    following[np.cumsum(lengths)[lengths > 0] - 1] = ord(" ")
    is_run = (letters != ord(" ")) & (following != ord(" ")) | (lengths[owner] == 1)
    return _sets((letters << 21 | following)[is_run], owner[is_run], blocks, len(texts))


def _sets(key: np.ndarray, owner: np.ndarray, blocks: np.ndarray | None, texts: int) -> Shingles:
    if blocks is not None:
        _, key = np.unique(key, return_inverse=True)
        key = blocks[owner] * (key.max(initial=0) + 1) + key
    _, run, often = np.unique(key, return_inverse=True, return_counts=True)
    rank = np.empty(len(often), np.int64)
    rank[np.argsort(often, kind="stable")] = np.arange(len(often))
    wide = len(often) + 1
    pairs = np.unique(owner * wide + rank[run])      # each run once a text, rarest first
    owner, runs = pairs // wide, pairs % wide
    sizes = np.bincount(owner, minlength=texts)
    order = np.argsort(sizes, kind="stable")
    starts = np.concatenate([[0], np.cumsum(sizes)])
    moved = np.concatenate([[0], np.cumsum(sizes[order])])
    take = np.repeat(starts[order] - moved[:-1], sizes[order]) + np.arange(len(runs))
    return Shingles(runs[take].astype(np.int32), moved, order)
