"""Decisions about what was read."""

import sys

from duibiao.shared import DONE, Commands, WrongUse


def add(commands: Commands) -> None:
    deciding = commands.add("decide", decide, "核对：确认、更正或否定一个数字，发布新的一版 confirm, correct or reject a figure")
    deciding.add_argument("key", nargs="?", help="行的编号（figure_id）；不写则从标准输入逐行读 JSON")
    deciding.add_argument("verdict", nargs="?", choices=("confirmed", "corrected", "rejected", "withdrawn"), help="决定")
    deciding.add_argument("--by", help="谁决定")
    deciding.add_argument("--why", dest="reason", help="理由")
    deciding.add_argument("--table", default="figures", help="哪张表（默认 figures）")
    deciding.add_argument("--column", help="更正哪一栏")
    deciding.add_argument("--use", help="更正为什么")
    deciding.add_argument("--json", action="store_true", help="供程序读取的输出：{\"decisions\": 几项, \"edition\": 第几版, \"sha256\": …}")
    deciding.add_argument("--wait", type=float, default=60.0, help="等待另一次载入的秒数")


def decide(chosen) -> int:
    """One decision from the arguments, or a batch from standard input: a JSON object a line, with the names of `etl.review.Wish`."""
    import json

    from etl import review
    from queries import summary

    try:
        if chosen.key:
            wishes = [review.Wish(chosen.key, chosen.verdict or "", chosen.by or "", chosen.table, chosen.column, chosen.use, chosen.reason)]
        else:
            wishes = [review.Wish(**json.loads(line)) for line in sys.stdin if line.strip()]
    except (ValueError, TypeError) as error:
        raise WrongUse(f"每行应是一个 JSON 对象，含 key、verdict、by：{error}。Each line must be a JSON object with key, verdict and by.") from None
    if not wishes:
        raise WrongUse("没有给出决定。No decision was given.")
    made = review.decide(chosen.lake, wishes, wait=chosen.wait, summarise=summary.write)
    if chosen.json:
        print(json.dumps({"decisions": len(wishes), "edition": made["edition"], "sha256": made["sha256"]}, ensure_ascii=False))
    else:
        print(f"记下 {len(wishes)} 项决定，发布第 {made['edition']} 版。")
    return DONE
