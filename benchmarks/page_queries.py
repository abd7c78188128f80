"""What a page asks: every metric in one scope, against pandas computing the completion rate alone from the same Parquet.

Needs a lake (default: the demo province, `duibiao demo`). CPU seconds, the least of several runs; the ratio is what counts.
"""

import argparse
import time
from pathlib import Path

import pandas

import queries


def cpu(work, runs: int) -> float:
    times = []
    for _ in range(runs):
        start = time.process_time()
        work()
        times.append(time.process_time() - start)
    return min(times)


def with_pandas(edition: queries.Edition) -> pandas.Series:
    """Accepted of all problems by unit at the last word of the ledgers; no reopening, no declared figures, no filter."""
    def table(name):
        return pandas.concat(pandas.read_parquet(edition.folder / part["file"]) for part in edition.manifest["tables"][name])

    problems = table("problems").merge(table("inspections")[["inspection_id", "unit_id"]], on="inspection_id")
    last = table("progress").dropna(subset="status").sort_values("as_of").drop_duplicates("problem_id", keep="last").set_index("problem_id")["status"]
    status = problems["problem_id"].map(last).fillna(problems["status"])
    done = problems["accepted_on"].notna() & (status == "completed")
    return 100.0 * done.groupby(problems["unit_id"]).mean()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--lake", type=Path, default=Path("data/lake/demo"))
    parser.add_argument("--runs", type=int, default=5)
    chosen = parser.parse_args()
    edition = queries.Lake(chosen.lake).edition()
    connection = edition.connect()
    one = cpu(lambda: queries.answer(connection, queries.metric("problem_completion_rate")), chosen.runs)
    every = cpu(lambda: queries.answers(connection, list(queries.metrics())), chosen.runs)
    peer = cpu(lambda: with_pandas(edition), chosen.runs)
    print(f"{edition.rows('units')} units, {edition.rows('problems')} problems, {edition.rows('progress')} statements of progress")
    print(f"duibiao, one metric   {one:6.3f} CPU-s   {one / peer:5.2f} times pandas' one rate")
    print(f"duibiao, {len(queries.metrics())} metrics   {every:6.3f} CPU-s   {every / peer / len(queries.metrics()):5.2f} times a metric")
    print(f"pandas, one rate      {peer:6.3f} CPU-s")


if __name__ == "__main__":
    main()
