"""The small DuckDB file of an edition: the answer of every metric to the question that chooses nothing.

The overview reads it without computing, and two editions are compared by it.
"""

from pathlib import Path

import duckdb

from queries import catalog, run
from queries.filter import Filter
from queries.lake import Edition


def write(lake: Path, manifest: dict, path: Path) -> None:
    """Write the summary of an edition that is not published yet to `path`."""
    edition = Edition(lake, manifest)
    metrics = list(catalog.metrics())
    answers = run.answers(edition.connect(), metrics, Filter())
    with duckdb.connect(str(path)) as summary:
        summary.execute("create table answers (metric varchar, unit_id varchar, unit_name varchar, reason varchar, value double)")
        for metric in metrics:
            summary.register("answer", answers[metric.name])
            summary.execute("insert into answers select ?, unit_id, unit_name, reason, cast(value as double) from answer order by unit_id", [metric.name])
            summary.unregister("answer")
