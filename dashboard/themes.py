"""The parts of the page on common problems: themes by group of units, problems that many units have, what to check before an inspection."""

from collections import defaultdict
from dataclasses import replace

import streamlit as st

from dashboard import alike, answers, charts, components, downloads, filters, footer, formats, labels, tables, totals, tracing
from dashboard.answers import Rows
from dashboard.charts import Cell
from dashboard.reader import Reader
from queries import Query, breakdown

BY = ("unit", "sector", "level", "region", "round")
SHOWN = ("problems", "completion")
# Columns of the picture, so that a number stays readable in its cell; the table and the files have them all.
MOST_COLUMNS = 8
# Units that an address can name.
MOST_UNITS = 50
FIELDS = {"unit": "units", "sector": "sectors", "level": "levels", "region": "regions", "round": "rounds"}


def query() -> Query:
    return breakdown("problems_by_theme")


def basis(reader: Reader, rows: Rows) -> str | None:
    """The one basis that the page counts on: the reader's, else the one with the most problems. Bases are never added."""
    sums: dict[str, int] = defaultdict(int)
    for row in rows:
        sums[row["basis"]] += row["value"]
    known = sorted(sums, key=lambda each: -sums[each])
    if len(known) < 2 or reader.chosen.basis in known:
        return reader.chosen.basis if reader.chosen.basis in known else next(iter(known), None)
    wanted, is_unknown = filters.asked("on", known, known[0])
    if is_unknown:
        components.refused(reader, ["on"])
    return filters.choose("on", known, wanted, st.segmented_control, label=reader.say("table.basis"), required=True, format_func=lambda code: labels.basis(reader, code))


def ordered(reader: Reader, found: set[str | None]) -> list[str | None]:
    """Themes in the order of the taxonomy, then those that only sources use, then the unclassified, which are never left out."""
    known = [row["theme"] for row in answers.table(reader, "themes")]
    return [theme for theme in known if theme in found] + sorted(theme for theme in found if theme and theme not in known) + [None]


def unclassified(reader: Reader, rows: Rows, on: str) -> None:
    """How much of the page rests on words, how much on what sources say, and how much on nothing."""
    whole, open_, given = (sum(row["value"] for row in rows), sum(row["value"] for row in rows if row["theme"] is None), sum(row["given"] for row in rows))
    link = tracing.linked(reader, formats.count(open_), query(), basis=on, theme=None, source="counted") if open_ else "0"
    st.markdown(reader.say("themes.share", n=whole, basis=labels.basis(reader, on), open=link, share=formats.share(open_, whole), given=given))


def picture(reader: Reader, rows: Rows, on: str) -> None:
    """Themes by group, counts or completion in every cell; a group or a cell of few problems has no shade."""
    by, shown = _wishes(reader, rows)
    groups = _groups(reader, rows, by)
    columns = [code for code in groups if code in sorted(groups, key=lambda code: -sum(row["value"] for row in groups[code]))[:MOST_COLUMNS]]
    themes = ordered(reader, {row["theme"] for row in rows})
    sums = {(theme, code): _sum(row for row in groups[code] if row["theme"] == theme) for theme in themes for code in groups}
    narrowed = _narrowed(reader, by, groups)
    cells = _shaded(reader, sums, themes, columns, shown, by, narrowed, on)
    heads = tuple(_group_name(reader, by, code) for code in columns)
    names = tuple(labels.theme(reader, theme) for theme in themes)
    figure = answers.kept_figure((*reader.key, "heat", names, heads, cells), lambda: charts.heat(names, heads, cells))
    st.caption(reader.say(f"themes.shade_{shown}", least=totals.SMALL))
    components.chart(figure, alt=reader.say("themes.alt", by=reader.say(f"themes.by_{by}")), key="themes_heat", title=reader.say(f"themes.shown_{shown}"), below=footer.uncompared(reader, rows, is_by_standard=shown == "completion"))
    if len(groups) > len(columns):
        st.caption(reader.say("themes.cut", shown=len(columns), n=len(groups)))
    with st.expander(reader.say("chart.as_table")):
        _table(reader, sums, themes, groups, by, on, narrowed)


def _wishes(reader: Reader, rows: Rows) -> tuple[str, str]:
    few = len({row["unit_id"] for row in rows}) <= MOST_COLUMNS
    by, unknown_by = filters.asked("by", list(BY), "unit" if few else "sector")
    shown, unknown_shown = filters.asked("shown", list(SHOWN), "problems")
    if unknown_by or unknown_shown:
        components.refused(reader, ["by"] * unknown_by + ["shown"] * unknown_shown)
    with st.container(horizontal=True, gap="medium"):
        by = filters.choose("by", list(BY), by, st.segmented_control, label=reader.say("themes.by"), required=True, format_func=lambda code: reader.say(f"themes.by_{code}"))
        shown = filters.choose("shown", list(SHOWN), shown, st.segmented_control, label=reader.say("themes.shown"), required=True,
                               format_func=lambda code: reader.say(f"themes.shown_{code}"))
    return by, shown


def _groups(reader: Reader, rows: Rows, by: str) -> dict[str | None, Rows]:
    """Rows by unit, sector, level, region or round, in the order of the register or of the code list; what says none is last."""
    units = {unit["unit_id"]: unit for unit in answers.units(reader)}
    found: dict[str | None, Rows] = {}
    for row in sorted(rows, key=lambda row: list(units).index(row["unit_id"])) if by == "unit" else rows:
        unit = units[row["unit_id"]]
        code = row["unit_id"] if by == "unit" else row["round"] if by == "round" else (unit["city"] or unit["province"]) if by == "region" else unit[by]
        found.setdefault(code, []).append(row)
    known = list(labels.codes(reader, by)) if by in ("sector", "level") else list(found) if by == "unit" else sorted(filter(None, found), key=lambda code: code.encode("gb18030"))
    return {code: found[code] for code in sorted(found, key=lambda code: (code is None, known.index(code) if code in known else len(known)))}


def _group_name(reader: Reader, by: str, code: str | None) -> str:
    if code is None:
        return reader.say("themes.none")
    if by == "unit":
        return next(unit["unit_name"] for unit in answers.units(reader) if unit["unit_id"] == code)
    return labels.label(reader, by, code) if by in ("sector", "level") else code


def _sum(rows) -> tuple[int, int, int]:
    """Problems, those with a status, those completed."""
    found = list(rows)
    return sum(row["value"] for row in found), sum(row["stated"] for row in found), sum(row["completed"] for row in found)


def _shaded(reader, sums, themes, columns, shown, by, narrowed, on) -> tuple[tuple[Cell, ...], ...]:
    whole = {code: sum(sums[theme, code][0] for theme in themes) for code in columns}
    most = max((sums[theme, code][0] / whole[code] for theme in themes for code in columns), default=0) or 1
    made = []
    for theme in themes:
        line = []
        for code in columns:
            number, stated, completed = sums[theme, code]
            if shown == "problems":
                text, shade = formats.count(number), number / whole[code] / most if whole[code] >= totals.SMALL and number else None
            else:
                counts = f"{completed}/{stated}" if stated else "—"
                is_compared = stated >= totals.SMALL
                text, shade = (f"{formats.share(completed, stated, 0)}\n{counts}", completed / stated) if is_compared else (counts, None)
            note = reader.say("themes.note", theme=labels.theme(reader, theme), group=_group_name(reader, by, code), n=number, whole=whole[code], stated=stated, completed=completed)
            line.append(Cell(text, shade, note, _address(narrowed, by, code, on, theme) if number else ""))
        made.append(tuple(line))
    return tuple(made)


def _address(narrowed: dict[str | None, Reader], by: str, code: str | None, on: str, theme: str | None) -> str:
    """The problems of a theme in a group; nothing where the group cannot be asked for alone."""
    return tracing.address(narrowed[code], query(), code if by == "unit" else None, basis=on, theme=theme, source="counted") if code in narrowed else ""


def _narrowed(reader: Reader, by: str, groups: dict[str | None, Rows]) -> dict[str | None, Reader]:
    """The question about one group alone, on the same day and standard; a group that no part of the filter names is named by its units."""
    scope = answers.scope(reader)
    provinces = {unit["province"] for unit in answers.units(reader)}
    found = {}
    for code, rows in groups.items():
        units = tuple(sorted({row["unit_id"] for row in rows}))
        if code is not None and not (by == "region" and code in provinces):
            narrower = {FIELDS[by]: (code,)}
        elif by != "round" and len(units) <= MOST_UNITS:
            narrower = {"units": units}
        else:
            continue
        found[code] = reader.asking(replace(reader.chosen, as_of=scope.as_of, standard=scope.standard, **narrower))
    return found


def _table(reader, sums, themes, groups, by, on, narrowed) -> None:
    """Every group with every theme: problems, and of those with a status how many are completed."""
    head = [reader.say("themes.theme"), reader.say(f"themes.by_{by}"), reader.say("themes.shown_problems"), reader.say("themes.completed_of")]
    found = [(theme, code) for theme in themes for code in groups if sums[theme, code][0]]
    lines = [(labels.theme(reader, theme), _group_name(reader, by, code), number, f"{completed} / {stated}")
             for theme, code in found for number, stated, completed in [sums[theme, code]]]
    tables.framed(head, lines, alt=reader.say("themes.table_alt"), key="themes_table",
                  evidence=(reader.say("trace.button"), [_address(narrowed, by, code, on, theme) for theme, code in found]))


def common(reader: Reader, on: str) -> None:
    """Problems worded alike in several units: the typical wording, in how many units, and every one of them with its place."""
    texts = breakdown("problem_texts_by_theme")
    with components.card("common", reader.say("themes.common"), reader.say("themes.common_about"), texts, reader):
        found = alike.clusters(reader, on)
        if not found:
            st.caption(reader.say("themes.common_none"))
            return
        st.markdown(reader.say("themes.common_found", n=len(found), identical=sum(each.identical > 1 for each in found)))
        head = [reader.say(f"themes.{word}") for word in ("typical", "theme", "units_of", "problems_n", "identical")]
        lines = [[alike.linked(reader, texts, each.rows[0], on), formats.escaped(labels.theme(reader, each.theme)), f"{each.units} / {each.of}", alike.counted(reader, texts, each.rows, on),
                  formats.count(each.identical) if each.identical > 1 else "—"] for each in found[:alike.MOST]]
        tables.plain(head, lines, alt=reader.say("themes.common"), key="common")
        if len(found) > alike.MOST:
            st.caption(reader.say("themes.common_cut", shown=alike.MOST, n=len(found)))
        alike.members(reader, texts, found, on)
        downloads.row(reader, texts, alike.texts(reader, on))


def self_check(reader: Reader, on: str) -> None:
    """For a sector whose other units were inspected: the themes and typical problems found there, to be checked before anybody comes."""
    texts = breakdown("problem_texts_by_theme")
    with components.card("self_check", reader.say("themes.self_check"), reader.say("themes.self_check_about")):
        sectors = [code for code in filters.choices(reader, "sectors") if reader.chosen.sectors is None or code in reader.chosen.sectors]
        if not sectors:
            st.caption(reader.say("themes.no_sector"))
            return
        sector, is_unknown = filters.asked("for_sector", sectors, sectors[0])
        if is_unknown:
            components.refused(reader, ["for_sector"])
        sector = filters.choose("for_sector", sectors, sector, st.selectbox, label=reader.say("themes.for_sector"), format_func=lambda code: labels.label(reader, "sector", code))
        asked = reader.asking(replace(reader.chosen, sectors=(sector,)))
        checked = alike.self_check(asked, on)
        if not checked.units:
            st.caption(reader.say("themes.self_check_none"))
            return
        st.markdown(reader.say("themes.self_check_found", n=checked.units, without=answers.scope(asked).units - checked.units, problems=checked.problems))
        head = [reader.say(f"themes.{word}") for word in ("theme", "theme_units", "typical", "units_of")]
        lines = [[formats.escaped(labels.theme(reader, line["theme"])),
                  tracing.linked(asked, f"{line['theme_units']} / {checked.units}", texts, basis=on, theme=line["theme"], source="counted"),
                  alike.linked(asked, texts, line, on), f"[{line['units']} / {checked.units}]({alike.address(asked, texts, line['rows'], on)})"]
                 for line in checked.lines]
        tables.plain(head, lines, alt=reader.say("themes.self_check"), key="self_check")
        alike.download(asked, texts, checked)
