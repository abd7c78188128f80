"""What a report costs a unit: composing it, and writing Word and PDF, against the bare work of the two libraries (a Word file and a page of as many words)."""

import io
import json
import sys
import tempfile
import time
from pathlib import Path

import docx
import typst

import duibiao
from dashboard.report import orders
from dashboard.report.orders import Order
from dashboard.report.writers import write
from queries import Lake

UNITS, MEASURED = 60, 30


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        lake = Path(sys.argv[1]) if len(sys.argv) > 1 else made(Path(folder))
        edition = Lake(lake).edition()
        units = [row["unit_id"] for row in edition.connect().sql("select unit_id from units order by unit_id").to_arrow_table().to_pylist()][:MEASURED]
        report = [Order(lake, edition.number, unit_id=unit_id) for unit_id in units]
        warm, _ = spent(lambda: write(orders.document(report[0]), "pdf"))
        composing, documents = spent(lambda: [orders.document(order) for order in report])
        costs = {format: spent(lambda format=format: [write(document, format) for document in documents]) for format in ("docx", "pdf", "html")}
        floor, _ = spent(lambda: [bare(words) for words in map(words_of, costs["docx"][1])])
        print(f"first report of a process {warm:.1f} CPU-s; then a unit: compose {composing / len(units):.2f}, " + ", ".join(f"{name} {cost / len(units):.2f}" for name, (cost, _) in costs.items()))
        print(f"docx and pdf against the bare words through python-docx and typst: {(costs['docx'][0] + costs['pdf'][0]) / floor:.1f} x ({floor / len(units):.2f} CPU-s a unit)")


def made(lake: Path) -> Path:
    assert duibiao.main(["demo", "--units", str(UNITS), "--seed", "7", "--lake", str(lake)]) == duibiao.DONE
    return lake / "demo"


def words_of(content: bytes) -> list[str]:
    opened = docx.Document(io.BytesIO(content))
    return [each.text for each in opened.paragraphs] + [cell.text for table in opened.tables for row in table._tbl.tr_lst for cell in row.tc_lst for cell in [docx.table._Cell(cell, table)]]


def bare(words: list[str]) -> None:
    """The same words without any look: what the libraries need at least."""
    made = docx.Document()
    for text in words:
        made.add_paragraph(text)
    made.save(io.BytesIO())
    typst.compile(("#let d = json(bytes(sys.inputs.d))\n#for each in d [#each\n\n]").encode(), format="pdf", sys_inputs={"d": json.dumps(words)})


def spent(work) -> tuple[float, object]:
    """CPU seconds of this process, and what the work gave."""
    before = time.process_time()
    found = work()
    return time.process_time() - before, found


if __name__ == "__main__":
    main()
