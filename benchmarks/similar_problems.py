"""What it costs to find every pair of problems that are worded alike, against rapidfuzz comparing each with each on a sample.

Prints CPU-seconds and the ratio. rapidfuzz's cost grows with the square of the different wordings: it is measured on a sample and
multiplied. Both find pairs of different wordings; `recurring` texts are those of the invented province, `different` ones share clauses
of it, with made-up words between, and hardly two are alike: the hard case. Seeded, in one process. A million of each:
--recurring 1000000 --different 1000000 (some five minutes of CPU; --no-clusters finds the pairs of the different ones once only).
"""

import argparse
import resource
import time
from random import Random

from rapidfuzz import process
from rapidfuzz.distance import Indel

from etl.demo import texts
from queries.similar import THRESHOLD, clusters
from queries.similar.pairs import distinct, pairs_of

LETTERS = "行政审批公开服务监督检查项目资金管理制度执行会议研究程序合同验收档案人员考核培训宣传网络信息安全生态环境河道道路桥梁学校医院社区乡村农户补助工程设备采购车辆接待食堂房产租金收入支出账户票据"


def recurring(number: int) -> list[str]:
    random = Random(3)
    return [texts.problem_text(random, random.choice(texts.THEMES), set()) for _ in range(number)]


def different(number: int) -> list[str]:
    random = Random(3)
    clauses = sorted({clause for text in recurring(20_000) for clause in text.strip("。").split("，")})
    words = ["".join(random.sample(LETTERS, random.randint(2, 4))) for _ in range(20_000)]
    return ["，".join(random.choice(clauses) + random.choice(words) for _ in range(2)) + "，" + "".join(random.choice(words) for _ in range(6)) + "。"
            for _ in range(number)]


def cpu(step) -> tuple[float, object]:
    before = time.process_time()
    result = step()
    return time.process_time() - before, result


def each_with_each(forms: list[str], sample: int) -> float:
    """CPU-seconds that rapidfuzz would take for all pairs, from those of a sample with the same threshold."""
    asked = forms[:sample]
    spent, _ = cpu(lambda: process.cdist(asked, asked, scorer=Indel.normalized_similarity, score_cutoff=THRESHOLD, workers=1))
    return spent / 2 * (len(forms) / len(asked)) ** 2


def measured(name: str, told: list[str], sample: int, with_clusters: bool = True) -> None:
    spent, (forms, _) = cpu(lambda: distinct(told, None))
    joining, (left, _, _) = cpu(lambda: pairs_of(forms, THRESHOLD))
    peer = each_with_each([form for _, form in forms], sample)
    print(f"{name}: {len(told):,} problems, {len(forms):,} different wordings, {len(left):,} pairs of them alike")
    print(f"  reading {spent:.1f} CPU-s, joining {joining:.1f}")
    if with_clusters:
        clustering, found = cpu(lambda: clusters(told, [place % 500 for place in range(len(told))]))
        print(f"  clusters, all included, {clustering:.1f} CPU-s ({found.num_rows:,} problems in them)")
    print(f"  rapidfuzz, each with each: {peer:,.0f} CPU-s (from a sample): {peer / joining:,.1f} times as many")
    print(f"  most memory so far: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:,.0f} MB")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--recurring", type=int, nargs="*", default=[10_000, 100_000])
    parser.add_argument("--different", type=int, nargs="*", default=[10_000, 100_000])
    parser.add_argument("--no-clusters", action="store_true")
    parser.add_argument("--sample", type=int, default=3_000)
    asked = parser.parse_args()
    for name, made, sizes in (("recurring", recurring, asked.recurring), ("different", different, asked.different)):
        for size in sizes:
            measured(name, made(size), asked.sample, not asked.no_clusters)


if __name__ == "__main__":
    main()
