"""The funnel of a group as a native chart, and below it the units and the lines that it is drawn from."""

from itertools import groupby

from queries.export.about import About
from queries.export.charts.looks import BLUE, GREY, GRID, INK, OCHRE, PERCENT, drawn, say, shown
from queries.export.charts.members import side
from queries.export.charts.picture import HEIGHT, INSIDE, LEVELS, SIGNS, WIDTH, Picture, label, level_in_words, pooled_in_words
from queries.export.charts.scale import Axis
from queries.export.sheet import Texts

# Rows of the sheet that the chart covers, and the first column of the lines.
ROWS, FIRST_OF_LINES = 29, 6
LEGEND = {"x": 0.06, "y": 0.115, "width": 0.92, "height": 0.07}
# Full, and pale where a unit rests on few items: not every program draws a hollow point.
COLOURS = {"worse": (OCHRE, "#f0dcb4"), "better": (BLUE, "#c3d6ec"), "": (GREY, "#d9dee5")}
SHAPES = {"low": "diamond", "high": "triangle", "": "circle"}
HEADING = {"bold": True, "text_wrap": True, "valign": "top"}
DASHES = {(0.95, False): "round_dot", (0.95, True): "dash", (0.998, False): "solid", (0.998, True): "long_dash"}


def draw(book, sheet, top: int, below: int, picture: Picture, about: About, texts: Texts) -> int:
    """The chart from row `top` on, its numbers from row `below` on; the first row below them."""
    forms = (HEADING, HEADING | {"align": "right"}, HEADING | {"align": "left", "indent": 1}, {"indent": 1}, {"num_format": about.reading.formats.get("value", "General")})
    left, right, indented, apart, number = (book.add_format(form) for form in forms)
    of_heads = {0: left, 3: indented, 4: left}
    sheet.write_string(below, FIRST_OF_LINES, say(about, "helper"))
    for column, text in [*enumerate(_heads(picture, about)), *enumerate(_heads_of_lines(picture, about), FIRST_OF_LINES)]:
        sheet.write_string(below + 1, column, shown(text, texts), of_heads.get(column, right))
    sheet.set_row(below + 1, 32)
    for row, each in enumerate(picture.members, below + 2):
        for column, text, form in ((0, each.name, None), (3, about.reading.words["flag"](each.flag), apart), (4, each.letters, None)):
            sheet.write_string(row, column, shown(text, texts), form)
        sheet.write_number(row, 1, each.items)
        sheet.write_number(row, 2, each.value, number)
    for row, (items, *values) in enumerate(_rows(picture), below + 2):
        sheet.write_number(row, FIRST_OF_LINES, items)
        for column, value in enumerate(values, FIRST_OF_LINES + 1):
            sheet.write_number(row, column, value, number)
    sheet.insert_chart(top, 0, _chart(book, sheet.get_name(), below + 2, picture, about, texts), {"object_position": 2})
    return below + 2 + max(len(picture.members), len(picture.lines[0].items))


def _rows(picture: Picture) -> list[tuple[float, ...]]:
    """The range that the lines are drawn from: items, what all have together, then each pair of lines."""
    items = picture.lines[0].items
    return list(zip(items, [picture.pooled] * len(items), *(values for each in picture.lines for values in (each.low, each.high))))


def _heads(picture: Picture, about: About) -> list[str]:
    """Over the units; nothing over their letters where they have none."""
    letters = [say(about, "letters")] if any(each.letters for each in picture.members) else []
    items = about.labels.get(picture.query.denominator, picture.query.denominator)
    return [say(about, "unit"), items, about.reading.chart.label, say(about, "against"), *letters]


def _heads_of_lines(picture: Picture, about: About) -> list[str]:
    limits = [(each.confidence, f"{'widened_' * each.is_widened}{end}") for each in picture.lines for end in ("lower", "upper")]
    return [say(about, "items"), pooled_in_words(picture, about), *(say(about, name, level=LEVELS[confidence][0]) for confidence, name in limits)]


def _chart(book, name: str, first: int, picture: Picture, about: About, texts: Texts):
    chart, last = book.add_chart({"type": "scatter"}), first + len(picture.lines[0].items) - 1
    items = [name, first, FIRST_OF_LINES, last, FIRST_OF_LINES]
    words = [pooled_in_words(picture, about), *(word for each in picture.lines for word in [level_in_words(each, about)] * 2)]
    dashes = ["dash_dot", *(DASHES[each.confidence, each.is_widened] for each in picture.lines for _ in "lh")]
    for column, (word, dash) in enumerate(zip(words, dashes), FIRST_OF_LINES + 1):
        chart.add_series({"name": word, "categories": items, "values": [name, first, column, last, column], "marker": {"type": "none"},
                          "line": {"color": INK if column == FIRST_OF_LINES + 1 else GREY, "width": 1.25, "dash_type": dash}})
    start = 0
    for kind, group in groupby(picture.members, key=lambda each: each.kind):
        size = len(list(group))
        chart.add_series(_points(name, first, start, size, kind, picture, about, texts))
        start += size
    chart.set_title({"name": picture.said[0], "name_font": {"size": 11, "bold": True}, "overlay": False})
    chart.set_x_axis(_axis(picture.across, picture.said[1]) | {"num_format": "General", "major_gridlines": {"visible": False}, "crossing": picture.across.first})
    chart.set_y_axis(_axis(picture.up, about.reading.chart.label) | {"num_format": PERCENT if picture.query.unit == "percent" else "General",
                     "crossing": picture.up.first, "major_gridlines": {"visible": True, "line": {"color": GRID}}})
    chart.set_plotarea({"layout": INSIDE})
    chart.set_legend({"position": "top", "font": {"size": 9}, "delete_series": list(range(2, 1 + 2 * len(picture.lines), 2)), "layout": LEGEND})
    chart.set_size({"width": WIDTH, "height": HEIGHT})
    return chart


def _points(name: str, first: int, start: int, size: int, kind: tuple[str, bool], picture: Picture, about: About, texts: Texts) -> dict[str, object]:
    """Units that stand out in the same way: shape and word beside the colour, pale where they rest on few items, names where there is room."""
    direction, is_small = kind
    colour, pale = COLOURS[side(picture.query, direction) if direction else ""]
    word = " ".join(filter(None, [SIGNS[direction], say(about, f"flag_{direction or 'none'}")]))
    labels = [{"value": drawn(label(each), texts), "position": picture.named[index]} if index in picture.named else {"delete": True}
              for index, each in enumerate(picture.members[start:start + size], start)]
    cells = [[name, first + start, column, first + start + size - 1, column] for column in (1, 2)]
    shape = {"type": SHAPES[direction], "size": 8 if direction else 6, "border": {"color": colour, "width": 1.25}, "fill": {"color": pale if is_small else colour}}
    series = {"name": say(about, "pale", of=word) if is_small else word, "categories": cells[0], "values": cells[1], "marker": shape, "line": {"none": True}}
    return series | ({"data_labels": {"value": True, "custom": labels, "font": {"size": 9, "color": INK}}} if direction else {})


def _axis(scale: Axis, text: str) -> dict[str, object]:
    return {"name": text, "name_font": {"size": 9, "bold": False}, "num_font": {"size": 9}, "min": scale.first, "max": scale.last, "major_unit": scale.step}
