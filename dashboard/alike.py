"""Problems worded alike, for pages: clusters with their rows, and the list by which a unit can check itself."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

import pyarrow as pa
import pyarrow.compute as pc
import streamlit as st

from dashboard import answers, components, downloads, filters, formats, labels, places, review, tables, tracing, words
from dashboard.answers import Rows
from dashboard.reader import Reader
from queries import Filter, Query, breakdown, similar

MOST = 20               # clusters listed on the page
OF_A_THEME = 3          # typical problems of a theme in the self-check list
MOST_MEMBERS = 15


@dataclass(frozen=True)
class Cluster:
    """Rows worded alike, the typical one first, each with its `similarity` to it. units: how many of `of` have it; identical: units with the very same text."""

    rows: tuple[dict[str, object], ...]
    units: int
    of: int
    theme: str | None
    identical: int


@dataclass(frozen=True)
class Checked:
    """What the inspected units of a sector had: a line a typical problem, by theme, with in how many of the `units` it was found."""

    lines: Rows
    units: int
    problems: int


def texts(reader: Reader, on: str) -> pa.Table:
    """Every problem in scope with a text, on one basis."""
    query = breakdown("problem_texts_by_theme")
    table = answers.tables(reader, [query])[query.name]
    return table.filter(pc.equal(table.column("basis"), on))


def clusters(reader: Reader, on: str) -> tuple[Cluster, ...]:
    """Clusters of at least two units, those of most units first."""
    return _clusters(reader.key, reader.chosen, on, reader)


@st.cache_resource(max_entries=64, show_spinner=False)
def _clusters(key: tuple[str, str], chosen: Filter, on: str, _reader: Reader) -> tuple[Cluster, ...]:
    table = texts(_reader, on)
    of = pc.count_distinct(table.column("unit_id")).as_py()
    found = similar.clusters(table.column("problem_text").to_pylist(), table.column("unit_id").to_pylist())
    members: dict[int, list[tuple[float, int]]] = defaultdict(list)
    for row, centre, similarity in zip(*(found.column(name).to_pylist() for name in ("row", "centre", "similarity"))):
        members[centre].append((-similarity, row))
    made = []
    for rows in members.values():
        places_of = sorted(rows)
        taken = table.take(pa.array([row for _, row in places_of], pa.int64())).to_pylist()
        made.append(_cluster(tuple(row | {"similarity": -minus} for row, (minus, _) in zip(taken, places_of)), of))
    return tuple(sorted(made, key=lambda each: (-each.units, -len(each.rows), each.rows[0]["row_id"])))


def _cluster(rows: tuple[dict[str, object], ...], of: int) -> Cluster:
    """The theme is that of most rows; identical texts are compared as they are written, numbers included."""
    same: dict[object, set[object]] = defaultdict(set)
    for row in rows:
        same[row["problem_text"]].add(row["unit_id"])
    return Cluster(rows, len({row["unit_id"] for row in rows}), of, Counter(row["theme"] for row in rows).most_common(1)[0][0], max(map(len, same.values())))


def linked(reader: Reader, query: Query, row: dict[str, object], on: str) -> str:
    """The text of a problem as Markdown that leads to its row or sentence."""
    return tracing.linked(reader, formats.escaped(row["problem_text"]), query, row["unit_id"], basis=on, row_id=row["row_id"])


def address(reader: Reader, query: Query, rows: Sequence[dict[str, object]], on: str) -> str:
    """The rows of a cluster and no others; the first so many where they are too many for an address."""
    return tracing.address(reader, query, None, basis=on, row_id=tuple(row["row_id"] for row in rows[:tracing.MOST]))


def counted(reader: Reader, query: Query, rows: Sequence[dict[str, object]], on: str) -> str:
    """How many problems a cluster has, leading to them."""
    return f"[{formats.count(len(rows))}]({address(reader, query, rows, on)})"


def members(reader: Reader, query: Query, found: tuple[Cluster, ...], on: str) -> None:
    """One cluster opened: every unit's own words, how like they are, whether completed, and where they stand."""
    by_row = {each.rows[0]["row_id"]: each for each in found[:MOST]}
    wanted, is_unknown = filters.asked("alike", list(by_row), next(iter(by_row)))
    if is_unknown:
        components.refused(reader, ["alike"])
    wanted = filters.choose("alike", list(by_row), wanted, st.selectbox, label=reader.say("themes.members"),
                            format_func=lambda code: f"{by_row[code].rows[0]['problem_text']} ({by_row[code].units})")
    rows = by_row[wanted].rows
    head = [reader.say("table.unit"), reader.say("themes.own_words"), reader.say("themes.similarity"), labels.column(reader, "problems", "status"), reader.say("evidence.place")]
    lines = [[tables.unit_link(reader, row), linked(reader, query, row, on), formats.percent(row["similarity"] * 100, 0),
              reader.say("themes.is_completed") if row["is_completed"] else reader.say("themes.is_open"),
              formats.escaped(reader.say("grammar.comma").join(places.words(reader, place) for place in places.read(row["places"])))] for row in rows[:MOST_MEMBERS]]
    tables.plain(head, lines, alt=reader.say("themes.members"), key="members", of=len(rows))
    if len(rows) > MOST_MEMBERS:
        st.caption(reader.say("themes.members_cut", shown=MOST_MEMBERS, n=len(rows)))
    review.theme.button(reader, lambda: rows, "members")


def self_check(reader: Reader, on: str) -> Checked:
    """Themes by how many units have them; under each its clusters of most units, or one problem where none is shared."""
    table = texts(reader, on)
    rows = table.select(["unit_id", "theme", "problem_text", "row_id"]).to_pylist()
    units: dict[str | None, set[object]] = defaultdict(set)
    first: dict[str | None, dict[str, object]] = {}
    for row in rows:
        units[row["theme"]].add(row["unit_id"])
        first.setdefault(row["theme"], row)
    shared: dict[str | None, list[Cluster]] = defaultdict(list)
    for each in clusters(reader, on):
        shared[each.theme].append(each)
    lines = []
    for theme in sorted(units, key=lambda theme: (theme is None, -len(units[theme]), theme or "")):
        typical = [(each.rows, each.units) for each in shared[theme][:OF_A_THEME]] or [((first[theme],), 1)]
        lines += [{"theme": theme, "theme_units": len(units[theme]), "problem_text": like[0]["problem_text"], "units": number, "unit_id": like[0]["unit_id"], "row_id": like[0]["row_id"],
                   "rows": like} for like, number in typical]
    return Checked(lines, pc.count_distinct(table.column("unit_id")).as_py(), table.num_rows)


def download(reader: Reader, query: Query, checked: Checked) -> None:
    """The list as files that name no unit: it goes to units that were not inspected."""
    names = ("theme", "theme_units", "problem_text", "units")
    table = pa.table({**{name: [line[name] for line in checked.lines] for name in names}, "of_units": [checked.units] * len(checked.lines)})
    headings = dict(zip((*names, "of_units"), ("theme", "theme_units", "typical", "units_with", "of_units"), strict=True))
    said = {name: {language: words.say(language, f"themes.{key}") for language in words.LANGUAGES} for name, key in headings.items()}
    title, about = ({language: words.say(language, f"themes.{key}") for language in words.LANGUAGES} for key in ("self_check", "self_check_about"))
    downloads.row(reader, replace(query, name="self_check", title=title, caveat=about, columns=said), table, command="")
