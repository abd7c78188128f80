"""Every pair of sets whose Dice coefficient reaches a threshold: exact, by prefixes, positions and bitmaps.

Prefix filter: two sets that share enough runs share one among their rarest (Chaudhuri et al. 2006; Bayardo et al. 2007; Xiao et al. 2008).
Bitmap filter: the difference of two bitmaps never exceeds that of the sets (Sandes et al. 2020). Neither can lose a pair.
"""

import numpy as np

from queries.similar.shingles import Shingles

WORDS = 4                   # 64-bit words of a bitmap
AT_ONCE = 4_000_000         # candidates looked at together: bounds the memory
_SLACK = 1e-9


def joined(sets: Shingles, threshold: float) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Positions of the smaller and of the larger set of every pair with 2·|A∩B| / (|A|+|B|) >= threshold, and that number."""
    sizes, bits = sets.sizes, _bitmaps(sets)
    found = [np.empty(0, np.int64)]
    for small, large in _candidates(sets, threshold):
        difference = np.zeros(len(small), np.int64)
        for word in range(WORDS):
            difference += np.bitwise_count(bits[word][small] ^ bits[word][large])
        near = difference <= (1 - threshold) * (sizes[small] + sizes[large]) + _SLACK
        found.append(np.unique(small[near].astype(np.int64) * len(sizes) + large[near]))
    pairs = np.unique(np.concatenate(found))
    return _verified(sets, pairs // len(sizes), pairs % len(sizes), threshold)


def _candidates(sets: Shingles, threshold: float):
    """Pairs that share a run of their prefixes, in blocks; a pair may come more than once."""
    sizes, number = sets.sizes, len(sets.sizes)
    owner = np.repeat(np.arange(number), sizes)
    place = np.arange(len(sets.runs)) - sets.starts[owner]
    # The smaller set needs threshold·|A| runs of its own in common; the larger one as many as against the smallest partner it can have.
    is_short = place < sizes[owner] - np.ceil(threshold * sizes[owner] - _SLACK) + 1
    is_long = place < sizes[owner] - np.ceil(threshold / (2 - threshold) * sizes[owner] - _SLACK) + 1
    key = sets.runs.astype(np.int64) * number + owner
    short = np.flatnonzero(is_short)
    short = short[np.argsort(key[short], kind="stable")]
    long = np.flatnonzero(is_long)
    smallest = np.searchsorted(sizes, threshold / (2 - threshold) * sizes[owner[long]] - _SLACK)
    short_key = key[short]
    first = np.searchsorted(short_key, key[long] - owner[long] + smallest)
    behind = np.searchsorted(short_key, key[long])
    often = behind - first
    long, first, often = long[often > 0], first[often > 0], often[often > 0]
    total = np.concatenate([[0], np.cumsum(often)])
    at = 0
    while at < len(long):
        end = max(at + 1, int(np.searchsorted(total, total[at] + AT_ONCE, side="right")) - 1)
        large = np.repeat(long[at:end], often[at:end])
        small = short[np.arange(total[end] - total[at]) + np.repeat(first[at:end] - (total[at:end] - total[at]), often[at:end])]
        a, b = owner[small], owner[large]
        # What the two can still share if this is the first run that they do: a pair passes here at its first one or nowhere.
        at_most = 1 + np.minimum(sizes[a] - place[small], sizes[b] - place[large]) - 1
        enough = at_most >= threshold / 2 * (sizes[a] + sizes[b]) - _SLACK
        yield a[enough], b[enough]
        at = end


def _bitmaps(sets: Shingles) -> list[np.ndarray]:
    """WORDS arrays of 64 bits a set: run r sets one bit."""
    owner = np.repeat(np.arange(len(sets.sizes)), sets.sizes)
    bit = (sets.runs.astype(np.uint64) * np.uint64(0x9E3779B97F4A7C15)) >> np.uint64(64 - 6 - (WORDS - 1).bit_length())
    words = []
    for word in range(WORDS):
        here = (bit >> np.uint64(6)) == word
        row = np.zeros(len(sets.sizes), np.uint64)
        np.bitwise_or.at(row, owner[here], np.uint64(1) << (bit[here] & np.uint64(63)))
        words.append(row)
    return words


def _verified(sets: Shingles, small: np.ndarray, large: np.ndarray, threshold: float) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """The pairs that reach the threshold when their runs are counted."""
    sizes, wide = sets.sizes, int(sets.runs.max(initial=0)) + 1
    kept = [(np.empty(0, np.int64), np.empty(0, np.int64), np.empty(0))]
    step = max(1, AT_ONCE // 64)
    for at in range(0, len(small), step):
        a, b = small[at:at + step], large[at:at + step]
        pair = np.arange(len(a))
        both = np.concatenate([_spread(sets, a, pair * wide), _spread(sets, b, pair * wide)])
        both.sort(kind="stable")
        shared = np.bincount(both[:-1][both[1:] == both[:-1]] // wide, minlength=len(a))
        dice = 2 * shared / (sizes[a] + sizes[b])
        enough = dice >= threshold - _SLACK
        kept.append((a[enough], b[enough], dice[enough]))
    return tuple(np.concatenate(part) for part in zip(*kept))


def _spread(sets: Shingles, which: np.ndarray, offset: np.ndarray) -> np.ndarray:
    """The runs of each of these sets, end to end, each plus its set's offset."""
    sizes = sets.sizes[which]
    ends = np.cumsum(sizes)
    take = np.arange(ends[-1] if len(ends) else 0) + np.repeat(sets.starts[which] - (ends - sizes), sizes)
    return sets.runs[take] + np.repeat(offset, sizes)
