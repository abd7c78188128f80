"""The frame around every page, and the list of pages: language, data set, filter, navigation."""

import logging
from pathlib import Path

import streamlit as st

from dashboard import filters, footer, reader, words
from dashboard.reader import Reader
from queries import Damaged, Filter, export
from queries import words as asked_words

HERE = Path(__file__).parent
log = logging.getLogger("dashboard")
# Section -> its pages: file in views/, icon. A new page is a file there, a line here and its name in the catalogues.
PAGES = {
    "compare": (("overview", "dashboard"), ("compare", "leaderboard"), ("trends", "show_chart"), ("unit", "apartment"), ("report", "description")),
    "topics": (("themes", "category"), ("funds", "payments"), ("discipline", "gavel"), ("rules", "menu_book")),
    "follow": (("alerts", "notifications_active"), ("repeats", "sync_problem"), ("verify", "casino")),
    "ground": (("review", "fact_check"), ("trace", "format_quote"), ("sources", "folder_open"), ("definitions", "menu_book")),
}


def main() -> None:
    try:
        asking = reader.read(st.query_params.to_dict())
        if asking.edition is not None:
            asking = filters.checked(asking)
    except Damaged as damage:       # the words are for whoever keeps the computer: which file, and the two commands that help
        log.exception("the edition cannot be read")
        st.error(str(damage), icon=":material/error:")
        st.stop()
    reader.keep(asking)
    pages = {name: st.Page(HERE / "views" / f"{name}.py", title=asking.say(f"page.{name}"), url_path=name, default=name == "overview")
             for section in PAGES.values() for name, _ in section}
    st.session_state["pages"] = pages
    page = st.navigation(list(pages.values()), position="hidden")
    st.session_state["page"] = page.url_path or "overview"
    st.set_page_config(page_title=f"{page.title} · {asking.say('app.name')}", page_icon=HERE / "mark.png", layout="wide")
    st.html(HERE / "pages.css")
    with st.sidebar:
        _brand(asking)
        _navigation(asking, pages)
        _data_set(asking)
        if asking.edition is not None:
            filters.sidebar(asking)
        _foot(asking)
    _run(page, asking)


def _run(page, asking: Reader) -> None:
    """The page; if it fails, the reader gets a sentence in their own language and the log gets the reason."""
    footer.begin()
    if asking.is_public and page.url_path in reader.INTERNAL_PAGES:
        st.title(page.title, anchor=False)
        st.info(asking.say("audience.internal_page"), icon=":material/lock:")
        return
    try:
        page.run()
    except Damaged as damage:
        log.exception("the edition cannot be read")
        st.error(str(damage), icon=":material/error:")
    except Exception:
        log.exception("the page %s failed for %s", page.url_path or "overview", asking.parameters())
        st.error(asking.say("app.failed"), icon=":material/error:")


def _brand(asking: Reader) -> None:
    with st.container(key="brand", horizontal=True, vertical_alignment="center", gap="small"):
        st.image(HERE / "mark.png", width=36, alt="")
        with st.container(width="content", gap=None):
            st.markdown(f"**{asking.say('app.name')}**")
            st.caption(asking.say("app.about"))


def _navigation(asking: Reader, pages: dict) -> None:
    """Links that carry the question along, so that any of them can be opened in a new tab or sent to a colleague."""
    for section, listed in PAGES.items():
        with st.container(key=f"nav_{section}", gap=None):
            st.caption(asking.say(f"section.{section}"))
            for name, icon in [each for each in listed if not (asking.is_public and each[0] in reader.INTERNAL_PAGES)]:
                kept = {"unit": st.query_params.get("unit")} if name == "unit" else {}
                st.page_link(pages[name], label=pages[name].title, icon=f":material/{icon}:", width="stretch", query_params=asking.parameters(**kept))


def _data_set(asking: Reader) -> None:
    if asking.has_demo:
        options = ["real", "demo"]
        st.session_state["data"] = asking.data
        st.segmented_control(asking.say("data.title"), options, key="data", required=True, on_change=_change_data, width="stretch",
                             format_func=lambda data: asking.say(f"data.{data}"))


def _change_data() -> None:
    """Units, regions and rounds of one data set mean nothing in the other: its filter goes, its page stays."""
    for name in (*Filter.__dataclass_fields__, "unit"):
        st.query_params.pop(name, None)
    st.query_params["data"] = st.session_state["data"]


def _foot(asking: Reader) -> None:
    st.session_state["language"] = asking.language
    st.segmented_control("语言 Language", words.LANGUAGES, key="language", required=True, label_visibility="collapsed", width="stretch",
                         format_func={"zh": "中文", "en": "English"}.get, on_change=lambda: st.query_params.update(lang=st.session_state["language"]))
    _audience(asking)
    if asking.edition is not None:
        st.caption(asking.say("app.edition", number=asking.edition.number, hash=asking.edition.sha256[:7], made_at=asking.edition.made_at[:10]))


def _audience(asking: Reader) -> None:
    """For whom pages and files are; a server for the public has nothing to choose."""
    if reader.served_to() != export.AUDIENCES[0]:
        st.caption(asking.say("audience.served_public"))
        return
    st.session_state["audience"] = asking.audience
    st.segmented_control(asking.say("audience.title"), export.AUDIENCES, key="audience", required=True, width="stretch", help=asking.say("audience.help"),
                         format_func=lambda code: asking.say(f"audience.{code}"), on_change=_change_audience)


def _change_audience() -> None:
    """A filter by internal words goes with the reader who may read them."""
    for name in asked_words.INTERNAL if st.session_state["audience"] == "public" else ():
        st.query_params.pop(name, None)
    st.query_params["for"] = st.session_state["audience"]


main()
