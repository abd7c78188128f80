"""Units beside their peers, a part of the sheet for each group: its funnel, who cannot be told apart, and the numbers; or why there is none."""

from collections import Counter

import pyarrow as pa

from queries.compare import Group, Summary, summary
from queries.compare.footer import BETWEEN, OVERDISPERSED, kind, line
from queries.compare.footer import say as said_below
from queries.export.about import About
from queries.export.charts import funnel
from queries.export.charts.bands import told_apart
from queries.export.charts.looks import printed, say, shown, source, wrapped
from queries.export.charts.members import members
from queries.export.charts.picture import prepared
from queries.export.sheet import Texts

NEEDED = {"unit_id", "unit_name", "value", "flag", "peers", "compare_reason", "age_days", "is_small"}
# Columns of characters of a line over and under a funnel.
ACROSS = 150


def compared(codes: pa.Table, about: About) -> Summary | None:
    """The groups of an answer that was compared; None where the rows are none, or the metric has no statistics."""
    query = about.reading.chart.query
    if query is None or query.model is None or not {*NEEDED, query.numerator, query.denominator} <= set(codes.column_names):
        return None
    return summary(query, codes)


def footers(found: Summary, about: About, sheet: str) -> dict[tuple[str, ...], list[str]]:
    """Words of basis and standard -> a line for each of their groups; () -> where their funnels are."""
    query, under = about.reading.chart.query, {}
    for group in found.groups:
        codes = kind(query, group.peers)
        key = tuple(about.reading.words[name](codes[name]) if name in codes else "" for name in ("basis", "standard"))
        under.setdefault(key, []).append(_footer(group, about))
    return under | {(): [say(about, "see_peers", sheet=sheet)] if any(_is_drawn(group, about) for group in found.groups) else []}


def draw(book, sheet, codes: pa.Table, found: Summary, about: About, texts: Texts) -> None:
    """A part for each group of peers, the largest first, and one for the units that have none."""
    row, breaks = 0, []
    forms = [book.add_format(form) for form in ({"bold": True, "font_size": 12}, {})]
    sheet.set_column(0, 0, 28)
    sheet.set_column(1, 2, 10)
    sheet.set_column(3, 3, 24)
    sheet.set_column(4, 4, 10)
    sheet.set_column(5, 5, 3)
    sheet.set_column(6, 20, 12)
    for group in found.groups:
        name = about.reading.words["peers"](group.peers)
        row = _lines(sheet, row, [" · ".join([about.title, name])], texts, forms[0])
        row = _lines(sheet, row, [_footer(group, about), *_warned(group, about), source(about)], texts, forms[1])
        row = _group(book, sheet, row, codes, group, about, texts) + 2
        breaks += [row] if _is_drawn(group, about) else []
    row = _lines(sheet, row, [] if found.groups else [about.title], texts, forms[0])
    last = _lines(sheet, row, _rest(codes, found, about), texts, forms[1])
    printed(sheet, about, [each for each in breaks if each < last])


def _group(book, sheet, row: int, codes: pa.Table, group: Group, about: About, texts: Texts) -> int:
    """The funnel and the bands, or the sentence why there are none; the first row below."""
    query = about.reading.chart.query
    if query.is_neutral:
        return _lines(sheet, row, [say(about, "neutral")], texts)
    if group.reason is not None:
        is_full = group.reason == "pooled_at_ceiling"
        is_open = [row["peers"] == group.peers and row["compare_reason"] == group.reason and row[query.numerator] < row[query.denominator] for row in codes.to_pylist()]
        return _lines(sheet, row, [say(about, "ceiling", n=group.units, open=sum(is_open)) if is_full else about.reading.words["compare_reason"](group.reason)], texts)
    letters, sentences = told_apart(query, codes, group, about)
    rows = members(query, codes, group, letters)
    picture = prepared(query, group, rows, about, texts)
    below = _lines(sheet, row + funnel.ROWS, [*picture.sentences, *sentences], texts) + 1
    return funnel.draw(book, sheet, row, below, picture, about, texts)


def _is_drawn(group: Group, about: About) -> bool:
    return group.reason is None and not about.reading.chart.query.is_neutral


def _footer(group: Group, about: About) -> str:
    return BETWEEN[about.language].join(line(about.reading.chart.query, group, about.language, about.reading.words).values())


def _warned(group: Group, about: About) -> list[str]:
    return [said_below(about.language, "overdispersed")] if group.phi > OVERDISPERSED else []


def _rest(codes: pa.Table, found: Summary, about: About) -> list[str]:
    """The units that stand in no group, by why not."""
    grouped, query = {group.peers for group in found.groups}, about.reading.chart.query
    rows = [row for row in codes.select(["peers", "compare_reason"]).to_pylist() if row["compare_reason"] and not _stands(row, grouped)]
    if not rows:
        return []
    head = [say(about, "rest", n=len(rows))] if found.groups else [said_below(about.language, "no_group", n=found.units), *([] if query.is_neutral else [say(about, "no_funnel")])]
    worded, colon = about.reading.words["compare_reason"], "：" if about.language == "zh" else ": "
    return head + [f"{worded(code)}{colon}{say(about, 'counted', n=count)}" for code, count in Counter(row["compare_reason"] for row in rows).most_common()]


def _stands(row: dict[str, str | None], grouped: set[str]) -> bool:
    """Whether a row is refused together with its whole group, which says so itself."""
    return row["peers"] in grouped and row["compare_reason"] in ("neutral", "pooled_at_ceiling")


def _lines(sheet, row: int, said: list[str], texts: Texts, form=None) -> int:
    """Each text in as many rows as it needs; the first row below."""
    for text in (part for each in said for part in wrapped(each, ACROSS)):
        sheet.write_string(row, 0, shown(text, texts), form)
        row += 1
    return row
