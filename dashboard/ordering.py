"""The parts of the report page: of whom, in which form, the files, and how they look."""

import os
from collections.abc import Callable

import streamlit as st

from dashboard import answers, components, filters, formats
from dashboard.reader import Reader
from dashboard.report import orders
from dashboard.report.document import FORMATS
from dashboard.report.orders import Order
from queries import export

KINDS = ("report", "briefing")
MEDIA = {"docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "pdf": "application/pdf", "html": "text/html"}
ICONS = {"docx": "description", "pdf": "picture_as_pdf", "html": "html"}


def chosen(reader: Reader) -> Order:
    """What the reader orders: the form, and one unit or all that the filter leaves."""
    known = {row["unit_id"]: row["unit_name"] for row in answers.scope_units(reader)}
    kind, unknown_kind = filters.asked("form", list(KINDS), KINDS[0])
    unit_id, unknown_unit = filters.asked("unit", list(known), None)
    components.refused(reader, [name for name, is_unknown in (("form", unknown_kind), ("unit", unknown_unit)) if is_unknown])
    kind = filters.choose("form", list(KINDS), kind, st.segmented_control, label=reader.say("order.form"), required=True, format_func=lambda name: reader.say(f"report.{name}_name"))
    unit_id = filters.choose("unit", list(known), unit_id, st.selectbox, label=reader.say("table.unit"), index=None, placeholder=reader.say("order.all_units", n=len(known)), format_func=known.get)
    st.caption(reader.say(f"order.{kind}_about"))
    return Order(reader.edition.folder, reader.edition.number, reader.chosen, unit_id, kind, reader.language, _address(), reader.audience)


def _address() -> str:
    """Under which address the dashboard is reached: as the office says, or as this reader reached it."""
    named = os.environ.get("DUIBIAO_ADDRESS") or (st.context.url or "").partition("?")[0].rpartition("/")[0] or orders.ADDRESS
    return named.rstrip("/") + "/"


def files(reader: Reader, order: Order) -> None:
    """A button a format, the file made when it is pressed; and the command that makes the same."""
    about = export.About(name="report", title=orders.title(order), edition=order.edition, is_demo=reader.edition.is_demo, language=reader.language, audience=reader.audience)
    with st.container(horizontal=True, gap="small", key="order_files"):
        for name in FORMATS:
            st.download_button(reader.say(f"order.{name}"), data=_maker(order, name), file_name=export.file_name(about, name), mime=MEDIA[name], on_click="ignore",
                               icon=f":material/{ICONS[name]}:", key=f"order_{name}")
    st.caption(reader.say("order.again"))
    st.code(order.command(reader.edition) + " --out reports", language=None, wrap_lines=True)
    if order.unit_id is None:
        st.caption(reader.say("order.each"))


def _maker(order: Order, format: str) -> Callable[[], bytes]:
    return lambda: orders.files(order, (format,))[format]


def preview(reader: Reader, order: Order) -> None:
    """The first pages as they will be printed, once asked for: making them takes a moment."""
    drawer = st.expander(reader.say("order.preview"), icon=":material/preview:", key="order_preview", on_change="rerun")
    if not drawer.open:
        return
    with drawer, st.spinner(reader.say("order.making")):
        try:
            pages, number = answers.kept_figure((*reader.key, "report", order), lambda: orders.pictures(order))
        except RuntimeError as refusal:
            st.error(formats.escaped(refusal), icon=":material/error:")
            return
        st.caption(reader.say("order.pages", shown=len(pages), n=number))
        for place, page in enumerate(pages):
            with st.container(border=True, key=f"order_page_{place}"):
                st.image(page, width="stretch", alt=reader.say("order.page_alt", n=place + 1))
