"""Why two editions differ: new data, the same documents read or filed otherwise, a later day, or another definition."""

from collections import Counter

import duckdb

from queries import run
from queries.diff import diff, unshared
from queries.lake import Edition, Lake

# Tables of facts, each row with its document; the inspections say whose they are.
FACTS = ("problems", "measures", "progress", "funds", "discipline", "rules", "figures")
OWN = ("units", "inspections")
CAUSES = ("new_data", "reclassified", "later_day", "definition")
# Columns that differ with the load and not with the facts.
OF_THE_LOAD = ("loaded_in",)


def causes(lake: Lake, old: int, new: int) -> dict:
    """What `diff` finds, with a cause for each row of a fact and each moved number.

    Returns {"rows": [{table, new_data, reclassified, gone}], "moved": [{metric, unit_id, unit_name, old, new, cause}], "days": (old, new),
    "standards": (old, new)}. new_data: rows of documents that the old edition had not. reclassified: other rows of documents that both have.
    A number's cause is the first that holds for its unit: new_data, reclassified; later_day (no row of it differs, but the day or the
    standard that is taken when none is chosen); definition (nothing of these: the program reckons otherwise).
    """
    before, after = lake.edition(old), lake.edition(new)
    connection = duckdb.connect(":memory:")
    _attach(connection, before, after)
    by_table, units = [], {"new_data": set(), "reclassified": set()}
    for name in (*OWN, *FACTS):
        found = _differing(connection, before, after, name)
        numbers: Counter = Counter()
        for unit_id, cause, rows in found:
            numbers[cause] += rows
            units["reclassified" if cause == "gone" else cause].add(unit_id)
        if numbers:
            by_table.append({"table": name, **{cause: numbers[cause] for cause in ("new_data", "reclassified", "gone")}})
    asked = [run.scope(edition.connect()) for edition in (before, after)]
    is_later = (asked[0].as_of, asked[0].standard) != (asked[1].as_of, asked[1].standard)
    moved = [row | {"cause": _cause(row["unit_id"], units, is_later)} for row in diff(lake, old, new)["moved"]]
    return {"rows": by_table, "moved": moved, "days": tuple(scope.as_of for scope in asked), "standards": tuple(scope.standard for scope in asked)}


def _cause(unit_id: str, units: dict[str, set], is_later: bool) -> str:
    return next((cause for cause in ("new_data", "reclassified") if unit_id in units[cause]), "later_day" if is_later else "definition")


def _attach(connection: duckdb.DuckDBPyConnection, before: Edition, after: Edition) -> None:
    """What both editions know of documents and of whose an inspection is."""
    for name, edition in (("before", before), ("after", after)):
        for table in ("documents", "inspections"):
            rows = unshared(connection, edition, table, set())
            connection.execute(f"create table {table}_{name} as {rows}")
    connection.execute("create table owners as select inspection_id, unit_id from inspections_after union select inspection_id, unit_id from inspections_before")
    connection.execute("create table known as select document_id from documents_before")


def _differing(connection: duckdb.DuckDBPyConnection, before: Edition, after: Edition, name: str) -> list[tuple[str, str, int]]:
    """(unit, new_data | reclassified | gone, rows) of a table; of a row that changed the new form counts, once."""
    shared = {part["file"] for part in before.manifest["tables"].get(name, ())} & {part["file"] for part in after.manifest["tables"].get(name, ())}
    old, new = unshared(connection, before, name, shared), unshared(connection, after, name, shared)
    if old is None and new is None:
        return []
    old, new = old or f"select * from ({new}) where false", new or f"select * from ({old}) where false"
    columns = [{row[0] for row in connection.execute(f"describe {side}").fetchall()} for side in (old, new)]
    common = ", ".join(f'"{column}"' for column in sorted(columns[0] & columns[1] - set(OF_THE_LOAD)))
    key = ", ".join(f'"{column}"' for column in after.manifest["keys"][name])
    owner = "rows_here.unit_id" if name in OWN else "owners.unit_id"
    join = "" if name in OWN else "left join owners on owners.inspection_id = rows_here.inspection_id"
    # A row without a document of its own (a unit, an inspection) is new data when it is new.
    is_new = "rows_here.document_id not in (select document_id from known)"
    new_data = f"case when rows_here.document_id is null then is_added else {is_new} end" if "document_id" in columns[0] & columns[1] else "is_added"
    return connection.execute(f"""
        with old as ({old}), new as ({new}),
        changed as (select {common} from new except all select {common} from old),
        lost as (select {key} from old except select {key} from new)
        select {owner}, case when {new_data} then 'new_data' else 'reclassified' end as cause, count(*)
        from (select changed.*, not exists (select 1 from old where ({_same(after, name, "old", "changed")})) as is_added from changed) as rows_here {join}
        group by all
        union all
        select {owner}, 'gone', count(*) from (select old.* from old join lost using ({key})) as rows_here {join} group by all""").fetchall()


def _same(edition: Edition, name: str, one: str, other: str) -> str:
    return " and ".join(f'{one}."{column}" = {other}."{column}"' for column in edition.manifest["keys"][name])
