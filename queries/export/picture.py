"""A comparison as an Excel chart: each unit's value and its 95 % interval, in the order of the register, a chart for each basis and standard."""

from itertools import groupby

import pyarrow as pa

from queries.export.about import DEMO, About
from queries.export.sheet import Texts

NEEDED, APART = ("unit_name", "value", "low", "high"), ("basis", "standard")
MOST = 60
GREY, BLUE, WHISKER, GRID = "#8592a3", "#2f6db0", "#3c4a57", "#dfe5ea"
WORDS = {
    "zh": {"unit": "单位", "value": "数值", "low": "区间下限", "high": "区间上限", "minus": "至下限", "plus": "至上限", "interval": "横线为 95% 区间",
           "order": "按名录顺序，不是名次", "cut": "共 {n} 个单位，画出前 {shown} 个，其余见数据表", "source": "来源：第 {edition} 版数据（sha256 {sha256}…）"},
    "en": {"unit": "Unit", "value": "Value", "low": "Low", "high": "High", "minus": "To low", "plus": "To high", "interval": "lines: 95 % intervals",
           "order": "in the order of the register, not ranked", "cut": "{n} units, the first {shown} drawn, the rest on the data sheet", "source": "Source: edition {edition} (sha256 {sha256}…)"},
}


def members(table: pa.Table) -> list[dict[str, object]]:
    """The rows that can be drawn: those with a value and an interval."""
    if not set(NEEDED) <= set(table.column_names):
        return []
    kept = [name for name in (*NEEDED, *APART) if name in table.column_names]
    return [row for row in table.select(kept).to_pylist() if all(row[name] is not None for name in NEEDED[1:])]


def draw(book, sheet, table: pa.Table, about: About, texts: Texts) -> None:
    """The numbers on the left, the charts on the right; rates on different bases or by different standards stand in charts of their own."""
    words, row, breaks = WORDS[about.language], 0, []
    plain, bold, number = book.add_format({"valign": "top"}), book.add_format({"bold": True}), book.add_format({"num_format": about.reading.formats.get("value", "General")})
    sheet.set_column(0, 0, 28)
    sheet.set_column(1, 5, 10)
    for apart, rows in groupby(sorted(members(table), key=_apart), key=_apart):
        every = list(rows)
        drawn = every[:MOST]
        title = _shown(" · ".join([about.title, *filter(None, apart)]), texts)
        source = [words["source"].format(edition=about.edition, sha256=about.edition_sha256[:12]), *([DEMO[about.language]] if about.is_demo else [])]
        cut = [words["cut"].format(n=len(every), shown=MOST)] if len(every) > MOST else []
        sheet.write_string(row, 0, " · ".join([title, words["interval"], words["order"], *cut, *source]), plain)
        for column, name in enumerate(("unit", "value", "low", "high", "minus", "plus")):
            sheet.write_string(row + 1, column, words[name], bold)
        for line, each in enumerate(drawn, row + 2):
            sheet.write_string(line, 0, _shown(each["unit_name"] or "", texts))
            for column, value in enumerate((each["value"], each["low"], each["high"], each["value"] - each["low"], each["high"] - each["value"]), 1):
                sheet.write_number(line, column, value, number)
        sheet.insert_chart(row + 1, 7, _chart(book, sheet, row + 2, len(drawn), about, (title, " · ".join([about.reading.chart.label, words["interval"], *cut, *source]))))
        row += len(drawn) + 12
        breaks.append(row)
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)        # a chart that is cut at the edge of the paper says something else
    sheet.set_h_pagebreaks(breaks[:-1])
    sheet.set_footer("&R&P / &N")
    if about.is_demo:
        sheet.set_header("&C" + DEMO[about.language])


def _chart(book, sheet, first: int, count: int, about: About, said: tuple[str, str]):
    """Bars with error bars under (title, words of the axis); one colour, since a unit's own place is judged nowhere here."""
    chart, name, last = book.add_chart({"type": "bar"}), sheet.get_name(), first + count - 1
    ink = {"color": GREY if about.reading.chart.is_neutral else BLUE, "transparency": 35}
    minus, plus = (f"='{name}'!${letter}${first + 1}:${letter}${last + 1}" for letter in "EF")
    error = {"type": "custom", "minus_values": minus, "plus_values": plus, "line": {"color": WHISKER, "width": 1}}
    chart.add_series({"name": about.reading.chart.label, "categories": [name, first, 0, last, 0], "values": [name, first, 1, last, 1], "fill": ink, "gap": 60,
                      "y_error_bars": error})
    chart.set_title({"name": said[0], "name_font": {"size": 12, "bold": True}, "overlay": False})
    limits = {"min": 0, "max": 100} if about.reading.chart.unit == "percent" else {"min": 0}
    chart.set_y_axis({"reverse": True, "interval_unit": 1, "num_font": {"size": 9}, "line": {"none": True}, "major_tick_mark": "none"})
    chart.set_x_axis({"name": said[1][:250], "name_font": {"size": 9, "bold": False}, "major_gridlines": {"visible": True, "line": {"color": GRID}},
                      "num_format": '0"%"' if about.reading.chart.unit == "percent" else "General", "label_position": "high", **limits})
    chart.set_legend({"none": True})
    chart.set_size({"width": 760, "height": 140 + 20 * count})
    return chart


def _apart(row: dict[str, object]) -> tuple[str, ...]:
    return tuple(row.get(name) or "" for name in APART)


def _shown(text: str, texts: Texts) -> str:
    """xlsxwriter takes a text that looks like rich text for XML; a name of that kind gets another bracket."""
    held = texts.held(text)
    return "＜" + held[1:] if held.startswith("<r>") else held
