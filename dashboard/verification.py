"""Checking the checked: draw completed problems to verify, hand out the list, and say what the result means for the rest."""

from dataclasses import dataclass, replace

import pyarrow as pa
import streamlit as st

from dashboard import answers, components, filters, formats, inputs, labels, places, tables, tracing, words
from dashboard.answers import Rows
from dashboard.reader import Reader
from queries import Query, sampling

STRATA = ("unit_id", "aspect", "theme", "reached", "has_money")
DEFAULT = "reached,has_money"
SIZE, MOST, SEED = 50, 2000, "2026"
MOST_LISTED = 40
SIZES, FALSE = (20, 30, 50, 80, 100, 150, 200, 300, 500), (0, 1, 2, 3)
SHARES = (10, 5, 2, 1)
# What the verifier fills in; nothing of a person.
BLANK = ("verdict", "method", "verified_on", "remark")


@dataclass(frozen=True)
class Sample:
    """What was drawn: the completed problems of one basis, the strata with their sizes, and the problems by stratum in order of drawing."""

    reader: Reader
    query: Query
    rows: Rows
    names: tuple[str, ...]
    seed: str
    strata: dict[tuple, list[str]]
    drawn: dict[tuple, list[str]]

    @property
    def sizes(self) -> list[tuple[int, int]]:
        return [(len(ids), len(self.drawn[key])) for key, ids in self.strata.items()]

    @property
    def size(self) -> int:
        return sum(map(len, self.drawn.values()))


def draw(reader: Reader, query: Query) -> Sample | None:
    """The choices, and the sample that they give; None where nothing is completed or the sample is too small for its strata."""
    every = [row for row in answers.ask(reader, query) if row["value"]]
    rows = _of_basis(reader, every)
    if not rows:
        st.caption(reader.say("verify.nothing"))
        return None
    names = _strata(reader)
    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium"):
        size = inputs.asked_whole(reader, "size", SIZE, 1, MOST)
        inputs.whole("size", reader.say("verify.size"), size, 1, MOST)
        seed = (st.query_params.get("seed") or SEED)[:40]
        inputs.words("seed", reader.say("verify.seed"), seed)
    strata = sampling.by_stratum(rows, names)
    try:
        found = sampling.drawn(strata, min(size, len(rows)), seed)
    except sampling.TooSmall as short:
        st.warning(reader.say("verify.too_small", n=short.strata, size=size), icon=":material/error:")
        return None
    sample = Sample(reader, query, rows, names, seed, strata, found)
    population = tracing.linked(reader, formats.count(len(rows)), query, basis=rows[0]["basis"], status="completed", source="counted")
    st.markdown(reader.say("verify.drawn", population=population, n=sample.size, seed=formats.escaped(seed), strata=len(strata)))
    _allocation(sample)
    return sample


def _of_basis(reader: Reader, rows: Rows) -> Rows:
    """Problems on one basis: those on another are other things, and a sample of both would say nothing of either."""
    bases = sorted({row["basis"] for row in rows}, key=lambda basis: -sum(row["basis"] == basis for row in rows))
    if len(bases) < 2:
        return rows
    basis, is_unknown = filters.asked("on_basis", bases, bases[0])
    components.refused(reader, ["on_basis"] if is_unknown else [])
    basis = filters.choose("on_basis", bases, basis, st.segmented_control, label=reader.say("verify.on_basis"), required=True, format_func=lambda code: labels.basis(reader, code))
    return [row for row in rows if row["basis"] == basis]


def _strata(reader: Reader) -> tuple[str, ...]:
    """The columns that strata are made of, from the address; `none` is a simple random sample."""
    said = st.query_params.get("strata") or DEFAULT
    names = tuple(name for name in STRATA if name in said.split(","))
    components.refused(reader, ["strata"] if set(said.split(",")) - {*STRATA, "none"} else [])
    st.session_state["choose_strata"] = list(names)
    st.pills(reader.say("verify.strata"), list(STRATA), selection_mode="multi", key="choose_strata", format_func=lambda name: reader.say(f"verify.by_{name}"),
             on_change=lambda: st.query_params.update(strata=",".join(st.session_state["choose_strata"]) or "none"))
    return names


def _allocation(sample: Sample) -> None:
    reader = sample.reader
    with st.expander(reader.say("verify.allocation", n=len(sample.strata))):
        st.caption(reader.say("verify.allocation_about"))
        head = [*(reader.say(f"verify.by_{name}") for name in sample.names), reader.say("verify.population"), reader.say("verify.to_check")]
        lines = [[*(_named(reader, name, value) for name, value in zip(sample.names, key, strict=True)), len(ids), len(sample.drawn[key])] for key, ids in sample.strata.items()]
        basis, addresses = sample.rows[0]["basis"], []
        for key in sample.strata:
            part = dict(zip(sample.names, key, strict=True))
            addresses.append(tracing.address(reader, sample.query, part.pop("unit_id", None), basis=basis, status="completed", source="counted", **part))
        tables.framed(head, lines, alt=reader.say("verify.allocation", n=len(sample.strata)), key="allocation", evidence=(reader.say("trace.button"), addresses))


def _named(reader: Reader, name: str, value: object) -> str:
    """A value of a stratum in words."""
    if name == "unit_id":
        return next((unit["unit_name"] for unit in answers.units(reader) if unit["unit_id"] == value), str(value))
    if name == "has_money":
        return reader.say("verify.money" if value else "verify.no_money")
    if name == "reached":
        return labels.label(reader, "standard", value)
    return str(value) if value else reader.say("verify.none")


def listed(sample: Sample) -> None:
    """The problems to verify, unit by unit, each with its place; the file has all of them with columns to fill in."""
    reader, chosen = sample.reader, in_order(sample)
    if len(chosen) > MOST_LISTED:
        st.caption(reader.say("verify.cut", shown=MOST_LISTED, n=len(chosen)))
    head = [reader.say("table.unit"), *(reader.say(f"verify.{name}") for name in ("problem", "closed_on", "by_reached", "by_has_money", "place"))]
    lines = []
    for row in chosen[:MOST_LISTED]:
        where = reader.say("grammar.comma").join(places.words(reader, place) for place in places.read(row["places"]))
        lines.append([tables.unit_link(reader, row), formats.escaped(_text(row)),
                      row["closed_on"].isoformat() if row["closed_on"] else "—", formats.escaped(_named(reader, "reached", row["reached"])),
                      formats.escaped(_named(reader, "has_money", row["has_money"])),
                      tracing.linked(reader, formats.escaped(where) or reader.say("evidence.title"), sample.query, row["unit_id"], problem_id=row["problem_id"])])
    tables.plain(head, lines, alt=reader.say("verify.list"), key="sample", has_file=True)


def in_order(sample: Sample) -> Rows:
    """The rows drawn, in the order of the list of problems."""
    wanted = {each for ids in sample.drawn.values() for each in ids}
    return [row for row in sample.rows if row["problem_id"] in wanted]


def _text(row: dict[str, object]) -> str:
    return f"{row['number']}. {row['problem_text'] or ''}" if row["number"] else row["problem_text"] or ""


def sheet(sample: Sample) -> tuple[Query, pa.Table]:
    """The list as a file: the problems with empty columns for the verifier, under a title that names the seed."""
    reader, rows = sample.reader, in_order(sample)
    columns = {name: said for name, said in sample.query.columns.items() if name != "value"}
    blank = {name: {language: words.say(language, f"verify.{name}") for language in ("zh", "en")} for name in BLANK}
    title = {language: words.say(language, "verify.file", seed=sample.seed, n=len(rows), population=len(sample.rows)) for language in ("zh", "en")}
    table = answers.tables(reader, [sample.query])[sample.query.name]
    places_of = {problem_id: place for place, problem_id in enumerate(table.column("problem_id").to_pylist())}
    made = table.take(pa.array([places_of[row["problem_id"]] for row in rows], pa.int64())).select(["unit_id", "unit_name", *(name for name in columns if name != "unit_id")])
    for name in BLANK:
        made = made.append_column(name, pa.nulls(len(rows), pa.string()))
    return replace(sample.query, title=title, columns=columns | blank), made


def result(sample: Sample) -> None:
    """So many found false: at most so many of all, and why the bound is exact or on the safe side."""
    reader = sample.reader
    false = inputs.asked_whole(reader, "false", 0, 0, sample.size)
    inputs.whole("false", reader.say("verify.false"), false, 0, sample.size)
    bound = sampling.most_false_of_strata(sample.sizes, false)
    if bound is None:
        st.warning(reader.say("verify.too_large"), icon=":material/error:")
        return
    population = len(sample.rows)
    st.markdown(reader.say("verify.bound", n=sample.size, false=false, population=formats.count(population), bound=formats.count(bound), share=formats.share(bound, population)))
    kind = "simple" if len(sample.strata) == 1 else "strata_none" if not false else "strata"
    st.caption(reader.say(f"verify.kind_{kind}"))


def planner(sample: Sample) -> None:
    """How large a sample must be for which bound, for this population."""
    reader, population = sample.reader, len(sample.rows)
    sizes = [size for size in SIZES if size < population] + [population]
    head = [reader.say("verify.size"), *(reader.say("verify.found", n=false) for false in FALSE)]
    lines = [[f"{size:,}", *(_bound(reader, population, size, false) for false in FALSE)] for size in sizes]
    tables.plain(head, lines, alt=reader.say("verify.planner"), key="planner")
    said = [reader.say("verify.needed", share=share, n=formats.count(sampling.size_for(population, share / 100))) for share in SHARES]
    st.markdown(reader.say("verify.needed_title") + reader.say("grammar.semicolon").join(said) + reader.say("verify.full_stop"))
    st.caption(reader.say("verify.planner_about", population=formats.count(population)))


def _bound(reader: Reader, population: int, size: int, false: int) -> str:
    if false > size:
        return "—"
    bound = sampling.most_false(population, size, false)
    return reader.say("verify.share_and_count", share=formats.share(bound, population), n=formats.count(bound)) if bound else formats.percent(0, 0)
