"""The address of the view that a report came from, to be read by a telephone's camera."""

import io
from functools import lru_cache

import segno


@lru_cache(64)
def svg(address: str) -> str:
    """The code as an SVG picture, four modules of quiet zone around it; its size is its viewer's to choose."""
    return segno.make(address, error="m", micro=False).svg_inline(scale=4, border=4, omitsize=True, dark="#000", light="#fff")


@lru_cache(64)
def png(address: str, scale: int = 6) -> bytes:
    """The same as a PNG picture."""
    made = io.BytesIO()
    segno.make(address, error="m", micro=False).save(made, kind="png", scale=scale, border=4, dark="#000", light="#fff")
    return made.getvalue()
