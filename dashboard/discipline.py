"""The parts of the page on discipline: by form and by term, each count for itself; who says nothing; what the words mean."""

from collections import defaultdict
from dataclasses import dataclass

import streamlit as st

from dashboard import answers, cards, components, downloads, footer, formats, labels, per_problem, pictures, pooled, stated, tables, tracing
from dashboard.answers import Rows
from dashboard.charts import Mark
from dashboard.reader import Reader
from dashboard.stated import Column
from queries import Query, breakdown, metric

METRICS = ("disciplinary_actions", "actions_per_10_problems", "form_one_share")
BREAKDOWNS = ("discipline_by_term", "discipline_by_source")
COUNTS = ("persons", "person_times", "cases", "units")
FORMS = ("form_1", "form_2", "form_3", "form_4", "no_form")


@dataclass(frozen=True)
class Group:
    """What a term belongs to: one of the four forms, or a class outside of them. part: how its rows are told apart in an answer."""

    name: str
    part: tuple[tuple[str, object], ...]

    def has(self, row: dict[str, object]) -> bool:
        return all(row[name] == value for name, value in self.part)


GROUPS = (*(Group(f"form_{form}", (("form", form),)) for form in (1, 2, 3, 4)),
          *(Group(term_class, (("form", None), ("term_class", term_class))) for term_class in ("action", "unspecified", "employment", "process", "membership", "activity")))


def asked() -> list[Query]:
    return [*map(metric, METRICS), *map(breakdown, BREAKDOWNS)]


def numbers(reader: Reader, found: dict[str, Rows]) -> None:
    actions, *ratios = map(metric, METRICS)
    cards.wall(reader, cards.sums(reader, actions, found[actions.name]) + [pooled.card(reader, each, found[each.name]) for each in ratios])


def sums(rows: Rows) -> dict[Group, dict[str, int]]:
    """Group -> count -> number, in the order of the forms; counts are never added to one another."""
    found: dict[Group, dict[str, int]] = {}
    for group in GROUPS:
        said: dict[str, int] = defaultdict(int)
        for row in rows:
            if group.has(row):
                said[row["counts"]] += row["value"]
        if said:
            found[group] = {counts: said[counts] for counts in COUNTS if counts in said}
    return found


def named(reader: Reader, group: Group) -> str:
    """The four forms by number; what is outside of them by its class, and an action without a form as such."""
    if group.name.startswith("form_"):
        return labels.form(reader, int(group.name[-1]))
    word = labels.label(reader, "term_class", group.name)
    return reader.say("discipline.no_form", kind=word) if group.name in ("action", "unspecified", "employment") else reader.say("discipline.no_action", kind=word)


def forms(reader: Reader, rows: Rows) -> None:
    """The four forms, what has no form and what is no action, a picture a count; below the numbers, each leading to its rows."""
    query = breakdown("discipline_by_term")
    with components.card("discipline_forms", reader.say("discipline.forms"), reader.say("discipline.forms_about"), breakdown("discipline_by_form"), reader):
        found = sums(rows)
        if not found:
            st.caption(reader.say("discipline.nothing"))
            return
        used = [counts for counts in COUNTS if any(counts in said for said in found.values())]
        for place, counts in zip(st.columns(min(len(used), 2)) * 2, used, strict=False):
            with place:
                st.markdown(f"**{reader.say('discipline.counted', counts=labels.label(reader, 'counts', counts).lower())}**")
                marks = tuple(Mark(named(reader, group), said[counts], formats.count(said[counts]), link=tracing.address(reader, query, counts=counts, **dict(group.part)))
                              for group, said in found.items() if counts in said)
                pictures.bars(reader, marks, alt=reader.say("discipline.forms_alt", counts=labels.label(reader, "counts", counts)), key=f"forms_{counts}", is_neutral=True, title=reader.say("discipline.counted", counts=labels.label(reader, "counts", counts).lower()),
                              below=footer.uncompared(reader, [row for row in rows if row["counts"] == counts]))
        head = [breakdown("discipline_by_form").columns["form"][reader.language], *(labels.label(reader, "counts", counts) for counts in used)]
        lines = [[formats.escaped(named(reader, group)), *(tracing.linked(reader, formats.count(said[counts]), query, counts=counts, **dict(group.part)) if counts in said else "—" for counts in used)]
                 for group, said in found.items()]
        tables.plain(head, lines, alt=reader.say("discipline.forms"), key="discipline_forms")
        st.caption(reader.say("discipline.apart"))
        st.caption(reader.say("stated.sources"))


def who(reader: Reader, rows: Rows) -> None:
    actions = metric("disciplinary_actions")
    with components.card("discipline_who", reader.say("discipline.who"), reader.say("discipline.who_about"), actions, reader):
        stated.who(reader, actions, rows, key="discipline")


def rates(reader: Reader) -> None:
    query = metric("actions_per_10_problems")
    with components.card("discipline_rates", query.title[reader.language], query.caveat[reader.language], query, reader):
        per_problem.show(reader, query, key="discipline_rates")


def terms(reader: Reader, rows: Rows) -> None:
    """Every term that is used, with its form, why it is there and how sure that is; a category word is shown as the lump that it is."""
    query = breakdown("discipline_by_term")
    with components.card("discipline_terms", query.title[reader.language], query.caveat[reader.language], query, reader):
        if not rows:
            st.caption(reader.say("discipline.nothing"))
            return
        known = {row["term"]: row for row in answers.table(reader, "terms")}
        grouped: dict[tuple, Rows] = defaultdict(list)
        for row in rows:
            grouped[row["form"] or 9, labels.codes(reader, "term_class").get(row["term_class"], ""), row["term"], row["counts"]].append(row)
        head = [query.columns[name][reader.language] for name in ("term", "form", "term_class", "counts", "value")] + [reader.say(f"discipline.{name}") for name in ("stated_by", "sureness", "ground")]
        lines = [_term(reader, query, found, known.get(term)) for (_, _, term, _), found in sorted(grouped.items(), key=lambda item: tuple(str(part).encode("gb18030") for part in item[0]))]
        tables.plain(head, lines, alt=query.title[reader.language], key="discipline_terms")
        downloads.row(reader, query, answers.tables(reader, [query])[query.name])


def _term(reader: Reader, query: Query, rows: Rows, known: dict[str, object] | None) -> list[str]:
    first = rows[0]
    number = tracing.linked(reader, formats.count(sum(row["value"] for row in rows)), query, **{name: first[name] for name in ("term", "form", "term_class", "counts")})
    lump = f" :gray-badge[{reader.say('discipline.lump')}]" if known and known["is_category_word"] else ""
    units = reader.say("card.units", n=len({row["unit_id"] for row in rows}))
    sure = reader.say(f"discipline.sure_{known['confidence']}") if known and known["confidence"] else "—"
    cells = (labels.form(reader, first["form"]), labels.label(reader, "term_class", first["term_class"]), labels.label(reader, "counts", first["counts"]))
    return [formats.escaped(first["term"]) + lump, *map(formats.escaped, cells), number, units, sure, formats.escaped(_ground(reader, first, known))]


def _ground(reader: Reader, row: dict[str, object], known: dict[str, object] | None) -> str:
    """On what the form rests. Where the ways that are listed decide, the category word's own entry does not."""
    if known is None:
        return reader.say("discipline.unlisted")
    parts = [reader.say("discipline.by_ways")] if known["form"] != row["form"] else []
    return reader.say("grammar.semicolon").join([*parts, *(str(known[name]) for name in ("source", "note") if known[name])])


def units(reader: Reader, rows: Rows) -> None:
    """Every unit that says something, by form, in the order of the register."""
    query = metric("disciplinary_actions")
    with components.card("discipline_units", reader.say("discipline.by_unit"), query.caveat[reader.language], query, reader):
        rows = stated.in_register_order(reader, [row for row in rows if row["value"] is not None])
        columns = [Column(query.columns[name][reader.language], "count") for name in (*FORMS, "value")] + [Column(query.columns["source"][reader.language])]
        body = [[*(row[name] for name in (*FORMS, "value")), labels.source(reader, row["source"])] for row in rows]
        stated.table(reader, rows, columns, body, [tracing.address(reader, query, row["unit_id"]) for row in rows],
                     alt=reader.say("discipline.by_unit"), key="discipline_units")
        downloads.row(reader, query, answers.tables(reader, [query])[query.name])


def declared(reader: Reader, rows: Rows) -> None:
    stated.gap(reader, breakdown("discipline_by_source"), rows, lambda row: labels.label(reader, "counts", row["counts"]), "count")
