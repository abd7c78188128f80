"""Every pair of sets whose Dice coefficient reaches a threshold: exact, by prefixes, positions and bitmaps.

Prefix filter: two sets that share enough runs share one among their rarest (Chaudhuri et al. 2006; Bayardo et al. 2007; Xiao et al. 2008).
Bitmap filter: `queries.similar.bitmaps`. Neither can lose a pair.

Where all texts are different nearly all time goes into pairs that share a run and little else. Sets are sorted by size and the lists of a
run by set, so these pairs are blocks: two short arrays of bitmaps against each other, which costs a few nanoseconds a pair.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain

import numpy as np

from queries.similar.bitmaps import SLACK, WORDS, Pairs, bitmaps, narrowed, near_pairs
from queries.similar.shingles import Shingles

AT_ONCE = 2_000_000         # candidates looked at together: bounds the memory
BLOCK, ROWS = 2**16, 32     # pairs of a block, and the fewest rows that it has: bitmaps and differences stay in the processor's cache
FEW = 256                   # pairs that share a run: of fewer it is no block of its own


@dataclass(frozen=True)
class Lists:
    """For each run the sets that have it in their prefix, smallest set first: `owner` end to end (int32), `starts` of each run, `place` in the set."""

    owner: np.ndarray
    place: np.ndarray
    starts: np.ndarray


def joined(sets: Shingles, threshold: float) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Positions of the smaller and of the larger set of every pair with 2·|A∩B| / (|A|+|B|) >= threshold, and that number."""
    nothing = np.empty(0, np.int64)
    if not len(sets.runs):
        return nothing, nothing, np.empty(0)
    sizes, bits = sets.sizes, bitmaps(sets)
    # The smaller set needs threshold·|A| runs of its own in common; the larger one as many as against the smallest partner it can have.
    short, long = _lists(sets, threshold), _lists(sets, threshold / (2 - threshold))
    pairs = np.diff(short.starts) * np.diff(long.starts)
    found = [nothing]
    few = (near for pair in _of_few(short, long, np.flatnonzero((pairs > 0) & (pairs <= FEW))) for near in near_pairs(sizes, bits, *pair, threshold))
    many = _in_blocks(sets, short, long, bits, np.flatnonzero(pairs > FEW), threshold)
    for small, large in _together(chain(few, many)):
        found.append(np.unique(small.astype(np.int64) * len(sizes) + large))
    codes = np.unique(np.concatenate(found))
    return _verified(sets, codes // len(sizes), codes % len(sizes), threshold)


def _lists(sets: Shingles, share: float) -> Lists:
    """The lists of every run over prefixes that leave fewer runs than `share` of their set."""
    sizes = sets.sizes
    length = np.minimum(sizes - np.ceil(share * sizes - SLACK).astype(np.int64) + 1, sizes)
    owner = np.repeat(np.arange(len(sizes), dtype=np.int32), length)
    place = (np.arange(len(owner)) - np.repeat(np.cumsum(length) - length, length)).astype(np.int32)
    runs = sets.runs[sets.starts[owner] + place]
    order = np.argsort(runs, kind="stable")
    starts = np.concatenate([[0], np.cumsum(np.bincount(runs, minlength=int(sets.runs.max(initial=-1)) + 1))])
    return Lists(owner[order], place[order], starts)


def _of_few(short: Lists, long: Lists, runs: np.ndarray) -> Iterator[Pairs]:
    """Every pair of the lists of these runs, each of few."""
    each, times = np.diff(short.starts)[runs], np.diff(long.starts)[runs]
    total = np.concatenate([[0], np.cumsum(each * times)])
    at = 0
    while at < len(runs):
        end = max(at + 1, int(np.searchsorted(total, total[at] + AT_ONCE, side="right")) - 1)
        run = np.repeat(np.arange(at, end), (each * times)[at:end])
        turn = np.arange(total[end] - total[at]) - (total[run] - total[at])
        yield short.owner[short.starts[runs[run]] + turn % each[run]], long.owner[long.starts[runs[run]] + turn // each[run]]
        at = end


def _in_blocks(sets: Shingles, short: Lists, long: Lists, bits: list[np.ndarray], runs: np.ndarray, threshold: float) -> Iterator[Pairs]:
    """The pairs of the lists of these runs whose bitmaps are near; only partners of a size that can reach the threshold.

    A set that has the run late in its order has little left to share: its partner must be all the smaller (`behind`).
    """
    sizes, narrow = sets.sizes, narrowed(bits, sets.sizes)
    apart, counted, total = (np.empty(2 * BLOCK, kind) for kind in (np.uint64, np.uint8, np.uint8 if len(narrow) < WORDS else np.uint16))
    first, up_to = np.searchsorted(sizes, threshold / (2 - threshold) * sizes - SLACK), np.cumsum(np.bincount(sizes))
    for run in runs.tolist():
        ours = short.owner[short.starts[run]:short.starts[run + 1]]
        theirs, place = (each[long.starts[run]:long.starts[run + 1]] for each in (long.owner, long.place))
        largest = (2 * (sizes[theirs] - place) / threshold - sizes[theirs] + SLACK).astype(np.int64)
        behind = np.minimum(up_to[np.clip(largest, 0, len(up_to) - 1)], theirs)
        order = np.argsort(behind, kind="stable")
        theirs, begin, end = theirs[order], np.searchsorted(ours, first[theirs[order]]), np.searchsorted(ours, behind[order])
        our_bits, their_bits = ([word[each] for word in narrow] for each in (ours, theirs))
        step = max(ROWS, BLOCK // len(ours))
        for row in range(0, len(theirs), step):
            large, last = theirs[row:row + step], int(end[min(row + step, len(theirs)) - 1])
            most = int(sizes[large].max())
            for column in range(int(begin[row:row + step].min()), last, BLOCK // ROWS):
                small = ours[column:min(column + BLOCK // ROWS, last)]
                size = len(large) * len(small)
                for word, (our, their) in enumerate(zip(our_bits, their_bits)):
                    np.bitwise_xor(their[row:row + step, None], our[None, column:column + len(small)], out=apart[:size].reshape(len(large), len(small)))
                    np.bitwise_count(apart[:size], out=counted[:size] if word else total[:size])
                    if word:
                        np.add(total[:size], counted[:size], out=total[:size])
                near = np.flatnonzero(total[:size] <= int((1 - threshold) * (most + sizes[small[-1]]) + SLACK))
                yield from near_pairs(sizes, bits, small[near % len(small)], large[near // len(small)], threshold)


def _together(candidates: Iterator[Pairs]) -> Iterator[Pairs]:
    """The same pairs, so many at once that numpy is worth its while."""
    kept, number = [], 0
    for pair in candidates:
        kept.append(pair)
        number += len(pair[0])
        if number >= AT_ONCE // 4:
            yield tuple(np.concatenate(part) for part in zip(*kept))
            kept, number = [], 0
    if kept:
        yield tuple(np.concatenate(part) for part in zip(*kept))


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
        enough = dice >= threshold - SLACK
        kept.append((a[enough], b[enough], dice[enough]))
    return tuple(np.concatenate(part) for part in zip(*kept))


def _spread(sets: Shingles, which: np.ndarray, offset: np.ndarray) -> np.ndarray:
    """The runs of each of these sets, end to end, each plus its set's offset."""
    sizes = sets.sizes[which]
    ends = np.cumsum(sizes)
    take = np.arange(ends[-1] if len(ends) else 0) + np.repeat(sets.starts[which] - (ends - sizes), sizes)
    return sets.runs[take] + np.repeat(offset, sizes)
