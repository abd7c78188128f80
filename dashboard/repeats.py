"""Problems that come back, side by side: both wordings with what they have in common, both places, and how often by unit."""

from collections.abc import Sequence
from dataclasses import replace
from difflib import SequenceMatcher

import pyarrow as pa
import streamlit as st

from dashboard import answers, components, filters, formats, labels, places, tables, totals, tracing, words
from dashboard.answers import Rows
from dashboard.reader import Reader
from queries import Query, breakdown, repeats
from queries.repeats import Pair, Rate

LIKENESS = ("60", "70", "80", "90", "100")
DEFAULT = "80"
MOST_SHOWN = 10
LEAST_RUN = 2       # characters that two wordings must have in one run for it to be marked


def threshold(reader: Reader) -> float:
    """How alike two wordings must be, from the address."""
    asked, is_unknown = filters.asked("like", list(LIKENESS), DEFAULT)
    components.refused(reader, ["like"] if is_unknown else [])
    picked = filters.choose("like", list(LIKENESS), asked, st.segmented_control, label=reader.say("repeats.like"), required=True, help=reader.say("repeats.like_help"),
                            format_func=lambda percent: f"≥ {percent}%")
    return int(picked or asked) / 100


def found(reader: Reader, problems: Query, least: float) -> tuple[list[Pair], list[Rate]]:
    """The pairs and the rates under the reader's Filter; kept, since they cost more than asking for the rows."""

    def made() -> tuple[list[Pair], list[Rate]]:
        rows = answers.ask(reader.as_internal(), problems)
        pairs = repeats.again(rows, least)
        return pairs, repeats.rates(rows, pairs)

    return answers.kept_figure((*reader.key, "repeats", reader.chosen, least), made)


def rates(reader: Reader, found: Sequence[Rate]) -> None:
    """Unit by unit: of the later inspections' problems so many are like one of the inspection before; a rate from ten on."""
    if not found:
        st.caption(reader.say("repeats.no_rounds"))
        return
    for basis in dict.fromkeys(rate.basis for rate in found):
        part = {rate.unit_id: rate for rate in found if rate.basis == basis}
        repeated, problems = sum(rate.repeated for rate in part.values()), sum(rate.problems for rate in part.values())
        st.markdown(reader.say("repeats.total", basis=labels.basis(reader, basis), n=len(part), repeated=repeated, problems=problems)
                    + (reader.say("repeats.share", share=formats.share(repeated, problems)) if problems >= totals.SMALL else ""))
        rows = [unit for unit in answers.units(reader) if unit["unit_id"] in part]
        head = [reader.say("table.unit"), *(reader.say(f"repeats.{name}") for name in ("rounds", "repeated", "problems", "rate"))]
        body = [_rate(reader, part[row["unit_id"]]) for row in rows]
        rows = [{"unit_id": row["unit_id"], "unit_name": row["unit_name"], "basis": basis, "value": part[row["unit_id"]].problems} for row in rows]
        tables.of_units(reader, rows, head, body, alt=reader.say("repeats.by_unit"), key=f"repeats_{basis}", query=breakdown("problem_list"))


def _rate(reader: Reader, rate: Rate) -> list[str]:
    share = formats.share(rate.repeated, rate.problems) if rate.problems >= totals.SMALL else reader.say("compare.small")
    return [str(rate.inspections), f"{rate.repeated:,}", f"{rate.problems:,}", share]


def pairs(reader: Reader, problems: Query, found: Sequence[Pair]) -> None:
    """The pairs of one unit or of all, the likest first: only this page's wording says that they are the same, and it does not."""
    units = {pair.later["unit_id"]: pair.later["unit_name"] for pair in found}
    in_order = [unit["unit_id"] for unit in answers.units(reader) if unit["unit_id"] in units]
    if not in_order:
        st.caption(reader.say("repeats.none"))
        return
    asked, is_unknown = filters.asked("of_unit", in_order, None)
    components.refused(reader, ["of_unit"] if is_unknown else [])
    picked = filters.choose("of_unit", in_order, asked, st.selectbox, label=reader.say("repeats.of_unit"), placeholder=reader.say("repeats.all_units"), format_func=units.get, width=320)
    shown = sorted((pair for pair in found if picked in (None, pair.later["unit_id"])), key=lambda pair: -pair.similarity)
    st.caption(reader.say("repeats.cut", shown=min(len(shown), MOST_SHOWN), n=len(shown)))
    for number, pair in enumerate(shown[:MOST_SHOWN]):
        with st.container(key=f"pair_{number}"):
            st.markdown(f"### {formats.escaped(pair.later['unit_name'])} :small[:gray[{_likeness(reader, pair)}]]", anchors=False)
            _sides(reader, problems, pair, f"again_{number}")


def _likeness(reader: Reader, pair: Pair) -> str:
    return reader.say("repeats.similarity", share=formats.percent(100 * pair.similarity, 0))


def _sides(reader: Reader, problems: Query, pair: Pair, key: str) -> None:
    one, other = in_common(str(pair.earlier["problem_text"] or ""), str(pair.later["problem_text"] or ""))
    for row, text, column in zip((pair.earlier, pair.later), (one, other), st.columns(2), strict=True):
        with column, st.container(border=True, key=f"side_{key}_{row['problem_id']}"):
            said = [row["round"] or "", formats.day(row["feedback_on"], reader.language) if row["feedback_on"] else "", reader.say("repeats.number", number=row["number"]) if row["number"] else ""]
            st.caption(formats.escaped(reader.say("grammar.comma").join(part for part in said if part)))
            st.markdown(text)
            where = reader.say("grammar.comma").join(places.words(reader, place) for place in places.read(row["places"]))
            st.caption(f"{labels.status(reader, row['status'])} · " + tracing.linked(reader, formats.escaped(where) or reader.say("evidence.title"), problems, row["unit_id"], problem_id=row["problem_id"]))


def in_common(one: str, other: str) -> tuple[str, str]:
    """Both texts as Markdown, the runs of characters that they share in bold."""
    runs = [run for run in SequenceMatcher(None, one, other, autojunk=False).get_matching_blocks() if run.size >= LEAST_RUN]
    return _bold(one, [(run.a, run.size) for run in runs]), _bold(other, [(run.b, run.size) for run in runs])


def _bold(text: str, runs: Sequence[tuple[int, int]]) -> str:
    parts, done = [], 0
    for start, size in runs:
        parts += [formats.escaped(text[done:start]), f":blue-background[{formats.escaped(text[start:start + size])}]"]
        done = start + size
    return "".join([*parts, formats.escaped(text[done:])])


def sheet(reader: Reader, problems: Query, found: Sequence[Pair]) -> tuple[Query, pa.Table]:
    """The pairs as a file: the later problem, the earlier one, and how alike they are."""
    names = ("inspection_id", "round", "feedback_on", "problem_id", "basis", "number", "problem_text", "places")
    kept = {name: problems.columns[name] for name in names}
    before = {f"earlier_{name}": {language: words.say(language, "repeats.earlier", what=said[language]) for language in words.LANGUAGES} for name, said in kept.items() if name != "basis"}
    columns = {"unit_id": problems.columns["unit_id"]} | kept | before | {"similarity": {language: words.say(language, "repeats.similarity_column") for language in words.LANGUAGES}}
    rows = [{"unit_id": pair.later["unit_id"], "unit_name": pair.later["unit_name"], **{name: pair.later[name] for name in names},
             **{name: pair.earlier[name.removeprefix("earlier_")] for name in before}, "similarity": pair.similarity} for pair in found]
    title = {language: words.say(language, "repeats.file") for language in words.LANGUAGES}
    made = pa.Table.from_pylist(rows) if rows else pa.table({name: pa.nulls(0, pa.string()) for name in ("unit_id", "unit_name", *list(columns)[1:])})
    return replace(problems, title=title, columns=columns), made


def elsewhere(reader: Reader, problems: Query, least: float) -> None:
    """One unit's problems that other units of its sector have in like words: what they might look for at home."""
    sectors = {unit["unit_id"]: unit["sector"] for unit in answers.units(reader)}
    names = {unit["unit_id"]: unit["unit_name"] for unit in answers.units(reader)}
    known = {row["unit_id"] for row in _rows(reader, problems)}
    options = [unit_id for unit_id in names if unit_id in known and sectors[unit_id]]
    asked, is_unknown = filters.asked("sisters", options, None)
    components.refused(reader, ["sisters"] if is_unknown else [])
    picked = filters.choose("sisters", options, asked, st.selectbox, label=reader.say("repeats.sisters_of"), placeholder=reader.say("repeats.pick"), format_func=names.get, width=320)
    if not picked:
        return
    found = repeats.elsewhere(_rows(reader, problems), sectors, picked, least)
    if not found:
        st.caption(reader.say("repeats.no_sisters", sector=labels.label(reader, "sector", sectors[picked])))
        return
    st.caption(reader.say("repeats.sisters_found", n=len(found), shown=min(len(found), MOST_SHOWN), sector=labels.label(reader, "sector", sectors[picked])))
    head = [reader.say("repeats.ours"), reader.say("table.unit"), reader.say("repeats.theirs"), reader.say("repeats.similarity_column"), reader.say("repeats.place")]
    tables.plain(head, [_sister(reader, problems, pair) for pair in found[:MOST_SHOWN]], alt=reader.say("repeats.sisters"), key="sisters", of=len(found))


def _rows(reader: Reader, problems: Query) -> Rows:
    return answers.kept_figure((*reader.key, "problem list", reader.chosen), lambda: answers.ask(reader, problems))


def _sister(reader: Reader, problems: Query, pair: Pair) -> list[str]:
    ours, theirs = in_common(str(pair.later["problem_text"]), str(pair.earlier["problem_text"]))
    place = tracing.linked(reader, reader.say("evidence.title"), problems, pair.earlier["unit_id"], problem_id=pair.earlier["problem_id"])
    ours = f"{ours} {tracing.linked(reader, reader.say('trace.button'), problems, pair.later['unit_id'], problem_id=pair.later['problem_id'])}"
    return [ours, tables.unit_link(reader, pair.earlier), theirs,
            formats.percent(100 * pair.similarity, 0), place]
