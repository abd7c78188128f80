"""What notices cost: how many of about 4,000 characters a CPU-second reads, and whether the time grows with the length and no faster.

The notices are made of tests/notices, and of ../shared/corpus/dev where it is present. CPU seconds, the least of several runs.
"""

import argparse
import time
from collections.abc import Callable
from pathlib import Path

from etl.notice import read_text
from etl.notice.reading import Read, read_file

ROOT = Path(__file__).parent.parent
FOLDERS = (ROOT / "tests" / "notices", ROOT.parent / "shared" / "corpus" / "dev")
HEAD = "某市某局党组关于巡察整改进展情况的通报\n"
HOSTILE = {"digits": "1", "Chinese numerals": "一百", "、": "、", "brackets": "（", "整改": "整改", "terms": "批评教育、", "items": "1.问题\n"}
LENGTHS = (4_000, 16_000, 64_000, 256_000)


def notices(length: int, count: int) -> list[str]:
    """Texts of about this length: a notice with its heading, gone on with by the sections of those that follow."""
    texts = [read_file(path).shown for folder in FOLDERS if folder.exists() for path in sorted(folder.glob("[pd][0-9]*.*")) if path.suffix in (".txt", ".html")]
    made = []
    for first in range(count):
        text, following = texts[first % len(texts)], first + 1
        while len(text) < length:
            text += "\n" + texts[following % len(texts)].partition("\n")[2]
            following += 1
        made.append(text[:length])
    return made


def cpu(work: Callable[[], object], runs: int) -> float:
    times = []
    for _ in range(runs):
        start = time.process_time()
        work()
        times.append(time.process_time() - start)
    return min(times)


def reading(texts: list[str], runs: int) -> float:
    return cpu(lambda: [read_text(Read(text), "notice.txt") for text in texts], runs)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=3)
    chosen = parser.parse_args()
    read_text(Read(HEAD), "warm.txt")
    costs = {}
    for length in LENGTHS:
        texts = notices(length, max(4, 200_000 // length))
        seconds = reading(texts, chosen.runs)
        costs[length] = seconds / sum(map(len, texts))
        print(f"{length:7,} characters  {len(texts) / seconds:7.1f} notices per CPU-s  {costs[length] * 1e6:5.2f} CPU-µs a character")
    print(f"a character of the longest costs {costs[LENGTHS[-1]] / costs[LENGTHS[0]]:.2f} times one of the shortest (aim 1; more than 2 is a defect)")
    for name, repeated in HOSTILE.items():
        short, long = (reading([HEAD + repeated * (length // len(repeated))], chosen.runs) for length in (60_000, 240_000))
        print(f"a run of {name:16}  four times as long takes {long / short:5.2f} times as long (aim 4)  {long:5.2f} CPU-s for 240,000 characters")


if __name__ == "__main__":
    main()
