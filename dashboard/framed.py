"""A picture of a page as a file: with its title, what it rests on, and where it comes from, made when its button is pressed."""

from collections.abc import Callable

import plotly.graph_objects as go
import streamlit as st

from dashboard import answers, drawing, footer, formats, shown
from dashboard.footer import Footer
from dashboard.reader import Reader
from queries import export
from queries import words as asked_words

MEDIA = {"png": "image/png", "svg": "image/svg+xml"}


def buttons(reader: Reader, figure: go.Figure, title: str, below: Footer, key: str, page: str, signs: str = "") -> None:
    """One small button, and behind it one for each format. page: where the same is seen, as an address. signs: what the picture's signs mean."""
    named, lacking = shown.text(title), drawing.lacking()
    with st.popover(reader.say("picture.button"), icon=":material/image:", type="tertiary", key=f"picture_{key}"):
        st.caption(reader.say("picture.about"))
        if lacking:
            st.caption(formats.escaped(lacking))
        with st.container(horizontal=True, gap="small", key=f"pictures_{key}"):
            for format in MEDIA:
                st.download_button(
                    reader.say(f"picture.{format}"), data=_maker(reader, figure, named, below, format, page, signs), file_name=export.file_name(_about(reader, named), format),
                    mime=MEDIA[format], on_click="ignore", type="tertiary", icon=":material/download:", key=f"picture_{key}_{format}",
                    disabled=bool(lacking) and format == "png")


def titled(reader: Reader, heading: str, title: str) -> str:
    """The card's heading, and what the picture shows where that says more."""
    parts = [part for part in (heading, title) if part and (part is heading or part not in heading)]
    return reader.say("grammar.colon").join(parts) or reader.say("app.name")


def _maker(reader: Reader, figure: go.Figure, title: str, below: Footer, format: str, page: str, signs: str) -> Callable[[], bytes]:
    return lambda: made(figure, frame(reader, title, below, page, signs), reader.language, format)


def made(figure: go.Figure, frame: drawing.Frame, language: str, format: str) -> bytes:
    """The file. Raises drawing.NoChineseFont for a PNG or PDF where this computer has no Chinese font."""
    svg = drawing.svg(figure, frame=frame, language=language)
    return svg.encode() if format == "svg" else drawing.pdf(svg) if format == "pdf" else drawing.png(svg)


def frame(reader: Reader, title: str, below: Footer, again: str, signs: str = "") -> drawing.Frame:
    """What stands around the picture. again: the address or the command that gives the same."""
    edition, asked = reader.edition, asked_words.sentence(answers.connection(reader), reader.chosen, reader.language, reader.audience)
    source = reader.say("picture.source", number=edition.number, hash=edition.sha256[:12], day=edition.made_at[:10], again=again)
    said = [export.DEMO[reader.language], source] if edition.is_demo else [source]
    return drawing.Frame(title=title, subtitle=asked, footer="\n".join(filter(None, (signs, footer.said(reader, below)))), source="\n".join(said), is_demo=edition.is_demo)


def _about(reader: Reader, title: str) -> export.About:
    return export.About(name="picture", title=title, edition=reader.edition.number, is_demo=reader.edition.is_demo, language=reader.language, audience=reader.audience)
