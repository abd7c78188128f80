"""The parts of the page on rules: five kinds apart, by unit, by the problem they answer, and by name."""

from collections import defaultdict

import streamlit as st

from dashboard import answers, cards, components, downloads, filters, footer, formats, labels, per_problem, pictures, pooled, stated, tables, tracing
from dashboard.answers import Rows
from dashboard.charts import Mark
from dashboard.reader import Reader
from dashboard.stated import Column
from queries import Query, breakdown, metric

METRICS = ("rules_made", "rules_per_problem")
BREAKDOWNS = ("rules_by_title", "rules_by_problem", "rules_by_source")
# The five kinds with their columns; a lump is never split, and what is abolished or only planned is not made.
KINDS = {"new": "rules_new", "revised": "rules_revised", "new_or_revised": "rules_lumped", "abolished": "rules_abolished", "planned": "rules_planned"}
MADE = ("new", "revised", "new_or_revised")
VIEWS = ("unit", "problem", "title")
SOUGHT = "sought"


def asked() -> list[Query]:
    return [*map(metric, METRICS), *map(breakdown, BREAKDOWNS)]


def numbers(reader: Reader, found: dict[str, Rows]) -> None:
    made, ratio = map(metric, METRICS)
    cards.wall(reader, [*cards.sums(reader, made, found[made.name]), pooled.card(reader, ratio, found[ratio.name])])


def kinds(reader: Reader, rows: Rows, made: Rows) -> None:
    """Five kinds side by side; how many of those made have a name and a problem that they answer."""
    query = breakdown("rules_by_title")
    with components.card("rules_kinds", reader.say("rules.kinds"), reader.say("rules.kinds_about"), metric("rules_made"), reader):
        if not rows:
            st.caption(reader.say("rules.nothing"))
            return
        sums = {kind: sum(row["value"] for row in rows if row["action"] == kind) for kind in KINDS if any(row["action"] == kind for row in rows)}
        marks = tuple(Mark(labels.label(reader, "rule_action", kind), number, reader.say("rules.items", n=number), link=tracing.address(reader, query, action=kind)) for kind, number in sums.items())
        pictures.bars(reader, marks, alt=reader.say("rules.kinds_alt"), key="rules_kinds", is_neutral=True, below=footer.uncompared(reader, rows))
        lines = [[labels.label(reader, "rule_action", kind), tracing.linked(reader, formats.count(sums[kind]), query, action=kind) if kind in sums else "—",
                  formats.count(len({row["unit_id"] for row in rows if row["action"] == kind})) if kind in sums else "—"] for kind in KINDS]
        tables.plain([query.columns["action"][reader.language], query.columns["value"][reader.language], reader.say("rules.stated_by")], lines,
                     alt=reader.say("rules.kinds"), key="rules_kinds")
        st.caption(reader.say("rules.lump_may_hold"))
        whole = sum(row["value"] or 0 for row in made)
        for name, column in (("named", "title"), ("answering", "number")):
            st.caption(reader.say(f"rules.{name}", n=whole, x=sum(row["value"] for row in rows if row[column] and row["action"] in MADE)))
        st.caption(reader.say("stated.sources"))


def who(reader: Reader, rows: Rows) -> None:
    made = metric("rules_made")
    with components.card("rules_who", reader.say("rules.who"), reader.say("rules.who_about"), made, reader):
        stated.who(reader, made, rows, key="rules")


def rates(reader: Reader) -> None:
    query = metric("rules_per_problem")
    with components.card("rules_rates", query.title[reader.language], query.caveat[reader.language], query, reader):
        per_problem.show(reader, query, key="rules_rates")


def details(reader: Reader, found: dict[str, Rows]) -> None:
    """The same rules by unit, by problem or by name, as the reader asks."""
    view, is_unknown = filters.asked("view", list(VIEWS), VIEWS[0])
    if is_unknown:
        components.refused(reader, ["view"])
    view = filters.choose("view", list(VIEWS), view, st.segmented_control, label=reader.say("rules.view"), required=True, label_visibility="collapsed",
                          format_func=lambda name: reader.say(f"rules.by_{name}"))
    query = {"unit": metric("rules_made"), "problem": breakdown("rules_by_problem"), "title": breakdown("rules_by_title")}[view]
    with components.card(f"rules_by_{view}", reader.say(f"rules.by_{view}"), query.caveat[reader.language], query, reader):
        rows = stated.in_register_order(reader, found[query.name])
        {"unit": _units, "problem": _problems, "title": _titles}[view](reader, query, rows)
        downloads.row(reader, query, answers.tables(reader, [query])[query.name])


def _units(reader: Reader, query: Query, rows: Rows) -> None:
    columns = [Column(query.columns[name][reader.language], "count") for name in (*KINDS.values(), "value")]
    columns.append(Column(query.columns["source"][reader.language]))
    rows = [row for row in rows if any(row[name] is not None for name in KINDS.values())]
    body = [[*(row[name] for name in (*KINDS.values(), "value")), labels.source(reader, row["source"])] for row in rows]
    stated.table(reader, rows, columns, body, [tracing.address(reader, breakdown("rules_by_title"), row["unit_id"]) for row in rows], alt=reader.say("rules.by_unit"), key="rules_units")


def _problems(reader: Reader, query: Query, rows: Rows) -> None:
    """By aspect as bars, then problem by problem; the bases of the problems are never added."""
    if not rows:
        st.caption(formats.reason("no_rows", reader.language))
        return
    rows = stated.in_register_order(reader, sorted(rows, key=lambda row: (row["basis"], len(row["number"] or ""), row["number"] or "")))
    for basis in dict.fromkeys(row["basis"] for row in rows):
        sums: dict[str, list[int]] = defaultdict(list)
        for row in rows:
            if row["basis"] == basis and row["value"]:
                sums[row["aspect"] or ""].append(row["value"])
        st.markdown(f":blue-badge[{labels.basis(reader, basis)}]")
        marks = tuple(Mark(aspect or reader.say("rules.no_aspect"), sum(sums[aspect]), reader.say("rules.on_problems", n=sum(sums[aspect]), problems=len(sums[aspect])),
                           link=tracing.address(reader, query, basis=basis, aspect=aspect or None))
                      for aspect in sorted(sums, key=lambda aspect: (not aspect, aspect.encode("gb18030"))))
        pictures.bars(reader, marks, alt=query.title[reader.language], key=f"rules_aspects_{basis}", is_neutral=True, title=labels.basis(reader, basis),
                      below=footer.uncompared(reader, [row for row in rows if row["basis"] == basis]))
    columns = [Column(query.columns["basis"][reader.language]), Column(query.columns["number"][reader.language]), Column(query.columns["aspect"][reader.language])]
    columns += [Column(query.columns[name][reader.language], "count") for name in KINDS.values()] + [Column(query.columns["titles"][reader.language])]
    body = [[labels.basis(reader, row["basis"]), row["number"], row["aspect"], *(row[name] for name in KINDS.values()), row["titles"]] for row in rows]
    stated.table(reader, rows, columns, body, [tracing.address(reader, query, row["unit_id"], **tracing.of_row(query, row)) for row in rows],
                 alt=query.title[reader.language], key="rules_problems")


def _titles(reader: Reader, query: Query, rows: Rows) -> None:
    """Rules by name, narrowed by a part of the name."""
    sought = _sought(reader)
    known = [row for row in rows if row["title"]]
    shown = [row for row in known if sought.lower() in row["title"].lower()]
    st.caption(reader.say("rules.found", n=len(shown), of=len(known), without=sum(row["value"] for row in rows if not row["title"])))
    columns = [Column(query.columns[name][reader.language]) for name in ("title", "action", "issued_on", "number", "aspect")]
    body = [[row["title"], labels.label(reader, "rule_action", row["action"]), row["issued_on"] and row["issued_on"].isoformat(), row["number"], row["aspect"]] for row in shown]
    stated.table(reader, shown, columns, body, [tracing.address(reader, query, row["unit_id"], **tracing.of_row(query, row)) for row in shown],
                 alt=query.title[reader.language], key="rules_titles")


def _sought(reader: Reader) -> str:
    """A part of a name, kept in the address."""
    st.session_state["rules_sought"] = st.query_params.get(SOUGHT, "")
    return st.text_input(reader.say("rules.search"), key="rules_sought", placeholder=reader.say("rules.search"), label_visibility="collapsed", on_change=_keep_sought).strip()


def _keep_sought() -> None:
    if st.session_state["rules_sought"].strip():
        st.query_params[SOUGHT] = st.session_state["rules_sought"].strip()
    else:
        st.query_params.pop(SOUGHT, None)


def declared(reader: Reader, rows: Rows) -> None:
    stated.gap(reader, breakdown("rules_by_source"), rows, lambda row: labels.label(reader, "rule_action", row["action"]), "count")
