"""The parts of the sources page: the tables of what came in, and the editions."""

import streamlit as st

from dashboard import answers, components, downloads, formats, labels, places, tables, unit
from dashboard.reader import Reader
from queries import Lake, Query, metrics

COLUMNS = {
    "documents": ("title", "kind", "published_on", "as_of", "standard", "extent", "uri", "sha256"),
    "receipts": ("file", "kind", "rows", "masked", "loaded_in", "sha256"),
    "refusals": ("file", "place", "column", "found", "wanted", "loaded_in"),
    "remarks": ("file", "place", "column", "found", "wanted", "loaded_in"),
    "corrections": ("table", "key", "column", "found", "use", "reason", "asked", "state"),
}
EDITION_TABLES = ("units", "inspections", "documents", "problems")


def name(reader: Reader, view: str) -> str:
    """The view with how much there is in it."""
    if view == "editions":
        return reader.say("sources.editions")
    return f"{reader.say(f'sources.{view}')} {reader.edition.rows(view):,}"


def listed(reader: Reader, view: str) -> None:
    """One table of what came in, its columns called as in the data dictionary."""
    rows, columns = answers.table(reader, view), COLUMNS[view]
    with components.card(f"sources_{view}", reader.say(f"sources.{view}"), reader.say(f"sources.{view}_about")):
        if not rows:
            st.caption(reader.say("sources.none"))
            return
        head = [labels.column(reader, view, column) for column in columns]
        if len(rows) > tables.MOST_ON_PAGE:
            address = labels.column(reader, "documents", "uri") if view == "documents" else None
            tables.framed(head, [[_framed(reader, view, column, row) for column in columns] for row in rows],
                          alt=reader.say(f"sources.{view}"), key=f"sources_{view}", link=address, has_file=True)
        else:
            tables.plain(head, [[_markdown(reader, view, column, row) for column in columns] for row in rows], alt=reader.say(f"sources.{view}"), key=f"sources_{view}", has_file=True)
        downloads.whole(reader, view)


def _markdown(reader: Reader, view: str, column: str, row: dict[str, object]) -> str:
    if view == "documents" and column == "title":
        return components.document(reader, row["document_id"])
    if view == "corrections" and column in ("table", "column"):
        return formats.escaped(_where(reader, row, column))
    return formats.escaped(_cell(reader, view, column, row[column]))


def _where(reader: Reader, row: dict[str, object], column: str) -> str:
    """The table or the column that a correction is about, by its name in the data dictionary."""
    return labels_of(reader, row["table"]) if column == "table" else labels.column(reader, row["table"], row["column"])


def _framed(reader: Reader, view: str, column: str, row: dict[str, object]) -> str | None:
    if column == "uri":
        return places.address(reader, row["document_id"])
    if view == "corrections" and column in ("table", "column"):
        return _where(reader, row, column)
    return _cell(reader, view, column, row[column])


def _cell(reader: Reader, view: str, column: str, value: object) -> str:
    if column == "kind":
        return unit.document_cell(reader, column, value)
    if column == "sha256":
        return (value or "—")[:12]
    if column == "state" and value:
        return reader.say(f"correction.{value}") if value in ("applied", "changed", "absent") else str(value)
    return tables.cell(reader, column, value)


def editions(reader: Reader) -> None:
    """Every edition that was published, and what changed between two of them."""
    lake = Lake(reader.edition.folder)
    known = lake.editions()
    with components.card("sources_editions", reader.say("sources.editions"), reader.say("sources.editions_about")):
        head = [reader.say("sources.edition"), reader.say("sources.made_at"), *(labels_of(reader, table) for table in EDITION_TABLES), "SHA-256"]
        lines = [[_edition_name(reader, each.number), each.made_at[:16].replace("T", " "), *(f"{each.rows(table):,}" for table in EDITION_TABLES), each.sha256[:12]]
                 for each in sorted(known, key=lambda each: -each.number)]
        tables.plain(head, [[formats.escaped(cell) for cell in line] for line in lines], alt=reader.say("sources.editions"), key="editions", command="duibiao editions")
    with components.card("sources_diff", reader.say("diff.title"), reader.say("diff.about")):
        if len(known) < 2:
            st.caption(reader.say("diff.one_edition"))
            return
        _difference(reader, lake, [each.number for each in known])


def _edition_name(reader: Reader, number: int) -> str:
    return reader.say("sources.edition_current" if number == reader.edition.number else "sources.edition_number", number=number)


def labels_of(reader: Reader, table: str) -> str:
    """A table's name in words."""
    return next((row[f"table_{reader.language}"] for row in answers.table(reader, "dictionary") if row["table"] == table), table)


def _difference(reader: Reader, lake: Lake, numbers: list[int]) -> None:
    names = {number: reader.say("sources.edition_number", number=number) for number in numbers}
    before, after = st.columns(2)
    old = before.selectbox(reader.say("diff.old"), numbers, index=len(numbers) - 2, format_func=names.get, key="diff_old")
    new = after.selectbox(reader.say("diff.new"), numbers, index=len(numbers) - 1, format_func=names.get, key="diff_new")
    if old == new:
        st.caption(reader.say("diff.same"))
        return
    found = answers.difference(lake, old, new)
    if not found["tables"] and not found["moved"]:
        st.caption(reader.say("diff.nothing"))
    if found["tables"]:
        head = [reader.say("diff.table"), reader.say("diff.added"), reader.say("diff.changed"), reader.say("diff.gone")]
        tables.plain(head, [[formats.escaped(labels_of(reader, row["table"])), *(f"{row[name]:,}" for name in ("added", "changed", "gone"))] for row in found["tables"]],
                     alt=reader.say("diff.title"), key="diff_tables", command=f"duibiao diff {old} {new}")
    if found["moved"]:
        _moved(reader, found["moved"], f"duibiao diff {old} {new}")


def _moved(reader: Reader, moved: list[dict[str, object]], command: str) -> None:
    """Metrics of units that read differently now; command: what says the same."""
    by_name = {metric.name: metric for metric in metrics()}
    st.markdown(f"**{reader.say('diff.moved', n=len(moved))}**")
    rows = [{**row, "unit_name": row["unit_name"] or row["unit_id"]} for row in moved if row["metric"] in by_name]
    body = [[by_name[row["metric"]].title[reader.language], *(_moved_value(reader, by_name[row["metric"]], row[side]) for side in ("old", "new"))] for row in rows]
    head = [reader.say("table.unit"), reader.say("compare.metric"), reader.say("diff.old"), reader.say("diff.new")]
    tables.of_units(reader, rows, head, body, alt=reader.say("diff.title"), key="diff_moved", command=command)


def _moved_value(reader: Reader, metric: Query, value: object) -> str:
    return "—" if value is None else formats.joined(formats.figure(value, metric, reader.language))
