"""Each unit's value and its 95 % interval, in the order of the register, a chart for each basis and standard."""

from itertools import groupby

import pyarrow as pa

from queries.export.about import About
from queries.export.charts.looks import BLUE, GREY, GRID, INK, MOST, PERCENT, drawn, printed, say, shown, source, wrapped
from queries.export.charts.scale import axis
from queries.export.sheet import Texts

NEEDED, APART = ("unit_name", "value", "low", "high"), ("basis", "standard")
HEADINGS = ("unit", "value", "low", "high", "minus", "plus")
# Units that a chart still shows with their names; pixels of a chart, and of a row of the sheet; columns of characters of a line in and under it.
MOST_UNITS, WIDTH, ABOVE, ROW, INSIDE, BELOW = 60, 760, 150, 20, 112, 170

Apart = tuple[str, ...]


def members(table: pa.Table) -> list[dict[str, object]]:
    """The rows that can be drawn: those with a value and an interval."""
    if not set(NEEDED) <= set(table.column_names):
        return []
    kept = [name for name in (*NEEDED, *APART) if name in table.column_names]
    return [row for row in table.select(kept).to_pylist() if all(row[name] is not None for name in NEEDED[1:])]


def draw(book, sheet, table: pa.Table, about: About, texts: Texts, footers: dict[Apart, list[str]] | None = None) -> None:
    """The numbers on the left, the charts on the right; rates on different bases or by different standards stand in charts of their own.

    footers: the lines that stand under the charts, by the words of basis and standard; () -> those under every chart.
    """
    row, breaks, number = 0, [], book.add_format({"num_format": about.reading.formats.get("value", "General")})
    bold = book.add_format({"bold": True})
    sheet.set_column(0, 0, 28)
    sheet.set_column(1, 5, 10)
    for apart, rows in groupby(sorted(members(table), key=_apart), key=_apart):
        every = list(rows)
        kept, furthest, title = every[:MOST_UNITS], max(each["high"] for each in every[:MOST_UNITS]), shown(" · ".join([about.title, *filter(None, apart)]), texts)
        cut = [say(about, "cut", n=len(every), shown=MOST_UNITS)] if len(every) > MOST_UNITS else []
        sheet.write_string(row, 0, " · ".join([title, say(about, "interval"), say(about, "order"), *cut, source(about)]))
        for column, name in enumerate(HEADINGS):
            sheet.write_string(row + 1, column, say(about, name), bold)
        for line, each in enumerate(kept, row + 2):
            sheet.write_string(line, 0, shown(each["unit_name"] or "", texts))
            for column, value in enumerate((each["value"], each["low"], each["high"], each["value"] - each["low"], each["high"] - each["value"]), 1):
                sheet.write_number(line, column, value, number)
        groups, always = _under(footers, apart, about)
        said = "\n".join(wrapped(" · ".join([about.reading.chart.label, say(about, "interval"), say(about, "order"), *cut]), INSIDE))
        sheet.insert_chart(row + 1, 7, _chart(book, sheet, row + 2, len(kept), furthest, about, (drawn(f"{title}\n{source(about)}", texts), drawn(_with(said, groups, about), texts))))
        row += len(kept) + 10
        for text in (line for each in (*groups, *always) for line in wrapped(each, BELOW)):
            sheet.write_string(row, 0, shown(text, texts))
            row += 1
        row += 2
        breaks.append(row)
    printed(sheet, about, breaks[:-1])


def _under(footers: dict[Apart, list[str]] | None, apart: Apart, about: About) -> tuple[list[str], list[str]]:
    """The lines under a chart: of its groups of peers, or that it has none; and those under every chart."""
    return ([], []) if footers is None else (footers.get(apart) or [say(about, "no_peers")], footers[()])


def _with(said: str, groups: list[str], about: About) -> str:
    """The words of the axis and the lines under the chart, since one that is copied takes them with it; where they do not fit, how many groups there are."""
    whole = "\n".join([said, *(line for each in groups for line in wrapped(each, INSIDE))])
    return whole if len(whole) <= MOST else "\n".join([said, say(about, "groups", n=len(groups))])


def _chart(book, sheet, first: int, count: int, furthest: float, about: About, said: tuple[str, str]):
    """Bars with error bars, whole up to `furthest`, under (title, words of the axis); one colour, since a unit's own place is judged nowhere here."""
    chart, name, last = book.add_chart({"type": "bar"}), sheet.get_name(), first + count - 1
    ink = {"color": GREY if about.reading.chart.is_neutral else BLUE, "transparency": 35}
    minus, plus = (f"='{name}'!${letter}${first + 1}:${letter}${last + 1}" for letter in "EF")
    error = {"type": "custom", "minus_values": minus, "plus_values": plus, "line": {"color": INK, "width": 1}}
    chart.add_series({"name": about.reading.chart.label, "categories": [name, first, 0, last, 0], "values": [name, first, 1, last, 1], "fill": ink, "gap": 60,
                      "y_error_bars": error})
    chart.set_title({"name": said[0], "name_font": {"size": 11, "bold": True}, "overlay": False})
    is_percent = about.reading.chart.unit == "percent"
    chart.set_y_axis({"name": say(about, "unit"), "name_font": {"size": 9, "bold": False}, "reverse": True, "interval_unit": 1, "num_font": {"size": 9},
                      "line": {"none": True}, "major_tick_mark": "none"})
    chart.set_x_axis({"name": said[1], "name_font": {"size": 9, "bold": False}, "major_gridlines": {"visible": True, "line": {"color": GRID}},
                      "num_format": PERCENT if is_percent else "General", "label_position": "high", "min": 0, "max": 100 if is_percent else axis(0, furthest).last})
    chart.set_legend({"none": True})
    chart.set_size({"width": WIDTH, "height": ABOVE + ROW * count})
    return chart


def _apart(row: dict[str, object]) -> Apart:
    return tuple(row.get(name) or "" for name in APART)
