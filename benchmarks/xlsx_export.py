"""A workbook of 100,000 rows and 12 columns, against pandas + openpyxl writing the same bare rows: no formats, no widths, no second sheet.

CPU seconds, the least of several runs (the peer runs once, because it takes so long); the ratio is what counts.
"""

import argparse
import io
import time
from datetime import date, timedelta
from decimal import Decimal

import pyarrow as pa

from queries import export

WORDS = ("整改推进机制不健全", "学习贯彻不够深入", "招标采购程序不规范", "档案管理不严格", "责任落实不到位")


def table(rows: int) -> pa.Table:
    """Texts of few and of many wordings, numbers, amounts, days and truths, some of them empty."""
    return pa.table({
        "unit_id": [f"u-{n % 300:05d}" for n in range(rows)], "unit_name": [f"某市第{n % 300}局" for n in range(rows)],
        "problem_text": [f"{WORDS[n % 5]}，第 {n % 5000} 项未完成。" for n in range(rows)], "basis": ["分解事项" if n % 3 else "反馈问题" for n in range(rows)],
        "status": ["已完成" if n % 4 else None for n in range(rows)], "completed": list(range(rows)), "total": [n % 97 for n in range(rows)],
        "value": [n / 7 if n % 5 else None for n in range(rows)], "low": [n / 11 for n in range(rows)],
        "amount": pa.array([Decimal(n * 37) / 100 if n % 2 else None for n in range(rows)], pa.decimal128(18, 2)),
        "feedback_on": [date(2020, 1, 1) + timedelta(n % 1500) for n in range(rows)], "is_approximate": [n % 2 == 0 for n in range(rows)],
    })


def cpu(work, runs: int) -> float:
    times = []
    for _ in range(runs):
        start = time.process_time()
        work()
        times.append(time.process_time() - start)
    return min(times)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--runs", type=int, default=3)
    chosen = parser.parse_args()
    made = table(chosen.rows)
    about = export.About(name="x", title="基准", rows=chosen.rows, total_rows=chosen.rows)
    frame = made.to_pandas()
    ours = cpu(lambda: export.render(made, "xlsx", about), chosen.runs)
    as_csv = cpu(lambda: export.render(made, "csv", about), chosen.runs)
    peer = cpu(lambda: frame.to_excel(io.BytesIO(), engine="openpyxl", index=False), 1)
    print(f"{chosen.rows:,} rows, {made.num_columns} columns")
    print(f"duibiao, xlsx        {ours:7.2f} CPU-s   {peer / ours:5.1f} times fewer")
    print(f"duibiao, csv         {as_csv:7.2f} CPU-s")
    print(f"pandas + openpyxl    {peer:7.2f} CPU-s")


if __name__ == "__main__":
    main()
