"""Which documents state figures, how far their review has come, and whose one of them is."""

from collections import Counter

import streamlit as st

from dashboard import answers, components, formats, labels, places, tables
from dashboard.answers import Rows
from dashboard.reader import Reader


def found(reader: Reader) -> Rows:
    """Documents in scope that state figures: contradictions first, then what is not reviewed; with their counts."""
    scope = {row["unit_id"]: row["unit_name"] for row in answers.scope_units(reader)}
    units = {row["inspection_id"]: row["unit_id"] for row in answers.table(reader, "inspections")}
    stated = answers.figure_counts(reader)
    conflicts = Counter(document for row in answers.conflicts(reader).to_pylist() for document in {row["one_document_id"], row["other_document_id"]} if document)
    found = [row | {"unit_id": units[row["inspection_id"]], "unit_name": scope[units[row["inspection_id"]]], "conflicts": conflicts[row["document_id"]],
                    "figures": stated[row["document_id"]][0], "reviewed": stated[row["document_id"]][1]}
             for row in answers.table(reader, "documents") if row["document_id"] in stated and units.get(row["inspection_id"]) in scope]
    return sorted(found, key=lambda row: (-row["conflicts"], row["reviewed"] == row["figures"], row["unit_name"].encode("gb18030")))


def directory(reader: Reader, found: Rows) -> None:
    """All of them, each with how far its review has come."""
    with components.card("review_directory", reader.say("review.directory"), reader.say("review.directory_about")):
        if not found:
            st.caption(reader.say("review.no_documents"))
            return
        head = [reader.say(f"review.{name}") for name in ("document", "published", "figures", "reviewed", "conflicts")]
        lines = [(components.review_address(reader, row["document_id"]), row) for row in found]
        if len(found) <= tables.MOST_ON_PAGE:
            cells = [[f"[{formats.escaped(row['unit_name'])} · {formats.escaped(row['title'] or row['uri'] or '')}]({address})", _day(row), f"{row['figures']}",
                      f"{row['reviewed']}/{row['figures']}", f":orange-badge[▲ {row['conflicts']}]" if row["conflicts"] else "—"] for address, row in lines]
            tables.plain(head, cells, alt=reader.say("review.directory"), key="review_directory")
            return
        tables.linked(head, [[f"{address}#{row['unit_name']} · {row['title'] or row['uri'] or ''}", _day(row), row["figures"], row["reviewed"], row["conflicts"]]
                             for address, row in lines], alt=reader.say("review.directory"), key="review_directory")


def _day(row: dict[str, object]) -> str:
    return row["published_on"].isoformat() if row["published_on"] else "—"


def head(reader: Reader, document: dict[str, object]) -> None:
    """Whose notice, from when, where on the web, and how far it was read."""
    st.markdown(f"## {tables.unit_link(reader, document)}", anchors=False)
    facts = [document["title"] or document["uri"], _day(document), labels.label(reader, "extent", document["extent"]), f"SHA-256 {(document['sha256'] or '—')[:12]}"]
    st.caption(" · ".join(formats.escaped(fact) for fact in facts if fact))
    with st.container(horizontal=True, gap="medium", key="review_links"):
        st.button(reader.say("review.back"), icon=":material/arrow_back:", type="tertiary", key="review_back", on_click=lambda: [st.query_params.pop(name, None) for name in ("document", "figure")])
        if address := places.address(reader, document["document_id"]):
            st.link_button(reader.say("review.open_page"), address, icon=":material/open_in_new:", type="tertiary")
