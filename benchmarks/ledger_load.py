"""What a large ledger costs: `duibiao load` of one workbook against pandas + openpyxl merely reading it.

Prints rows per CPU-second of both and the ratio. Each is a whole process, imports included, timed by the operating system.
"""

import argparse
import resource
import subprocess
import sys
import tempfile
from pathlib import Path

import xlsxwriter

HEADERS = ("被巡察单位", "轮次", "反馈日期", "序号", "方面", "具体问题", "整改状态", "完成时间", "销号日期", "整改措施", "措施状态", "追缴金额（万元）")
STATUSES = ("已完成", "正在整改", "基本完成", "已整改到位")


def workbook(path: Path, rows: int, units: int = 320) -> None:
    """An invented ledger (演示数据) with one problem a line."""
    with xlsxwriter.Workbook(path, {"constant_memory": True}) as book:
        sheet = book.add_worksheet("整改台账")
        sheet.write_row(0, 0, ["巡察整改台账（截至2025年6月30日）"])
        sheet.write_row(1, 0, HEADERS)
        for index in range(rows):
            unit, number = index % units, index // units + 1
            done = index % 4 in (0, 3)
            sheet.write_row(index + 2, 0, (
                f"基准市第{unit:03d}局", "第一轮", "2024年12月1日", number, f"方面{number % 5}", f"第{unit:03d}局第{number}个问题：制度执行不严，台账第{index}行",
                STATUSES[index % 4], f"2025.{index % 5 + 1}.{index % 27 + 1}" if done else "", f"2025-06-{index % 27 + 1:02d}" if done else "",
                f"修订办法第{index}条并组织学习", STATUSES[index % 4], round(index % 97 * 0.37, 4) if index % 9 == 0 else ""))


def cpu(command: list[str]) -> float:
    """User and system seconds of a finished child."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--runs", type=int, default=1)
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "台账-2025-06-30.xlsx")
        workbook(path, chosen.rows)
        peer = [sys.executable, "-c", f"import pandas; pandas.read_excel({str(path)!r}, engine='openpyxl', header=1)"]
        ours, theirs = [], []
        for run in range(chosen.runs):
            ours.append(cpu([sys.executable, "-m", "duibiao", "load", str(path), "--lake", f"{folder}/lake{run}"]))
            theirs.append(cpu(peer))
        us, them = min(ours), min(theirs)
        print(f"duibiao load      {us:6.2f} CPU-s  {chosen.rows / us:9.0f} rows per CPU-s  (validation, identity, merge, publish)")
        print(f"pandas + openpyxl {them:6.2f} CPU-s  {chosen.rows / them:9.0f} rows per CPU-s  (reading only)")
        print(f"ratio             {them / us:6.2f} times fewer CPU-seconds (aim 5)")


if __name__ == "__main__":
    main()
