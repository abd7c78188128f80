"""What changed between two editions: rows by table, and metrics that moved."""

import duckdb

from queries.lake import Edition, Lake

# Not facts about units: they differ with every load or describe the program.
LEFT_OUT = ("dictionary", "codes")


def diff(lake: Lake, old: int, new: int) -> dict:
    """Rows added, changed and gone by table, and the metrics whose default answer differs.

    Returns {"tables": [{table, added, changed, gone}], "moved": [{metric, unit_id, unit_name, old, new}]}.
    """
    before, after = lake.edition(old), lake.edition(new)
    connection = duckdb.connect(":memory:")
    tables = [_table(connection, before, after, name) for name in after.manifest["tables"] if name not in LEFT_OUT]
    return {"tables": [row for row in tables if row["added"] or row["changed"] or row["gone"]], "moved": _moved(connection, before, after)}


def _table(connection, before: Edition, after: Edition, name: str) -> dict:
    """Rows are told apart by the table's first column that is a key in both; shared files are not even opened."""
    shared = {part["file"] for part in before.manifest["tables"].get(name, ())} & {part["file"] for part in after.manifest["tables"][name]}
    old, new = unshared(connection, before, name, shared), unshared(connection, after, name, shared)
    if old is None and new is None:
        return {"table": name, "added": 0, "changed": 0, "gone": 0}
    key = _key(connection, after, name)
    old, new = old or f"select * from ({new}) where false", new or f"select * from ({old}) where false"
    added, gone, changed = connection.execute(f"""
        with old as ({old}), new as ({new}),
        old_keys as (select distinct {key} from old), new_keys as (select distinct {key} from new)
        select
            (select count(*) from (select * from new_keys except select * from old_keys)),
            (select count(*) from (select * from old_keys except select * from new_keys)),
            (select count(*) from (select distinct {key} from (select * from new except all select * from old)) join old_keys using ({key}))""").fetchone()
    return {"table": name, "added": added, "changed": changed, "gone": gone}


def unshared(connection, edition: Edition, name: str, shared: set[str]) -> str | None:
    """A select of the rows in files that the other edition has not; None where it has them all."""
    files = [str(edition.folder / part["file"]) for part in edition.manifest["tables"].get(name, ()) if part["file"] not in shared]
    return "select * from read_parquet([" + ", ".join("'" + file.replace("'", "''") + "'" for file in files) + "])" if files else None


def _key(connection, edition: Edition, name: str) -> str:
    return ", ".join(f'"{column}"' for column in edition.manifest["keys"][name])


def _moved(connection, before: Edition, after: Edition) -> list[dict]:
    if not before.manifest.get("summary") or not after.manifest.get("summary"):
        return []
    for alias, edition in (("before", before), ("after", after)):
        place = str(edition.folder / edition.manifest["summary"]["file"]).replace("'", "''")
        connection.execute(f"attach '{place}' as {alias} (read_only)")
    rows = connection.execute("""
        select coalesce(new.metric, old.metric), coalesce(new.unit_id, old.unit_id), coalesce(new.unit_name, old.unit_name), old.value, new.value
        from before.answers as old
        full join after.answers as new on new.metric = old.metric and new.unit_id = old.unit_id
        where old.value is distinct from new.value
        order by 1, 2""").fetchall()
    return [dict(zip(("metric", "unit_id", "unit_name", "old", "new"), row)) for row in rows]
