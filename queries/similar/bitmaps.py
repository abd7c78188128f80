"""Bitmaps of sets: how many bits two of them differ in never exceeds how many members the sets differ in (Sandes et al. 2020)."""

from collections.abc import Iterator

import numpy as np

from queries.similar.shingles import Shingles

WORDS = 4                   # 64-bit words of a bitmap
FULL = 48                   # runs that one word tells apart well
SLACK = 1e-9                # shares are sums of floats

Pairs = tuple[np.ndarray, np.ndarray]


def bitmaps(sets: Shingles) -> list[np.ndarray]:
    """WORDS arrays of 64 bits a set: run r sets one bit."""
    owner = np.repeat(np.arange(len(sets.sizes), dtype=np.int32), sets.sizes)
    bit = (sets.runs.astype(np.uint64) * np.uint64(0x9E3779B97F4A7C15)) >> np.uint64(64 - 6 - (WORDS - 1).bit_length())
    found = []
    for word in range(WORDS):
        here = (bit >> np.uint64(6)) == word
        row = np.zeros(len(sets.sizes), np.uint64)
        np.bitwise_or.at(row, owner[here], np.uint64(1) << (bit[here] & np.uint64(63)))
        found.append(row)
    return found


def narrowed(bits: list[np.ndarray], sizes: np.ndarray) -> list[np.ndarray]:
    """Bitmaps of as few words as still tell sets of this size apart: several bits in one."""
    words = min(len(bits), 1 << int(np.mean(sizes) // FULL))
    return [np.bitwise_or.reduce(bits[word::words]) for word in range(words)]


def near_pairs(sizes: np.ndarray, bits: list[np.ndarray], small: np.ndarray, large: np.ndarray, threshold: float) -> Iterator[Pairs]:
    """Those of the pairs whose bitmaps are as near as those of sets that reach the threshold must be; nothing where there are none."""
    kept = np.flatnonzero(small < large)
    small, large, difference = small[kept], large[kept], 0
    limit = (1 - threshold) * (sizes[small] + sizes[large]) + SLACK
    for word in bits:
        difference = difference + np.bitwise_count(word[small] ^ word[large]).astype(np.int16)
        kept = np.flatnonzero(difference <= limit)
        small, large, limit, difference = small[kept], large[kept], limit[kept], difference[kept]
    if len(small):
        yield small, large
