"""The parts that pages are made of: heading, scope line, definition, evidence, notices and empty states."""

from collections.abc import Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from urllib.parse import urlencode

import streamlit as st

from dashboard import answers, filters, footer, formats, framed, labels, places, tables, tracing
from dashboard.footer import Footer
from dashboard.reader import Reader, current
from queries import Filter, Query

BETTER_ICON = {"higher": ":material/arrow_upward:", "lower": ":material/arrow_downward:", "neutral": ":material/remove:"}
# Places in one drawer; the exported file has them all.
MOST_PLACES = 60
# What the card says that a picture stands in: a picture that leaves takes it along.
HEADING: ContextVar[str] = ContextVar("heading", default="")
# Plotly draws its own tool bar and takes the page's scroll; our pictures need neither.
CHART = {"displayModeBar": False, "scrollZoom": False}


def opened(name: str) -> Reader:
    """A page's first lines: who asks, its title and what it covers. The page ends here where nothing is loaded or nothing matches."""
    reader = titled(name)
    loaded(reader)
    covered(reader)
    return reader


def titled(name: str) -> Reader:
    """The page's name and what it is for."""
    reader = current()
    if reader.edition is not None and reader.edition.is_demo:
        demo_notice(reader)
    st.title(reader.say(f"page.{name}"), anchor=False)
    st.markdown(reader.say(f"{name}.about"))
    if reader.is_public:
        st.markdown(f":gray-badge[:material/visibility_lock: {reader.say('audience.badge')}]")
    refused(reader, reader.refused)
    return reader


def loaded(reader: Reader) -> None:
    """The page goes on only with an edition."""
    if reader.edition is None:
        nothing_loaded(reader)
        st.stop()


def covered(reader: Reader, said_elsewhere: Sequence[str] = ()) -> None:
    """What the page covers; it goes on only with a unit in scope."""
    scope_line(reader, said_elsewhere)
    if not answers.scope(reader).units:
        nothing_matches(reader)
        st.stop()


def demo_notice(reader: Reader) -> None:
    """Said on every page of the invented province, so that no number of it is taken for a real one."""
    with st.container(key="demo_notice", horizontal=True, vertical_alignment="center", gap="small"):
        st.markdown(f":material/science: **{reader.say('demo.name')}**", width="content")
        st.markdown(reader.say("demo.about"), width="content")


def refused(reader: Reader, names: Sequence[str]) -> None:
    """Parameters of the address that said nothing known, by name."""
    for name in dict.fromkeys(names):
        st.info(reader.say("notice.refused", name=formats.escaped(name), field=reader.say(f"filter.{name}")), icon=":material/link_off:")


def scope_line(reader: Reader, said_elsewhere: Sequence[str] = ()) -> None:
    """What the page covers: how many, as of when, by which standard, on which bases, from which edition."""
    scope = answers.scope(reader)
    bases = reader.say("grammar.comma").join(labels.basis(reader, basis) for basis in scope.bases) or reader.say("scope.no_basis")
    taken = "scope.standard_asked" if reader.chosen.standard else "scope.standard_taken"
    parts = [
        reader.say("scope.as_of", day=formats.day(scope.as_of, reader.language)),
        reader.say("scope.units", n=scope.units),
        reader.say("scope.inspections", n=scope.inspections),
        reader.say(taken, standard=labels.label(reader, "standard", scope.standard)),
        reader.say("scope.bases", bases=bases),
        reader.say("scope.edition", number=reader.edition.number, hash=reader.edition.sha256[:7]),
    ]
    with st.container(key="scope_line"):
        st.caption("　".join(parts) if reader.language == "zh" else " · ".join(parts))
        asked = [(name, values) for field, name, values in filters.described(reader) if field not in said_elsewhere]
        if asked:
            colon = reader.say("grammar.colon")
            st.markdown(" ".join(f":blue-badge[{formats.escaped(name + colon + values)}]" for name, values in asked))


def nothing_loaded(reader: Reader) -> None:
    """No edition at all: how to get one."""
    with card("empty"):
        st.markdown(f"## {reader.say('empty.title')}")
        st.markdown(reader.say("empty.load"))
        st.code("duibiao load data/sample", language=None)
        st.markdown(reader.say("empty.demo"))
        st.code("duibiao demo", language=None)
        if reader.has_demo and reader.data == "real":
            st.page_link(st.session_state["pages"]["overview"], label=reader.say("empty.see_demo"), icon=":material/science:",
                         query_params=reader.asking(Filter()).parameters(data="demo"))


def nothing_matches(reader: Reader) -> None:
    """The filter leaves no unit: say so, and how to widen it."""
    with card("no_match"):
        st.markdown(f"## {reader.say('empty.no_match')}")
        st.markdown(reader.say("empty.widen"))
        st.button(reader.say("filter.clear"), on_click=filters.clear, key="no_match_clear", icon=":material/filter_alt_off:")


@contextmanager
def card(key: str, heading: str | None = None, note: str | None = None, query: Query | None = None, reader: Reader | None = None, height: str = "content"):
    """A card with one question: its title, a line of explanation and, with a query, the definition one click away."""
    with st.container(border=True, key=f"card_{key}", height=height):
        if heading:
            with st.container(horizontal=True, vertical_alignment="center", gap="small", horizontal_alignment="distribute", key=f"title_{key}"):
                st.markdown(f"## {heading}", width="stretch", anchors=False)
                if query is not None:
                    evidence_link(reader, query, key, next(iter(reader.chosen.units), None) if len(reader.chosen.units or ()) == 1 else None)
                    definition(reader, query, key)
        if note:
            st.caption(note)
        before = HEADING.set(heading or HEADING.get())
        try:
            yield
        finally:
            HEADING.reset(before)


def definition(reader: Reader, query: Query, key: str) -> None:
    """The definition of a number behind a small button: question, direction, ingredients, caveat, and the SQL itself."""
    with st.popover(reader.say("definition.button"), icon=":material/info:", type="tertiary", key=f"define_{key}"):
        definition_text(reader, query)


def definition_text(reader: Reader, query: Query) -> None:
    language, say = reader.language, reader.say
    st.markdown(f"**{query.title[language]}**  \n{query.question[language]}")
    if query.kind == "metrics":
        st.markdown(f"{BETTER_ICON[query.better]} {say(f'better.{query.better}')} · {say(f'unit.{query.unit}')}")
    if query.caveat:
        st.markdown(query.caveat[language])
    columns = say("grammar.comma").join(words[language] for name, words in query.columns.items() if name != "unit_id")
    st.caption(say("definition.columns", columns=columns))
    st.code(query.sql, language="sql", height=220)


def evidence_link(reader: Reader, query: Query, key: str, unit_id: str | None = None, **part: object) -> None:
    """A small mark beside a number that leads to its rows and sentences, in the same window."""
    with st.container(key=f"evidence_link_{key}", width="content"):
        st.page_link(st.session_state["pages"]["trace"], label=reader.say("trace.button"), icon=":material/format_quote:",
                     query_params=tracing.parameters(reader, query, unit_id, **part), help=reader.say("trace.see"))


def chart(figure: object, *, alt: str, key: str, below: Footer, title: str = "", signs: str = "") -> None:
    """A picture, what it rests on (`footer.said` is that as plain text), and itself as a file; the same numbers stand in a table near it.

    title: what the picture shows, where the card's heading alone does not say it. signs: what its signs mean, where the page says it beside the picture.
    """
    reader = current()
    st.plotly_chart(figure, key=key, config=CHART, alt=alt)
    with st.container(horizontal=True, gap="small", key=f"under_{key}"):
        with st.container(key=f"said_{key}"):
            footer.under(reader, below, key)
        page = f"{st.session_state['page']}?{urlencode(st.query_params.to_dict())}"
        framed.buttons(reader, figure, framed.titled(reader, HEADING.get(), title), below, key, page, signs)


def evidence(reader: Reader, found: Sequence[tuple[str, str, Sequence[places.Place]]], key: str) -> None:
    """Where numbers come from: [(unit, what, places)] in a drawer that is filled when it is opened."""
    drawer = st.expander(reader.say("evidence.title"), icon=":material/format_quote:", key=f"evidence_{key}", on_change="rerun")
    if not drawer.open:
        return
    said = [(unit, what, place) for unit, what, where in found for place in where]
    with drawer:
        st.caption(reader.say("evidence.about") if said else reader.say("evidence.none"))
        if len(said) > MOST_PLACES:
            st.caption(reader.say("evidence.cut", shown=MOST_PLACES, n=len(said)))
        if said:
            head = [reader.say(f"evidence.{name}") for name in ("unit", "what", "document", "place")]
            lines = [[formats.escaped(unit), formats.escaped(what), document(reader, place.document_id), place_link(reader, place)]
                     for unit, what, place in said[:MOST_PLACES]]
            tables.plain(head, lines, alt=reader.say("evidence.title"), key=f"evidence_{key}")


def review_address(reader: Reader, document_id: str, figure_id: str | None = None) -> str:
    """The page that shows a document's text and figures, relative to any other page."""
    return f"review?{urlencode(reader.parameters(document=document_id, figure=figure_id))}"


def place_link(reader: Reader, place: places.Place) -> str:
    """A place in words; one in a notice leads to its figure in the text, with what people decided on it."""
    said = formats.escaped(places.words(reader, place))
    if reader.is_public:
        return said
    known = {row["locator"]: row for row in answers.figures(reader, place.document_id)} if place.locator else {}
    if (figure := known.get(place.locator)) is None:
        return said
    review = f" :gray-badge[{labels.label(reader, 'review', figure['review'])}]" if figure["review"] else ""
    return f"[{said}]({review_address(reader, place.document_id, figure['figure_id'])}){review}"


def document(reader: Reader, document_id: str | None) -> str:
    """A document's title as Markdown, linked where it has an address that cannot break out of the link."""
    name, address = formats.escaped(places.title(reader, document_id)), places.address(reader, document_id)
    return f"[{name}](<{address}>)" if address and not set(address) & set("<>\\ \n") else name
