"""The parts of the unit page."""

from collections import defaultdict
from dataclasses import replace
from decimal import Decimal

import streamlit as st

from dashboard import answers, cards, components, conflicts, filters, footer, formats, labels, peers, pictures, places, tables, tracing
from dashboard.answers import Rows
from dashboard.charts import Mark
from dashboard.reader import Reader
from queries import Query, breakdown, groups, metric, metrics

ON_CARDS = ("problem_completion_rate", "measure_completion_rate", "overdue_problems", "median_days_to_close",
            "recovery_rate", "disciplinary_actions", "rules_made", "internal_conflicts")
BREAKDOWNS = ("status_by_basis", "problems_by_aspect", "funds_by_state", "discipline_by_term", "rules_by_action")
INSPECTION = ("kind", "round", "inspecting_body", "started_on", "ended_on", "feedback_on", "due_on")


def asked() -> list[Query]:
    return [*metrics(), *(breakdown(name) for name in BREAKDOWNS)]


def picked(reader: Reader) -> dict[str, object] | None:
    """The unit in the address; the reader picks another by typing a part of its name."""
    known = {row["unit_id"]: row for row in answers.units(reader)}
    unit_id, is_unknown = filters.asked("unit", list(known), None)
    if is_unknown:
        components.refused(reader, ["unit"])
    filters.choose("unit", list(known), unit_id, st.selectbox, label=reader.say("unit.pick"), index=None, placeholder=reader.say("unit.placeholder"),
                   format_func=lambda each: known[each]["unit_name"], label_visibility="collapsed")
    return known.get(unit_id)


def only(reader: Reader, unit_id: str) -> Reader:
    """The same question about this unit: which units were chosen elsewhere no longer matters."""
    return reader.asking(replace(reader.chosen, units=(unit_id,), regions=None, sectors=None, levels=None))


def directory(reader: Reader) -> None:
    """No unit chosen yet: all of them, by region."""
    with components.card("directory", reader.say("unit.directory"), reader.say("unit.directory_about")):
        rows = answers.units(reader)
        head = [reader.say("table.unit"), reader.say("unit.region"), *(labels.column(reader, "units", name) for name in ("level", "sector"))]
        body = [[_region(row) or reader.say("unit.unregistered"), *(tables.cell(reader, name, row[name]) for name in ("level", "sector"))] for row in rows]
        tables.of_units(reader, rows, head, body, alt=reader.say("unit.directory"), key="directory")


def _region(row: dict[str, object]) -> str:
    return "".join(dict.fromkeys(str(row[name]) for name in ("province", "city", "county") if row[name]))


def head(reader: Reader, one: dict[str, object]) -> None:
    """Name, facts, and the inspections it had."""
    st.markdown(f"## {formats.escaped(one['unit_name'])}", anchors=False)
    facts = [_region(one) or reader.say("unit.unregistered"), *(labels.label(reader, name, one[name]) for name in ("level", "sector") if one[name]), one["party_body"] or ""]
    st.markdown(" ".join(f":gray-badge[{formats.escaped(fact)}]" for fact in facts if fact))
    peers.link(reader, one["unit_id"])
    rows = [row for row in answers.table(reader, "inspections") if row["unit_id"] == one["unit_id"]]
    shown = [name for name in INSPECTION if any(row[name] for row in rows)]
    if rows:
        with components.card("inspections", reader.say("unit.inspections")):
            tables.plain([labels.column(reader, "inspections", name) for name in shown],
                         [[formats.escaped(tables.cell(reader, name, row[name])) for name in shown] for row in rows], alt=reader.say("unit.inspections"), key="inspections")


def numbers(reader: Reader, found: dict[str, Rows]) -> None:
    cards.wall(reader, [cards.one(reader, metric(name), found[name][0]) for name in ON_CARDS])


def status(reader: Reader, found: dict[str, Rows]) -> None:
    query = breakdown("status_by_basis")
    with components.card("unit_status", query.title[reader.language], query.caveat[reader.language], query, reader):
        pictures.statuses(reader, query, found[query.name], key="unit_status")


def aspects(reader: Reader, found: dict[str, Rows]) -> None:
    """Problems by aspect, each with what is completed of it, a picture a basis."""
    query = breakdown("problems_by_aspect")
    with components.card("unit_aspects", query.title[reader.language], query.caveat[reader.language], query, reader):
        rows = found[query.name]
        if not rows:
            st.caption(formats.reason("no_rows", reader.language))
        for basis in dict.fromkeys(row["basis"] for row in rows):
            st.markdown(f":blue-badge[{labels.basis(reader, basis)}]")
            marks = tuple(Mark(row["aspect"], row["completed"], reader.say("card.counts", value=row["completed"], of=row["value"]), of=row["value"],
                               link=tracing.address(reader, query, row["unit_id"], basis=basis, aspect=row["aspect"]))
                          for row in sorted(rows, key=lambda row: -row["value"]) if row["basis"] == basis)
            pictures.bars(reader, marks, alt=query.title[reader.language], key=f"unit_aspects_{basis}",
                          below=footer.uncompared(reader, [row for row in rows if row["basis"] == basis], is_by_standard=True))


def money(reader: Reader, found: dict[str, Rows]) -> None:
    """Amounts by state as a picture, and by category and state to the fen."""
    query = breakdown("funds_by_state")
    with components.card("unit_money", query.title[reader.language], query.caveat[reader.language], query, reader):
        rows = found[query.name]
        if not rows:
            st.caption(formats.reason(found["funds_identified"][0]["reason"], reader.language))
            return
        amounts: dict[tuple[str, str], Decimal] = defaultdict(Decimal)
        for row in rows:
            amounts[row["category"] or "", row["state"]] += row["value"]
        states = [state for state in labels.codes(reader, "fund_state") if any(state == key[1] for key in amounts)]
        sums = {state: sum(amount for key, amount in amounts.items() if key[1] == state) for state in states}
        marks = tuple(Mark(labels.label(reader, "fund_state", state), float(total), formats.joined(formats.money(total, reader.language)), formats.yuan(total),
                           link=tracing.address(reader, query, rows[0]["unit_id"], state=state)) for state, total in sums.items())
        left, right = st.columns([2, 3], gap="medium")
        with left:
            pictures.bars(reader, marks, alt=query.title[reader.language], key="unit_money", is_neutral=True, below=footer.uncompared(reader, rows))
        with right:
            _money_table(reader, rows[0]["unit_id"], amounts, states)
        _breakdown_evidence(reader, query, rows, lambda row: f"{labels.label(reader, 'fund_state', row['state'])} {row['category'] or ''} {formats.yuan(row['value'])}")


def _money_table(reader: Reader, unit_id: str, amounts: dict[tuple[str, str], Decimal], states: list[str]) -> None:
    """A row a category, a column a state, each amount with the way to its rows; what was not stated stays a dash."""
    query = breakdown("funds_by_state")
    categories = sorted({category for category, _ in amounts}, key=lambda category: category.encode("gb18030"))
    if categories == [""]:
        return
    head = [query.columns["category"][reader.language], *(reader.say("unit.in_yuan", state=labels.label(reader, "fund_state", state)) for state in states)]
    lines = [[formats.escaped(category or reader.say("unit.no_category")),
              *(tracing.linked(reader, formats.escaped(formats.yuan(amounts[category, state])), query, unit_id, state=state, category=category or None) if (category, state) in amounts else "—"
                for state in states)] for category in categories]
    tables.plain(head, lines, alt=query.title[reader.language], key="unit_money")


def discipline(reader: Reader, found: dict[str, Rows]) -> None:
    """By term and count as written: neutral, and never added across counts."""
    query = breakdown("discipline_by_term")
    with components.card("unit_discipline", query.title[reader.language], query.caveat[reader.language], query, reader):
        rows = found[query.name]
        if not rows:
            st.caption(formats.reason(found["disciplinary_actions"][0]["reason"], reader.language))
            return
        columns = ("term", "form", "term_class", "value")
        head = [query.columns[name][reader.language] for name in columns]
        body = [[formats.escaped(cell) for cell in (row["term"], labels.form(reader, row["form"]), labels.label(reader, "term_class", row["term_class"]))]
                + [tracing.linked(reader, formats.escaped(formats.joined((f"{row['value']:,}", labels.label(reader, "counts", row["counts"])))), query, row["unit_id"],
                                  **{name: row[name] for name in ("term", "form", "term_class", "counts")})] for row in rows]
        tables.plain(head, body, alt=query.title[reader.language], key="unit_discipline")
        _breakdown_evidence(reader, query, rows, lambda row: row["term"])


def rules(reader: Reader, found: dict[str, Rows]) -> None:
    query = breakdown("rules_by_action")
    with components.card("unit_rules", query.title[reader.language], query.caveat[reader.language], query, reader):
        rows = found[query.name]
        if not rows:
            st.caption(formats.reason(found["rules_made"][0]["reason"], reader.language))
            return
        marks = tuple(Mark(labels.label(reader, "rule_action", row["action"]), row["value"], f"{row['value']:,}", labels.source(reader, row["source"]),
                           link=tracing.address(reader, query, row["unit_id"], action=row["action"])) for row in rows)
        pictures.bars(reader, marks, alt=query.title[reader.language], key="unit_rules", is_neutral=True, below=footer.uncompared(reader, rows))


def _breakdown_evidence(reader: Reader, query: Query, rows: Rows, what) -> None:
    components.evidence(reader, [(row["unit_name"], what(row), places.read(row["places"])) for row in rows], key=query.name)


def contradictions(reader: Reader) -> None:
    """Both sides of each contradiction next to one another, and what a later notice has superseded."""
    query = metric("internal_conflicts")
    with components.card("unit_conflicts", query.title[reader.language], query.caveat[reader.language], query, reader):
        rows = answers.conflicts(reader).to_pylist()
        if not rows:
            st.caption(reader.say("unit.no_conflicts"))
        conflicts.show(reader, rows, key="unit")
        conflicts.superseded(reader, [row["inspection_id"] for row in answers.table(reader, "inspections") if (row["unit_id"],) == reader.chosen.units])


def every_metric(reader: Reader, found: dict[str, Rows]) -> None:
    """All metrics of the catalogue, so that nothing depends on which ones have a card."""
    with components.card("unit_metrics", reader.say("unit.every_metric"), reader.say("unit.every_metric_about")):
        head = [reader.say("unit.group"), reader.say("compare.metric"), reader.say("table.basis"), reader.say("table.value"), reader.say("table.counts")]
        lines = []
        for each in metrics():
            card = cards.one(reader, each, found[each.name][0])
            basis = found[each.name][0].get("basis")
            cells = [groups()[each.group][reader.language], each.title[reader.language], labels.basis(reader, basis) if basis else "—",
                     tables.value_cell(reader, each, found[each.name][0]), *(card.lines or ("—",))]
            line = [formats.escaped(cell) for cell in cells]
            if tables.has_evidence(found[each.name][0]):
                line[3] = tracing.linked(reader, line[3], each, found[each.name][0]["unit_id"])
            lines.append(line)
        tables.plain(head, lines, alt=reader.say("unit.every_metric"), key="unit_metrics")


def documents(reader: Reader, found: dict[str, Rows]) -> None:
    """Every document of the unit's inspections, with its address and how much of it was read."""
    inspections = {row["inspection_id"] for row in answers.table(reader, "inspections") if (row["unit_id"],) == reader.chosen.units}
    sources = {row["document_id"] for row in answers.table(reader, "inspections") if (row["unit_id"],) == reader.chosen.units}
    rows = [row for row in answers.table(reader, "documents") if row["inspection_id"] in inspections or row["document_id"] in sources]
    with components.card("unit_documents", reader.say("unit.documents")):
        if not rows:
            st.caption(reader.say("unit.no_documents"))
            return
        columns = ("kind", "published_on", "as_of", "standard", "extent")
        head = [labels.column(reader, "documents", "title"), *(labels.column(reader, "documents", name) for name in columns)]
        lines = [[components.document(reader, row["document_id"]), *(formats.escaped(document_cell(reader, name, row[name])) for name in columns)] for row in rows]
        tables.plain(head, lines, alt=reader.say("unit.documents"), key="unit_documents")
        completion = found["problem_completion_rate"][0]
        components.evidence(reader, [(completion["unit_name"], metric("problem_completion_rate").title[reader.language], places.read(completion["places"]))], key="unit")


def document_cell(reader: Reader, name: str, value: object) -> str:
    """`kind` means the kind of a document here, not of an inspection."""
    return labels.label(reader, "document_kind", value) if name == "kind" else tables.cell(reader, name, value)
