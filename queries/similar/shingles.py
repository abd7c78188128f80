"""Texts as sets of short character runs: what two texts must share to be called alike."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np

RUN = 2                    # characters of a run
COUNTED = 2**25            # possible runs that are counted in one table; of more they are sorted
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
def formulas() -> str:
    """A pattern of what reports say of anything (落实不到位, 存在差距): two problems are not alike for having it in common."""
    words = (Path(__file__).parent / "formulas.txt").read_text(encoding="utf-8").split()
    return "|".join(map(re.escape, sorted(words, key=len, reverse=True)))


def normal(text: str | None) -> str:
    """What is compared of a text: its pieces between formulas and punctuation, parted by blanks, every number as 数, since years and
    amounts are not the problem; the whole wording where that leaves next to nothing."""
    plain = _SILENT.sub(" ", _NUMBER.sub("数", unicodedata.normalize("NFKC", text or "").lower())).strip()
    pieces = [piece for piece in re.sub(formulas(), " ", plain).split() if len(piece) >= RUN]
    return " ".join(pieces) if sum(map(len, pieces)) >= LEAST else plain.replace(" ", "")


def shingles(texts: Sequence[str], blocks: np.ndarray | None = None) -> Shingles:
    """The sets of runs of normal texts; a text of one character is one run. blocks: texts of different blocks (int per text) share nothing."""
    lengths = np.fromiter(map(len, texts), np.int64, len(texts))
    letters, kinds = _numbered(np.frombuffer("".join(texts).encode("utf-32-le"), np.uint32))
    owner = np.repeat(np.arange(len(texts), dtype=np.int32), lengths)
    blank = letters[0]
    following = np.append(letters[2:], blank)
    following[np.cumsum(lengths)[lengths > 0] - 1] = blank
    letters = letters[1:]
    is_run = (letters != blank) & (following != blank) | (lengths[owner] == 1)
    run, owner = (letters * kinds + following)[is_run], owner[is_run]
    return _sets(*_ranked(run, kinds * kinds, None if blocks is None else blocks[owner]), owner, len(texts))


def _numbered(letters: np.ndarray) -> tuple[np.ndarray, int]:
    """The number of the blank, then that of each letter; and how many different ones there are."""
    number = np.zeros(0x110000, np.int64)
    number[letters], number[ord(" ")] = 1, 1
    kinds = int(number.sum())
    number[number > 0] = np.arange(kinds)
    number = number.astype(np.int32 if kinds**2 < 2**31 else np.int64)          # a million texts: half a gigabyte less
    return np.append(number[ord(" ")], number[letters]), kinds


def _ranked(run: np.ndarray, possible: int, blocks: np.ndarray | None) -> tuple[np.ndarray, int]:
    """Each run by its rank, the rarest 0, and how many different ones there are; the same run of another block is another."""
    if (blocks is None or not blocks.any()) and possible <= COUNTED:
        often = np.bincount(run, minlength=possible)
        known = np.flatnonzero(often)
        often, place = often[known], np.empty(possible, np.int32)
    else:
        _, run, often = np.unique(run if blocks is None else blocks.astype(np.int64) * possible + run, return_inverse=True, return_counts=True)
        known, place = np.arange(len(often)), np.empty(len(often), np.int32)
    place[known[np.argsort(often, kind="stable")]] = np.arange(len(often), dtype=np.int32)
    return place[run], len(often)


def _sets(run: np.ndarray, kinds: int, owner: np.ndarray, texts: int) -> Shingles:
    """Each run once a text, rarest first; texts of few runs first."""
    pairs = owner * np.int64(kinds + 1) + run
    pairs.sort()
    pairs = pairs[np.append(True, pairs[1:] != pairs[:-1])[:len(pairs)]]
    owner, runs = pairs // (kinds + 1), (pairs % (kinds + 1)).astype(np.int32)
    sizes = np.bincount(owner, minlength=texts)
    order = np.argsort(sizes, kind="stable")
    starts = np.concatenate([[0], np.cumsum(sizes)])
    moved = np.concatenate([[0], np.cumsum(sizes[order])])
    take = np.repeat(starts[order] - moved[:-1], sizes[order]) + np.arange(len(runs))
    return Shingles(runs[take], moved, order)
