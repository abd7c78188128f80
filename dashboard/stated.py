"""What units state and what they leave unsaid: the parts that the pages on money, people and rules have in common."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal

import streamlit as st

from dashboard import answers, components, downloads, footer, formats, pictures, tables, tracing
from dashboard.answers import Rows
from dashboard.charts import Mark
from dashboard.reader import Reader
from queries import Query
from queries.statistics.intervals import wilson

MOST_NAMED = 40
READ: dict[str, Callable] = {"money": formats.yuan, "count": formats.count, "percent": formats.percent, "ratio": lambda value: formats.rounded(value, 2), "text": str}
NUMBER = {"money": "localized", "count": "localized", "percent": "%.1f%%", "ratio": "%.2f"}


@dataclass(frozen=True)
class Column:
    """A column of a table: its heading and what its values are (a key of READ)."""

    title: str
    kind: str = "text"


def in_register_order(reader: Reader, rows: Rows) -> Rows:
    """By region and name: where a number is neither good nor bad, no other order says anything."""
    place = {unit["unit_id"]: number for number, unit in enumerate(answers.units(reader))}
    return sorted(rows, key=lambda row: place[row["unit_id"]])


def table(reader: Reader, rows: Rows, columns: Sequence[Column], body: Sequence[Sequence[object]], addresses: Sequence[str], *, alt: str, key: str,
          has_file: bool = True) -> None:
    """Units with their numbers and, in the last column, the way to the evidence. body: raw values, None is a dash and never a nought.

    has_file: whether a row of downloads on the same card gives the whole answer.
    """
    if not rows:
        return
    head, last = [reader.say("table.unit"), *(column.title for column in columns)], reader.say("evidence.title")
    if len(rows) <= tables.MOST_ON_PAGE:
        cells = [[tables.unit_link(reader, row), *(_cell(column, value) for column, value in zip(columns, line, strict=True)), f"[{last}]({address})"]
                 for row, line, address in zip(rows, body, addresses, strict=True)]
        tables.plain([*head, last], cells, alt=alt, key=key, has_file=has_file)
        return
    numbers = {column.title: st.column_config.NumberColumn(column.title, format=NUMBER[column.kind]) for column in columns if column.kind != "text"}
    lines = [[*(_raw(value) for value in line), address] for line, address in zip(body, addresses, strict=True)]
    tables.of_units(reader, rows, [*head, last], lines, alt=alt, key=key, columns=numbers | {last: st.column_config.LinkColumn(last, display_text=last)}, has_file=has_file)


def _cell(column: Column, value: object) -> str:
    return "—" if value is None else formats.escaped(READ[column.kind](value))


def _raw(value: object) -> object:
    return float(value) if isinstance(value, Decimal) else value


def names(reader: Reader, rows: Rows, said: Callable[[dict[str, object]], str] = lambda row: "") -> str:
    """Units as links, each with a word of its own, up to so many; how many more there are is said."""
    more = reader.say("attention.more", n=len(rows) - MOST_NAMED) if len(rows) > MOST_NAMED else ""
    return reader.say("grammar.comma").join(tables.unit_link(reader, row) + said(row) for row in rows[:MOST_NAMED]) + (f" {more}" if more else "")


def by_statement(rows: Rows) -> dict[str, Rows]:
    """Units of a count by what they say: some, nought said in words, or the reason why nothing is known. Silence is never nought."""
    found: dict[str, Rows] = {"some": [], "nought": []}
    for row in rows:
        found.setdefault("some" if row["value"] else "nought" if row["value"] is not None else row["reason"], []).append(row)
    return found


def who(reader: Reader, metric: Query, rows: Rows, key: str) -> None:
    """How many units state the number, how many state that it is nought, and how many are silent or were not read, each by name."""
    rows = in_register_order(reader, rows)
    found = by_statement(rows)
    marks = tuple(Mark(_said(reader, code), len(units), reader.say("card.units", n=len(units)), of=len(rows)) for code, units in found.items())
    pictures.bars(reader, marks, alt=reader.say("stated.alt", metric=metric.title[reader.language]), key=f"who_{key}", is_neutral=True, title=metric.title[reader.language], below=footer.uncompared(reader, rows))
    # Who states something in an opening says nothing of how many would, had all been read: only whole texts are in the share.
    unread = only_openings(reader)
    whole = [row for row in rows if row["unit_id"] not in unread and row["reason"] != "no_rows"]
    stating = [row for row in rows if row["value"] is not None]
    shares = (("stated.share", sum(row["value"] is not None for row in whole), len(whole)), ("stated.share_nought", len(found["nought"]), len(stating)))
    st.caption(reader.say("grammar.semicolon").join(_share(reader, name, x, n) for name, x, n in shares if n))
    silent(reader, rows, key)


def only_openings(reader: Reader) -> set[str]:
    """Units of whose documents nothing but openings was read."""
    of_inspection = {row["inspection_id"]: row["unit_id"] for row in answers.table(reader, "inspections")}
    extents: dict[str, set[str]] = {}
    for row in answers.table(reader, "documents"):
        if row["inspection_id"] in of_inspection:
            extents.setdefault(of_inspection[row["inspection_id"]], set()).add(row["extent"] or "whole")
    return {unit_id for unit_id, found in extents.items() if found == {"opening"}}


def silent(reader: Reader, rows: Rows, key: str) -> None:
    """Units that state nought or nothing, by name and reason, in a drawer: they are named, and nowhere drawn as nought."""
    found = {code: units for code, units in by_statement(in_register_order(reader, rows)).items() if units and code != "some"}
    if found:
        with st.expander(reader.say("stated.names", n=sum(map(len, found.values()))), key=f"silent_{key}"):
            for code, units in found.items():
                st.markdown(f":gray-badge[{_said(reader, code)} {len(units):,}] {names(reader, units)}")


def _said(reader: Reader, code: str) -> str:
    return reader.say(f"stated.{code}") if code in ("some", "nought") else formats.reason(code, reader.language)


def _share(reader: Reader, name: str, x: int, n: int) -> str:
    """x of n units; a percentage and its Wilson interval from ten units on."""
    if n < 10:
        return reader.say(f"{name}_few", x=x, n=n)
    low, high = wilson(x, n)
    return reader.say(name, x=x, n=n, share=formats.share(x, n), low=formats.percent(100 * float(low)), high=formats.percent(100 * float(high)))


def gap(reader: Reader, query: Query, rows: Rows, said: Callable[[dict[str, object]], str], kind: str) -> None:
    """Where a document declares a number and also lists the rows: both, and by how much they differ.

    said: a row's part in words; kind: of its numbers.
    """
    with components.card(f"gap_{query.name}", query.title[reader.language], query.caveat[reader.language], query, reader):
        apart = in_register_order(reader, [row for row in rows if row["value"]])
        if not rows:
            st.caption(reader.say("stated.no_gap"))
            return
        st.markdown(reader.say("stated.gap", n=len(rows), units=len({row["unit_id"] for row in rows}), apart=len(apart)))
        columns = [Column(query.columns[query.part][reader.language]), *(Column(query.columns[name][reader.language], kind) for name in ("counted", "declared", "value"))]
        rough = {"is_approximate"} & set(query.columns)
        columns += [Column(query.columns[name][reader.language]) for name in rough]
        body = [[said(row), row["counted"], row["declared"], row["value"], *(reader.say("stated.rough") if row[name] else None for name in rough)] for row in apart]
        parts = [{query.part: row[query.part]} for row in apart]
        table(reader, apart, columns, body, [tracing.address(reader, query, row["unit_id"], **part) for row, part in zip(apart, parts, strict=True)],
              alt=query.title[reader.language], key=f"gap_{query.name}")
        downloads.row(reader, query, answers.tables(reader, [query])[query.name])
