"""The parts of the page of evidence: what a number says, and every row and sentence behind it."""

from dataclasses import replace
from functools import cache

import pyarrow as pa
import streamlit as st

from dashboard import answers, components, conflicts, downloads, figures, formats, labels, places, quotes, tables, tracing
from dashboard.answers import Rows
from dashboard.reader import Reader
from queries import Query, evidence
from queries import words as asked_words

# So many places are read on a page, fewer where no unit is chosen; the file has them all.
MOST, MOST_OF_ALL = 200, 60
MOST_CONFLICTS = 20


def number(reader: Reader, query: Query, unit_id: str | None, part: dict[str, object]) -> None:
    """The number itself, as the answer has it: a line a unit (and part), each leading to its own evidence."""
    rows = [row for row in answers.ask(reader, query) if (unit_id is None or row["unit_id"] == unit_id) and tracing.is_of(row, part)]
    with components.card("trace_number", query.title[reader.language], reader.say("trace.by_unit_about") if unit_id is None else None, query, reader):
        if not rows:
            st.caption(reader.say("trace.nothing"))
        elif query.kind == "metrics":
            tables.of_metric(reader, query, rows)
        else:
            shown = [name for name in query.columns if name not in tables.LEFT_OUT and any(row.get(name) is not None for row in rows)]
            said = cache(lambda name, value: tables.cell(reader, name, value, query))      # of many rows most cells say the same
            body = [[said(name, row[name]) for name in shown] for row in rows]
            tables.of_units(reader, rows, [reader.say("table.unit"), *(query.columns[name][reader.language] for name in shown)], body, alt=query.title[reader.language], key="trace_number", query=query)


def behind(reader: Reader, query: Query, unit_id: str | None, part: dict[str, object]) -> None:
    """Every place, rows of ledgers and figures of documents apart; of contradictions their two sides first."""
    if query.name == "internal_conflicts":
        conflicts.show(reader, [row for row in answers.conflicts(reader).to_pylist() if unit_id in (None, row["unit_id"])][:MOST_CONFLICTS], key="trace")
    table = answers.facts(reader, query, unit_id, part)
    most = MOST_OF_ALL if unit_id is None else MOST
    rows = table.slice(0, most).to_pylist()
    if not rows:
        return
    with components.card("trace_places", reader.say("trace.places", n=table.num_rows)):
        if table.num_rows > most:
            st.caption(reader.say("trace.cut", shown=most, n=table.num_rows))
        counted = [row for row in rows if row["source"] == "counted"]
        declared = [row for row in rows if row["source"] == "declared"]
        for document_id in dict.fromkeys(row["document_id"] for row in counted):
            _rows(reader, document_id, [row for row in counted if row["document_id"] == document_id], unit_id)
        if declared:
            st.markdown(f"### {reader.say('trace.declared')}", anchors=False)
            st.caption(reader.say("trace.declared_beside" if counted else "trace.declared_used"))
        for document_id in dict.fromkeys(row["document_id"] for row in declared):
            _sentences(reader, document_id, [row for row in declared if row["document_id"] == document_id])
        _download(reader, query, table, unit_id, part)


def _rows(reader: Reader, document_id: str, rows: Rows, unit_id: str | None) -> None:
    """The rows of one ledger that the number counts, each with its sheet and row."""
    st.markdown(f"### {reader.say('trace.counted')} :small[:gray[{components.document(reader, document_id)}]]", anchors=False)
    columns = {
        "unit_name": reader.say("table.unit"), "locator": reader.say("trace.row"), "subject": reader.say("trace.which"), "spoken": reader.say("trace.spoken"),
        "status": reader.say("trace.status"), "due_on": reader.say("trace.due"), "closed_on": reader.say("trace.closed"), "value": reader.say("trace.amount"),
    }
    shown = [name for name in columns if (name != "unit_name" or unit_id is None) and any(row[name] is not None or (name == "status" and row["state"]) for row in rows)]
    lines = [[formats.escaped(_cell(reader, name, row)) for name in shown] for row in rows]
    tables.plain([columns[name] for name in shown], lines, alt=reader.say("trace.counted"), key=f"trace_{document_id}_{rows[0]['kind']}", has_file=True)


def _cell(reader: Reader, name: str, row: dict[str, object]) -> str:
    value = row[name]
    if name == "status":
        return labels.status(reader, value) if value else state(reader, row)
    if value is None:
        return "—"
    if name == "locator":
        return places.words(reader, places.Place(row["document_id"], value))
    if name == "value" and row["kind"] == "funds":
        return f"{formats.yuan(value)} {reader.say('formats.yuan')}"
    return formats.count(value) if name == "value" else str(value)


def state(reader: Reader, row: dict[str, object]) -> str:
    """What a sum, an action or a rule is, in words."""
    code_list = {"funds": "fund_state", "discipline": "counts", "rules": "rule_action", "documents": "counts"}.get(row["kind"])
    return labels.label(reader, code_list, row["state"]) if code_list and row["state"] else "—"


def _sentences(reader: Reader, document_id: str, rows: Rows) -> None:
    """The figures of one document, each in its sentence, with what people decided on it."""
    whole, known = answers.text(reader, document_id), {row["figure_id"]: row for row in answers.figures(reader, document_id)}
    st.markdown(f"{components.document(reader, document_id)}")
    head = [reader.say("trace.sentence"), reader.say("trace.said"), reader.say("trace.review"), reader.say("trace.place")]
    tables.plain(head, [_line(reader, row, known.get(row["row_id"]), whole) for row in rows], alt=reader.say("trace.declared"), key=f"trace_{document_id}_said", has_file=True)


def _line(reader: Reader, row: dict[str, object], figure: dict[str, object] | None, whole: str | None) -> list[str]:
    if figure is None:
        return [formats.escaped(row["spoken"] or "—"), formats.escaped(f"{state(reader, row)} {formats.count(row['value']) if row['value'] is not None else ''}"), "—",
                formats.escaped(places.words(reader, places.Place(row["document_id"], row["locator"])))]
    has_text = whole is not None and figure["evidence_end"]
    sentence = quotes.markdown(whole, figure["evidence_start"], figure["evidence_end"]) if has_text else formats.escaped(figure["evidence"] or "—")
    address = components.review_address(reader, row["document_id"], figure["figure_id"])
    read_as = " ".join(part for part in (figures.name(reader, figure), figures.value(reader, figure)) if part)
    place = formats.escaped(places.words(reader, places.Place(row["document_id"], row["locator"]))) if reader.is_public else f"[{reader.say('trace.open_review')}]({address})"
    return [sentence, formats.escaped(read_as), figures.review_badge(reader, figure["review"]), place]


def _download(reader: Reader, query: Query, table: pa.Table, unit_id: str | None, part: dict[str, object]) -> None:
    """The facts as a file; the command line asks for those of a whole answer, and of a part only this page does."""
    if unit_id is not None:
        scope = answers.scope(reader)
        reader = reader.asking(replace(reader.chosen, units=(unit_id,), as_of=scope.as_of, standard=scope.standard))
    command = "" if part else f"{asked_words.command(query, reader.chosen, reader.edition, reader.audience)} --evidence"
    downloads.row(reader, evidence.described(query), table, key="_evidence", command=command)
