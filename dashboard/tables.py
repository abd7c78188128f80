"""Tables for reading: ready words in every cell, the unit's name a link to its page.

Below each stands the way to a file of it, unless it says (`has_file`) that a row of downloads on the same card gives the whole answer;
command: what gives the same rows on the command line.
"""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from functools import cache
from urllib.parse import urlencode

import streamlit as st

from dashboard import attention, downloads, figures, formats, labels, totals, tracing
from dashboard.answers import Rows
from dashboard.reader import Reader
from queries import Query, checks

# Up to this many rows a table is part of the page: it wraps, prints and reads aloud. A longer one scrolls in a frame.
MOST_ON_PAGE = 40
# Columns that belong to the file, not to a reader's table: ids, and what stands elsewhere on the page.
LEFT_OUT = ("unit_id", "places", "reason", "inspection_id", "standard")
ELEMENTS = ("feedback_on", "published_on", "total", "completed", "open", "measures", "rules", "funds", "people", "item_by_item", "next_steps", "named_contact")


def unit_address(reader: Reader, unit_id: str) -> str:
    """The unit page, relative to any other page, with the same question."""
    return f"unit?{urlencode(reader.parameters(unit=unit_id))}"


def unit_link(reader: Reader, row: dict[str, object]) -> str:
    """A unit's name as Markdown that leads to its page."""
    return f"[{formats.escaped(row['unit_name'])}]({unit_address(reader, row['unit_id'])})"


def of_metric(reader: Reader, metric: Query, rows: Rows, has_file: bool = False) -> None:
    """A metric's rows with their ingredients, a table a basis: in no table can units on different bases be put in one order."""
    parts = totals.by_basis(rows)
    for basis, part in parts.items():
        if len(parts) > 1:
            st.markdown(f"### {labels.basis(reader, basis)} :small[:gray[{reader.say('compare.panel', n=len(part))}]]", anchors=False)
        _of_basis(reader, metric, part, f"table_{metric.name}_{basis}", has_file)


def _of_basis(reader: Reader, metric: Query, rows: Rows, key: str, has_file: bool) -> None:
    columns = [name for name in metric.columns if name not in (*LEFT_OUT, "basis", "value")]
    shown = [name for name in columns if any(row[name] is not None for row in rows)]
    head = [reader.say("table.unit"), *(metric.columns[name][reader.language] for name in shown), metric.columns["value"][reader.language]]
    if metric.is_neutral or len(rows) <= MOST_ON_PAGE:      # words, which a click on a column's head puts in no order of more and less
        body = [[cell(reader, name, row[name], metric) for name in shown] + [value_cell(reader, metric, row)] for row in rows]
        of_units(reader, rows, head, body, alt=metric.title[reader.language], key=key, query=metric, has_file=has_file)
        return
    body = [[_sortable(reader, name, row[name]) for name in shown] + [_sortable_value(metric, row), _note(reader, metric, row)] for row in rows]
    formats_of = {title: _number_format(metric, name) for title, name in zip(head[1:], [*shown, "value"], strict=True)}
    numbers = {title: st.column_config.NumberColumn(title, format=form) for title, form in formats_of.items()
               if any(isinstance(line[head.index(title) - 1], int | float) for line in body)}
    of_units(reader, rows, [*head, reader.say("table.note")], body, alt=metric.title[reader.language], key=key, columns=numbers, query=metric, has_file=has_file)


def _sortable(reader: Reader, name: str, value: object) -> object:
    """A number stays a number, so that a click on a column's head puts 9 before 85."""
    return float(value) if isinstance(value, int | float | Decimal) and not isinstance(value, bool) else None if value is None else cell(reader, name, value)


def _sortable_value(metric: Query, row: dict[str, object]) -> float | None:
    """The value as rounded elsewhere; none where it has too few cases to be put in an order."""
    if row["value"] is None or totals.is_small(metric, row):
        return None
    decimals = {"percent": 1, "ratio": 2, "money": 2}.get(metric.unit, 0) if metric.decimals is None else metric.decimals
    return float(formats.rounded(row["value"], decimals).replace(",", ""))


def _number_format(metric: Query, name: str) -> str:
    if name == "value":
        return {"percent": "%.1f%%", "ratio": "%.2f"}.get(metric.unit, "localized")
    return "localized"


def _note(reader: Reader, metric: Query, row: dict[str, object]) -> str:
    """Why a value is empty, or why it is not to be compared."""
    if row["value"] is None:
        return formats.reason(row.get("reason"), reader.language)
    return reader.say("compare.small") if totals.is_small(metric, row) else ""


def of_units(reader: Reader, rows: Rows, head: Sequence[str], body: Sequence[Sequence[object]], *, alt: str, key: str, columns: dict | None = None,
             query: Query | None = None, has_file: bool = False, command: str = "") -> None:
    """A table whose first column is the unit; `head` includes it, `body` does not. columns: how the numbers of a long one read.

    query: whose numbers these are; each row then leads to its evidence, by its last number or, in a long table, by a column of links.
    """
    if len(rows) <= MOST_ON_PAGE:
        cells = [[unit_link(reader, row), *map(formats.escaped, line)] for row, line in zip(rows, body, strict=True)]
        for row, line in zip(rows, cells, strict=True):
            if query is not None and has_evidence(row):
                decided = figures.decided(reader, query, row["unit_id"])
                line[-1] = f"[{line[-1]}]({tracing.row_address(reader, query, row)})" + (f" :small[:gray[{formats.escaped(decided)}]]" if decided else "")
        plain(head, cells, alt=alt, key=key, has_file=has_file, command=command)
        return
    names = [f"{unit_address(reader, row['unit_id'])}#{row['unit_name']}" for row in rows]
    titles = _distinct(head)
    data = {title: [line[place] for line in ([name, *line] for name, line in zip(names, body, strict=True))] for place, title in enumerate(titles)}
    config = {**(columns or {}), titles[0]: st.column_config.LinkColumn(titles[0], display_text=r"#(.+)$", pinned=True)}
    if query is not None:
        title, see = reader.say("trace.button"), cache(lambda unit_id: figures.decided(reader, query, unit_id) or reader.say("trace.see"))
        data[title] = [f"{tracing.row_address(reader, query, row)}#{see(row['unit_id'])}" if has_evidence(row) else None for row in rows]
        config[title] = st.column_config.LinkColumn(title, display_text=r"#(.+)$", width="small")
    st.dataframe(data, hide_index=True, column_config=config, alt=alt, key=key, height=560, placeholder="—")
    if not has_file:
        downloads.as_shown(head, [[row["unit_name"], *line] for row, line in zip(rows, body, strict=True)], alt, key, command, is_markdown=False)


def has_evidence(row: dict[str, object]) -> bool:
    """Whether there is evidence to see: of the value, of what is known though the value is not, or of what contradicts itself."""
    return row.get("reason") in attention.CONTRADICTORY or any(isinstance(value, int | float | Decimal) and not isinstance(value, bool) for name, value in row.items() if name != "inspections")


def plain(head: Sequence[str], cells: Sequence[Sequence[str]], *, alt: str, key: str, has_file: bool = False, command: str = "", of: int | None = None) -> None:
    """A table on the page; cells are Markdown that the caller has made safe. of: how many rows there are, where these are the first of more."""
    titles = _distinct([formats.escaped(title) for title in head])
    data = {title: [line[place] for line in cells] for place, title in enumerate(titles)}
    with st.container(key=f"sheet_{key}"):
        st.table(data, border="horizontal", hide_index=True, alt=alt)
    if not has_file:
        downloads.as_shown(head, cells, alt, key, command, of=of)


def framed(head: Sequence[str], lines: Sequence[Sequence[object]], *, alt: str, key: str, link: str | None = None, evidence: tuple[str, Sequence[str]] | None = None,
           has_file: bool = False, command: str = "") -> None:
    """A long table in a scrolling frame; `link` names the column that holds addresses.

    evidence: the heading of a last column, and for each line the address of what its numbers are made of.
    """
    titles = _distinct(head)
    data = {title: [line[place] for line in lines] for place, title in enumerate(titles)}
    config = {link: st.column_config.LinkColumn(link, display_text=r"^https?://([^/]+)")} if link else {}
    if evidence is not None:
        title, addresses = evidence
        data[title] = [f"{address}#{title}" if address else None for address in addresses]
        config[title] = st.column_config.LinkColumn(title, display_text=r"#(.+)$", width="small")
    st.dataframe(data, hide_index=True, column_config=config, alt=alt, key=key, height="auto" if len(lines) < 14 else 520, placeholder="—")
    if not has_file:
        downloads.as_shown(head, lines, alt, key, command, is_markdown=False)


def linked(head: Sequence[str], lines: Sequence[Sequence[object]], *, alt: str, key: str, has_file: bool = False, command: str = "") -> None:
    """A long table in a scrolling frame whose first column is 'address#words': the words, leading to the address."""
    titles = _distinct(head)
    data = {title: [line[place] for line in lines] for place, title in enumerate(titles)}
    st.dataframe(data, hide_index=True, column_config={titles[0]: st.column_config.LinkColumn(titles[0], display_text=r"#(.+)$", pinned=True, width="large")},
                 alt=alt, key=key, height=560, placeholder="—")
    if not has_file:
        downloads.as_shown(head, [[first.partition("#")[2], *rest] for first, *rest in lines], alt, key, command, is_markdown=False)


def cell(reader: Reader, name: str, value: object, query: Query | None = None) -> str:
    """One ingredient in words."""
    if value is None:
        return "—"
    if name == "status":            # an answer knows one status that no ledger has
        return labels.status(reader, value)
    if name in labels.LISTS:
        return labels.label(reader, labels.LISTS[name], value)
    if name == "source":
        return labels.source(reader, value)
    if name in ("theme", "theme_others"):
        return reader.say("grammar.comma").join(labels.theme(reader, theme) for theme in str(value).split("、"))
    if name == "theme_source":
        return labels.label(reader, name, value)
    if name == "balance":
        return reader.say(f"funds.is_{value}")
    if name == "is_approximate":
        return reader.say("stated.rough") if value else "—"
    if name == "missing":
        return reader.say("grammar.comma").join(reader.say(f"element.{part}") for part in str(value).split("、"))
    if name == "kinds":
        return reader.say("grammar.comma").join(check_title(reader, part) for part in str(value).split("、"))
    if isinstance(value, bool):
        return reader.say("grammar.yes" if value else "grammar.no")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal) and query is not None and (query.unit == "money" or query.name == "recovery_rate"):
        return formats.yuan(value)
    return formats.count(value) if isinstance(value, int | float | Decimal) else str(value)


def value_cell(reader: Reader, metric: Query, row: dict[str, object]) -> str:
    """The value of a row as a table shows it: amounts to the fen, an empty one with its reason, a small one marked."""
    if row["value"] is not None and metric.unit == "money":
        return formats.yuan(row["value"])
    if not totals.is_small(metric, row):
        return formats.value(row, metric, reader.language)
    counts = totals.counts(metric, row)
    text = reader.say("card.counts", value=counts[0], of=counts[1]) if counts else formats.value(row, metric, reader.language)
    return f"{text}{reader.say('table.small')}"


def check_title(reader: Reader, name: str) -> str:
    return next((check.title[reader.language] for check in checks() if check.name == name), name)


def _distinct(head: Sequence[str]) -> list[str]:
    """Titles of columns, of which no two may be the same."""
    return [title + "\u200b" * list(head[:place]).count(title) for place, title in enumerate(head)]
